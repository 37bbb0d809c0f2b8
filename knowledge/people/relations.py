"""What somebody is to the head of the household (与户主关系)."""

import re

from knowledge.parsed import Parsed
from knowledge.people.kin_asked import asked_about
from knowledge.people.kin_paths import shortened, value_of
from knowledge.people.kin_statements import Statement, sex_said, statements
from knowledge.people.kinship import GROUPS, VALUES

_UNKNOWN = re.compile(
    r"不知道|不晓得|不清楚|不记得|忘[了记]|讲不清|说不清|搞不清|谁知道|不认识|不好说|难说|保密|不想说|不告诉"
)
_PARTED = re.compile(r"离了|离婚|离异|分手|以前是|原来是夫妻")
_DEAD = re.compile(r"过世|去世|死了|不在了|没了|走了|病故|死掉|过身|故去")
_FOR_THE_HEAD = re.compile("(?:户主|[填写报]他|[填写报]她)本人")  # 村干部代填，填他本人
_LONGEST = 120


def relation(text: str, question: str = "") -> Parsed[str] | None:
    """One of the 28 relations to the head of the household.

    The question tells whose relation is asked for and from which side (您是户主的什么人, 户主是您什么人). What took
    two steps, leaves the sex open or can be understood in two ways is to be confirmed.
    """
    text = text.strip()[:_LONGEST]
    asked = asked_about(question, text)
    if text in VALUES or (f"之{text}" in VALUES and not asked.reversed):
        return Parsed(text if text in VALUES else f"之{text}", text)
    said = statements(text, asked)
    if _UNKNOWN.search(text):
        said = [each for each in said if each.strong]
    return _judged(said, text) if said else None


def _judged(said: list[Statement], text: str) -> Parsed[str]:
    """The narrowest of what agrees; what disagrees is asked back."""
    said = [each for each in said if each.strong] or [each for each in said if each.pure] or said
    later_first = reversed(said) if said[0].strong else said  # 我大儿子 哦 我是他大儿子
    chosen = min(later_first, key=lambda each: (each.guessed, _openness(each.path)))
    value, others = _value(chosen, text)
    rivals = [v for each in said if (v := _value(each, text)[0]) not in (value, *others) and not _fits(each, value)]
    others = tuple(dict.fromkeys((*others, *rivals)))
    why = _doubt(chosen, value, others, bool(rivals), text)
    return Parsed(value, chosen.words, bool(why), why, others=others)


def _value(statement: Statement, text: str) -> tuple[str, tuple[str, ...]]:
    path = shortened(statement.path)
    sex = statement.sex or sex_said(text)
    if path.endswith("c") and sex:
        path = path[:-1] + ("s" if sex == "男" else "d")
    if path in ("h", "w", "o") and _PARTED.search(text):
        return "其他", ("配偶",)
    value, others = value_of(path)
    if statement.other:
        others = tuple(dict.fromkeys((*others, value_of(shortened(statement.other))[0])))
    return value, tuple(each for each in others if each != value)


def _fits(statement: Statement, value: str) -> bool:
    read, others = value_of(shortened(statement.path))
    return value in (read, *others)


def _openness(path: str) -> int:
    return sum(step in "cpoi" for step in path) * 10 + len(path)


def _doubt(chosen: Statement, value: str, others: tuple[str, ...], rivals: bool, text: str) -> str:
    """Why the value is to be confirmed; empty when it is certain."""
    if chosen.doubt:
        return chosen.doubt
    if rivals:
        return "说了不止一种关系"
    if value == "其他" and _FOR_THE_HEAD.search(text):
        return "是填您自己，还是填户主本人"
    if others and value == "其他":
        return "是不是已经不算夫妻了"
    if others:
        return f"是{'、'.join((value, *others)).replace('之', '')}里的哪一个"
    if chosen.inverted and _DEAD.search(text):
        return "户主是不是不在了，户口本改了没有"
    return chosen.why


def relation_group(value: str) -> str:
    """The contract's coarser relation for one of the 28 values."""
    return GROUPS.get(value, "其他")
