"""Which persons a question counts: 几个孩子, 几个在读书, 几个老人, 几个残疾人; else everybody of the house."""

import re
from dataclasses import dataclass

from knowledge.heads.listed import Heads
from knowledge.people.kinship import MEANING
from knowledge.wordlists import wordtable

_TABLE = wordtable("heads")
_OF_LABEL = {word: name for name, words in _TABLE["labels"].items() for word in words.split()}
_PAIRS = {name: frozenset(_TABLE["pairs"][name].split()) for name in ("children", "old")}
_MEANT = {
    "孩子": frozenset(["之子", "之女"]),
    "儿子": frozenset(["之子"]),
    "女儿": frozenset(["之女"]),
    "孙子": frozenset(["之孙子", "之孙女", "之外孙子", "之外孙女"]),
    "兄弟": frozenset(["之兄弟姐妹"]),
    "老人": frozenset(
        ["之父", "之母", "之公公", "之婆婆", "之岳父", "之岳母", "之祖父", "之祖母", "之外祖父", "之外祖母"]
    ),
    "大人": frozenset(["配偶", "之父", "之母"]),
}
_SEXES = {"男的": "男", "儿子": "男", "女的": "女", "女儿": "女"}  # 三男两女
_NOUNS = (
    ("孙子", re.compile(r"孙")),
    ("男的", re.compile(r"男的|男人|男性|男丁")),
    ("女的", re.compile(r"女的|女人|女性")),
    ("儿子", re.compile(r"几个儿子|男孩|男娃|儿子(?:有)?(?:几|多少)")),
    ("女儿", re.compile(r"几个女儿|女孩|女娃|女儿(?:有)?(?:几|多少)|闺女")),
    ("兄弟", re.compile(r"兄弟|姐妹")),
    ("孩子", re.compile(r"生(?:了|过|养了?|育)?(?:有)?[几多]|孩|子女|儿女|娃|囝|未成年")),
    ("老人", re.compile(r"老人|老的|[六七八6-8][十0]岁|长辈")),
    ("大人", re.compile(r"大人|成年")),
)


_EVERYBODY = re.compile(
    r"口人|几口|人口|户口|一起|一块|住|吃(?!药|低保)|过(?![世身去敏])|常住|(?<!现)在家|成员|全家|过日子|(?<!的有)(?<!的)几个人(?:呀|啊|呢)?[？?]?\s*$|多少(?:个)?人(?:呀|啊|呢)?[？?]?\s*$"
)


_BESIDES_YOU = re.compile(r"(?:除了?|除开|不算|不包括)[您你]|[跟和同][您你](?:一起|一样|一块|同)")
_WITHOUT = re.compile(r"没|不(?!开)|未(?!成年)|断了|停了")


@dataclass(frozen=True, slots=True)
class Deed:
    """What those who count do or have: words that tell of it, and words that tell of its end."""

    told: re.Pattern[str]
    past: re.Pattern[str] | None


_DEEDS = tuple(
    (re.compile(each["question"]), Deed(re.compile(each["told"]), re.compile(each["past"]) if each["past"] else None))
    for each in _TABLE["asked"]
)


def asked_noun(question: str) -> str:
    """孩子, 老人 … when the question counts those; "" for everybody."""
    return next((name for name, pattern in _NOUNS if pattern.search(question)), "")


def asked_deed(question: str) -> Deed | None:
    """What those who count are asked to do: go to school, be ill."""
    return next((deed for pattern, deed in _DEEDS if pattern.search(question)), None)


def asks_without(question: str) -> bool:
    """Are those counted who do not, or do no more?"""
    return bool(_WITHOUT.search(question))


def leaves_out_you(question: str) -> bool:
    """除了您，家里还有几个人: the speaker is not counted."""
    return bool(_BESIDES_YOU.search(question))


def asks_for_everybody(question: str) -> bool:
    """Does the question count the whole household, or say nothing of whom it counts?"""
    return not question or bool(_EVERYBODY.search(question))


def of_noun(told_of: list[Heads], noun: str) -> list[Heads]:
    """Those who are 孩子, 老人 …; everybody when the noun is empty."""
    return [each for each in told_of if not noun or _is(each, noun)]


def _is(one: Heads, noun: str) -> bool:
    if one.kind == "pair":
        wanted = {"孩子": "children", "老人": "old"}.get(noun)
        return bool(wanted) and one.word in _PAIRS[wanted or "old"]
    if one.word.startswith(_SEXES.get(noun, "｜")):
        return True
    return _OF_LABEL.get(one.word) == noun or MEANING.get(one.word) in _MEANT.get(noun, frozenset())
