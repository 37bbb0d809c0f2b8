"""A limit of the procedure: so many days, working days or months, as a county's policy writes it (``5个工作日``)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

from knowledge import workdays

Unit = Literal["天", "工作日", "个月"]
_WRITTEN = re.compile(r"(\d{1,3})\s*(?:个)?(天|日|自然日|工作日|月)")


@dataclass(frozen=True, slots=True)
class Limit:
    """``count`` natural days, working days or calendar months. The first day is not counted (民法典201条)."""

    count: int
    unit: Unit = "天"

    @classmethod
    def read(cls, written: str) -> Self:
        """``2天``, ``5个工作日``, ``1个月``. Raises ``ValueError``."""
        found = _WRITTEN.fullmatch(written.strip())
        if not found or not int(found[1]):
            raise ValueError(f"{written!r} 应当写成 2天、5个工作日 或 1个月")
        unit: Unit = "个月" if found[2] == "月" else "工作日" if found[2] == "工作日" else "天"
        return cls(int(found[1]), unit)

    def last_day(self, start: date) -> date:
        """The last day still in time for what started on ``start``."""
        if self.unit == "天":
            return start + timedelta(self.count)
        return workdays.after(start, self.count) if self.unit == "工作日" else months_after(start, self.count)

    def latest_start(self, last_day: date) -> date:
        """The latest day on which something may start that must be over by ``last_day``."""
        day = last_day
        while self.last_day(day) > last_day:
            day -= timedelta(1)
        return day

    def is_guess(self, start: date) -> bool:
        """Whether the last day was reckoned without a published holiday calendar."""
        return self.unit == "工作日" and not workdays.is_published(self.last_day(start).year)

    def __str__(self) -> str:
        return f"{self.count} {'个' if self.unit == '工作日' else ''}{self.unit}"


def months_after(start: date, months: int) -> date:
    """The same day ``months`` later, the month's last day when it has no such day (民法典202条)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
