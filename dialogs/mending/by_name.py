"""改电话 · 电话不对，是139…: an answer whose field is named, opened again or replaced straight away."""

import re

from dialogs.commands import correction
from dialogs.effects import Supplement
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.mending.after_report import AMENDED, amended, change, hidden
from dialogs.mending.naming import labelled
from dialogs.mending.replacing import anew, read_new, reopened, replaced
from dialogs.messages import FORM_LINK
from dialogs.places import twins
from dialogs.words import say
from knowledge.meaning import is_question
from knowledge.people.id_numbers import id_number
from knowledge.text import clean

_FEW = 10  # characters around a new value: more than that is kept
_SENTENCE = 20
_FEW_DIGITS = 4
_NUMBERS = ("phone", "id_number")
_OF_A_NUMBER = re.compile("位|尾[号数]|末尾|数字")


def on_named(heard: Heard) -> Move | None:
    """Words that mend an answer by the name of its field, while the form is filled."""
    key, rest, sure = correction(heard.said.text, _number_asked(heard))
    if not key or key not in {question.key for question in heard.form.path(heard.talk.answers)}:
        return None
    if heard.talk.stage != "filling" or "consent" not in heard.talk.answers or key in heard.scene.rules.forbid:
        return None
    return _mend(heard, heard.form[key], clean(rest), sure)


def _number_asked(heard: Heard) -> str:
    """What 有一位报错了 is about: the number that is asked for, or read back; else the last one that was given."""
    if heard.proposal:
        return heard.form[heard.proposal[0]].label
    path, question = heard.form.path(heard.talk.answers), heard.question
    if question and question.kind in _NUMBERS:
        return question.label
    before = path[: path.index(question)] if question in path else path
    given = [q.label for q in before if q.kind in _NUMBERS and q.key in heard.talk.answers]
    return given[-1] if given and _OF_A_NUMBER.search(heard.said.text) else ""


def _mend(heard: Heard, question: Question, rest: str, sure: bool) -> Move | None:
    known = question.key in heard.talk.answers or question.key in heard.talk.skipped
    found = read_new(heard, question, rest)
    if found:  # 我电话是139… before the telephone was asked: a fact like others
        return replaced(heard, question, found) if sure or known else None
    lead = _misheard(heard, question, rest)
    if not sure:  # 名字是… that we cannot read is no order to open the name again
        return Move(heard.talk, lead) if lead else None
    if known or question == heard.question:
        again = question.kind in _NUMBERS and _OF_A_NUMBER.search(heard.said.text)
        return Move(reopened(heard, question.key), lead or (say("number_again") if again else ""))
    return Move(heard.talk, say("not_asked_yet", label=question.label))


def on_label(heard: Heard) -> Move | None:
    """The name of a field alone, where it is no answer: they want to mend it."""
    key = labelled(heard.said.text)
    if heard.talk.stage != "filling" or key not in heard.talk.answers or key not in heard.form.questions:
        return None
    return Move(reopened(heard, key))


def on_named_after(heard: Heard) -> Move | None:
    """改收入 · 电话改成139… · 村子不是亥由是降虎, after the report."""
    if heard.talk.stage != "submitted" or not heard.talk.receipt:
        return None
    key, rest, sure = correction(heard.said.text)
    key, forbid = "village" if key == "town" else key, heard.scene.rules.forbid
    if not key or key not in heard.form.questions or ("id_number" in forbid and id_number(heard.said.text)):
        return None
    if key not in AMENDED:
        return Move(heard.talk, say("correct_after")) if sure and not rest else None
    if key in forbid:
        return Move(heard.talk, say("id_refused"), link=FORM_LINK)
    question, rest = heard.form[key], clean(rest)
    found = None if key == "story" else read_new(heard, question, rest)
    if found:
        return change(heard, heard.talk, key, found, heard.said.text)
    if not sure:
        return None
    if key == "story" and rest:
        return amended(heard, heard.talk, {}, heard.said.text)
    return _ask_again(heard, question, rest)


def _ask_again(heard: Heard, question: Question, rest: str) -> Move:
    """The new value was not said, or not so that it can be read: ask for it alone."""
    talk = heard.talk.drop(question.key).ask_aside("amend", key=question.key)
    if lead := _misheard(heard, question, rest):
        return Move(talk, lead)
    return Move(talk, "", (Supplement(hidden(heard.said.text)),) if rest else ())


def _misheard(heard: Heard, question: Question, rest: str) -> str:
    """What is wrong with a number; nothing for a few digits of it: 最后两位是56不是65."""
    misheard = kind_of(question).misheard
    digits = sum(character.isdigit() for character in rest)
    return misheard(rest, heard.asked(question)) if misheard and digits > _FEW_DIGITS else ""


def on_new_value(heard: Heard) -> Move | None:
    """The words after 改收入: the new value, or something else altogether."""
    text, talk = heard.said.text, heard.talk
    question = heard.form.questions.get(talk.note.get("key", ""))
    if question is None or not text or is_question(text):
        return None
    if question.key == "story":
        return amended(heard, talk, {}, text)
    if question.key == "village" and (codes := twins(text, anew(heard, question))):
        return Move(talk.ask_aside("village", codes=" ".join(codes), same="1"))
    if found := read_new(heard, question, text):
        return change(heard, talk, question.key, found, text if len(text) > _FEW else "")
    if len(text) > _SENTENCE or correction(text)[0]:
        return None
    misheard = kind_of(question).misheard
    return Move(talk, misheard(text, heard.asked(question)) if misheard else say(f"misheard.{question.kind}"))
