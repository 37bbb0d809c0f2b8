"""Names of months among amounts, which are no amounts and no periods: 一月份三千二月份两千八."""

import re

from knowledge.numbers.numerals import quantities

FILL = "\ue000"  # stands for what was read already, so that positions stay
_MONTH_NAMED = re.compile(r"(?P<n>1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])月(?P<part>份)?")


def without_months_named(text: str) -> str:
    """一月三千二月两千八: the names of months that follow one another, and any 月份 behind a number, are blanked."""
    if "月" not in text:
        return text
    named = list(_MONTH_NAMED.finditer(text))
    numbers = [int(quantities(each["n"])[0].value) for each in named]
    for at, each in enumerate(named):
        row = numbers[at] - 1 in numbers[max(0, at - 1) : at] or numbers[at] + 1 in numbers[at + 1 : at + 2]
        if row or (each["part"] and text[: each.start()].endswith(("百", "千", "万"))):
            text = text[: each.start()] + FILL * len(each[0]) + text[each.end() :]
    return text
