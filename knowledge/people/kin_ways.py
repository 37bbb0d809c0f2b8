"""The ties that were told, joined to ways from the head of the household to the person asked for."""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from knowledge.people.kin_asked import Asked
from knowledge.people.kin_paths import alike, back, by_the_child, sex_of_path, shortened, value_of
from knowledge.people.kin_ties import Edge
from knowledge.people.kinship import STEPS


@dataclass(frozen=True, slots=True)
class Statement:
    """A way from the head to the person asked for. ``strong``: said as a sentence (我是他儿子), not only named;
    ``pure``: named and nothing else in that clause; ``guessed``: the direction is taken from the question."""

    path: str
    words: str
    strong: bool = False
    pure: bool = False
    guessed: bool = False
    inverted: bool = False
    doubt: str = ""
    other: str = ""
    why: str = ""
    sex: str = ""


def ways(edges: list[Edge], target: str, asked: Asked) -> list[Statement]:
    """From the head to the person asked for: straight, or by way of the speaker."""
    to_me = [] if asked.head_is_me else [edge for edge in edges if (edge.start, edge.end) == ("H", "S")]
    if target == "S":
        edges = _without_my_own_role(edges)
    elif not to_me:
        edges = _both_of_the_speaker(_with_head_told_last(edges))
    if target == "P" and any(shortened(edge.path) for edge in to_me):
        edges = [_perhaps_mine(edge) if edge.bare else edge for edge in edges]
    straight = [_statement(edge) for edge in edges if (edge.start, edge.end) == ("H", target)]
    if target == "S" or any(each.pure and not each.path for each in straight):  # 是户主，我是他女儿
        return straight
    from_me = [edge for edge in edges if (edge.start, edge.end) == ("S", "P")]
    if not to_me and any(each.strong for each in straight):  # 户主是她爷爷，我是她姑姑来代填
        return straight
    if from_me and to_me:
        straight = [each for each in straight if each.strong or each.path != STEPS.get(asked.yours)]  # 公公本来是
        strongest = to_me[-1]
        return [*straight, *(_by_way(strongest, edge) for edge in from_me)]
    if from_me:
        return [*straight, *(replace(_statement(edge), strong=edge.strong) for edge in from_me)]
    return straight or ([replace(_statement(e), guessed=True) for e in to_me] if asked.who == "" else [])


_HEAD_HIS, _HEAD_THE = re.compile("户主[他她伊]"), re.compile("户主(?![他她伊的家])")


def _with_head_told_last(edges: list[Edge]) -> list[Edge]:
    """我孙子，户主他爸; 老大，户主老爸: who the one is was said already, so this tells who the head is."""
    told = next((edge for edge in edges if edge.end == "P" and (edge.start == "S" or edge.bare)), None)
    return [_turned(edge, told) if told else edge for edge in edges]


def _turned(edge: Edge, told: Edge) -> Edge:
    """``edge`` the other way round, where it speaks of the head beside the one ``told``."""
    way = back(edge.path, sex_of_path(told.path))
    of_him = told.start == "S" and _HEAD_HIS.match(edge.words)
    agrees = told.bare and _HEAD_THE.match(edge.words) and _agree(way, told.path)
    return edge if edge.strong or not (of_him or agrees) else replace(edge, path=way, strong=True, inverted=True)


def _agree(one: str, two: str) -> bool:
    read, others = value_of(shortened(one))
    told, or_these = value_of(shortened(two))
    return not {read, *others}.isdisjoint({told, *or_these})


_OWNED = re.compile("[我他她伊]")


def _both_of_the_speaker(edges: list[Edge]) -> list[Edge]:
    """公公，户主是婆婆: what the two are to the speaker, for the one is not the other's."""
    told = next((edge for edge in edges if edge.bare and edge.pure and edge.end == "P"), None)
    head = next((edge for edge in edges if edge.strong and edge.onward and edge.end == "P"), None)
    if not told or not head or told.other or head.other or _OWNED.search(head.words):
        return edges
    if "x" in told.path or _agree(told.path, head.path):
        return edges
    path = _from_where_they_part(head.onward, told.path) or head.path + told.path
    doubt = f"户主是您{head.words.removeprefix('户主')}，这一位是您{told.words}吗"
    return [replace(told, path=path, strong=True, doubt=doubt)]


def _without_my_own_role(edges: list[Edge]) -> list[Edge]:
    """婆婆，我儿媳: 我儿媳 is what the speaker is himself."""
    roles = [edge for edge in edges if edge.inverted and not edge.strong and edge.words.startswith("我")]
    said = [edge for edge in edges if edge not in roles and not edge.doubt]
    return [each for each in edges if each not in roles or not any(_agree(back(each.path), o.path) for o in said)]


def _perhaps_mine(edge: Edge) -> Edge:
    """奶奶，户主是我爸: most likely the speaker's own."""
    return replace(edge, start="S", doubt=edge.doubt or f"“{edge.words}”是您的，还是户主的")


def _by_way(to_me: Edge, from_me: Edge) -> Statement:
    path, onward = to_me.path + from_me.path, to_me.onward or back(to_me.path)
    same = to_me.onward == from_me.path and (path[-1:] in _ONE_ONLY or from_me.words.startswith("您"))
    if same:  # 您母亲…？ – 我妈就是户主
        path = ""
    elif not from_me.inverted:
        path = _from_where_they_part(onward, from_me.path) or path
    if (head_is := sex_of_path(to_me.onward)) and any(by_the_child(path)):
        path = by_the_child(path)[head_is == "女"]
    other = from_me.other if not to_me.path else ""
    whole = _statement(replace(from_me, path=path, other=other))
    why = f"户主到您、再到这一位：{to_me.words}，{from_me.words}" if to_me.path else ""
    strong = from_me.strong or from_me.pure
    return replace(whole, strong=strong, why=why, doubt=from_me.doubt or to_me.doubt)


_ONE_ONLY = frozenset("FMhwo")  # steps that lead to one person


def _from_where_they_part(head: str, other: str) -> str:
    """户主我女婿，病的我女儿: his wife, for the way to him leads by her; two brothers (b, b) are not the same one."""
    together = zip(head, other, strict=False)  # of a parent who is not known from the other nothing is shared
    shared = sum(1 for _ in takewhile(lambda steps: steps[0] != "p" and alike(*steps), together))
    if not shared or shared == len(head) == len(other):
        return ""
    return back(head[shared:], sex_of_path(head[:shared])) + other[shared:]


def _statement(edge: Edge) -> Statement:
    of_man, of_woman = by_the_child(edge.path)
    if of_man:
        edge = replace(edge, path=of_man, other=of_woman, doubt=edge.doubt or "户主是孩子的爸爸还是妈妈")
    why = ""
    if edge.guessed:
        why = f"您说的“{edge.words}”是户主吗"
    elif _step_child(edge.path):
        why = "是爱人带来的孩子"
    elif "x" in edge.path.rstrip("x"):
        why = "这个关系要再问一下"
    return Statement(
        edge.path, edge.words, edge.strong, edge.pure, edge.guessed, edge.inverted, edge.doubt, edge.other, why,
        sex_of_path(shortened(edge.path)),
    )  # fmt: skip


def _step_child(path: str) -> bool:
    return any(path[at] in "hwo" and path[at + 1] in "sdc" for at in range(len(path) - 1))
