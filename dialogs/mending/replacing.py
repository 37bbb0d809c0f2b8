"""An answer opened again or replaced, while the form is filled."""

import re
from dataclasses import replace
from typing import Any

from dialogs.asked import Asked
from dialogs.fitting import is_answer
from dialogs.form import Question
from dialogs.hearing import Heard, Move
from dialogs.kinds import kind_of
from dialogs.mending.contrasting import denied, instead
from dialogs.noting import offer
from dialogs.position import shown
from dialogs.talk import Talk
from dialogs.words import say
from knowledge.parsed import Parsed

_LAST = re.compile("应该是|改成|是|叫")
TOLD_BY_THEMSELVES = ("name", "phone", "village", "id_number", "size", "income")  # without the name of the field
ANYTHING = ("consent", "town", "story", "text", "opinion")  # kinds that no words can be told by

News = dict[str, Parsed[Any]]  # key of a question → what is told of it otherwise than it was answered


def is_news(heard: Heard, key: str, fact: Parsed[Any]) -> bool:
    """May ``fact`` be told, and was it answered otherwise? A doubtful name is none."""
    question = heard.form.questions.get(key)
    if question is None or fact.value == heard.talk.answers.get(key) or (key == "name" and fact.confirm):
        return False
    return is_answer(fact.value, heard.asked(question))


def reopened(heard: Heard, key: str) -> Talk:
    """The talk with that answer open again; a village is mended from the town on, since both may be wrong."""
    talk = heard.talk.ask_aside().reopen(key)
    return talk.reopen("town") if key == "village" and "town" in heard.form.questions else talk


def anew(heard: Heard, question: Question) -> Asked:
    """The question as if it had not been answered: who moved may live in another town now."""
    return replace(heard, talk=reopened(heard, question.key)).asked(question)


def replaced(heard: Heard, question: Question, found: Parsed[Any]) -> Move:
    """The answer replaced: at once when certain, else read back first."""
    talk = offer(heard, heard.talk.ask_aside().reopen(question.key), question, found)
    value = shown(heard.form, talk, heard.scene, question.key, found.value)
    asked = any(question.key == proposal[0] for proposal in talk.proposals)
    return Move(talk, "" if asked else say("corrected", label=question.label, value=value))


def read_new(heard: Heard, question: Question, rest: str) -> Parsed[Any] | None:
    """The new value: also at the end of 陈依土写错了，是陈依图, and before what it is not: 是陈大明不是陈大民.

    What is plain in one reading goes before what another would ask back; the old value is taken if there is no other.
    """
    old = heard.talk.answers.get(question.key, heard.talk.earlier.get(question.key))
    best, asked = None, anew(heard, question)
    for readings in ((instead(rest, denied(rest)), instead(rest), rest), (_LAST.split(rest)[-1],)):
        facts = [kind_of(question).parse(words, asked) for words in readings if words]
        best = min((fact for fact in (best, *facts) if fact), key=lambda f: (f.value == old, f.confirm), default=None)
        if best and best.value != old:
            break
    return best
