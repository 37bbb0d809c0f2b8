"""The own work in its order: emergencies, then what is due first, then what began first.

A deadline is never stored (``casework.cutoffs``), but of two cases with the same clock the one that began earlier is
due earlier: the database gives the first of each clock, and they are put together here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, literal, or_, select, true
from sqlalchemy import case as when

from intake_api.casework import cutoffs
from intake_api.casework.steps import BEGAN
from intake_api.errors import Invalid
from intake_api.models.tables import CASES
from knowledge.policy import Policy

_NEVER = date.max  # no clock runs: after all that have one
# What a line needs: not the answers, which are long and sealed.
SHOWN = [column for column in CASES.c if column.name not in ("answers", "phone", "phone_index")]
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a case stands in the order. ``rank`` 0 is an emergency."""

    rank: int
    due: date
    began: datetime
    id: str

    @classmethod
    def of(cls, row: RowMapping, policy: Policy) -> "Place":
        """The place of a case."""
        began = row["clock_from"] or row["since"]
        due = cutoffs.due_day(policy, row["clock"], began) if row["clock"] else _NEVER
        return cls(0 if row["urgent"] else 1, due, began, row["id"])

    @classmethod
    def read(cls, text: str) -> "Place":
        """The place that ``str`` wrote. Raises ``Invalid``."""
        wrong = Invalid("这一页的地址不对，请从列表重新点进来")
        try:
            rank, due, began, id_ = text.split("~", 3)
            place = cls(int(rank), date.fromisoformat(due), datetime.fromisoformat(began.replace(" ", "+")), id_)
        except ValueError as error:
            raise wrong from error
        if place.rank not in (0, 1) or place.began.tzinfo is None or place.due == date.min:
            raise wrong
        return place

    def __str__(self) -> str:
        return f"{self.rank}~{self.due.isoformat()}~{self.began.isoformat()}~{self.id}"


def first(
    connection: Connection, policy: Policy, condition: Condition, number: int, after: str = ""
) -> list[RowMapping]:
    """The first ``number`` of these cases, after the place ``after``. Raises ``Invalid`` for none."""
    if after:
        condition = and_(condition, _after(policy, Place.read(after)))
    nth = func.row_number().over(partition_by=(_rank(), CASES.c.clock), order_by=(BEGAN, CASES.c.id))
    some = select(*SHOWN, nth.label("nth")).where(condition).subquery()
    rows = connection.execute(select(some).where(some.c.nth <= number)).mappings()
    return _in_order(rows, policy)[:number]


def _in_order(rows: Iterable[RowMapping], policy: Policy) -> list[RowMapping]:
    return sorted(rows, key=lambda row: Place.of(row, policy))


def _rank() -> ColumnElement[int]:
    return when((CASES.c.urgent != "", 0), else_=1)


def _after(policy: Policy, place: Place) -> Condition:
    """Whatever stands after that place: of each clock, what began after the moment that was due just then."""
    began = literal(place.began, CASES.c.since.type)
    same_due = or_(began < BEGAN, and_(began == BEGAN, CASES.c.id > place.id))
    no_clock = same_due if place.due == _NEVER else true()
    later = [and_(CASES.c.clock == "", no_clock)]
    if place.due != _NEVER:
        due, before = cutoffs.due_by(policy, place.due), cutoffs.due_by(policy, place.due - timedelta(1))
        for clock in due:
            then = or_(due[clock] <= BEGAN, and_(before[clock] <= BEGAN, same_due))
            later.append(and_(CASES.c.clock == clock, then))
    return or_(_rank() > place.rank, and_(_rank() == place.rank, or_(*later)))
