"""备注 by rule, so that inaction cannot hide people (裁定 13): what lies unaccepted, and what has no column."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Select, case, func, or_, select
from sqlmodel import Session

from intake_api.models.tables import CASES, EVENTS
from intake_api.reporting.counting import FARMERS, accepted_elsewhere
from intake_api.reporting.weeks import Period
from knowledge.policy import County

ZERO_REPORT = "零报告"
UPPER = ("UPPER", "PETITION")
_LEAVING = ("accepted", "duplicate", "out_of_area", "invalid", "abuse", "withdrawn")  # the heap of the unaccepted


@dataclass(frozen=True, slots=True)
class Aside:
    """Households beside the columns. ``late``: of the ``waiting``, those past the days for acceptance."""

    waiting: int = 0
    late: int = 0
    walkin: int = 0
    upper: int = 0

    def __add__(self, other: "Aside") -> "Aside":
        return Aside(
            self.waiting + other.waiting,
            self.late + other.late,
            self.walkin + other.walkin,
            self.upper + other.upper,
        )


def asides(reader: Connection | Session, county: County, period: Period, level: str, now: datetime) -> dict[str, Aside]:
    """The asides of a period by ``level`` (town or village), as things stood at its end, or stand now."""
    found: defaultdict[str, Aside] = defaultdict(Aside)
    # Everything before ``moment`` counts; what happened this very instant has happened.
    moment = min(now + timedelta(microseconds=1), period.end(county.policy.timezone))
    for row in reader.execute(_waiting(county, moment, level)).mappings():
        found[row["area"]] = Aside(row["waiting"], row["late"])
    for name, origins in (("walkin", ("WALKIN",)), ("upper", UPPER)):
        for row in reader.execute(accepted_elsewhere(county, period, level, origins)).mappings():
            found[row["area"]] = replace(found[row["area"]], **{name: row["households"]})
    return found


def words(aside: Aside, accept_days: int, *, nothing_counted: bool) -> str:
    """The remark of one row; 零报告 when there is nothing at all to report."""
    parts = []
    if aside.waiting:
        parts.append(f"另有已提交未受理 {aside.waiting} 户（其中超{accept_days}天 {aside.late} 户）")
    if aside.walkin:
        parts.append(f"到村委会当面报 {aside.walkin} 户")
    if aside.upper:
        parts.append(f"上级反馈、信访转来 {aside.upper} 户")
    return "；".join(parts) or (ZERO_REPORT if nothing_counted else "")


def _waiting(county: County, moment: datetime, level: str) -> Select[Any]:
    """Households with an application handed in but not accepted at ``moment``."""
    local = moment.astimezone(ZoneInfo(county.policy.timezone))
    # The days for acceptance of a report end at midnight (casework.deadlines.due): late is older than this one.
    late = datetime.combine(local.date() - timedelta(county.policy.clocks.accept.count), time(), local.tzinfo)
    left_later = select(EVENTS.c.case_id).where(
        EVENTS.c.county == county.code,
        EVENTS.c.kind.in_(_LEAVING),
        EVENTS.c.day >= local.date().isoformat(),
        EVENTS.c.at >= moment,
    )
    household = CASES.c.household_id
    return (
        select(
            CASES.c[level].label("area"),
            func.count(household.distinct()).label("waiting"),
            func.count(case((CASES.c.submitted_at < late, household)).distinct()).label("late"),
        )
        .where(CASES.c.county == county.code, CASES.c.submitted_at < moment, CASES.c.origin.in_(FARMERS))
        .where(or_(CASES.c.accepted_at.is_(None), CASES.c.accepted_at >= moment))
        .where(or_(CASES.c.state == "SUBMITTED", CASES.c.id.in_(left_later)))
        .group_by(CASES.c[level])
    )
