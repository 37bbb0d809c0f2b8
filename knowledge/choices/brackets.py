"""Options that are brackets of a number: 3000以下, 3000到5000, 60岁以上, 半小时到1小时."""

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.choices.durations import Hours, durations
from knowledge.numbers.numerals import Quantity, quantities
from knowledge.parsed import Parsed

_ENDLESS = float("inf")
_BELOW = re.compile(r"以下|以内|不到|不足|少于|低于|小于|没到|内$")
_ABOVE = re.compile(r"以上|超过|多于|高于|大于|及以上|往上")
_SHARED_UNIT = re.compile(r"([\d.]+)(?=[到至\-~～][\d.]+(小时|分钟))")
_LONE_UNIT = re.compile(
    r"(?<![\d零一二两三四五六七八九十百千几])(?=[百千万](?:只|头|亩|元|斤|以|到|[百千万人口羽棵株]|$))"
)  # 百到千只
_PAST = re.compile(r"过了|超过|不止|还要多|多一点|[一点些]点?多|出头")
_ANOTHER_UNIT = re.compile(r"\s*(?:年(?!收)|个?月|天|步|个?人(?!均)|口|岁|个(?:半)?|头|只|亩|次|趟|遍)")
_TENS_AND = re.compile("(?<=十)有(?=[一二三四五六七八九])")  # 八十有二
_Size = Quantity | Hours


@lru_cache(maxsize=256)
def _sizes(text: str, hours: bool) -> tuple[_Size, ...]:
    return tuple(durations(text)) if hours else tuple(quantities(text))


@lru_cache(maxsize=256)
def _ends(label: str, hours: bool) -> tuple[float, float] | None:
    """The ends of a bracket, or None for a label that is none."""
    label = _LONE_UNIT.sub("一", label)
    bare = _SHARED_UNIT.sub(r"\1\2", _ABOVE.sub("", _BELOW.sub("", label)))
    found = _sizes(bare, hours)
    if not found:
        return None
    low, high = min(q.low for q in found), max(q.high for q in found)
    if _BELOW.search(label):
        return 0.0, high
    if _ABOVE.search(label):
        return low, _ENDLESS
    return (low, high) if low < high else None


def _said(text: str, options: Sequence[str], hours: bool) -> list[_Size]:
    """The numbers in ``text`` that count what the brackets count."""
    units = "".join(options)
    found = []
    for size in _sizes(text, hours):
        unit = None if hours else _ANOTHER_UNIT.match(text, size.end)
        if not unit or unit[0].strip()[0] in units:
            found.append(size)
    return found


def bracket(text: str, options: Sequence[str]) -> Parsed[int | tuple[int, ...]] | None:
    """The bracket that the one number in ``text`` falls into; on the edge of two, or with a range, asked back."""
    text = _TENS_AND.sub("", text)
    hours = any("小时" in option or "分钟" in option for option in options)
    ends = [_ends(option, hours) for option in options]
    if sum(end is not None for end in ends) < 2:
        return None
    said = _said(text, options, hours)
    if len(said) != 1:
        return None
    size = said[0]
    fits = [i for i, end in enumerate(ends) if end and end[0] <= size.value <= end[1]]
    if not fits:
        return None
    if len(fits) > 1 and _PAST.search(text):
        fits.reverse()
    low, high = ends[fits[0]] or (0.0, 0.0)
    doubtful = len(fits) > 1 or (size.ranged and not (low <= size.low and size.high <= high))
    return Parsed(fits[0], text, doubtful, "正好在两档中间" if doubtful else "", others=tuple(fits[1:]))
