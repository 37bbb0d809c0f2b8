"""What a date is read for and what comes of it; which years to try for a day that is told without one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.dates.calendar import lunar_date
from knowledge.dates.events import at_years_end
from knowledge.dates.words import Mention

_LAST_MONTH = 12
_BACK = 24  # years to look back for a day without a year: a leap month may be that long ago


@dataclass(frozen=True, slots=True)
class View:
    """From when and for what a date is read: ``future`` when the question is about what is to come, ``birth`` when
    it is about a birthday, ``child`` when it is a child's."""

    today: date
    future: bool = False
    birth: bool = False
    child: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as ``day`` returns it, why it must be asked back (empty: it is sure), what else may be meant."""

    value: str
    why: str = ""
    others: tuple[str, ...] = ()


def years(mention: Mention, view: View, lunar: bool) -> Iterator[int]:
    """The years to try, best first."""
    this = lunar_date(view.today)[0] if lunar else view.today.year
    if mention.year is not None:
        yield full_year(mention.year, mention.short_year, view.today)
    elif mention.years_ago is not None:
        # In January the lunar year lags behind: 去年中秋 is the one of last year's calendar all the same.
        late = mention.month == _LAST_MONTH or at_years_end(mention.festival)
        yield (this if late else view.today.year) - mention.years_ago
    elif view.child or not view.birth:
        yield from range(this - 1, this + _BACK) if view.future else range(this + 1, this - _BACK, -1)


def fits(day: date, mention: Mention, view: View) -> bool:
    """A day without a year is the latest up to today, or the first from today on."""
    if mention.has_year:
        return True
    return day >= view.today if view.future else day <= view.today


def full_year(year: int, short: bool, today: date) -> int:
    """六五 is 1965, 二三 is 2023: the latest such year up to next year's."""
    if not short:
        return year
    return 2000 + year if 2000 + year <= today.year + 1 else 1900 + year


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def said(day: date) -> str:
    """2023年9月29日."""
    return f"{day.year}年{day.month}月{day.day}日"


def said_value(value: str) -> str:
    """The same for 2023-09-29, 2023-09 and 2023."""
    parts = [int(part) for part in value.split("-")]
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "年月日", strict=False))
