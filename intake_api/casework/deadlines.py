"""The clocks of a case, computed from its moments and the policy: never stored, never blocking (裁定 3)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.policy import Policy, Warn

Light = Literal["green", "yellow", "orange", "red"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One clock. ``due`` is the first moment that is too late; ``met`` when what it asks for was done."""

    name: str
    label: str
    start: datetime
    due: datetime
    met: datetime | None = None

    @property
    def last_day(self) -> date:
        """The last day that is still in time."""
        return last_day(self.due)


def due(start: datetime, days: int, zone: str) -> datetime:
    """The end of ``days`` natural days after ``start``, on the county's clock, as the first moment too late.

    The first day is not counted and the last one runs to 24:00 (民法典201条；裁定 4): 2023-11-10 09:00 and 15 days
    give 2023-11-26 00:00, which is 11-25 24:00.
    """
    local = start.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(days + 1), time(), ZoneInfo(zone))


def last_day(moment: datetime) -> date:
    """The day that ends at the midnight ``moment``."""
    return moment.date() - timedelta(1)


def deadlines(submitted_at: datetime, accepted_at: datetime | None, policy: Policy) -> tuple[Deadline, ...]:
    """The clocks that run for an open case, the nearest first as the procedure goes.

    方案 三(四)：认定时间一般不超过15天，从申报那天起算，不是从受理起算（裁定 4）。
    """
    zone, clocks = policy.timezone, policy.clocks
    found = [Deadline("accept", "受理", submitted_at, due(submitted_at, clocks.accept_days, zone), met=accepted_at)]
    if accepted_at:
        found.append(Deadline("visit", "入户", accepted_at, due(accepted_at, clocks.visit_days, zone)))
    found.append(Deadline("recognise", "认定", submitted_at, due(submitted_at, clocks.recognise_days, zone)))
    return tuple(found)


def pressing(clocks: tuple[Deadline, ...]) -> Deadline | None:
    """The clock to look at: the earliest one still running."""
    return min((clock for clock in clocks if clock.met is None), key=lambda clock: clock.due, default=None)


def light(start: datetime, due: datetime, now: datetime, warn: Warn) -> Light:
    """Red once overdue; orange and yellow after the policy's shares of the time (60 % and 80 % by default)."""
    used = (now - start) / (due - start) if due > start else 1.0
    if used >= 1:
        return "red"
    if used >= warn.orange:
        return "orange"
    return "yellow" if used >= warn.yellow else "green"


def remaining_words(due: datetime, now: datetime) -> str:
    """``还剩 2 天`` or ``已超 3 小时``, rounded down to the largest whole unit."""
    return f"还剩{_span(due - now)}" if now < due else f"已超{_span(now - due)}"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    for size, unit in ((24 * 60, "天"), (60, "小时"), (1, "分钟")):
        if minutes >= size:
            return f" {minutes // size} {unit}"
    return "不到 1 分钟"
