"""Months told by name, one by one: 三四月跟九十月, 七月八月, 就正月在家别的月份都做, 不算正月和七月."""

import re
from itertools import pairwise

from knowledge.numbers.parts import Part
from knowledge.wordlists import wordtable

_LONG = {"暑假": 2, "春天": 3, "夏天": 3, "秋天": 3, "冬天": 3, "寒暑假": 3}
_NAMED = sorted(
    {*_LONG, "寒假", "正月", "腊月", "冬月", *wordtable("work_year")["seasons"].split()}, key=len, reverse=True
)
_ONE = r"(?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])"
_MONTH = re.compile(
    rf"(?P<named>{'|'.join(_NAMED)})|(?<![个半\d一二两三四五六七八九十几年])(?P<many>{_ONE}(?:[、,，和跟.]?{_ONE}){{0,5}})月(?:份)?(?![底初中])"
)
_EACH = re.compile(_ONE)
_JOINS = re.compile(
    r"(?:[、，,\s和跟与及还有又再加或再]|去|做|份|这|的|两个月|三个月|四个月|忙|也|[没不][^，。,\s]{0,4}|鬼月)*"
)
_NOT_DONE = re.compile(r"^[^，。]{0,6}(?:没[做干去有]|休息?|歇)[^，。]{0,2}[，,\s][^，。]{0,3}$")
_RUNS = re.compile(r"[到至~—-]|出[去门]|回来|开始|进厂")
_AS_A_BOUND = re.compile(r"(?:以|之)[前后]")  # 七月之前在鞋厂，七月之后在家
_BEGINS = re.compile(r"[到至~—-]|(?:就|才|又)?(?:开始|起|[做干]到)")
_UNTIL = re.compile(r"[到至]$")
_IDLE = re.compile(r"没|不做|歇|闲|在家")
_EXCEPT = re.compile(r"除了?|除开|不算|不含|扣掉|只有|就|光|只")
_REST_WORKED = re.compile(
    r"(?:其[他它余]|别的|剩下|另外|平时|以外|之外|外)[^，。,]{0,5}(?:都|全|在|做|干|一直)|(?:[，,\s])(?:一直|都|天天)[^，。没不]{0,3}(?:做|干|在外|在厂|上班)"
)
_ONLY = re.compile(r"[就只光]|才|农忙|一年里?|忙的时候|主要|一般|每年")
_CAME_BACK = re.compile(r"回|为止|结束|停了")
_MONTHS, _MOST = 12, 8


def listed(text: str, resting: bool = False) -> Part | None:
    """The months that are told by name, or the year without those that are excepted; None when spans are told."""
    found = list(_MONTH.finditer(text))
    if not found or len(found) > _MOST:
        return None
    if any(_AS_A_BOUND.match(text, each.end()) for each in found):
        return None
    numbered = [each for each in found if each["many"]]
    if sum(map(_length, numbered)) > 1 and not _joined(found, text):
        found = numbered  # 就暑假茶厂忙的时候去，七月八月
    if not _joined(found, text) or _BEGINS.match(text, found[-1].end()):
        return None
    number = min(sum(_length(each) for each in found), _MONTHS)
    start, end = found[0].start(), found[-1].end()
    before = text[max(0, start - 6) : start]
    if before.endswith(("-", "~", "—", "–")):
        return None  # 1-4月和9月
    said = text[start:end][:30]
    if (_EXCEPT.search(before) or _IDLE.search(text, start)) and _REST_WORKED.search(text, end):
        left = float(_MONTHS - number)
        return Part(left, left, left, start, end, working=f"一年里除了{said}都在做，算{left:g}个月")
    if not resting and not _UNTIL.search(before) and _NOT_DONE.search(text[found[0].end() :] + "，"):
        left = float(_MONTHS - number)
        return Part(left, left, left, start, end, working=f"{said}没做，算{left:g}个月")
    several = len(found) > 1 or number > 1
    if (
        not (several or _ONLY.search(before))
        or (_CAME_BACK.search(text, end) and not resting)
        or re.search(r"[从到自至]$", before)
    ):
        return None
    return Part(number, number, number, start, end, working=f"{said}，算{number:g}个月")


def _joined(found: list[re.Match[str]], text: str) -> bool:
    return all(_joins(text[one.end() : other.start()]) for one, other in pairwise(found))


def _joins(gap: str) -> bool:
    """七月八月, 六七月下雨没做，腊月也没做: both are told alike, and no stretch runs from the one to the other."""
    return bool(_JOINS.fullmatch(gap) or (_NOT_DONE.search(gap) and not _RUNS.search(gap)))


def _length(found: re.Match[str]) -> int:
    return _LONG.get(found["named"], 1) if found["named"] else len(_EACH.findall(found["many"]))
