"""Digit strings in a text, typed or spoken (幺三八 …), whole or in groups: what ID and phone numbers are made of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPOKEN = "零〇○洞一幺壹二贰三叁四肆五伍六陆七柒拐八捌九玖"
_TO_DIGIT = str.maketrans(_SPOKEN, "000011122334455667778899")
_NARROW = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
_GROUP = rf"(?:[0-9{_SPOKEN}]+(?:[xX×叉]|艾克斯)?)"
_SEQUENCE = re.compile(rf"(?<![A-Za-z0-9.]){_GROUP}(?:[ \t\-—–_·.]{{1,3}}{_GROUP})*(?![A-Za-z](?<![Bb]))")
_PART = re.compile(_GROUP)
_ANY_FIVE = re.compile(rf"(?:[0-9{_SPOKEN}０-９][ \t\-—–_·.　]{{0,3}}){{5}}")


@dataclass(frozen=True, slots=True)
class DigitRun:
    """Digits written next to each other, from ``start`` to ``end`` of the text; ``groups`` as they were parted.

    A trailing X stays. ``spoken`` says that words like 幺 or 三 stood for digits.
    """

    groups: tuple[str, ...]
    bounds: tuple[tuple[int, int], ...]
    spoken: bool

    @property
    def digits(self) -> str:
        """All groups in one."""
        return "".join(self.groups)

    @property
    def start(self) -> int:
        """Where the run begins."""
        return self.bounds[0][0]

    @property
    def end(self) -> int:
        """Where the run ends."""
        return self.bounds[-1][1]

    def pieces(self) -> Iterator[tuple[str, int, int]]:
        """Every stretch of neighbouring groups joined, longest first, with its place in the text."""
        count = len(self.groups)
        for size in range(count, 0, -1):
            for first in range(count - size + 1):
                last = first + size - 1
                yield "".join(self.groups[first : last + 1]), self.bounds[first][0], self.bounds[last][1]


def narrow(text: str) -> str:
    """``text`` with full-width digits and letters made ASCII, character for character (positions stay)."""
    return text if text.isascii() else text.translate(_NARROW)


def digit_runs(text: str) -> list[DigitRun]:
    """All digit runs of ``text``; cheap when there are none."""
    if not _ANY_FIVE.search(text):
        return []
    return [_run(found) for found in _SEQUENCE.finditer(narrow(text))]


def _run(found: re.Match[str]) -> DigitRun:
    offset = found.start()
    parts = list(_PART.finditer(found[0]))[:24]
    groups = tuple(_digits(part[0]) for part in parts)
    bounds = tuple((offset + part.start(), offset + part.end()) for part in parts)
    return DigitRun(groups, bounds, any(c in _SPOKEN for c in found[0]))


def _digits(group: str) -> str:
    for cross in ("艾克斯", "叉", "×", "x"):
        group = group.replace(cross, "X")
    return group.translate(_TO_DIGIT)
