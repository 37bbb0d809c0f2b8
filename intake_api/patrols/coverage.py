"""应查、已查、未查: of the households on the roster, how many were seen since the campaign began, place by place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Subquery, case, func, or_, select

from intake_api.access.scope import visible_households
from intake_api.models import Account
from intake_api.models.tables import HOUSEHOLDS, LIST_ENTRIES
from intake_api.roster.sources import SOURCES
from intake_api.roster.standings import DIFFICULT, LIFTED
from knowledge.policy import County

Level = Literal["town", "village", "hamlet"]
# 方案 一(一)：农村低收入人口（存量农村低保对象、分散供养特困人员）要全覆盖走访排查。
MUST_SEE = {"P05": "农村低保", "P06": "特困"}
MUST_LISTS = {key: MUST_SEE[each.group] for key, each in SOURCES.items() if each.group in MUST_SEE}
_c = HOUSEHOLDS.c


@dataclass(frozen=True, slots=True)
class Covered:
    """The figures of one place. ``…_left``: not seen yet; ``must`` are the groups of the plan that nobody may miss."""

    due: int = 0
    seen: int = 0
    lifted_left: int = 0
    difficult_left: int = 0
    must: int = 0
    must_left: int = 0

    @property
    def left(self) -> int:
        """How many households are still to be seen."""
        return self.due - self.seen

    @property
    def percent(self) -> int:
        """Seen of 100, rounded down: only all of them are 100. Without a roster 0."""
        return self.seen * 100 // self.due if self.due else 0

    def __add__(self, other: "Covered") -> "Covered":
        return Covered(
            self.due + other.due,
            self.seen + other.seen,
            self.lifted_left + other.lifted_left,
            self.difficult_left + other.difficult_left,
            self.must + other.must,
            self.must_left + other.must_left,
        )


_ORDER: tuple[Level, ...] = ("town", "village", "hamlet")  # as in the index ``household_covered``
Place = tuple[str, ...]  # as many parts as levels were asked for


def count(
    connection: Connection,
    county: County,
    account: Account,
    today: date,
    levels: Sequence[Level] = ("town",),
    town: str = "",
    village: str = "",
) -> dict[Place, Covered]:
    """The figures by place, of what the account may see within ``town`` or ``village``. Two queries, whatever the
    district's size; both in the order of an index, which is why they group by all places above the one asked for."""
    depth = max(map(_ORDER.index, levels)) + 1
    places = [_c[level] for level in _ORDER[:depth]]
    here = (on_roster(county), visible_households(account), *_within(town, village))
    found: dict[Place, Covered] = {}

    def add(place: Sequence[str], covered: Covered) -> None:
        key = tuple(place[_ORDER.index(level)] for level in levels)
        found[key] = found.get(key, Covered()) + covered

    figures = select(*places, func.count(), *_figures(county)).where(*here).group_by(*places)
    for *place, due, seen, lifted, difficult in connection.execute(figures):
        add(place, Covered(due, seen, lifted, difficult))
    must = on_list(county, tuple(MUST_LISTS), today)
    bound = select(*places, func.count(), _number(is_seen(county))).join(must, _c.id == must.c.household_id)
    for *place, due, seen in connection.execute(bound.where(*here).group_by(*places)):
        add(place, Covered(must=due, must_left=due - seen))
    return found


def is_seen(county: County) -> ColumnElement[bool]:
    """Seen within the campaign."""
    return _c.patrolled_day >= county.policy.campaign_start.isoformat()


def on_list(county: County, lists: Sequence[str], today: date) -> Subquery:
    """The households that stand on one of these lists today, each once."""
    c = LIST_ENTRIES.c
    still = or_(c.until == "", c.until > today.isoformat())
    listed = select(c.household_id).where(c.county == county.code, c.list.in_(lists), c.household_id != "", still)
    return listed.distinct().subquery()


def on_roster(county: County) -> ColumnElement[bool]:
    """Households that are to be seen at all."""
    return (_c.county == county.code) & _c.enrolled & (_c.ended == "")


def _within(town: str, village: str) -> list[ColumnElement[bool]]:
    return [column == code for column, code in ((_c.town, town), (_c.village, village)) if code]


def _figures(county: County) -> tuple[ColumnElement[Any], ...]:
    seen = is_seen(county)
    return (_number(seen), *(_number((_c.standing == kind) & ~seen) for kind in (LIFTED, DIFFICULT)))


def _number(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((holds, 1), else_=0))
