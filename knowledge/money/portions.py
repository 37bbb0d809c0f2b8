"""A part of the amount that was told: 报了七成, 兄弟三个平分, 比去年少一半, 打了对折."""

import re
from dataclasses import dataclass
from itertools import pairwise

from knowledge.money.flows import Flow
from knowledge.money.wanted import Wanted
from knowledge.numbers.numerals import quantities

_N = "[一二两三四五六七八九十]"
_PORTION = re.compile(
    rf"百分之(?P<percent>{_N}{{1,4}}|\d{{1,3}}(?:\.\d+)?)|(?P<sign>\d{{1,3}}(?:\.\d+)?)\s*[%％]|"
    rf"(?P<tenths>{_N}|\d)成(?P<more>{_N}|半)?(?!本)|(?P<of>{_N}|\d{{1,2}})分之(?P<part>{_N}|\d{{1,2}})|"
    rf"打(?P<off>{_N})折|(?P<half>[一每各]?[人家]?各?一半(?=$|[，。,\s])(?<=[人家各]一半)|对半|一半|半价|对折|五五)(?!年|月)"
)
_EQUAL = re.compile(
    r"(?P<n>[\d二两三四五六七八九十俩仨])(?:(?<=[俩仨])|个|家|人|户|兄弟|姐妹|口人|个人|份)+[^，。\d]{0,4}"
    r"(?:平均?[分摊]|均[分摊]|[一每]人一份|一起分|分摊|摊(?!位|下来)|AA)|平[分摊]给?(?P<m>[\d二两三四五六七八九十俩仨])[个家人户]"
)
_DOUBLED = re.compile(r"翻了?(?:一)?[倍番]|多了?一倍|加了?一倍")
_LESS = re.compile(r"死|坏|倒|淹|冲|烂|少|减|降|跌|亏|折掉|没收|缩|砍|扣")
_MORE = re.compile(r"多了?|涨|增|加")
_PAID_BACK = re.compile(r"报|赔|补|救助")
_BORROWED = re.compile("[借贷赊欠]")
_COST = re.compile("成本|本钱|开销|开支|费用")
_OWN = re.compile(r"自己|自付|自费|[我咱]们?家?[出占拿得分付摊]|归我|分[给到]我|个人|我的")
_IN_HAND = re.compile("[，。,\\s][^，。,\\s]*(?:卖|得|拿|剩|落)")
_RATE = re.compile(
    rf"(?P<n>{_N}|\d+(?:\.\d+)?)[分厘](?P<tail>{_N}|半)?的?[利息]|[利息](?:是|就|算)?(?P<m>{_N}|\d+(?:\.\d+)?)[分厘]"
)
_MONTHS_IN = {"年": 12, "月": 1}
_CLAUSE = 10


@dataclass(frozen=True, slots=True)
class Portion:
    """What is to be multiplied with, and how to say it."""

    share: float
    words: str


def portion(text: str, wish: Wanted, start: int) -> Portion | None:
    """The part that ``wish`` asks for of the amount that begins at ``start`` of ``text``; None when it is the whole."""
    if equal := _EQUAL.search(text):
        heads = quantities(equal["n"] or equal["m"])
        return Portion(1 / heads[0].value, f"{heads[0].value:g}份里的一份") if heads else None
    if _DOUBLED.search(text):
        return Portion(2.0, "一倍多上去")
    found = _PORTION.search(text)
    share = _share(found) if found else 0.0
    if not found or not 0 < share <= 1:
        return None
    before = re.split("[，。,；]", text[max(0, found.start() - _CLAUSE) : found.start()])[-1]
    if "比" not in before and found.end() < start and _IN_HAND.search(text[found.end() : start]):
        return None  # 一半没收到，卖了六千
    near = before + "|" + text[found.end() : found.end() + 4]
    return _meant(share, before, near, found, wish)


def interest(text: str, flows: list[Flow], wish: Wanted) -> Portion | None:
    """What a loan costs in the period asked, as a part of its sum: 月息一分, 百分之五, 一万块一年八百."""
    if not re.search("利|分红|股", wish.asked) or not flows or wish.period not in _MONTHS_IN:
        return None
    months = _MONTHS_IN[wish.period]
    if said := _RATE.search(text):
        tenths = said["n"] or said["m"]
        yearly = "年" in text[max(0, said.start() - 3) : said.end()]
        tail = said["tail"] or "零"
        share = (
            (quantities(tenths)[0].value + (0.5 if tail == "半" else quantities(tail)[0].value / 10))
            * (0.001 if "厘" in said[0] else 0.01)
            * (10 if yearly else 1)
        )
        share *= months / 12 if yearly else months
        return Portion(share, _said(share))
    if found := _PORTION.search(text):
        share = _share(found) * (1 if "月" not in text[max(0, found.start() - 4) : found.start()] else 12)
        return Portion(share * months / 12, _said(share * months / 12))
    return _by_a_round_sum(flows, months)


def _by_a_round_sum(flows: list[Flow], months: int) -> Portion | None:
    """借五万，一万块一年利息八百."""
    for of, cost in pairwise(flows):
        span = "月" if "月" in (*of.measure.per, *cost.measure.per) else "年"
        timed = {*of.measure.per, *cost.measure.per} & {"月", "年"}
        if len(flows) > 2 and timed and of.amount.value in (100, 1000, 10_000) and cost.amount.value < of.amount.value:
            share = cost.amount.value / of.amount.value * (months if span == "月" else months / 12)
            return Portion(share, _said(share))
    return None


def _meant(share: float, before: str, near: str, found: re.Match[str], wish: Wanted) -> Portion | None:
    rest = 1 - share
    if not before.strip(" 大概差不多就是") and wish.side in ("refund", "own"):  # 报多少？六成
        return Portion(share, _said(share))
    if _OWN.search(before):
        return Portion(share, _said(share))
    if wish.side == "debt" and _BORROWED.search(near):
        return Portion(share, _said(share))  # 总价二十五万，一半是借的
    if _COST.search(near):  # 毛收入六万，成本占一半
        return {"net": Portion(rest, _said(rest)), "cost": Portion(share, _said(share))}.get(wish.side)
    if _PAID_BACK.search(near):
        return {"own": Portion(rest, _said(rest)), "refund": Portion(share, _said(share))}.get(wish.side)
    if _LESS.search(near):
        return Portion(share if wish.side == "loss" else rest, _said(share if wish.side == "loss" else rest))
    if _MORE.search(before):
        return Portion(1 + share, _said(1 + share))
    halved = found["off"] or found["of"] or re.search("[对折人家各]", found[0]) or re.search("只有|剩", before)
    return Portion(share, _said(share)) if halved else None


def _said(share: float) -> str:
    return f"{share * 100:g}%"


def _share(found: re.Match[str]) -> float:
    if found["half"]:
        return 0.5
    if found["of"]:
        whole, part = (quantities(found[name])[0].value for name in ("of", "part"))
        return part / whole if whole else 0.0
    if words := found["percent"] or found["sign"]:
        return quantities(words)[0].value / 100
    tenths = quantities(found["tenths"] or found["off"])[0].value
    more = found["more"]
    return (tenths + (0.5 if more == "半" else quantities(more)[0].value / 10 if more else 0.0)) / 10
