"""The farmer's calendar beside the official one: lunar days and solar terms as days of the Gregorian calendar.

The tables come from lunar-python; it is loaded with the first lunar day, and each year is reckoned once.
"""

from datetime import date, timedelta
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1900, 2099
_TERM_NAMES = (
    "冬至小寒大寒立春雨水惊蛰春分清明谷雨立夏小满芒种"  # from the 冬至 before the year on
    "夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪"
)
TERMS = tuple(_TERM_NAMES[at : at + 2] for at in range(0, len(_TERM_NAMES), 2))
_ZODIAC = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_MONTHS = "正二三四五六七八九十冬腊"
_TENS = ("初", "十", "廿", "三")
_DIGITS = "十一二三四五六七八九"


def lunar_day(year: int, month: int, day: int, leap: bool = False) -> date | None:
    """The Gregorian day of a lunar one; the 30th of a month of 29 days is its last; None when there is none such."""
    for number, length, first in _months(year):
        if number == (-month if leap else month) and 1 <= day <= 30:
            return first + timedelta(days=min(day, length) - 1)
    return None


def lunar_month(year: int, month: int, leap: bool = False) -> tuple[date, date] | None:
    """The first and the last day of a lunar month."""
    first, last = lunar_day(year, month, 1, leap), lunar_day(year, month, 30, leap)
    return (first, last) if first and last else None


def lunar_date(day: date) -> tuple[int, int, int]:
    """Lunar year, month (negative: a leap month) and day of a Gregorian day; zeros outside 1900-2099."""
    for year in (day.year, day.year - 1):
        for number, length, first in _months(year):
            if first <= day < first + timedelta(days=length):
                return year, number, (day - first).days + 1
    return 0, 0, 0


def term(name: str, year: int) -> date | None:
    """The day of a solar term (清明, 立冬 …) in a Gregorian year; None for an unknown one and outside 1900-2099."""
    return _terms(year).get(name)


def eve(year: int) -> date | None:
    """除夕 of a lunar year: the day before the next one begins."""
    following = lunar_day(year + 1, 1, 1)
    return following - timedelta(days=1) if following else None


def zodiac(lunar_year: int) -> str:
    """The animal of a lunar year: 2023 is 兔."""
    return _ZODIAC[(lunar_year - 4) % 12]


def lunar_words(month: int, day: int, leap: bool = False) -> str:
    """八月十五, 闰六月初六, 腊月廿三."""
    said = {10: "初十", 20: "二十", 30: "三十"}.get(day) or _TENS[day // 10] + _DIGITS[day % 10]
    return f"{'闰' if leap else ''}{_MONTHS[month - 1]}月{said}"


@lru_cache(256)
def _months(year: int) -> tuple[tuple[int, int, date], ...]:
    """The months of a lunar year: number (negative: leap), days, first day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    from lunar_python import LunarYear, Solar

    found = []
    for month in LunarYear.fromYear(year).getMonthsInYear():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        day = date(first.getYear(), first.getMonth(), first.getDay())
        found.append((month.getMonth(), month.getDayCount(), day))
    return tuple(found)


@lru_cache(256)
def _terms(year: int) -> dict[str, date]:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    from lunar_python import LunarYear, Solar

    days = [Solar.fromJulianDay(each) for each in LunarYear.fromYear(year).getJieQiJulianDays()]
    found = [date(each.getYear(), each.getMonth(), each.getDay()) for each in days]
    names = [TERMS[number % 24] for number in range(-1, len(found) - 1)]
    return {name: day for name, day in zip(names, found, strict=True) if day.year == year}
