"""Months of work in a year: 大半年, 三月到十月, 两百天, 就歇了两个月, 厦门四个月福州三个月."""

import re
from dataclasses import replace

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part, described, plainly, uncorrected
from knowledge.numbers.plots import bare_numbers
from knowledge.numbers.settling import Settled, answer, settle
from knowledge.numbers.spells import spells
from knowledge.numbers.tellers import of_this_person, of_this_year, other_year
from knowledge.numbers.yearly_spans import worked_between
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable

_WORDS = {name: re.compile(pattern) for name, pattern in wordtable("work_year")["words"].items()}
_BREAK = re.compile(r"[，。,；;、！!？?：:\s]+")
_RESTED_BEFORE = re.compile(
    r"歇|休|停|(?<!农)闲|[在待呆]家|回[来家]|(?:没|冇)(?:有)?(?:[做干](?!满)|活|出|上班|工)|除|缺|扣|生病|住院|坐月子|请假|空"
)
_RESTED_BEHIND = re.compile(
    r"^(?:多|来|左右)?(?:都|是|就)?(?:没(?:有)?(?:活|做|干|去|出|上班|工作|事)|[在待呆]家|歇|休息|闲|停)"
)
_REST_OF_YEAR = re.compile(r"其[他它余]|剩下|别的|平时")
_BUT_NEW_YEAR = re.compile(r"除(?:了|开)?(?:过年|春节|正月)[^，,。]{0,6}(?:都|一直)")
_NOT_SAID = re.compile(
    r"不记得|想不起|记不|不晓得|不知道|不清楚|说不[准清好]|不一定|看情况|有没有|有活就|没活就|断断续续$"
)
_AGAIN_NONE = re.compile(r"^\s*(?:没有?|无|冇|零|没得)(?:了|啊|呀|的|哦|咯|啦|嘛|有|呢)*\s*(?:[。.，,！!\s]|$)")
_UNTRUE = re.compile(r"(?:都|也|的)?(?:没|不|就)")
_MONTHS = 12


def months(text: str, question: str = "") -> Parsed[int] | None:
    """Months worked in a year, 0 to 12; computed and rough ones are asked back."""
    text = plainly(text)
    parts = described(uncorrected(spells(text), text), text)
    if other_year(text, question):
        return None
    chosen = of_this_person(of_this_year(parts, question), text, question)
    if chosen:
        return _whole(_worked(chosen, text), text)
    if _BUT_NEW_YEAR.search(text):
        return Parsed(11, text.strip()[:60], True, "一年里除了过年都在做，算11个月", unit="月")
    if found := _WORDS["whole"].search(text):
        return _whole_year(found, text)
    if span := worked_between(text):
        return _whole(Settled(span, span.working), text)
    return _without_number(text)


def _worked(parts: list[Part], text: str) -> Settled:
    """The spells of work together; when only rest is told, the year less it."""
    rested = [part for part in parts if _is_rest(part, text)]
    work = [part for part in parts if part not in rested]
    if work:
        together = settle(work, text, "个月", may_shrink=False)
        return together if together.part.value <= _MONTHS or len(work) == 1 else Settled(work[-1], "说了不止一个数")
    rest = sum(part.value for part in rested)
    left = max(0.0, _MONTHS - rest)
    why = f"一年12个月，减去{rest:g}个月，算{left:g}个月"
    return Settled(replace(rested[0], low=left, high=left, value=left, working=why), why)


def _is_rest(part: Part, text: str) -> bool:
    before = _BREAK.split(text[max(0, part.start - 30) : part.start])[-1]
    behind = _BREAK.split(text[part.end : part.end + 30])[0]
    if behind.startswith("回") and _REST_OF_YEAR.search(text):
        return True  # 农忙两个月回家，别的时间都在工地
    return bool(_RESTED_BEFORE.search(_REST_OF_YEAR.split(before)[-1]) or _RESTED_BEHIND.search(behind))


def _whole(settled: Settled, text: str) -> Parsed[int] | None:
    """In whole months; None for what is no part of a year."""
    found = answer(settled, text, "月")
    if found.value > 2 * _MONTHS - 1 and not found.confirm:
        return Parsed(_MONTHS, found.words, True, "说的是几年，一年算12个月", unit="月")
    if not 0 <= found.value <= _MONTHS:
        return None
    value = int(found.value + 0.5)
    rough = settled.part.rough or value != found.value
    why = found.why or ("说的是大概的数" if rough else "")
    others = tuple(int(other + 0.5) for other in found.others)
    return Parsed(value, found.words, bool(why), why, found.low, found.high, "月", others=others)


def _whole_year(found: re.Match[str], text: str) -> Parsed[int] | None:
    if _UNTRUE.match(text, found.end()):
        return None
    return Parsed(_MONTHS, found[0], unit="月")


def _without_number(text: str) -> Parsed[int] | None:
    plain = [number for number in bare_numbers(text) if number.value <= _MONTHS]
    if len(plain) == 1 and len(quantities(text)) == 1:
        return _whole(Settled(plain[0]), text)
    if plain and (kept := uncorrected(plain, text)) and len(kept) == 1:
        return _whole(Settled(kept[0]), text)
    if _NOT_SAID.search(text):
        return None
    if found := _AGAIN_NONE.search(text) or _WORDS["none"].search(text):
        return Parsed(0, found[0].strip(), unit="月")
    for name, value, why in (("nearly_whole", _MONTHS, "说的像是整年都在做"), ("hardly", 0, "说的像是没有出去做")):
        if found := _WORDS[name].search(text):
            return Parsed(value, found[0], True, why, unit="月")
    return None
