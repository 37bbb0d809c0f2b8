"""Whose figure it is and of which year: 前年做满，去年五个月; 她三个月我六个月."""

import re
from collections.abc import Sequence

from knowledge.numbers.parts import Part
from knowledge.people.kinship import KIN_WORDS

_YEAR = re.compile(r"今年|去年|前年|大前年|旧年|上年|明年")
_SAME_YEAR = {"旧年": "去年", "上年": "去年"}
# Children told by their place among brothers and sisters.
_BY_AGE = {
    "大的": "大",
    "老大": "大",
    "大儿子": "大",
    "大女儿": "大",
    "小的": "小",
    "老二": "小",
    "小儿子": "小",
    "小女儿": "小",
}
_SUBJECT = re.compile(
    "|".join(
        map(re.escape, sorted((*KIN_WORDS, *_BY_AGE, "本人", "我", "她", "他", "您", "你"), key=len, reverse=True))
    )
)
_LATEST_FIRST = ("今年", "去年", "前年", "大前年")
_PRONOUNS = frozenset("她他")
_ONESELF = frozenset(["我", "您", "你", "本人"])


def of_this_year(parts: Sequence[Part], question: str) -> list[Part]:
    """The parts of the year that is asked for; all when no year is told."""
    asked = _year(question)
    told = ""
    kept: list[Part] = []
    for part in parts:
        told = _year(part.about.partition("|")[0]) or told
        if not asked or not told or told == asked:
            kept.append(part)
    return kept


def of_latest_year(parts: Sequence[Part], question: str) -> list[Part]:
    """The parts of this year where last year's are told beside them and no year is asked for: 去年四亩，今年两亩."""
    years = [_year(part.about.partition("|")[0]) for part in parts]
    told = [year for year in _LATEST_FIRST if year in years]
    if _year(question) or len(told) < 2:
        return of_this_year(parts, question)
    past = [part.value for part, year in zip(parts, years, strict=True) if year in told[1:]]
    each = zip(parts, years, strict=True)
    return [part for part, year in each if year == told[0] or (not year and part.value not in past)]  # 2亩，哦去年是2亩


def of_this_person(parts: Sequence[Part], text: str, question: str) -> list[Part]:
    """The parts of the one asked about: oneself, unless the question names another."""
    if len(parts) < 2:
        return list(parts)
    own = _own(question)
    bounds = [0, *(part.end for part in parts)]
    whose = [_subject(text[end : part.start]) for end, part in zip(bounds, parts, strict=False)]
    if len(set(whose)) < 2:
        return list(parts)
    whose = [subject or ("我" if own else next(iter(_SUBJECT.findall(question)))) for subject in whose]
    asked = {_BY_AGE.get(word, word) for word in _SUBJECT.findall(question)} - _ONESELF
    if named := [p for p, subject in zip(parts, whose, strict=True) if _BY_AGE.get(subject, subject) in asked]:
        return named
    return [part for part, subject in zip(parts, whose, strict=True) if (subject in _ONESELF) == own] or list(parts)


def others_only(parts: Sequence[Part], text: str, question: str) -> bool:
    """Is it oneself that is asked for, and are all figures another's?"""
    if not question or not _own(question):
        return False
    last = [_SUBJECT.findall(text[: part.start]) for part in parts]
    return all(told and told[-1] not in _ONESELF and told[-1] not in _PRONOUNS for told in last)


def _own(question: str) -> bool:
    return not any(word not in _ONESELF for word in _SUBJECT.findall(question))


def _subject(before: str) -> str:
    found = _SUBJECT.findall(before)
    return found[-1] if found else ""


def _year(text: str) -> str:
    found = _YEAR.findall(text)
    return _SAME_YEAR.get(found[-1], found[-1]) if found else ""
