"""Working days in China: public holidays and the make-up days (调休) that go with them."""

from datetime import date, timedelta

import chinese_calendar

_ONE = timedelta(1)
_PUBLISHED = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)


def is_published(year: int) -> bool:
    """Whether the State Council's holidays of that year are known here. Without them a working day is Monday to
    Friday, and whoever shows a date says so."""
    return year in _PUBLISHED


def is_workday(day: date) -> bool:
    """Whether offices are open: Monday to Friday without holidays, and the make-up weekends."""
    if not is_published(day.year):
        return day.isoweekday() <= 5
    return bool(chinese_calendar.is_workday(day))


def after(day: date, workdays: int) -> date:
    """The ``workdays``-th working day after ``day``, which is not counted itself (民法典201条). 0 gives ``day``."""
    while workdays > 0:
        day += _ONE
        workdays -= is_workday(day)
    return day


def next_workday(day: date) -> date:
    """``day`` itself, or the first working day after it."""
    while not is_workday(day):
        day += _ONE
    return day
