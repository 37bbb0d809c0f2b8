"""The form of one visit: its choices, and how a page's fields become a visit. The telephone's list has the same."""

import re
from collections.abc import Mapping
from typing import Any

from dialogs.declaration import load_form
from intake_api.casework.typed_days import typed_day
from intake_api.errors import Invalid
from intake_api.patrols.newcomers import Newcomer
from intake_api.patrols.patrols import METHODS, OUTCOMES, Problem, Seen

PROBLEMS = 3  # lines for difficulties on the page; more are added to the household afterwards
_BETWEEN = re.compile(r"[、,，;；/\s]+")
_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def choices() -> dict[str, Any]:
    """What the form offers."""
    codes = load_form().codes
    return {
        "methods": METHODS,
        "outcomes": OUTCOMES,
        "categories": codes["issue_category"],
        "risks": codes["risk"],
        "problem_lines": range(PROBLEMS),
    }


def read(typed: Mapping[str, str], household: str = "", newcomer: Newcomer | None = None) -> Seen:
    """The visit as typed. Raises ``Invalid`` for what is no date, and for a page without its own number."""
    if not _ID.fullmatch(typed.get("id", "")):
        raise Invalid("页面太旧了，请刷新再填")
    return Seen(
        id=typed["id"],
        day=typed_day(typed.get("day", ""), "走访日期"),
        outcome=typed.get("outcome", ""),
        household=household,
        newcomer=newcomer,
        method=typed.get("method", ""),
        why=typed.get("why", ""),
        went=tuple(_BETWEEN.split(typed.get("went", "").strip())),
        problems=_problems(typed),
        risk=typed.get("risk", ""),
        suspicion=typed.get("suspicion", ""),
        note=typed.get("note", ""),
    )


def _problems(typed: Mapping[str, str]) -> tuple[Problem, ...]:
    lines = [(typed.get(f"category-{line}", ""), typed.get(f"problem-{line}", "").strip()) for line in range(PROBLEMS)]
    return tuple(Problem(category, text) for category, text in lines if category or text)
