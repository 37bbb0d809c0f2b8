"""One mention of a day, seen from today: which day, month or year it is, and what about it is to be asked."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from knowledge.dates.events import EVENTS
from knowledge.dates.lunar import in_relative_lunar_month, on_festival, on_lunar_day
from knowledge.dates.relative import counted, months_before, weekday
from knowledge.dates.views import Reading, View, day_of, fits, said, said_value, years
from knowledge.dates.words import Mention

_SEASONS = {"春": 3, "夏": 5, "秋": 8, "冬": 11, "热": 6, "冷": 11, "寒": 1, "暑": 7}
_HOLIDAYS = {"寒假": ("01", "02"), "暑假": ("07", "08")}
# What old people say without 号 and mean the lunar day: 八月十五 is 中秋, 九月九 重阳.
_LUNAR_BY_HABIT = frozenset(
    {(1, 15), (3, 3), (5, 5), (7, 7), (7, 15), (8, 15), (9, 9), (12, 23), (12, 24), (12, 8), (12, 30), (2, 2)}
)
_OLDEST = 105
_EARLIEST, _LATEST = 1900, 2099


def reading(mention: Mention, view: View) -> Reading | None:
    """What ``mention`` comes to; None when there is no such day."""
    found = _unshifted(mention, view)
    if found is None or not _EARLIEST <= int(found.value[:4]) <= _LATEST:
        return None
    if mention.shift:
        found = _shifted(found, mention.shift)
    if found and view.birth and (doubt := _doubtful_year(found.value, mention, view)):
        found = replace(found, why=found.why or doubt)
    if found and mention.vague and view.future:
        return Reading(found.value, "说的是大概的日子", (found.value[:7],))
    if found and mention.vague:
        return Reading(found.value[:7], "说的是大概的日子", (found.value,) if len(found.value) > 7 else ())
    return found


def _doubtful_year(value: str, mention: Mention, view: View) -> str:
    """A birthday without a year, or in a year that may be of the last century."""
    if not (mention.has_year or mention.counted_back):
        return f"没说哪一年，按{value[:4]}年算"
    very_old = value[0] == "2" and view.today.year - int(value[:4]) + 100 <= _OLDEST and not view.child
    return f"年份没说全，按{value[:4]}年算" if mention.short_year and very_old else ""


def _shifted(found: Reading, days: int) -> Reading | None:
    if len(found.value) < 10:
        return replace(found, why=found.why or "说的是大概的日子")
    day = date.fromisoformat(found.value)
    why = f"从{said(day)}{'往后' if days > 0 else '往前'}算{abs(days)}天"
    return Reading((day + timedelta(days=days)).isoformat(), why)


def _unshifted(mention: Mention, view: View) -> Reading | None:
    if mention.ago:
        reckoned = counted(mention.ago, view.today)
        return Reading(reckoned.value, reckoned.why, (reckoned.other,) if reckoned.other else ()) if reckoned else None
    if mention.event:
        value = EVENTS[mention.event]
        return Reading(value, f"{mention.event}是{said_value(value)}")
    if mention.days_ago is not None:
        return Reading((view.today - timedelta(days=mention.days_ago)).isoformat())
    if mention.weekday is not None or mention.weeks_ago is not None:
        return _week(mention, view)
    if mention.part.startswith("同"):
        return _same_time(mention, view)
    if mention.festival:
        return on_festival(mention, view)
    if mention.months_ago is not None:
        return _relative_month(mention, view)
    if mention.lunar and mention.months_ago is None and (mention.month or mention.day):
        return on_lunar_day(mention, view)
    if mention.month:
        return _solar(mention, view)
    if mention.day:
        return _day_alone(mention, view)
    return _year(mention, view)


def _week(mention: Mention, view: View) -> Reading:
    if mention.weekday is None:
        middle = weekday(view.today, 3, mention.weeks_ago, False)
        return Reading(middle.isoformat()[:7], "没说是星期几")
    day = weekday(view.today, mention.weekday, mention.weeks_ago, view.future)
    why = "" if mention.weeks_ago is not None else "没说是哪个星期"
    return Reading(day.isoformat(), why)


def _same_time(mention: Mention, view: View) -> Reading | None:
    """去年这个时候, 上个月今天."""
    month = months_before(view.today, mention.months_ago or 0)
    year = next(years(mention, view, lunar=False), 0) if mention.has_year else int(month[:4])
    day = day_of(year, int(month[5:]), view.today.day)
    if day is None:
        return None
    return Reading(day.isoformat() if mention.part == "同日" else day.isoformat()[:7], f"从{said(view.today)}往前算")


def _relative_month(mention: Mention, view: View) -> Reading | None:
    ago = mention.months_ago or 0
    if mention.lunar and mention.day:
        return in_relative_lunar_month(mention, view, ago)
    month = months_before(view.today, ago)
    if mention.day is None:
        return _at_an_end(month, mention)
    day = day_of(int(month[:4]), int(month[5:]), mention.day)
    if day is None:
        return None
    doubtful = mention.lunar is None and mention.characters
    return Reading(day.isoformat(), "没说“号”，也可能是农历" if doubtful else "")


def _solar(mention: Mention, view: View) -> Reading | None:
    month = mention.month or 1
    if mention.day is None:
        return _month(mention, view)
    for year in years(mention, view, lunar=False):
        day = day_of(year, month, mention.day)
        if day and fits(day, mention, view):
            return _perhaps_lunar(day, mention, view)
    return None


def _perhaps_lunar(day: date, mention: Mention, view: View) -> Reading:
    """八月十五 without 号: the lunar day where that is a festival, else the other is offered as well."""
    if mention.lunar is not None or not mention.characters:
        return Reading(day.isoformat())
    as_lunar = on_lunar_day(mention, view)
    if as_lunar is None:
        return Reading(day.isoformat(), "没说“号”，也可能是农历")
    if (mention.month, mention.day) in _LUNAR_BY_HABIT:
        return replace(as_lunar, why=f"按农历算，{as_lunar.why}", others=(day.isoformat(),))
    return Reading(day.isoformat(), "没说“号”，也可能是农历", (as_lunar.value,))


def _month(mention: Mention, view: View) -> Reading | None:
    for year in years(mention, view, lunar=False):
        first = date(year, mention.month or 1, 1)
        same = (first.year, first.month) == (view.today.year, view.today.month)
        if same or fits(first, mention, view):
            return _at_an_end(first.isoformat()[:7], mention)
    return None


def _at_an_end(month: str, mention: Mention) -> Reading:
    """The month, or its first or last day: 上个月最后一天."""
    if not mention.part.endswith("一天"):
        return Reading(month)
    year, number = int(month[:4]), int(month[5:])
    return Reading(f"{month}-{monthrange(year, number)[1] if mention.part == '最后一天' else 1:02}")


def _day_alone(mention: Mention, view: View) -> Reading | None:
    """15号: of this month, or of the one before; asked back unless it is this month's."""
    if (view.birth and not view.child) or mention.has_year or not mention.day:
        return None
    for ago in (0, -1, -2, -3) if view.future else (0, 1, 2, 3):
        month = months_before(view.today, ago)
        day = day_of(int(month[:4]), int(month[5:]), mention.day)
        if day and fits(day, mention, view):
            return Reading(day.isoformat(), f"没说几月，按{day.month}月算" if ago else "")
    return None


def _year(mention: Mention, view: View) -> Reading | None:
    if not mention.part:
        year = next(years(mention, view, lunar=False), 0) if mention.has_year else 0
        return Reading(f"{year:04}") if year else None
    if mention.part.startswith("月"):
        ago = 0 if mention.part == "月初" or view.today.day >= 25 or view.future else 1
        return Reading(months_before(view.today, ago), "说的是大概的日子")
    return _part_of_year(mention, view)


def _part_of_year(mention: Mention, view: View) -> Reading | None:
    """年底, 冬天, 暑假, 过完年: as near as such words go, always asked back."""
    part, why = mention.part, "说的是大概的日子"
    if "过" in part or "春节" in part or part in ("年前", "年后"):
        return _around_new_year(mention, view, why)
    year = next(years(mention, view, lunar=False), 0) if mention.has_year else view.today.year
    if not mention.has_year and not view.future and view.today.month < _start_of(part):
        year -= 1
    if part.endswith("一天"):
        return Reading(f"{year:04}-12-31" if part == "最后一天" else f"{year:04}-01-01")
    if part in _HOLIDAYS:
        months = [f"{year:04}-{month}" for month in _HOLIDAYS[part]]
        return Reading(months[0], why, tuple(months[1:]))
    if part[0] in "年岁":
        month = 12 if part[-1] in "底末尾" else 6 if part == "年中" else 1
        return Reading(f"{year:04}-{month:02}", why, (f"{year:04}",))
    return Reading(f"{year:04}", why, (f"{year:04}-12",) if "冬" in part else ())


def _start_of(part: str) -> int:
    """The month in which such a time begins."""
    if part[-1] in "底末尾":
        return 12
    season = next((month for word, month in _SEASONS.items() if word in part and "节" not in part), 1)
    return {"年中": 6, "下半年": 7}.get(part, season)


def _around_new_year(mention: Mention, view: View, why: str) -> Reading | None:
    """年前 is the weeks before 春节, 过完年 when 正月十五 is over."""
    spring = replace(mention, part="", festival="春节")
    new_year = on_festival(spring, view)
    if new_year is None:
        return None
    day = date.fromisoformat(new_year.value) + timedelta(days=-10 if "前" in mention.part else 15)
    return Reading(day.isoformat()[:7], why, (new_year.value[:4],))
