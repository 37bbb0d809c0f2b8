"""Amounts added up, with the totals that people say themselves: 五十加一百七十三，二百二十三."""

import re
from dataclasses import dataclass, replace

from knowledge.money.flows import only_fills
from knowledge.money.moneywords import ANSWER
from knowledge.money.reckoning import Reckoned
from knowledge.numbers.numerals import Quantity

_CLOSE = 0.01
_MERELY = re.compile("(?:我家?|我们)?(?:[借欠花用挣赚贷卖收]|收入)[了掉]?")
# Words that say an amount once more: 嗯就写三万, 我报给书记也是四万.
_ONCE_MORE = re.compile(r"写|[填报登]|[讲说]的?[就也]?是|[就按算记][^，。]{0,2}$|[^，。]{0,3}还是$|对[^，。]{0,2}是?$")


# A result that is called so, and one that stands on paper: 亏十万; 回执上写的29800.
_ALTOGETHER = re.compile("[\\d一二两三四五六七八九十][年天]|个月|下来|[总共]")
_CALLED = ("net", "loss", "own", "debt")
_WRITTEN = re.compile(r"[单票据执账表证]上?[^，。]{0,3}(?:写|记|显示|印|登)")


@dataclass(slots=True)
class Total:
    """The sum, its working (empty when there was none), a doubt, and further values that may be meant.

    ``priced`` says that 元 was said."""

    amount: Quantity
    working: str = ""
    doubt: str = ""
    others: tuple[float, ...] = ()
    priced: bool = False


def summed(parts: list[Reckoned]) -> Total | None:
    """All parts together; one that repeats the sum of those before it stands for them."""
    kept: list[Reckoned] = []
    values = [each.amount.value for each in parts]
    listed = all(not each.flow.gap.strip(" ，,、") and not each.working for each in parts[1:])
    if len(parts) > 2 and listed and len(set(values)) < len(values) and values[-1] < sum(values[:-1]):
        return added(parts)  # 五千 五千 一万
    for part in parts:
        if kept and (stands_for := _stands_for(part, kept)):
            kept = kept[:-stands_for]
            kept += [] if _said_again(part, kept) else [part]
        elif not _said_again(part, kept):
            kept.append(part)
    if len(kept) > 1 and _told_first(kept[0], kept[1:]):
        kept = kept[:1]
    return added(kept) if kept else None


def _stands_for(part: Reckoned, kept: list[Reckoned]) -> int:
    """Of how many before it a part is the total: said to be so, or bare and equal to their sum or difference."""
    if part.flow.side == "minus" or set(part.flow.measure.per) - {"年"}:
        return 0
    largest = max(each.amount.low for each in kept)
    named = ANSWER["total"].search(part.flow.gap) and part.amount.high >= largest * (1 - _CLOSE)
    if named and (len(kept) > 1 or part.amount.value >= kept[0].amount.value):
        return len(kept)
    called = part.flow.side in _CALLED and all(each.flow.side != part.flow.side for each in kept)
    telling = len(f"{part.amount.value:g}".strip("0")) > 2 or any(each.flow.side == "minus" for each in kept)
    exact = len(kept) > 1 and not part.flow.who and not part.flow.kinds and telling
    alone = (
        called
        or exact
        or bool(_WRITTEN.search(part.flow.gap))
        or part.flow.bare
        or bool(only_fills(part.flow.clause))
        or part.flow.when == "now"
        or (kept[-1].working and not part.working and _ALTOGETHER.search(part.flow.clause))
    )
    if not alone:
        return 0
    sizes = range(len(kept), 1, -1) if len(kept) > 1 else range(1, 1 + bool(kept[0].working))
    return next((n for n in sizes if _comes_to(part, _sum(kept[-n:]))), 0)


def _told_first(whole: Reckoned, parts: list[Reckoned]) -> bool:
    """两万七千五，一次一万五一次一万二千五: a total and then its parts."""
    bare = (
        (whole.flow.bare or bool(_MERELY.fullmatch(whole.flow.clause)))
        and len(parts) > 1
        and not any(each.flow.bare for each in parts)
    )
    return (bare or bool(ANSWER["total"].search(whole.flow.gap))) and _close(whole.amount.value, _sum(parts))


def _comes_to(part: Reckoned, value: float) -> bool:
    """Is a part this value, or a range around it?"""
    around = part.amount.ranged and part.amount.low <= value <= part.amount.high
    return around or _close(part.amount.value, value)


def _said_again(part: Reckoned, kept: list[Reckoned]) -> bool:
    """三万，就是30000: the same amount again, without another person or thing."""
    same = [each for each in kept if _comes_to(part, each.amount.value)]
    if any("人" in each.flow.measure.per and each.flow.amount.value == part.flow.amount.value for each in kept):
        return True  # 各一百九，她一百九我也一百九
    if not same or part.flow.side == "minus":
        return False
    if not part.flow.who and not part.flow.kinds and _ONCE_MORE.search(part.flow.gap):
        return True
    rates = part.flow.measure.per != same[0].flow.measure.per and not part.flow.who and not part.flow.kinds
    if same[0].working and (not part.working or rates):
        return True  # 一年一万八，一季四千五
    return part.flow.bare or bool(ANSWER["total"].search(part.flow.gap))


def _sum(parts: list[Reckoned]) -> float:
    return sum(_signed(each) for each in parts)


def _signed(part: Reckoned) -> float:
    return -part.amount.value if part.flow.side == "minus" else part.amount.value


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * abs(other)


def added(kept: list[Reckoned]) -> Total:
    """The sum of all of ``kept`` with its working."""
    first = kept[0]
    doubt = next((each.doubt for each in kept if each.doubt), "")
    if len(kept) == 1:
        value = first.amount.value
        working = f"{first.working}＝{value:g}元" if first.working else ""
        return Total(first.amount, working, doubt, (), first.flow.measure.said)
    value = _sum(kept)
    low = sum(-each.amount.high if each.flow.side == "minus" else each.amount.low for each in kept)
    high = sum(-each.amount.low if each.flow.side == "minus" else each.amount.high for each in kept)
    words = "".join(_term(each, number) for number, each in enumerate(kept))
    amount = replace(first.amount, low=low, high=high, value=value, bare=False)
    return Total(amount, f"{words}＝{value:g}元", doubt)


def _term(part: Reckoned, number: int) -> str:
    sign = "－" if part.flow.side == "minus" else "＋" if number else ""
    return f"{sign}{part.working or f'{part.amount.value:g}元'}"
