"""A hotline call logged by an operator: the same questions, the same rules, channel HOTLINE."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question
from dialogs.kinds import kind_of
from dialogs.messages import Message
from dialogs.talk import Talk
from dialogs.words import say
from intake_api.errors import FieldErrors
from intake_api.intake import calling, cases
from intake_api.intake.applications import Submitted, submit
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.office import Work
from knowledge.danger.distress import distress
from knowledge.people.masking import hide_private
from knowledge.text import clean

HOTLINE = "HOTLINE"
# What was guessed or worked out is not taken unseen: the chat reads it back, the desk shows it.
_SHOWN_FIRST = frozenset(["town", "village", "money", "count", "area_mu", "area_m2", "months"])


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
    origin = Origin(HOTLINE, "hotline", account.id)
    submitted = submit(work, reading.answers, origin)
    danger = distress(str(reading.answers.get("story", "")))
    if danger and danger.sure:  # of a mere hint the operator has asked
        _alarm(work, submitted, danger.kind, reading.answers, origin)
    return submitted


def _alarm(work: Work, submitted: Submitted, kind: str, answers: Mapping[str, Any], origin: Origin) -> None:
    """裁定 6 holds on the telephone too: the duty person is alerted, 绿色通道 proposed."""
    case = cases.held(work, submitted.case_id)
    assert case
    cases.urge(work, case, kind, origin)
    caller = Message("hotline", f"case:{submitted.case_id}", "call")  # each caller's emergency is a task of its own
    known = {**calling.contact(answers, case), "case_id": submitted.case_id}
    calling.alarm(work, caller, kind, str(answers.get("story", ""))[:200], known)


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
    if found.confirm and question.kind in _SHOWN_FIRST:
        meant = kind.show(found.value, asked)
        return None, f"是“{meant}”吗？是的话请照这样写，不是请再写清楚一点"
    return found.value, ""


def _put(work: Work, talk: Talk, question: Question, value: Any) -> Talk:
    if question.kind == "village":
        talk = talk.put("town", work.county.places.town_of(value).code)
    return talk.put(question.key, value)
