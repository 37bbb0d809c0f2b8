"""No money at all: 没有, 颗粒无收, 没欠; told apart from 不晓得 and from what only sounds like it."""

import re

from knowledge.money.flows import Flow
from knowledge.money.moneywords import ANSWER, NOTHING, last_person, when_in
from knowledge.money.wanted import Wanted
from knowledge.parsed import Parsed

_LISTS = {"net": "income", "gross": "income", "own": "cost", "repaid": "debt", "any": "cost", "taken": "cost"}
_BARE = re.compile(
    r"^\s*(?:那|哦|啊|都|现在|目前|真的?|也|收入|工资|[为是：:]){0,3}(?:没有?|无|冇|没得|零|0|〇|没了|没有了|冇了|无了|木有|毛都没)"
    r"(?:了|啊|呀|的|哦|咯|嘞|啦|呢|元|块)?\s*(?:[。.!！，,;；\s]|$)"
    r"|^[^，。,\s有]{0,4}(?:没有|冇|没得)(?:了|啊|的)?(?=$|[，。,；\s])"
    r"|[，。,\s](?:现在|如今|目前|都|就|也|还|是)*(?:没有|冇|没得|(?<![\d零〇]\s)[0零〇])(?:了|啊|的|元|块)?[。！!]?$"
)
_ONLY_FROM = re.compile(r"(?:就|只|光|靠|还有)(?:有|靠|是|领|拿|一?点)*(?:养老金|低保|退休金?|补贴|补助|打工|种地)")
_SOME_MONTHS = re.compile(r"[一两二三四五六七八九十\d]个月[^，。]{0,5}(?:没[给发结]|拖着|欠着)")
_THE_REST = re.compile(r"^[^，。]{0,2}[，。,\s]*(?:其[他它余]|还有|剩下|别的|余下|后面|剩的|[下后]半年)")
_MONTH = re.compile(r"[\d一二三四五六七八九十]月")
_GONE = re.compile(
    r"(?:^|[，。,;；\s]|就|都|也|全|再|以?后|今年|去年|现在|后来)(?:收入|工资|进账)?(?:没有?|冇|无|断)了?[啊呀的咯啦]*(?=[，。,;；！!\s]|$)|没(?:有)?再?(?:干|做)了?(?=[，。,;；！!\s]|$)"
)
_AT_A_LOSS = re.compile("(?<![没不])(?:亏[了本掉钱损]|赔[了本]|倒贴|蚀本)")
_CLEARED = re.compile(
    r"[块元]?[，,\s]+(?:现在|都|已经?|早就?|去年|今年|上个?月|后来|就)*(?:还|结|付)(?:清|完|光)了(?!一|\d)"
)
_OF_ONESELF = re.compile("本人|您自己|你自己|您个人")
_PAST = ("before", "year_before_last", "last_year")
_PROMISED = re.compile(r"(?:[说讲判]|答应|承诺|协议|约定|本来|应该)(?:的|是|好|定|要|会|有|可以|能)")


def nothing(text: str, wish: Wanted) -> Parsed[float] | None:
    """A text without a figure: nothing (0), hardly anything (0, asked back), or no answer (None)."""
    if ANSWER["unknown"].search(text):
        return None
    if none := _BARE.search(text) or NOTHING[_LISTS.get(wish.side, wish.side)].search(text):
        return _zero(none[0].strip(), wish)
    hardly = ANSWER["hardly"].search(text)
    if hardly and not _ONLY_FROM.search(text):
        return _zero(hardly[0], wish, "说的像是几乎没有")
    if wish.comes_in and (lost := _AT_A_LOSS.search(text)):
        return _zero(lost[0], wish, "说的是亏的钱，收入先记0元")
    if wish.comes_in and (unable := ANSWER["helpless"].search(text)):
        return _zero(unable[0], wish, "听起来没有收入")
    return None


def nothing_now(text: str, flows: list[Flow], wish: Wanted) -> Parsed[float] | None:
    """今年一分没有 behind last year's amount, 一分没到手 behind what was promised: nothing, to be asked back."""
    if wish.side == "debt" and wish.still and len(flows) == 1:
        cleared = _CLEARED.match(text, flows[0].measure.end)
        return _zero(cleared[0], wish, "说的像是已经还清了", (flows[0].amount.value,)) if cleared else None
    if not wish.comes_in and wish.side != "refund":
        return None
    if _OF_ONESELF.search(wish.asked) and all(each.who not in ("", "self") for each in flows):
        none = NOTHING["income"].search(flows[0].gap)
        if none and last_person(flows[0].gap[: none.start()]) in ("", "self"):
            return _zero(none[0], wish, "说的是别人的收入")  # 我没工作，老公一个月五千
    if (then := _no_longer(text, flows, wish)) is not None:
        return then
    last = flows[-1]
    owed = ANSWER["owed_pay"].search(text)
    if _SOME_MONTHS.search(text):
        return None
    if owed and len(flows) == 1:
        return _zero(owed[0], wish, f"{last.amount.value:g}元还没拿到，先记0元", (last.amount.value,))
    promised = _PROMISED.search(last.gap) and ANSWER["unpaid"].search(text)
    if promised and len(flows) == 1:
        return _zero(promised[0], wish, f"{last.amount.value:g}元还没拿到，先记0元", (last.amount.value,))
    tail = text[last.measure.end :]
    none = NOTHING["income"].search(tail)
    when = when_in(tail[: none.start()]) if none else ""
    if none and wish.when != "this_year" and re.search("还$", tail[: none.start() + 1].rstrip("没未")):
        return None  # 去年寄了八千，今年还没寄: what the year before was told for
    current = when in ("this_year", "now") and wish.when in ("", "now", "this_year")
    if (
        none
        and last.when != when
        and not ("年" in last.measure.per and re.search("没有?[给发]", none[0]))
        and (current or (when and when == wish.when))
    ):
        return _zero(none[0], wish, f"以前有{last.amount.value:g}元，现在没有了")
    if (
        not last.measure.per
        and last.side not in ("unpaid", "net")
        and not _THE_REST.search(tail)
        and when_in(tail) in ("", "now")
        and (unpaid := ANSWER["unpaid"].search(tail))
        and not (len(flows) > 1 and _MONTH.search(tail[: unpaid.start()]))  # 10月4800，11月还没发
    ):
        return _zero(unpaid[0], wish, f"{last.amount.value:g}元还没拿到，先记0元", (last.amount.value,))
    return None


def _no_longer(text: str, flows: list[Flow], wish: Wanted) -> Parsed[float] | None:
    """前年五万 去年摔了以后就没了 · 没有收入 前年还有四五万: all amounts are of years gone by, now there is none."""
    if wish.when not in ("", "now", "this_year") or any(each.when not in _PAST for each in flows):
        return None
    last, head = flows[-1], flows[0].gap.removesuffix(flows[0].clause)
    gone = _GONE.search(text, last.measure.end)
    none = gone or (None if when_in(head) in _PAST else NOTHING["income"].search(head) or _BARE.search(head))
    if not none:
        return None
    return _zero(none[0].strip("，。 "), wish, f"以前有{last.amount.value:g}元，现在没有了", (last.amount.value,))


def _zero(words: str, wish: Wanted, why: str = "", others: tuple[float, ...] = ()) -> Parsed[float]:
    return Parsed(0.0, words, bool(why), why, unit="元", period=wish.period, others=others)
