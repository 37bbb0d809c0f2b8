"""Reading what a page filled in of Annex 1: every value against the one declaration, everything wrong at once."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Form, Question
from dialogs.kinds import Kind, kind_of
from dialogs.words import say
from intake_api.errors import FieldErrors
from intake_api.office import Work
from knowledge.text import clean

_ITEM = re.compile(r"(\w+)\[(\d{1,2})\]\.(\w+)")
LONGEST = 4000
MOST = 2000  # answers of one sheet


def read(work: Work, given: Mapping[str, Any]) -> dict[str, Any]:
    """The answers, as the case stores them in clear. ``given``: answer key → value of the question's schema, or text
    as a person says it ("三万二"). Empty ones are left out. Raises ``FieldErrors``."""
    form = load_form()
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for key, value in list(given.items())[:MOST]:
        if value in (None, "", []):
            continue
        question = _question(form, key)
        if question is None:
            errors[str(key)[:64]] = "表里没有这一项"
            continue
        found, error = _value(Asked(form, question, work.county, answers, today=work.today()), value)
        if error:
            errors[key] = f"{question.label}：{error}"
        else:
            answers[key] = found
    if errors:
        raise FieldErrors(errors)
    return answers


def _question(form: Form, key: str) -> Question | None:
    """The question of an answer's key; a repeating one only as an item of its list."""
    item = _ITEM.fullmatch(key)
    question = form.questions.get(item[3] if item else key)
    if question is None or kind_of(question).widget == "computed":
        return None
    repeats = next(section.repeat for section in form.sections if section.key == question.section)
    return question if repeats == bool(item) and (not item or item[1] == question.section) else None


def _value(asked: Asked, value: Any) -> tuple[Any, str]:
    kind = kind_of(asked.question)
    # A choice may be sent by its label, as paper and spreadsheets have it.
    code = next((code for code, label in asked.labels.items() if label == value), value)
    schema = kind.schema(asked)
    exact = schema["type"] != "string" or "enum" in schema
    if exact and _is_finite(code) and Draft202012Validator(schema).is_valid(code):
        return code, ""
    if not isinstance(value, str):
        return None, _wrong(asked, kind, "")
    division = asked.county.places.get(value)
    if division and division.level == asked.question.kind:
        return value, ""
    return _said(asked, kind, clean(value, LONGEST))


def _is_finite(value: Any) -> bool:
    # NaN is neither below a minimum nor above a maximum, and would pass both.
    return not isinstance(value, float) or math.isfinite(value)


def _said(asked: Asked, kind: Kind, text: str) -> tuple[Any, str]:
    found = kind.parse(text, asked)
    if found is None:
        return None, _wrong(asked, kind, text)
    if found.confirm and kind.numeric:
        return None, f"是“{kind.show(found.value, asked)}”吗？是的话请照这样写"
    return found.value, ""


def _wrong(asked: Asked, kind: Kind, text: str) -> str:
    return kind.misheard(text, asked) if kind.misheard else say(f"misheard.{asked.question.kind}")


def text_of(answers: Mapping[str, Any]) -> str:
    """The sheet as text, to be kept as it was on that day."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True)
