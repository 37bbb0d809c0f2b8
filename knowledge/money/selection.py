"""Which of the amounts in a text answer the question: the right side, year, person and kind."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from knowledge.money.flows import Flow, rank
from knowledge.money.moneywords import ANSWER
from knowledge.money.sides import fallen, on_side
from knowledge.money.wanted import Wanted

Flows = list[Flow]
_SHARE = re.compile(r"我(?:们|家)?(?:这|那|的)?(?:一)?份|(?:分到|摊到|归)我|我(?:分|摊)")
_MINE_ONLY = re.compile("我[只才就]")
_INCLUDING = re.compile("(?:再?加上|连|算上|连同|包括)")
_COMES_TO = re.compile(r"[，,\s]*(?:一年|全家)?(?:一?共|总共|有|才|就|也就|大概|差不多|合计|满打满算|能有)*$")
_PRICE = re.compile("[标要开喊报讨]价|原价|开口")
_APART = re.compile("另外?算|另计|单算|不算在内|另外付")
_INCLUDED = re.compile("(?:包?含|包括|算上|连)[^，。]*")
_ADVANCE = re.compile("先[给付拿打]")
_AT_ONCE = re.compile("一次|总共|一共|一起|一下|合计|共")
_COMMON = frozenset("，。,.；;！!？? 一二两三四五六七八九十百千万零几个块元钱的了是就也还有没给我您你他她这那")
_PUBLIC = frozenset(("pension", "minimum", "aged", "disabled"))
_BORROWED = re.compile("(?:其[余他它]|剩下?的?|余下|不够的|缺的)[^，。\\d]{0,4}[借欠赊贷]")
_SHORT_OF, _COLLECTED = re.compile("[差缺](?:多少|几)|缺口"), re.compile("[凑筹攒存]了?|(?:只|才|已经?)有")
_TIMES = {"今年", "去年", "全年", "每年", "前年", "每月", "每天", "年收", "收入"}


def answering(flows: Flows, wish: Wanted, text: str) -> Flows:
    """The flows that count for ``wish``; those to be taken off have the side "minus"."""
    for step in _STEPS:
        if len(flows) > 1:
            flows = step(flows, wish, text)
    return on_side(flows, wish)


def _a_heads(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """Asked for each: 一年三万六，四个人，人均九千."""
    heads = [each for each in flows if "人" in each.measure.per] if wish.piece == "人" else []
    return heads or flows


def _own_words(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """Without what strangers earn, and without 其中 and 里面."""
    kept = [each for each in flows if each.who != "stranger" or not wish.comes_in]
    part = next((n for n, each in enumerate(kept) if n and _is_part(each, kept[0])), len(kept))
    whole = kept[0].amount.value if kept else 0.0
    several = (
        sum(each.amount.value for each in kept[part:]) <= whole * 1.01 and "。" not in kept[-1].gap if kept else False
    )
    inside = [] if several else kept[part + 1 :]
    apart = [
        each for each in kept[part:] if each.side not in ("", "income", "given", kept[0].side) and each not in inside
    ]
    kept = [*kept[:part], *sorted([*apart, *inside], key=lambda each: each.measure.start)]
    kept = [each for each in kept if not share_of(each, kept)]
    if len(kept) == 2 and _INCLUDING.match(kept[0].gap) and _COMES_TO.match(kept[1].gap):
        kept = kept[1:] if kept[1].amount.value > kept[0].amount.value else kept  # 加上卖猪的八千，有四万
    kept = [each for each in kept if not _APART.search(each.clause)] or kept  # 六百，水电另算八十
    if wish.side != "debt":  # 九万，他先给了五万
        begun = {
            id(b)
            for a, b in pairwise(kept)
            if _ADVANCE.search(b.gap) and b.amount.value < a.amount.value and not ANSWER["nominal"].search(a.gap)
        }
        kept = [each for each in kept if id(each) not in begun]
    real = [each for each in kept if not ANSWER["assumed"].search(each.gap)]
    kept = real if any(each.side != "minus" for each in real) else kept
    sources = [each for each in kept if ANSWER["source"].search(each.clause)]
    return sources[:1] if len(sources) == len(kept) > 1 else kept or flows


def _is_part(flow: Flow, whole: Flow) -> bool:
    """六万三，其中两万是补偿; 六万三，不过有两万是补偿."""
    there = flow.gap.endswith("有") and flow.behind.startswith("是") and not whole.behind.startswith("是")
    return bool(ANSWER["part"].search(flow.gap[-8:])) or (there and flow.amount.value < whole.amount.value)


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
    interest = [each for each in flows if "利息" in each.gap[-6:] + each.behind[:4]] if "利息" in wish.asked else []
    if len(interest) == 1:
        return interest  # 八万，一年四千四的利息
    asked = _pairs(_INCLUDED.sub("", wish.asked))
    marks = [_pairs(each.gap[-8:]) & asked for each in flows] if asked else []
    own = [each for each, mark in zip(flows, marks, strict=False) if mark]
    if all(each.kinds & _PUBLIC for each in flows) and not wish.kinds:
        return flows  # 高龄补贴五十，养老金一百八 asked for 补贴
    alike = len({each.side for each in flows}) == 1 and all(not each.bare for each in flows)
    return own if len(own) == 1 and len(flows) < 3 and alike and wish.comes_in and len(wish.kinds) < 2 else flows


def _rest_borrowed(flows: Flows, wish: Wanted, text: str) -> Flows:
    """总造价三十万，自己存了十八万，其余借的 asked for the debt: the whole less what was there."""
    short = _SHORT_OF.search(wish.asked) and len(flows) == 2 and _COLLECTED.search(flows[1].gap)
    if wish.side != "debt" or not (short or _BORROWED.search(text, flows[-1].measure.end)):
        return flows
    return [replace(flows[0], side="debt"), *(replace(each, side="repaid") for each in flows[1:])]


def _pairs(words: str) -> set[str]:
    pairs = {words[n : n + 2] for n in range(len(words) - 1) if not _COMMON & set(words[n : n + 2])}
    return pairs - _TIMES


def _in_hand(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """原价四千二，讲到三千八; 判了八万，只拿到三万: what it was in the end. What is owed is the difference."""
    nominal = next((n for n, each in enumerate(flows[:-1]) if ANSWER["nominal"].search(each.gap)), None)
    if nominal is None or wish.side in ("debt", "loss"):
        return flows
    first, last = flows[nominal : nominal + 2]
    bargained = _PRICE.search(first.gap) and first.amount.value * 0.4 <= last.amount.value <= first.amount.value
    if not bargained and not ANSWER["in_the_end"].search(last.gap):
        return flows
    per = last.measure.per or first.measure.per
    return [*flows[:nominal], replace(last, measure=replace(last.measure, per=per)), *flows[nominal + 2 :]]


def _in_time(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """The year asked for, or else the latest told."""
    if not any(each.when == "this_month" for each in flows):
        flows = [replace(each, when="") if each.when == "past_month" else each for each in flows]
    flows = [each for each in flows if each.when != "future"] or flows
    if any(each.when for each in flows):  # 好的年份三十万，去年只有八万
        flows = [replace(each, when="before") if _at_times(each) else each for each in flows]
    told = {each.when for each in flows}
    if wish.side == "loss" and fallen(flows):
        return flows
    if wish.side == "debt" and any(each.side == "repaid" for each in flows):
        return flows
    if len(told) < 2 or (wish.side in ("debt", "cost", "loss", "own") and not wish.period and "now" not in told):
        return flows
    if wish.when not in ("", "now"):
        exact = [each for each in flows if each.when == wish.when] or [each for each in flows if not each.when]
        if exact:
            return exact
    latest = max(rank(when) for when in told)
    since = next(each.measure.start for each in flows if rank(each.when) == latest)
    return [each for each in flows if rank(each.when) == latest or (not each.when and each.measure.start > since)]


def _at_times(flow: Flow) -> bool:
    return not flow.when and bool(
        re.search("年[份成头景]|[大丰好]年", flow.gap) and ANSWER["sometimes"].search(flow.gap)
    )


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


def _my_share(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """三个人平摊九万，我这份三万."""
    mine = "self" in wish.who and wish.comes_in
    own = [each for each in flows if _SHARE.search(each.clause) or (mine and _MINE_ONLY.search(each.clause))]
    return own if len(own) == 1 else flows


def _in_period(flows: Flows, wish: Wanted, _text: str) -> Flows:
    """一学期一万一，一年就是两万二: the one that is told for the period asked for."""
    told = [each for each in flows if each.measure.per == (wish.period,)]
    if len(told) == 1 and (whole := [each for each in flows if _is_of_many(each, told[0])]):
        flows = [each for each in flows if each not in whole]
    longer = [each for each in flows if each.measure.per == ("年",) and wish.period != "年"]
    return [each for each in flows if each not in longer] if told and longer and wish.period else flows


def _is_of_many(flow: Flow, one: Flow) -> bool:
    """四千五一年，一次拿了两万二千五: what several of them came to."""
    many = flow.amount.value / one.amount.value if one.amount.value else 0.0
    return (
        bool(_AT_ONCE.search(flow.gap))
        and many == int(many)
        and 2 <= many <= 50
        and flow.measure.per != one.measure.per
    )


_STEPS: tuple[Callable[[Flows, Wanted, str], Flows], ...] = (
    _a_heads,
    _own_words,
    _named_at_end,
    _in_hand,
    _rest_borrowed,
    _in_time,
    _kinds,
    _named_in_question,
    _my_share,
    _whose,
    _in_period,
)
