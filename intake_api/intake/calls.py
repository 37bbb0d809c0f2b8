"""A hotline call logged by an operator: the same questions, the same rules, channel HOTLINE."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from dialogs.talk import Talk
from dialogs.words import say
from intake_api.errors import Invalid
from intake_api.intake.applications import Submitted, submit
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.office import Work
from knowledge.identity import hide_private
from knowledge.text import clean

HOTLINE = "HOTLINE"


class FieldErrors(Invalid):
    """Some fields do not fit; ``fields`` says for each what to write instead. What was typed is not lost."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("有几项要再看一下：" + "；".join(fields.values()))
        self.fields = dict(fields)


@dataclass(frozen=True, slots=True)
class _Reading:
    answers: dict[str, Any]
    errors: dict[str, str]


def log_call(work: Work, account: Account, fields: Mapping[str, str]) -> Submitted:
    """Make a case of what an operator wrote down. ``fields``: question key → text or option code.

    Raises ``FieldErrors``. The operator may type values as the caller says them ("三万二", "亥由").
    """
    form = load_form()
    reading = _read(work, form, fields)
    if reading.errors:
        raise FieldErrors(reading.errors)
    return submit(work, reading.answers, Origin(HOTLINE, "hotline", account.id))


def _read(work: Work, form: Form, fields: Mapping[str, str]) -> _Reading:
    talk, errors = Talk(), dict[str, str]()
    for question in form:
        if not question.ask or not question.applies(talk.answers):
            continue
        text = clean(fields.get(question.key, ""), 4000)
        asked = Asked(form, question, work.county, talk.answers)
        value, error = _value(question, asked, text)
        if error:
            errors[question.key] = error
        elif value is not None:
            value = hide_private(value) if question.kind == "story" else value
            talk = _put(work, talk, question, value)
    return _Reading(dict(talk.answers), errors)


def _value(question: Question, asked: Asked, text: str) -> tuple[Any, str]:
    if not text:
        return None, f"“{question.label}”还没有填" if question.must and question.kind != "town" else ""
    if text in asked.labels:
        return text, ""
    place = asked.county.places.get(text)
    if question.kind in ("town", "village") and place and place.level == question.kind:
        return text, ""
    kind = kind_of(question)
    found = kind.parse(text, asked)
    if found is None or (question.kind == "consent" and not found.value):
        words = kind.misheard(text, asked) if kind.misheard else say(f"misheard.{question.kind}")
        return None, "来电人没有同意登记，不能建单" if question.kind == "consent" and found else words
    return found.value, ""


def _put(work: Work, talk: Talk, question: Question, value: Any) -> Talk:
    if question.kind == "village":
        talk = talk.put("town", work.county.places.town_of(value).code)
    return talk.put(question.key, value)
