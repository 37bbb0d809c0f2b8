"""Options that are brackets of a number: 3000以下, 3000到5000, 60岁以上."""

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.numbers.numerals import quantities
from knowledge.parsed import Parsed

_ENDLESS = float("inf")
_BELOW = re.compile(r"以下|以内|不到|不足|少于|低于|小于|没到")
_ABOVE = re.compile(r"以上|超过|多于|高于|大于|及以上|往上")


@lru_cache(maxsize=256)
def _ends(label: str) -> tuple[float, float] | None:
    """The ends of a bracket, or None for a label that is none."""
    found = quantities(label)
    if not found:
        return None
    low, high = min(q.low for q in found), max(q.high for q in found)
    if _BELOW.search(label):
        return 0.0, max(_number(label), low)
    if _ABOVE.search(label):
        return min(_number(label), high), _ENDLESS
    return (low, high) if low < high else None


def _number(label: str) -> float:
    """The number in ``label`` without the words that widen it."""
    bare = _ABOVE.sub("", _BELOW.sub("", label))
    return max((q.value for q in quantities(bare)), default=0.0)


def bracket(text: str, options: Sequence[str]) -> Parsed[int | tuple[int, ...]] | None:
    """The bracket that the one number in ``text`` falls into; on the edge of two, or with a range, asked back."""
    ends = [_ends(option) for option in options]
    if sum(end is not None for end in ends) < 2:
        return None
    said = [q for q in quantities(text) if not text.startswith(("年", "个月", "天", "月"), q.end)]
    if len(said) != 1:
        return None
    value = said[0].value
    fits = [i for i, end in enumerate(ends) if end and end[0] <= value <= end[1]]
    if not fits:
        return None
    wide = said[0].ranged and any(
        not end[0] <= x <= end[1] for x in (said[0].low, said[0].high) if (end := ends[fits[0]])
    )
    doubtful = len(fits) > 1 or wide
    return Parsed(fits[0], text, doubtful, "正好在两档中间" if doubtful else "", others=tuple(fits[1:]))
