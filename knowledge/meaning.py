"""One free message understood as a whole: a question or a report, and the facts it holds for many fields."""

import re
from dataclasses import replace
from typing import Any

from knowledge.numbers.amounts import money
from knowledge.numbers.counts import count
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number
from knowledge.people.names import name
from knowledge.people.phones import phone
from knowledge.places.atlas import Places
from knowledge.risks.rules import clear_risk, guess_risks

_QUESTION = re.compile(
    r"[?？]\s*$|[吗么嘛]\s*[?？。!！]*$|呢\s*[?？。!！]*$|怎么(?!也|都|办法)|怎样|如何|多少(?!都|有)|(?<!没)几(?:天|个月|岁|点|时|号|月)(?![多来])|哪(?:里|儿|些|个|家|位|一)|"
    r"什么(?!都|也)|啥(?!都|也)|谁(?!都|也)|为何|为什么|凭什么|是不是|能不能|可不可以|会不会|要不要|有没有|算不算|行不行|需不需要|用不用|多久|请问|想问|问一?下|"
    r"能(?:申请|报|领|办)(?:吗|不)?\s*$|咋(?:办|弄|申请|报)?|是否|你们?是.{1,6}还是|"
    r"(?!动不动|时不时)([一-鿿])不\1|(?:钱|能|行|可以|要|好|给|收|办|报)不\s*[?？。!！]*$"
)
_TELLS = re.compile(
    r"没(?:有)?什么|没啥|不知(?:道)?怎么办|不晓得怎么办|怎么办[啊呀]?[。!！]*$|不(?:知道|晓得|清楚)(?:是)?哪|说什么|没多少|哪里都|怎么(?:过|活|办)"
)
_NAMED = re.compile(
    r"(?:我叫|我名字(?:叫|是)|我的名字(?:叫|是)?|本人(?:叫)?|姓名(?:是|叫)?[:：\s]*|名字(?:是|叫)?[:：\s]*|户主(?:是|叫)[:：\s]*|我是)\s*"
    r"([一-鿿·]{2,8}?)(?=[，。,.;；、!！\s\d]|$|今年|家住|住在|住|来自|电话|手机|身份证)"
)
# 我是亥由村的陈大明; 我是亥由村的低保户 is told apart by what can be a name.
_OF_PLACE = re.compile(r"我是([^，。,\s]{1,12}?)[的人]\s*([一-鿿·]{2,4}?)(?=[，。,.;；、!！\s\d]|$|今年|电话|手机)")
_SEGMENT = re.compile(r"[，。,.;；、!！?？\s]+")
_BEHALF = re.compile(
    r"(?:替|帮|代|给)(?:我)?(?:的)?(?:家)?[一-鿿]{1,6}?(?:来)?(?:报|申报|申请|登记|填|问)|代(?:报|申请|填)|帮人报|替别人"
)
_NOT_BEHALF = re.compile(
    r"(?:能不能|可以|请|麻烦)?(?:你们?|您)?(?:帮|替|给)我(?:们|家)?(?:自己)?(?:报|申报|申请|登记|填)"
)
_ONESELF = re.compile(
    r"(?:我|本人)自己(?:家)?(?:来)?(?:报|申报|申请|登记|填)|给自己(?:家)?报|帮自己|自己报|我报我自己|为自己"
)
_INCOME = re.compile(r"收入|挣|赚|工资|进账")
_INCOME_CLAUSE = re.compile(
    r"[^，。,;；]*(?:收入|挣|赚|工资|进账)[^，。,;；]*(?:[，,][^，。,;；]*(?:做|干|打工)[^，。,;；]*(?:天|月)[^，。,;；]*)?"
)
# 收入三万, and nothing else: a year's, unless it is so little that a month may be meant.
_INCOME_ALONE = re.compile(
    r"(?:我|我家|我们家|家里|全家)?(?:的|总)?收入(?:是|有|大概|大约|差不多|只有|就|也|才|共|一共|现在|变成|，|,|:|：){0,3}([^，。,!！?？]{1,10})[。.！!]*"
)
_A_YEARS_SUM = 12_000
_PER_YEAR = re.compile(r"年|每月|个月|月薪|月工资|月收入|天|日工资")
_COST = re.compile(r"花|用了|欠|借|亏|赔|支出|要交|学费|医药费|药费")
_SIZE = re.compile(
    r"[^，。,;；]{0,12}?(?:\d{1,2}|[一二两三四五六七八九十]{1,2})\s*口(?:人|之家)?|家(?:里|中)?(?:一共|总共|就|有|共)*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?人"
)
_HARDSHIP = re.compile(
    r"困难|没钱|没法|过不下去|还不起|负担|揭不开|难过|苦|欠(?:了|着)?[^，。]{0,6}(?:债|钱)|花(?:了|光|掉)[^，。]{0,6}[万千块元]|走不动|没人照顾|交不起|"
    r"看不起病|治不起|吃不上|没收入|没有收入|没饭"
)


def is_question(text: str) -> bool:
    """Does ``text`` ask rather than tell?"""
    return bool(_QUESTION.search(_TELLS.sub("＿", text)))


def tells_hardship(text: str) -> bool:
    """Does ``text`` tell what is hard at home?"""
    return bool(_HARDSHIP.search(text) or guess_risks(text))


def facts(text: str, places: Places) -> dict[str, Parsed[Any]]:
    """The fields a free message answers by itself: name, phone, id_number, village, town, risk, size, income,
    behalf, story. Only what is said clearly; ``confirm`` marks what must be read back. Never costs as income."""
    number, place = phone(text), _place(text, places)
    found: dict[str, Parsed[Any] | None] = {
        "phone": number,
        "id_number": id_number(text),
        "name": _name(text, places, bool(number or place)),
        "behalf": _behalf(text),
        "size": _size(text),
        "income": _income(text),
        **place,
    }
    if not is_question(text):
        risk = _risk(text)
        found |= {"risk": risk, "story": _story(text, bool(risk))}
    return {key: parsed for key, parsed in found.items() if parsed is not None}


def _place(text: str, places: Places) -> dict[str, Parsed[Any] | None]:
    village = places.village(text)
    if village:
        town = places.town_of(village.code).code
        return {"village": Parsed(village.code, village.words), "town": Parsed(town, village.words)}
    return {"town": places.find_town(text)} if len(text) <= 200 and places.names_town(text) else {}


def _name(text: str, places: Places, beside: bool) -> Parsed[str] | None:
    """A name that is announced (我叫 …), or one that stands between commas ``beside`` a phone or a village."""
    for announced in _NAMED.finditer(text):
        parsed = name(announced[1])
        if parsed and not parsed.confirm and not places.mentions(parsed.value):
            return Parsed(parsed.value, announced[0])
    for place, who in _OF_PLACE.findall(text[:200]):
        parsed = name(who) if places.mentions(place) else None
        if parsed and not parsed.confirm and parsed.value == who:
            return Parsed(who, who)
    if not beside or len(text) > 200:
        return None
    alone = [p for part in _SEGMENT.split(text) if (p := _alone(part, places))]
    return Parsed(alone[0].value, alone[0].words, True, "这是您的名字吗") if len(alone) == 1 else None


def _alone(part: str, places: Places) -> Parsed[str] | None:
    """A part of a message that is a name and nothing else."""
    if not 2 <= len(part) <= 4 or part.isascii():
        return None
    parsed = name(part)
    sure = parsed and not parsed.confirm and parsed.value == part and not places.mentions(part)
    return parsed if sure else None


def _behalf(text: str) -> Parsed[str] | None:
    if own := _ONESELF.search(text):
        return Parsed("self", own[0])
    other = _BEHALF.search(_NOT_BEHALF.sub("＿", text))
    return Parsed("other", other[0]) if other else None


def _size(text: str) -> Parsed[int] | None:
    said = _SIZE.search(text)
    return count(said[0]) if said else None


def _income(text: str) -> Parsed[float] | None:
    """Only an amount said to come in, with its period; 花了八万 is none."""
    for clause in _INCOME_CLAUSE.finditer(text) if _INCOME.search(text) else ():
        if _PER_YEAR.search(clause[0]) and not _COST.search(clause[0]):
            parsed = money(clause[0])
            if parsed:
                return parsed
    alone = _INCOME_ALONE.fullmatch(text)
    amount = money(alone[1]) if alone and not _COST.search(text) else None
    if amount and amount.value < _A_YEARS_SUM and not amount.confirm:
        return replace(amount, confirm=True, why="按一年算")
    return amount


def _risk(text: str) -> Parsed[str] | None:
    guess = clear_risk(text)
    return Parsed(guess.code, "、".join(guess.words), True, "听起来是这个原因") if guess else None


def _story(text: str, told: bool) -> Parsed[str] | None:
    story = text.strip()
    return Parsed(story, story) if len(story) >= 8 and (told or tells_hardship(story)) else None
