"""A yes or no in the words of the question: 贴就贴吧 · 扫不了 · 买什么车 · 休了 · 报是报了 · 没去办."""

import re
from typing import NamedTuple

from knowledge.answers.asked_about import About


class Sign(NamedTuple):
    """What one clause says, and whether it says so in so many words."""

    value: bool
    sure: bool = True


_NEGATED = re.compile(
    r"(?:没有?(?!少|断|停)|不(?!是不|止|光|得不)|冇|未|𣍐|伓|袂|莫|免|懒得|难得|(?<!有)无)(?:在|有|去|来|再|人|怎么|太|肯|想|愿意?|敢|让|给|能|会|过|起|下|出|上)?$"
)
_SCORNED = re.compile(r"(?:哪里?|哪儿|谁|怎么)(?:还|会|能|敢|有|来|肯|要)*$")
_CANNOT = re.compile(
    r"(?:不|没)(?:了|动|起|上|下|来|成|完|到|住|好|过|清|通|出|开|进|着|行|得(?!不)|下来|过来)|不[^不]{0,2}$|没有?(?:过|了)?$|冇"
)
_SCORN = re.compile(r"什么|啥|个?(?:屁|鬼|毛|球)|个头")
_DONE = re.compile(r"(?:了|过|着|完|好了|到|得|啦|的(?!话|时候|事)|嘛|呗|吧|呀|啊|喽|咯|去|来|一点)|$")
_UNDER_WAY = re.compile(r"(?:在|想|打算|准备|说要|快要?|要去|没去)$")
_ARRANGED = ("办", "办理", "弄", "申请", "修")
_FEW = 5
_AFTER = 4


def echoed(clause: str, asked: About) -> Sign | None:
    """What is said of the verb of the question, or of one that stands for it; else of any of its characters."""
    for verb in sorted(asked.verbs, key=len, reverse=True):
        at = clause.find(verb)
        if at >= 0:
            return _of_verb(clause, at, verb)
    for at, letter in enumerate(clause):
        if letter in asked.letters and (found := _of_letter(clause, at, letter, asked)):
            return found
    return None


def _of_verb(clause: str, at: int, verb: str) -> Sign:
    before, after = clause[max(0, at - 4) : at], clause[at + len(verb) : at + len(verb) + _AFTER]
    if verb in _ARRANGED and _UNDER_WAY.search(before):
        return Sign(False, sure=False)  # 还在办
    if _twice(before, after, verb[-1]):
        return Sign(True)
    if _SCORN.match(after) or _SCORNED.search(before):
        return Sign(False, sure=False)
    no = bool(_NEGATED.search(before)) or bool(_CANNOT.match(after))
    firm = len(verb) > 1 or len(clause) <= _FEW or after[:1] in tuple("了过的着完啦呢") or clause.startswith(verb)
    return Sign(not no, firm or no)


def _of_letter(clause: str, at: int, letter: str, asked: About) -> Sign | None:
    before, after = clause[max(0, at - 4) : at], clause[at + 1 : at + 1 + _AFTER]
    if _twice(before, after, letter):
        return Sign(True)
    if _SCORN.match(after) or _SCORNED.search(before):
        return Sign(False, sure=False)
    if _NEGATED.search(before) or _CANNOT.match(after):
        return Sign(False, sure=at <= _FEW)
    if at and asked.done and after[:1] in ("了", "过"):
        return Sign(True, sure=False)
    if at == 0 and _DONE.match(after) and (after or not asked.consent):
        return Sign(True, sure=after[:1] in tuple("了过啦"))
    return None


def _twice(before: str, after: str, letter: str) -> bool:
    """贴就贴 · 报是报了 · 交了交了."""
    return after[:2] in (f"就{letter}", f"是{letter}", f"了{letter}") or (
        after.startswith(letter) and after[1:2] in ("", "吧", "了", "嘛")
    )
