"""Whose land or house a figure is said of: 全村一百三十亩我家占六亩四, 三亩是我哥的我家两亩四."""

import re
from collections.abc import Sequence

from knowledge.numbers.parts import Part
from knowledge.people.kinship import KIN_WORDS

_KIN = "|".join(
    sorted(
        map(re.escape, (word for word in KIN_WORDS if len(word) > 1 or word in "哥弟叔伯姐妹爸妈")),
        key=len,
        reverse=True,
    )
)
_OTHERS = re.compile(
    rf"全[村组队镇乡]|[村组队]里|[村组队]上|整个|生产队|集体|公家|大家|公家|别[人家]|人家|邻居|房东|老板|几家|[两三四五六七八九]家|合[租伙种包在住]|共有|[跟和同][^，。|]{{1,5}}(?:合|一起|共)|"
    rf"[两三四五六七八九]?兄弟|留下|(?:{_KIN})家?(?:[他她]们)?的|(?:{_KIN})家|(?:{_KIN})那[边份块些片]|(?:{_KIN})(?:他们?|那边)?(?:有|分|占)"
)
# 边上还有一亩是我大伯家的
_IS_THEIRS = re.compile(rf"[地田那块个些]*(?:是|归)我?们?(?:{_KIN})家?的")
_IS_MINE = re.compile(r"\|[地田那块个些]*(?:是|归)(?:我|自[己家])(?:们?家?的|$)")
_OWN = re.compile(
    r"我们?家?(?:自己)?(?:的|那|占|分|有|就|才|只|自己|[是得]|这|间|边|一)*(?:份|$|\|)|[我咱]们?家(?:的|占|分|只|就|有|才|自己|得)|自[家己]|咱家|归我|我(?:的份|就那|就|占|分|只|得)|分[到得给]我?|[我咱]们占|名下"
)
_MY_SHARE = re.compile(
    r"(?:一起住|合住|共用|[几两三四五]房人|[几两三四五]家人)[^|]{0,12}我(?:们|家)?(?:住|分|占|那)[^，。]{0,8}$|"
    r"(?:分给|分到|轮到|传给|留给|归)(?:我|自己)[^，。]{0,4}$|(?:我|我们|我家|我们家|自己)(?:只|就|才)?分(?:到|得|了)[^，。]{0,4}$"
)
_MINE_AHEAD = re.compile(r"(?:我们?家?自?己?(?:这边|那边|[那这的]份|的|占|得|分到?)|归我|分[给到]我)[就只才有是大概]*$")
_ADDED = re.compile(r"还有|另|又|再|加")
_RENTED = re.compile(r"代[耕种]|帮[^，。|]{0,4}[种管]|(?<!合)租(?!出|给|在|的)|承包了|(?<!承)(?<!合伙)[包转借]")


_EACH = re.compile(r"(?:一|每|各)个?人(?:分|得|有|是|就)*$")


def _is_heirs(whole: Part, share: Part, text: str) -> bool:
    """兄弟三个一共七亩半，一人两亩半."""
    often = whole.value / share.value if share.value else 0.0
    apart = 2 <= often <= 8 and abs(often - round(often)) < 0.01
    return apart and bool(_OTHERS.search(whole.about) and _EACH.search(text, 0, share.start))


def _told_for_each(part: Part, mine: Sequence[Part], text: str) -> bool:
    """一人三亩，我就那三亩: is it each one's share, which is mine as well?"""
    same = any(each.value == part.value for each in mine)
    return same and bool(_EACH.search(text, 0, part.start))


def with_own(parts: Sequence[Part], numbers: Sequence[Part], text: str) -> list[Part]:
    """The parts, and a number without a unit that is said to be one's own: 跟我哥合起来四十亩，我这边二十."""
    taken = [(part.start, part.end) for part in parts]
    mine = [
        each
        for each in numbers
        if _MINE_AHEAD.search(text, max(0, each.start - 10), each.start)
        and not any(start <= each.start < end for start, end in taken)
    ]
    return sorted([*parts, *mine], key=lambda part: part.start)


def own(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts that are the speaker's own, where others' are told beside them; all of them otherwise."""
    shared = [part for part in parts if _MY_SHARE.search(part.about.partition("|")[0])]
    if len(shared) == 1 and len(parts) == 2 and parts[0].value > shared[0].value:
        return shared
    if len(parts) == 2 and _is_heirs(parts[0], parts[1], text):
        return list(parts[1:])
    parts = [part for part in parts if not _IS_THEIRS.match(part.about.partition("|")[2])] or list(parts)
    mine = [part for part in parts if _OWN.search(part.about.partition("|")[0]) or _IS_MINE.search(part.about)]
    others = [
        p
        for p in parts
        if p not in mine and (_OTHERS.search(p.about) or _told_for_each(p, mine, text)) and not _RENTED.search(p.about)
    ]
    if (
        not mine
        or _ADDED.search(text, parts[0].end, parts[-1].start)
        or not others
        or len(others) + len(mine) < len(parts)
    ):
        return list(parts)
    return mine
