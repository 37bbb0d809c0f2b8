"""Which of the amounts in a text answer the question: the right side, year, person and kind."""

import re
from collections.abc import Callable
from dataclasses import replace

from knowledge.money.flows import Flow
from knowledge.money.measures import TIMES
from knowledge.money.moneywords import ANSWER
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import Quantity

Flows = list[Flow]
# For each side that may be asked: what adds to it, and what is taken off.
_PLUS = {
    "income": ("", "income", "given", "net", "gross", "own"),
    "given": ("", "income", "given", "own"),
    "net": ("", "income", "given", "gross"),
    "cost": ("", "cost", "given", "own", "repaid"),
    "own": ("", "cost", "given"),
    "debt": ("", "debt", "own", "net"),
    "loss": ("", "loss", "cost", "own"),
    "repaid": ("", "repaid", "given", "own"),
    "saved": ("", "saved", "net"),
    "refund": ("", "refund", "given"),
}
_MINUS = {
    "income": ("minus", "unpaid"),
    "given": ("unpaid",),
    "net": ("cost", "minus", "loss", "unpaid"),
    "cost": ("back",),
    "loss": ("back",),
    "own": ("refund", "minus", "back"),
    "debt": ("repaid", "minus"),
}
# Where one of the first is said, the second is left out: 应发4500 到手3980.
_RATHER = {"income": (("net", "gross"),), "cost": (("cost", "own"), ("", "own"))}
ALONE = {"net": "net", "own": "own"}
_TAXED = re.compile("扣[^，。]*(?:税|社保|五险|保险|公积金)|税后")
_SHARE = re.compile(r"我(?:们|家)?(?:这|那|的)?(?:一)?(?:份|边)|(?:分到|摊到|归)我|我(?:分|摊)")
_ON_TOP = re.compile("第[二三四五六]|又|再|另外|还有|后面|后来|加上|外加")
_COMMON = frozenset("，。,.；;！!？? 一二两三四五六七八九十百千万零几个块元钱的了是就也还有没给我您你他她这那")
_PUBLIC = frozenset(("pension", "minimum", "aged", "disabled"))
_TIMES = {"今年", "去年", "全年", "每年", "前年", "每月", "每天", "年收", "收入"}
_RANKS = {
    "future": -1,
    "past_month": 2.8,
    "this_month": 3.1,
    "before": 0,
    "year_before_last": 1,
    "last_year": 2,
    "this_year": 3,
    "": 3,
    "now": 4,
}


def answering(flows: Flows, wish: Wanted, text: str) -> Flows:
    """The flows that count for ``wish``; those to be taken off have the side "minus"."""
    for step in _STEPS:
        if len(flows) > 1:
            flows = step(flows, wish, text)
    return _on_side(flows, wish)


def _own_words(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """Without what strangers earn, and without 其中 and 里面."""
    kept = [each for each in flows if each.who != "stranger" or not wish.comes_in]
    part = next((n for n, each in enumerate(kept) if n and ANSWER["part"].search(each.gap[-8:])), len(kept))
    whole = kept[0].amount.value if kept else 0.0
    several = (
        sum(each.amount.value for each in kept[part:]) <= whole * 1.01 and "。" not in kept[-1].gap if kept else False
    )
    kept = [*kept[:part], *([] if several else kept[part + 1 :])]
    kept = [each for each in kept if not share_of(each, kept)]
    kept = [each for each in kept if not ANSWER["assumed"].search(each.gap)] or kept
    sources = [each for each in kept if ANSWER["source"].search(each.clause)]
    return sources[:1] if len(sources) == len(kept) > 1 else kept or flows


def share_of(flow: Flow, flows: Flows) -> bool:
    """总收入31200元，人均7800元: a head's share of an amount that is told too."""
    wholes = [each for each in flows if "人" not in each.measure.per]
    shares = [each.amount.value / flow.amount.value for each in wholes if flow.amount.value]
    return "人" in flow.measure.per and any(1.5 < n < 16 and abs(n - round(n)) < 0.03 for n in shares)


def _named_at_end(flows: Flows, _wish: Wanted, text: str) -> Flows:
    """大年一万 小年五千 今年小年: the words at the end choose."""
    tail = _pairs(text[flows[-1].measure.end :])
    marks = [_pairs(each.gap[-6:]) & tail for each in flows] if tail else []
    own = [n for n, mark in enumerate(marks) if mark - set().union(*(m for k, m in enumerate(marks) if k != n))]
    return [flows[own[0]]] if len(own) == 1 and not flows[own[0]].bare else flows


def _named_in_question(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """Asked what 小工 get: 大工三百五，我做小工的一百八."""
    asked = _pairs(wish.asked)
    marks = [_pairs(each.gap[-8:]) & asked for each in flows] if asked else []
    own = [each for each, mark in zip(flows, marks, strict=False) if mark]
    if all(each.kinds & _PUBLIC for each in flows) and not wish.kinds:
        return flows  # 高龄补贴五十，养老金一百八 asked for 补贴
    alike = len({each.side for each in flows}) == 1 and all(not each.bare for each in flows)
    return own if len(own) == 1 and alike and wish.comes_in and len(wish.kinds) < 2 else flows


def _pairs(words: str) -> set[str]:
    pairs = {words[n : n + 2] for n in range(len(words) - 1) if not _COMMON & set(words[n : n + 2])}
    return pairs - _TIMES


def _in_time(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """The year asked for, or else the latest told."""
    if not any(each.when == "this_month" for each in flows):
        flows = [replace(each, when="") if each.when == "past_month" else each for each in flows]
    told = {each.when for each in flows}
    if wish.side == "loss" and _fallen(flows):
        return flows
    if wish.side == "debt" and any(each.side == "repaid" for each in flows):
        return flows
    if len(told) < 2 or (wish.side in ("debt", "cost", "loss", "own") and not wish.period and "now" not in told):
        return flows
    if wish.when not in ("", "now"):
        exact = [each for each in flows if each.when == wish.when] or [each for each in flows if not each.when]
        if exact:
            return exact
    latest = max(_rank(when) for when in told)
    since = next(each.measure.start for each in flows if _rank(each.when) == latest)
    return [each for each in flows if _rank(each.when) == latest or (not each.when and each.measure.start > since)]


def _rank(when: str) -> float:
    return 2 + float(when) / 10_000 if when.isdigit() else _RANKS.get(when, 3)


def _kinds(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """高龄那个五十 养老金一百七十三: only the kind asked for."""
    if not wish.kinds:
        return flows
    asked = _PUBLIC if len(wish.kinds & _PUBLIC) > 1 else wish.kinds  # 养老金、低保这些
    matching = [each for each in flows if each.kinds & asked]
    others = any(each.kinds and each not in matching for each in flows)
    loose = [each for each in flows if not each.kinds and not (others and each.side == "cost")]
    return [each for each in flows if each in matching or each in loose] if matching else flows


def _whose(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """Asked for one person, several told apart: that one's."""
    if wish.side == "given":
        return [each for each in flows if each.giver in wish.who] or flows
    persons = {each.who for each in flows if each.who}
    if not wish.who or not wish.comes_in or len(persons) < 2:
        return flows
    if wish.who & persons or wish.who == {"self"}:
        return [each for each in flows if each.who in wish.who] or flows
    return [each for each in flows if each.who == "he"] or flows


def _my_share(flows: Flows, _wish: Wanted, _text: str) -> Flows:
    """三个人平摊九万，我这份三万."""
    own = [each for each in flows if _SHARE.search(each.clause)]
    return own if len(own) == 1 else flows


def _in_period(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """一学期一万一，一年就是两万二: the one that is told for the period asked for."""
    told = [each for each in flows if each.measure.per == (wish.period,)]
    longer = [each for each in flows if each.measure.per == ("年",) and wish.period != "年"]
    return [each for each in flows if each not in longer] if told and longer and wish.period else flows


def _on_side(flows: Flows, wish: Wanted) -> Flows:
    said = {each.side for each in flows}
    if wish.side == "income" and (paid := _paid_out(flows, said)):
        return paid
    if (only := ALONE.get(wish.side)) in said:
        return _going_on(flows, only)
    if wish.side == "debt" and wish.still and (left := _left_over(flows)):
        return left
    if wish.side == "repaid" and (regular := [each for each in flows if each.measure.per or each.side == "repaid"]):
        return regular
    if wish.side == "loss" and (fallen := _fallen(flows)):
        return fallen
    plus, minus = _signs(said, wish)
    dropped = {less for rather, less in _RATHER.get(wish.side, ()) if rather in said}
    kept = [each for each in flows if each.side in plus and each.side not in dropped]
    if wish.side == "debt":
        # 五万，每年利息三千
        kept = [each for each in kept if not set(each.measure.per) & set(TIMES)] or kept
    if wish.side == "income":
        kept = [each for each in kept if not _left_of_it(each)] or kept  # 六千，扣掉吃的剩五千二
    kept = kept or [each for each in flows if each.carried]
    if not kept and wish.side in ("cost", "own", "loss", "repaid"):
        kept = [each for each in flows if each.side in ("cost", "loss", "debt", "repaid")]
    if not kept and wish.side == "loss":
        kept = [each for each in flows if each.side == "income"]
    if not kept:
        return []
    off = [each for each in flows if each.side in minus and each not in kept and _like(each, kept)]
    return [replace(each, side="minus") if each in off else each for each in flows if each in kept or each in off]


def _paid_out(flows: Flows, said: set[str]) -> Flows:
    """到手, what is left after taxes, or 流水八千，扣掉租车三千，落手四千."""
    if paid := [each for each in flows if "net_pay" in each.kinds]:
        return paid
    net = [each for each in flows if each.side == "net"]
    return [each for each in net if _TAXED.search(each.gap)] or (net if "gross" in said else [])


def _going_on(flows: Flows, side: str) -> Flows:
    """自费一万八，第二次九千，买药又花三千: those on that side, and what is said to come on top of them."""
    first = next(n for n, each in enumerate(flows) if each.side == side)
    last = max(n for n, each in enumerate(flows) if n == first or each.side == side or _ON_TOP.search(each.gap))
    more = ("", "cost") if side == "own" else ()
    between = [each for each in flows[first : last + 1] if each.side in more and not ANSWER["total"].search(each.gap)]
    return [each for each in flows if each.side == side or each in between]


def _fallen(flows: Flows) -> Flows:
    """往年三万，今年就一万: what is missing."""
    if len(flows) != 2 or {each.side for each in flows} - {"", "income"}:
        return []
    before, now = sorted(flows, key=lambda each: _rank(each.when))
    told = before.when in ("before", "last_year", "year_before_last") and now.when in ("now", "this_year")
    return [before, replace(now, side="minus")] if told and before.amount.value > now.amount.value else []


def _like(flow: Flow, kept: Flows) -> bool:
    """Is what is taken off told for the same time?"""
    return not flow.measure.per or all(each.measure.per == flow.measure.per for each in kept)


def _left_of_it(flow: Flow) -> bool:
    return flow.side == "net" and any(word in flow.gap for word in ("扣", "除", "刨", "净", "剩"))


def _signs(said: set[str], wish: Wanted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which sides are added up and which are taken off."""
    plus, minus = _PLUS[wish.side], _MINUS.get(wish.side, ())
    if wish.side == "debt":
        plus = plus if "debt" in said else ("", "cost", "loss")
        minus = minus if wish.still else ()
    if wish.side == "loss" and "loss" not in said and {"cost", "income"} <= said:
        minus = ("income",)  # 投进去八万，只卖了五万
    return plus, minus


def _left_over(flows: Flows) -> Flows:
    """借了十万还了四万，还欠六万: what is left; 还欠 beside other debts only says that there are more."""
    less = any(each.side == "repaid" or each.when == "before" for each in flows)
    words = ("还欠", "还差", "没还") if less else ()
    left = [each for each in flows if any(word in each.clause for word in (*words, "剩"))]
    later = [each for each in flows if left and each.side == "repaid" and each.measure.start > left[-1].measure.start]
    return [*left, *(replace(each, side="minus") for each in later)]


_STEPS: tuple[Callable[[Flows, Wanted, str], Flows], ...] = (
    _own_words,
    _named_at_end,
    _in_time,
    _kinds,
    _named_in_question,
    _my_share,
    _whose,
    _in_period,
)


def alternatives(flows: Flows, text: str) -> Quantity | None:
    """Two amounts of which now one, now the other holds: 有时一千 有时八百; 五万没有,四万有."""
    if len(flows) != 2:
        return None
    first, second = flows
    sometimes = all(ANSWER["sometimes"].search(each.gap) for each in flows)
    between = first.behind.startswith("没") and text[second.measure.end :].lstrip("是总还").startswith("有")
    bare = second.bare and (first.bare or not first.gap.strip("一年月个家里大概")) and "加" not in second.gap
    unsure = bare and first.amount.value < second.amount.value <= 2 * first.amount.value
    if (
        not (sometimes or between or unsure)
        or first.measure.per != second.measure.per
        or set(first.measure.per) - set(TIMES)
    ):
        return None
    low, high = sorted((first.amount.value, second.amount.value))
    return replace(second.amount, low=low, high=high, value=(low + high) / 2, about=True)
