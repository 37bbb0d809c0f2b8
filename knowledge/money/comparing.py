"""Two amounts beside each other: one told by its distance from the other (去年四万，今年少八千), or either of them."""

import re
from dataclasses import replace

from knowledge.money.flows import Flow
from knowledge.money.moneywords import ANSWER, when_in
from knowledge.money.units import PIECES, TIMES
from knowledge.money.wanted import A_PIECE, Wanted
from knowledge.numbers.numerals import Quantity

_APART = re.compile(
    r"(?:比(?P<than>[^，。,；\s]{1,8}?)|(?P<when>[今去旧上本]年|现在|这[两几]年|后来|又|就|反而|只)|^)[^，。,；\s比]{0,4}?"
    r"(?:(?P<less>(?<![最至差多不减])少|减少|[下又]?降了|下降|跌了|减了)|(?P<more>多(?!的|时|发|加|出)|涨了|增加|[提升]高了?|加了))了?[花卖赚挣收拿大概差不多近]{0,3}$"
)
_RESULT = re.compile(r"(?:变成|变|成|到|现在|如今|就是|是|有)了?$")
_OR = re.compile("(?:也|或|又)可能|可能(?:是|有|也)?$|或者?|要么|要不|也许|说不定|不然就")
_BESIDES = re.compile("加|另|还|又|再|晚上|夜|下午")
_TIME = re.compile(r"年|以前|往|从前|之前|原来|上次|那时|上个?月")


def compared(flows: list[Flow], wish: Wanted) -> list[Flow]:
    """The flows with the one that is told as a difference made an amount of its own; what it is compared with in time
    goes, another person's stays."""
    for number, flow in enumerate(flows):
        base = flows[1 - number] if len(flows) == 2 and number < 2 else None
        found = _APART.search(flow.clause) if base else None
        if found and base and _is_result(base, flow):
            return [base]
        if found and base and number and found["than"] and (when := when_in(found[0])) and base.when != when:
            return [base]  # 一万四，比前年少了六千
        if found and base and _fits(flow, base):
            return _told(flow, base, found, wish)
    return flows


def _is_result(flow: Flow, step: Flow) -> bool:
    """今年涨了十块，变成一百九: what it has come to."""
    after = flow.measure.start > step.measure.start and flow.amount.value > step.amount.value
    own = not when_in(flow.clause) and flow.when == step.when
    return after and (own or flow.when in ("", "now", "this_year")) and bool(_RESULT.search(flow.clause) or flow.bare)


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


def alternatives(flows: list[Flow], wish: Wanted, text: str) -> Quantity | None:
    """Two amounts of which now one, now the other holds: 有时一千 有时八百; 五万没有,四万有; 三万，也可能三万五."""
    if len(flows) != 2:
        return None
    first, second = flows
    if first.who and second.who and first.who != second.who:
        return None
    sometimes = ANSWER["sometimes"].search(second.gap) and (first.bare or ANSWER["sometimes"].search(first.gap))
    between = first.behind.startswith(("没", "冇")) and text[second.measure.end :].lstrip("是总还").startswith("有")
    bare = second.bare and (first.bare or not first.gap.strip("一年月个家里大概")) and "加" not in second.gap
    low, high = sorted((first.amount.value, second.amount.value))
    unsure = (bare and first.amount.value < high <= 2 * low) or (_OR.search(second.gap) and high <= 3 * low)
    each_time = A_PIECE.search(wish.asked) or (wish.period == "天" and high <= 4 * low)
    priced = each_time and second.side in ("", first.side) and not _BESIDES.search(second.gap)
    times = set(first.measure.per) | set(second.measure.per)
    apart = first.measure.per != second.measure.per and (second.measure.per or not sometimes)
    if not (sometimes or between or unsure or priced) or apart or times - {*TIMES, *PIECES}:
        return None
    return replace(second.amount, low=low, high=high, value=(low + high) / 2, about=True)
