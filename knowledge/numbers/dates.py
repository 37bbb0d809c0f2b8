"""Days as people say them: 上个月15号, 去年腊月, 大年初二, 三天前, 杜苏芮台风那次, 属兔的六十二了."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.numbers.birth_years import birth_year, year_of_age
from knowledge.numbers.date_mentions import mentions
from knowledge.numbers.date_readings import reading
from knowledge.numbers.date_views import Reading, View, full_year, said
from knowledge.numbers.date_words import Mention
from knowledge.numbers.digits import narrow
from knowledge.numbers.figures import CHARACTERS, figure
from knowledge.parsed import Parsed

_BIRTH = re.compile(r"出生|生日|(?<!发)(?<!产)生(?:的|人)?(?:[?？。]|$)|生于|属什么|多大|几岁|贵庚|年纪|年龄|高寿|岁数")
_FUTURE = re.compile(
    r"到期|复查|复诊|还款|还清|方便|上门|预计|打算|计划|准备|(?:能|可以|要)(?:出院|回来|来|还|去|交|开|做)|下次|截止|预产|开学|将|哪天来|何时能"
)
_DEATH = re.compile(r"去世|过世|走的|没的|死|离世|走了")
_SEVENTH = re.compile(r"头七|断七|尽七|([二两三四五六七])七(?!月)|百日")
_HEDGE = re.compile(r"好像|大概|可能|应该|记不|也许|估计|大约|差不多")
_AGO = re.compile(
    rf"(?a)(\d{{1,2}}|[{CHARACTERS}半]{{1,3}})个?(?:多|半)?(?:年|月|天|星期|礼拜)(?:多|半)?(?:了|啦|咯|$|[，。,])"
)
_STILL = re.compile("还有|再过|再有|还要|还差")
_TOO_LONG = 300


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention and what it comes to."""

    mention: Mention
    reading: Reading


def day(text: str, today: date, question: str = "") -> Parsed[str] | None:
    """The day (2023-11-07), month (2023-11) or year (2023) that ``text`` names, seen from ``today``.

    A day without a year is the latest one up to ``today``; the next one when the ``question`` is about the future.
    Lunar days, reckoned and rough ones are to be confirmed. None when no day is named.
    """
    text = narrow(text)[:_TOO_LONG]
    view = View(today, bool(_FUTURE.search(question)), bool(_BIRTH.search(question)))
    if view.birth and (born := _born(text, view)):
        return born
    if aged := _at_age(text, view):
        return aged
    found = _readings(text, view)
    if not found:
        return _since(text, view)
    return _of_death(_chosen(found, text, question, view), text, question)


def _readings(text: str, view: View) -> list[_Found]:
    """Every day named, each once; a month or year that a named day lies in is no further one."""
    read = ((each, reading(each, view)) for each in mentions(text, view.birth))
    found = [_Found(mention, value) for mention, value in read if value]
    values = {each.reading.value for each in found}
    kept: dict[str, _Found] = {}
    for each in found:
        value = each.reading.value
        finer = any(other != value and other.startswith(value) for other in values)
        if not finer and (value not in kept or (kept[value].reading.why and not each.reading.why)):
            kept[value] = each
    return list(kept.values())


def _chosen(found: list[_Found], text: str, question: str, view: View) -> Parsed[str]:
    first = _asked_for(found, text, question) if len(found) > 1 else found[0]
    value, why, others = first.reading.value, first.reading.why, first.reading.others
    if len(found) > 1:
        why = why or "说了不止一个日子"
        others = (*others, *(each.reading.value for each in found if each is not first))
    why = why or ("您说得不太肯定" if _HEDGE.search(text) else "")
    if not why and not view.future and value > view.today.isoformat() and first.mention.has_year:
        why = "这个日子还没到"
    words = text[first.mention.start : first.mention.end]
    return Parsed(value, words, bool(why), why, others=tuple(dict.fromkeys(others)))


def _asked_for(found: list[_Found], text: str, question: str) -> _Found:
    """Of several days the one whose clause shares most with the question (出院 …), else the first."""
    pairs = {question[at : at + 2] for at in range(len(question) - 1)}
    ends = [*(each.mention.start for each in found[1:]), len(text)]
    clauses = [text[each.mention.end : end] for each, end in zip(found, ends, strict=True)]
    shared = [len(pairs & {clause[at : at + 2] for at in range(len(clause) - 1)}) for clause in clauses]
    best = max(shared)
    denied = [text[: each.mention.start].endswith("不是") for each in found]
    if shared.count(best) == 1:
        return found[shared.index(best)]
    return next((each for each, no in zip(found, denied, strict=True) if not no), found[0])


def _born(text: str, view: View) -> Parsed[str] | None:
    """A birth year from an age or an animal, unless a year is said."""
    if any(each.has_year and (each.years_ago is None) for each in mentions(text, birth=True)):
        return None
    return birth_year(text, view.today)


def _at_age(text: str, view: View) -> Parsed[str] | None:
    if view.birth or "岁" not in text:
        return None
    years = [each for each in mentions(text, birth=True) if each.year is not None and not each.dated]
    return year_of_age(text, full_year(years[0].year or 0, years[0].short_year, view.today)) if years else None


def _since(text: str, view: View) -> Parsed[str] | None:
    """走了三年了: so long ago."""
    found = _AGO.search(text)
    if not found or view.birth:
        return None
    later = view.future and bool(_STILL.search(text))
    span = found[0].rstrip("了啦咯，。,") + ("后" if later else "前")
    value = reading(Mention(found.start(), found.end(), ago=span), view)
    return Parsed(value.value, found[0], True, value.why, others=value.others) if value else None


def _of_death(found: Parsed[str], text: str, question: str) -> Parsed[str]:
    """昨天做的头七: the death was six days before, for the day itself counts."""
    seventh = _SEVENTH.search(text)
    if not seventh or len(found.value) < 10 or not _DEATH.search(question):
        return found
    count = (
        100 if seventh[0] == "百日" else 7 * (figure(seventh[1]) if seventh[1] else 1 if seventh[0] == "头七" else 7)
    )
    rite = date.fromisoformat(found.value)
    died = rite - timedelta(days=count - 1)
    why = f"{seventh[0]}是{said(rite)}，往前算{count - 1}天"
    others = ((died - timedelta(days=1)).isoformat(),)
    return replace(found, value=died.isoformat(), confirm=True, why=why, others=others)
