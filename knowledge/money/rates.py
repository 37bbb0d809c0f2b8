"""What an amount is told for when only its neighbours say so: 我一个月180，他200; 每月三千，扣社保三百."""

import re
from dataclasses import replace
from itertools import pairwise

from knowledge.money.flows import Flow
from knowledge.money.units import TIMES, Measure

_AT_ONCE = re.compile("押金|罚|借支|预支|一次")
_BONUS = re.compile(r"(?:提成|奖金|全勤|绩效|加班费?|补贴|餐补|话补)(?:平均|大概|差不多|有|也有|是|能有|能拿)*$")
_ALSO = re.compile(r"也(?:是|有|差不多|一样)?$")
_YEARLY = re.compile(r"[田地山]租|(?<![今去前旧上两几])年(?!轻)")
_ADDED_UP = re.compile("(?:加|合)(?:起来|一起|下来)[^，。]{0,4}$")
_NO_MONTHS = 20_000  # 元; more than a month brings
_NEAR = 12  # characters between a schedule and its amount
_HEAVY, _DEAREST = 10, 100  # a weight in 斤 that has a price, and the highest one for a 斤


def with_rates(flows: list[Flow], others: list[Measure]) -> list[Flow]:
    """``flows`` with the units that pass from one to the next, or from the counts among ``others``."""
    _by_weight(flows, others)
    _by_the_shift(flows, others)
    return _scheduled(_by_the_mu(_taken_off(_listed(_alike(flows), others)), others), others)


def _scheduled(flows: list[Flow], others: list[Measure]) -> list[Flow]:
    """半年一交，四千八: the amount that follows is for one time."""
    for often in others:
        after = [each for each in flows if often.often and (each.measure.start > often.start or len(flows) == 1)]
        if after and not after[0].measure.per and (len(flows) == 1 or len(after[0].gap) < _NEAR):
            after[0].measure = replace(after[0].measure, per=(often.unit,))
    return flows


def _by_weight(flows: list[Flow], others: list[Measure]) -> None:
    """三千斤，六块二: so small an amount beside a weight is its price."""
    only = flows[0] if len(flows) == 1 else None
    heavy = any(each.unit in ("斤", "公斤") and each.quantity.value >= _HEAVY for each in others)
    if only and heavy and not only.measure.per and only.measure.said and only.amount.value <= _DEAREST:
        only.measure = replace(only.measure, per=("斤",))


def _by_the_shift(flows: list[Flow], others: list[Measure]) -> None:
    """四个小时一百，一个月做二十天: what some hours bring is a day's; 每个月工资加起来五万 is the year's."""
    for each in flows:
        start, gap = each.measure.start, each.gap
        if each.measure.per == ("月",) and each.amount.value >= _NO_MONTHS and _ADDED_UP.search(gap):
            each.measure = replace(each.measure, per=("年",))
        hours = next((one for one in others if one.unit == "小时" and 0 <= start - one.end <= 2), None)
        if hours and not each.measure.per and any(one.unit == "天" for one in others):
            each.measure = replace(each.measure, per=("天",))


def _listed(flows: list[Flow], others: list[Measure]) -> list[Flow]:
    """枇杷三百斤八块一斤，橄榄五百斤四块: what has its own count of the piece that a price was told for."""
    since = 0
    for each in flows:
        start, gap = each.measure.start, each.gap
        before = (other for other in others if since <= other.start < other.end <= start and not other.per)
        own = {other.unit for other in before if not gap[len(gap) - start + other.end :].strip(" ，,")}
        for priced in flows:
            unit = next((unit for unit in priced.measure.per if unit in own and unit not in (*TIMES, "人")), "")
            near = priced.amount.value / 20 <= each.amount.value <= priced.amount.value * 20
            if unit and near and not each.measure.per:
                each.measure = replace(each.measure, per=priced.measure.per)
        since = each.measure.end
    return flows


def _taken_off(flows: list[Flow]) -> list[Flow]:
    """每月三千，扣社保三百: what is taken off a month's or a day's pay, and what is left, is for the same time."""
    first = flows[0] if flows else None
    rated = first and first.measure.per in (("月",), ("天",), ("周",))
    if not first or not rated or first.side not in ("", "income", "gross", "given"):
        return flows
    for each in flows[1:]:
        less = (
            _BONUS.search(each.clause)
            or "自己" in each.clause
            or (each.side in ("minus", "net", "cost") and each.amount.value < first.amount.value)
        )
        if (
            less
            and not _AT_ONCE.search(each.gap + each.behind)
            and not each.measure.per
            and not _YEARLY.search(each.gap)
        ):
            each.measure = replace(each.measure, per=first.measure.per)
    return flows


def _by_the_mu(flows: list[Flow], others: list[Measure]) -> list[Flow]:
    """化肥一亩两百，农药六十，机耕一百四，一共三亩: a list that starts by the 亩 goes on so."""
    mu = [each for each in others if each.unit == "亩"]
    if len(flows) < 3 or len(mu) != 1 or flows[0].measure.per != ("亩",):
        return flows
    outside = mu[0].start > flows[-1].measure.start or mu[0].start < flows[0].measure.start
    if outside and not any(each.measure.per for each in flows[1:]) and all(each.amount.value < 1000 for each in flows):
        for each in flows[1:]:
            each.measure = replace(each.measure, per=("亩",))
    return flows


def _alike(flows: list[Flow]) -> list[Flow]:
    """我一个月180，他200: what another person gets beside it is told for the same time."""
    for before, each in [*pairwise(flows), *((later, first) for first, later in pairwise(flows))]:
        spans = tuple(unit for unit in before.measure.per if unit in TIMES)
        listed = set(each.measure.per) & set(before.measure.per) - set(TIMES)
        other = bool(listed or (each.who and before.who and each.who != before.who))
        other = bool(other or _ALSO.search(each.gap)) and "年" not in each.gap
        other = other or (each.when == "now" and before.when != "now" and not _YEARLY.search(each.gap))
        if before.when and each.when not in ("", before.when) and not each.measure.per and not spans:
            spans = before.measure.per  # 前年一斤六十，去年四十五
            other = bool(spans)
        near = before.amount.value / 4 <= each.amount.value <= before.amount.value * 4
        if spans and other and near and "卖" not in each.gap and not set(each.measure.per) & set(TIMES):
            each.measure = replace(each.measure, per=(*each.measure.per, *spans))
    return flows
