"""Which side an amount is on against the one that was asked: income, cost, what is owed, paid back or lost."""

import re
from dataclasses import replace

from knowledge.money.flows import Flow, rank
from knowledge.money.moneywords import ANSWER
from knowledge.money.summing import Total
from knowledge.money.units import TIMES
from knowledge.money.wanted import Wanted

Flows = list[Flow]
# For each side that may be asked: what adds to it, and what is taken off.
_PLUS = {
    "income": ("", "income", "given", "net", "gross"),
    "gross": ("", "income", "given", "gross"),
    "given": ("", "income", "given", "own"),
    "net": ("", "income", "given", "gross"),
    "cost": ("", "cost", "given", "own", "repaid"),
    "own": ("", "cost", "given", "net"),
    "debt": ("", "debt", "own", "net", "unpaid", "interest"),
    "loss": ("", "loss", "cost", "own"),
    "repaid": ("", "repaid", "given", "own", "interest"),
    "taken": ("", "minus", "cost", "unpaid", "loss", "own", "given"),
    "any": ("", "income", "cost", "given", "own", "net", "gross", "repaid"),
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
    "refund": ("own",),
    "debt": ("repaid", "minus", "given"),
}
# Where nothing is on the side that was asked: what may have been meant, to be asked back.
_NEAREST = {
    "cost": ("minus", "debt", "loss", "net", "unpaid", "refund"),
    "own": ("minus", "debt", "loss", "repaid", "net"),
    "debt": ("owed", "unpaid", "minus", "given", "gross", "repaid"),
    "loss": ("debt", "refund", "minus", "given", "unpaid", "gross"),
    "repaid": ("cost", "minus", "debt"),
    "saved": ("given", "gross", "income"),
    "refund": ("loss", "income", "minus", "net", "back", "gross"),
    "taken": ("debt", "income"),
    "any": ("debt", "minus", "loss", "refund", "saved"),
}
# What one does for others and is paid for: 修鞋的，一天七八十.
_EXPENSE = re.compile("费|成本|花|药|租|贷|吃|用[了掉]|交|开销|开支|支出|学|病|院|还")
# Where one of the first is said, the second is left out: 应发4500 到手3980.
_RATHER = {"income": (("net", "gross"),), "cost": (("cost", "own"), ("", "own"))}
ALONE = {"net": "net", "own": "own"}
_TAXED = re.compile("扣[^，。]*(?:税|社保|五险|保险|公积金)|税后")
_INTEREST = re.compile("息|还|付|供")
_MOST_INSTALMENT = 20_000
_LOAN = re.compile("贷|卡|呗|白条|分期")
_OWED = re.compile("欠[您你咱]|借给|借出|没还[您你]")
_ON_TOP = re.compile("第[二三四五六]|又|再|另外|还有|后面|后来|加上|外加")


_REST = re.compile("剩|还[欠差]|没还")
_AT_FIRST = re.compile("[借贷][了的]|原来|本来|当初|总共|一共")
_COSTS_OFF = re.compile("[扣除刨去][掉了去]?(?:本钱?|成本|开销|费用)[^，。]{0,3}$")
_SPENT = re.compile("[都全也]?[花用砸投填搭贴扔]*(?:进去|光|完|掉)?了")
_CLEAR = ("net", "own", "cost", "debt")
_AID = re.compile("补[助贴偿了]|救助|救济|慰问")
_RENT_IN = re.compile(r"(?:[另还]有|收|加上)[^，。交付要]{0,3}租金?\s*$")
_COMES = re.compile("[补救助给款金领]")


def on_side(flows: Flows, wish: Wanted) -> Flows:
    """The flows that count; those to be taken off have the side "minus"."""
    flows = [replace(each, side=_as_asked(each, flows[0], wish)) for each in flows]
    if wish.side == "net" and len(flows) == 1 and _COSTS_OFF.search(flows[0].clause):  # 扣掉本钱六七十
        return flows
    aided = wish.comes_in and _AID.search(wish.asked) and [each for each in flows if _AID.search(each.clause)]
    if aided and not flows[0].side and flows[0].amount.value > aided[0].amount.value:
        flows = aided  # 机器两万八，补了八千四
    said = {each.side for each in flows}
    if named := _by_name(flows, wish, said):
        return named
    plus, minus = _signs(said, wish)
    dropped = {less for rather, less in _RATHER.get(wish.side, ()) if rather in said}
    more = any(_ON_TOP.search(each.gap) for each in flows[1:] if each.side in ("", "cost"))
    dropped -= {"own"} if more and flows[0].side == "own" else set()  # 自费两千，还有我妈的药一千
    kept = [each for each in flows if each.side in plus and each.side not in dropped]
    aside = {"debt": _is_interest, "income": _left_of_it}.get(wish.side)
    kept = [each for each in kept if not (aside and aside(each))] or kept
    kept = kept or [each for each in flows if each.carried] or [each for each in flows if each.side in _instead(wish)]
    if not kept and wish.side == "loss":
        kept = [each for each in flows if each.side == "income"]
    if not kept:
        return []
    off = [each for each in flows if each.side in minus and each not in kept and _like(each, kept, wish)]
    return [replace(each, side="minus") if each in off else each for each in flows if each in kept or each in off]


def _instead(wish: Wanted) -> tuple[str, ...]:
    return ("cost", "loss", "debt", "repaid") if wish.side in ("cost", "own", "loss", "repaid") else ()


def _as_asked(flow: Flow, first: Flow, wish: Wanted) -> str:
    """The side of a flow in view of the question: 车贷1860 asked for what is paid back by the month names its
    instalment; beside 流水九千 what has no side of its own is a cost."""
    loan = flow.side == "debt" and _LOAN.search(flow.gap) and flow.amount.value <= _MOST_INSTALMENT
    if wish.side == "refund" and flow.side == "loss" and "赔" in flow.clause:
        return "refund"
    if wish.comes_in and flow.side == "cost" and _RENT_IN.search(flow.clause):
        return "income"  # 另有田租1200
    if wish.side in ("cost", "own") and flow.side == "income" and _SPENT.match(flow.behind):
        return "cost"  # 卖房的二十八万都进去了
    if wish.side in ("repaid", "cost") and wish.period == "月" and loan:
        return wish.side
    if wish.side == "cost" and flow.side == "debt" and re.search("自己的|首付", first.gap):  # 自己的三万，借的五万
        return ""
    if wish.side == "net" and flow.side == "given" and "工钱" in flow.clause and flow is not first:
        return "cost"  # 卖八万五，饲料五万，工钱一万
    if flow.side == "income" and first.side == "gross" and flow is not first and re.search("[赚挣落]", flow.clause):
        return "net"  # 流水五六万，赚八千
    beside = wish.side == "net" and first.side == "gross" and not flow.side
    return "cost" if beside else flow.side


def _by_name(flows: Flows, wish: Wanted, said: set[str]) -> Flows:
    """Those that are called what was asked, when nothing else counts then."""
    if wish.side == "income":
        return _paid_out(flows, said)
    if (only := ALONE.get(wish.side)) in said:
        return _going_on(flows, only or "")
    if wish.side == "debt":
        return _left_over(flows, wish) if wish.still else _at_first(flows)
    if wish.side == "repaid":
        named = [each for each in flows if each.measure.per or each.side == "repaid"]
        return [each for each in flows if each in named or not each.side] if named else []
    return fallen(flows) if wish.side == "loss" else []


def told_apart(flows: Flows, total: Total, wish: Wanted) -> bool:
    """Is there no doubt which amount answers? 卖一万二，本钱四千五 are called by it, 总共十二万八，医保报七万，
    自己出五万八 fit together besides."""
    sides = [each.side for each in flows]
    named = [each.amount.value for each in flows if each.side == wish.side and not _own_part(each, wish)]
    clear = named == [total.amount.value] and len(set(sides)) == len(sides) and not total.working
    if not clear or wish.side not in _CLEAR or any(each.amount.about for each in flows if each.side == wish.side):
        return False
    values = sorted(each.amount.value for each in flows)
    fits = len(flows) == 3 and wish.side != "debt" and abs(values[0] + values[1] - values[2]) < 1
    return fits or (len(flows) == 2 and "" not in sides)


def _own_part(flow: Flow, wish: Wanted) -> bool:
    """奖学金两千，自己还要出一万一: what one pays oneself may not be all of the cost."""
    return wish.side == "cost" and "自己" in flow.clause


def _is_interest(flow: Flow) -> bool:
    """五万，每年利息三千: what is paid for a debt in time is none."""
    return bool(_INTEREST.search(flow.clause) and set(flow.measure.per) & set(TIMES))


def nearest(flows: Flows, wish: Wanted) -> Flows:
    """The flows that may be meant though they sound like another side."""
    if wish.comes_in:
        if _COMES.search(wish.asked) and (aid := [each for each in flows if each.side == "refund"]):
            return aid
        own = [each for each in flows if each.side == "cost" and set(each.measure.per) & set(TIMES)]
        return [each for each in own if wish.kinds & each.kinds or not _EXPENSE.search(each.gap)]
    meant = _NEAREST[wish.side] if wish.side != "debt" or _OWED.search(wish.asked) else _NEAREST["debt"][1:]
    return [each for each in flows if each.side in meant]


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
    kept = [each for n, each in enumerate(flows) if each.side == side or (first < n <= last and _goes_on(each, more))]
    if side == "own":  # 还剩一万三，大病救助又给了五千
        back = [each for each in flows[first + 1 :] if each.side == "refund" and _ON_TOP.search(each.gap)]
        kept += [replace(each, side="minus") for each in back]
    return kept


def _goes_on(flow: Flow, sides: tuple[str, ...]) -> bool:
    return flow.side in sides and not ANSWER["total"].search(flow.gap)


def fallen(flows: Flows) -> Flows:
    """往年三万，今年就一万: what is missing."""
    if len(flows) != 2 or {each.side for each in flows} - {"", "income"}:
        return []
    before, now = sorted(flows, key=lambda each: rank(each.when))
    told = before.when in ("before", "last_year", "year_before_last") and now.when in ("now", "this_year")
    return [before, replace(now, side="minus")] if told and before.amount.value > now.amount.value else []


def _like(flow: Flow, kept: Flows, wish: Wanted) -> bool:
    """Is what is taken off told for the same time? 每个月还一千二 takes so much off a debt as often as it was paid."""
    return wish.side == "debt" or not flow.measure.per or all(each.measure.per == flow.measure.per for each in kept)


def _left_of_it(flow: Flow) -> bool:
    return flow.side == "net" and any(word in flow.gap for word in ("扣", "除", "刨", "净", "剩"))


def _signs(said: set[str], wish: Wanted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which sides are added up and which are taken off."""
    plus, minus = _PLUS[wish.side], _MINUS.get(wish.side, ())
    if wish.side == "cost" and said == {"refund", "own"}:
        return ("refund", "own"), ()  # 政府出一万二，自己添八千
    if wish.side == "debt":
        plus = plus if "debt" in said else ("", "cost", "loss", "interest")
        minus = minus if wish.still else ()
    if wish.side == "debt" and {"owed", "unpaid", ""} & said and _OWED.search(wish.asked):
        plus, minus = ("", "owed", "unpaid"), ("given", "repaid", "minus", "income")
    if wish.side in ("income", "given") and _AID.search(wish.asked):
        plus = (*plus, "refund")  # 补了一万四，临时救助两千
    if wish.side == "saved" and "saved" not in said and "income" in said:
        plus, minus = ("", "income", "given"), ("cost",)  # 挣四万花三万五
    if wish.side == "refund" and "own" in said and not said & {"refund", "given"}:
        plus = ("", "cost")  # 总费用九万二，自己出三万一
    if wish.side == "loss" and "loss" not in said and "cost" in said and {"income", "net", "given"} & said:
        minus = ("income", "net", "given", "back")  # 投进去八万，只卖了五万
    return plus, minus


def _at_first(flows: Flows) -> Flows:
    """借过五千，还掉两千，剩三千没还: what was borrowed."""
    kept = [each for each in flows if each.side in ("", "debt") and not _REST.search(each.clause)]
    return kept if len(kept) < len(flows) else []


def _left_over(flows: Flows, wish: Wanted) -> Flows:
    """借了十万还了四万，还欠六万: what is left; 还欠 beside other debts only says that there are more."""
    less = any(each.side == "repaid" or each.when == "before" for each in flows)
    if _OWED.search(wish.asked):  # 欠我两万三，拿回来八千，还差一万五
        less = less or any(each.side in ("net", "given", "income", "back") for each in flows)
    rest = next((n for n, each in enumerate(flows) if "剩" in each.clause or "还欠" in each.clause), len(flows))
    less = less or any(_AT_FIRST.search(each.gap) for each in flows[:rest])  # 欠八万，车贷还剩两万 are two debts
    less = less or any(re.search("还[了掉]", each.gap) for each in flows[rest : rest + 1])
    several = any(each.side == "debt" and "剩" not in each.clause for each in flows)
    words = ("还欠", "还差", "没还", "剩") if less else () if several else ("剩",)
    left = [each for each in flows if any(word in each.clause for word in words)]
    later = [each for each in flows if left and each.side == "repaid" and each.measure.start > left[-1].measure.start]
    return [*left, *(replace(each, side="minus") for each in later)]
