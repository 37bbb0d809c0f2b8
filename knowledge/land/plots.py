"""Land as it is measured out: 三亩二分五厘, 两亩半, 1亩8, 亩把, 八分半, 一公顷."""

import re
from dataclasses import replace

from knowledge.numbers.numerals import Quantity, quantities
from knowledge.numbers.parts import Part, loosened

_NUM = "0-9零一二两三四五六七八九几半"
_UNIT = re.compile(
    r"\s*(?P<more>[多来把几]?)\s*(?P<unit>亩|母(?![亲猪鸡牛羊鸭子])|[木姆牧墓](?=半|地|田|[一二三四五六七八九]分|$)|分(?![之钱数手家管成配红析钟店头开班布明别])|厘|平方公里|公顷|顷|"
    r"个?(?:平方米|平方|平米|平(?![均时地])|㎡|m²|m2))(?P<behind>多(?!于)(?:一?点{1,2})?|[把来]?)"
)
_IN_MU = {
    "亩": 1.0,
    "母": 1.0,
    "木": 1.0,
    "姆": 1.0,
    "牧": 1.0,
    "墓": 1.0,
    "分": 0.1,
    "厘": 0.01,
    "公顷": 15.0,
    "顷": 100.0,
    "平方公里": 1500.0,
}
_MISHEARD = "木姆牧墓"  # for 亩
_MU_IN_M2 = 2000 / 3
_NO_MORE_COUNTED = rf"(?![{_NUM}.十百千万个口块元人岁间头只年月号层栋丘处季斤天户亩位分家块片边垄坵])"
# What follows 亩: 二分五厘, 二分半, 半, 八, 二五; a digit that counts something else (三亩五口人) is none of it.
_TAIL = re.compile(
    rf"\s*[零又加]?\s*(?:(?P<fen>[{_NUM}]{{1,2}}(?:\.\d)?|一点[{_NUM}])\s*分(?![之钱钟])(?:[零又]?(?P<li>[{_NUM}]{{1,2}})厘?|半)?"
    rf"|(?P<only>[{_NUM}]{{1,2}})厘|(?P<half>半)|(?P<bare>[{_NUM}]{{1,2}}){_NO_MORE_COUNTED})"
)
_HUNDREDTHS = re.compile(rf"半(?![座个边])|[零又]?(?P<li>[{_NUM}])(?:厘|{_NO_MORE_COUNTED})")
_BIT = re.compile(r"(?:^|(?<=[^0-9零一二两三四五六七八九十百半多来几]))(?P<unit>[亩分])(?P<how>半|把|来)")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_ALL_GONE = re.compile(r"[都也]没了")
_RATE = re.compile(
    r"地?(?:才|就|大概|是|给|算)?(?:[一二两三四五六七八九][百千]|\d{3,5})[一二三四五六七八九零百]*(?=$|[，。,；\s吧啊])|"
    r"地?(?:一年|一季|能|可以|收|产|卖|要|给|补|赔|才|大概|的|租金?|有)*[^，。,；\s\d一二两三四五六七八九十]{0,4}[\d一二两三四五六七八九十百千万几]+\s*(?:多|来)?(?:斤|块(?![田地])|元|钱|公斤|担|棵|株)|地?(?:一年|每年)?(?:租金?|卖|赔|补贴?|收成?|成本|本钱|给|要)(?:是|才|了|到)?[\d一二两三四五六七八九十百千万几]+(?!亩|分)"
)
_NOT_A_BIT = re.compile(r"(?:地|田)?(?:都|也)(?:没(?!了|到|有了)|冇|无|不[种剩留有])")  # 一分都没种
_NOTHING = re.compile(r"(?:地|田)?(?:都|也)(?:没|冇|无)")
_A_THIRD_MORE = 4 / 3  # 一公顷多


def plots(text: str) -> list[Part]:
    """Every area of land in ``text`` (narrow), in 亩; those converted from other units carry their working."""
    found: list[Part] = []
    done = 0
    for quantity in quantities(text):
        if quantity.start < done:
            continue
        part = _plot(quantity, text)
        if part and not _is_none(part, text) and not _is_rate(part, text):
            part = loosened(part, text)
            found.append(part)
            done = part.end
    return sorted(found + _bits(text), key=lambda part: part.start)


def _is_none(part: Part, text: str) -> bool:
    """一亩都没种, 一分都没有了."""
    some = _NOT_A_BIT if part.value > 0.1 else _NOTHING  # 一亩也没了 is one that was lost
    return part.value <= 1 and some.match(text, part.end) is not None


def _is_rate(part: Part, text: str) -> bool:
    """五亩，一亩收八百斤: what one 亩 brings is no piece of land."""
    return part.value == 1 and bool(_RATE.match(text, part.end))


def _plot(quantity: Quantity, text: str) -> Part | None:
    unit = _UNIT.match(text, quantity.end)
    if not unit:
        return None
    name = unit["unit"]
    factor = _IN_MU.get(name, 1 / _MU_IN_M2)
    low, high = quantity.low, quantity.high
    if _ALL_GONE.match(text, unit.end()):
        low = high  # 一亩也没了 is all of it, not nearly one
    more = unit["more"] or unit["behind"]
    if more.endswith("点") and low == high:
        high, more = low + 0.5 if factor == 1 else low * 1.1, ""
    if more in ("来", "把") and low == high:
        low, high = low * 0.9, high * 1.1
    if more == "几" and low == high:
        high = low + 9
    if more == "多" and low == high:
        high = low + 1 if factor in (1, 0.1) else low * _A_THIRD_MORE
    middle = quantity.value if (low, high) == (quantity.low, quantity.high) else (low + high) / 2
    part = Part(low * factor, high * factor, middle * factor, quantity.start, unit.end(), rough=high > low)
    if name in _MISHEARD:
        return replace(_with_tail(part, text, factor), rough=True)
    if name not in ("亩", "母", "分"):
        return replace(part, working=f"{middle:g}{name}约{round(part.value, 2):g}亩")
    return _with_tail(part, text, factor)


def _with_tail(part: Part, text: str, factor: float) -> Part:
    if factor < 1:
        return _with_hundredths(part, text)
    tail = _TAIL.match(text, part.end)
    if not tail or (tail["bare"] and tail[0][0].isspace()):
        return part
    if tail["half"]:
        return _more(part, 0.5, tail.end())
    if tail["only"]:
        return _more(part, _small(tail["only"]) / 100, tail.end())
    if tail["bare"] and (span := _two_digits(tail["bare"])):
        return _between_tenths(part, span, tail.end())
    if tail["bare"]:
        digits = tail["bare"]
        return _more(part, _small(digits) / (100 if len(digits) > 1 else 10), tail.end())
    if span := _two_digits(tail["fen"]):
        return _between_tenths(part, span, tail.end())
    half = 0.05 if tail[0].endswith("半") else 0.0
    return _more(part, _small(tail["fen"]) / 10 + _small(tail["li"] or "") / 100 + half, tail.end())


def _with_hundredths(part: Part, text: str) -> Part:
    """八分半, 三分五."""
    follows = _HUNDREDTHS.match(text, part.end)
    if not follows:
        return part
    return _more(part, 0.05 if follows[0] == "半" else _small(follows["li"]) / 100, follows.end())


def _between_tenths(part: Part, span: tuple[int, int], end: int) -> Part:
    """一亩八九分, 一亩七八."""
    low, high = (tenths / 10 for tenths in span)
    middle = replace(part, low=part.low + low, high=part.high + high, value=part.value + (low + high) / 2)
    return replace(middle, end=end, rough=True)


def _two_digits(fen: str) -> tuple[int, int] | None:
    """八九 in 一亩八九分: from eight to nine."""
    digits = [_DIGIT.get(character, 0) for character in fen]
    return (digits[0], digits[1]) if len(digits) == 2 and digits[1] == digits[0] + 1 else None


def _small(digits: str) -> float:
    """5, 二, 二五 (25), 2.5, 几 (5)."""
    if digits.replace(".", "", 1).isdigit() and digits.isascii():
        return float(digits)
    value = 0.0
    for character in digits:
        if character in "几半":
            return 5.0 if character == "几" else 0.5
        value = value * 10 + _DIGIT.get(character, 0)
    return value


def _more(part: Part, more: float, end: int) -> Part:
    return replace(part, low=part.low + more, high=part.high + more, value=part.value + more, end=end)


def _bits(text: str) -> list[Part]:
    """亩半, 亩把: one is left out in speaking."""
    found: list[Part] = []
    for bit in _BIT.finditer(text):
        low, high = (1.5, 1.5) if bit["how"] == "半" else (0.8, 1.2)
        part = Part(low, high, (low + high) / 2, bit.start(), bit.end(), rough=low < high)
        found.append(part if bit["unit"] == "亩" else part.times(0.1, ""))
    return found
