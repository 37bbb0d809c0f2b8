"""Who is tied to whom within one clause: A 是 B, 户主我爸, 他喊我舅, 我跟他是兄弟, 嫁给他儿子."""

import re
from dataclasses import dataclass, replace

from knowledge.people.kin_asked import Asked
from knowledge.people.kin_paths import back, generation
from knowledge.people.kin_phrases import Clause, Person
from knowledge.people.kinship import BOTH

CLOSING = re.compile("[啊呀呢哦吧嘛了的哈呗啦咯哟喽诶噢]*")
Sexes = dict[str, str]  # 男, 女 or "" of S and P


@dataclass(frozen=True, slots=True)
class Edge:
    """The steps from one of H (head), S (speaker), P (the person asked for) to another."""

    start: str
    end: str
    path: str
    words: str
    strong: bool
    pure: bool = False
    guessed: bool = False
    inverted: bool = False
    doubt: str = ""
    other: str = ""
    bare: bool = False  # 奶奶, 老婆: nobody says whose
    onward: str = ""  # from the speaker to the head, as it was said (我哥是户主)


def equations(clause: Clause, asked: Asked, sexes: Sexes) -> list[Edge]:
    """A 是 B, 户主我爸, 我户主, 他喊我舅."""
    people, joints = clause.people, clause.joints
    found: list[Edge] = []
    if mutual := _mutual(clause, asked, sexes):
        return [mutual]
    for at, joint in enumerate(joints):
        one, two = _owned(people[at], people[at + 1], joint, asked), _unread(people[at + 1], clause.text)
        one, two = _by_the_child(one, asked), _by_the_child(two, asked)
        if _tied(clause, at):
            found += edge_between(one, two, node(one, asked, two), node(two, asked, one), sexes)
        elif joint == "weds":
            two = replace(two, path=two.path + "o", doubt="是嫁娶过来的吗" if two.path else "")
            found += edge_between(one, two, node(one, asked, two), node(two, asked, one), sexes)
        elif joint == "calls":
            alone = bool(CLOSING.fullmatch(clause.text[people[at + 1].end :]))
            found += _called(people, at, asked, sexes, alone)
    return found


def _owned(one: Person, two: Person, joint: str, asked: Asked) -> Person:
    """Of one asked about: 爸爸是我儿子 tells of his father, 孙子是我儿子的小孩 of himself."""
    if joint != "is" or asked.who != "this" or one.base or not (two.base in ("me", "head") and two.path):
        return one
    himself = one.path == "c" or generation(one.path) == generation(two.path)
    return replace(one, base="this", path="" if himself else one.path)


_CHILDS_PARENT = re.compile("(?:孩子?|孩儿|娃儿?|囝)[他伊]?[的]?(?:爸|爹|(妈|娘))+")


def _by_the_child(person: Person, asked: Asked) -> Person:
    """户主是孩子爸, of somebody else than the speaker: he may be the child's own father."""
    named = _CHILDS_PARENT.fullmatch(person.words) if asked.who == "this" and not person.base else None
    if not named:
        return person
    return replace(person, path="M" if named[1] else "F", other=person.path, doubt="这一位是孩子，还是孩子的爸妈")


# 我是他女儿的老师, 我是他儿子请来的护工: the last word is nobody of the family.
_SOMEBODY_ELSE = re.compile(
    "[一-鿿]{0,8}的(?!名字|户口|本子|意思|关系|那|这|姓|她|他|我)[一-鿿]{2,4}?[啊呀嘛呢]*$|(?:叫|请|派|喊|介绍|雇|找|托)我?来?的"
)


def _unread(person: Person, text: str) -> Person:
    if person.path and _SOMEBODY_ELSE.match(text, person.end):
        return replace(person, path="x", doubt="这个关系要再问一下", other="")
    return person


def _tied(clause: Clause, at: int) -> bool:
    """Are the two the same? 户主我也不知道 and 她是我们村最苦的 say nothing of that kind."""
    joint, one, two = clause.joints[at], clause.people[at], clause.people[at + 1]
    if joint not in ("is", "touching", "held") or (joint != "is" and not {"head", "this"} & {one.base, two.base}):
        return False
    rest = clause.text[two.end :]
    if two.path or two.base == "head":
        return True
    return bool(CLOSING.fullmatch(rest) or _HOLDS.match(rest))


_HOLDS = re.compile("[来在]?[当做]|本人|自己|名字")


_TOGETHER = ("跟", "和", "与", "同")
_SERVING = ("给", "到", "在", "上")


def _mutual(clause: Clause, asked: Asked, sexes: Sexes) -> Edge | None:
    """我跟他是兄弟: what the two are to each other."""
    people = clause.people
    if len(people) == 2 and people[0].base and clause.text[: people[0].start].endswith(_TOGETHER):  # 跟户主是双胞胎
        people = (Person("asked", end=people[0].start - 1), *people)
    if len(people) == 1 and clause.text[: people[0].start].endswith(_TOGETHER):
        return _paired(people[0], asked)
    if len(people) == 2 and clause.text[people[0].end : people[1].start] in _TOGETHER and not people[0].path:
        return _paired(people[1], asked, people[0].base == "head")  # 她跟户主姐妹俩
    if len(people) != 3:
        return None
    one, two, kin = people
    between = clause.text[one.end : two.start]
    serving = between in _SERVING and clause.joints[1] == "is"  # 我给他家当女婿
    together = between in _TOGETHER and (one.path or two.path) and kin.path != "x"  # 他妈跟户主是两公婆
    if (serving or together) and kin.path and not kin.base:
        kin = replace(kin, base=two.base, path=two.path + kin.path)
        return next(iter(edge_between(one, kin, node(one, asked, kin), node(kin, asked, one), sexes)), None)
    if between in _TOGETHER and kin.path == "x" and not kin.base:  # 他跟我儿子是同学
        doubt = "这个关系要再问一下" if two.path else ""
        return Edge("H", "S" if asked.who == "me" else "P", "x", kin.words, True, doubt=doubt)
    if between not in _TOGETHER or one.path or two.path or kin.base or not kin.path:
        return None
    target = "S" if asked.who == "me" or {one.base, two.base} <= {"me", "head"} else "P"
    doubt = kin.doubt or ("" if kin.path in ("o", "i", "x", "Fbs", "pis") else f"“{kin.words}”里您说的是哪一位")
    mine = target == "P" and two.base == "me" and one.base != "head"  # 跟我一个妈生的
    return Edge("S" if mine else "H", target, kin.path, kin.words, True, doubt=doubt, other=kin.other)


def _paired(person: Person, asked: Asked, head: bool = False) -> Edge | None:
    """跟户主两口子; ``head``: 户主跟我兄弟."""
    kin = next((word for word in BOTH if person.words.endswith(word)), person.words if person.path == "i" else "")
    target = "S" if asked.who == "me" else "P"
    with_me = person.base == "me" and target == "P"  # 跟我一个妈生的
    if not (person.base in ("head", "he") or with_me or (head and person.base == "me")) or not kin:
        return None
    return Edge(
        "S" if with_me and not head else "H", target, person.path, kin, True, doubt=person.doubt, other=person.other
    )


def _called(people: tuple[Person, ...], at: int, asked: Asked, sexes: Sexes, alone: bool) -> list[Edge]:
    """户主喊他姐夫: he is the head's brother-in-law; 我管他叫舅. ``alone``: nothing is said behind it."""
    caller, called = people[at], people[at + 1]
    if caller.base == called.base == "he" and not caller.path:  # 他喊他爷爷
        caller, called = replace(caller, base="asked"), replace(called, base="head")
    if called.base and called.path:
        kin, who = replace(called, base=caller.base), replace(called, path="")
    elif called.base and len(people) > at + 2 and people[at + 2].path and not people[at + 2].base:
        kin, who = replace(people[at + 2], base=caller.base), called
    elif not called.base and called.path and caller.base in ("asked", "me") and alone:  # 叫哥: the head
        kin, who = replace(called, base=caller.base), Person("head")
    else:
        return []
    return edge_between(who, kin, node(who, asked, kin), node(kin, asked, who), sexes)


def node(person: Person, asked: Asked, beside: Person | None) -> str:
    """H, S or P: whom the first word of a phrase means here."""
    if person.base == "head":
        return "H"
    if person.base == "me":
        return "S"
    if person.base == "this":
        return "P"
    if person.base == "asked":
        return "S" if asked.who == "me" else "P"
    if person.base == "he":
        return _he(person, asked, beside)
    if beside is None:
        return "S" if asked.reversed else "H"
    mine = "P" if asked.who == "this" and not (asked.head_is_me or asked.by_me) else "S"
    return mine if beside.base == "head" and not beside.path else "H"


def _he(person: Person, asked: Asked, beside: Person | None) -> str:
    if asked.who == "me":
        return "H"
    if not person.path:
        return "P"
    if beside is None or asked.who == "":
        return "H"
    return "H" if not beside.path and beside.base in ("this", "he", "") else "P"


def edge_between(one: Person, two: Person, first: str, second: str, sexes: Sexes) -> list[Edge]:
    """``one`` is ``two``: the way from the first word's person to the second's."""
    if first == second:
        return []
    order = "HSP"
    if order.index(first) > order.index(second):
        one, two, first, second = two, one, second, first
    path = one.path + back(two.path, sexes.get(second, ""))
    other = ""
    if one.other or two.other:
        other = (one.other or one.path) + back(two.other or two.path, sexes.get(second, ""))
    apart = "" if not (one.path and two.path) else f"{one.words}是{two.words}"
    words = one.words + two.words if one.start < two.start else two.words + one.words
    doubt = one.doubt or two.doubt or apart
    return [Edge(first, second, path, words, not apart, inverted=bool(two.path), doubt=doubt, other=other,
                 onward="" if one.path else two.path)]  # fmt: skip
