"""How many live in a house: the total that is told, checked by the list, or the list added up."""

import re
from dataclasses import replace

from knowledge.heads.asked import leaves_out_you
from knowledge.heads.left_out import without_members
from knowledge.heads.listed import Heads, heads, still_here, together
from knowledge.heads.spoken import JUST, MOST, PERSONS, added, changed, reckoned, said
from knowledge.heads.totals import at_last, one_total
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import FORMER, Settled
from knowledge.parsed import Parsed
from knowledge.people.kinship import KIN_WORDS

ASKS_BACK = re.compile(
    r"问(?:我|他|她)[^，。\s]{0,3}(?:去|吧|$)|算不算|算吗|要不要|是不是|包不包括|包括.{0,6}吗|怎么[算讲说]|"
    r"不好[算讲说]|说不[准清好]|[吗嘛]?？$|\?$"
)
_ALONE = re.compile(
    r"光棍|单身|孤身|独居|一个人(?:过|住|生活)|孤寡|五保户?|(?:就|只有?|仅|单)(?:剩)?我(?:自己|一个|一人|本人)"
)
_I_ALONE = re.compile(r"我(?:就|是|现在)*(?:自己)?一个人(?:住|过|生活)(?!(?:日子)?[，,\s]*[带和跟])")
_PLUS = re.compile(r"[，,\s]*(?:加上?|再加|外加|带上?)(?=[^，。]|$)")
_WITHOUT_ME = re.compile(r"(?:不加|不算|不包括|不带|除了?|除开)(?:掉)?我(?:本人|自己)?(?!们|家|的|爸|妈|儿|女|老)")
_OF_OTHERS = re.compile(rf"(?:{'|'.join(map(re.escape, KIN_WORDS))})(?:他们?|她们?|那边)?一?家$")
# 带一个女儿，跟父母住: whoever lives with them counts too, though nobody says so.
_LIVES_WITH = re.compile(
    r"(?:^|[，,。\s他她])(?:现在|平时|一直|就|还|都|自己|一个人)*(?:[跟和同]|[带陪]着?)[^，。\s]{1,8}"
)
_A_COUPLE = 2
_SEVERAL = 3  # told one by one are a list, whatever is asked back


def household(told_of: list[Heads], figures: list[Part], text: str, question: str) -> Parsed[int] | None:
    """Everybody of the house."""
    told_of = without_members(told_of, text)
    listed = still_here(told_of, text)
    if not figures:
        return _by_list(listed, text, question)
    if len(told_of) > len(figures) + 1 and (last := at_last(figures, text)):
        return said(last, text)
    settled = one_total(figures, text, question, PERSONS, added=False)
    part = settled.part
    now = [each for each in listed if each.start >= part.end]
    if FORMER.search(text[: part.start]) and len(figures) == 1 and now and len(listed) < len(told_of):
        return _added(now, text)
    if _OF_OTHERS.search(text[: part.start]):
        own = still_here(heads(text[part.end :]), text[part.end :])
        return _added(own, text) or said(replace(settled, why="说的像是别人一家"), text)
    if _WITHOUT_ME.search(text):
        why = f"{part.value:g}人，再加上您自己"
        return said(Settled(changed(part, 1), why, (part.value,)), text)
    plus = _PLUS.match(text, part.end)
    if plus and (part.value <= _A_COUPLE or plus[0][0] not in "，,"):  # 婆媳两个，带一个孙子
        behind = together([each for each in told_of if each.start >= plus.end()])
        if behind:
            return said(Settled(changed(part, behind), f"{part.value:g}＋{behind}人", (part.value,)), text)
    return said(_checked(settled, told_of, text), text)


def by_oneself(text: str, merely_me: bool = False) -> Parsed[int] | None:
    """光棍一条, 就我: one."""
    found = _ALONE.search(text)
    if not found and not (merely_me and JUST.search(text)):
        return None
    sure = found is None or "我" in found[0] or "一个人" in found[0]
    return Parsed(1, text.strip()[:40], not sure, "" if sure else "说的像是只有自己一个人", unit=PERSONS)


def _by_list(listed: list[Heads], text: str, question: str) -> Parsed[int] | None:
    if leaves_out_you(question):
        others = [each for each in listed if each.kind != "self"]
        return added(others, text) if others else None
    if alone := _I_ALONE.search(text):
        return Parsed(1, alone[0], unit=PERSONS)
    if all(each.kind == "self" for each in listed) or (_ALONE.search(text) and together(listed) < 2):
        return by_oneself(text, bool(listed))
    return None if ASKS_BACK.search(text) and together(listed) < _SEVERAL else _added(listed, text)


def _checked(settled: Settled, told_of: list[Heads], text: str) -> Settled:
    """A list that names oneself and comes to another number than the total leaves a doubt."""
    value = settled.part.value
    if settled.why:
        return settled
    listed = together(told_of)
    named = any(each.kind == "self" for each in told_of) and listed > 1
    differs = listed > value or (named and listed != value)
    if differs and listed > 1:
        return Settled(settled.part, f"说{value:g}人，一个个数下来是{listed}人", (float(listed),))
    return settled


def _added(listed: list[Heads], text: str) -> Parsed[int] | None:
    """The list added up; one that leaves out oneself may mean one more."""
    total = together(listed)
    if not 0 < total <= MOST:
        return None
    if _LIVES_WITH.search(text) and not any(_is_oneself(each) for each in listed):
        return reckoned(total + 1, text, f"说了{total}人，再加上当事人自己", (total,))
    if total == 1 and "一个人" in text:
        return reckoned(1, text, "说的像是只有一个人", (2,))  # 我老婆一个人照顾
    if total == 1 and not any(each.kind == "pair" or _is_oneself(each) for each in listed):
        return reckoned(total + 1, text, f"说了{total}人，再加上您自己", (total,))
    complete = listed[0].kind == "some" or any(each.kind == "pair" or _is_oneself(each) for each in listed)
    return reckoned(total, text, f"数下来一共{total}人", () if complete else (total + 1,))


def _is_oneself(one: Heads) -> bool:
    return one.kind == "self" or one.word.startswith("我")
