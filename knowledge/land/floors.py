"""Floor areas as people tell them: 一百二十平, 长12米宽8米, 一楼九十二楼九十."""

import re
from dataclasses import replace

from knowledge.numbers.numerals import Quantity, quantities
from knowledge.numbers.parts import Part, loosened

_SQUARE = re.compile(
    r"\s*(?P<more>[多来几]?)\s*个?(?:平方米|平方|平米|平(?![均时地])|㎡|m²|m2|M2|见方|方(?![便面式法])|(?P<misheard>[瓶坪评苹萍](?!米|方|子|水|装)))(?P<behind>多?)"
)
_LAND = re.compile(r"\s*(?P<unit>亩|分(?![之钱]))")
_METRES = re.compile(
    r"\s*(?:米|公尺|m(?![²2])|M(?!2))\s*(?P<tail>[1-9一二三四五六七八九半](?![0-9零一二三四五六七八九十百多间层]))?"
)
_BETWEEN = re.compile(
    r"\s*(?:长|宽|深|进深)?[，,、\s]*(?:(?P<by>乘以?|[xX×*＊])|长|宽|深|进深|面宽|开间)?\s*(?:是|有|大概|约|差不多)*\s*"
)
_NEXT_STOREY = re.compile(r"([一1][层楼][^，。层楼]{0,3}?[一二三四五六七八九两]?[十百])(?=[二2][层楼])")
_NEXT_PIECE = re.compile(
    r"(一(?P<piece>[个间块套栋片])[^，。个间块套栋片]{0,3}?[一二三四五六七八九两]?[十百])(?=一(?P=piece))"
)
_SIDE = re.compile(r"[长宽深]")
_SQUARED = re.compile(r"\s*米?\s*见方")
_NOT_ONE = re.compile(r"(?:都|也)(?:没|冇|无)")
MU_IN_M2 = 2000 / 3
_TAIL_DIGIT = {c: n / 10 for n, c in enumerate("零一二三四五六七八九")} | {"半": 0.5}


def floors(text: str) -> list[Part]:
    """Every floor area in ``text`` (narrow) that has a unit, in 平方米; products carry their working."""
    found: list[Part] = []
    numbers = _whole_lengths(quantities(text), text)
    at = 0
    while at < len(numbers):
        if product := _product(numbers, at, text):
            found.append(product)
            at += 2
            continue
        if part := _area(numbers[at], text):
            found.append(loosened(part, text))
        at += 1
    return found


def storeys_apart(text: str) -> str:
    """一层八十二层七十 is eighty on the first floor and seventy on the second."""
    return _NEXT_PIECE.sub(r"\1，", _NEXT_STOREY.sub(r"\1，", text))


def _whole_lengths(numbers: list[Quantity], text: str) -> list[Quantity]:
    """Without the 5 of 3米5."""
    tails = {end for number in numbers if (end := _side(number, text)[1]) > number.end}
    return [number for number in numbers if number.end not in tails]


def _area(quantity: Quantity, text: str) -> Part | None:
    if squared := _SQUARED.match(text, quantity.end):
        return _times(quantity.value, quantity.value, quantity.start, squared.end())
    if (unit := _SQUARE.match(text, quantity.end)) and not (quantity.value <= 1 and _NOT_ONE.match(text, unit.end())):
        low, high = quantity.low, quantity.high
        if unit["more"] == "几" and low == high:
            high = low + 9
        if unit["behind"] and low == high:
            high = low * 1.1
        value = quantity.value if high == quantity.high else (low + high) / 2
        part = Part(low, high, value, quantity.start, unit.end(), rough=high > low)
        return replace(part, working=f"听着像是{value:g}平方米") if unit["misheard"] else part
    if land := _LAND.match(text, quantity.end):
        factor = MU_IN_M2 if land["unit"] == "亩" else MU_IN_M2 / 10
        part = Part(quantity.low, quantity.high, quantity.value, quantity.start, land.end())
        return part.times(factor, f"{quantity.value:g}{land['unit']}约{quantity.value * factor:.0f}平方米")
    return None


def measured_out(text: str) -> list[Part]:
    """The areas that are told by length and width, in 平方米."""
    return [part for part in floors(text) if "×" in part.working]


def _product(numbers: list[Quantity], at: int, text: str) -> Part | None:
    """长12米宽8米, 4米乘9米, 四乘九, 10×8."""
    if at + 1 >= len(numbers):
        return None
    first, second = numbers[at], numbers[at + 1]
    one, start = _side(first, text)
    two, end = _side(second, text)
    between = _BETWEEN.fullmatch(text, start, second.start) if start <= second.start else None
    if between is None:
        return None
    named = _SIDE.search(text[max(0, first.start - 3) : first.start] + text[start : second.start])
    if not between["by"] and not named:
        return None
    return _times(one, two, first.start, end)


def _side(quantity: Quantity, text: str) -> tuple[float, int]:
    """A length in metres (3米5 is 3.5) and where its words end."""
    unit = _METRES.match(text, quantity.end)
    if not unit:
        return quantity.value, quantity.end
    tail = unit["tail"] or ""
    more = (int(tail) / 10 if tail.isascii() else _TAIL_DIGIT[tail]) if tail else 0.0
    return quantity.value + more, unit.end()


def _times(one: float, two: float, start: int, end: int) -> Part:
    value = round(one * two, 2)
    return replace(Part(value, value, value, start, end), working=f"{one:g}米×{two:g}米＝{value:g}平方米")
