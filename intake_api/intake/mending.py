"""What a second word says otherwise than the first, in words for the log: nothing is overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.kinds import kind_of
from intake_api.office import Work
from intake_api.sealed_answers import open_answers


@dataclass(frozen=True, slots=True)
class Mended:
    """The questions answered anew, and what changed, private values masked."""

    keys: tuple[str, ...] = ()
    words: str = ""


def mended(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> Mended:
    """Which of ``answers`` differ from those of the case."""
    before = open_answers(case["answers"], work.office.sealer)
    keys = tuple(key for key, value in answers.items() if key in load_form().questions and before.get(key) != value)
    words = [_line(work, answers, key, before.get(key)) for key in keys if key != "story"]
    return Mended(keys, "；".join(words))


def shown(work: Work, answers: Mapping[str, Any], key: str, value: Any) -> str:
    """A value as a cadre reads it."""
    form = load_form()
    return kind_of(form[key]).show(value, Asked(form, form[key], work.county, answers))


def _line(work: Work, answers: Mapping[str, Any], key: str, before: Any) -> str:
    label, now = load_form()[key].label, shown(work, answers, key, answers[key])
    return f"{label} {now}（原来 {shown(work, answers, key, before)}）" if before else f"{label} {now}"
