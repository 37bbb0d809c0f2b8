"""Areas: land in 亩 (三亩二分, 两亩半, 亩把地) and houses in 平方米 (一百二十平, 长10米宽8米)."""

import re
from typing import Literal

from knowledge.numbers.digits import narrow
from knowledge.numbers.numerals import Quantity, after_correction, parsed, quantities
from knowledge.parsed import Parsed

Measure = Literal["亩", "分", "公顷", "平方米", "米", ""]
_MU_IN_M2 = 2000 / 3
_UNITS: tuple[tuple[re.Pattern[str], Measure], ...] = (
    (re.compile(r"\s*[多来把]?\s*(?:亩|畝)"), "亩"),
    (re.compile(r"\s*[多来把]?\s*分(?!钱|之)"), "分"),
    (re.compile(r"\s*[多来]?\s*公顷"), "公顷"),
    (re.compile(r"\s*[多来]?\s*(?:平方米|平方|平米|平|㎡|m²|m2|方)"), "平方米"),
    (re.compile(r"\s*米"), "米"),
)
_OTHER = re.compile(r"\s*(?:[间层口岁头只年块元棵株楼套人栋座]|个)")
_NONE = re.compile(
    r"没(?:有)?(?:地|田|山|林|房|住房|果树|了)|没得|一分(?:地)?(?:都|也)?没|无(?:地|田|房)|"
    r"^\s*(?:没有?|无|冇)(?:了|啊|呀|的)?\s*[。.]?\s*$"
)
_BIT = re.compile(r"亩把")


def area_mu(text: str, question: str = "") -> Parsed[float] | None:
    """Land in 亩; 0 for 没有地. Converted from other units only with a question back."""
    parts = _measured(text)
    if _BIT.search(text) and not parts:
        return Parsed(1.0, "亩把", True, "说的是大概的数", 0.8, 1.2, unit="亩")
    if not parts:
        return Parsed(0.0, "没有", unit="亩") if _NONE.search(text) else None
    if any(unit in ("亩", "分", "公顷") for unit, _ in parts):
        return _sum_of_land(parts, text)
    unit, first = parts[0]
    if unit == "平方米":
        return _converted(first.times(1 / _MU_IN_M2), text, "亩", f"{first.value:g}平方米换算的")
    return _plain(parts, text, "亩") if unit == "" else None


def area_m2(text: str, question: str = "") -> Parsed[float] | None:
    """A floor area in 平方米; 0 for 没有房子."""
    parts = _measured(text)
    if not parts:
        return Parsed(0.0, "没有", unit="平方米") if _NONE.search(text) else None
    sides = [quantity for unit, quantity in parts if unit == "米"]
    squares = [quantity for unit, quantity in parts if unit == "平方米"]
    if squares:
        return _squares(squares, text)
    if len(sides) == 2:
        return _converted(sides[0].times(sides[1].value), text, "平方米", "长乘宽算的")
    unit, first = parts[0]
    if unit in ("亩", "分"):
        factor = _MU_IN_M2 if unit == "亩" else _MU_IN_M2 / 10
        return _converted(first.times(factor), text, "平方米", f"{first.value:g}{unit}换算的")
    return _plain(parts, text, "平方米") if unit == "" else None


def _measured(text: str) -> list[tuple[Measure, Quantity]]:
    """The numbers with their units; what counts something else is left out."""
    text = narrow(text)
    start = after_correction(text)
    found = [(_unit(text[q.end :]), q) for q in quantities(text)]
    kept = [(unit, q) for unit, q in found if unit is not None]
    return [each for each in kept if each[1].start >= start] or kept


def _unit(after: str) -> Measure | None:
    for pattern, unit in _UNITS:
        if pattern.match(after):
            return unit
    return None if _OTHER.match(after) else ""


def _sum_of_land(parts: list[tuple[Measure, Quantity]], text: str) -> Parsed[float]:
    """三亩二分, 两亩半, 十二亩七; several plots are added and asked back."""
    low = high = value = 0.0
    plots, last = 0, ""
    for unit, quantity in parts:
        tail = last == "亩" and (unit == "分" or (unit == "" and quantity.bare))
        factor = {"亩": 1.0, "分": 0.1, "公顷": 15.0}.get(unit, 0.0)
        if unit == "" and tail:
            factor = 1.0 if text[quantity.start : quantity.end] == "半" else 0.1 if quantity.value < 10 else 0.0
        low, high, value = low + quantity.low * factor, high + quantity.high * factor, value + quantity.value * factor
        plots += bool(factor) and not tail
        last = unit
    why = f"几块地加起来{value:g}亩" if plots > 1 else "说的是大概的数" if low != high else ""
    least, most = (round(low, 3), round(high, 3)) if low != high else (None, None)
    return Parsed(round(value, 3), text.strip()[:60], bool(why), why, least, most, "亩")


def _squares(squares: list[Quantity], text: str) -> Parsed[float]:
    if len(squares) == 1:
        return _with_unit(parsed(squares[0], text), "平方米")
    total = sum(quantity.value for quantity in squares)
    return Parsed(round(total, 2), text.strip()[:60], True, f"加起来{total:g}平方米", unit="平方米")


def _plain(parts: list[tuple[Measure, Quantity]], text: str, unit: str) -> Parsed[float]:
    return _with_unit(parsed(parts[0][1], text, several=len(parts) > 1), unit)


def _converted(quantity: Quantity, text: str, unit: str, why: str) -> Parsed[float]:
    return Parsed(round(quantity.value, 2), text.strip()[:60], True, why, unit=unit)


def _with_unit(found: Parsed[float], unit: str) -> Parsed[float]:
    return Parsed(found.value, found.words, found.confirm, found.why, found.low, found.high, unit=unit)
