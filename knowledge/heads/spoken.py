"""Persons told in figures or one by one, and how their number is read back."""

import re
from dataclasses import replace

from knowledge.heads.listed import Heads, together
from knowledge.heads.things import in_whole
from knowledge.numbers.parts import Part, described, uncorrected
from knowledge.numbers.settling import Settled, answer
from knowledge.parsed import Parsed

PERSONS, MOST = "人", 60
TOTALS, EVERY_FIGURE = ("total", "loose"), ("total", "loose", "some")
JUST = re.compile(r"就|只|仅|独|一个|自己(?=一个|[，,。\s]|$|过|住|来)")
_BOTH_ALIVE = re.compile(r"都(?:还|都)*(?:健在|在世|在)(?:[的呢啊了]*$|[，。\s])")
_NO_MORE = re.compile(r"[，,。\s](?:我?家里?)?(?:现在|如今|目前)(?:家里)?(?:就|只|都|一个)*(?:没|不|冇|剩?我自己|自己)")
_IN_DOUBT = re.compile(
    r"不算(?!我)|不好[说讲算]|也算吧|算半个|算一个|勉强|不是[^，。]{1,5}吗|"
    r"(?:本来|原来)(?![^剩现]{0,40}[剩现])|差不多都?|不是一家|宿舍|工棚|我排|可能|好像|不止|少说|大概|大约|约(?=[\d一二两三四五六七八九十])|估计|至少|起码|[顶最]多|"
    r"没有?(?:哪个|谁)|(?:去|前|今)年又?(?:添|没了)|都过[世身]了|判了|坐牢"
)
_DOZEN = 10
_VAGUE = 4  # 几个 is anything from three to seven


def figures(told_of: list[Heads], text: str, kinds: tuple[str, ...] = TOTALS) -> list[Part]:
    """The figures of these kinds, with what is said about each."""
    chosen = [as_part(each) for each in told_of if each.kind in kinds]
    told_parts = described(uncorrected(chosen, text), text)
    return [replace(part, about=f"{part.about}|{text[part.start : part.end]}") for part in told_parts]


def as_part(one: Heads) -> Part:
    """The figure without the words said about it."""
    return Part(one.low, one.high, (one.low + one.high) / 2, one.start, one.end, rough=one.low < one.high)


def changed(part: Part, more: int) -> Part:
    """So many more, or fewer."""
    return replace(part, low=part.low + more, high=part.high + more, value=part.value + more)


def doubtful(text: str) -> str:
    """The words that leave a doubt about any figure (好像, 起码); "" when there are none."""
    found = _IN_DOUBT.search(text)
    return found[0] if found else ""


def said(settled: Settled, text: str) -> Parsed[int] | None:
    """A figure as it was said; None for one that says next to nothing (好几个)."""
    part = settled.part
    if not settled.why and _NO_MORE.search(text, part.end):
        settled = replace(settled, why="说的像是现在没有了", others=(0.0,))
    if not settled.why and (doubt := doubtful(text)):
        settled = replace(settled, why=f"说了“{doubt}”")
    if part.rough and part.high - part.low >= _VAGUE and part.low < _DOZEN:
        return None
    return in_whole(answer(settled, text, PERSONS), MOST)


def reckoned(number: int, text: str, why: str, others: tuple[int, ...] = ()) -> Parsed[int]:
    """A number that was worked out, to be read back with the working."""
    return Parsed(number, text.strip()[:60], True, why, unit=PERSONS, others=others)


def added(told_of: list[Heads], text: str, left_out: bool = False) -> Parsed[int] | None:
    """Those who are named, added up; one person, or both parents, need not be read back."""
    total = together(told_of)
    if not 0 < total <= MOST:
        return None
    alone = JUST.search(text) or len(text.strip()) <= told_of[0].end - told_of[0].start + 2
    one = total == 1 and len(told_of) == 1 and bool(alone)
    both = total == 2 and all(each.kind in ("kin", "pair") for each in told_of) and bool(_BOTH_ALIVE.search(text))
    if (one or both) and not left_out:
        return Parsed(total, text.strip()[:60], unit=PERSONS)
    return reckoned(total, text, f"数下来一共{total}人")
