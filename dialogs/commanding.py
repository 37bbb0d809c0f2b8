"""What the command words do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.asking import known_answer
from dialogs.commands import command, wished
from dialogs.deciding import sends, submit
from dialogs.effects import CallBack
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.households import next_household, several
from dialogs.kinds import NO_PHONE
from dialogs.messages import Choice
from dialogs.noting import left_out, left_out_words, noted_words, put, take_facts, with_story
from dialogs.prompts import CALL_ME, summary
from dialogs.status import status_words
from dialogs.talk import Talk
from dialogs.words import button, say
from knowledge.meaning import tells_hardship
from knowledge.people.phones import phone

_CALLS = ("callme", "human")
_FREE = ("story", "text", "opinion")  # kinds of which any words are an answer
_PLAIN = 0.75
_CARRIED_OUT = ("skip", "human", "status")  # done at once: a guess has to be a good one
_LEAVING = ("pause", "human", "callme")
_A_WORD = 4  # 怎么用, 使用说明
MOST_LOOKUPS = 5  # a day: a receipt alone shows nothing, and the last four cannot be guessed (裁定 21)


def on_command(heard: Heard) -> Move | None:
    """A command: a word and nothing else, or a clause that orders it."""
    if move := _next_household(heard):
        return move
    name, question = command(heard.said.text), heard.question
    if name in _CALLS and question and question.kind == "phone" and phone(heard.said.text):
        return None  # 打我的电话吧，我妈耳朵不好，139… is the number asked for
    name = name or _sending(heard)
    return run(_with_tale(heard, name), name) if name else None


def _with_tale(heard: Heard, name: str) -> Heard:
    """老伴住院了我去送饭 回头再讲: where we asked for the story, what was told stays."""
    text, question = heard.said.text, heard.question
    if name not in _LEAVING or question is None or question.kind != "story" or not tells_hardship(text):
        return heard
    return replace(heard, talk=with_story(heard, heard.talk, text))


def _sending(heard: Heard) -> str:
    """对 就这样 交上去: an agreement that orders more than its answer."""
    text, question = heard.said.text, heard.question
    if heard.talk.stage != "filling" or heard.proposal or (question is not None and question.kind == "consent"):
        return ""
    return "submit" if sends(text) else ""


def _next_household(heard: Heard) -> Move | None:
    """还有一户: before this report is sent it waits, and nothing of it is mixed in; after it, a new one begins."""
    talk, told = heard.talk, next_household(heard.said.text)
    if told is None or talk.stage == "idle":
        return None
    if talk.stage == "filling":
        begun = talk.answers.keys() - {"consent"} or several(heard.said.text)  # else it says whom this one is for
        return Move(talk.ask_aside(), say("household_first")) if begun else None
    move = _apply(heard)
    if move.talk.stage != "filling":
        return move
    taken, _noted = take_facts(replace(heard, talk=move.talk), ("behalf",))
    taken, noted = take_facts(replace(heard, talk=taken, said=replace(heard.said, text=told)))
    return replace(move, talk=taken, lead=f"{move.lead}\n{noted_words('noted_later', noted)}".strip())


def on_wish_in_story(heard: Heard) -> Move | None:
    """鸡在叫 我先去喂 晚上再来, where a story is told: any words could be the story, so this has to be plain."""
    if heard.question is None or heard.question.kind not in _FREE:
        return None
    name = wished(heard.said.text, _PLAIN)
    return run(heard, name) if name else None


def on_wish(heard: Heard) -> Move | None:
    """Words that nothing else was made of, and that want something done."""
    name = wished(heard.said.text)
    if name in _CARRIED_OUT and not wished(heard.said.text, _PLAIN):
        return None
    return run(heard, name) if name else None


def run(heard: Heard, name: str) -> Move | None:
    """Carry out a command by its name; unknown names (an old or forged button) only ask again."""
    name, _, key = name.partition("=")
    if name == "keep":
        return keep(heard, key or (heard.question.key if heard.question else ""))
    action = _COMMANDS.get(name)
    return action(heard) if action else Move(heard.talk)


def keep(heard: Heard, key: str) -> Move:
    """The answer stays what it was before it was opened again."""
    talk = heard.talk.ask_aside()
    if talk.stage != "filling" or key not in talk.earlier or key not in heard.form.questions:
        return Move(talk)
    return Move(put(heard, talk, key, talk.earlier[key]))


def _back(heard: Heard) -> Move:
    talk = heard.talk
    if talk.aside:
        return Move(talk.ask_aside())
    if heard.proposal:
        return Move(talk.drop(heard.proposal[0]))
    if talk.stage != "filling":
        return Move(talk)
    known = _before(heard, heard.question)
    return Move(talk.reopen(known[-1])) if known else Move(talk, say("nothing_back"))


def _before(heard: Heard, question: Question | None) -> list[str]:
    """What was answered or skipped before the open question. Consent is not taken back by going back."""
    path = [q for q in heard.form.path(heard.talk.answers) if q.kind != "consent"]
    upto = path[: path.index(question)] if question in path else path
    return [q.key for q in upto if q.key in heard.talk.answers or q.key in heard.talk.skipped]


def _restart(heard: Heard) -> Move:
    if heard.talk.stage != "filling" or not heard.talk.answers:
        return _apply(heard)
    return Move(heard.talk.ask_aside("restart"))


def _apply(heard: Heard) -> Move:
    talk = heard.talk
    if heard.scene.narrow:
        return Move(talk)
    if talk.stage == "idle":
        return Move(replace(talk.ask_aside(), stage="filling", human=False))
    if talk.stage == "submitted":
        return Move(talk.another(), say("another"))
    return Move(replace(talk.ask_aside(), human=False))


def _another(heard: Heard) -> Move:
    """再报一户: one after the other."""
    if heard.talk.stage == "filling" and heard.talk.answers.keys() - {"consent"}:
        return Move(heard.talk.ask_aside(), say("household_first"))
    return _apply(heard)


def _skip(heard: Heard) -> Move | None:
    talk, question = heard.talk, heard.question
    if talk.stage == "idle":
        return None
    if heard.proposal:
        question = heard.form[heard.proposal[0]]  # what was read back is what is skipped
        talk = talk.drop(question.key)
    if talk.stage == "submitted" or question is None:
        return Move(talk, say("all_answered") if talk.stage == "filling" else "")
    if question.must:
        return Move(talk.miss(question.key), say("consent_needed" if question.kind == "consent" else "must"))
    return Move(left_out(heard, talk, question), left_out_words(heard, question))


def _pause(heard: Heard) -> Move:
    if heard.talk.stage != "filling":
        return Move(heard.talk.ask_aside(), say("goodbye"), ask=False)
    choices = (Choice("!resume", button("resume")), CALL_ME)
    return Move(heard.talk.ask_aside(), say("paused"), ask=False, choices=choices)


def _resume(heard: Heard) -> Move:
    if heard.talk.stage != "filling":
        return _apply(heard) if heard.talk.stage == "idle" else Move(heard.talk)
    return Move(replace(heard.talk.ask_aside(), human=False), say("resumed"))


def phone_of(heard: Heard) -> str:
    """The number we may call: the answer, or what the channel knows."""
    answer = str(heard.talk.answers.get("phone", ""))
    return heard.scene.known_phone if answer in ("", NO_PHONE) else answer


def _number_for(heard: Heard) -> str:
    """The number in the words that ask to be called, or the one that is known."""
    told = phone(heard.said.text)
    return told.value if told else phone_of(heard)


def _human(heard: Heard) -> Move:
    number = _number_for(heard)
    talk = replace(heard.talk.ask_aside(), human=True)
    effects = (CallBack(number, "human"),)
    if number:
        kept = say("human_kept") if has_draft(heard.talk) else ""
        return Move(talk, say("human", hotlines=heard.scene.hotlines) + kept, effects, ask=False)
    return Move(talk.ask_aside("callme", kind="human"), say("human_no_phone"), effects)


def has_draft(talk: Talk) -> bool:
    """Is anything filled in that a person could fear to lose?"""
    return talk.stage == "filling" and bool(talk.told or talk.answers.keys() - {"consent"})


def _callme(heard: Heard) -> Move:
    return Move(heard.talk.ask_aside("callme", phone=_number_for(heard)))


def _status(heard: Heard) -> Move:
    if heard.scene.case:
        return Move(heard.talk.ask_aside(), status_words(heard.scene))
    tried = heard.talk.lookups.get(heard.scene.now.date().isoformat(), 0)
    if tried >= MOST_LOOKUPS:
        return Move(heard.talk.ask_aside(), say("lookup_enough", hotlines=heard.scene.hotlines))
    return Move(heard.talk.ask_aside("lookup"))


def _cancel(heard: Heard) -> Move:
    talk, case = heard.talk, heard.scene.case
    if talk.stage == "filling":
        return Move(talk.ask_aside("cancel"))
    if talk.joined:  # what another conversation began is taken back there
        return Move(talk, say("withdraw_joined", hotlines=heard.scene.hotlines))
    if not case:
        return Move(talk, say("nothing_to_withdraw"))
    if not case.can_withdraw:
        return Move(talk, say("withdraw_late", hotlines=heard.scene.hotlines))
    return Move(talk.ask_aside("withdraw"))


def _help(heard: Heard) -> Move:
    # 这是干啥的 asks for help and has an answer of its own.
    if len(heard.said.text) > _A_WORD and (known := known_answer(heard)):
        return known
    return Move(heard.talk, say("help", hotlines=heard.scene.hotlines))


def _repeat(heard: Heard) -> Move:
    return Move(heard.talk, "" if heard.said.choice or heard.talk.stage != "filling" else say("again"))


def _why(heard: Heard) -> Move | None:
    """为什么问这个: the reason stands with the question in the form; elsewhere, why anything is asked at all."""
    question = heard.form[heard.proposal[0]] if heard.proposal else heard.question
    if question is None:
        return known_answer(heard) or Move(heard.talk, say("why_at_all"))
    return Move(heard.talk, question.why or say("why_asked"))


def _thanks(heard: Heard) -> Move:
    return Move(heard.talk, say("thanks"))


def _hello(heard: Heard) -> Move:
    idle = heard.talk.stage == "idle"
    return Move(heard.talk, say("welcome", county=heard.scene.county.short) if idle else say("hello"))


def _cannot(heard: Heard) -> Move:
    return Move(heard.talk, say("cannot"))


def _ask(heard: Heard) -> Move:
    return Move(heard.talk, say("ask_away"), ask=False)


def _correct(heard: Heard) -> Move:
    if heard.talk.stage == "submitted":
        return Move(heard.talk, say("correct_after"))
    if heard.talk.stage != "filling" or not summary(heard.form, heard.talk, heard.scene):
        return Move(heard.talk)
    return Move(heard.talk.ask_aside("correct"))


_COMMANDS: Mapping[str, Callable[[Heard], Move | None]] = {
    "another": _another,
    "apply": _apply,
    "ask": _ask,
    "back": _back,
    "callme": _callme,
    "cancel": _cancel,
    "cannot": _cannot,
    "correct": _correct,
    "hello": _hello,
    "help": _help,
    "human": _human,
    "pause": _pause,
    "repeat": _repeat,
    "restart": _restart,
    "resume": _resume,
    "skip": _skip,
    "status": _status,
    "submit": submit,
    "thanks": _thanks,
    "why": _why,
    "withdraw": _cancel,
}
