"""Whom a report for somebody else is for, in the words of the questions: 您妈妈叫什么名字, 这位邻居家在哪个镇.

Nobody is called 他 whose sex we do not know; a mother is a mother, a child a child.
"""

import re
from dataclasses import replace
from functools import cache

from dialogs.talk import Talk
from dialogs.words import table

_TELLS = ("behalf", "helper_relation", "name")  # answers whose words may say who it is
_NOT_HERS = re.compile("的(?!事|情况|名字|姓名)|他|她|(?:那边|家)的?(?:亲戚|邻居)")
_SAME_BREATH = 3  # characters: 我妈的邻居
_NEUTRAL = "他"  # what the readers of answers are told; nobody hears it


def known_whom(before: Talk, after: Talk, text: str) -> Talk:
    """``after``, with what the person is to the one who reports, when the words that answered say so."""
    if after.answers.get("behalf") != "other":
        return replace(after, whom="") if after.whom else after
    told = any(after.answers.get(key) != before.answers.get(key) for key in _TELLS)
    if after.whom or not text or not told:
        return after
    return replace(after, whom=told_whom(text))


def told_whom(text: str) -> str:
    """
    >>> told_whom("替我妈报"), told_whom("帮我依公申请一下"), told_whom("帮我妈的邻居报")
    ('您妈妈', '您爷爷', '')
    """
    found = _kin().search(text)
    if found is None or _NOT_HERS.match(text, found.end(), found.end() + _SAME_BREATH):
        return ""
    return "您" + _called()[found["kin"]]


def addressed(question: str, talk: Talk) -> str:
    """``question`` with its blanks {whom} and {home} filled."""
    names = table("whom")
    default = names.get(str(talk.answers.get("helper_relation", "")), names["other"])
    whom, home = (talk.whom, _home_of(talk.whom)) if talk.whom else default
    return question.replace("{whom}", whom).replace("{home}", home)


def _home_of(whom: str) -> str:
    return table("whom")["family"][1] if whom.removeprefix("您") in table("shares_home")["words"] else f"{whom}家"


def neutral(question: str) -> str:
    """``question`` as the readers of answers are given it."""
    return question.replace("{whom}", _NEUTRAL).replace("{home}", f"{_NEUTRAL}家")


@cache
def _called() -> dict[str, str]:
    return {word: called for called, words in table("kin").items() for word in words}


@cache
def _kin() -> re.Pattern[str]:
    words = "|".join(sorted(_called(), key=len, reverse=True))
    return re.compile(
        rf"(?:我|俺|咱)(?:们)?(?:的|家)?(?:那个|这个|亲|大|二|三|小|老)?(?P<kin>{words})(?![一-鿿]?[户村])"
    )
