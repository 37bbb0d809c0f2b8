"""Whether what a list says of a household asks for a look, and why: by the county's policy, never a decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from intake_api.roster.sources import SOURCES, Source
from intake_api.roster.standings import LIFTED
from knowledge.screening import Rule

Entries = Sequence[Mapping[Any, Any]]
_WORST_FIRST = {"disabled": min, "housing": max}  # level 1 is the gravest disability, D the gravest house
_THIRD = "3"


def judge(rule: Rule, source: Source, entries: Entries, standing: str) -> tuple[str, str] | None:
    """What the entries of one household on one list ask for (``alert``, ``visit``), and the reason in words."""
    counted = [each for each in entries if _has_grade(rule, each)]
    if not counted:
        return None
    if not rule.least:
        return rule.want, reason(source, counted)
    amounts = [each["amount"] for each in counted if each["amount"] is not None]
    if not amounts:
        return (rule.untold, reason(source, counted)) if rule.untold else None
    least = rule.least_lifted if standing == LIFTED and rule.least_lifted else rule.least
    return (rule.want, reason(source, counted)) if sum(amounts) >= least else None


def reason(source: Source, entries: Entries) -> str:
    """``8月医保大额自付 23,400 元``, ``持证残疾人：二级``: what the list says, in a line."""
    amounts = [each["amount"] for each in entries if each["amount"] is not None]
    words = _when(entries) + source.label.removesuffix("名单")
    if amounts:
        words += f" {sum(amounts):,} 元"
    grades = sorted({each["grade"] for each in entries if each["grade"]})
    if grades:
        words += f"：{_grade(source.key, _WORST_FIRST.get(source.key, min)(grades))}"
    return words + (f"（{len(entries)} 人）" if len(entries) > 1 else "")


def is_over(rule: Rule | None, source: Source, entry: Mapping[Any, Any], today: str) -> bool:
    """Whether the entry holds no more: taken off the list, or past its last day. Money that was spent stays spent."""
    if not entry["until"] or entry["until"] > today:
        return False
    return source.whole or not (rule and rule.least)


def _has_grade(rule: Rule, entry: Mapping[Any, Any]) -> bool:
    if not rule.grades or entry["grade"] in rule.grades:
        return True
    return entry["grade"] == _THIRD and any(kind in entry["detail"] for kind in rule.third_kinds)


def _grade(key: str, grade: str) -> str:
    if key == "disabled" and grade in "1234":
        return f"{'一二三四'['1234'.index(grade)]}级"
    return f"{grade} 级" if key == "housing" and len(grade) == 1 else grade


def _when(entries: Entries) -> str:
    """The month of the latest day told, as said: ``8月``."""
    latest = max((each["since"] for each in entries if each["since"]), default="")
    is_spent = any(each["amount"] is not None for each in entries)
    return f"{int(latest[5:7])}月" if is_spent and len(latest) >= 7 else ""


def list_of(key: str) -> Source | None:
    """What is known of a list; None for a key of an older edition."""
    return SOURCES.get(key)
