"""How many people or things: 5口人; 我和老伴，两个孙子; 三个孩子两个读书; 两头母猪."""

import re
from dataclasses import replace

from knowledge.heads.ages_told import of_age
from knowledge.heads.asked import asked_deed, asked_noun, asks_for_everybody, leaves_out_you
from knowledge.heads.everybody import by_oneself, household
from knowledge.heads.left_out import counting, our_own, unregistered, usually, without_later, without_sayings
from knowledge.heads.listed import Heads, heads
from knowledge.heads.nobody import all_gone, nobody
from knowledge.heads.siblings import asks_for_siblings, counted_with_me, siblings
from knowledge.heads.spoken import EVERY_FIGURE, MOST, changed, figures, reckoned, said
from knowledge.heads.things import asked_measure, things
from knowledge.heads.those_asked import those_asked
from knowledge.heads.totals import concluded, some_of
from knowledge.numbers.bare import bare_numbers
from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part, plainly, uncorrected
from knowledge.numbers.settling import Settled
from knowledge.parsed import Parsed
from knowledge.wordlists import wordtable

_NOT_NOW = re.compile(wordtable("heads")["words"]["not_now"])
_ENTRY = re.compile(r"(?:人口|人数)(?:是|为|有|共)?[:： ]?(?P<many>\d{1,2}|[一二三四五六七八九十]{1,2})(?=[，。\s]|$)")
_ASKS_WHO_WENT = re.compile(r"嫁|死|去世|过世|遇难|分家|搬走|走了")
_UNBORN = re.compile(r"肚子里|怀孕|怀着|没出生|预产|[个口]半")
_SUM = re.compile(
    r"\s*([\d一二两三四五六七八九十]{1,2})\s*[加+＋]\s*([\d一二两三四五六七八九十]{1,2})(?=[\s，。个口人]|$)"
)
_AT_ONCE = re.compile(r"\s*[\d一二两三四五六七八九十]{1,3}[啊哦]?[，,。\s]")


def count(text: str, question: str = "") -> Parsed[int] | None:
    """How many the question asks for: a figure that was said, else the persons added up (asked back)."""
    told = plainly(text).replace("囗", "口")
    text = without_sayings(told)
    if measure := asked_measure(question, text):
        return things(without_later(text) if "报" in question else text, question, measure)
    counted = counting(text)
    text, doubt = counted.text, counted.doubt
    everyone = heads(text, gone_too=bool(_ASKS_WHO_WENT.search(question)))
    if _NOT_NOW.search(text) and not any(each.kind in EVERY_FIGURE for each in everyone):
        return None
    told_of = our_own(usually(everyone, text, question), text)
    found = _persons(told_of, text, question)
    found = replace(found, words=told.strip()[:60]) if found and "＿" in found.words else found
    if found and not found.confirm and (doubt or len(told_of) < len(everyone)):
        return replace(found, confirm=True, why=doubt or "还说了别的人数")
    return found


def _persons(told_of: list[Heads], text: str, question: str) -> Parsed[int] | None:
    totals = figures(told_of, text)
    noun, deed = asked_noun(question), asked_deed(question)
    if known := _at_a_glance(told_of, text, question):
        return known
    if none := nobody(told_of, totals, text, question, noun, deed):
        return none
    if not told_of:
        return (all_gone(text) if (noun or deed) and not bare_numbers(text) else None) or _bare(text)
    if not totals and _AT_ONCE.match(text):
        return _bare(text)  # 四，啊不，五，刚添了孙子
    if totals and _UNBORN.search(text):
        first = totals[0]
        return said(Settled(first, "还没出生的孩子算不算", (first.value + 1,)), text)
    if noun or deed or not asks_for_everybody(question):
        return those_asked(told_of, text, question, noun, deed)
    return household(told_of, totals, text, question)


def _at_a_glance(told_of: list[Heads], text: str, question: str) -> Parsed[int] | None:
    """Told so that it does not matter who is counted: 合计两名, by ages, by rank, 连我六个, 六加一."""
    entry = _ENTRY.search(text) if asks_for_everybody(question) and not asked_deed(question) else None
    if entry := entry or _hurt_or_dead(text, question):
        number = quantities(entry["many"])[0].value
        return said(Settled(Part(number, number, number, *entry.span("many"))), text)
    if last := concluded(told_of, text):
        return said(last, text)
    every = figures(told_of, text, EVERY_FIGURE)
    if found := _on_paper(told_of, text, question) or some_of(every, text, question):
        return said(found, text)
    if known := _by_age(text, question, every) or (siblings(text, every) if asks_for_siblings(question) else None):
        return known
    if with_me := counted_with_me(every, text):
        return _with_the_speaker(with_me[-1], text, question)
    return _summed(plus, text) if (plus := _SUM.match(text)) else None


def _on_paper(told_of: list[Heads], text: str, question: str) -> Settled | None:
    """算上七个，外孙户口还没上: one less on the 户口本."""
    totals = figures(told_of, text)
    fewer = unregistered(text) if totals and re.search("户口|户籍|本子上", question) else 0
    if not 0 < fewer < totals[0].value:
        return None
    whole = totals[0].value
    return Settled(changed(totals[0], -fewer), f"{whole:g}人里{fewer}人户口不在", (whole,))


def _hurt_or_dead(text: str, question: str) -> re.Match[str] | None:
    """三死两伤."""
    asked = next((word for word in "伤死" if word in question), "")
    return (
        re.search(rf"(?P<many>[\d一二两三四五六七八九十]{{1,2}}){asked}(?=[，。\s\d一二两三四五六七八九十]|$)", text)
        if asked
        else None
    )


def _by_age(text: str, question: str, every: list[Part]) -> Parsed[int] | None:
    """我59，老头子62 for those over sixty."""
    number = of_age(text, question)
    most = max((part.value for part in every), default=1)
    if number is None or 1 < most >= number:
        return None  # 五口人，我62，老婆60: the figures count others
    return reckoned(number, text, f"按说的年纪，算{number}人")


def _with_the_speaker(part: Part, text: str, question: str) -> Parsed[int] | None:
    """连我六个: one less when those are counted who are with the speaker."""
    if not leaves_out_you(question):
        return said(Settled(part), text)
    return said(Settled(changed(part, -1), f"{part.value:g}人里除了您自己", (part.value,)), text)


def _summed(plus: re.Match[str], text: str) -> Parsed[int] | None:
    """六加一."""
    total = sum(quantities(part)[0].value for part in plus.groups() if quantities(part))
    return said(Settled(Part(total, total, total, 0, len(text)), f"加起来{total:g}人"), text)


def _bare(text: str) -> Parsed[int] | None:
    numbers = uncorrected([number for number in bare_numbers(text) if number.value <= MOST], text)
    if not numbers:
        return by_oneself(text)
    why = "说了不止一个数" if len(numbers) > 1 else ""
    return said(Settled(numbers[0], why), text)
