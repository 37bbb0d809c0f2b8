"""The amounts of money in a text, each with its side, its time, its person and its kind."""

import re
from dataclasses import dataclass, replace

from knowledge.money.measures import measures
from knowledge.money.moneywords import (
    ANSWER,
    NOTHING,
    kinds_in,
    last_person,
    persons_in,
    side_before,
    side_behind,
    when_in,
)
from knowledge.money.units import PIECES, TIMES, UNREAD, YUAN, Measure
from knowledge.numbers.numerals import Quantity

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
_CLAUSE = re.compile(r"[，。,；;！!？?…、\s]")
_FILL = re.compile(
    r"[，。,；;！!？?…、\s()（）:：整=＝+＋啊呢吧嘛哦哎唉诶嗯喏呐咯啦呗的了没冇就是也才还只有都大概约差不多左右对一年个月每天总共合计加起下来去等于得到那这么反正拢统算我家里说讲能块元钱样子按]*"
)
_AGE = re.compile(r"岁|年[龄纪]|属|今年(?:都|快|已经|也|刚)*$|虚岁|[满过]$")
_TIMES_SIGN = re.compile(r"(?:块钱?|元|天|个月)?\s*(?:乘以?|×|[xX*])\s*")
_CALL_BEHIND = re.compile(r"[^，。]{0,2}(?:开头|结尾|打头|[那这]种)")
_CALL = re.compile(
    r"(?:拨打?|热线|电话|号码|尾号|[后前末][三四六八]位(?:数字?)?|身份证号?|卡号|编号|工号)(?:[是为:：]|\s)*$"
)
_ENOUGH = re.compile("够[买吃用交付还看]")
_EVERYBODY = re.compile("都(?:有|领|拿|享|交|吃|给|一样|是)")
_EACH_OF = re.compile(r"[^，。,\s\d都各]{0,6}(?:都|各)[是有给挣赚拿领交寄]?了?")
# 我八十三了 is an age; 自己留三十 so many of what was counted.
_OLD = re.compile(r"(?:我|他|她|人|妈|爸|公|婆|伴|嬷)(?:都|已经|也|今年|快)*$")
_BY_AGE = re.compile("岁|才[有能]|年[纪龄]")
_KEPT = re.compile(r"(?:留|送|吃|剩|坏|死|丢|烂)(?:了|掉)?$")
_GONE = re.compile(r"(?:死|丢|跑|飞|烂|[冲淹漂]走?|[冻饿病淹]死)(?:了|掉)?$")
_DIRECTLY = re.compile(r"[^，。,；;\d]{0,3}")
_DIALLED = re.compile(r"打(?=1[12][0-9](?!\d)|\d{5})")
_ITEM = re.compile(r"(?:的|[那这][份个块种笔])(?:是|就|大概|差不多)?$")
_ADDED = re.compile(r".*(?:另有|另外|还有|加上|再加|外加|此外)")
_NAMED = re.compile(r"(?:月|大的|小的|岁|[今去]年|[我他她爸妈公婆伴]|号|第)(?:都|已经|也|快)*$")
_FEW = 10
_HOUSE = re.compile(r"(?:号楼|栋|幢|单元|座|室|楼)$")
_PAID_PART = re.compile(
    r"(?:报销?|赔|补)(?:了|掉)?(?:大概)?(?:[一二三四五六七八九\d]成[一二三四五六七八九半]?|百分之[一二三四五六七八九十\d]+|\d+[%％]|一半)"
)
_STEP = re.compile(r"(?:[涨多少降加减]|增加|减少)了$")
_LATELY = re.compile(r"[上这本]个?月|[今去前]年|[上这]次")
_GIVES = re.compile(r"[给寄汇]")
_CARRIED = ("debt", "cost", "loss")
_SHORT = 3
_LIKE_AGE = 120
_MOST = 40  # amounts that are read; nobody tells more


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


def rank(when: str) -> float:
    """The order of the times named, late ones high."""
    return 1 + float(when) / 10_000 if when.isdigit() else _RANKS.get(when, 3)


def only_fills(words: str) -> bool:
    """Do the words tell nothing about an amount? 一年就, 加起来大概."""
    return _FILL.fullmatch(words) is not None


def read(text: str) -> tuple[list[Flow], list[Measure]]:
    """The flows of ``text`` and its other measures (days, heads, 亩 …), noise left out."""
    found = _multiplied(measures(text), text)
    found = _counted_again(_both(found, text), text)
    flows: list[Flow] = []
    money = [each for each in found if each.unit == YUAN and not _in_nothing(each, text)]
    money = money[:_MOST]
    single = len(money) == 1
    last = 0
    unread: list[Measure] = []
    for number, each in enumerate(money):
        if _is_noise(each, text[last : each.start], text, money, single):
            unread += _unread(each, text[last : each.start])
            continue
        stop = money[number + 1].start if number + 1 < len(money) else len(text)
        each = _converted(each, text[last : each.start], found)
        flows.append(_flow(each, text[last : each.start], text[each.end : stop], flows))
        last = each.end
    others = [each for each in found if each.unit not in (YUAN, "")]
    return flows, [*others, *unread]


def _unread(measure: Measure, gap: str) -> list[Measure]:
    """A number that may be money after all: large enough, and not called a day, an age or a number to call."""
    small = measure.quantity.high < _FEW
    return [] if small or _CALL.search(gap) or _NAMED.search(gap) else [replace(measure, unit=UNREAD)]


def _converted(measure: Measure, gap: str, found: list[Measure]) -> Measure:
    """一亩两百斤谷，折合二百六: told for the same as what it stands for."""
    goods = [each for each in found if each.unit == "斤" and each.per and each.start < measure.start]
    return replace(measure, per=goods[-1].per) if goods and not measure.per and "折" in gap else measure


def _in_nothing(measure: Measure, text: str) -> bool:
    """Is the number part of 一分没有?"""
    small = measure.quantity.high <= 1
    return small and any(f.start() <= measure.start < f.end() for f in NOTHING["any"].finditer(text))


def _both(found: list[Measure], text: str) -> list[Measure]:
    """一个月八十，两口子都有: so much for each; 一百斤一百三，卖了两千斤: a price for so many."""
    told = list(found)
    for at, each in enumerate(found):
        after = at + 1 < len(found) and found[at + 1]
        if each.unit == "人" and at and found[at - 1].unit == YUAN and _EVERYBODY.match(text, each.end):
            told[at - 1] = replace(told[at - 1], per=(*told[at - 1].per, "人"))
        elif after and each.unit == "人" and after.unit == YUAN and _EACH_OF.fullmatch(text, each.end, after.start):
            told[at + 1] = replace(after, per=(*after.per, "人"))
        elif after and after.unit == YUAN and not after.per and _DIRECTLY.fullmatch(text, each.end, after.start):
            more = any(other.unit == each.unit and other.start > after.start for other in found)
            if more and each.unit not in (*TIMES, "人", YUAN, "") and each.quantity.value > 1:
                price = after.quantity.times(1 / each.quantity.value)
                told[at + 1] = replace(after, quantity=price, per=(each.unit,), said=True)
    return told


def _counted_again(found: list[Measure], text: str) -> list[Measure]:
    """五百只鸭冲走三百，一只成本四十: so many of what was counted and has its price."""
    priced = {unit for each in found if each.unit == YUAN for unit in each.per if unit in PIECES + "个"}
    counted = next((each for each in found if each.unit in priced and not each.per), None)
    if not counted:
        return found
    return [
        replace(each, unit=counted.unit, lost=True)
        if each.unit == YUAN
        and not each.said
        and not each.per
        and counted.start < each.start
        and each.quantity.value < counted.quantity.value
        and _GONE.search(text, 0, each.start)
        else each
        for each in found
    ]


def _multiplied(found: list[Measure], text: str) -> list[Measure]:
    """三千五乘十二 as one amount."""
    joined: list[Measure] = []
    for each in found:
        before = joined[-1] if joined else None
        if before and before.unit == YUAN and not before.per and _TIMES_SIGN.fullmatch(text[before.end : each.start]):
            factor = each.quantity.value
            working = f"{before.working or f'{before.quantity.value:g}元'}×{factor:g}"
            joined[-1] = replace(before, quantity=before.quantity.times(factor), end=each.end, working=working)
        elif before and before.unit in TIMES and each.unit == YUAN and not each.per and _sign(text, before, each):
            joined.append(replace(each, per=(before.unit,)))  # 八个月×4200
        else:
            joined.append(each)
    return joined


def _sign(text: str, before: Measure, each: Measure) -> bool:
    return bool(_TIMES_SIGN.fullmatch(text[before.end : each.start]))


def _is_noise(measure: Measure, gap: str, text: str, money: list[Measure], single: bool) -> bool:
    """An age, a date, 一只脚: a bare small number that nobody calls money."""
    if _is_age(measure, gap, text) or _CALL_BEHIND.match(text, measure.end) or _DIALLED.match(text, measure.start - 1):
        return True
    if measure.said or measure.per or measure.quantity.high >= _LIKE_AGE:
        return not measure.said and bool(_CALL.search(gap) or _HOUSE.search(gap)) and measure.quantity.bare
    words = text[measure.start : measure.end]
    if "百" in words or "佰" in words:
        return False  # nobody tells an age so
    rest = text[: measure.start] + text[measure.end :]
    small = measure.quantity.high < 10
    if small and not (single and _FILL.fullmatch(rest) and (words.isascii() or len(text) <= 4)):
        return True
    if _AGE.search(gap) or _KEPT.search(gap) or _HOUSE.search(gap):
        return True
    clause = _own_clause(gap)
    named = (
        side_before(clause)
        or kinds_in(clause)
        or _STEP.search(gap)
        or (_ITEM.search(clause) and measure.quantity.high >= 10 and not persons_in(clause))
        or "加" in text[measure.end : measure.end + 1] + gap[-1:]
    )
    noun = 1 <= len(clause.strip()) <= _SHORT and not _FILL.fullmatch(clause) and not persons_in(clause)
    alike = [each for each in money if each is not measure and 20 <= each.quantity.value <= 20 * measure.quantity.value]
    if (
        noun and alike and measure.quantity.value >= 10 and not _CLAUSE.search(gap.strip("，。,、；; "))
    ):  # 水三十 电一百四
        return False
    return not named and any(each.quantity.high >= _LIKE_AGE for each in money)


def _is_age(measure: Measure, gap: str, text: str) -> bool:
    """我八十三了, 还没满六十."""
    if measure.said or not 50 <= measure.quantity.high < 100:
        return False
    ends = ("了", "啦", "咯", "喽", *(("，", ",", "。", " ") if _BY_AGE.search(text) else ()))
    grown = text.startswith(ends, measure.end) and bool(_OLD.search(gap))
    return grown or gap.endswith(("满", "过了", "才", "快", "刚", "虚岁", "还没", "没到", "不到"))


def _flow(measure: Measure, gap: str, after: str, flows: list[Flow]) -> Flow:
    gap = _PAID_PART.sub("", gap)
    clause, behind = _own_clause(gap), _CLAUSE.split(after, maxsplit=1)[0][:10]
    side = side_before(clause) or side_behind(behind)
    if not side and _FILL.fullmatch(_LATELY.sub("", clause)):
        side = side_before(gap[-16:])
    if side_behind(behind) == "cleared":  # 押金一千八能退
        side = "cleared"
    if side == "net" and side_behind(behind) == "own":  # 剩五万多自己扛
        side = "own"
    if side == "cost" and _ENOUGH.search(gap):  # 够买米买盐 tells no cost
        side = ""
    before = flows[-1] if flows else None
    own = _since_pause(gap) if before else gap
    carried = bool(not side and before and before.side in _CARRIED and "年" not in clause and not _FILL.fullmatch(gap))
    side = before.side if carried and before else side
    who = giver = "stranger" if ANSWER["hearsay"].search(gap[-14:]) else last_person(own)
    if who != "stranger" and _GIVES.search(clause):
        who = ""
    kinds = kinds_in(clause) or (kinds_in(behind[:4]) - {"net_pay"})
    added = _ADDED.match(own) if before else None  # what comes on top is of the same time
    when = when_in(own[added.end() :] if added else own) or (
        when_in(behind[:4]) if re.match("是?[今去前上旧]年的", behind) else ""
    )
    when = when or (before.when if before and before.when not in ("before", "") else "")
    return Flow(measure, gap, clause, behind, side, when, who, kinds, carried, giver)


def _since_pause(gap: str) -> str:
    """The words behind the first pause: 五万到明年六月还，我小舅子两万 tells first of the amount before."""
    pause = _CLAUSE.search(gap.rstrip("，。,；;！!？?…、 "))
    return gap[pause.start() :] if pause else gap


def _own_clause(gap: str) -> str:
    """The words of the clause that the amount stands in; the one before when those are too few to tell."""
    return _CLAUSE.split(gap.rstrip(" "))[-1]
