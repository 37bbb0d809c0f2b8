"""Money as people tell it, in 元 a year: 三万二, 一个月三千, 一天一百二做两百天, 低保600一个月."""

import re
from dataclasses import dataclass
from functools import partial

from knowledge.numbers.digits import narrow
from knowledge.numbers.numerals import Quantity, after_correction, quantities
from knowledge.parsed import Parsed

# Period words are masked before numbers are read, for 一百二一天 is 120 a day.
_DAY, _WEEK, _MONTH, _SEASON, _YEAR, _FILL = "\ue001\ue002\ue003\ue004\ue005\ue000"
_PERIODS = (
    (re.compile(r"(?:每|按|/|／|(?<!十)一)(?:天|日)|日(?:工资|薪)"), _DAY),
    (re.compile(r"(?:每个?|/|／|一个?)(?:周|星期|礼拜)|周薪"), _WEEK),
    (
        re.compile(
            r"(?:每个?|按|/|／|(?<!十)一个?)月(?!份)|月(?:工资|薪|收入|均)|(?<![\d一二三四五六七八九十个])月(?=\d{3})"
        ),
        _MONTH,
    ),
    (re.compile(r"(?:每个?|/|／|一个?)季度?|一茬"), _SEASON),
    (re.compile(r"一年到头|每年|全年|一整年|/年|／年|按年|(?<!十)一年|年(?:收入|薪|均)|今年|去年|前年"), _YEAR),
)
_NAMES = {_DAY: "天", _WEEK: "周", _MONTH: "月", _SEASON: "季", _YEAR: "年"}
_TIMES = {_WEEK: 52.0, _SEASON: 4.0}
_YEARLY = re.compile("年|\ue005")
_ANY_MARK = re.compile("[\ue001-\ue005]")
_MARK_BEHIND = re.compile("\\s*(?:多|来)?(?:块钱?|元钱?|圆|左右|上下)*\\s*([\ue001-\ue005])")
_MARK_BEFORE = re.compile("([\ue001-\ue005])\ue000*[，,]?\\s*$")
_CLAUSE = re.compile(r"[，。,；;、]")
_DAYS = re.compile(r"\s*[多来]?\s*(?:个?工(?![资作])|天|日)")
_MONTHS = re.compile(r"\s*[多来]?\s*个半?多?月|(?<=[仨俩])月")
_MONEY = re.compile(r"\s*多?(?:块钱?|元钱?|圆|万?元|钱|人民币|rmb|RMB)")
_SMALL = re.compile(r"\s*(?:毛|角)")
_OTHER_UNIT = re.compile(
    "\\s*[多来]?(?:[口头只条亩分岁平斤次号楼组级%％度件担吨株棵辆间套]|个(?!月)|人|年|小时|公斤|公里|点钟?|月|倍|比|\ue005)"
)
_COST = re.compile(r"花了?|用了|欠|借|医药费|药费|支出|开销|开支|学费|贷款|还款|赔|住院费|成本|要交")
_LOSS = re.compile(r"亏|赔|倒贴")
_COST_AFTER = re.compile(r".{0,4}(?:医药费|药费|学费|债)")
_EARNED = re.compile(r"收入|挣|赚|工资|打工|低保|养老金|退休|补贴|补助|分红|卖|给我?|寄|进账|租金")
_NONE = re.compile(
    r"颗粒无收|绝收|一分钱?(?:都|也)?(?:没|冇|无)|一毛钱?(?:都|也)?(?:没|冇|无)|分文(?:没|无|未)|没挣(?:到|着)?钱?|没赚|挣不到钱|"
    r"没(?:有)?(?:打工|上班|干活|出去|做工|种地|养|地|低保|养老金|补贴|补助|领|享受)|"
    r"(?:没|无|冇)(?:有|得)?(?:任何|一分|半点)?(?:收入|钱|进账|工资|来源|进项)|零收入|^\s*(?:没有?|无|冇|没得)(?:了|啊|呀|的|哦)?\s*(?:[。.!！，,]|$)"
)
_HARDLY = re.compile(r"没(?:有)?(?:啥|什么|多少|几个)(?:收入|钱|进账|来源)?")
_ONLY_FROM = re.compile(r"(?:就|只|光|靠|还有)(?:有|靠|是|领|拿|一?点)*(?:养老金|低保|退休金?|补贴|补助|打工|种地)")
# A pension and 低保 are told by the month; so small a sum is no year's.
_BY_MONTH = re.compile(r"养老金|养老钱|低保|退休金?")
_MONTHLY_BELOW = 1000.0
_UNKNOWN = re.compile(r"不晓得|不知道|不清楚|说不[清准上]|不好说|记不[清得]|没算过|算不[清出]|不一定|没数")
_EACH = re.compile(r"每人|每个人|人均|一个人|各(?!种|项|类)")
_AGAIN = re.compile(r"就是|等于|相当于|合起来")
_TOO_MUCH, _IMPOSSIBLE = 3_000_000.0, 100_000_000.0


@dataclass(frozen=True, slots=True)
class _Flow:
    """One amount with the mark of the period it is said for; ``cost`` when it is money spent."""

    quantity: Quantity
    period: str
    cost: bool


@dataclass(slots=True)
class _Work:
    """Days and months worked, as far as said; ``monthly`` when the days are those of a month."""

    days: float = 0.0
    months: float = 0.0
    monthly: bool = False


def money(text: str, question: str = "") -> Parsed[float] | None:
    """What ``text`` says in 元 a year; 0 for 没有, None when it says nothing or 不晓得.

    Whatever was computed, is a range or sounds too much is to be confirmed; ``why`` shows the working.
    """
    marked = _mark(narrow(text))
    start = after_correction(marked)
    flows, work = _sort(marked)
    if start and len(flows) > 1:
        flows = [flow for flow in flows if flow.quantity.start >= start][-1:] or flows[-1:]
    kept = [flow for flow in flows if not flow.cost] or flows
    if not kept:
        return _nothing(text)
    years = [year for flow in kept if (year := _a_year(flow, work))]
    return _together(years, text) if len(years) == len(kept) else None


def _mark(text: str) -> str:
    """``text`` with each period word replaced by its mark, filled up so that positions stay."""
    for pattern, mark in _PERIODS:
        text = pattern.sub(partial(_marked, mark), text)
    return text


def _marked(mark: str, found: re.Match[str]) -> str:
    return mark.ljust(len(found[0]), _FILL)


def _sort(text: str) -> tuple[list[_Flow], _Work]:
    """The amounts of money in ``text``, and the days and months of work."""
    flows: list[_Flow] = []
    work = _worked_half_year(text)
    found = [q for q in quantities(text) if not re.match(r"\d{9}", text[q.start : q.end])]
    bounds = [0, *(q.end for q in found)], [*(q.start for q in found), len(text)]
    for number, quantity in enumerate(found):
        before, after = text[bounds[0][number] : quantity.start], text[quantity.end :]
        if _DAYS.match(after):
            work.days, work.monthly = quantity.value, _MONTH in before
        elif months := _MONTHS.match(after):
            work.months = quantity.value + (0.5 if "半" in months[0] else 0.0)
        elif _MONEY.match(after) or not _OTHER_UNIT.match(after):
            own = after[: bounds[1][number + 1] - quantity.end]
            flows.append(_flow(quantity, before, own, bool(_DAYS.match(_after_next(found, number, text)))))
    return flows, work


def _after_next(found: list[Quantity], number: int, text: str) -> str:
    return text[found[number + 1].end :] if number + 1 < len(found) else ""


def _worked_half_year(text: str) -> _Work:
    found = re.search(r"(大)?半年", text)
    return _Work(months=(8.0 if found[1] else 6.0) if found else 0.0)


def _flow(quantity: Quantity, before: str, after: str, days_follow: bool) -> _Flow:
    if _SMALL.match(after):
        quantity = quantity.times(0.1)
    clause, behind = _CLAUSE.split(before)[-1], _CLAUSE.split(after)[0]
    cost = bool(_COST.search(clause) or _COST_AFTER.match(after)) and not _EARNED.search(clause)
    period = "" if days_follow and _ANY_MARK.search(clause) else _period_behind(behind)
    period = period or _period_before(clause, before)
    if not period and _BY_MONTH.search(clause) and 0 < quantity.value < _MONTHLY_BELOW and not _YEARLY.search(behind):
        period = _MONTH
    return _Flow(quantity, period, cost)


def _period_behind(clause: str) -> str:
    found = _MARK_BEHIND.match(clause)
    return found[1] if found else ""


def _period_before(clause: str, before: str) -> str:
    """The last mark of the clause, or one that stands alone before a comma: 一天，一百二."""
    marks = _ANY_MARK.findall(clause) or _MARK_BEFORE.findall(before)
    return str(marks[-1]) if marks else ""


def _a_year(flow: _Flow, work: _Work) -> tuple[Quantity, str] | None:
    """One amount brought to a year, and the working when there was any; None when days are missing."""
    amount, said = flow.quantity, f"{flow.quantity.value:g}元"
    months = work.months or 12.0
    if flow.period == _DAY:
        if not work.days:
            return None
        if work.monthly:
            return amount.times(work.days * months), f"一天{said}×每月{work.days:g}天×{months:g}个月"
        return amount.times(work.days), f"一天{said}×{work.days:g}天"
    if flow.period == _MONTH:
        return amount.times(months), f"一个月{said}×{months:g}个月"
    if flow.period in _TIMES:
        times = _TIMES[flow.period]
        return amount.times(times), f"一{_NAMES[flow.period]}{said}×{times:g}"
    return amount, ""


def _together(years: list[tuple[Quantity, str]], text: str) -> Parsed[float] | None:
    """The sum of what comes in over a year; an amount said twice (三万，就是30000) counts once."""
    distinct: list[tuple[Quantity, str]] = []
    for amount, working in years:
        again = [w for other, w in distinct if abs(amount.value - other.value) <= 0.01 * other.value]
        if not again or (working in again and not _AGAIN.search(text)):
            distinct.append((amount, working))
    low, high, value = (sum(getattr(q, part) for q, _ in distinct) for part in ("low", "high", "value"))
    if high > _IMPOSSIBLE:
        return None
    why = _why(distinct, value, text)
    least, most = (round(low, 2), round(high, 2)) if low != high else (None, None)
    return Parsed(round(value, 2), text.strip()[:60], bool(why), why, least, most, "元", "年")


def _why(amounts: list[tuple[Quantity, str]], value: float, text: str) -> str:
    if len(amounts) > 1 or amounts[0][1]:
        parts = [working or f"{amount.value:g}元" for amount, working in amounts]
        return f"{'＋'.join(parts)}＝{value:g}元"
    if _LOSS.search(text) and not _EARNED.search(text):
        return "说的像是亏掉的钱"
    if _EACH.search(text):
        return "说的是每个人的数"
    if value > _TOO_MUCH:
        return "这个数很大"
    if 0 < value < 100 and amounts[0][0].bare:
        return "这个数很小，是不是少了“万”或“千”"
    return "说的是大概的数" if amounts[0][0].ranged or _UNKNOWN.search(text) else ""


def _nothing(text: str) -> Parsed[float] | None:
    """No figure: nothing came in (0), hardly anything (0, asked back), or nobody knows (None)."""
    hardly = _HARDLY.search(text)
    none = _NONE.search(text)
    if not (none or hardly) or _UNKNOWN.search(text):
        return None
    if not none and _ONLY_FROM.search(text):
        return None  # 没什么钱，就养老金: something comes in, how much is to be asked
    why = "" if none else "说的像是几乎没有"
    words = (none or hardly or [""])[0]
    return Parsed(0.0, words, bool(why), why, unit="元", period="年")
