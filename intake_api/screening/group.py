"""What a priority group is, and the register: one declaration a group, above the function that gives the reasons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intake_api.screening.facts import Facts

Reasons = Callable[[Facts], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Group:
    """One of the fourteen groups of the plan. ``is_must``: each of its households is to be seen (方案 一(一))."""

    key: str
    label: str
    is_must: bool
    reasons: Reasons


GROUPS: dict[str, Group] = {}


def group(key: str, label: str, *, must: bool = False) -> Callable[[Reasons], Reasons]:
    """Declare a group; the function gives the reasons why a household is in it, in words, none when it is not."""

    def declare(reasons: Reasons) -> Reasons:
        GROUPS[key] = Group(key, label, must, reasons)
        return reasons

    return declare


def groups_of(facts: Facts) -> dict[str, str]:
    """The groups a household is in today, each with its reasons in one line."""
    if facts.household["ended"]:
        return {}
    told = {key: "；".join(dict.fromkeys(each.reasons(facts))) for key, each in sorted(GROUPS.items())}
    return {key: words for key, words in told.items() if words}
