"""改电话 · 电话不对，是139…: an answer opened again, or replaced straight away."""

import re
from dataclasses import replace
from typing import Any

from dialogs.commands import correction
from dialogs.denying import instead
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.noting import offer
from dialogs.prompts import shown
from dialogs.talk import Talk
from dialogs.words import say, table
from knowledge.parsed import Parsed
from knowledge.text import clean

_NOT_BUT = re.compile(
    r"(?:不对|不是|[写搞说填报]?错了)[的了啦哦]?[，,。、 ]*(?:应该[是叫]|是|叫|改成)[，,：: ]*(.{1,24})"
)
ANYTHING = ("consent", "town", "story", "text", "opinion")  # kinds that no words can be told by
_TELLING = ("name", "phone", "village", "id_number")  # kinds whose words can be nothing else


def on_correction(heard: Heard) -> Move | None:
    """Words that mend an answer by the name of its field."""
    key, rest, sure = correction(heard.said.text)
    if not key or key not in {question.key for question in heard.form.path(heard.talk.answers)}:
        return None
    if heard.talk.stage != "filling" or "consent" not in heard.talk.answers:
        return None
    return _mend(heard, key, clean(rest), sure)


def _mend(heard: Heard, key: str, rest: str, sure: bool) -> Move | None:
    question, open_key = heard.form[key], heard.question.key if heard.question else ""
    if key in heard.scene.rules.forbid:
        return None
    known = key in heard.talk.answers or key in heard.talk.skipped
    found = read_new(heard, question, rest)
    if found and not sure and not known:
        return None  # 我电话是139… before the telephone was asked: a fact like others
    misheard = kind_of(question).misheard
    lead = misheard(rest, heard.asked(question)) if misheard and any(c.isdigit() for c in rest) else ""
    if not found and not sure:  # 名字是… that we cannot read is no order to open the name again
        return Move(heard.talk, lead) if lead else None
    if not found:
        return _reopen(heard, key, lead) if known or key == open_key else Move(heard.talk, _not_yet(question))
    return mended(heard, question, found)


def on_not_but(heard: Heard) -> Move | None:
    """不对，是陈阿迪 after an answer: the last answer that such words can be is mended."""
    said = _NOT_BUT.fullmatch(heard.said.text)
    if not said or heard.proposal or heard.talk.stage != "filling" or "consent" not in heard.talk.answers:
        return None
    rest, question = clean(said[1]), heard.question
    if question and question.kind not in ANYTHING and (found := kind_of(question).parse(rest, heard.asked(question))):
        return Move(offer(heard, heard.talk, question, found))
    answered = [q for q in heard.form.path(heard.talk.answers) if q.key in heard.talk.answers]
    may_be = [q for q in reversed(answered) if q.kind not in ANYTHING and q.key not in heard.scene.rules.forbid]
    for question in may_be:
        last = question is may_be[0]
        before = replace(heard, talk=reopened(heard, question.key))
        found = kind_of(question).parse(rest, before.asked(question)) if last or question.kind in _TELLING else None
        if found and (last or not found.confirm) and found.value != heard.talk.answers[question.key]:
            return mended(heard, question, found)
    return None


def mended(heard: Heard, question: Question, found: Parsed[Any]) -> Move:
    """The answer replaced: at once when certain, else read back first."""
    talk = offer(heard, reopened(heard, question.key), question, found)
    value = shown(heard.form, talk, heard.scene, question.key, found.value)
    return Move(talk, "" if talk.proposal else say("corrected", label=question.label, value=value))


def read_new(heard: Heard, question: Question, rest: str) -> Parsed[Any] | None:
    """The new value: also at the end of 陈依土写错了，是陈依图, and before what it is not: 是陈大明不是陈大民."""
    old = heard.talk.answers.get(question.key, heard.talk.earlier.get(question.key))
    same = None
    for words in dict.fromkeys((rest, instead(rest), re.split("应该是|改成|是|叫", rest)[-1])):
        found = kind_of(question).parse(words, heard.asked(question)) if words else None
        if found and found.value != old:
            return found
        same = same or found
    return same


def on_field_named(heard: Heard) -> Move | None:
    """The name of a field alone, where it is no answer: they want to mend it."""
    key = next((key for key, names in table("fields").items() if heard.said.text in names), "")
    if heard.talk.stage != "filling" or key not in heard.talk.answers or key not in heard.form.questions:
        return None
    return Move(reopened(heard, key))


def _reopen(heard: Heard, key: str, lead: str) -> Move:
    return Move(reopened(heard, key), lead)


def _not_yet(question: Question) -> str:
    return say("not_asked_yet", label=question.label)


def reopened(heard: Heard, key: str) -> Talk:
    """The talk with that answer open again; a village is mended from the town on, since both may be wrong."""
    talk = heard.talk.ask_aside().reopen(key)
    return talk.reopen("town") if key == "village" and "town" in heard.form.questions else talk
