"""The front of an identity card out of its lines as a machine read them: name and number, however it was held."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.people.id_numbers import is_id_number
from knowledge.text import simplified

_NUMBER = re.compile(r"\d{17}[\dX]")
_NAME_LABEL, _NUMBER_LABEL = "姓名", "公民身份号码"
_NAME = re.compile(r"[㐀-䶿一-鿿]{2,6}(·[一-鿿]{1,8})?")
# What else stands alone in a line of the upper half.
_NO_NAME = re.compile("姓名|性别|民族|出生|住址|公民|身份|号码|[省市县区乡镇村组号]$")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its middle in the picture (pixels, to the right and down)."""

    text: str
    middle: Point


@dataclass(frozen=True, slots=True)
class Card:
    """What is sure: the number passed its check character. ``name`` is empty when none was found."""

    name: str
    number: str


def card(lines: Sequence[Line]) -> Card | None:
    """The card; None without a valid number: half a card fills nothing."""
    plain = [Line(simplified(each.text).replace(" ", "").upper(), each.middle) for each in lines]
    found = next(((line, number) for line in plain if (number := _number(line.text))), None)
    if found is None:
        return None
    line, number = found
    return Card(_name(plain, line), number)


def _number(text: str) -> str:
    match = _NUMBER.search(text)
    return match[0] if match and is_id_number(match[0]) else ""


def _name(lines: Sequence[Line], number: Line) -> str:
    """The name beside its label; else the topmost line that could be one."""
    for line in lines:
        if line.text.startswith(_NAME_LABEL) and _NAME.fullmatch(rest := line.text.removeprefix(_NAME_LABEL)):
            return rest
    label = next((line for line in lines if line.text == _NUMBER_LABEL), None)
    alone = [line for line in lines if _NAME.fullmatch(line.text) and not _NO_NAME.search(line.text)]
    if label is None or not alone:
        return ""
    right = (number.middle[0] - label.middle[0], number.middle[1] - label.middle[1])
    return min(alone, key=lambda line: _depth(line, number, right)).text


def _depth(line: Line, number: Line, right: Point) -> float:
    """How far below the number the line stands on the card: the card's own "down" is a quarter turn from ``right``."""
    across, along = line.middle[0] - number.middle[0], line.middle[1] - number.middle[1]
    return along * right[0] - across * right[1]
