"""Who does what a question asks for, clause by clause: 我老公一个人在外面，我在家带娃; 大儿子没交，另外三个交了."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.heads.asked import Deed, asks_without
from knowledge.heads.listed import Heads, together

_CLAUSE = re.compile(r"[^，。,；;！!？?\s]+")
_NOT = re.compile(
    r"(?:没|不|冇|未|无)(?:有|能|再|在|去|会|得|享受|办|人)?$|(?:没|冇|未)[^，。]{0,2}$|(?:哪[里来还会能]*|怎么(?:会|能|可能)?)(?:有钱|有)?$"
)
_NO = re.compile(r"[没不冇未]")
_ALL = re.compile(r"都|全|也")
_ONLY_HEADS = re.compile(r"[和跟同与、及还有也就是只剩我家们的个一那这啊呢吧嘛一共总人口在里有]*")
_LIKEWISE = re.compile(r"^(?:还有|再有|另外|再加|加上)[^，。]*的$|也")  # 我在工地，儿子也刚去
_EXCLUDED = re.compile(r"不算|不行|不能|不好|不会|算不上|还小|太小|太老")
_FIGURES = ("total", "loose", "some")


@dataclass(slots=True)
class _Found:
    """Clause by clause: who does it, who is merely named, and who was named last."""

    doing: list[list[Heads]] = field(default_factory=list)
    named: list[Heads] = field(default_factory=list)
    unsaid: list[Heads] = field(default_factory=list)
    pending: list[Heads] = field(default_factory=list)


def doers(told_of: Sequence[Heads], text: str, question: str, deed: Deed) -> list[list[Heads]]:
    """Those who do it, one list a clause; those who are merely named when nothing is said of doing."""
    without = asks_without(question)
    found = _Found()
    for start, end in _pieces(told_of, text):
        heads = [each for each in told_of if start <= each.start < end]
        _read(text[start:end], start, heads, deed, without, found)
    alone = [
        each for each in found.named if each.kind in ("total", "loose") and "口" not in text[each.start : each.end]
    ]
    if alone and not any(each.kind in _FIGURES for heads in found.doing for each in heads):
        return [alone[-1:]]  # 老婆尿毒症，我妈瘫，就两个
    if found.doing:
        return found.doing
    return [[*found.named, *found.unsaid]] if found.named else []


def _pieces(told_of: Sequence[Heads], text: str) -> Iterator[tuple[int, int]]:
    """The clauses, cut once more where a second figure begins: 五口人|只有两个能干活."""
    for clause in _CLAUSE.finditer(text):
        figures = [each for each in told_of if clause.start() <= each.start < clause.end() and each.kind in _FIGURES]
        cuts = [each.start for each in figures[1:]]
        if len(figures) > 1 and figures[-1].end == clause.end():
            cuts = [each.end for each in figures[:-1]]  # 五个人交了四个, 死一个伤俩
        yield from pairwise([clause.start(), *cuts, clause.end()])


def _read(clause: str, start: int, heads: list[Heads], deed: Deed, without: bool, found: _Found) -> None:
    rest = _without_heads(clause, start, heads)
    done = does(clause, deed)
    likewise = done is None and found.doing and _LIKEWISE.search(clause) and not _NO.search(clause)
    if heads and likewise and not _EXCLUDED.search(clause):
        found.doing.append(heads)
        return
    if heads and done is None and _ONLY_HEADS.fullmatch(rest):
        found.pending += heads
        found.named += heads
        return
    if done is not None and done != without:
        who = heads if heads and not (_ALL.search(rest) and found.pending) else [*found.pending, *heads]
        if not heads and _ALL.match(clause) and found.unsaid:
            who, found.unsaid = [*found.unsaid, *who], []  # 老二智力残疾 我媳妇听力 都有证
        if who:
            found.doing.append(who)
    elif not heads and _EXCLUDED.search(clause) and found.doing and not found.pending:
        found.doing.pop()
    elif done is None and not _EXCLUDED.search(clause):
        found.unsaid += heads
    found.pending = []


def _without_heads(clause: str, start: int, heads: list[Heads]) -> str:
    rest = clause
    for each in reversed(heads):
        rest = rest[: max(0, each.start - start)] + rest[each.end - start :]
    return rest


def does(clause: str, deed: Deed) -> bool | None:
    """Is it done (True), or said not to be done or no more (False)? None when nothing is said of it."""
    told = list(deed.told.finditer(clause))
    past = deed.past.search(clause) if deed.past else None
    if not told:
        return False if past else None
    last = told[-1]
    if past and past.end() >= last.end():
        return False
    return not _NOT.search(clause[: last.start()]) and not (past and past.start() <= last.start())


def in_all(doing: Sequence[Sequence[Heads]]) -> int:
    """How many they are; in a clause a figure counts before the persons named beside it."""
    told = [_of_clause(heads) for heads in doing]
    if len(told) > 1 and told[0] > 1 and told[1:] == [1] * told[0]:
        return told[0]  # 两个在读，一个三年级一个高二
    return sum(told)


def _of_clause(heads: Sequence[Heads]) -> int:
    figures = [each.number for each in heads if each.kind in ("total", "loose")]
    return sum(figures) or together(list(heads))
