"""Whose name a question asks for."""

import re

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
