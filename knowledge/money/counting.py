"""Which of the counts in a text goes with an amount: its own days, heads and pieces, and what was lost of them."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from knowledge.money.flows import Flow
from knowledge.money.moneywords import person_at
from knowledge.money.units import PIECES, TIMES, UNREAD, Measure
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import Quantity, quantities

_ALL_OF_US = re.compile("都|各|一起|一块|我们|[两俩]口|两个人|夫妻|俩")
_SEVERAL = re.compile(
    r"(?P<n>[两二三四五六七八九俩仨])(?:笔|次|回|趟|张|家|个[^，。\d]{0,5})[^，。\d]{0,3}[，,]?(?:都是?|各)$"
)
_MONTH = re.compile("(正|腊|冬|十[一二]?|[一二三四五六七八九]{1,2}|1[0-2]|[1-9])月")
_IDLE = re.compile(
    rf"(?:{_MONTH.pattern}份?[和跟、，]?){{1,4}}(?:都|就|是|又|也)*(?:不[做干开去]|没[做干有活]|歇|停|休)"
)
_WHOLE_YEAR = {"月": 12.0, "天": 365.0}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the counts of an amount stand: behind ``since`` (the end of the amount before), before ``until`` (the start
    of the next one). ``leads`` says that counts lead their amounts: 采茶三十天一天两百，挖笋二十天一天一百五. The
    days and months of another earner stand behind ``named``: 我干了8个月，一个月3500，老婆一个月2200."""

    since: int
    until: int
    leads: bool = False
    only: bool = False
    named: int = 0


def scopes(flows: list[Flow], others: list[Measure], end: int) -> list[Scope]:
    """The scope of each of ``flows``, which stand in order in a text of ``end`` characters."""
    since = [0, *(each.measure.end for each in flows[:-1])]
    until = [*(each.measure.start for each in flows[1:]), end]
    starts = [each.start for each in others if not each.per or each.unit not in TIMES]
    ahead = [any(first <= at < each.measure.start for at in starts) for first, each in zip(since, flows, strict=True)]
    leads = len(flows) > 1 and all(ahead) and not any(at > flows[-1].measure.start for at in starts)
    named = _named(flows, starts)
    only = len(flows) == 1
    return [Scope(*ends, leads, only, at) for ends, at in zip(zip(since, until, strict=True), named, strict=True)]


def _named(flows: list[Flow], counts: list[int]) -> list[int]:
    """Where each earner but the first is named; 0 for the same one, and for all where a count is told for all."""
    first = flows[0]
    told_for_all = any(at < _at(first) for at in counts) if person_at(first.gap) >= 0 else False
    if told_for_all or _ALL_OF_US.search(first.gap):
        return [0] * len(flows)
    others = [bool(each.who) and each.who != before.who for before, each in pairwise(flows)]
    return [0, *(max(0, _at(each)) if other else 0 for other, each in zip(others, flows[1:], strict=True))]


def _at(flow: Flow) -> int:
    return flow.measure.start - len(flow.gap) + person_at(flow.gap)


@dataclass(slots=True)
class Sum:
    """An amount on its way to what was asked, with the measures told and where its own ones stand."""

    flow: Flow
    wish: Wanted
    measures: list[Measure]
    since: int
    until: int
    leads: bool
    only: bool
    amount: Quantity
    parts: list[str] = field(default_factory=list)
    doubt: str = ""
    time: str = ""
    named: int = 0

    def by(self, measure: Measure, words: str) -> None:
        """Multiply, and keep the words for the working."""
        self.amount = self.amount.times(measure.quantity.value)
        self.parts.append(words)


def in_words(count: Measure) -> str:
    """A count as the working says it: 每月20天."""
    value = count.quantity.value
    times = next((unit for unit in count.per if unit in TIMES), "")
    if 0 < value < 1 and times:
        return f"每{1 / value:g}{'个月' if times == '月' else times}一次"
    return f"{'每' + times if times else ''}{value:g}{count.unit}"


def count_of(total: Sum, unit: str, per: str | None = None) -> Measure | None:
    """The count of ``unit``: behind the flow and before the next one, else before it, else anywhere. What was lost
    or not worked is taken off where that makes sense."""
    found = [each for each in total.measures if each.unit == unit and (per is None or per in each.per)]
    if not found and unit == "人":
        found = [each for each in total.measures if each.unit == "个" and not each.per]
    if not found and unit == "个":  # 三个儿子，每个三百
        found = [each for each in total.measures if each.unit == "人"]
    if not found and unit not in TIMES and unit not in ("人", "亩", "斤"):
        loose = [each for each in total.measures if each.unit == "个" or unit == "个"]
        found = [each for each in loose if each.unit not in (*TIMES, UNREAD, "人", "亩")]
    gone = [each for each in found if each.lost]
    if total.wish.side == "debt" and gone:  # 三个月没发
        return _nearest(total, gone)
    if unit in _WHOLE_YEAR:
        return _worked(total, unit, found, gone)
    if len(found) == 2 and len(gone) == 1:
        return _left(found, total.wish.side == "loss")
    if not found and unit == "人" and total.parts:
        found = [each for each in total.measures if each.unit in PIECES and each.start < total.flow.measure.start][:1]
    return _nearest(total, found)


def _nearest(total: Sum, found: list[Measure]) -> Measure | None:
    start = total.flow.measure.start
    own = [each for each in found if start < each.start < total.until]
    before = [each for each in found if each.start < start]
    if before and before[-1].start >= total.since > 0 and (not own or total.leads):
        return before[-1]
    return own[-1] if own and not total.leads else before[-1] if before else found[0] if found else None


def _worked(total: Sum, unit: str, found: list[Measure], gone: list[Measure]) -> Measure | None:
    """Of a year's months or days those that were worked: 除了过年那个月."""
    worked = [each for each in found if not each.lost and each.start >= total.named]
    gone = [each for each in gone if each.start >= total.named]
    if worked or not gone or (total.wish.period != "年" and "月" not in gone[0].per):
        return _nearest(total, worked)
    whole = 30.0 if "月" in gone[0].per else _WHOLE_YEAR[unit]
    left = whole - sum(each.quantity.value for each in gone)
    return replace(gone[0], quantity=replace(gone[0].quantity, low=left, high=left, value=left)) if left > 0 else None


def _left(found: list[Measure], lost: bool) -> Measure:
    """养两百只死了四十只: what is left, or for a loss what is gone."""
    gone, had = sorted(found, key=lambda each: not each.lost)
    left = had.quantity.value - gone.quantity.value
    if lost or left <= 0:
        return gone if lost else had
    return replace(had, quantity=replace(had.quantity, low=left, high=left, value=left))


def several_alike(flow: Flow) -> Flow:
    """后来又转了两笔，都是五千: so many of the same."""
    many = _SEVERAL.search(flow.gap)
    if not many or flow.measure.per or flow.measure.working:
        return flow
    times, value = quantities(many["n"])[0].value, flow.amount.value
    working = f"{value:g}元×{times:g}"
    return replace(flow, measure=replace(flow.measure, quantity=flow.amount.times(times), working=working))


def idle_months(text: str) -> int:
    """正月二月不做: how many months of the year are told to bring nothing; 0 when that is not told."""
    found = _IDLE.search(text)
    return sum(_months_in(each[1]) for each in _MONTH.finditer(found[0])) if found else 0


def _months_in(name: str) -> int:
    """七八 are two months, 十一 is one."""
    return len(name) if "十" not in name and not name.isdigit() else 1
