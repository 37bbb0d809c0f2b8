"""Days written in unusual ways, brought to the usual one: 21/10/2025, 一九七五一月, 十二三号, 25到28号."""

import re

from knowledge.dates.figures import figure

_YEAR_LAST = re.compile(r"(?<![\d.\-/])(?P<one>\d{1,2})[/.\-](?P<other>\d{1,2})[/.\-](?P<year>(?:19|20)\d\d)(?!\d)")
_YEAR_RUN = re.compile(r"([一二][零一二三四五六七八九]{3})(?=(?:十[一二]?|[一二三四五六七八九])月)")
_ONES = "一二三四五六七八九"
_DAY = rf"(?:[12]\d|3[01]|[1-9]|(?:二?十|三十|廿)[{_ONES}]|二?十|三十|[{_ONES}])"
_TWO_IN_ONE = re.compile(rf"(?<![{_ONES}\d])(?P<tens>二十|三十|十|廿)?(?P<one>[{_ONES}])(?P<other>[{_ONES}])(?=[号日])")
_TWO_DAYS = re.compile(
    rf"(?a)(?<![\d.\-/{_ONES}十])(?P<one>{_DAY})(?:到|至|、|和|跟|或者?|(?=[二三]?十))(?P<other>{_DAY})(?=[号日])"
)


def spelt_out(text: str) -> str:
    """``text`` with a year and two days told in one word apart: 一九七五年一月, 十二号十三号."""
    text = _YEAR_RUN.sub(r"\1年", text.replace("千禧年", "2000年"))
    if "号" not in text and "日" not in text:
        return text
    return _TWO_DAYS.sub(_apart, _TWO_IN_ONE.sub(_two, text))


def _two(found: re.Match[str]) -> str:
    one, other = (_ONES.index(found[name]) for name in ("one", "other"))
    tens = found["tens"] or ""
    return f"{tens}{found['one']}号{tens}{found['other']}" if other == one + 1 else found[0]


def _apart(found: re.Match[str]) -> str:
    one, other = figure(found["one"]), figure(found["other"])
    joined = found.end("one") < found.start("other")
    return f"{found['one']}号{found['other']}" if one < other and (joined or other == one + 1) else found[0]


def year_first(text: str) -> tuple[str, str]:
    """21/10/2025 as 2025-10-21; where day and month may be changed (05/11/2023), the other reading too."""
    told = _YEAR_LAST.search(text)
    one, other = (int(told["one"]), int(told["other"])) if told else (0, 0)
    if not told or max(one, other) > 31 or min(one, other) > 12:
        return text, ""
    day_of_month, month = (one, other) if other <= 12 else (other, one)
    turned = f"{told['year']}-{day_of_month:02}-{month:02}" if day_of_month <= 12 and one != other else ""
    return f"{text[: told.start()]}{told['year']}-{month:02}-{day_of_month:02}{text[told.end() :]}", turned
