"""How long something takes, in hours: 半小时, 一个半钟头, 四十分钟, 个把小时."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.numbers.numerals import quantities

_SPELL = re.compile(
    r"(?P<number>[\d.]{1,6}|[一二两三四五六七八九十]{1,4}|半)?(?P<vague>[几来多]?)(?P<measure>个?)(?P<half>半?)(?P<about>[来多把]?)"
    r"(?P<unit>小时|钟头|分钟|刻钟|点钟的路)(?P<half_more>半?)"
)
_HOURS = {"小时": 1.0, "钟头": 1.0, "点钟的路": 1.0, "分钟": 1 / 60, "刻钟": 0.25}
_WIDE = 1.5
_MOST = 6


@dataclass(frozen=True, slots=True)
class Hours:
    """A length of time in hours with its ends; ``end`` is where it stops in the text."""

    value: float
    low: float
    high: float
    end: int

    @property
    def ranged(self) -> bool:
        """Said as more or less so much."""
        return self.low < self.high


def durations(text: str) -> Iterator[Hours]:
    """The lengths of time in ``text``, in order.

    >>> [each.value for each in durations("一个半小时")], [each.value for each in durations("半个钟头")]
    ([1.5], [0.5])
    """
    for found in list(_SPELL.finditer(text[:200]))[:_MOST]:
        number = _number(found["number"])
        if number is None:
            if not (found["about"] or found["measure"]):
                continue
            number = 1.0
        number += 0.5 if found["half"] or found["half_more"] else 0.0
        value = number * _HOURS[found["unit"]]
        vague = found["vague"] or found["about"]
        yield Hours(value, value, value * _WIDE if vague else value, found.end())


def _number(words: str | None) -> float | None:
    if not words:
        return None
    if words == "半":
        return 0.5
    sizes = quantities(words)
    return sizes[0].value if sizes else None
