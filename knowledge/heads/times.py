"""How often something was done: 今年第四次了, 每个月去两次, 二十一天一次，做了五次, 要做六次只做了两次."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.parsed import Parsed

TIMES = "次趟回场"
_NUMBER = r"[\d一二两三四五六七八九十]{1,2}"
_NTH = re.compile(r"第(?P<nth>[一二三四五六七八九十\d]{1,2})[次趟回]")
_EVERY = re.compile(
    rf"[每一1]个?(?P<per>月|周|星期|礼拜)[^，。\d]{{0,4}}?(?P<times>{_NUMBER})[次趟回]"
)  # 每个月都要去一次
_IN_A_YEAR = {"月": 12, "周": 52, "星期": 52, "礼拜": 52}
_WEEKDAY = re.compile(r"(?<=[一每])(个?)(?:周|星期|礼拜)(?=[一二两三四五六][次趟回])")
_PER = re.compile(
    r"[\d一二两三四五六七八九十半几每隔]个?(?P<unit>天|周|月|年|星期|礼拜|阵子|｜)(?:就|要|去|做|来|住|跑|都)*$"
)
_PLANNED = re.compile(r"让|叫|要[做去住]|还有|还要|还差|得[做去]|计划|安排|建议")


def without_weekdays(text: str) -> str:
    """``text`` with the 周 of 一周三次 masked, which is no Wednesday."""
    return _WEEKDAY.sub(lambda found: found[1] + "｜" * (len(found[0]) - len(found[1])), text)


def by_rate(text: str, question: str, measure: str) -> Parsed[int] | None:
    """每个月一次 when the question asks for a year."""
    every = _EVERY.search(text) if "年" in question else None
    if not every:
        return None
    times, periods = int(quantities(every["times"])[0].value), _IN_A_YEAR[every["per"]]
    return Parsed(periods * times, every[0], True, f"{periods}×{times}＝{periods * times}{measure}", unit=measure)


def last_rank(text: str, measure: str) -> Parsed[int] | None:
    """今年第四次了."""
    nth = list(_NTH.finditer(text))
    if not nth:
        return None
    several = "说了不止一次" if len(nth) > 1 else ""
    return Parsed(int(quantities(nth[-1]["nth"])[0].value), nth[-1][0], bool(several), several, unit=measure)


def other_rate(parts: Sequence[Part], text: str, question: str) -> str:
    """The doubt about 两天一次 where the question asks for a week; "" when there is none."""
    per = _PER.search(text, 0, parts[0].start) if len(parts) == 1 else None
    return "" if not per or per["unit"] in (*question, "｜") else "说的是多久一次"


def done(parts: Sequence[Part], text: str) -> list[Part]:
    """Without what is yet to be done and how often it comes, where something else is told."""
    kept = [part for part in parts if not _PLANNED.search(part.about.partition("|")[0])] or list(parts)
    return [part for part in kept if not _PER.search(text, 0, part.start)] or kept
