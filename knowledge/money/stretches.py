"""A year in stretches, each with its own monthly pay: 头三个月三千，后面涨到三千六; 七八月那两个月一千，平时三千."""

import re
from dataclasses import replace

from knowledge.money.flows import Flow
from knowledge.money.reckoning import Reckoned
from knowledge.money.units import Measure
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import quantities

_STOP = re.compile(r"[，。,；;！!？?…\s]")
_N = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"
_BEFORE_MONTH = re.compile(rf"(?P<n>{_N})月份?(?:以前|之前|前)")
_SINCE_MONTH = re.compile(rf"(?P<n>{_N})月份?(?:开始|以后|之后|后|起|才)")
_PAIR = re.compile(r"(?:一二|二三|三四|四五|五六|六七|七八|八九|九十)月")
_CHANGED = re.compile(r"后|转正|涨|加|降|减|变|其余|其他|其它|别的|平时|剩下|现在|旺|淡")
_ON_TOP = re.compile(r"加$|奖|提成|红包|补贴|加班")
_YEAR = 12.0
_MOST_PAY, _MOST_APART, _NEAR = 40_000, 6, 2.5


def stretches(flows: list[Flow], others: list[Measure], wish: Wanted, text: str) -> list[Reckoned]:
    """The pay of each stretch times its months, when the flows are one person's monthly pay at different times of a
    year; the stretch without a length has what is left of the year. Empty when they are not."""
    if wish.period != "年" or not _one_pay(flows):
        return []
    lengths = _lengths(flows, others, text)
    known = sum(length for length in lengths if length)
    missing = [n for n, length in enumerate(lengths) if not length]
    left = _YEAR - known - sum(each.quantity.value for each in others if each.unit == "月" and each.lost)
    if not known or known > _YEAR or (len(missing) > 1 and left > 0):
        return []
    if missing:
        lengths[missing[0]] = max(0.0, left)
    return [_for(flow, length) for flow, length in zip(flows, lengths, strict=True) if length]


def _one_pay(flows: list[Flow]) -> bool:
    """Are these the monthly pay of one person?"""
    values = [each.amount.value for each in flows]
    if len(flows) < 2 or not min(values) > 0 or max(values) > min(_MOST_PAY, _MOST_APART * min(values)):
        return False
    if len(_earners(flows)) > 1 or len({each.kinds for each in flows if each.kinds}) > 1:
        return False
    if any(each.measure.per not in ((), ("月",)) or _ON_TOP.search(each.gap) for each in flows):
        return False
    if len({each.side for each in flows} - {"", "income", "net"}) > (1 if not flows[0].side else 0):
        return False
    changed = any(_CHANGED.search(each.gap) for each in flows[1:])
    told = [each for each in flows if each.measure.per]
    return (changed and (bool(told) or max(values) <= _NEAR * min(values))) or len(told) == len(flows)


def as_paid_before(flows: list[Flow], wish: Wanted) -> list[Flow]:
    """三千一个月 老公四千: the next earner's pay is told for the same time."""
    told: list[Flow] = []
    for each in flows:
        before = told[-1] if told else None
        alike = before and each.who and each.who != before.who and not each.measure.per and _alike(before, each)
        if wish.comes_in and before and alike and "年" not in each.gap[len(before.behind) :] + each.behind:
            each = replace(each, measure=replace(each.measure, per=before.measure.per))
        told.append(each)
    return told


def _alike(pay: Flow, other: Flow) -> bool:
    """May both be what a month or a day brings?"""
    low, high = sorted((pay.amount.value, other.amount.value))
    return pay.measure.per in (("月",), ("天",)) and 0 < high <= min(_MOST_PAY, _MOST_APART * low)


def _earners(flows: list[Flow]) -> set[str]:
    """Who earns: the speaker until somebody else is named, then that one."""
    earners, last = set(), "self"
    for each in flows:
        last = each.who or last
        earners.add(last)
    return earners


def _lengths(flows: list[Flow], others: list[Measure], text: str) -> list[float]:
    """The months of each flow, 0 where they are not told: in its own words before it, or behind it."""
    spans = [each for each in others if each.unit == "月" and not each.per and not each.lost]
    lengths = [_of_calendar(each.gap) for each in flows]
    for span in spans:
        ahead = next((n for n, each in enumerate(flows) if span.start < each.measure.start), None)
        behind = (len(flows) if ahead is None else ahead) - 1
        if ahead is None or (behind >= 0 and not lengths[behind] and _joined(text, flows[behind], span)):
            chosen = behind
        else:
            chosen = ahead
        if not lengths[chosen]:
            lengths[chosen] = span.quantity.value
    return lengths


def _joined(text: str, flow: Flow, span: Measure) -> bool:
    """Is the count said right behind the flow, without a pause or a word that opens the next stretch?"""
    gap = text[flow.measure.end : span.start]
    return not _STOP.search(gap) and not re.search("[头前后上下另]", gap)


def _of_calendar(gap: str) -> float:
    if found := _BEFORE_MONTH.search(gap):
        return quantities(found["n"])[0].value - 1
    if found := _SINCE_MONTH.search(gap):
        return _YEAR + 1 - quantities(found["n"])[0].value
    return 2.0 if _PAIR.search(gap) else 0.0


def _for(flow: Flow, months: float) -> Reckoned:
    return Reckoned(flow, flow.amount.times(months), f"一个月{flow.amount.value:g}元×{months:g}个月")
