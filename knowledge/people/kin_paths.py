"""Relatives as steps from person to person, and what a way of such steps is called in Annex 1 (与户主关系).

A path is a string of steps: F father, M mother, p parent, s son, d daughter, c child, h husband, w wife, o spouse,
b brother, z sister, i brother or sister, x nobody of the family. ``sw`` is the son's wife; ``""`` is
the person himself.
"""

from itertools import pairwise

_MALE, _FEMALE = frozenset("Fshb"), frozenset("Mdwz")
_PARENT, _CHILD, _SPOUSE, _SIBLING = frozenset("FMp"), frozenset("sdc"), frozenset("hwo"), frozenset("bzi")
_BACK = {
    **dict.fromkeys("FMp", ("s", "d", "c")),
    **dict.fromkeys("sdc", ("F", "M", "p")),
    **dict.fromkeys("hwo", ("h", "w", "o")),
    **dict.fromkeys("bzi", ("b", "z", "i")),
}
# Paths of the 28 values; the printed words stand in ``kinship``.
_VALUES = {
    "": "户主", "h": "配偶", "w": "配偶", "o": "配偶", "s": "之子", "d": "之女", "sw": "之儿媳", "dh": "之女婿",
    "ss": "之孙子", "sd": "之孙女", "ds": "之外孙子", "dd": "之外孙女", "sss": "之曾孙子", "ssd": "之曾孙女",
    "F": "之父", "M": "之母", "hF": "之公公", "hM": "之婆婆", "wF": "之岳父", "wM": "之岳母",
    "FF": "之祖父", "FM": "之祖母", "MF": "之外祖父", "MM": "之外祖母", "FFF": "之祖父", "FFM": "之祖母",
    "b": "之兄弟姐妹", "z": "之兄弟姐妹", "i": "之兄弟姐妹", "bw": "之兄弟媳妇", "Fb": "之叔伯", "bs": "之侄儿",
    "bd": "之侄女",
}  # fmt: skip
_OPEN = {"c": "sd", "p": "FM", "o": "hw", "i": "bz"}
_LONGEST = 6


def alike(step: str, other: str) -> bool:
    """May the two steps lead to the same person (b and i, F and p)?"""
    return not set(_OPEN.get(step, step)).isdisjoint(_OPEN.get(other, other))


def sex_of_path(path: str) -> str:
    """男 or 女 for the last person of the path; empty when the words leave it open."""
    return "男" if path[-1:] in _MALE else "女" if path[-1:] in _FEMALE else ""


def generation(path: str) -> int:
    """How many generations above (negative: below) the last person of the path stands."""
    return sum(step in _PARENT for step in path) - sum(step in _CHILD for step in path)


def back(path: str, sex: str = "") -> str:
    """The way back: what the first person (of this ``sex``) is to the last one."""
    first = "男" if path[:1] == "w" else "女" if path[:1] == "h" else sex
    sexes = [first, *(sex_of_path(step) for step in path)]
    steps = []
    for step, of in zip(reversed(path), reversed(sexes[:-1]), strict=True):
        male, female, either = _BACK.get(step, ("x", "x", "x"))
        steps.append(male if of == "男" else female if of == "女" else either)
    return "".join(steps)


def shortened(path: str) -> str:
    """The same relative by the shortest way: 儿子的妈 is the wife, 爸的儿子 a brother."""
    done = ""
    for step in path:
        done = _joined(done, step)
        if "x" in done:
            return "x"
    return done


def _joined(done: str, step: str) -> str:
    last = done[-1:]
    if not last:
        return step
    if last in _SPOUSE and step in _SPOUSE:
        return done[:-1]
    if last in _SPOUSE and step in _CHILD:
        return done[:-1] + step
    if last in _PARENT and step in _SPOUSE:
        return done[:-1] + {"h": "F", "w": "M"}.get(step, {"F": "M", "M": "F"}.get(last, "p"))
    if last in _PARENT and step in _CHILD:
        return done[:-1] + {"s": "b", "d": "z"}.get(step, "i")
    if last in _CHILD and step in _SIBLING:
        return done[:-1] + {"b": "s", "z": "d"}.get(step, "c")
    if last in _SIBLING and step in _SIBLING | _PARENT:
        return done[:-1] + step
    if last in _CHILD and step in _PARENT:
        return _other_parent(done[:-1], step)
    if last + step in ("sw", "co") or (last == "c" and step in "wh"):
        return done[:-1] + {"w": "sw", "h": "dh"}.get(step, done[-1] + step)
    return done + step


def _other_parent(of: str, step: str) -> str:
    """The child's father: he himself, or her husband."""
    known = sex_of_path(of)
    if not of or not known:
        return of + {"F": "h", "M": "w"}.get(step, "o")
    wanted = sex_of_path(step)
    return of if wanted == known else of + {"F": "h", "M": "w"}.get(step, "o")


def by_the_child(path: str) -> tuple[str, str]:
    """小孩的爷爷 of a man and of a woman: his father, her husband's father; ("", "") for other paths."""
    if len(path) <= _BY_CHILD or path[0] not in _CHILD or path[1] not in "FM":
        return "", ""
    rest = path[2:]
    return (rest, f"h{rest}") if path[1] == "F" else (f"w{rest}", rest)


_BY_CHILD = 2  # steps: to the child and its parent


def value_of(path: str) -> tuple[str, tuple[str, ...]]:
    """The relation that a shortened path means, and what else it may mean where the words leave a sex open."""
    if path in _VALUES:
        return _VALUES[path], ()
    read = [_VALUES.get(one, "其他") for one in _readings(path)] if len(path) <= _LONGEST else []
    values = list(dict.fromkeys(read))
    return (values[0], tuple(values[1:])) if values else ("其他", ())


def _readings(path: str) -> list[str]:
    ways = [""]
    for step in path:
        ways = [way + one for way in ways for one in _OPEN.get(step, step)]
    return [way for way in ways if not any(pair in _IMPOSSIBLE for pair in pairwise(way))] or ways


_IMPOSSIBLE = {("s", "h"), ("d", "w"), ("b", "h"), ("z", "w"), ("F", "h"), ("M", "w"), ("h", "h"), ("w", "w")}
