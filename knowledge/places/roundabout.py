"""A town told without simply saying its name: spelt out, in pinyin, or by its place in the question's list."""

import re
from collections.abc import Sequence
from typing import Protocol

from knowledge.choices.placing import placed
from knowledge.parsed import Parsed
from knowledge.places.sounds import syllables

_SPELT = re.compile(r"(?<!不是)(?<![一-鿿])(?:是)?([一-鿿]{1,4}的)(?:那个)?([一-鿿])(?![一-鿿])")
_LETTERS = re.compile(r"(?a)[a-z]{4,20}")
_PLACE = re.compile(
    r"(?:是|选|就|那)*(?:第[一二三四五六七八九十\d]+|倒数第[一二三\d]|最后一?|头一|前面|后面|中间)[那个项]*[啊吧呢的]*"
)
_LONGEST = 200


class Town(Protocol):
    """What is looked at of a town."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def short(self) -> str: ...


def roundabout(text: str, question: str, towns: Sequence[Town]) -> Parsed[str] | None:
    """The code of the town meant; certain only where it was named as well (象园，大象的象，公园的园)."""
    return _spelt(text[:_LONGEST], towns) or _in_letters(text, towns) or _by_order(text, question, towns)


def _spelt(text: str, towns: Sequence[Town]) -> Parsed[str] | None:
    """日头的日 溪水的溪: the one town whose name holds the letters that are spelt out."""
    letters = {found[2] for found in _SPELT.finditer(text) if found[2] in found[1]}
    meant = [town for town in towns if len(letters) > 1 and letters <= set(town.name)]
    if len(meant) != 1:
        return None
    named = meant[0].short in _SPELT.sub("", text)
    return Parsed(meant[0].code, text, not named, "" if named else f"听起来是{meant[0].name}")


def _in_letters(text: str, towns: Sequence[Town]) -> Parsed[str] | None:
    """yuefeng, Rixi xiang."""
    letters = "".join(text[:_LONGEST].lower().split())
    if not _LETTERS.fullmatch(letters):
        return None
    for town in towns:
        if letters in ("".join(syllables(town.short)), "".join(syllables(town.name))):
            return Parsed(town.code, text, True, f"按拼音记下的：{town.name}")
    return None


def _by_order(text: str, question: str, towns: Sequence[Town]) -> Parsed[str] | None:
    """第六个, where the question has counted the towns up."""
    if not _PLACE.fullmatch(text):
        return None
    listed = sorted((town for town in towns if town.short in question), key=lambda town: question.index(town.short))
    at = placed(text, len(listed)) if len(listed) > 1 else ()
    if "中间" in text and len(listed) % 2:
        at = (len(listed) // 2,)
    return Parsed(listed[at[0]].code, text, True, f"您说的是{listed[at[0]].name}吗") if len(at) == 1 else None
