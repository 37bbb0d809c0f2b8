"""Days as people say them: 上个月15号, 去年腊月, 大年初二, 三天前, 杜苏芮台风那次, 属兔的六十二了."""

import re
from dataclasses import replace
from datetime import date, timedelta

from knowledge.dates.birth_years import birth_year, of_id_number, older_or_younger, year_of_age, year_since_age
from knowledge.dates.choosing import Found, chosen, of_another_matter
from knowledge.dates.figures import CHARACTERS, figure
from knowledge.dates.mentions import mentions
from knowledge.dates.readings import reading
from knowledge.dates.views import View, day_of, full_year, said
from knowledge.dates.words import Mention
from knowledge.dates.writing import spelt_out, year_first
from knowledge.numbers.parts import plainly
from knowledge.parsed import Parsed

_BIRTH = re.compile(r"出生|生日|(?<!发)(?<!产)生(?:的|人)?(?:[?？。]|$)|生于|属什么|多大|几岁|贵庚|年纪|年龄|高寿|岁数")
_CHILD = re.compile("孩子|小孩|小的|娃|宝宝|婴|孙|囝|老[二三四]|幼")
_BORN_THEN = re.compile("[才刚的就]*(?:生|出生|出世|落地)|的?$")
_ALREADY = re.compile("已经(?:到期|过期|还了|出院|过了|来过)|早就|逾期|就该还|没还上")
_OWN = re.compile("[您你](?:本人|自己)?(?:今年|的?出生|的?生日|的?年[纪龄]|是?哪|是?什么|是?几|属|多大|高寿|贵庚|生)")
_FUTURE = re.compile(
    r"到期|复查|复诊|还款|还清|方便|上门|预计|打算|计划|准备|(?:能|可以|要)(?:出院|回来|来|还|去|交|开|做)|下次|截止|预产|入学|开学|将|哪天来(?!的)|何时能"
)
_DEATH = re.compile(r"去世|过世|走的|没的|死|离世|走了")
_SEVENTH = re.compile(r"头七|断七|尽七|([二两三四五六七])七(?!月)|百日")
_HEDGE = re.compile(
    r"好像|大概|可能|应该|记不|也许|估计|大约|差不多|[\d一二三四五六七八九十号日]还是[\d一二三四五六七八九十]"
)
_AGO = re.compile(
    rf"(?a)(?<![第哪那某])(?:(?:\d{{1,2}}|[{CHARACTERS}]{{1,2}})年[零又加]?)?(\d{{1,2}}|[{CHARACTERS}半]{{1,3}})个?(?:多|半)?(?:周?年头?|月|天|星期|礼拜)(?:多|半|不到)?(?:了|啦|咯|$|[，。,])"
)
_SMALL_HOURS = re.compile(
    "(?:大?前|昨|今)[天日晚夜儿]?(?:夜里|晚上|半夜|夜|晚|里)?[，, ]?(?:大概|差不多)?"
    "(?:[下后]半夜|过了?十二点|(?:零|[一二两三1-3]{1,2})点)(?!半?下午)"
)
_UNTIL = re.compile(
    rf"(?a)到(?P<now>这个?月|本月|下个?月|(?:1[0-2]|[1-9]|十?[一二]|[三-九十])月[份底初]*|今[天日]|今年|现在|目前|如今|眼下)(?:正好|刚好|整整|刚刚|足足|快|都|已经|有|满|就)*"
    rf"(?P<n>\d{{1,2}}|[{CHARACTERS}半]{{1,3}})(?P<unit>个?年|个月|天)"
)
# 做满三个月了，到今天刚好: the stretch first, its end behind it.
_FULL_BY = re.compile(
    rf"(?a)(?<![第哪那某\d])(?P<n>\d{{1,2}}|[{CHARACTERS}半]{{1,3}})(?P<unit>个?年|个月|天|周年|个?(?:星期|礼拜))(?:整)?了?[，,。\s]*(?:到|算到|截止到?)(?P<now>今[天日]|现在|目前|这个?月|本月)(?:为止|正好|刚好|整整|刚刚|刚满|就|[，。\s]|$)"
)
_MONTH = re.compile(rf"(?a)\d+|[{CHARACTERS}]+")
_STILL = re.compile("还有|再[过住等待]|再有|还要|还差")
_TOO_LONG = 300


def day(text: str, today: date, question: str = "") -> Parsed[str] | None:
    """The day (2023-11-07), month (2023-11) or year (2023) that ``text`` names, seen from ``today``.

    A day without a year is the latest one up to ``today``; the next one when the ``question`` is about the future.
    Lunar days, reckoned and rough ones are to be confirmed. None when no day is named.
    """
    text, turned = year_first(spelt_out(plainly(text)[:_TOO_LONG]))
    found = _day(text, today, question)
    if not found or not turned:
        return found
    return replace(found, confirm=True, why="先说的是日还是月", others=(turned, *found.others))


def _day(text: str, today: date, question: str) -> Parsed[str] | None:
    future = bool(_FUTURE.search(question) or "预产" in text) and not _ALREADY.search(text)
    view = View(today, future, bool(_BIRTH.search(question)), bool(_CHILD.search(question)))
    if view.birth and (born := _born(text, view, question)):
        return born
    if told := _at_age(text, view) or _until(text, view):
        return told
    found = _readings(text, view)
    if not found:
        return _since(text, view)
    return _of_death(_settled(found, text, question, view), text, question)


def _readings(text: str, view: View) -> list[Found]:
    """Every day named, each once; a month or year that a named day lies in is no further one."""
    read = ((each, reading(each, view)) for each in mentions(text, view.birth))
    found = [Found(mention, value) for mention, value in read if value and not (view.birth and _now(mention, text))]
    values = {each.reading.value for each in found}
    kept: dict[str, Found] = {}
    for each in found:
        value = each.reading.value
        finer = any(other != value and other.startswith(value) for other in values)
        if not finer and (value not in kept or (kept[value].reading.why and not each.reading.why)):
            kept[value] = each
    return list(kept.values())


def _now(mention: Mention, text: str) -> bool:
    """今年上小学: nobody is born in 今年 unless that is said."""
    return mention.years_ago == 0 and not mention.dated and not _BORN_THEN.match(text, mention.end)


def _settled(found: list[Found], text: str, question: str, view: View) -> Parsed[str]:
    first = _agreed(found) or chosen(found, text, question, view) if len(found) > 1 else found[0]
    value, why, others = first.reading.value, first.reading.why, first.reading.others
    if len(found) > 1:
        why = why or "说了不止一个日子"
        others = (*others, *(each.reading.value for each in found if each is not first))
    if _SMALL_HOURS.match(text, first.mention.start):
        following = (date.fromisoformat(value) + timedelta(days=1)).isoformat()
        why, others = why or "半夜过了十二点算第二天", (following, *others)
    why = why or ("您说得不太肯定" if _HEDGE.search(text) else "")
    if not why and len(found) == 1 and of_another_matter(first, text, question):
        why = "说的像是另一件事的日子"
    if not why and not view.future and value > view.today.isoformat() and first.mention.has_year:
        why = "这个日子还没到"
    words = text[first.mention.start : first.mention.end]
    return Parsed(value, words, bool(why), why, others=tuple(dict.fromkeys(others)))


def _agreed(found: list[Found]) -> Found | None:
    """八月十四，中秋前一天: the day that another one may mean as well."""
    maybe = {other for each in found if "也可能是农历" in each.reading.why for other in each.reading.others}
    return next((each for each in found if each.reading.value in maybe), None)


def _born(text: str, view: View, question: str) -> Parsed[str] | None:
    """A birthday from an identity number; a birth year from an age or an animal, unless a year is said."""
    if numbered := of_id_number(text):
        return numbered
    named = [each for each in mentions(text, birth=True) if each.year is not None]
    year = full_year(named[0].year or 0, named[0].short_year, view.today) if named else None
    if not _OWN.search(question) and (beside := older_or_younger(text, year, view.today)):
        return beside
    return None if named else birth_year(text, view.today, view.child)


def _at_age(text: str, view: View) -> Parsed[str] | None:
    if view.birth or "岁" not in text:
        return None
    years = [each for each in mentions(text, birth=True) if each.year is not None and not each.dated]
    if not years:
        return year_since_age(text, view.today)
    return year_of_age(text, full_year(years[0].year or 0, years[0].short_year, view.today))


def _until(text: str, view: View) -> Parsed[str] | None:
    """到这个月正好三年: as exact as the end of the stretch is told."""
    found = (_UNTIL.search(text) or _FULL_BY.search(text)) if not view.birth and not view.future else None
    if not found:
        return None
    value = reading(Mention(found.start(), found.end(), ago=f"{found['n']}{found['unit']}前"), view)
    if value is None:
        return None
    exact = _as_exact(value.value, found["now"], view.today)
    return Parsed(exact, found[0], True, value.why, others=value.others)


def _as_exact(value: str, now: str, today: date) -> str:
    if now[-1] in "天日" and len(value) < 10:
        same = day_of(int(value[:4]), int(value[5:] or today.month), today.day)
        return same.isoformat() if same else value
    if "月" not in now or len(value) > 4:
        return value
    ahead = 1 if now.startswith("下") else 0
    named = _MONTH.match(now)
    month = figure(named[0]) if named else today.month + ahead
    late = 1 if month < today.month or month > 12 else 0
    return f"{int(value) + late:04}-{(month - 1) % 12 + 1:02}"


def _since(text: str, view: View) -> Parsed[str] | None:
    """走了三年了: so long ago."""
    found = _AGO.search(text)
    if not found or view.birth:
        return None
    later = view.future and bool(_STILL.search(text))
    span = found[0].rstrip("了啦咯，。,").replace("周年", "年") + ("后" if later else "前")
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
