"""What is counted: selections of events, from which come both a figure and the rows behind it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from intake_api.models.tables import EVENTS
from intake_api.reporting.weeks import Period
from knowledge.policy import County

# Rows of (town, village, case_id, at, id): each is counted once.
Source = Callable[[County, Period], Select[Any]]

FARMERS = ("ONLINE", "HOTLINE")


def households_of(origin: str) -> Source:
    """Households whose first acceptance within the campaign came by ``origin`` and fell into the period.

    附件2 第1、2列。A household counts once in the two columns together, where it was first accepted (裁定 14), in
    the town where it lived then; accepted stays counted, whatever became of it later (裁定 13).
    """

    def source(county: County, period: Period) -> Select[Any]:
        first = _acceptances(county, period.until, min(period.since, county.policy.campaign_start)).subquery()
        return (
            select(first.c.town, first.c.village, first.c.case_id, first.c.at, first.c.id)
            .where(first.c.turn == 1, first.c.origin == origin)
            .where(first.c.day >= period.since.isoformat())
        )

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


def _acceptances(county: County, until: date, since: date) -> Select[Any]:
    """Every acceptance of a farmer's application, numbered within its household by time."""
    in_order = func.row_number().over(partition_by=EVENTS.c.household_id, order_by=(EVENTS.c.at, EVENTS.c.id))
    return (
        select(
            EVENTS.c.town, EVENTS.c.village, EVENTS.c.case_id, EVENTS.c.at, EVENTS.c.id,
            EVENTS.c.origin, EVENTS.c.day, in_order.label("turn"),
        )
        .where(EVENTS.c.county == county.code, EVENTS.c.kind == "accepted", EVENTS.c.origin.in_(FARMERS))
        .where(EVENTS.c.day.between(since.isoformat(), until.isoformat()))
    )  # fmt: skip
