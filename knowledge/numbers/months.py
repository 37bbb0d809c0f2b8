"""Months of work in a year: 大半年, 3月到10月, 200天."""

import re

from knowledge.numbers.digits import narrow
from knowledge.numbers.numerals import Quantity, after_correction, quantities
from knowledge.parsed import Parsed

_MONTHS = re.compile(r"\s*[多来]?\s*个?[半多]?\s*月")
_FROM_TO = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:底|初|中)?(?:到|至|-|~|—)(\d{1,2}|[一二三四五六七八九十]{1,2})月"
)
_WHOLE_YEAR = re.compile(
    r"一年到头|全年|整年|一年四季|长年|常年|一直在(?:外|打工)|(?<![半十])一年(?![^，。,]*月|[^，。,]*半年)"
)
_NO_WORK = re.compile(
    r"没(?:有)?(?:打工|上班|出去|干活|做工|务工|工作|做|干)|不打工|在家(?:务农|种地|带|养)|^\s*(?:没有?|无|冇)(?:了|啊|呀)?\s*[。.]?\s*$"
)


def months(text: str, question: str = "") -> Parsed[int] | None:
    """Months worked in a year, 0 to 12; computed and rough ones are asked back."""
    text = narrow(text)
    if span := _FROM_TO.search(text):
        return _between(span)
    found = [q for q in quantities(text) if _MONTHS.match(text[q.end :])]
    start = after_correction(text)
    found = [q for q in found if q.start >= start] or found
    if found:
        return _in_year(found[-1] if start else found[0], text)
    if half := re.search(r"(大|小)?半年(多)?", text):
        value = 8 if half[1] == "大" or half[2] else 6
        why = "说的是大概的数" if half[1] or half[2] else ""
        return Parsed(value, half[0], bool(why), why, unit="月")
    return _from_days(text) or _without_number(text)


def _between(span: re.Match[str]) -> Parsed[int] | None:
    first, last = (quantities(part) for part in span.groups())
    if not first or not last:
        return None
    value = (int(last[0].value) - int(first[0].value)) % 12 + 1
    return Parsed(value, span[0], True, f"{span[0]}算{value}个月", unit="月")


def _in_year(quantity: Quantity, text: str) -> Parsed[int] | None:
    half = 0.5 if "半" in text[quantity.end : quantity.end + 3] else 0.0
    value = quantity.value + half
    if not 0 <= value <= 12:
        return None
    rough = quantity.ranged or bool(half) or value != int(value)
    least, most = (quantity.low, quantity.high) if quantity.ranged else (None, None)
    why = "说的是大概的数" if rough else ""
    return Parsed(int(value + 0.5), text[quantity.start : quantity.end], rough, why, least, most, "月")


def _from_days(text: str) -> Parsed[int] | None:
    for quantity in quantities(text):
        if re.match(r"\s*[多来]?天", text[quantity.end :]) and 0 < quantity.value <= 366:
            value = min(12, int(quantity.value / 30 + 0.5))
            return Parsed(
                value, text[quantity.start : quantity.end], True, f"{quantity.value:g}天约{value}个月", unit="月"
            )
    return None


def _without_number(text: str) -> Parsed[int] | None:
    if found := _WHOLE_YEAR.search(text):
        return Parsed(12, found[0], unit="月")
    if found := _NO_WORK.search(text):
        return Parsed(0, found[0], unit="月")
    plain = quantities(text)
    if len(plain) == 1 and plain[0].bare and not re.match(r"\s*[岁年个人月日号]", text[plain[0].end :]):
        return _in_year(plain[0], text)
    return None
