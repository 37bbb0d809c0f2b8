"""Signs of danger in the words themselves: wide patterns, after what sounds alike and is harmless was masked."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.danger.kinds import KINDS, Distress, DistressKind
from knowledge.wordlists import wordtable

_PAST = re.compile(
    r"(?:去年|前年|大前年|以前|早年|那年|那时|当年|小时候|从前|旧社会|上个?月|上半年|春节|之前|"
    r"[0-9一二两三四五六七八九十几]{1,6}年前?|[0-9一二两三四五六七八九十]{1,3}个?月前?)[^。！？!?]{0,16}$"
)
_LONGEST_PAST = 30  # characters before a sign that are looked at
_NOW = re.compile(r"现在|正在|还在|马上|快来|救|刚刚|今天|今晚|困|出不来")

_NEAR = 40  # characters on each side of a sign that can cast doubt on it
_ENDS = re.compile(r"[。！!？?\n；;](?=.)")

_TABLE = wordtable("distress")


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern of many, with 〈亲人〉 and the like written out; an empty list matches nothing."""
    joined = "|".join(patterns) or "(?!)"
    for word, meant in _TABLE["stands_for"].items():
        joined = joined.replace(f"〈{word}〉", meant)
    return re.compile(joined)


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells of one kind. ``another``: the same words of somebody else, which are another kind of danger."""

    kind: DistressKind
    signs: re.Pattern[str]
    another: re.Pattern[str]
    past_is_over: bool


_HARMLESS = _any_of(_TABLE["harmless"])
_DOUBTS = _any_of(_TABLE["doubts"])
# Most urgent first, as in the file.
_SIGNS = tuple(
    _Signs(
        kind,
        _any_of(_TABLE[kind]["signs"]),
        _any_of(_TABLE[kind].get("another", [])),
        _TABLE[kind].get("past_is_over", False),
    )
    for kind in KINDS
)


def doubtful(text: str, sign: Distress) -> bool:
    """Does something in the sentence of ``sign`` speak against an alarm (a question, a tale, the past)?"""
    start = text.find(sign.words)
    before, after = text[max(0, start - _NEAR) : start], text[start : start + len(sign.words) + _NEAR]
    return bool(_DOUBTS.search(_ENDS.split(before)[-1] + _ENDS.split(after)[0]))


@lru_cache(maxsize=16)  # asked three times for a message
def signs(text: str) -> tuple[Distress, ...]:
    """Each kind of danger that has a sign in ``text``, most urgent first; a flood long over is none."""
    suspected = [row for row in _SIGNS if row.signs.search(text)]  # nearly always none
    if not suspected:
        return ()
    plain = _masked(_HARMLESS, text)
    return tuple(Distress(row.kind, words) for row in suspected if (words := _sign(row, plain)))


def _sign(row: _Signs, plain: str) -> str:
    for found in row.signs.finditer(_masked(row.another, plain)):
        if not (row.past_is_over and _is_past(plain, found)):
            return found[0]
    return ""


def _masked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: "＿" * len(found[0]), text)


def masked(text: str) -> str:
    """``text`` with each word that only sounds like danger as one ＿."""
    return _HARMLESS.sub("＿", text)


def _is_past(text: str, found: re.Match[str]) -> bool:
    """A flood of last year is a hardship to report, not an alarm."""
    return bool(_PAST.search(text[max(0, found.start() - _LONGEST_PAST) : found.start()])) and not _NOW.search(text)
