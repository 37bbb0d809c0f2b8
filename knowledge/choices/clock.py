"""Options that are times of the day: 9点-11点, 14点到17点, 晚上7点以后."""

import re
from collections.abc import Sequence

from knowledge.parsed import Parsed

_HALVES = {
    "凌晨": 0,
    "早上": 0,
    "早晨": 0,
    "清早": 0,
    "上午": 0,
    "中午": 0,
    "下午": 12,
    "傍晚": 12,
    "晚上": 12,
    "夜里": 12,
}
_CLOCK = re.compile(
    r"(凌晨|早上|早晨|清早|上午|中午|下午|傍晚|晚上|夜里)?(\d{1,2}|[一二两三四五六七八九十]{1,2})(?:点|[:：]\d\d)"
)
_NUMERALS = {word: value for value, word in enumerate("零一二三四五六七八九十")} | {"两": 2, "十一": 11, "十二": 12}
# What hour is meant by a part of the day, or by what one does then.
_PARTS = (
    (re.compile("一大早|清早|天(?:刚)?亮|早饭"), 7.0),
    (re.compile("早上|早晨|上午|上昼"), 9.5),
    (re.compile("中午|午饭|中饭|晌午|日昼"), 12.0),
    (re.compile("下午|午后|睡醒|下昼"), 15.0),
    (re.compile("傍晚|放学"), 17.5),
    (re.compile("晚|夜|暗|收工|下班|天黑|暝"), 19.5),
)
_FROM, _TO = re.compile("以后|之后|后$|起"), re.compile("以前|之前|前$")
_NOON = 12


def by_clock(text: str, options: Sequence[str]) -> Parsed[int] | None:
    """The option whose hours hold the time told, to be read back; None where the options are no hours."""
    spans = [_span(option) for option in options]
    if sum(span is not None for span in spans) < len(options) - 1 or len(options) < 2:
        return None
    hours = _hours(text)
    told = hours[0] if hours else next((hour for words, hour in _PARTS if words.search(text)), None)
    if told is None:
        return None
    fits = [at for at, span in enumerate(spans) if span and span[0] <= told <= span[1]]
    return Parsed(fits[0], text, True, f"听起来是“{options[fits[0]]}”", others=tuple(fits[1:])) if fits else None


def _hours(text: str) -> list[float]:
    found = []
    for half, number in _CLOCK.findall(text):
        hour = int(number) if number.isdigit() else _NUMERALS.get(number, 0)
        found.append(float(hour + (_HALVES.get(half, 0) if hour < _NOON else 0)))
    return found


def _span(option: str) -> tuple[float, float] | None:
    hours = _hours(option)
    if not hours:
        return None
    if len(hours) > 1:
        return min(hours), max(hours)
    return (hours[0], 24.0) if _FROM.search(option) else (0.0, hours[0]) if _TO.search(option) else None
