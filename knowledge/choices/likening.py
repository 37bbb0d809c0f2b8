"""Options by what is said of them: their label, a part of it, or other words for the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.wordlists import wordtable

_MEANT = [(re.compile(label), re.compile(said, re.IGNORECASE)) for label, said in wordtable("options")["meant"]]
_SAME = [(re.compile(label), re.compile(said, re.IGNORECASE)) for label, said in wordtable("options")["same"]]
_PARTS = re.compile(r"[（(].*?[）)]|[或和与、/／,，]|以上|以下")
_DECORATION = re.compile(r"^(?:因为?|给|替|有|是|发|打)|(?:的|等|类|型|报)$")
_NOT = re.compile(
    r"(?:不是|别|不要|不用|不算|哪里是|除了?|没有?(?!钱|办法|地方|法)|不(?!起|上))(?:[^，]{0,2}(?:因为?|得|的|是)?)?$"
)
_LACKING = re.compile(
    r"(?:金|钱|补贴|的)?(?:我|也|就|倒是|都)*(?:(?:查|去查|检查)过?.{0,3})?(?:没有|没|冇|不是|不要|不用|停了|不享受|就?算了|免了|不考虑|不需要|不缺|家里有|不去)"
)
# 猪早就不养了 · 水稻前年就不种了 · 短信我看不懂
_GIVEN_UP = re.compile(
    "的?(?:我|我们|也|倒|都|早|就|已经|现在|后来|[今去前]年|前两年|几年前|再)*"
    "(?:不[种养做干搞卖开读上打编领拿住要租包种]了|没(?:有)?(?:再)?[种养]了?$|[看听用收写弄]不[懂来到清惯]|停机|坏[掉了]|欠费|没电|打不通|丢[掉了]|换[掉了]号)"
)
_DECLINED = re.compile("(?:我|也|就|倒|都)*(?:算了|免了|不要|不用|不考虑|不需要|不缺|家里有)")
_ONCE = re.compile(r"以前|原来|从前|过去|早先|之前|早年|小时候.{0,3}住|有过|睡过|住过|当过|本来")
_STOPPED = re.compile(r"停了|没了|取消|改了|不是了|拆了")
_MAINLY = re.compile(r"^先|主要|这次|最(?:大|难|要紧|主要)|现在|应该|还是|就是|算是|实际|吧$|就行$|就好$")
_WHOLE, _PART, _OTHER_WORDS, _LETTERS = 4, 3, 2, 1
_SHORT, _MANY = 2, 4
_NO_OWN = ("没有", "不是", "不能", "不会", "没法", "无法", "以上", "可以")
_LETTER = 9  # a character that speaks for an option counts more than another rule that says the same
_APART = re.compile(r"(?=([一-鿿])(?:点|些|个|了|过|着|一点|一下|得了?|不了)([一-鿿]))")


@dataclass(slots=True)
class Likeness:
    """How much of a text speaks for an option: ``points``, the weight of the ``letters`` of it that do in
    other words, and whether it is in the words of the label."""

    points: int = 0
    letters: int = 0
    own_words: bool = False
    denied: bool = False


@lru_cache(maxsize=256)
def _wordings(label: str) -> tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]]:
    bare = _DECORATION.sub("", label) or label
    parts = tuple(part for piece in _PARTS.split(label) if len(part := _DECORATION.sub("", piece.strip())) >= _SHORT)
    return bare, parts, tuple(said for cue, said in _MEANT if cue.search(label))


def likenesses(clauses: Sequence[str], labels: Sequence[str]) -> list[Likeness]:
    """One for each label."""
    found = [Likeness() for _ in labels]
    for at, clause in enumerate(clauses):
        over = bool(_ONCE.search(clause)) or any(_STOPPED.search(later) for later in clauses[at + 1 : at + 2])
        weight = 2 if _MAINLY.search(clause) else 1
        if over and len(clauses) > 1:
            continue
        for index, label in enumerate(labels):
            _look(clause, label, labels, found[index], weight)
    return found


def _look(clause: str, label: str, labels: Sequence[str], likeness: Likeness, weight: int) -> None:
    if own := _own(clause, label, labels):
        where, length, points = own
        return _count(likeness, clause, where, points * weight, own=True, length=length)
    return _look_for_others(clause, label, labels, likeness, weight)


def _own(clause: str, label: str, labels: Sequence[str]) -> tuple[int, int, int] | None:
    """Where the words of the label stand, how many characters, and what they are worth."""
    bare, parts, _ = _wordings(label)
    for words, points in ((label, _WHOLE), (bare, _WHOLE), *((part, _PART) for part in parts)):
        where = clause.find(words)
        if where >= 0:
            return where, len(words), points
    if (apart := _verb_apart(clause, bare, labels)) is not None:
        return apart, _SHORT, _PART
    if len(bare) >= _MANY and len(clause) <= len(bare) + _SHORT and within(bare, clause):
        return 0, len(clause), _PART  # 自己盖的砖房 for 自己的砖房
    if (bare[:2] not in _NO_OWN and bare[:2] in _pairs(clause, bare, labels)) or within_alone(clause, bare, labels):
        return max(clause.find(bare[:2]), 0), _SHORT, _PART
    return None


def _verb_apart(clause: str, bare: str, labels: Sequence[str]) -> int | None:
    """贷点款 for 贷款, 读过书 for 读书: where the two halves of a pair that only this label has stand apart."""
    for found in _APART.finditer(clause):
        pair = found[1] + found[2]
        if pair in bare and sum(pair in other for other in labels) == 1:
            return found.start()
    return None


def _pairs(clause: str, bare: str, labels: Sequence[str]) -> list[str]:
    """The pairs of characters that only this label has, and the clause too."""
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1)}
    return [pair for pair in pairs if pair in clause and sum(pair in other for other in labels) == 1]


def _look_for_others(clause: str, label: str, labels: Sequence[str], likeness: Likeness, weight: int) -> None:
    bare, _, said = _wordings(label)
    masked = _masked(clause, labels)
    found = sorted((match.span() for pattern in said for match in pattern.finditer(masked)), key=_from)
    if found:
        likeness.letters += _LETTER * len({at for start, end in found for at in range(start, end)}) + len(found)
        start, end = found[0]
        if _DECLINED.match(clause, end):
            likeness.denied = True
        else:
            _count(likeness, clause, start, _OTHER_WORDS * weight, own=False)
    elif pairs := _pairs(masked, bare, labels):
        _count(likeness, clause, clause.find(pairs[0]), _LETTERS * weight, own=False)


def _from(span: tuple[int, int]) -> int:
    return span[0]


@lru_cache(maxsize=64)
def _masked_of(clause: str, labels: tuple[str, ...]) -> str:
    for label in labels:
        if len(label) >= _SHORT and (own := _own(clause, label, labels)):
            clause = clause[: own[0]] + "＿" * own[1] + clause[own[0] + own[1] :]
    return clause


def _masked(clause: str, labels: Sequence[str]) -> str:
    """``clause`` without the words of the labels themselves: 养老金 is not 低保金 in other words."""
    return _masked_of(clause, tuple(labels))


def _count(likeness: Likeness, clause: str, where: int, points: int, own: bool, length: int = 0) -> None:
    end = where + length
    lacking = length and (_LACKING.match(clause, end) or _GIVEN_UP.match(clause, end))
    if lacking or _NOT.search(clause[max(0, where - 6) : where]):
        likeness.denied = True
        return
    likeness.points = max(likeness.points, points)
    likeness.own_words = likeness.own_words or own


def within_alone(clause: str, bare: str, labels: Sequence[str]) -> bool:
    """粮补 for 粮食补贴, when it fits no other label."""
    return len(clause) == _SHORT and within(clause, bare) and sum(within(clause, label) for label in labels) == 1


def within(said: str, label: str) -> bool:
    """Are the characters of ``said`` in ``label``, in their order? 自家 in 给自己家报."""
    rest = iter(label)
    return all(character in rest for character in said)


def same_as(said: str, labels: Sequence[str]) -> list[int]:
    """The labels for which ``said`` is another word."""
    cues = [cue for cue, words in _SAME if words.fullmatch(said)]
    return [i for i, label in enumerate(labels) if any(cue.search(label) for cue in cues)]
