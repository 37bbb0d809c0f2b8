"""What the checks look at: a dossier read once, each value in the type it should have."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from intake_api.casework.clocks import Deadline, deadlines
from intake_api.casework.collected import UNABLE, Person
from intake_api.casework.dossier import Dossier
from intake_api.casework.history import Happening
from intake_api.casework.income import PROPERTY, RIGID, TRANSFERS, income
from intake_api.casework.states import DECIDED
from knowledge.policy import Checks

MONEY = ("wage_income", *TRANSFERS, "business_income", *PROPERTY, "business_expense")
_RECKONED = (*MONEY, *RIGID, "claims", "income_before", "size")  # what the income is made of
_BEFORE_VISIT = ("SUBMITTED", "ACCEPTED", "VERIFYING")
_MOST = 1e12  # nothing of a household is more
LEARNING = frozenset(f"s{number:02d}" for number in range(3, 26))  # in_school: 小学 and above
PLACEHOLDER = "999999"  # how imported lists number people without an identity card


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a query found outside of the case. ``numbers``: member → receipt of another case with that ID number;
    ``phone``: how many other households gave the same telephone; ``lists``: member → imported lists they stand on;
    ``known``: the lists that the county has imported at all; ``refused``: how often the household was turned away
    within the policy's months."""

    numbers: Mapping[int, str] = field(default_factory=dict)
    phone: int = 0
    lists: Mapping[int, frozenset[str]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    refused: int = 0


NOWHERE = Elsewhere()


@dataclass(frozen=True, slots=True)
class Someone:
    """One member. ``age`` in full years today, None when the number does not tell it; ``months`` None for no number."""

    person: Person
    place: int
    number: str
    born: date | None
    age: int | None
    school: str
    health: frozenset[str]
    months: float | None
    lists: frozenset[str]

    def get(self, key: str) -> Any:
        """An answer; None when there is none."""
        return self.person.get(key)

    @property
    def is_numbered(self) -> bool:
        """Whether there is a number of a length that can be looked into; a placeholder is none."""
        return len(self.number) in (18, 20, 22) and not self.number.startswith(PLACEHOLDER)

    @property
    def learns(self) -> bool:
        """Whether they go to a school; kindergarten is none."""
        return self.school in LEARNING

    @property
    def is_healthy(self) -> bool:
        """健康, and nothing beside it."""
        return self.health == {"healthy"}

    @property
    def works(self) -> bool:
        """Whether they worked away from home this year."""
        return bool(self.months and self.months > 0)

    @property
    def is_unable(self) -> bool:
        """丧失劳动力 or 无劳动力, as written down."""
        return self.get("labour") in UNABLE

    def is_aged(self, low: int, high: int = 999) -> bool:
        """Whether the age is known and lies in the range, both ends included."""
        return self.age is not None and low <= self.age <= high


class Facts:
    """A dossier, and what was found elsewhere, as the predicates read them."""

    def __init__(self, dossier: Dossier, elsewhere: Elsewhere = NOWHERE) -> None:
        self.dossier = dossier
        self.elsewhere = elsewhere
        self.state: str = dossier.case["state"]
        self.today = dossier.today
        self.rules: Checks = dossier.county.policy.checks
        self.people = tuple(_someone(each, dossier.today, elsewhere) for each in dossier.found.people)

    @property
    def has_sheet(self) -> bool:
        """Whether there is a sheet to check: what a report leaves out is asked at the visit. What came from elsewhere
        and stands further on has one too."""
        visited = self.dossier.history.last("visited") is not None
        return visited or (bool(self.people) and self.state not in _BEFORE_VISIT)

    def get(self, key: str) -> Any:
        """An answer of the household; None when there is none."""
        return self.dossier.found.get(key)

    def amount(self, key: str) -> float:
        """A number of the sheet; what was not answered, or is no number, counts as nothing."""
        return number(self.get(key)) or 0

    @property
    def filled_on(self) -> date:
        """填报日期; today where none is written, or one that cannot be."""
        try:
            return min(date.fromisoformat(str(self.get("fill_date"))), self.today)
        except ValueError:
            return self.today

    @cached_property
    def per_head(self) -> Decimal | None:
        """元 per head and year; None while nobody is listed, or an amount is no number."""
        clear = all(self.get(key) is None or number(self.get(key)) is not None for key in _RECKONED)
        return income(self.dossier.found).per_capita if clear and self.people else None

    @cached_property
    def line(self) -> int:
        """The line of the clue's year, 元 per head."""
        return self.dossier.line

    @property
    def is_below_line(self) -> bool:
        """低于线, strictly; unknown is not."""
        return self.per_head is not None and self.per_head < self.line

    @property
    def risk(self) -> str:
        """The risk as decided, else as collected."""
        return self.dossier.case["risk"] or self.get("risk") or ""

    @property
    def is_recognised(self) -> bool:
        """Whether the household is, or once was, taken in by this case."""
        return self.state in DECIDED

    @property
    def refused(self) -> Happening | None:
        """The refusal that stands."""
        return self.dossier.history.refused if self.state == "REJECTED" else None

    @cached_property
    def late(self) -> frozenset[str]:
        """The clocks that ran out and still wait."""
        dossier = self.dossier
        running: tuple[Deadline, ...] = deadlines(dossier.history, self.state, dossier.county.policy)
        return frozenset(each.name for each in running if each.met is None and dossier.now >= each.due)

    def on_list(self, name: str) -> bool:
        """Whether somebody of the household stands on that imported list."""
        return any(name in each.lists for each in self.people)

    def any_yes(self, key: str) -> bool:
        """Whether anybody answered yes."""
        return any(is_yes(each.get(key)) for each in self.people)

    @property
    def nobody_can_work(self) -> bool:
        """整户无劳动力: written down for everyone."""
        return bool(self.people) and all(each.is_unable for each in self.people)


def is_yes(value: Any) -> bool:
    """Whether a 是/否 question was answered with 是."""
    return value is True or value == "yes"


def is_no(value: Any) -> bool:
    """Whether it was answered with 否; not answered is neither."""
    return value is False or value == "no"


def number(value: Any) -> float | None:
    """A number that can be meant; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < _MOST else None


def _someone(person: Person, today: date, elsewhere: Elsewhere) -> Someone:
    health = person.get("health") or ()
    return Someone(
        person=person,
        place=person.place,
        number=person.id_no,
        born=person.born,
        age=person.age(today),
        school=str(person.get("in_school") or ""),
        health=frozenset(map(str, health)) if isinstance(health, list | tuple) else frozenset({str(health)}),
        months=number(person.get("work_months")),
        lists=elsewhere.lists.get(person.place, frozenset()),
    )
