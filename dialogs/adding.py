"""Words told after the report: added to it, and what they change in it is changed."""

import re
from dataclasses import replace
from typing import Any

from dialogs.hearing import Heard, Move
from dialogs.mending.after_report import changed
from dialogs.mending.elsewhere import by_others
from dialogs.mending.replacing import TOLD_BY_THEMSELVES, News, is_news
from dialogs.words import say
from knowledge.meaning import facts
from knowledge.parsed import Parsed
from knowledge.people.id_numbers import id_number, looks_like_id
from knowledge.people.kinship import KIN_WORDS
from knowledge.people.phones import looks_like_phone, phone

_OTHERS = re.compile("|".join(map(re.escape, sorted(KIN_WORDS, key=len, reverse=True))) + "|隔壁|别人|村医|他家|她家")
_LIVES = re.compile("搬|迁|住|我家|我是|家在")
_FEW = 10  # characters beside a fact: 我的电话换成 … 了
_A_FEW_WORDS = 4


def added(heard: Heard) -> Move:
    """Anything else that is told after the report."""
    case = heard.scene.case
    unclear = _unclear(heard.said.text)
    if unclear and not (case and case.lacks):
        return Move(heard.talk, unclear)
    return changed(heard, replace(heard.talk, proposals=()), told_otherwise(heard))


def told_otherwise(heard: Heard) -> News:
    """What free words say otherwise: certain only where little else is said, and of nobody else."""
    text = heard.said.text
    if by_others(text):
        return {}
    found = {key: fact for key, fact in facts(text, heard.scene.county.places).items() if _may_be(heard, key, fact)}
    beside = len(text) - sum(len(fact.words) for fact in found.values())
    own = beside <= _FEW and not names_others(text)
    return {key: replace(fact, confirm=fact.confirm or not own) for key, fact in found.items()}


def names_others(text: str) -> bool:
    """Is somebody else named, whose village or household may be meant?"""
    return bool(_OTHERS.search(text))


def _may_be(heard: Heard, key: str, fact: Parsed[Any]) -> bool:
    if key not in TOLD_BY_THEMSELVES or key in heard.scene.rules.forbid or not is_news(heard, key, fact):
        return False
    text = heard.said.text
    # 去弥高村看病 moves nobody.
    return key != "village" or bool(_LIVES.search(text)) or len(text) <= len(fact.words) + 2


def _unclear(text: str) -> str:
    """A number that could be anything, and keys pressed by chance, are no news."""
    if _words_in(text) > 1 or phone(text) or id_number(text):
        return ""
    if looks_like_id(text):
        return say("misheard.id_digits")
    if looks_like_phone(text):
        return say("misheard.phone_digits")
    if any(character.isdigit() for character in text):
        return say("which_number")
    return say("not_understood")


def _words_in(text: str) -> int:
    return sum("一" <= character <= "鿿" for character in text)


def tells(text: str) -> bool:
    """Is there enough in it to be worth adding?"""
    return _words_in(text) >= _A_FEW_WORDS or bool(phone(text))
