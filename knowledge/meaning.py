"""One free message understood as a whole: a question or a report, and the facts it holds for many fields."""

import re
from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from typing import Any

from knowledge.household import income, size
from knowledge.naming import told_name
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number
from knowledge.people.phones import phone
from knowledge.places.atlas import Places
from knowledge.risks.ranking import rank
from knowledge.risks.rules import Guess, guess_risks, standing_out

_WORDS = re.compile("[^\\W\\d_]")  # a number alone tells no more than itself
_QUESTION = re.compile(
    r"[?？]\s*$|[吗么嘛]\s*[?？。!！]*$|呢\s*[?？。!！]*$|怎么(?!也|都|办法)|怎样|如何|多少(?!都|有)|(?<!没)几(?:天|个月|岁|点|时|号|月)(?![多来])|哪(?:里|儿|些|个|家|位|一)|"
    r"什么(?!都|也)|啥(?!都|也)|谁(?!都|也)|为何|为什么|凭什么|是不是|能不能|可不可以|会不会|你们?(?:该?不会|不是)[^，。,]{1,8}吧|要不要|有没有|算不算|行不行|需不需要|用不用|多久|请问|想问|问一?下|"
    r"能(?:申请|报|领|办)(?:吗|不)?\s*$|咋(?:办|弄|申请|报)?|是否|你们?是.{1,6}还是|"
    r"(?!动不动|时不时)([一-鿿])不\1|(?:钱|能|行|可以|要|好|给|收|办|报)不\s*[?？。!！]*$"
)
_TELLS = re.compile(
    r"没(?:有)?什么|没啥|不知(?:道)?怎么办|不晓得怎么办|怎么办[啊呀]?[。!！]*$|不(?:知道|晓得|清楚)(?:是)?哪|说什么|没多少|哪里都|怎么(?:过|活|办)"
)
# 住在亥由家里就我: a village without 村 is one only where it is announced, and nothing runs into it.
_LIVES = re.compile(
    r"(?:住在|家住|家在|厝在|住址|地址|村名?)[是在:：\s]*([一-鿿]{2,8}?)(?=[，。,;；!！\s\d]|$|家里|厝里|今年|电话|手机|身份证|一个人|全家|一家|[我他她啊呀呢就])"
)
_OWN_VILLAGE = re.compile("(?<=[一-鿿])(?<![我你他们个本壁哪么全这那])村(?![委里口民头干上])")
_SOUNDS_SO = 0.85
_BEHALF = re.compile(
    r"(?:替|帮|代|给)(?:我)?(?:的)?(?:家)?[一-鿿]{1,6}?(?:来)?(?:报|申报|申请|登记|填|问)|代(?:报|申请|填)|帮人报|替别人"
)
_NOT_BEHALF = re.compile(
    r"(?:能不能|可以|请|麻烦)?(?:你们?|您)?(?:帮|替|给)我(?:们|家)?(?:自己)?(?:报|申报|申请|登记|填)"
)
_ONESELF = re.compile(
    r"(?:我|本人)自己(?:家)?(?:来)?(?:报|申报|申请|登记|填)|给自己(?:家)?报|帮自己|自己报|我报我自己|为自己"
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


def facts(text: str, places: Places, known: Container[str] = ()) -> Mapping[str, Parsed[Any]]:
    """The fields a free message answers by itself: name, phone, id_number, village, town, risk, size, income,
    behalf, story. Only what is said clearly; ``confirm`` marks what must be read back. Never costs as income.

    A risk that is ``known`` is not looked for.
    """
    return _facts(text, places, "risk" in known)


@lru_cache(maxsize=2)  # one message is looked at several times in a turn
def _facts(text: str, places: Places, risk_known: bool) -> Mapping[str, Parsed[Any]]:
    found: dict[str, Parsed[Any] | None] = {"phone": phone(text), "id_number": id_number(text)}
    if _WORDS.search(text):
        found |= _told(text, places, risk_known, bool(found["phone"]))
    return {key: parsed for key, parsed in found.items() if parsed is not None}


def _told(text: str, places: Places, risk_known: bool, numbered: bool) -> dict[str, Parsed[Any] | None]:
    """What takes words to tell. ``numbered``: a telephone number stands there too."""
    place, behalf = _place(text, places), _behalf(text)
    others = behalf is not None and behalf.value == "other"
    found: dict[str, Parsed[Any] | None] = {
        "name": told_name(text, places, bool(numbered or place), others),
        "behalf": behalf,
        "size": size(text),
        "income": income(text),
        **place,
    }
    if is_question(text):
        return found
    guesses = guess_risks(text)
    risk = None if risk_known else _risk(text, guesses)
    return found | {"risk": risk, "story": _story(text, bool(guesses))}


def _place(text: str, places: Places) -> dict[str, Parsed[Any] | None]:
    village = places.village(text)
    if village:
        town = places.town_of(village.code).code
        return {"village": Parsed(village.code, village.words), "town": Parsed(town, village.words)}
    if len(text) > 200:
        return {}
    if (lives := _LIVES.search(text)) and (village := places.village(lives[1])):
        return {
            "village": Parsed(village.code, lives[0]),
            "town": Parsed(places.town_of(village.code).code, lives[0]),
        }
    if not places.names_town(text):
        return {}
    return {"town": places.find_town(text), "village": _spelt_otherwise(text, places)}


def _spelt_otherwise(text: str, places: Places) -> Parsed[str] | None:
    """宦溪镇垅头村 for 垄头村: the one village of the town that sounds so, to be asked about."""
    if not _OWN_VILLAGE.search(text):
        return None
    alike = [match for match in places.find_villages(text) if match.score >= _SOUNDS_SO]
    return Parsed(alike[0].code, alike[0].words, True) if len(alike) == 1 else None


def _behalf(text: str) -> Parsed[str] | None:
    if own := _ONESELF.search(text):
        return Parsed("self", own[0])
    other = _BEHALF.search(_NOT_BEHALF.sub("＿", text))
    return Parsed("other", other[0]) if other else None


def _risk(text: str, guesses: Sequence[Guess]) -> Parsed[str] | None:
    guess = standing_out(guesses)
    if guess is None:
        return None
    others = [other.code for other in rank(text) if other.code != guess.code]
    return Parsed(guess.code, "、".join(guess.words), True, "听起来是这个原因", others=tuple(others[:2]))


def _story(text: str, told: bool) -> Parsed[str] | None:
    story = text.strip()
    return Parsed(story, story) if len(story) >= 8 and (told or _HARDSHIP.search(story)) else None
