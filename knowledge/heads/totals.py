"""Several totals of one household: 本来六口我公公走了, 户口七个平时就三个, 四口哦孙子生了五口."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.heads.listed import Heads, gone_from, together
from knowledge.numbers.parts import Part
from knowledge.numbers.settling import FORMER, TOTAL, Settled, settle

_NOW = re.compile(r"现在|如今|平时|活下来|养活|养大|成人|剩|还在")
_AT_HOME = re.compile(rf"{_NOW.pattern}|常住|在家|住|就|只|一起|屋里|厝里")
_ASKS_TOGETHER = re.compile(r"一起|常住|[住吃]|在家")
_HOLIDAY = re.compile(r"周末|过年|过节|放假|回来")
_FEAST = re.compile(r"过年|过节|周末|放假|春节|节假日|清明|寒假|暑假")
_USUAL = re.compile(r"平时|平常|平日|常住|日常")
_OUR_HOUSEHOLD = re.compile(r"[我咱阮]们?(?:自己)?(?:这|那)?(?:一)?(?:户|家|房)(?:里|就|只|有|是|自己|才|人口|人)*$")
_SHARED_HOUSE = re.compile(r"[一整同这全][栋幢座个]|隔壁|[几两三四五]家|大家族|兄弟|一起|合住|楼上楼下")
_BESIDES = re.compile(r"还有|另|加|连|再|[和跟]我?$")
_BOTH_SIDES = re.compile(r"两边|双方|两家|两头")
_HEADINGS = frozenset(["孩子", "小孩", "小孩子", "娃", "娃娃", "囝", "子女", "儿女", "老人", "老人家", "长辈"])
_MOST_SAID = 2


def one_total(figures: Sequence[Part], text: str, question: str, unit: str, added: bool) -> Settled:
    """The total that counts, read back where another was told; with ``added`` unexplained figures are summed."""
    if len(figures) == 1:
        return _less_the_gone(figures[0], text, unit) or Settled(figures[0], figures[0].working)
    if found := _said_most(figures, text) or _summed_up(figures, text):
        return found
    settled = settle(figures, text, unit)
    if not settled.why or "−" in settled.why:
        return settled
    at_home = _AT_HOME if _ASKS_TOGETHER.search(question) else _NOW
    if found := _no_former(figures, text) or _lived(figures, text, at_home) or _changed_mind(figures, text):
        return found
    if not added and "＋" in settled.why:
        return _with_doubt(figures[0], figures)
    return settled


def usually(told_of: list[Heads], text: str, question: str) -> list[Heads]:
    """平时两个，过年就热闹了，十一二个: without those who are there on holidays only."""
    if _HOLIDAY.search(question) or not (holiday := _FEAST.search(text)) or not _USUAL.search(text):
        return told_of
    usual = _USUAL.search(text, holiday.end())
    end = usual.start() if usual else len(text)
    return [each for each in told_of if not holiday.end() <= each.start < end] or told_of


def our_own(told_of: list[Heads], text: str) -> list[Heads]:
    """十二个人住一栋厝，我们这户四个: only the own household where others' are told beside it."""
    mine = [each for each in told_of if each.number > 1 and _OUR_HOUSEHOLD.search(text[: each.start][-8:])]
    others = [each for each in told_of if each not in mine]
    if len(mine) != 1 or not _SHARED_HOUSE.search(text):
        return told_of
    return mine if max((each.number for each in others), default=0) > mine[0].number else told_of


def headed(told_of: Sequence[Heads], text: str) -> Settled | None:
    """四个老人，两边父母都在: a figure, and then who they are."""
    if len(told_of) < _MOST_SAID or told_of[0].word not in _HEADINGS or told_of[0].kind != "some":
        return None
    whole, listed = told_of[0], together(list(told_of[1:]))
    besides = _BESIDES.search(text, whole.end, told_of[1 if listed == whole.number else -1].end)
    if not 1 < listed <= whole.number or besides:
        return None
    if listed < whole.number and any(each.kind == "some" for each in told_of[1:]):
        return None
    same = listed == whole.number or _BOTH_SIDES.search(text, whole.end)
    why = "" if same else f"说{whole.number}人，一个个数下来是{listed}人"
    return Settled(Part(whole.low, whole.high, float(whole.number), whole.start, whole.end), why)


def _with_doubt(part: Part, figures: Sequence[Part]) -> Settled:
    others = tuple(figure.value for figure in figures if figure.value != part.value)
    return Settled(part, "说了不止一个数" if others else "", others)


def _less_the_gone(part: Part, text: str, unit: str) -> Settled | None:
    gone = gone_from(text[part.end :])
    if not gone or not FORMER.search(text[: part.start]) or part.value <= gone:
        return None
    left = part.value - gone
    why = f"{part.value:g}−{gone}＝{left:g}{unit}"
    return Settled(replace(part, low=left, high=left, value=left), why, (part.value,))


def _said_most(figures: Sequence[Part], text: str) -> Settled | None:
    """五个啊六个啊，六个，对，六个."""
    values = [figure.value for figure in figures]
    often = max(set(values), key=values.count)
    if values.count(often) < _MOST_SAID or often == 1 or TOTAL.search(text):
        return None
    return _with_doubt(next(figure for figure in figures if figure.value == often), figures)


def _summed_up(figures: Sequence[Part], text: str) -> Settled | None:
    """父母二人，子女三人，共五人."""
    last = figures[-1]
    if not re.search(r"[共计]\s*$|一共|总共|合计", text[max(0, last.start - 4) : last.start]):
        return None
    return Settled(last) if last.value >= max(figure.value for figure in figures) else None


def _no_former(figures: Sequence[Part], text: str) -> Settled | None:
    """三个，原来四个."""
    now = [figure for figure in figures if not FORMER.search(_own_words(figure, text))]
    return _with_doubt(now[0], figures) if len(now) == 1 else None


def _own_words(figure: Part, text: str) -> str:
    return re.split(r"[，。,；;\s]", text[max(0, figure.start - 10) : figure.start])[-1]


def _lived(figures: Sequence[Part], text: str, words: re.Pattern[str]) -> Settled | None:
    """生了四个，活下来三个; 平时两个，周末五个."""
    now = [figure for figure in figures if words.search(_own_words(figure, text))]
    usual = [figure for figure in now if not _HOLIDAY.search(_own_words(figure, text))]
    return _with_doubt(usual[0], figures) if len(usual) == 1 and len(figures) == _MOST_SAID else None


def _changed_mind(figures: Sequence[Part], text: str) -> Settled | None:
    between = text[figures[0].end : figures[-1].start]
    if len(figures) != _MOST_SAID or not re.search(r"(?:^|[，,\s])[哦噢喔][，,\s]|对了|生了|添了|哦不|现在", between):
        return None
    return _with_doubt(figures[-1], figures)
