"""From when to when in a year: 三月到十月, 过完年出去中秋回来, 干到六月底."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.wordlists import wordtable

_POINTS = {word: int(month) for month, words in wordtable("work_year")["points"].items() for word in words.split()}
_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"十": 10, "十一": 11, "十二": 12}
_POINT = re.compile(
    "(?P<named>" + "|".join(sorted(map(re.escape, _POINTS), key=len, reverse=True)) + ")|"
    r"(?<![个\d一二两三四五六七八九十几])(?P<month>1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])(?P<moon>月)(?:份)?(?:(?P<part>底|初|中旬?|上旬|下旬)|(?P<day>[\d一二三四五六七八九十]{1,3})[日号])?"
    r"|(?<![个\d一二两三四五六七八九十几.])(?P<plain>1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])(?=[到至~—-](?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月)"
)
_LEAVES = re.compile(
    r"出去|走|出门|开始|做起|开工|进(?:的|了)?厂|才[进来上做干有]|回(?:去|厂|工地|单位|公司)(?:上班|做|干)|入职|上岗|报到|上工|去了|去的|(?<![出回])去|起"
)
_RETURNS = re.compile(
    r"(?<!没)回|到|至|为止|停|断|结束|做完|干完|撞|车祸|摔|伤|病|没[做干]|不[做干]|辞|开除|关|倒闭|裁|黄了|散|失业|出事|生(?:孩|囝|娃|产)|怀"
)
_FROM = re.compile(r"(?:从|自)(?:去年|今年|前年)?$")
_UNTIL = re.compile(r"(?:到|至|[-~—－–]+)(?:了|现在)?$")
_BEFORE_THAT = re.compile(r"(?:以前|之前|前)(?:都|一直|就|是)*(?P<idle>[没不闲歇]|在家)?(?:在)?[做干打上有]?")
_BACK_TO_WORK = re.compile(r"回(?:去|厂|工地|单位|公司)(?:上班|做|干)")
_STILL = re.compile(r"现在(?:都|也)?还|至今|到现在|一直(?:做|干|在)")
_PLANNED = re.compile(r"本来|原来|打算|原定|说好|计划|想|合同|签到?")
_EVENT = re.compile(
    r"[^，。\s]{0,4}?(?:[生添]了?(?:个)?(?:孩|娃|小|儿|女|囝|二胎)|结婚|娶|办酒|满月|毕业|退休|放假|出生|坐月子|过世|去世)"
)
_NOT_DONE = re.compile(r"没[做干去出]|不[做干]")
_IDLE = re.compile(r"闲|歇|躺|没活")
_IDLE_FROM_THEN = re.compile(r"(?:开始|起|以后|之后|后)(?:就|都|一直)*(?:没|闲|歇|停|失业)")
_UNTIL_NOW = re.compile(r"[^。]{0,5}(?:到现在|至今|到今天|到年底)")
_BEGAN = re.compile(r"就?(?:在|去|开始|来|进)|起")
_CLAUSE = re.compile(r"[，。,；;\s]")
# 2023年3月5日, 2023.3, and the two ends of 3.15-9.15.
_YEAR_MONTH = re.compile(
    r"(?:19|20)\d\d[年./-](1[0-2]|0?[1-9])(?!\d)(?:月份?)?(?:[./-]?(3[01]|[12]\d|0?[1-9])(?:[日号]|(?![\d个.月]))[日号]?)?"
)
_DOTTED = re.compile(
    r"(?<![\d.])(1[0-2]|[1-9])[./](3[01]|[12]\d|0?[1-9])(?=\s*[-~—–到至]+\s*\d{1,2}[./]\d)|(?<=[-~—–到至])(1[0-2]|[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d.万])"
)
_JOINED = re.compile(r"[和跟加、及]$")
# 十一 said beside another holiday is the one in October.
_OCTOBER = re.compile(
    r"(?P<before>(?:五一|端午|清明|春节|过年|年后|元宵|暑假|开年)[^，。]{0,6}[到至~-])十一(?![月个号日点\d])|十一(?=长假|放假|假期|黄金周)"
)
# 1月2月没活，3月开始到12月
_WITHOUT_WORK = re.compile(r"(?:[、和]?[\d一二三四五六七八九十]{1,2}月)?(?:都|就|还)?(?:没活|没工|没[做去干]|闲|歇)")
_DAYS = 30
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Point:
    """A time of the year. ``first`` is the first month worked when one leaves then, ``last`` the last one when one
    returns then."""

    first: float
    last: float
    start: int
    end: int


def with_months_named(text: str) -> str:
    """``text`` with written dates (2023.3.15, 3.15-9.15) told by month and day, without their year."""
    if "20" in text or "19" in text:
        text = _YEAR_MONTH.sub(
            lambda found: f"{int(found[1])}月{int(found[2])}日" if found[2] else f"{int(found[1])}月", text
        )
    if "十一" in text:
        text = _OCTOBER.sub(lambda found: f"{found['before'] or ''}国庆", text)
    if "." not in text and "/" not in text:
        return text
    return _DOTTED.sub(lambda found: f"{int(found[1] or found[3])}月{int(found[2] or found[4])}日", text)


def worked_between(text: str) -> Part | None:
    """The months from one time of the year to another, both ends counted; None when no such time is told."""
    points = _without_plans(_points(text), text)
    if not points or len(points) > 8:
        return None
    if len(points) == 1 or (
        len(points) == 2 and points[0].first == points[1].first and _BEFORE_THAT.match(text, points[0].end)
    ):
        return _open(points[0], text)
    if said := _from_to(points, text):
        points = said
    if len(points) == 2 and _came_back_first(points, text):
        points.reverse()
    besides = 0
    if len(points) % 2:
        besides = sum(_JOINED.search(text, 0, point.start) is not None for point in points[2:])  # 1-4月和9月
        points = points[:2]
    if len(points) == 2 and _in_the_next_year(points, text):
        points[1] = replace(points[1], last=_MONTHS)  # asked is one year, which ends in December
    spans = [_length(one, other) for one, other in zip(points[::2], points[1::2], strict=True)]
    value = float(min(sum(spans) + besides, _MONTHS))
    start, end = min(p.start for p in points), max(p.end for p in points)
    return Part(value, value, value, start, end, working=f"{text[start:end][:30]}算{value:g}个月")


def both_ends(text: str) -> Part | None:
    """Like ``worked_between``, only where both ends are told."""
    return worked_between(text) if len(_without_plans(_points(text), text)) > 1 else None


def _without_plans(points: list[_Point], text: str) -> list[_Point]:
    """本来做到年底的，九月摔了: what was meant to be did not come; 腊月生了孩子: nothing began or ended there."""
    did = [
        point
        for point in points
        if not _PLANNED.search(_CLAUSE.split(text[max(0, point.start - 8) : point.start])[-1])
        and not _EVENT.match(text, point.end)
    ]
    at_work = [point for point in did if not _WITHOUT_WORK.match(text, point.end)]
    did = at_work if len(at_work) > 1 else did
    return did or points


def _from_to(points: list[_Point], text: str) -> list[_Point]:
    """从正月做到九月, said outright, among other times."""
    for one, other in pairwise(points):
        from_one = re.search(r"[从自]\s*$", text[max(0, one.start - 2) : one.start])
        if len(points) > 2 and from_one and re.search(r"[到至]$", text[one.end : other.start]):
            return [one, other]
    return []


def _in_the_next_year(points: list[_Point], text: str) -> bool:
    """去年四月去的，到今年四月才回来."""
    first, between = text[: points[0].start], text[points[0].end : points[1].start]
    return bool(re.search(r"[去前]年", first) and re.search(r"今年", between))


def _points(text: str) -> list[_Point]:
    found = [_point(each, text) for each in _POINT.finditer(text)]
    # 年初二月份, 现在八月: the second only makes the first exact.
    doubled = {
        one.start for one, other in pairwise(found) if one.end == other.start or (one.first == other.first != one.last)
    }
    return [point for point in found if point.start not in doubled]


def _point(found: re.Match[str], text: str) -> _Point:
    if found["named"] == "正月" and text.startswith(("到", "至"), found.end()):
        return _Point(1, 1, found.start(), found.end())
    if found["named"]:
        named = _POINTS[found["named"]]
        last = named if found["named"] in ("年底", "年尾", "年终", "腊月", "冬月") else named - 1
        return _Point(named % _MONTHS or _MONTHS, last, found.start(), found.end())
    digits = found["month"] or found["plain"]
    month = float(digits) if digits.isascii() else float(_NUMERAL[digits])
    if found["day"] or (found["part"] or "").startswith("中"):
        day = min(quantities(found["day"])[0].value, _DAYS) if found["day"] else _DAYS / 2
        first = month + (day - 1 if found["day"] else day) / _DAYS
        return _Point(first, month - 1 + day / _DAYS, found.start(), found.end())
    first = month + 1 if found["part"] in ("底", "下旬") else month
    return _Point(first, month - 1 if found["part"] in ("初", "上旬") else month, found.start(), found.end())


def _length(one: _Point, other: _Point) -> float:
    return (other.last - one.first) % _MONTHS + 1


def _came_back_first(points: list[_Point], text: str) -> bool:
    between, behind = text[points[0].end : points[1].start], text[points[1].end :]
    if text.endswith(("从", "自"), 0, points[1].start) and text.endswith(("到", "至"), 0, points[0].start):
        return True  # 干到五月摔了，从正月算起
    if re.search(r"[做干]到|到了?$", text[max(0, points[0].start - 3) : points[0].start]) and _BEGAN.match(behind):
        return True  # 做到八月被辞退了，年初就在
    return "回" in between[:5] and bool(_LEAVES.search(behind[:5])) and "又" not in text


def _open(point: _Point, text: str) -> Part | None:
    """Only one end is told: 干到六月底 began in January, 二月出去 went on to December."""
    before, behind = text[max(0, point.start - 6) : point.start], text[point.end : point.end + 8]
    if _IDLE_FROM_THEN.match(behind):
        value = float(max(0, min(point.first - 1, _MONTHS)))  # 六月份开始没活
    elif _IDLE.search(before + behind) or (_UNTIL_NOW.match(behind) and _NOT_DONE.search(behind)):
        value = 0.0  # 从过年闲到现在
    elif _UNTIL_NOW.match(behind):
        value = float(_MONTHS - point.first + 1)
    elif told := _BEFORE_THAT.match(behind):
        worked_before = min(point.first - 1, _MONTHS)  # 七月份以前都在做
        value = float(_MONTHS - worked_before if told["idle"] else worked_before)
    elif _UNTIL.search(before) or (
        _RETURNS.search(behind) and not _FROM.search(before) and not _BACK_TO_WORK.search(behind)
    ):
        value = float(max(0, min(point.last, _MONTHS)))
    elif _FROM.search(before) or _LEAVES.search(behind) or _STILL.search(text):
        value = float(_MONTHS - point.first + 1)
    else:
        return None
    words = text[point.start : point.end]
    return Part(value, value, value, point.start, point.end, working=f"只说了{words}，算下来{value:g}个月")
