"""Days counted from today: 三天前, 半个月前, 上礼拜三, 两年多前."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.dates.figures import CHARACTERS, figure

_AGO = re.compile(
    rf"(?a)(?P<n>好?几|半|\d{{1,3}}|[{CHARACTERS}]{{1,4}})(?P<over>[多来])?个?(?P<more>[多半来])?(?P<unit>年|月|天|日|周|星期|礼拜|小时|钟头)(?P<tail>[多半来]*)"
)
_YEARS_AND = re.compile(rf"(?a)(\d{{1,2}}|[{CHARACTERS}]{{1,2}})年[零又加]?(?=[\d{CHARACTERS}]{{1,2}}个月)")
_MONTHS = {"年": 12.0, "月": 1.0}
_TOO_MANY = 120
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "小时": 0, "钟头": 0}


@dataclass(frozen=True, slots=True)
class Counted:
    """A day, month or year reckoned from today: ``value`` as said so exactly, the next best in ``other``."""

    value: str
    why: str
    other: str = ""


def months_before(today: date, months: int) -> str:
    """The month so many before today's: 2023-09."""
    index = today.year * 12 + today.month - 1 - months
    return f"{index // 12:04}-{index % 12 + 1:02}"


def weekday(today: date, day: int, weeks_ago: int | None, future: bool) -> date:
    """Monday is 0. Without 上 or 下 the latest such day up to today, or the next one from today on."""
    monday = today - timedelta(days=today.weekday())
    if weeks_ago is not None:
        return monday + timedelta(days=day - 7 * weeks_ago)
    back = (today.weekday() - day) % 7
    return today + timedelta(days=(-back) % 7) if future else today - timedelta(days=back)


def counted(words: str, today: date) -> Counted | None:
    """What 三天前, 一年零两个月前 or 半个月后 comes to; None for 好几年前."""
    years = _YEARS_AND.match(words)
    found = _AGO.match(words, years.end() if years else 0)
    number = _amount(found) if found else None
    if not found or number is None:
        return None
    later, unit, vague = words.endswith("后"), found["unit"], "几" in found["n"]
    rough = vague or _two(found["n"]) or bool({found["over"], found["more"]} & {"多", "来"}) or "多" in found["tail"]
    if years:
        number += 12 * figure(years[1])
    sign, why = -1 if later else 1, f"从{_plain(today)}{'往后' if later else '往前'}算{words[: found.end()]}"
    if unit in _DAYS:
        return None if vague and unit not in "天日" else _in_days(today, number * _DAYS[unit] * sign, rough, why)
    return None if vague else _in_months(today, number * sign, unit, rough, why)


def _amount(found: re.Match[str]) -> float | None:
    """How many units; None for what is no number, or one too large."""
    try:
        number = 0.5 if found["n"] == "半" else 2.0 if "几" in found["n"] else float(_number(found["n"]))
    except ValueError:
        return None
    if not 0 < number < _TOO_MANY:
        return None
    return number + 0.5 if "半" in ((found["more"] or "") + found["tail"]) else number


def _number(words: str) -> int:
    """三四 (days) as the first of the two."""
    return figure(words[0]) if _two(words) else figure(words)


def _two(words: str) -> bool:
    return len(words) == 2 and not words.isascii() and "十" not in words and words[0] not in "廿卅"


def _in_days(today: date, days: float, rough: bool, why: str) -> Counted:
    day = today - timedelta(days=round(days))
    value = day.isoformat()
    return Counted(value[:7], why, value) if rough else Counted(value, why, value[:7])


def _in_months(today: date, number: float, unit: str, rough: bool, why: str) -> Counted:
    if unit == "年" and number == int(number):
        year = today.year - int(number)
        return Counted(f"{year:04}", why, f"{year - 1:04}" if rough else "")
    months = number * _MONTHS[unit]
    if abs(months) == 0.5:
        return _in_days(today, 15 * (1 if months > 0 else -1), rough, why)
    value = months_before(today, int(months))
    return Counted(value, why, months_before(today, int(months) + 1) if rough or months != int(months) else "")


def _plain(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
