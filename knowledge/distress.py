"""Danger in what people write: recognised before anything else, at every step (rulings 6).

A danger missed is worse than one too many, so patterns are wide; what sounds alike and is harmless is masked first.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.wordlists import wordtable

DistressKind = Literal["suicide", "medical", "violence", "disaster", "shelter", "food"]

_PAST = re.compile(
    r"(?:去年|前年|大前年|以前|早年|那年|上个?月|上半年|[0-9一二三四五六七八九十几]+年前?|[0-9一二三四五六七八九十]+个?月前?|春节|之前)[^。！？!?]{0,16}$"
)
_NOW = re.compile(r"现在|正在|还在|马上|快来|救|刚刚|今天|今晚|困|出不来")

_TABLE = wordtable("distress")
_HARMLESS = re.compile("|".join(_TABLE.pop("harmless")))
# Most urgent first, as in the file; the flag says that what is long over is no alarm.
_SIGNS: tuple[tuple[DistressKind, re.Pattern[str], bool], ...] = tuple(
    (kind, re.compile("|".join(_TABLE[kind]["signs"])), _TABLE[kind].get("past_is_over", False))
    for kind in get_args(DistressKind)
)


@dataclass(frozen=True, slots=True)
class Distress:
    """A danger and the words that tell it."""

    kind: DistressKind
    words: str


def distress(text: str) -> Distress | None:
    """The most urgent danger told in ``text``; None for none, or for one long over."""
    plain = _HARMLESS.sub(lambda found: "＿" * len(found[0]), text)
    for kind, sign, may_be_past in _SIGNS:
        for found in sign.finditer(plain):
            if not (may_be_past and _is_past(plain, found)):
                return Distress(kind, found[0])
    return None


def _is_past(text: str, found: re.Match[str]) -> bool:
    """A flood of last year is a hardship to report, not an alarm."""
    return bool(_PAST.search(text[: found.start()])) and not _NOW.search(text)
