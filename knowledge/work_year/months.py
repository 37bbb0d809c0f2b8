"""Months of work in a year: 大半年, 三月到十月, 两百天, 就歇了两个月, 厦门四个月福州三个月."""

import re
from dataclasses import replace

from knowledge.numbers.parts import Part, described, plainly, uncorrected
from knowledge.numbers.retold import once
from knowledge.numbers.settling import FORMER, Settled
from knowledge.numbers.tellers import of_latest_year, of_this_person, others_only
from knowledge.parsed import Parsed
from knowledge.work_year.asked_year import in_asked_year
from knowledge.work_year.halves import in_parts
from knowledge.work_year.reckoning import in_whole_months, worked
from knowledge.work_year.rests import alternating, asks_for_rest, by_season
from knowledge.work_year.spans import both_ends, with_months_named, worked_between
from knowledge.work_year.spells import spells
from knowledge.work_year.without_figure import FOR_YEARS, MEANT, WORDS, by_name, without_number

_ON_PAPER = re.compile(r"台账|登记|表上|写|合同|报的?是|记的")
# 工地开了十个月 我只做了六个
_OTHERS_SPELL = (re.compile(r"(?<![在去进到])(?:工地|工期|厂子?|老板|公司|店里?|项目)[^，。我|]{0,4}\|"),)
_MINE = re.compile(r"(?:我|自己)[^，。|]{0,3}(?:只|才|就|做|干)")
_UNPAID = re.compile(r"拿了?\|的?(?:钱|工)|拖|欠|没[给发结拿]|[发给]了|押|工资[^，。|]*没|没算钱")
_NOT_A_DAY = re.compile(r"(?<![\d十百一二三四五六七八九])一天(?:都|也)?[没冇]有?(?=[歇休停落请缺])")
_NOT_ENOUGH = re.compile(r"(?<=[ ，哎唉啊哦])不止(?=[ ，]+[\d一二两三四五六七八九十]+个月)")  # 两个月 哎不止 三个月
_IDLE_SINCE = re.compile(r"瘫|躺|病|住院|在家|没[做干去出]|[做干]不|歇|退休|失业|下岗|带(?:孩|孙|娃)")
_NOT_NOW = re.compile(rf"(?:现在|如今|今年|后来)[^，。]{{0,6}}?(?:{WORDS['hardly'].pattern}|{WORDS['none'].pattern})")
_HERS = re.compile(r"[她他](?!们)|老公|老婆|丈夫|妻子|爱人|配偶|儿子|女儿|儿媳")
_I_DID = re.compile(r"[，,。\s]我[^，。,\s]{0,5}$")
_AGAIN = re.compile(r"又|再|另|还")
_WHOLE_TOLD = re.compile(rf"(?:{WORDS['whole'].pattern})(?=[，。；,;\s])")
_NONE_TOLD = re.compile(r"一个月(?:都|也)?没[做干去]")
_MONTHS, _TWO_YEARS = 12, 23


def months(text: str, question: str = "") -> Parsed[int] | None:
    """Months worked in a year (or without work, when those are asked for), 0 to 12; computed and rough ones are
    asked back."""
    text = plainly(text).replace("个越", "个月")
    text = _NOT_ENOUGH.sub("不对", _NOT_A_DAY.sub(lambda found: "＿" * len(found[0]), text))
    text = with_months_named(in_asked_year(text, question))
    if turns := alternating(text) or by_season(text):
        value = 12 - turns[0] if asks_for_rest(question) else turns[0]
        return in_whole_months(Settled(Part(value, value, value, 0, len(text)), turns[1]), text)
    told = uncorrected(spells(text), text)
    if no_more := _no_more(told, text, question):
        return no_more
    if parts := in_parts(text, told):
        return in_whole_months(Settled(_asked(parts, question), _asked(parts, question).working), text)
    every = described(once(told, text), text)
    chosen = of_this_person(of_latest_year(_real(every), question), text, question)
    if chosen and not (_for_years(chosen, text) or _outdone_by_dates(chosen, text)):
        return _by_spells(chosen, len(every), text, question)
    return by_name(text, question) or without_number(text, question)


def _by_spells(chosen: list[Part], told: int, text: str, question: str) -> Parsed[int] | None:
    """What the spells that count come to, of so many that were told."""
    of_others = others_only(chosen, text, question)
    if of_others and (none := WORDS["none"].search(text)):
        return Parsed(0, none[0], True, "说的像是自己没有出去做", unit="月")
    if mine := _only_mine(chosen, text, question):
        return mine
    settled = worked(chosen, text, question)
    doubt = "说了不止一个数" if len(chosen) < told or _says_otherwise(text, settled) else ""
    doubt = doubt or ("说的像是别人的" if "谁" not in question and of_others else "")
    settled = _with_a_span(settled, chosen, text)
    return in_whole_months(settled if settled.why else replace(settled, why=doubt), text)


def _only_mine(told: list[Part], text: str, question: str) -> Parsed[int] | None:
    """她没做，我做了十个月 asked about her."""
    none = WORDS["none"].search(text, 0, told[0].start)
    if not none or not _HERS.search(question) or not _I_DID.search(text, none.end(), told[0].start):
        return None
    return Parsed(0, none[0], True, "说的像是没有出去做", unit="月")


def _no_more(told: list[Part], text: str, question: str) -> Parsed[int] | None:
    """以前一年到头做，现在做不了了."""
    now = _NOT_NOW.search(text)
    if not now or not FORMER.search(text[: now.start()]) or any(part.start > now.start() for part in told):
        return None
    value = _MONTHS if asks_for_rest(question) else 0
    return Parsed(value, now[0], True, "说的像是现在没有做了", unit="月")


def _with_a_span(settled: Settled, told: list[Part], text: str) -> Settled:
    """年头做到清明，后来又做了一个月: from when to when is told besides, so it is added, or a doubt at least."""
    span = None if settled.why else both_ends(text)
    if (
        not span
        or any(abs(span.value - part.value) < 1 for part in (settled.part, *told))
        or span.start <= settled.part.start < span.end
    ):
        return settled
    together = settled.part.value + span.value
    if not _AGAIN.search(text) or together > _MONTHS:
        return replace(settled, why="又说了别的起止时间", others=(span.value,))
    part = replace(settled.part, low=together, high=together, value=together)
    return Settled(part, f"{span.value:g}＋{settled.part.value:g}＝{together:g}个月", (settled.part.value,))


def _asked(worked: Part, question: str) -> Part:
    """The months worked, or what they leave of the year when the months without work are asked for."""
    if not asks_for_rest(question):
        return worked
    left = _MONTHS - worked.value
    return replace(
        worked, low=left, high=left, value=left, working=f"一年12个月，减去{worked.value:g}个月，算{left:g}个月"
    )


def _real(parts: list[Part]) -> list[Part]:
    """Without what was only meant, is only written, or is still unpaid, where something else is told."""
    others = _OTHERS_SPELL if any(_MINE.search(part.about) for part in parts) else ()
    for unreal in (MEANT, _ON_PAPER, _UNPAID, *others):
        parts = [part for part in parts if not unreal.search(part.about)] or parts
    return parts


def _says_otherwise(text: str, settled: Settled) -> bool:
    """Is the whole year told besides, or that nothing was done?"""
    whole = settled.part.value != _MONTHS and _WHOLE_TOLD.search(text)
    return bool(whole or _NONE_TOLD.search(text))


def _for_years(parts: list[Part], text: str) -> bool:
    """腿坏了三年了没做过: years that are no answer."""
    if not all(part.value > _TWO_YEARS for part in parts):
        return False
    return bool(FOR_YEARS.search(text, parts[-1].end) or _IDLE_SINCE.search(text, 0, parts[-1].start))


def _outdone_by_dates(parts: list[Part], text: str) -> bool:
    """台账写十二个月，实际四月才去."""
    unreal = all(_ON_PAPER.search(part.about) or MEANT.search(part.about.partition("|")[0]) for part in parts)
    return unreal and worked_between(text) is not None
