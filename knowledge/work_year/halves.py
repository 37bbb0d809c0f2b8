"""A year told in two parts: 上半年都在，下半年只来了俩月; 头两个月在福清，后面一直在厦门."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part

_N = r"[一二两三四五六七八九十\d]{1,2}"
_MARK = re.compile(
    rf"(?P<half>[上下前后]半年)|[头前](?P<first>{_N})个月|(?P<rest>后来|后面|之后|剩下的?|其[他它余](?:时间|月份)?|后(?={_N}个月)|(?={_N}月份?(?:开始|起|以后|之后)))"
)
_IDLE = re.compile(
    r"(?<!没)(?:[在待呆关](?!外|那|厂|工地|城|厦|福|上海|岗|职)[^，。]{0,3}(?:家|村|乡下|厝|老家|屋)|歇|闲|休|停|失业|关门|倒(?:闭|了|掉)|空着|生病|住院|养伤|照顾|陪护|养病|坐月子|"
    r"务农|种[田地]|带(?:孩|孙|小))|没(?!停|断|歇|休|间断|请假|回)|冇"
)
_IDLE_SO_LONG = re.compile(rf"(?:都|全|也)?(?:{_IDLE.pattern})")
_HALF_YEAR, _YEAR, _MOST = 6.0, 12.0, 4


@dataclass(frozen=True, slots=True)
class _Stretch:
    """One part of the year: how long it is (0 when it is what the others leave) and the words said of it."""

    months: float
    start: int
    end: int
    words: str


def in_parts(text: str, spells: Sequence[Part]) -> Part | None:
    """The months worked in a year that is told in two parts, of which one at least has no figure of its own."""
    told = _stretches(text)
    if len(told) != 2 or not told[0].months:
        return None
    inside = [[part for part in spells if each.start <= part.start < each.end] for each in told]
    if all(inside) or any(len(parts) > 1 for parts in inside):
        return None  # 上半年三个月，下半年四个月 are added up as they stand
    lengths = (told[0].months, told[1].months or _YEAR - told[0].months)
    worked = [_worked(each, length, parts) for each, length, parts in zip(told, lengths, inside, strict=True)]
    value = sum(worked)
    working = f"{worked[0]:g}＋{worked[1]:g}＝{value:g}个月"
    return Part(value, value, value, told[0].start, told[1].end, working=working) if value <= _YEAR else None


def _stretches(text: str) -> list[_Stretch]:
    marks = list(_MARK.finditer(text))
    if not 1 < len(marks) <= _MOST or marks[1].lastgroup == "first":
        return []
    bounds = [*(mark.start() for mark in marks[1:]), len(text)]
    return [
        _Stretch(_length(mark), mark.end(), end, text[mark.end() : end])
        for mark, end in zip(marks, bounds, strict=True)
    ]


def _length(mark: re.Match[str]) -> float:
    if mark["half"]:
        return _HALF_YEAR
    return quantities(mark["first"])[0].value if mark["first"] else 0.0


def _worked(stretch: _Stretch, length: float, spells: Sequence[Part]) -> float:
    """All of it, none, or the figure told inside."""
    idle = _IDLE.search(stretch.words)
    if spells and _IDLE_SO_LONG.match(stretch.words, spells[0].end - stretch.start):
        return length - min(spells[0].value, length)  # 后面三个月没活
    if not spells:
        return 0.0 if idle else length
    figure = min(spells[0].value, length)
    return length - figure if idle and idle.start() < spells[0].start - stretch.start else figure
