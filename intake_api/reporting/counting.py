"""What is counted: selections of events, from which come both a figure and the rows behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from intake_api.models.tables import EVENTS
from intake_api.reporting.weeks import Period
from knowledge.policy import County

# Rows of (town, village, case_id, at, id): each is counted once; ``id`` is the event's.
Source = Callable[[County, Period], Select[Any]]

FARMERS = ("ONLINE", "HOTLINE")
DEPARTMENTS = ("DEPT",)
_SHOWN = (EVENTS.c.town, EVENTS.c.village, EVENTS.c.case_id, EVENTS.c.at, EVENTS.c.id)


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
            select(first.c.town, first.c.village, first.c.case_id, first.c.at, first.c.id)
            .where(first.c.turn == 1)
            .where(first.c.day >= period.since.isoformat())
        )
        return chosen.where(first.c.origin == origin) if origin else chosen

    return source


def each(kind: str, *, by_departments: bool | None = None) -> Source:
    """Every event of ``kind`` in the period: a problem is found once and solved once, a measure carried out once.

    附件2 第6、7、10、11、13列。``by_departments`` False: what the cadres found, whatever channel the case came by.
    """

    def source(county: County, period: Period) -> Select[Any]:
        found = select(*_SHOWN).where(EVENTS.c.county == county.code, EVENTS.c.kind == kind)
        found = found.where(EVENTS.c.day.between(period.since.isoformat(), period.until.isoformat()))
        if by_departments is None:
            return found
        theirs = EVENTS.c.origin.in_(DEPARTMENTS)
        return found.where(theirs if by_departments else ~theirs)

    return source


def accepted_elsewhere(county: County, period: Period, level: str, origins: tuple[str, ...]) -> Select[Any]:
    """By ``level`` (town or village): households accepted in the period by channels that have no column (备注)."""
    area = EVENTS.c[level]
    return (
        select(area.label("area"), func.count(EVENTS.c.household_id.distinct()).label("households"))
        .where(EVENTS.c.county == county.code, EVENTS.c.kind == "accepted", EVENTS.c.origin.in_(origins))
        .where(EVENTS.c.day.between(period.since.isoformat(), period.until.isoformat()))
        .group_by(area)
    )


def _in_turn(county: County, kind: str, among: tuple[str, ...], since: date, until: date) -> Select[Any]:
    """Every event of ``kind``, numbered within its household by time."""
    in_order = func.row_number().over(partition_by=EVENTS.c.household_id, order_by=(EVENTS.c.at, EVENTS.c.id))
    found = (
        select(*_SHOWN, EVENTS.c.origin, EVENTS.c.day, in_order.label("turn"))
        .where(EVENTS.c.county == county.code, EVENTS.c.kind == kind)
        .where(EVENTS.c.day.between(since.isoformat(), until.isoformat()))
    )
    return found.where(EVENTS.c.origin.in_(among)) if among else found
