"""Figures in an answer with the words said about each, and without those that were taken back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.numbers.digits import narrow

_LONGEST = 500
_NEAR = 0.001
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟畝〇", "一二三四五六七八九十百千亩零")
_COMMA = re.compile(r",(?!\d)|(?<!\d),")  # but 1,200 is one number
_BREAK = re.compile(r"[，。,；;、！!？?：:\s]+")
_TAKEN_BACK = re.compile(
    r"不对|[说讲念打写按听记搞弄报看算想数][错岔混]|错了|乱[打讲说]|更正|应该是|应当是|改成|改为|[啊哦哎呀诶噢欸呃额嗯]不是?[，,\s]|[啊哦哎呀诶]不是|[?？]\s*(?:哪有|哪里|没有|没那么多)|[，。\s]不是[，。\s]|不是不是|不不|"
    r"不是[^，,。就]{1,8}[，,\s]*是|我?再?想想|想起来|等一?[下等]|我看看"
)
_PAUSE = re.compile(r"[，,。…\s嗯呃额哦噢喔啊诶哎]+")
_NOTHING_SAID = re.compile(
    r"(?:[我俺咱你他她]们?|家里?|厝里?|有|就|只|大概|差不多|一共|是|嗯|啊|哦|的|那|就是|地|田|得|来|讲)*"
)
# 十亩里头淹了六亩, 五间倒了两间: said of the second figure though the clause began with the first.
_OF_THE_SECOND = re.compile(r"(?:了|掉|走|去|剩|剩下|着)$|^[，,\s]*(?:里|当中|其中|中间?|只|就|有|才|还)")
_BEHIND = re.compile(
    r"(?P<about>左右|上下|的样子|差不多)|(?P<more>出头|冒头|挂零|开外|有余|不止|多点|多一点|多(?!于))|(?P<less>[都也还]?[做干]?(?:不到|不满|没到|不够|以内|以下|不足)|少一?点|欠一?点)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One figure, in the unit asked for. ``about`` are the words said around it, ``working`` how it was computed."""

    low: float
    high: float
    value: float
    start: int
    end: int
    about: str = ""
    working: str = ""
    rough: bool = False

    def times(self, factor: float, working: str) -> "Part":
        """The same, ``factor`` times as much."""
        low, high, value = self.low * factor, self.high * factor, self.value * factor
        return replace(self, low=low, high=high, value=value, working=working)


def added_up(text: str, units: str) -> str:
    """1.2+0.8亩: each summand with the unit that is said once."""
    if "+" not in text:
        return text
    return re.sub(rf"(\d[\d.]*)\s*\+\s*(?=[\d.+ ]{{1,40}}({units}))", r"\1\2，加", text)


def plainly(text: str) -> str:
    """``text`` in narrow letters and everyday numerals, character for character; what comes behind
    five hundred characters is no answer any more."""
    return _COMMA.sub("，", narrow(text[:_LONGEST]).translate(_CAPITALS))


def described(parts: Sequence[Part], text: str) -> list[Part]:
    """Each part with the words said about it: those of its clause. Where two figures stand in one clause, the words
    between them belong to the second (橄榄五亩茶两亩), unless the clause began with a figure (两亩是田三亩是山)."""
    if not parts:
        return []
    if len(parts) == 1:
        return [replace(parts[0], about=f"{text[: parts[0].start]}|{text[parts[0].end :]}")]
    bounds = [0, *(part.end for part in parts)]
    gaps = [_BREAK.split(text[end : part.start]) for end, part in zip(bounds, parts, strict=False)]
    first = _NOTHING_SAID.fullmatch(gaps[0][-1]) is not None
    about: list[Part] = []
    for number, part in enumerate(parts):
        before, behind = gaps[number], gaps[number + 1] if number + 1 < len(parts) else None
        if number and _OF_THE_SECOND.search(before[-1]):
            first = False
        first = first if number and len(before) == 1 else _NOTHING_SAID.fullmatch(before[-1]) is not None
        own = "，".join(before[1:] if number and len(before) > 1 else [] if number and first else before)
        follows = _BREAK.split(text[part.end :])[0] if behind is None else ""
        if behind is not None and (len(behind) > 1 or (first and not _OF_THE_SECOND.search(behind[0]))):
            follows = behind[0]
        about.append(replace(part, about=f"{own}|{follows}"))
    return about


def uncorrected(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts that were not taken back: those behind the last 不对, 说错了, 哦不是; a sum that is told
    at the end (两亩，哦不，加上那八分，两亩八) stands alone."""
    parts = _not_begun(parts, text)
    for found in reversed(list(_TAKEN_BACK.finditer(text))):
        behind = [part for part in parts if part.start >= found.end() - 1]
        if behind and len(behind) < len(parts):
            behind = [part for part in behind if not _told_off(part, parts, text)] or behind
            return behind[-1:] if len(behind) > 1 and _come_to_the_last(parts) else behind
    return list(parts)


def _told_off(part: Part, parts: Sequence[Part], text: str) -> bool:
    """一亩 哦不是 一亩二 一亩那个是我弟的: what was taken back, explained."""
    named = text.startswith(("那", "是", "的是"), part.end) or text.endswith("那", 0, part.start)
    return named and any(each.value == part.value and each.start < part.start for each in parts)


def _come_to_the_last(parts: Sequence[Part]) -> bool:
    return abs(sum(part.value for part in parts[:-1]) - parts[-1].value) < _NEAR


def _not_begun(parts: Sequence[Part], text: str) -> list[Part]:
    """八十 哦八十六: without a figure that only begins the next one."""
    kept = [part for part, after in pairwise(parts) if not _begins(part, after, text)]
    return [*kept, *parts[-1:]]


def _begins(one: Part, other: Part, text: str) -> bool:
    gap, words = text[one.end : other.start], text[one.start : one.end].rstrip("个亩平方米月人")
    return bool(_PAUSE.fullmatch(gap) and gap.strip("，,。 ")) and text.startswith(words, other.start)


def with_bare(parts: Sequence[Part], bare: Sequence[Part], text: str) -> list[Part]:
    """The parts, or what they were corrected to without a unit: 五十五平啊不是，四十五."""
    if not parts:
        return uncorrected(bare, text)
    free = [number for number in bare if not any(part.start <= number.start < part.end for part in parts)]
    every = sorted([*parts, *free], key=lambda part: part.start)
    kept = uncorrected(every, text)
    return [part for part in kept if part in parts] or kept if len(kept) < len(every) else list(parts)


def loosened(part: Part, text: str) -> Part:
    """Widened by the words behind the unit: 三亩左右, 四个月不到, 十亩出头."""
    behind = _BEHIND.match(text, part.end)
    if not behind or part.rough:
        return part
    low, high = part.low, part.high
    if behind["less"]:
        low = low - 1 if low == int(low) and 1 < low <= 12 else low * 0.9
    else:
        low, high = low if behind["more"] else low * 0.9, high * 1.1
    return replace(part, low=low, high=high, value=part.value if behind["about"] else (low + high) / 2, rough=True)


def told(parts: Sequence[Part], pattern: re.Pattern[str]) -> list[Part]:
    """The parts whose own words match."""
    return [part for part in parts if pattern.search(part.about)]
