"""Whose name a question asks for, and which of several the answer itself points out (户主写的是我妈)."""

import re
from collections.abc import Iterable, Mapping

from knowledge.people.kinship import STEPS

_REPORTER = re.compile(
    r"(?:报告|填报|填表|申报|申请|代报|联系|办理|来电|报事|上报|登记|反映)的?[人者](?!家)|打电话的|[您你](?:本人|自己)的?(?:姓名|名字|叫)"
)
_HEAD = re.compile("户主")
_OTHER = re.compile(
    r"他|她|孩子|小孩|老人|病人|患者|当事人|困难|需要帮|要帮|遇到|谁|对方|[这那]一?[位个名]|成员|残疾|生病|得病|住院|伤者|受灾|哪一?[位个](?!$)"
)
# 您的爱人叫什么: a relative of the speaker, not the speaker.
_KIN = "|".join(word for word in STEPS if len(word) > 1)
_RELATIVE = re.compile(rf"[您你](?:们?家)?的?[大小二]?(?:{_KIN})")
_YOU = re.compile(r"[您你]|怎么称呼|贵姓|尊姓")


def whose(question: str) -> str:
    """``me`` (who reports), ``head`` (of the household), ``other`` (who has the hardship) or ``""`` (not told)."""
    if _REPORTER.search(question):
        return "me"
    if _HEAD.search(question):
        return "head"
    if _RELATIVE.search(question) or (_OTHER.search(question) and "您是谁" not in question):
        return "other"
    return "me" if _YOU.search(question) else ""


# 户主是依妈, 病的是小的, 哥哥是户主: whoever has that role is named elsewhere.
_POINTED_OUT = re.compile(
    r"(?:^|[，,。;；、 ])(?:(?:(?P<head>户主|户口本?)|[一-鿿]{1,5}的(?:那个|人)?)[^，。 是写]{0,4}?"
    r"(?:[就才也]?是|写的?是?|登记的?是?|归)"
    r"(?P<who>[一-鿿]{1,5}?)|(?P<of_head>[一-鿿]{1,4}?)(?:[就才也]?是|来?当)户主)[啊呀的哦呢嘛了]*(?=$|[，,。;； ])"
)
_LABEL = re.compile(r"(?:^|[^一-鿿]|[和跟])([一-鿿]{1,4}?)(?:名字|姓名)?(?:就?是|叫做?|写)?[：:， ]*$")
_MARKS = "，,。;；、 "
_MINE = frozenset("我 我自己 本人 我本人 自己".split())  # noqa: SIM905


def pointed_out(text: str, starts: Mapping[str, int], target: str) -> tuple[str, str]:
    """The name (of those that start at ``starts``) whose label is said to have the role asked for, and those words.

    Words and no name: somebody was pointed out, and it is not clear which of the names is his.
    """
    words = ""
    for found in _POINTED_OUT.finditer(text):
        if (target == "head") != bool(found["head"] or found["of_head"]):
            continue
        label = _bare(found["who"] or found["of_head"])
        if label and all(0 <= start < found.start() for start in starts.values()):
            words = words or found[0].strip(_MARKS)
        fitting = [name for name, start in starts.items() if label == _label_before(text[:start], starts)]
        if label and len(fitting) == 1:
            return fitting[0], found[0].strip(_MARKS)
    return "", words


def _label_before(before: str, names: Iterable[str]) -> str:
    """我妈 of 我爸叫陈国土，我妈叫."""
    for name in names:
        before = before.replace(name, "，")
    label = _LABEL.search(before[-12:])
    return _bare(label[1]) if label else ""


def _bare(label: str) -> str:
    return "我" if label in _MINE else re.sub("^[和跟与及]?(?:我|他|她|那个|是)?(?=.)|(?:的|这个)$", "", label)
