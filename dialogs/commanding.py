"""Buttons, numbers and command words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.answering import consent, submit
from dialogs.commands import command, correction
from dialogs.effects import CallBack
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import NO_PHONE, kind_of
from dialogs.messages import Reply, numbered
from dialogs.noting import offer, put
from dialogs.prompts import prompt, shown, summary
from dialogs.status import status_words
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.answers import choose
from knowledge.text import clean


def on_button(heard: Heard) -> Move | None:
    """A pressed button says what it means, even when it is an old one."""
    value = heard.said.choice
    if not value:
        return None
    if value.startswith("!"):
        return run(heard, value[1:])
    key, _, code = value.partition("=")
    special = _SPECIAL.get(key)
    if special:
        return special(heard, code)
    return _answer_button(heard, key, code)


def _answer_button(heard: Heard, key: str, code: str) -> Move | None:
    question = heard.form.questions.get(key)
    if question is None or not question.ask or heard.talk.stage != "filling" or key in heard.scene.rules.forbid:
        return Move(heard.talk)
    talk = heard.talk.ask_aside()
    if question.kind == "consent":
        return consent(heard, code != "no")
    if code == "@keep" and key in talk.earlier:
        return Move(put(heard, talk, key, talk.earlier[key]))
    if not _offered(heard, question, code):
        return Move(talk)
    value: object = {"yes": True, "no": False}[code] if question.kind == "yes_no" else code
    return Move(put(heard, talk, key, value))


def _offered(heard: Heard, question: Question, code: str) -> bool:
    """Is this a true answer, and not something made up by whoever calls the interface?"""
    places = heard.scene.county.places
    if question.kind in ("town", "village"):
        place = places.get(code)
        return place is not None and place.level in ("town", question.kind)
    if question.kind == "phone":
        return code == NO_PHONE
    return code in heard.form.labels(question) or (question.kind == "yes_no" and code in ("yes", "no"))


def _menu(heard: Heard, code: str) -> Move | None:
    return run(heard, code)


def _sure(heard: Heard, code: str) -> Move | None:
    proposal = heard.talk.proposal
    if not proposal:
        return Move(heard.talk)
    key, value, _why = proposal
    if code == "yes":
        return Move(put(heard, heard.talk, key, value))
    return Move(heard.talk.drop_proposal().miss(key), say("denied"))


def _final(heard: Heard, code: str) -> Move | None:
    return submit(heard) if code == "submit" else run(heard, "correct")


def _fix(heard: Heard, code: str) -> Move | None:
    if code not in heard.form.questions or heard.talk.stage != "filling":
        return Move(heard.talk)
    return Move(reopened(heard, code))


def reopened(heard: Heard, key: str) -> Talk:
    """The talk with that answer open again; a village is mended from the town on, since both may be wrong."""
    talk = heard.talk.ask_aside().reopen(key)
    return talk.reopen("town") if key == "village" else talk


def on_number(heard: Heard) -> Move | None:
    """A typed number or label stands for the button shown with it (channels without buttons)."""
    text = heard.said.text
    if not text or len(text) > 20:
        return None
    shown: Reply = prompt(heard.form, heard.talk, heard.scene)
    options = numbered(shown)
    question = heard.question
    bare_number_answers = question is not None and kind_of(question).numeric and not heard.talk.proposal
    if not options or (bare_number_answers and not heard.talk.aside and not any(text == c.label for c in options)):
        return None
    labels = [choice.label for choice in options]
    if question and question.kind in ("town", "village"):
        # 新店 may be the village or the community: names are for the places to tell apart, numbers for us.
        labels = [label if label == text else "" for label in labels]
    picked = choose(text, labels)
    if picked is None:
        return None
    return on_button(replace(heard, said=replace(heard.said, choice=options[picked].value, text="")))


def on_command(heard: Heard) -> Move | None:
    """A command word and nothing else."""
    name = command(heard.said.text)
    return run(heard, name) if name else None


def on_correction(heard: Heard) -> Move | None:
    """改电话 · 电话不对，是139…: opens that answer again, or takes the new one straight away."""
    if heard.talk.stage != "filling":
        return None
    key, rest = correction(heard.said.text)
    open_key = heard.question.key if heard.question else ""
    if not key or key not in heard.form.questions or not (key in heard.talk.answers or key == open_key):
        return None
    talk = reopened(heard, key)
    question = heard.form[key]
    rest = clean(rest)
    found = kind_of(question).parse(rest, heard.asked(question)) if rest else None
    if not found:
        return Move(talk)
    talk = offer(heard, talk, question, found)
    value = shown(heard.form, talk, heard.scene, key, found.value)
    return Move(talk, "" if talk.proposal else say("corrected", label=question.label, value=value))


def run(heard: Heard, name: str) -> Move | None:
    """Carry out a command by its name; unknown names (an old or forged button) only ask again."""
    action = _COMMANDS.get(name)
    return action(heard) if action else Move(heard.talk)


def _back(heard: Heard) -> Move:
    talk = heard.talk
    if talk.aside or talk.proposal:
        return Move(talk.ask_aside() if talk.aside else talk.drop_proposal())
    question = heard.question
    if talk.stage != "filling":
        return Move(talk)
    known = [q.key for q, _ in _before(heard, question)]
    if not known:
        return Move(talk, say("nothing_back"))
    return Move(talk.reopen(known[-1]))


def _before(heard: Heard, question: Question | None) -> list[tuple[Question, str]]:
    """What was answered or skipped before the open question. Consent is not taken back by going back."""
    path = [q for q in heard.form.path(heard.talk.answers) if q.kind != "consent"]
    upto = path[: path.index(question)] if question in path else path
    return [(q, "") for q in upto if q.key in heard.talk.answers or q.key in heard.talk.skipped]


def _restart(heard: Heard) -> Move:
    if heard.talk.stage != "filling" or not heard.talk.answers:
        return _apply(heard)
    return Move(heard.talk.ask_aside("restart"))


def _apply(heard: Heard) -> Move:
    talk = heard.talk
    if heard.scene.narrow:
        return Move(talk)
    if talk.stage == "idle":
        return Move(replace(talk, stage="filling", human=False))
    if talk.stage == "submitted":
        return Move(Talk(stage="filling", receipt="", lookups=talk.lookups), say("another"))
    return Move(replace(talk.ask_aside(), human=False))


def _skip(heard: Heard) -> Move | None:
    talk, question = heard.talk, heard.question
    if talk.proposal and talk.stage == "filling":
        question = heard.form[talk.proposal[0]]  # what was read back is what is skipped
        talk = talk.drop_proposal()
    if question is None:
        return None
    if question.must:
        return Move(talk.miss(question.key), say("must") if question.kind != "consent" else "")
    return Move(replace(talk, skipped=(*talk.skipped, question.key)), say("skipped"))


def _pause(heard: Heard) -> Move:
    return Move(replace(heard.talk.ask_aside(), paused=True), say("paused"), ask=False)


def _resume(heard: Heard) -> Move | None:
    if heard.talk.stage == "idle":
        return _apply(heard)
    return Move(replace(heard.talk.ask_aside(), human=False, paused=False), say("resumed"))


def phone_of(heard: Heard) -> str:
    """The number we may call: the answer, or what the channel knows."""
    phone = str(heard.talk.answers.get("phone", ""))
    return heard.scene.known_phone if phone in ("", NO_PHONE) else phone


def _human(heard: Heard) -> Move:
    phone = phone_of(heard)
    talk = replace(heard.talk.ask_aside(), human=True)
    effects = (CallBack(phone, "human"),)
    if phone:
        return Move(talk, say("human", hotlines=heard.scene.hotlines), effects, ask=False)
    return Move(talk.ask_aside("callme", kind="human"), say("human_no_phone"), effects)


def _callme(heard: Heard) -> Move:
    return Move(heard.talk.ask_aside("callme", phone=phone_of(heard)))


def _status(heard: Heard) -> Move:
    if heard.scene.case:
        return Move(heard.talk.ask_aside(), status_words(heard.scene))
    tried = heard.talk.lookups.get(heard.scene.now.date().isoformat(), 0)
    if tried >= MOST_LOOKUPS:
        return Move(heard.talk.ask_aside(), say("lookup_enough", hotlines=heard.scene.hotlines))
    return Move(heard.talk.ask_aside("lookup"))


MOST_LOOKUPS = 5  # a day: a receipt alone shows nothing, and the last four cannot be guessed (裁定 21)


def _cancel(heard: Heard) -> Move:
    talk, case = heard.talk, heard.scene.case
    if talk.stage == "filling":
        return Move(talk.ask_aside("cancel"))
    if not case:
        return Move(talk, say("nothing_to_withdraw"))
    if not case.can_withdraw:
        return Move(talk, say("withdraw_late", hotlines=heard.scene.hotlines))
    return Move(talk.ask_aside("withdraw"))


def _help(heard: Heard) -> Move:
    return Move(heard.talk, say("help", hotlines=heard.scene.hotlines))


def _repeat(heard: Heard) -> Move:
    lead = "" if heard.said.choice or heard.talk.stage != "filling" else say("again")
    return Move(replace(heard.talk, paused=False), lead)


def _ask(heard: Heard) -> Move:
    return Move(heard.talk, say("ask_away"), ask=False)


def _correct(heard: Heard) -> Move:
    if heard.talk.stage != "filling" or not summary(heard.form, heard.talk, heard.scene):
        return Move(heard.talk)
    return Move(heard.talk.ask_aside("correct"))


def _submit(heard: Heard) -> Move:
    return submit(heard)


_SPECIAL: Mapping[str, Callable[[Heard, str], Move | None]] = {
    "menu": _menu,
    "sure": _sure,
    "final": _final,
    "fix": _fix,
}

_COMMANDS: Mapping[str, Callable[[Heard], Move | None]] = {
    "another": _apply,
    "apply": _apply,
    "ask": _ask,
    "back": _back,
    "callme": _callme,
    "cancel": _cancel,
    "correct": _correct,
    "help": _help,
    "human": _human,
    "pause": _pause,
    "repeat": _repeat,
    "restart": _restart,
    "resume": _resume,
    "skip": _skip,
    "status": _status,
    "submit": _submit,
    "withdraw": _cancel,
}
