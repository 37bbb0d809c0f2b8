"""Words of days put together: 去年 + 八月十五 is one day; a year said once holds for all; 不对 takes back."""

import re
from dataclasses import replace

from knowledge.dates.figures import CHARACTERS, figure
from knowledge.dates.words import Mention, words_of_days

_GAP = re.compile(r"[ ，,、的那就是在啊呢（(了]{0,3}")
_TIGHT = re.compile(r"[ 的那]{0,2}")
_AGE_BEHIND = re.compile(
    r"(?:都|已经|刚|快|满|虚岁|周岁|实岁|有|我|他|她)*(?:\d{2,3}|[一二三四五六七八九]?十[一二三四五六七八九]?)(?![\d月号日年.\-/天])"
)
_BORN_BEHIND = re.compile(r"(?:的人|的$|的[，,。 ]|生的?|出生)")
_RELATED = frozenset(("off", "next", "then", "rough", "someday"))  # words that say nothing alone
_LATER = re.compile(rf"([{CHARACTERS}]{{1,2}}|\d{{1,2}})(天|日|个?礼拜|个?星期|周)后")
_THAT_IS = re.compile(r"(?:就|也|应该|正好|那天)是?$")
_ASIDE, _ENDS = re.compile("[（(，, 是按]{0,3}"), re.compile("[）)的，,。 ]|$")
_IN_FIRST_MONTH = ("过完", "过了年", "年后")
_HABIT = re.compile(r"(?:每个?月|每年|逢|每到)(?:的|农历|都是?)?$")  # 每个月二十号打卡
_FAR = 30  # characters between a day and the 第二天 that is counted from it
_STREET = re.compile(r"(?:住在?(?![院进了过的])|家在|门牌号?|地址是?)[^，。,\d]{0,6}$|[路街巷弄幢栋座村厝里坊园]$")
_FEW_DAYS = {"前两天": -2, "前两日": -2}


def mentions(text: str, birth: bool = False) -> list[Mention]:
    """The days that ``text`` speaks of, in order, the last word on each; born years only when ``birth`` is asked."""
    joined: list[Mention] = []
    ahead: Mention | None = None
    fixed = -1
    for kind, word in words_of_days(text):
        if kind == "fix":
            fixed = len(joined)
            continue
        both = _together(joined[-1], kind, word, text) if joined and len(joined) != fixed else None
        if both:
            joined[-1] = both
        elif joined and kind in ("moon", "sun") and _calendar_behind(joined[-1], word, text):
            joined[-1] = replace(joined[-1], end=word.end, lunar=word.lunar)
        elif later := _counted_from(joined[-1] if joined else None, kind, word, text):
            joined.append(later)
        elif kind not in _RELATED and not (kind == "bd" and _STREET.search(text[: word.start][-12:])):
            joined.append(word)
        elif kind == "next" and not joined:
            ahead = word
    joined = [*_counted_to(ahead, joined, text), *joined]
    joined = [each for each in joined if not _HABIT.search(text, max(0, each.start - 6), each.start)]
    whole = _lent([each for each in _years_on(joined) if birth or not _about_age(each, text)])
    if 0 < fixed < len(joined):
        after = [each for each in whole if each.start >= joined[fixed].start]
        whole = after or whole
    return [each for each in whole if each.dated or each.has_year]


def _together(before: Mention, kind: str, word: Mention, text: str) -> Mention | None:
    """Both as one mention when the second goes on where the first ends."""
    gap = text[before.end : word.start]
    if not _GAP.fullmatch(gap):
        return None
    if kind in _RELATED or kind == "few":
        return _shifted(before, kind, word, text) if before.dated and _TIGHT.fullmatch(gap) else None
    if kind == "same":
        return replace(before, end=word.end, part=word.part)
    if before.dated:
        wants_day = before.day is None and (before.month is not None or before.months_ago is not None)
        if kind not in ("lunarday", "bd") or not wants_day or before.part or not _TIGHT.fullmatch(gap):
            return None
    elif before.has_year and word.has_year:
        return None
    return _united(before, word)


def _calendar_behind(before: Mention, word: Mention, text: str) -> bool:
    """1957年8月8日（农历）."""
    return bool(before.month and _ASIDE.fullmatch(text[before.end : word.start]) and _ENDS.match(text, word.end))


def _counted_from(before: Mention | None, kind: str, word: Mention, text: str) -> Mention | None:
    """The day that is told from the one before: 5号摔的，第二天去的医院 · 两天后."""
    if before is None or not before.dated or word.start - before.end > _FAR:
        return None
    if kind in ("next", "then", "off"):
        return replace(before, start=word.start, end=word.end, shift=before.shift + word.shift)
    later = _LATER.fullmatch(text[word.start : word.end].removesuffix("以后").removesuffix("之后").rstrip("后") + "后")
    if kind != "ago" or not later or before.ago:
        return None
    days = figure(later[1]) * (1 if later[2] in "天日" else 7)
    return replace(before, start=word.start, end=word.end, shift=before.shift + days)


def _counted_to(ahead: Mention | None, joined: list[Mention], text: str) -> list[Mention]:
    """住院第三天开的刀，8号住的: the day it is counted from is told behind."""
    if ahead is None or not joined or joined[0].day is None or _THAT_IS.search(text, ahead.end, joined[0].start):
        return []  # 转完账第二天，就是8月3号
    return [replace(joined[0], start=ahead.start, end=ahead.end, shift=joined[0].shift + ahead.shift)]


def _shifted(before: Mention, kind: str, word: Mention, text: str) -> Mention | None:
    if kind == "next" and before.vague and word.shift < 0 and text[before.end - 1] in "假周":
        return replace(before, end=word.end, vague=False)  # 放假头一天
    if kind in ("rough", "someday"):
        return replace(before, end=word.end, vague=True)
    shift = word.shift if kind != "few" else _FEW_DAYS.get(text[word.start : word.end], 0)
    vague = kind != "next" and (before.vague or not shift)  # 国庆放假第三天 is one day
    return replace(before, end=word.end, shift=before.shift + shift, vague=vague)


def _united(before: Mention, word: Mention) -> Mention:
    """The second's fields, and the first's where the second has none."""
    return replace(
        word,
        start=before.start,
        year=before.year if word.year is None else word.year,
        years_ago=before.years_ago if word.years_ago is None else word.years_ago,
        short_year=before.short_year or word.short_year,
        years_on=before.years_on or word.years_on,
        month=before.month if word.month is None else word.month,
        months_ago=before.months_ago if word.months_ago is None else word.months_ago,
        leap=before.leap or word.leap,
        lunar=before.lunar if before.lunar is not None else word.lunar,
    )


def _about_age(mention: Mention, text: str) -> bool:
    """今年六十三, 1963年的: that is somebody's age."""
    if mention.dated:
        return False
    if mention.years_ago == 0:
        return bool(_AGE_BEHIND.match(text, mention.end))
    return mention.year is not None and bool(_BORN_BEHIND.match(text, mention.end))


def _lent(found: list[Mention]) -> list[Mention]:
    """Years, months and calendars said elsewhere in the text, lent to the days that lack them."""
    years = [each for each in found if each.has_year and not each.dated]
    named = next(
        (each.lunar for each in found if each.lunar is not None and not each.dated and not each.has_year), None
    )
    months = [each for each in found if each.day is None and not (each.festival or each.part)]  # 18号进去，上个月
    lent: list[Mention] = []
    for each in found:
        if _lacks_year(each):
            again = (d for d in found if d.has_year and _same_day(d, each))  # 冬至那天，前年的冬至
            donor = next(again, None) or next((d for d in reversed(lent) if d.has_year), years[0] if years else None)
            each = _with_year(each, donor) if donor else each
        if each.dated and each.lunar is None and named is not None:
            each = replace(each, lunar=named)
        lent.append(_with_month(each, [*months, *lent]))
    dated = [each for each in lent if each.dated]
    return [each for each in lent if each.dated or not (dated and each in years and _lends(each, dated))]


def _years_on(found: list[Mention]) -> list[Mention]:
    """第二年, counted from the year named before or else behind."""
    plain = [each for each in found if each.has_year and not each.years_on]
    told = []
    for each in found:
        if each.years_on:
            donor = next((d for d in reversed(plain) if d.start < each.start), plain[0] if plain else None)
            if donor is None:
                continue
            each = _with_year(each, donor)
            year = None if each.year is None else each.year + each.years_on
            ago = None if each.years_ago is None else each.years_ago - each.years_on
            each = replace(each, year=year, years_ago=ago, years_on=0)
        told.append(each)
    return told


def _lacks_year(mention: Mention) -> bool:
    return not mention.has_year and bool(mention.month or mention.festival or mention.part)


def _same_day(one: Mention, other: Mention) -> bool:
    told = (one.month, one.day, one.festival, one.part)
    return told == (other.month, other.day, other.festival, other.part)


def _with_year(mention: Mention, donor: Mention) -> Mention:
    return replace(mention, year=donor.year, years_ago=donor.years_ago, short_year=donor.short_year)


def _with_month(mention: Mention, before: list[Mention]) -> Mention:
    """8月31，不对，30号."""
    if mention.day is None or mention.month is not None or mention.months_ago is not None:
        return mention
    for donor in reversed(before):
        if mention.lunar and (donor.festival == "春节" or donor.part.startswith(_IN_FIRST_MONTH)):
            return _with_year(replace(mention, month=1), donor)
        if (donor.month is not None or donor.months_ago is not None) and donor.lunar in (None, mention.lunar):
            with_month = replace(mention, month=donor.month, months_ago=donor.months_ago, leap=donor.leap)
            return _with_year(with_month, donor)
    return mention


def _lends(year: Mention, dated: list[Mention]) -> bool:
    """Has the year gone into a day?"""
    return any((each.year, each.years_ago) == (year.year, year.years_ago) for each in dated)
