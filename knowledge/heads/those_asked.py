"""How many of those whom a question narrows down to: 三个孩子两个读书, 五个人就两个能动, 没交的就我妈."""

import re
from dataclasses import replace

from knowledge.heads.asked import Deed, asks_for_everybody, asks_without, of_noun
from knowledge.heads.doers import doers, does, in_all
from knowledge.heads.everybody import ASKS_BACK, household
from knowledge.heads.left_out import without_members
from knowledge.heads.listed import BY_PLACE, Heads, still_here, together
from knowledge.heads.spoken import EVERY_FIGURE, JUST, MOST, PERSONS, added, as_part, doubtful, figures, reckoned, said
from knowledge.heads.totals import all_but, at_last, at_once, headed, one_total, only_so_many
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import Settled
from knowledge.parsed import Parsed

_EXCEPT = re.compile(r"除了?|以外")
_ONE_BY_ONE = ("kin", "self", "some")
_ALL = re.compile(r"(?:都|全)(?!没|不)")
_HAS = re.compile(r"有(?=$|[，。\s])")  # 我女儿有 智力三级
_BREAK = re.compile(r"[，。,；;、\s]")


def those_asked(told_of: list[Heads], text: str, question: str, noun: str, deed: Deed | None) -> Parsed[int] | None:
    """The figure for those who are asked for, else those of them who are named."""
    totals = figures(told_of, text)
    if whole := at_once(totals, text, noun) or at_last(totals, text):
        return said(whole, text)
    here = still_here(told_of, text)
    if len(here) < len(told_of) and all(each.kind in _ONE_BY_ONE for each in here) and _do(here, text, deed):
        return added(here, text)
    if but := all_but(figures(told_of, text, EVERY_FIGURE), text, question):
        return but if but.value >= 0 else None
    if deed and (found := _by_deed(told_of, text, question, deed)):
        return found
    if asks_for_everybody(question) and not noun:
        return household(told_of, totals, text, question)
    if totals := _without_everybody(totals, text, question):
        return said(one_total(totals, text, question, PERSONS, added=True), text)
    if _EXCEPT.search(text) or ASKS_BACK.search(text):
        return None  # 除了我都病: how many the others are is not said
    return _named(without_members(told_of, text), text, noun, deed)


def _do(told_of: list[Heads], text: str, deed: Deed | None) -> bool:
    """Not so in 四个全出去了就我在家: they are those who do not."""
    return deed is None or does(_BREAK.split(text[told_of[0].start :])[0], deed) is not False


def _named(told_of: list[Heads], text: str, noun: str, deed: Deed | None) -> Parsed[int] | None:
    """Those who are of the kind asked for, without those who do it no more."""
    of_kind = of_noun(told_of, noun) or (of_noun(told_of, "孙子") if noun == "孩子" else [])
    if noun and (whole := headed(of_kind, text)):
        return said(whole, text)
    chosen = of_kind
    if deed and deed.past:
        chosen = [each for each in chosen if not deed.past.search(_BREAK.split(text[each.end : each.end + 8])[0])]
    if len(chosen) == 1 and chosen[0].kind == "some":
        return said(Settled(as_part(chosen[0])), text)
    return added(chosen or told_of, text, left_out=0 < len(chosen) < len(of_kind))


def _without_everybody(totals: list[Part], text: str, question: str) -> list[Part]:
    """五口人，两个做的: the household is not what a narrower question counts."""
    if len(totals) < 2 or asks_for_everybody(question):
        return totals
    return [part for part in totals if "口" not in text[part.start : part.end]] or totals


def _by_deed(told_of: list[Heads], text: str, question: str, deed: Deed) -> Parsed[int] | None:
    """三个孩子，大的工作了，两个读书 when asked who goes to school."""
    every = figures(told_of, text, EVERY_FIGURE)
    doing = doers(told_of, text, question, deed)
    if left := _less_those_who_ended(every, doing, text, question, deed):
        return left
    if some := only_so_many(every, text, question):
        told = some.part == every[0] and does(
            _BREAK.split(text[some.part.end :])[0], deed
        )  # 两个人有证，一个肢体一个听力
        return said(replace(some, why="") if told else some, text)
    if every and (all_of_them := _all_do_it(every[0], told_of, text, question, deed)):
        return all_of_them
    number = in_all(doing)
    if not 0 < number <= MOST:
        return None
    one = len(doing) == 1 and len(doing[0]) == 1 and len(every) < 2
    one = one and bool(every or JUST.search(text) or _HAS.match(text, doing[0][0].end))
    if one and doing[0][0].low < doing[0][0].high:
        return None  # 五六个, 几个: the figure has its ends
    one = one or (len(doing) == 1 and len(every) == 1 and doing[0][-1].number == together(doing[0]))  # 我跟我儿子两个
    if one and not doubtful(text):
        return Parsed(number, text.strip()[:60], unit=PERSONS)
    return reckoned(number, text, f"数下来一共{number}人")


def _all_do_it(whole: Part, told_of: list[Heads], text: str, question: str, deed: Deed) -> Parsed[int] | None:
    """三个都读，最小的今年上一年级: of those who are all said to do it."""
    members = [each for each in told_of if each.start > whole.end]
    if not all(each.word in BY_PLACE for each in members):
        return None
    if len(members) == whole.value and not any(does(each, deed) is False for each in _BREAK.split(text)):
        return said(Settled(whole), text)  # 三个学生，大的在师大，二的在十一中，小的小学
    done = does(_BREAK.split(text[whole.end :])[0], deed) if _ALL.match(text, whole.end) else None
    return said(Settled(whole), text) if done is not None and done != asks_without(question) else None


def _less_those_who_ended(
    every: list[Part], doing: list[list[Heads]], text: str, question: str, deed: Deed
) -> Parsed[int] | None:
    """三个孩子，一个工作了: two go to school."""
    if asks_without(question):
        ended = [part for part in every if does(part.about, deed)]  # 五个人交了四个
    else:
        ended = [part for part in every if deed.past and deed.past.search(part.about)]
    if (
        len(every) != 2
        or ended != every[1:]
        or (not asks_without(question) and does(every[0].about, deed))
        or (doing and doing[0][0].start >= every[1].start)
    ):
        return None
    if all(text.endswith("的", 0, part.start) for part in every):
        return None  # 在读的一个，辍学的一个
    left = every[0].value - ended[0].value
    return reckoned(int(max(left, 0)), text, f"{every[0].value:g}−{ended[0].value:g}＝{left:g}人")
