"""Whose relation to the head a question asks for, and from which side."""

import re
from dataclasses import dataclass

# 您就是户主, 您既然当户主, 户主您好: known already; 您是户主的什么人 and 您是户主吗 ask.
_HEAD_IS_YOU = re.compile(
    r"户主[您你]|[作身]为户主|[您你]\s*[（(]\s*户主|[您你]这个户主|"
    r"[您你][^，。,;；？?的跟和与同]{0,6}?[是当做为]户主(?![的什哪啥谁吗么何怎家还或本？?]|跟|和|与)"
)
_FROM_YOUR_SIDE = re.compile(
    r"(?:户主|他|她)[^，,。？?]{0,3}(?:是|跟|和|与|同|算)[您你](?:家)?的?(?:什么|啥|哪|怎么|谁|何)|[您你]叫户主什么|[您你]怎么(?:称呼|叫)户主"
)
_YOU = re.compile(r"(?<!请)(?<!麻烦)(?<!劳烦)[您你](?!说一?说|说一?下|讲|能不能说|刚|替|帮|代|家|们家|（|\()")
_THIRD = re.compile(
    r"他|她|这[个位家人名]|那[个位家人名]|第.{1,3}[个位]|老人|小孩|孩子|女孩|男孩|病人|成员|患者|当事人|困难(?:户|群众|人)|"
    r"残疾|阿婆|大爷|大姐|大妈|要登记"
)
_SELF_CLAIM = re.compile(r"^\W*(?:我|本人)(?:就|也)?是(?:他|她|户主|伊)")

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """``who``: me (the speaker), this (somebody else) or "" when the question does not tell. ``reversed``: the head is
    asked for, seen from the speaker. ``head_is_me``: the question knows that the speaker is the head."""

    who: str = ""
    reversed: bool = False
    head_is_me: bool = False
    by_me: bool = False  # does the speaker bring himself in (我…)?


def asked_about(question: str, text: str) -> Asked:
    """What the question asks for; ``text`` helps where the question is missing."""
    question = question[:_LONGEST]
    if _HEAD_IS_YOU.search(question):
        return Asked("this", head_is_me=True)
    if "户主" in question and _FROM_YOUR_SIDE.search(question):
        return Asked("me", reversed=True)
    you, third = _YOU.search(question), _THIRD.search(question)
    if you and (not third or you.start() < third.start()):
        return Asked("me")
    if third or question:
        return Asked("this", by_me="我" in text)
    return Asked("me" if _SELF_CLAIM.search(text) else "")
