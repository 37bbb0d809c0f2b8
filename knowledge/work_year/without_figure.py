"""A year told without a stretch of time: 一年到头, 没出去, 三月到十月, 走不开, or the number alone."""

import re

from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part, uncorrected
from knowledge.numbers.settling import Settled
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable
from knowledge.work_year.listed import listed
from knowledge.work_year.reckoning import IDLE_ALL_YEAR, in_whole_months
from knowledge.work_year.rests import asks_for_rest
from knowledge.work_year.spans import worked_between

WORDS = {name: re.compile(pattern) for name, pattern in wordtable("work_year")["words"].items()}
_BUT_NEW_YEAR = re.compile(r"除(?:了|开)?(?:过年|春节|正月)[^。]{0,7}(?:都|一直)(?!没|不|闲|歇)")
_NOT_SAID = re.compile(
    r"不记得|哪[里会能还]*[^，。]{0,2}记|想不起|忘了?|记不|不晓得|不知道|不清楚|说不[准清好]|不一定|看情况|有没有|有活就|没活就|有一天没一天|[两三四五六七八九一几]个?多?月[以之]?前|断断续续$|不好[算说]"
)
_AGAIN_NONE = re.compile(
    r"^[\s＿，]*(?:去年|今年|一年)?(?:都|也|就|倒)?(?:没有?|无|冇|零|没得)(?:了|啊|呀|的|哦|咯|啦|嘛|有|呢)*\s*(?:[。.，,！!\s]|$)"
)
_UNTRUE = re.compile(r"(?:都|也|的)?(?:没(?!休|停|歇|断|间断|回|请假)|不(?!停|休|歇)|就(?!是))")
_ILL_ALL_YEAR = re.compile(r"(?:都|就|全)?(?:是)?(?:在(?:医院|家|床|病)|住院|吃药|生病|卧床|躺)")
MEANT = re.compile(r"本来|说好|打算|原定|计划|想[做干去]|原来[说想]")
FOR_YEARS = re.compile(r"(?:都)?没(?:有)?(?:再)?(?:[做干]|出去|打工|上班|工作)|[做干]不[了动]|[做干]不成|干不得")
_NO_REST = re.compile(
    r"\s*(?:都|也|一天|一天都|基本|根本)?(?:没|冇)(?:有)?(?:怎么)?(?:[歇停闲休断]|待业|失业)|\s*[他她]?(?:都|从来)?不回(?:来|家)?(?=[，。\s]|$)"
)
_AT_WORK = re.compile(r"有(?:活|工)|做|干|打工|上班|在外|外面|出工|工地|厂")
_UP_TO_THE = re.compile(r"(?:做|干|打|上|待|跑)到第(?P<nth>[\d一二三四五六七八九十]{1,2})个月")
_PIECE = re.compile(r"个(?=$|[，。,\s左上吧啊多])")
_CLAUSE = re.compile(r"[，。；;,]")
# 一个月做十天的样子，全年都有
_DAYS_A_MONTH = re.compile(
    r"(?:一个?|每个?)月[^，。\s\d一二两三四五六七八九十]{0,3}(?P<days>1?\d(?!\d)|[一二两三四五六七八九]?十[一二三四五六七八九]?)[来多几]?天"
)
_MONTHS, _DAYS = 12, 30


def by_name(text: str, question: str) -> Parsed[int] | None:
    """The year as a whole, or told by the names of months and feasts."""
    if _BUT_NEW_YEAR.search(text):
        return Parsed(11, text.strip()[:60], True, "一年里除了过年都在做，算11个月", unit="月")
    if nth := _UP_TO_THE.search(text):
        number = quantities(nth["nth"])[0].value
        why = f"{nth[0]}，算{number:g}个月"
        return in_whole_months(Settled(Part(number, number, number, *nth.span()), why, (number - 1,)), text)
    found = WORDS["whole"].search(text)
    if found and not MEANT.search(_CLAUSE.split(text[: found.start()])[-1]):
        return _whole_year(found, text, question)
    if span := listed(text, asks_for_rest(question)) or worked_between(text):
        return in_whole_months(Settled(span, span.working), text)
    return None


def _whole_year(found: re.Match[str], text: str, question: str) -> Parsed[int] | None:
    clause = _CLAUSE.split(text[: found.start()])[-1] + _CLAUSE.split(text[found.end() :])[0]
    resting = asks_for_rest(question)
    if _ILL_ALL_YEAR.match(text, found.end()) or IDLE_ALL_YEAR.search(clause):
        why = "" if resting else "说的像是整年都没有做"
        return Parsed(_MONTHS if resting else 0, found[0], bool(why), why, unit="月")
    if resting and _AT_WORK.search(clause):
        return Parsed(0, found[0], True, "说的像是整年都在做", unit="月")
    if _UNTRUE.match(text, found.end()):
        return None
    if few := _DAYS_A_MONTH.search(text):
        days = quantities(few["days"])[0].value
        left = int(days * _MONTHS / _DAYS + 0.5)
        return Parsed(_MONTHS, found[0], True, f"一个月只做{days:g}天", unit="月", others=(left,))
    return Parsed(_MONTHS, found[0], unit="月")


def without_number(text: str, question: str) -> Parsed[int] | None:
    counted = _PIECE.sub("", text.replace("一整", "＿＿"))  # 11个; but 一整年没着家
    plain = [number for number in bare_numbers(counted) if number.value <= _MONTHS]
    if len(plain) == 1 and len(quantities(text)) == 1:
        return in_whole_months(Settled(plain[0]), text)
    if plain and (kept := uncorrected(plain, text)) and len(kept) == 1:
        return in_whole_months(Settled(kept[0]), text)
    if _NOT_SAID.search(text):
        return None
    if found := _AGAIN_NONE.search(text):
        return Parsed(0, found[0].strip(), unit="月")
    resting = asks_for_rest(question)
    if resting and (found := _NO_REST.match(text)):
        return Parsed(0, found[0].strip(), unit="月")
    if found := WORDS["none"].search(text):
        rest = resting and not WORDS["nearly_whole"].search(text)
        return Parsed(_MONTHS if rest else 0, found[0].strip(), rest, "说的像是整年都没有做" if rest else "", unit="月")
    for name, value, why in (("nearly_whole", _MONTHS, "说的像是整年都在做"), ("hardly", 0, "说的像是没有出去做")):
        if found := WORDS[name].search(text):
            return Parsed(_MONTHS - value if resting else value, found[0], True, why, unit="月")
    if FOR_YEARS.search(text):
        return Parsed(_MONTHS if resting else 0, text.strip()[:60], True, "说的像是没有出去做", unit="月")
    return None
