"""An amount brought to what was asked: 一天120 × 200天, 一亩600 × 5亩, 一斤12 × 一天20斤."""

import re
from dataclasses import dataclass

from knowledge.money.counting import Scope, Sum, count_of, in_words
from knowledge.money.flows import Flow
from knowledge.money.moneywords import persons_in
from knowledge.money.units import EXTRA, PIECES, TIMES, Measure
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import Quantity

_IN_YEAR = {"周": 52.0, "半月": 24.0, "季": 4.0, "学期": 2.0}
_ONE = {"人": "每人", "月": "一个月", "小时": "一个小时", "学期": "一个学期", "半月": "半个月"}
_TERM_WEEKS = 20
_A_MONTHS_DAYS = 31
_RENT = 10_000  # no month's rent is higher
_HIRED = re.compile("请|雇|师傅|工人|帮工|小工|大工")
_FEASTS = re.compile("过年|春节|中秋|端午|清明|生日|重阳|冬至|国庆|年底|开学")
_OF_A_CROP = re.compile("[采摘收挖割]|稻|谷|茶|笋|菇|莓")
_JUST = "，, 就是要大概差不多一共总收了拿挣给赚发"
_UNSAID = "没说有几{}"


@dataclass(slots=True)
class Reckoned:
    """The amount for the period asked, its working (empty when nothing was computed) and what is doubtful."""

    flow: Flow
    amount: Quantity
    working: str = ""
    doubt: str = ""

    @property
    def counted(self) -> bool:
        """Was it told how many there are of what it is the price of?"""
        return not self.doubt.startswith(_UNSAID[:-2])


def reckon(flow: Flow, wish: Wanted, others: list[Measure], scope: Scope) -> Reckoned | None:
    """``flow`` for the period of ``wish``, with the counts among ``others``; those in its ``scope`` are its own.
    None when what is needed was not said."""
    total = Sum(flow, wish, others, scope.since, scope.until, scope.leads, scope.only, flow.amount, named=scope.named)
    per = flow.measure.per
    times = [unit for unit in per if unit in TIMES]
    total.time = times[-1] if times else _implied(total)
    for unit in per:
        if unit not in TIMES and unit != wish.piece:
            _times_count(total, unit)
    if wish.side == "cost" and "天" in per and "人" not in per and _HIRED.search(flow.gap):
        _times_hands(total)
    if wish.piece == "人" and "人" not in per:
        _by_heads(total)
    if not _to_period(total):
        return None
    working = "×".join([_rate(total, per), *total.parts]) if total.parts else flow.measure.working
    if not per and not total.parts and (span := _span_of(total)):
        total.amount = total.amount.times(1 / span.quantity.value)
        working = f"{flow.amount.value:g}元÷{span.quantity.value:g}{'个月' if span.unit == '月' else span.unit}"
    elif total.wish.period == "年" and not per and not total.parts and (years := _years(total)):
        total.amount = total.amount.times(1 / years)
        working = f"{flow.amount.value:g}元÷{years:g}年"
    doubt = total.doubt or ("" if per or total.time else _of_a_part(total))
    return Reckoned(flow, total.amount, working, doubt)


def _of_a_part(total: Sum) -> str:
    """三个月一万二 stands for itself, but is it all of the year?"""
    start = total.flow.measure.start
    part = next((each for each in total.measures if each.unit == "月" and 0 <= start - each.end <= 2), None)
    if total.wish.period == "年" and re.search("[上下前后]半年", total.flow.gap):
        return "只说了半年的"
    return f"说的是{part.quantity.value:g}个月的钱" if part and total.wish.period == "年" else ""


def _span_of(total: Sum) -> Measure | None:
    """两个月一百八 asked for a month: the months, days or weeks that the amount was told for."""
    start = total.flow.measure.start
    near = (each for each in total.measures if each.unit == total.wish.period != "年" and each.per in ((), ("月",)))
    gap = total.flow.gap
    told = (each for each in near if 0 <= start - each.end <= 3 and not gap[len(gap) - start + each.end :].strip(_JUST))
    return next((each for each in told if each.quantity.value > 1), None)


def _years(total: Sum) -> float:
    """十年一共给了两万: how many years it was for, 0 when one."""
    near = [each for each in total.measures if each.unit == "年" and 0 <= total.flow.measure.start - each.end < 8]
    gap = total.flow.clause
    if re.search("[今去前]年[和加跟][今去前]年", gap):
        return 2.0
    many = near[-1].quantity.value if near and near[-1].start >= total.since else 0.0
    return many if 2 <= many <= 30 and not total.flow.when and not re.search("[去今前上]年|[年第]前|届", gap) else 0.0


def _rate(total: Sum, per: tuple[str, ...]) -> str:
    units = [unit for unit in per if unit not in TIMES]
    named = "".join(_one(unit) for unit in ([total.time] if total.time else []) + units)
    return f"{named}{total.flow.amount.value:g}元"


def _one(unit: str) -> str:
    return _ONE.get(unit, f"一{unit}")


def _times_count(total: Sum, unit: str) -> None:
    """Multiply by how many there are of ``unit``, and by what that count is told for: 一天二十斤."""
    count = count_of(total, unit)
    named = persons_in(total.flow.gap)
    if count and unit == "人" and len(both := persons_in(_behind(count, total.flow))) > 1:
        count, named = None, both  # 三个劳力，我跟我爱人一个人三万五
    if count is None and unit == "人" and len(named) > 1:
        total.amount = total.amount.times(len(named))
        total.parts.append(f"{len(named)}人")
    elif count is None and unit == "人" and len(feasts := set(_FEASTS.findall(total.flow.clause))) > 1:
        total.amount = total.amount.times(len(feasts))
        total.parts.append(f"{len(feasts)}次")
    elif count is None and unit == "人" and total.wish.people:
        total.amount = total.amount.times(total.wish.people)
        total.parts.append(f"{total.wish.people}人")
    elif count is None:
        total.doubt = total.doubt or _UNSAID.format(unit)
    else:
        total.by(count, in_words(count))
        for outer in count.per:
            if outer in TIMES:
                total.time = total.time or outer
            else:
                _times_count(total, outer)


def _behind(count: Measure, flow: Flow) -> str:
    """The words between a count and the amount, "" where it stands elsewhere."""
    since = count.end - (flow.measure.start - len(flow.gap))
    return flow.gap[since:] if 0 <= since < len(flow.gap) else ""


def _times_hands(total: Sum) -> None:
    """请两个人，一天一百三: hired hands are paid each."""
    hands = count_of(total, "人")
    if hands:
        total.by(hands, in_words(hands))


def _by_heads(total: Sum) -> None:
    """全家四口，两万八 asked for each of them."""
    heads = count_of(total, "人")
    if not heads:
        total.doubt = _UNSAID.format("个人")
    elif heads.quantity.value:
        total.amount = total.amount.times(1 / heads.quantity.value)
        total.parts.append(f"1/{heads.quantity.value:g}")


def _implied(total: Sum) -> str:
    """The period of an amount that was told without one, by the days or months that follow: 两百六做了一百天."""
    start, end = total.flow.measure.end, total.until
    if any(each.unit == "月" and 0 <= total.flow.measure.start - each.end <= 1 for each in total.measures):
        return ""  # 半年三万，后面半年没活
    if "半年" in total.flow.gap:
        return ""
    if total.wish.side in ("debt", "loss"):
        return ""
    value = total.flow.amount.value
    last = max(total.measures, key=lambda each: each.start, default=None)
    listed = last and last.unit == "月" and not last.per and last.start >= end
    if listed and "租" in total.wish.asked and value <= _RENT:
        return "月"  # 一楼一千二，二楼八百，租了十个月
    near = [each for each in total.measures if start <= each.start < min(start + 12, end)]
    own = [each for each in near if end - each.end not in (0, 1)]
    units = {each.unit for each in own if each.per in ((), ("年",))}
    if "天" in units and value <= 1500 and not total.flow.measure.per:
        return "天"
    return "月" if "月" in units and 500 <= value <= 30_000 else ""


def _to_period(total: Sum) -> bool:
    time, period = total.time, total.wish.period
    if not time or time == period:
        return True
    if time == "小时":
        if not _hours(total) or period == "天":
            return period == "天" and bool(total.parts)
        if not period and not count_of(total, "天"):
            return True
        time = total.time if total.time != "小时" else "天"
        if time == period:
            return True
    if time == "年" or (time == "月" and period == "天"):
        return _shorter(total, time, period)
    if time in ("天", "小时"):
        return _from_days(total, period)
    if time in _IN_YEAR:
        return _from_spans(total, time, period)
    return _from_months(total, period)


def _from_spans(total: Sum, time: str, period: str) -> bool:
    """From weeks, half months, seasons and terms, counted where they are, else as many as the period has."""
    whole = {"年": 1.0, "月": 1 / 12, "学期": _TERM_WEEKS / 52}.get(period)
    told = count_of(total, time) if period in ("年", "") else None
    if told:
        total.by(told, f"{told.quantity.value:g}{time}")
    elif period == "月":
        total.amount = total.amount.times(_IN_YEAR[time] / 12)
        total.parts.append(f"{_IN_YEAR[time]:g}÷12")
    elif whole:
        if time == "季" and _OF_A_CROP.search(total.flow.gap):
            total.doubt = "不知道一年做几季"  # 采茶一季四千
            return True
        total.amount = total.amount.times(_IN_YEAR[time] * whole)
        total.parts.append(f"{_IN_YEAR[time] * whole:g}{time}")
    return True


def _hours(total: Sum) -> bool:
    count = count_of(total, "小时")
    if count:
        total.by(count, f"{count.quantity.value:g}小时")
        total.time = next((unit for unit in count.per if unit in TIMES), total.time)  # 一个月做一百二十个钟
    return bool(count)


def _shorter(total: Sum, time: str, period: str) -> bool:
    """一年三万六 asked by the month, 一个月六千 by the day."""
    if time == "年" and not period and (years := count_of(total, "年")) and years.quantity.value >= 2:
        total.by(years, f"{years.quantity.value:g}年")  # 一年八千，三年了
        return True
    if time == "年" and not period and re.search("[一总]共|合计|总额", total.wish.asked):
        total.doubt = "没说有几年"
    if not period or (time == "年" and period not in ("月", "季")):
        return True
    days = count_of(total, "天")
    share = (12.0 if period == "月" else 4.0) if time == "年" else days.quantity.value if days else 30.0
    total.amount = total.amount.times(1 / share) if share else total.amount
    total.parts.append(f"1/{share:g}")
    return True


def _from_days(total: Sum, period: str) -> bool:
    by_month, by_week, days = count_of(total, "天", "月"), count_of(total, "天", "周"), count_of(total, "天")
    if by_month and period in ("月", "年"):
        total.by(by_month, f"每月{by_month.quantity.value:g}天")
        return period == "月" or _from_months(total, period)
    if by_week and period in ("年", "周"):
        total.by(by_week, f"每周{by_week.quantity.value:g}天")
        if period == "年":
            total.amount = total.amount.times(52)
            total.parts.append("52周")
        return True
    if days and (period != "月" or days.quantity.high <= _A_MONTHS_DAYS):
        total.by(days, f"{days.quantity.value:g}天")
        return True
    if (months := count_of(total, "月")) and period == "年" and not total.doubt:  # 夏天三个月，一天卖六十
        total.by(months, f"{months.quantity.value:g}个月")
        total.amount = total.amount.times(30)
        total.parts.append("30天")
        total.doubt = "没说一个月做几天"
        return True
    goods = total.only and any(
        each.unit in PIECES + "个斤" and "天" in each.per for each in total.measures
    )  # 一天捡二十个蛋
    if (total.wish.side in ("cost", "own", "any") or goods) and period in ("年", "月"):
        every = 365 if period == "年" else 30
        total.amount = total.amount.times(every)
        total.parts.append(f"{every}天")
        return True
    return False


def _from_months(total: Sum, period: str) -> bool:
    months = count_of(total, "月")
    if not period and not months and (years := count_of(total, "年")):  # 每个月三百，吃了两年
        total.by(years, f"{years.quantity.value:g}年")
        total.amount = total.amount.times(12)
        total.parts.append("12个月")
        return True
    if period == "季":
        total.amount = total.amount.times(3)
        total.parts.append("3个月")
    elif period == "学期":
        value = months.quantity.value if months else 5.0
        total.amount = total.amount.times(value)
        total.parts.append(f"{value:g}个月")
    elif period == "年" or (period == "" and months):
        value = months.quantity.value if months else 12.0
        value = min(value, 12.0) if period else value
        value += sum(each.quantity.value for each in total.measures if each.unit == EXTRA)
        total.amount = total.amount.times(value)
        total.parts.append(f"{value:g}个月")
    elif period == "":
        total.doubt = _UNSAID.format("个月")
    return True
