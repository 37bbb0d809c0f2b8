"""The grammar of one written number, digits and Chinese numerals mixed."""

import re
from dataclasses import dataclass, replace

_DIGITS = {
    c: n
    for n, cs in enumerate(("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in cs
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8}
_WHOLE = {"俩": 2, "仨": 3, "廿": 20, "卅": 30}
_LATIN_UNITS = {"w": 10_000, "W": 10_000, "k": 1000, "K": 1000}
_GREAT = tuple("十百千万")
_SEVERAL = {"好几": (4.0, 8.0), "大几": (6.0, 9.0), "几": (3.0, 7.0)}
_ARABIC = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")
_STARTS = frozenset("0123456789几好大半") | _DIGITS.keys() | _UNITS.keys() | _WHOLE.keys()


@dataclass(frozen=True, slots=True)
class Span:
    """A number from ``start`` to ``end``; ``low`` < ``high`` for 三四千 or 好几万. ``unit`` is its last unit (10000
    in 三万), ``bare`` says that no unit word was used (a plain 3)."""

    low: float
    high: float
    start: int
    end: int
    unit: float
    bare: bool

    @property
    def value(self) -> float:
        """The middle."""
        return (self.low + self.high) / 2


@dataclass(slots=True)
class _Sum:
    """A number under construction: finished 万 parts, the section below, and the digit waiting for its unit."""

    total: float = 0.0
    section: float = 0.0
    waiting: tuple[float, float] | None = None
    plain: bool = False
    unit: float = 1.0
    spread: float = 0.0
    zero: bool = False


def number_at(text: str, at: int) -> Span | None:
    """The longest number that begins at ``at``."""
    if text[at] not in _STARTS:
        return None
    if text[at] == "半":
        return Span(0.5, 0.5, at, at + 1, 1.0, True)
    if positional := _positional(text, at):
        return positional
    total, end, whole = _Sum(), at, (_Sum(), at)
    while end < len(text):
        step = _step(total, text, end)
        if not step:
            break
        end += step
        if total.waiting is None:
            whole = replace(total), end
    if total.waiting and text[end : end + 1] in _GREAT and whole[1] > at:
        total, end = whole  # 三四万三四万: the last digits begin a number of their own
    return _finished(total, at, end) if end > at and _is_number(total, text, at, end) else None


def _is_number(total: _Sum, text: str, start: int, end: int) -> bool:
    """A lone unit (百 in 百姓, 千 in 千万别) is no number; 十 and 万把 are."""
    alone = end - start == 1 and text[start] in _UNITS
    return not alone or text[start] in "十拾" or text[end : end + 1] in ("把", "来")


def _positional(text: str, at: int) -> Span | None:
    """Three and more Chinese digits in a row are read one by one: 二零二三, 一二三四."""
    end = at
    while end < len(text) and text[end] in _DIGITS:
        end += 1
    if end - at < 3 or text[end : end + 1] in _UNITS:
        return None
    value = float("".join(str(_DIGITS[c]) for c in text[at:end]))
    return Span(value, value, at, end, 1.0, True)


def _step(total: _Sum, text: str, at: int) -> int:
    """Read one symbol into ``total``; how many characters it took, 0 when the number ends here."""
    character = text[at]
    if character.isascii() and character.isdigit():
        return _arabic(total, text, at)
    if character in _DIGITS:
        return _digit(total, text, at)
    if character in _UNITS:
        return _unit(total, _UNITS[character])
    if character in _LATIN_UNITS:
        follows = text[at + 1 : at + 2]
        ends = not (follows.isascii() and follows.isalpha())
        return _unit(total, _LATIN_UNITS[character]) if total.waiting and total.plain and ends else 0
    if character in _WHOLE:
        return _whole(total, float(_WHOLE[character]))
    if character == "多" and text[at + 1 : at + 2] in _UNITS:
        return _and_more(total)
    if character == "来" and total.waiting is None and text[at + 1 : at + 2] in ("千", "万", "亿"):
        return _or_so(total)
    if character == "半" and total.unit >= 100 and total.waiting is None:
        total.section += total.unit / 2 if total.unit < 10_000 else 0
        total.total += total.unit / 2 if total.unit >= 10_000 else 0
        return 1
    return _several(total, text, at)


def _arabic(total: _Sum, text: str, at: int) -> int:
    found = _ARABIC.match(text, at)
    if total.waiting is not None or found is None:
        return 0
    total.plain = True
    return _wait(total, float(re.sub("[,，]", "", found[0])), len(found[0]))


def _digit(total: _Sum, text: str, at: int) -> int:
    value = _DIGITS[text[at]]
    if total.waiting is not None:
        low, high = total.waiting
        if low != high or text[at - 1] in "俩仨" or total.plain or not low < value <= low + 2:
            return 0
        total.waiting = (low, float(value))
        return 1
    if value == 0 and (total.unit > 1 or total.section or total.total):
        total.zero = True
        return 1
    decimals = re.match(r"点([零〇一二两三四五六七八九]+)", text[at + 1 :])
    if decimals:
        tail = "".join(str(_DIGITS[c]) for c in decimals[1])
        return _wait(total, float(f"{value}.{tail}"), 2 + len(tail))
    return _wait(total, float(value), 1)


def _whole(total: _Sum, value: float) -> int:
    """俩 and 仨 stand alone, 廿 and 卅 take a digit: 廿五."""
    if total.waiting is not None or total.section or total.total:
        return 0
    if value < 10:
        return _wait(total, value, 1)
    total.section, total.unit = value, 10.0
    return 1


def _and_more(total: _Sum) -> int:
    """十多万, 120多万: up to the next round number."""
    value = int(total.section + (total.waiting[0] if total.waiting else 0))
    if not value:
        return 0
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    total.section, total.waiting = 0.0, (float(value), float(value + step))
    return 1


def _or_so(total: _Sum) -> int:
    """十来万, 二十来万: a tenth less up to a fifth more."""
    value, total.section = total.section, 0.0
    total.waiting = (value * 0.9, value * 1.2) if value else None
    return 1 if value else 0


def _several(total: _Sum, text: str, at: int) -> int:
    for words, (low, high) in _SEVERAL.items():
        if text.startswith(words, at) and total.waiting is None:
            if total.unit >= 10:
                low, high = 1.0, 9.0
            elif not re.match(r"[十百千万亿个口头亩分]", text[at + len(words) :]):
                return 0
            total.waiting = (low, high)
            return len(words)
    return 0


def _wait(total: _Sum, value: float, length: int) -> int:
    total.waiting = (value, value)
    return length


def _unit(total: _Sum, unit: float) -> int:
    if unit >= 10_000:
        return _great_unit(total, unit)
    if total.waiting is None and (total.section or total.total) and unit != 10:
        return 0
    if total.section and unit >= total.unit:
        return 0
    low, high = total.waiting or (1.0, 1.0)
    total.section += low * unit
    total.spread += (high - low) * unit
    total.waiting, total.unit, total.zero, total.plain = None, unit, False, False
    return 1


def _great_unit(total: _Sum, unit: float) -> int:
    if unit == 10_000 and total.total % 10**8:
        return 0
    if total.section and total.waiting is not None and total.unit >= 100 and not total.zero:
        return 0  # 八千一万 are two numbers, 八千零一万 is one
    if total.total and unit >= 10_000 and total.unit <= unit and not total.section and total.waiting is None:
        if total.unit == 10_000 and unit == 10**8:
            total.total *= unit
            total.spread *= unit
            total.unit = unit
            return 1
        return 0
    low, high = total.waiting or ((0.0, 0.0) if total.section else (1.0, 1.0))
    total.total += (total.section + low) * unit
    total.spread = (total.spread + high - low) * unit
    total.section, total.waiting, total.unit, total.zero, total.plain = 0.0, None, unit, False, False
    return 1


def _finished(total: _Sum, start: int, end: int) -> Span:
    low = high = 0.0
    unit = total.unit
    if total.waiting is not None:
        low, high = total.waiting
        # 三万二, 一百二, 3万2: the last digit stands one unit below; 三万零二 and 3万2000 mean what they say.
        if unit > 10 and not total.zero and high < 10 and low == int(low):
            low, high, unit = low * unit / 10, high * unit / 10, unit / 10
        else:
            unit = 1.0
    base = total.total + total.section
    bare = total.unit == 1.0
    return Span(base + low, base + high + total.spread, start, end, unit, bare)
