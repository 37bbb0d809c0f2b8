"""Days of the farmer's calendar seen from today: festivals, 腊月二十三, 这个月初三, 初三."""

from dataclasses import replace
from datetime import date, timedelta

from knowledge.dates.calendar import lunar_date, lunar_day, lunar_month, lunar_words
from knowledge.dates.events import FESTIVALS, at_years_end, festival_days, is_lunar, is_solar
from knowledge.dates.views import Reading, View, fits, said, years
from knowledge.dates.words import Mention

_AT_YEARS_END = frozenset(name for name in FESTIVALS if at_years_end(name))


def on_festival(mention: Mention, view: View) -> Reading | None:
    lunar = is_lunar(mention.festival)
    candidates = (festival_days(mention.festival, year) for year in years(mention, view, lunar))
    found = next((days for days in candidates if days and fits(days[0], mention, view)), None)
    if not found:
        return None
    why = "" if is_solar(mention.festival) else f"{mention.festival}是{said(found[0])}"
    others = tuple(day.isoformat() for day in found[1:])
    why = f"{why}，也有人算{said(found[1])}" if others else why
    before = festival_days(mention.festival, found[0].year - 2) if lunar else []
    return Reading(
        found[0].isoformat(), why, (*others, *_year_before(found[0], before[0] if before else None, mention))
    )


def _year_before(day: date, before: date | None, mention: Mention) -> tuple[str, ...]:
    """2023年除夕 may be the one in January 2023: at the end of the lunar year the two calendars differ."""
    late = day.month < 3 and mention.festival in ("", *_AT_YEARS_END) and mention.month in (None, 11, 12)
    return (before.isoformat(),) if late and mention.has_year and before else ()


def in_relative_lunar_month(mention: Mention, view: View, ago: int) -> Reading | None:
    """这个月初三: the third of the lunar month."""
    year, month, _ = lunar_date(view.today)
    within = lunar_day(year, abs(month), 15, month < 0)
    if within is None:
        return None
    year, month, _ = lunar_date(within - timedelta(days=round(29.53 * ago)))
    day = lunar_day(year, abs(month), mention.day or 1, month < 0)
    return _converted(day, abs(month), mention.day or 1, month < 0) if day else None


def _converted(day: date, month: int, number: int, leap: bool) -> Reading:
    return Reading(day.isoformat(), f"农历{lunar_words(month, number, leap)}是{said(day)}")


def on_lunar_day(mention: Mention, view: View) -> Reading | None:
    if mention.month is None:
        return _lunar_day_alone(mention, view)
    if mention.day is None:
        return _lunar_month(mention, view)
    for year in years(mention, view, lunar=True):
        day = lunar_day(year, mention.month, mention.day, mention.leap)
        if day and fits(day, mention, view):
            found = _converted(day, mention.month, mention.day, mention.leap)
            return replace(found, others=_year_before(day, lunar_day(year - 1, mention.month, mention.day), mention))
    return None


def _lunar_month(mention: Mention, view: View) -> Reading | None:
    for year in years(mention, view, lunar=True):
        ends = lunar_month(year, mention.month or 1, mention.leap)
        if ends and fits(ends[1] if view.future else ends[0], mention, view):
            values = dict.fromkeys(day.isoformat()[:7] for day in (ends[0] + timedelta(days=14), *ends))
            return Reading(next(iter(values)), f"农历这个月是{said(ends[0])}到{said(ends[1])}", tuple(values)[1:])
    return None


def _lunar_day_alone(mention: Mention, view: View) -> Reading | None:
    """初三: the latest such day."""
    if (view.birth and not view.child) or mention.has_year:
        return None
    for back in range(60):
        day = view.today + timedelta(days=back if view.future else -back)
        year, month, number = lunar_date(day)
        if number == mention.day and year:
            return _converted(day, abs(month), number, month < 0)
    return None
