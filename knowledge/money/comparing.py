"""Amounts told by their distance from another one: 去年四万，今年少八千; 小的比大的少一万; 三千，后来涨了五百."""

import re
from dataclasses import replace

from knowledge.money.flows import Flow
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import Quantity

_APART = re.compile(
    r"(?:比(?P<than>[^，。,；\s]{1,8}?)|(?P<when>[今去旧上本]年|现在|这[两几]年|后来|又|就|反而|只)|^)[^，。,；\s比]{0,4}?"
    r"(?:(?P<less>(?<![最至差多不减])少|减少|[下又]?降了|下降|跌了|减了)|(?P<more>多(?!的|时|发|加|出)|涨了|增加|[提升]高了?|加了))了?[花卖赚挣收拿大概差不多近]{0,3}$"
)
_TIME = re.compile(r"年|以前|往|从前|之前|原来|上次|那时|上个?月")


def compared(flows: list[Flow], wish: Wanted) -> list[Flow]:
    """The flows with the one that is told as a difference made an amount of its own; what it is compared with in time
    goes, another person's stays."""
    for number, flow in enumerate(flows):
        base = flows[1 - number] if len(flows) == 2 and number < 2 else None
        found = _APART.search(flow.clause) if base else None
        if found and base and _fits(flow, base):
            return _told(flow, base, found, wish)
    return flows


def _fits(flow: Flow, base: Flow) -> bool:
    same = flow.side == base.side or not base.side or flow.side in ("", "minus", "income")
    less = flow.amount.value < base.amount.value
    return same and less and flow.measure.per in ((), base.measure.per)


def _told(flow: Flow, base: Flow, found: re.Match[str], wish: Wanted) -> list[Flow]:
    amount = _apart(base.amount, flow.amount, -1 if found["less"] else 1)
    sign = "－" if found["less"] else "＋"
    working = f"{base.amount.value:g}元{sign}{flow.amount.value:g}元"
    measure = replace(flow.measure, quantity=amount, working=working, per=base.measure.per)
    other = replace(flow, measure=measure, side=base.side, when=flow.when if flow.when != base.when else "")
    of_time = not found["than"] or _TIME.search(found[0])
    if of_time or (wish.who and base.who not in wish.who):
        return [other] if flow.measure.start > base.measure.start or of_time else [base]
    return sorted([base, other], key=lambda each: each.measure.start)


def _apart(base: Quantity, step: Quantity, sign: int) -> Quantity:
    value = base.value + sign * step.value
    return replace(
        step, low=value - (base.high - base.low) / 2, high=value + (base.high - base.low) / 2, value=value, bare=False
    )
