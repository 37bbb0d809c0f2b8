"""Reporting weeks and periods, in local days of the county."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from intake_api.errors import Invalid


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day 00:00 to the last day 24:00, local."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise Invalid("起止日期写反了：开始的那天要在前面")

    def end(self, zone: str) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.until + timedelta(1), time(), ZoneInfo(zone))


def local_date(now: datetime, zone: str) -> date:
    """The date at the county."""
    return now.astimezone(ZoneInfo(zone)).date()


def week_of(day: date, report_weekday: int = 5) -> Period:
    """The reporting week of ``day``: with Friday (5) as report day, Saturday 00:00 to Friday 24:00 (裁定 15)."""
    last = day + timedelta((report_weekday - day.isoweekday()) % 7)
    return Period(last - timedelta(6), last)
