"""What a check is, what it finds, and the register: one declaration a check, above its predicate."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from intake_api.casework.checks.facts import Facts, Someone

Severity = Literal["error", "warn"]
Scope = Literal["member", "household", "cross", "case"]
Predicate = Callable[[Facts], bool]
OfSomeone = Callable[[Someone, Facts], bool]

ERROR: Severity = "error"  # blocks the hand-over to the village meeting
WARN: Severity = "warn"  # may be closed, with who and why
WHOLE = -1  # in the place of a member: the household as a whole


@dataclass(frozen=True, slots=True)
class Check:
    """One 疑似问题. ``message`` may name ``{name}``, ``{other}``, ``{per_head}``, ``{line}``,
    ``{left}`` and ``{rules.…}``.

    Scopes ``case`` and ``cross`` are looked at from the first report on; the others once there is a sheet to check.
    """

    id: str
    severity: Severity
    scope: Scope
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A check that found something in one case; ``member`` is the person's row, ``WHOLE`` for all of them."""

    check_id: str
    severity: Severity
    message: str
    member: int = WHOLE


OF_HOUSEHOLDS: dict[str, tuple[Check, Predicate]] = {}
OF_MEMBERS: dict[str, tuple[Check, OfSomeone]] = {}


def household(
    id: str, severity: Severity, name: str, message: str, scope: Scope = "household"
) -> Callable[[Predicate], Predicate]:
    """Declare a check of the whole household or case; the predicate is true when something is wrong."""

    def declare(predicate: Predicate) -> Predicate:
        OF_HOUSEHOLDS[id] = Check(id, severity, scope, name, message), predicate
        return predicate

    return declare


def member(
    id: str, severity: Severity, name: str, message: str, scope: Scope = "member"
) -> Callable[[OfSomeone], OfSomeone]:
    """Declare a check of each member."""

    def declare(predicate: OfSomeone) -> OfSomeone:
        OF_MEMBERS[id] = Check(id, severity, scope, name, message), predicate
        return predicate

    return declare


def case(id: str, severity: Severity, name: str, message: str) -> Callable[[Predicate], Predicate]:
    """Declare a check of the procedure: it reads the log, whatever was collected."""
    return household(id, severity, name, message, "case")
