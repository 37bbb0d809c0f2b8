"""What the command words do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.another import another
from dialogs.asking import known_answer
from dialogs.calling import callme, human
from dialogs.commands import command, wants_on, wished
from dialogs.deciding import sends, submit
from dialogs.existing import cancel, standing, status
from dialogs.hearing import Heard, Move
from dialogs.moving import apply, back, keep, pause, restart, resume, skip
from dialogs.noting import with_story
from dialogs.objecting import object_to
from dialogs.prompts import summary
from dialogs.words import say
from knowledge.meaning import is_question, tells_hardship
from knowledge.people.phones import phone

_CALLS = ("callme", "human")
_FREE = ("story", "text", "opinion")  # kinds of which any words are an answer
PLAIN = 0.75  # probability of a wish, where the words could be something else as well
_CARRIED_OUT = ("skip", "human", "status")  # done at once: a guess has to be a good one
_WHILE_FILLING = ("back", "restart", "skip")
_LEAVING = ("pause", "human", "callme")
_A_WORD = 4  # 怎么用, 使用说明


def on_command(heard: Heard) -> Move | None:
    """A command: a word and nothing else, or a clause that orders it."""
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
    if heard.talk.stage == "idle" or (question is not None and question.kind == "consent"):
        return ""
    return "submit" if sends(text) else ""


def on_wish_in_story(heard: Heard) -> Move | None:
    """鸡在叫 我先去喂 晚上再来, where a story is told: any words could be the story, so this has to be plain."""
    if heard.question is None or heard.question.kind not in _FREE:
        return None
    name = "resume" if wants_on(heard.said.text) else wished(heard.said.text, PLAIN)
    return run(heard, name) if name else None


def on_asked_wish(heard: Heard) -> Move | None:
    """后面的不填了行不行: an order put as a question, to which there is no answer in the library."""
    return meant(heard, PLAIN) if is_question(heard.said.text) else None


def on_wish(heard: Heard) -> Move | None:
    """Words that nothing else was made of, and that want something done."""
    return meant(heard)


def meant(heard: Heard, at_least: float = 0.0) -> Move | None:
    """What roundabout words want done, of probability ``at_least`` (0..1)."""
    text = heard.said.text
    name = wished(text, at_least)
    if heard.talk.stage != "filling" and (name in _WHILE_FILLING or (name == "cancel" and not heard.scene.case)):
        return None
    if name in _CARRIED_OUT and not wished(text, PLAIN):
        return None
    return run(heard, name) if name else None


def run(heard: Heard, name: str) -> Move | None:
    """Carry out a command by its name; unknown names (an old or forged button) only ask again."""
    name, _, key = name.partition("=")
    if name == "keep":
        return keep(heard, key or (heard.question.key if heard.question else ""))
    action = _COMMANDS.get(name)
    return action(heard) if action else Move(heard.talk)


def _help(heard: Heard) -> Move:
    # 这是干啥的 asks for help and has an answer of its own.
    if len(heard.said.text) > _A_WORD and (known := known_answer(heard)):
        return known
    return Move(heard.talk, say("help", hotlines=heard.scene.hotlines))


def _repeat(heard: Heard) -> Move:
    if heard.said.choice and heard.talk.stage == "submitted" and not heard.talk.aside:
        return standing(heard)  # a page opened again: nobody could write to it meanwhile
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
    if heard.talk.stage != "filling":
        return Move(heard.talk, say("nothing_to_correct_yet", hotlines=heard.scene.hotlines))
    if not summary(heard.form, heard.talk, heard.scene):
        return Move(heard.talk)
    return Move(heard.talk.ask_aside("correct"))


_COMMANDS: Mapping[str, Callable[[Heard], Move | None]] = {
    "another": another,
    "apply": apply,
    "ask": _ask,
    "back": back,
    "callme": callme,
    "cancel": cancel,
    "cannot": _cannot,
    "correct": _correct,
    "hello": _hello,
    "help": _help,
    "human": human,
    "object": object_to,
    "pause": pause,
    "repeat": _repeat,
    "restart": restart,
    "resume": resume,
    "skip": skip,
    "status": status,
    "submit": submit,
    "thanks": _thanks,
    "why": _why,
    "withdraw": cancel,
}
