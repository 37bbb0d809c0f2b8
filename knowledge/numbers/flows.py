"""The amounts of money in a text, each with its side, its time, its person and its kind."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.numbers.measures import TIMES, YUAN, Measure, measures
from knowledge.numbers.moneywords import ANSWER, NOTHING, kinds_in, last_person, side_before, side_behind, when_in
from knowledge.numbers.numerals import Quantity

_CLAUSE = re.compile(r"[，。,；;！!？?…、\s]")
_FILL = re.compile(
    r"[，。,；;！!？?…、\s=＝+＋啊呢吧嘛哦哎唉诶嗯喏呐咯啦呗的了没就是也才还只有都大概约差不多左右对一年个月每天总共合计加起下来去等于得到那这么反正拢统算我家里说讲能块元钱样子按]*"
)
_AGE = re.compile(r"岁|年[龄纪]|属|今年(?!收)|虚岁|[满过]$")
_TIMES_SIGN = re.compile(r"(?:块钱?|元|天|个月)?\s*(?:乘以?|×|[xX*])\s*")
_CALL = re.compile(r"(?:拨打?|打|热线|电话|号码|尾号)是?$")
_HOUSE = re.compile(r"(?:号楼|栋|幢|单元|座|室|楼)$")
_GIVES = re.compile(r"[给寄汇]")
_CARRIED = ("debt", "cost", "loss")
_LIKE_AGE = 120


@dataclass(slots=True)
class Flow:
    """One amount: ``gap`` holds the words since the amount before it, ``clause`` those of its own clause, ``behind``
    what follows. ``when`` is inherited from the flow before where that makes sense."""

    measure: Measure
    gap: str
    clause: str
    behind: str
    side: str = ""
    when: str = ""
    who: str = ""
    kinds: frozenset[str] = frozenset()
    carried: bool = False
    giver: str = ""

    @property
    def amount(self) -> Quantity:
        """How much."""
        return self.measure.quantity

    @property
    def bare(self) -> bool:
        """Does it stand without a word that tells what it is?"""
        return not self.who and bool(_FILL.fullmatch(self.gap))


def read(text: str) -> tuple[list[Flow], list[Measure]]:
    """The flows of ``text`` and its other measures (days, heads, 亩 …), noise left out."""
    found = _multiplied(measures(text), text)
    flows: list[Flow] = []
    money = [each for each in found if each.unit == YUAN and not _in_nothing(each, text)]
    single = len(money) == 1
    last = 0
    for number, each in enumerate(money):
        if _is_noise(each, text[last : each.start], text, money, single):
            continue
        stop = money[number + 1].start if number + 1 < len(money) else len(text)
        flows.append(_flow(each, text[last : each.start], text[each.end : stop], flows))
        last = each.end
    return _alike(flows), [each for each in found if each.unit not in (YUAN, "")]


def _alike(flows: list[Flow]) -> list[Flow]:
    """我一个月180，他200: what another person gets beside it is told for the same time."""
    for before, each in [*pairwise(flows), *((later, first) for first, later in pairwise(flows))]:
        spans = tuple(unit for unit in before.measure.per if unit in TIMES)
        listed = set(each.measure.per) & set(before.measure.per) - set(TIMES)
        other = listed or (each.who and before.who and each.who != before.who)
        near = before.amount.value / 4 <= each.amount.value <= before.amount.value * 4
        if spans and other and near and not set(each.measure.per) & set(TIMES) and "年" not in each.gap:
            each.measure = replace(each.measure, per=(*each.measure.per, *spans))
    return flows


def _in_nothing(measure: Measure, text: str) -> bool:
    """Is the number part of 一分没有?"""
    small = measure.quantity.high <= 1
    return small and any(f.start() <= measure.start < f.end() for f in NOTHING["any"].finditer(text))


def _multiplied(found: list[Measure], text: str) -> list[Measure]:
    """三千五乘十二 as one amount."""
    joined: list[Measure] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and before.unit == YUAN and not before.per and _TIMES_SIGN.fullmatch(text[before.end : each.start]):
            factor = each.quantity.value
            working = f"{before.working or f'{before.quantity.value:g}元'}×{factor:g}"
            joined[-1] = replace(before, quantity=before.quantity.times(factor), end=each.end, working=working)
        else:
            joined.append(each)
    return joined


def _is_noise(measure: Measure, gap: str, text: str, money: list[Measure], single: bool) -> bool:
    """An age, a date, 一只脚: a bare small number that nobody calls money."""
    if gap.endswith(("满", "过了")) and 50 <= measure.quantity.high <= 110 and not measure.said:
        return True
    if measure.said or measure.per or measure.quantity.high >= _LIKE_AGE:
        return not measure.said and bool(_CALL.search(gap) or _HOUSE.search(gap)) and measure.quantity.bare
    words = text[measure.start : measure.end]
    rest = text[: measure.start] + text[measure.end :]
    small = measure.quantity.high < 10
    if small and not (single and _FILL.fullmatch(rest) and (words.isascii() or len(text) <= 4)):
        return True
    if _AGE.search(gap) or _HOUSE.search(gap):
        return True
    clause = _own_clause(gap)
    named = side_before(clause) or kinds_in(clause) or "加" in text[measure.end : measure.end + 1] + gap[-1:]
    return not named and any(each.quantity.high >= _LIKE_AGE for each in money)


def _flow(measure: Measure, gap: str, after: str, flows: list[Flow]) -> Flow:
    clause, behind = _own_clause(gap), _CLAUSE.split(after, maxsplit=1)[0][:10]
    side = side_before(clause) or side_behind(behind)
    if not side and _FILL.fullmatch(clause):
        side = side_before(gap[-16:])
    before = flows[-1] if flows else None
    carried = bool(not side and before and before.side in _CARRIED and "年" not in clause and not _FILL.fullmatch(gap))
    side = before.side if carried and before else side
    who = giver = "stranger" if ANSWER["hearsay"].search(gap[-14:]) else last_person(gap)
    if who and _GIVES.search(clause):
        who = ""
    kinds = kinds_in(clause) or (kinds_in(behind[:4]) - {"net_pay"})
    when = when_in(gap) or (before.when if before and before.when not in ("before", "") else "")
    return Flow(measure, gap, clause, behind, side, when, who, kinds, carried, giver)


def _own_clause(gap: str) -> str:
    """The words of the clause that the amount stands in; the one before when those are too few to tell."""
    return _CLAUSE.split(gap)[-1]
