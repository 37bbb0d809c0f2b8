"""Buttons, and the numbers and labels typed in their place."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from dialogs.asking import chosen
from dialogs.commanding import run
from dialogs.deciding import consent, decide, submit
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import KNOWN_PHONE, NO_PHONE, kind_of
from dialogs.mending.after_report import amended
from dialogs.mending.replacing import reopened
from dialogs.messages import numbered
from dialogs.moving import keep
from dialogs.noting import put
from knowledge.choices.choosing import choose

_LONGEST_LABEL = 24
_LONGEST_NUMBER = 4  # 第一个
_DELETES = ("cancel", "restart", "withdraw")
_MISTYPED_SELF = re.compile("[自字][几已巳己记]")
_MYSELF = re.compile(
    "(?:给|为|帮|替|报|就|是|那)*(?:[我俺咱]们?|本人|自己|自家)+(?:的|家里?|人|报|啊|呀|咯|啦|吧|了|嘛|。)*"
)
_FOR_ME = re.compile("(?:请|麻烦)?(?:你们?|您)?[帮给替]我们?(?:自己)?报(?:[吧啊呀咯了嘛]|一下|一个)*")


def on_button(heard: Heard) -> Move | None:
    """A pressed button says what it means, even when it is an old one."""
    value = heard.said.choice
    if not value:
        return None
    if value.startswith("!"):
        return run(heard, value[1:])
    key, _, code = value.partition("=")
    special = _SPECIAL.get(key)
    return special(heard, code) if special else _answer_button(heard, key, code)


def _answer_button(heard: Heard, key: str, code: str) -> Move:
    question = heard.form.questions.get(key)
    amends = heard.talk.stage == "submitted" and heard.talk.aside in ("amend", "village")
    open_ = heard.talk.stage == "filling" or amends
    if question is None or not question.ask or not open_ or key in heard.scene.rules.forbid:
        return Move(heard.talk)
    talk = heard.talk.ask_aside()
    if amends:
        value = _value(heard, question, code)
        return Move(heard.talk) if value is None else amended(heard, talk, {key: value})
    if question.kind == "consent":
        return consent(heard, code)
    if code == "@keep":
        return keep(heard, key)
    if talk.refused:
        return Move(talk)
    value = _value(heard, question, code)
    return Move(talk if value is None else put(heard, talk, key, value))


def _value(heard: Heard, question: Question, code: str) -> object:
    """The answer a button gives; None for one made up by whoever calls the interface."""
    if question.kind == "phone":
        return {NO_PHONE: NO_PHONE, KNOWN_PHONE: heard.scene.known_phone or None}.get(code)
    if question.kind == "yes_no":
        return {"yes": True, "no": False}.get(code)
    if question.kind in ("town", "village"):
        place = heard.scene.county.places.get(code)
        return code if place and place.level in ("town", question.kind) else None
    return code if question.codes and is_answer(code, heard.asked(question)) else None


def on_number(heard: Heard) -> Move | None:
    """A typed number or label stands for the button shown with it (channels without buttons)."""
    value = picked(heard)
    return on_button(replace(heard, said=replace(heard.said, choice=value, text=""))) if value else None


def picked(heard: Heard) -> str:
    """The value of the button shown that was typed as a number or in words; else an empty string."""
    text, question = heard.said.text, heard.question
    if not text or len(text) > 20:
        return ""
    options = numbered(heard.prompt)
    labels = [choice.label for choice in options]
    if text not in labels and _binds(heard):
        if len(text) > _LONGEST_NUMBER or "样" in text:  # 一样吧 is no number
            return ""
        labels = [""] * len(labels)  # numbers only
    if question and question.codes == "behalf":
        text = _own(text)
    exact = heard.talk.aside or text in labels
    if not exact and _says_more_than_a_label(heard):
        labels = [""] * len(labels)  # numbers only
    place = choose(text, labels) if labels else None
    if place is None or (not exact and _is_the_answer(heard, text)):
        return ""
    return options[place].value


def _is_the_answer(heard: Heard, text: str) -> bool:
    """Is the number the answer itself, not that of a button?"""
    question = heard.question
    if question is None or _says_more_than_a_label(heard) or not kind_of(question).numeric:
        return False
    return kind_of(question).parse(text, heard.asked(question)) is not None


def _binds(heard: Heard) -> bool:
    """同意是什么意思 is no 同意, and 那报吧 no 是，不报了: what binds or deletes is never pressed by likeness."""
    aside, question = heard.talk.aside, heard.question
    return aside in _DELETES or (not aside and question is not None and question.kind == "consent")


def _own(text: str) -> str:
    """我自几, 帮我报一下: as it is said of one's own report."""
    text = _MISTYPED_SELF.sub("自己", text)
    return "自己" if _FOR_ME.fullmatch(text) or _MYSELF.fullmatch(text) else text


def _says_more_than_a_label(heard: Heard) -> bool:
    """新店 may be the village or the community: for the places to tell apart. 不对，是因学 is more than 不对."""
    question = heard.question
    return bool(heard.proposal) or (question is not None and question.kind in ("town", "village"))


def as_button(heard: Heard) -> Heard:
    """The exact words of a button shown are as good as pressing it."""
    text = heard.said.text
    if heard.said.choice or not text or len(text) > _LONGEST_LABEL:
        return heard
    pressed = next((choice.value for choice in heard.prompt.choices if choice.label == text), "")
    return replace(heard, said=replace(heard.said, choice=pressed, text="")) if pressed else heard


def _sure(heard: Heard, code: str) -> Move:
    return decide(heard, code == "yes")


def _final(heard: Heard, code: str) -> Move | None:
    return submit(heard) if code == "submit" else run(heard, "correct")


def _fix(heard: Heard, code: str) -> Move:
    talk, question = heard.talk, heard.form.questions.get(code)
    if question is None or not question.ask or talk.stage != "filling" or question.kind == "consent":
        return Move(talk)
    return Move(reopened(heard, code))


_SPECIAL: Mapping[str, Callable[[Heard, str], Move | None]] = {
    "menu": run,
    "sure": _sure,
    "final": _final,
    "fix": _fix,
    "faq": chosen,
}
