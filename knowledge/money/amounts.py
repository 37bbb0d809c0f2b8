"""Money as people tell it, in the period that the question asks about: 三万二, 一天一百二做两百天, 卖五万成本三万."""

import re
from dataclasses import replace

from knowledge.money.comparing import alternatives, compared
from knowledge.money.counting import idle_months, scopes, several_alike
from knowledge.money.flows import Flow, read
from knowledge.money.heard import heard, written
from knowledge.money.measures import measures
from knowledge.money.moneywords import ANSWER
from knowledge.money.nothing import nothing, nothing_now
from knowledge.money.portions import interest, portion
from knowledge.money.rates import with_rates
from knowledge.money.reckoning import Reckoned, reckon
from knowledge.money.retracted import in_hand, standing
from knowledge.money.selection import answering
from knowledge.money.sides import nearest, told_apart
from knowledge.money.stretches import as_paid_before, stretches
from knowledge.money.summing import Total, added, summed
from knowledge.money.units import PIECES, TIMES, UNREAD, Measure, exactly
from knowledge.money.wanted import Wanted, wanted
from knowledge.numbers.numerals import Quantity
from knowledge.parsed import Parsed

_LONGEST = 400  # characters that are read for amounts
_END = 2 * _LONGEST
_A_PRICE = 20  # 元; so little in a year is what one of something costs
_A_LIFE = 100  # so many years are a date
_MOST_PAY = 10_000.0  # 元 that a month may bring
_TOO_MUCH, _IMPOSSIBLE = 3_000_000.0, 100_000_000.0
_SOME_NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万几零俩仨壹贰叁肆伍陆柒捌玖拾佰仟]")
_AT_MOST = re.compile(
    r"不[低少]于|不下于?|不止|[下拿]不(?:来|下)|打不住|至少|起码|最少|"
    r"多的(?!没)|好的(?:时候|那)|运气好|顶天|封顶|撑死|顶多|最多"
)
_LAST_MONTH = re.compile(r"[上这本]个?月")
_HOW_MANY = re.compile(
    r"(?:报|填|写|说|算)(?:多少|几)[^，。]{0,4}(?:合适|才|好)|超过[^，。]*(?:不能|不给|不得)[评办领]|几[十百千万]*[块元]?钱?[^，。]{0,3}[？?]\s*$|"
    r"以[下上内](?:才|就|都)?(?:算|能|可以)|(?:中了?|要是|如果|能有)[^，。]{0,8}就好了"
)
_TENS_EACH = re.compile(rf"([二三四五六七八九]十)一([斤天亩{PIECES}])")  # 两百斤，六十一斤
_TENS_EACH_OF = re.compile(
    r"([二三四五六七八九]十)一(斤)(?=[，,\s][^，。]{0,4}[一二两三四五六七八九十百千\d]+[来多几]*斤)"
)
_WAGE = re.compile("工资|工钱|薪")
_HALF = re.compile("一半")
_SAME_AGAIN = re.compile(r"(?:另外|下|后|后面|还有)半年(?:大概|估计|应该|也|都|是|还是)*(?:差不多|一样|这样|这么多)")
_EVERY_HALF = re.compile("每?半年(?:大概|差不多|能?有|就|是|也)*")
_ALL_YEAR = Measure(Quantity(365.0, 365.0, 365.0, _END, _END, False), "天", _END, _END)
_FEAST = re.compile(r"过[年节]|逢年|中秋|端午|生日|年底|年终")
# A pension and 低保 are told by the month; so small a sum is no year's.
_MONTHLY = (
    ("pension", 1000.0),
    ("minimum", 1000.0),
    ("aged", 1000.0),
    ("disabled", 1000.0),
    ("pay", 10_000.0),
    ("retired", 10_000.0),
    ("rent", 1000.0),
)


def money(text: str, question: str = "") -> Parsed[float] | None:
    """What ``text`` says in 元, for the period and side that ``question`` asks about (the household's income in a
    year when it is empty); 0 for 没有, None when it does not say.

    Whatever was computed, is a range or has two readings is to be confirmed; ``why`` shows the working.
    """
    wish = wanted(question)
    plain, misheard = heard(written(text[:_LONGEST]))
    if _HOW_MANY.search(plain):
        return None
    flows, others = read(_HALF.sub("＿＿", plain)) if _SOME_NUMBER.search(plain) else ([], [])
    each = _TENS_EACH if not flows else _TENS_EACH_OF
    if "十一" in plain and (priced := each.sub(r"\1块一\2", plain)) != plain:
        plain = priced
        flows, others = read(plain)
    if not flows:
        return nothing(plain, wish)
    flows = with_rates(flows, others)
    if none := nothing_now(plain, flows, wish):
        return none
    wish = _as_told(wish, flows)
    said = len({each.amount.value for each in flows} | {each.quantity.value for each in others if each.unit == UNREAD})
    flows = compared(in_hand(standing(flows, plain), wish.asked), wish)
    flows = [several_alike(each) for each in flows] if len(flows) > 1 else flows
    if rate := interest(plain, flows, wish):
        loan = max(flows, key=lambda each: each.amount.value).amount
        return _told(Total(loan.times(rate.share), f"{loan.value:g}元的{rate.words}"), text, wish, said)
    if parts := stretches(flows, others, wish, plain):
        return _told(added(parts), text, wish, said)
    total = _chosen(flows, others, wish, plain)
    if not total:
        return _beside(flows, wish, plain)
    if total.doubt == "没说有几斤" and wish.comes_in and wish.period == "年":
        return None  # a price is no income
    total.doubt = total.doubt or (f"听成了“{misheard}”" if misheard else "")
    said = 1 if told_apart(flows, total, wish) else said
    if not total.working and (loose := _not_used(others)):
        total.doubt = total.doubt or f"另外说了{loose}"
    return _told(total, text, wish, said)


def _chosen(flows: list[Flow], others: list[Measure], wish: Wanted, plain: str) -> Total | None:
    """The amounts that answer ``wish`` reckoned and put together, else those that may be meant; None for none."""
    chosen = _for_the_year(answering(flows, wish, plain), others, wish, plain)
    part = portion(plain, wish, flows[0].measure.start) if _is_whole(flows, chosen, wish) else None
    chosen = flows if part else chosen
    guessed = [] if chosen else nearest(flows, wish)
    chosen = chosen or guessed
    total = _total(chosen, flows, others, wish, plain) if chosen else None
    if total and part:
        total.working = (
            f"{total.working or f'{total.amount.value:g}元'}的{part.words}＝{total.amount.value * part.share:g}元"
        )
        total.amount = total.amount.times(part.share)
    past = {"before", "year_before_last"} - {wish.when}
    before = "说的是以前的" if chosen and {each.when for each in chosen} <= past else ""
    if total:
        total.doubt = total.doubt or ("不知道是不是这笔钱" if guessed else before)
    return total


def _is_whole(flows: list[Flow], chosen: list[Flow], wish: Wanted) -> bool:
    """May a part be taken of the one amount? So it may of last year's, where each year's is more: 每年涨百分之五."""
    grown = len(chosen) == 1 and chosen[0].when == "last_year" and wish.when in ("this_year", "now")
    lost = wish.comes_in and flows[0].side == "loss"  # 鱼跑掉一半，倒亏四万
    return (len(flows) == 1 or grown) and not lost and "人" not in flows[0].measure.per


def _as_told(wish: Wanted, flows: list[Flow]) -> Wanted:
    """低保拿多少: the time is what the answer says."""
    times = {unit for each in flows for unit in each.measure.per if unit in ("月", "年")}
    if not wish.as_told or len(times) > 1:
        return wish
    if times:
        return replace(wish, period=times.pop(), as_told=False)
    small = all(each.amount.value < _MOST_PAY for each in flows)
    return replace(wish, period="月" if small else "年")


def _for_the_year(flows: list[Flow], others: list[Measure], wish: Wanted, text: str) -> list[Flow]:
    """The flows that count, alternatives joined to one range, with the month that a pension is told for."""
    if between := alternatives(flows, wish, text):
        flows = [replace(flows[-1], measure=replace(flows[-1].measure, quantity=between, per=flows[0].measure.per))]
    return [_by_month(each, wish) for each in _listed(as_paid_before(flows, wish), others)]


def _total(chosen: list[Flow], flows: list[Flow], others: list[Measure], wish: Wanted, text: str) -> Total | None:
    if ANSWER["every_day"].search(text) and not any(each.unit == "天" and "月" not in each.per for each in others):
        others = [*others, exactly(30, "天", _END, _END) if wish.period == "月" else _ALL_YEAR]
    others = [*others, *_asked_counts(chosen, others, wish)]
    if wish.period == "年" and (idle := idle_months(text)) and all(each.unit != "月" or each.per for each in others):
        others = [*others, exactly(12 - idle, "月", _END, _END)]
    if wish.months:
        others = [*others, exactly(wish.months, "月", _END, _END)]
    everywhere = {each.measure.start: scope for each, scope in zip(flows, scopes(flows, others, _END), strict=True)}
    reckoned = [reckon(each, wish, others, everywhere[each.measure.start]) for each in chosen]
    known = [each for each in reckoned if each and (each.counted or each.flow.side != "minus")]
    total = summed(_without_loose(known)) if known else None
    if total and len(known) < len(chosen):
        total.doubt = "另外说了一天的数，没说做几天"
    again = _SAME_AGAIN.search(text) or "＿" in text or (wish.period == "年" and _is_every_half(chosen[0], text))
    if total and again and "半年" in chosen[0].gap and len(chosen) == 1:
        total.working, total.amount = f"半年{total.amount.value:g}元×2", total.amount.times(2)
    if total and wish.period == "月" and not total.working and any(_FEAST.search(each.gap) for each in chosen):
        total.doubt = total.doubt or "说的像是一年一回的钱"
    if total and wish.side != "debt" and any(each.side == "debt" for each in chosen):
        total.doubt = "说的像是借的钱"
    return total


def _is_every_half(flow: Flow, text: str) -> bool:
    """半年一万 and not a word more: so every half of the year."""
    rest = text[flow.measure.end :].strip("块元钱吧啊呢的，。, ")
    return not rest and bool(_EVERY_HALF.fullmatch(text[: flow.measure.start]))


def _asked_counts(flows: list[Flow], others: list[Measure], wish: Wanted) -> list[Measure]:
    """How many there are of what is priced, where only the question says so: 三亩茶山能卖多少？一亩四千."""
    priced = {unit for each in flows for unit in each.measure.per if unit not in TIMES and unit in wish.asked}
    missing = priced - {each.unit for each in others} - {wish.piece}
    told = measures(wish.asked) if missing else []
    return [replace(each, start=_END, end=_END, per=()) for each in told if each.unit in missing]


def _not_used(others: list[Measure]) -> str:
    """A count that was told and came to nothing in the sum, so that it may have been meant otherwise."""
    counts = (each for each in others if each.unit != UNREAD and not each.lost and _is_many(each))
    return next((f"{each.quantity.value:g}{each.unit}" for each in counts), "")


def _is_many(count: Measure) -> bool:
    return count.quantity.value >= 2 and not (count.unit == "年" and count.quantity.value > _A_LIFE)


def _without_loose(parts: list[Reckoned]) -> list[Reckoned]:
    """Without a price whose number was not told (一粒三块，一个月小两百), and without what several years came to where
    a year's is told: 一年两万，四年十来万."""
    yearly = any("年" in each.flow.measure.per for each in parts)
    most = max((each.amount.value for each in parts if each.counted), default=0.0)
    counted = [
        each for each in parts if (each.counted or _is_once(each, most)) and not (yearly and "÷" in each.working)
    ]
    return counted or parts


def _is_once(part: Reckoned, most: float) -> bool:
    """门诊四千，住院一次一万二: so much for a single time is no price."""
    return part.doubt.endswith(("几次", "几回", "几趟")) and part.amount.value > most


def _listed(flows: list[Flow], others: list[Measure]) -> list[Flow]:
    """一次八千，一次一万二: told one by one, so that nothing is to be multiplied."""
    units = [unit for each in flows for unit in each.measure.per if unit not in (*TIMES, "亩", "斤")]
    counted = [each.unit for each in others if not each.lost]
    often = {unit for unit in units if units.count(unit) > 1 and counted.count(unit) < units.count(unit)}
    if not often or len({each.side for each in flows}) > 1:
        return flows
    left = [tuple(unit for unit in each.measure.per if unit not in often) for each in flows]
    return [replace(each, measure=replace(each.measure, per=per)) for each, per in zip(flows, left, strict=True)]


def _by_month(flow: Flow, wish: Wanted) -> Flow:
    """低保六百 asked for a year: so small a sum is a month's."""
    other = set(flow.measure.per) - {"人", "间", "套"} or "年" in flow.gap + flow.behind
    if wish.period != "年" or other or not wish.comes_in:
        return flow
    if _LAST_MONTH.search(flow.gap):
        return replace(flow, measure=replace(flow.measure, per=(*flow.measure.per, "月")))
    kinds = flow.kinds | wish.kinds & {"rent"}
    small = any(kind in kinds and 0 < flow.amount.value < limit for kind, limit in _MONTHLY)
    return replace(flow, measure=replace(flow.measure, per=(*flow.measure.per, "月"))) if small else flow


def _beside(flows: list[Flow], wish: Wanted, text: str) -> Parsed[float] | None:
    """Amounts that are all on another side: a loss is no income, other things are no answer by themselves."""
    if wish.comes_in and any(each.side == "loss" for each in flows):
        return Parsed(0.0, text.strip()[:60], True, "说的是亏的钱，收入先记0元", unit="元", period=wish.period)
    if any(each.side in ("", "income") for each in flows):
        return None  # 一天一百五, and nobody knows how many days
    none = nothing(text, wish)
    return replace(none, confirm=True, why=none.why or "说的像是没有") if none else None


def _told(total: Total, text: str, wish: Wanted, said: int) -> Parsed[float] | None:
    """The result with its doubts."""
    amount = total.amount
    if amount.high > _IMPOSSIBLE:
        return None
    value = max(0.0, round(amount.value, 2))
    guessed = (
        wish.period == "年"
        and wish.comes_in
        and amount.bare
        and not total.priced
        and 0 < value < 10
        and not total.working
    )
    if (wish.in_wan and value < 1000) or guessed:
        amount = amount.times(10_000)
        value, total.working = value * 10_000, f"按{value:g}万元记"
    why = _both(total.working, total.doubt) or _doubt(total, text, wish, said)
    ends = (max(0.0, round(amount.low, 2)), max(0.0, round(amount.high, 2)))
    least, most = ends if ends[0] <= value <= ends[1] and ends[0] != ends[1] else (None, None)
    return Parsed(value, text.strip()[:60], bool(why), why, least, most, "元", wish.period, total.others)


def _doubt(total: Total, text: str, wish: Wanted, said: int) -> str:
    value = total.amount.value
    if value > _TOO_MUCH:
        return "这个数很大"
    little = (total.amount.bare and not total.priced) or (wish.period == "年" and wish.comes_in)
    if wish.as_told and value:
        return f"没说是不是一{'个月' if wish.period == '月' else '年'}的"
    if wish.period == "年" and _WAGE.search(wish.asked) and 0 < value < _MOST_PAY and "年" not in text:
        return "没说是一年的还是一个月的" if not total.working else ""
    if 0 < value < (_A_PRICE if total.priced else 100) and little:
        return "这个数很小，是不是少了“万”或“千”"
    if wish.side == "refund" and ANSWER["unpaid"].search(text):
        return "还没拿到"
    if ANSWER["doubtful"].search(text):
        return "不知道是不是这个意思"
    if _AT_MOST.search(text):
        return "说的是最多或最少的数"
    if total.amount.ranged or ANSWER["unknown"].search(text):
        return "说的是大概的数"
    return "说了不止一个数" if said > 1 else ""


def _both(working: str, doubt: str) -> str:
    return "，".join(words for words in (working, doubt) if words)
