"""What is counted: selections of events, from which come both a figure and the rows behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Select, SelectBase, func, select, union_all

from intake_api.models.tables import EVENTS
from intake_api.reporting.weeks import Period
from knowledge.policy import County

# Rows of (town, village, case_id, household_id, at, id): each is counted once; ``id`` is the event's. A visit and a
# line of a department's list have a household and no case.
Source = Callable[[County, Period], SelectBase]

FARMERS = ("ONLINE", "HOTLINE")
DEPARTMENTS = ("DEPT",)
TAKEN_BACK = "-"  # behind the id of an event: the id of the one that takes it back
_NAMES = ("town", "village", "case_id", "household_id", "at", "id")
_SHOWN = tuple(EVENTS.c[name] for name in _NAMES)


def households_of(origin: str) -> Source:
    """Households whose first acceptance within the campaign came by ``origin`` and fell into the period.

    附件2 第1、2列。A household counts once in the two columns together, where it was first accepted (裁定 14), in
    the town where it lived then; accepted stays counted, whatever became of it later (裁定 13).
    """
    return households("accepted", FARMERS, origin)


def households(kind: str, among: tuple[str, ...] = (), origin: str = "") -> Source:
    """Households that ``kind`` happened to, each counted where and when it first did within the campaign.

    附件2 第1、2、5、9、12列。``among``: the origins that count at all (all, when empty); ``origin``: the one that must
    have been first.
    """

    def source(county: County, period: Period) -> Select[Any]:
        since = min(period.since, county.policy.campaign_start)
        first = _in_turn(county, kind, among, since, period.until).subquery()
        chosen = (
            select(*(first.c[name] for name in _NAMES))
            .where(first.c.turn == 1)
            .where(first.c.day >= period.since.isoformat())
        )
        return chosen.where(first.c.origin == origin) if origin else chosen

    return source


def every(kind: str) -> Source:
    """Every event of ``kind`` in the period: 户次. 附件2 第3、4列."""

    def source(county: County, period: Period) -> Select[Any]:
        return _events(kind, county, period)

    return source


def each(kind: str, *, by_departments: bool) -> Source:
    """Every event of ``kind`` in the period: a problem is found once and solved once.

    附件2 第6、7、10、11列。``by_departments`` False: what the cadres found, whatever channel the case came by.
    """

    def source(county: County, period: Period) -> Select[Any]:
        theirs = EVENTS.c.origin.in_(DEPARTMENTS)
        return _events(kind, county, period).where(theirs if by_departments else ~theirs)

    return source


def screened(county: County, period: Period) -> Select[Any]:
    """Household lines of departments' lists: 户次. 附件2 第8列. A list that was taken back screened nobody: its lines,
    each of which was taken back by an event of its own, count in no week."""
    back = EVENTS.alias()
    taken_back = select(back.c.id).where(back.c.county == county.code, back.c.id == EVENTS.c.id + TAKEN_BACK)
    return _events("screened", county, period).where(~taken_back.exists())


def measures(county: County, period: Period) -> SelectBase:
    """附件2 第13列: every measure once, on the day it was carried out.

    Help before recognition (裁定 1) is a measure like others, but column 13, behind 核实认定监测对象, is about 监测对象
    (方案 三(五)：根据监测对象的实际困难和问题落实帮扶措施): it counts where and when its household is recognised, and
    never when it is not.
    """
    helped, recognised = EVENTS.alias(), EVENTS.alias()
    same = (recognised.c.county == helped.c.county) & (recognised.c.case_id == helped.c.case_id)
    before = (
        select(
            recognised.c.town,
            recognised.c.village,
            helped.c.case_id,
            helped.c.household_id,
            recognised.c.at,
            helped.c.id,
        )
        .join(helped, same)
        .where(recognised.c.county == county.code, recognised.c.kind == "recognised", helped.c.kind == "urgent_help")
        .where(recognised.c.day.between(period.since.isoformat(), period.until.isoformat()))
    )
    return union_all(_events("measure_implemented", county, period), before)


def accepted_elsewhere(county: County, period: Period, level: str, origins: tuple[str, ...]) -> Select[Any]:
    """By ``level`` (town or village): households accepted in the period by channels that have no column (备注)."""
    area = EVENTS.c[level]
    return (
        select(area.label("area"), func.count(EVENTS.c.household_id.distinct()).label("households"))
        .where(EVENTS.c.county == county.code, EVENTS.c.kind == "accepted", EVENTS.c.origin.in_(origins))
        .where(EVENTS.c.day.between(period.since.isoformat(), period.until.isoformat()))
        .group_by(area)
    )


def _events(kind: str, county: County, period: Period) -> Select[Any]:
    in_period = EVENTS.c.day.between(period.since.isoformat(), period.until.isoformat())
    return select(*_SHOWN).where(EVENTS.c.county == county.code, EVENTS.c.kind == kind, in_period)


def _in_turn(county: County, kind: str, among: tuple[str, ...], since: date, until: date) -> Select[Any]:
    """Every event of ``kind``, numbered within its household by time."""
    in_order = func.row_number().over(partition_by=EVENTS.c.household_id, order_by=(EVENTS.c.at, EVENTS.c.id))
    found = (
        select(*_SHOWN, EVENTS.c.origin, EVENTS.c.day, in_order.label("turn"))
        .where(EVENTS.c.county == county.code, EVENTS.c.kind == kind)
        .where(EVENTS.c.day.between(since.isoformat(), until.isoformat()))
    )
    return found.where(EVENTS.c.origin.in_(among)) if among else found
