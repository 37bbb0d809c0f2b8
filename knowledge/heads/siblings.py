"""How many brothers and sisters: 我排老三，下面两个妹妹; 连我四个; 独子."""

import re
from collections.abc import Sequence

from knowledge.numbers.numerals import quantities
from knowledge.numbers.parts import Part
from knowledge.parsed import Parsed

_ASKED = re.compile(r"兄弟|姐妹|兄妹|姊妹")
_ONLY_CHILD = re.compile(r"独生|独子|独女|独苗|独儿|单传|(?:就|只有?)(?:生了?)?我一个")
_RANK = re.compile(r"(?:排行?(?:老|第)?|老|我是?第)(?P<rank>[大二三四五六七八九])(?!人|百)")
_ORDINAL = "零大二三四五六七八九"
_BESIDE = re.compile(
    r"(?P<where>上面|上头|前面|头上|下面|下头|底下|后面|脚下)[^，。\d]{0,4}?(?P<more>[一二两俩三四五六七八九\d])(?:个|位|(?=[兄弟姐妹哥姊]))"
    r"(?:[^，。\d一二两三四五六七八九]{1,3}(?P<also>[一二两俩三四五六七八九\d])个?(?=[兄弟姐妹哥姊]))?"
)
_WITH_ME = re.compile(
    r"(?<!不)(?:加上?|连|连带|算上|包括|带上?)我(?:本人|自己|在内)?(?:带)?[，,\s]*(?:一共|总共|共|是|有|就)*$"
)
_WITH_ANOTHER = re.compile(r"(?<!不)(?:加上|算上)[他她](?:们)?[，,\s]*(?:一共|总共|共|是|有|就)*$")  # 加上她四个
_ALL_OF_THEM = re.compile(r"[\d两二三四五六七八九十](?:姐妹|兄弟|兄妹|姊妹|姐弟)(?:伙|几)?(?!个)")  # 五姐妹我排第二
_ABOVE = frozenset(["上面", "上头", "前面", "头上"])
_MANY = 20


def asks_for_siblings(question: str) -> bool:
    """Are brothers and sisters counted?"""
    return bool(_ASKED.search(question))


def siblings(text: str, figures: Sequence[Part]) -> Parsed[int] | None:
    """Those besides oneself, where the answer is by rank, counts oneself, or is 独子; else None."""
    with_me = counted_with_me(figures, text)
    if with_me and 1 <= with_me[-1].value <= _MANY:
        all_of_them = int(with_me[-1].value)
        return _besides(all_of_them - 1, all_of_them, f"{all_of_them}人里除了自己，算{all_of_them - 1}人", text)
    if not any(part.value > 1 for part in figures) and (only := _ONLY_CHILD.search(text)):
        return Parsed(0, only[0], "独" not in only[0], "" if "独" in only[0] else "说的像是没有", unit="人")
    rank, beside = _RANK.search(text), list(_BESIDE.finditer(text))
    together = _ALL_OF_THEM.search(text)
    if together:
        number = int(quantities(together[0])[0].value)
        return _besides(number - 1, number, f"{number}人里除了自己，算{number - 1}人", text)
    if (beside and not rank) or any(each["where"] in _ABOVE for each in beside):
        number = sum(map(_told_beside, beside))
        return _besides(number, number + 1, f"上面下面加起来{number}人", text)
    if not rank:
        return None
    place = _ORDINAL.index(rank["rank"])
    if told := [int(part.value) for part in figures if part.start < rank.start() and part.value >= place]:
        more = sum(int(part.value) for part in figures if part.start > rank.end())
        every = told[0] + more
        return _besides(every - 1, every, f"{every}人里除了自己，算{every - 1}人", text)
    number = place - 1 + sum(map(_told_beside, beside))
    return _besides(number, number + 1, f"照排行数下来，除了自己有{number}人", text)


def _told_beside(found: re.Match[str]) -> int:
    return sum(int(quantities(found[name])[0].value) for name in ("more", "also") if found[name])


def counted_with_me(figures: Sequence[Part], text: str) -> list[Part]:
    """The figures that count the speaker: 连我十三个, 加上我五个."""
    with_me = [part for part in figures if _WITH_ME.search(text[max(0, part.start - 12) : part.start])]
    first = figures[0] if figures and figures[0].value > 1 else None
    with_another = first and _WITH_ANOTHER.search(text, max(0, first.start - 8), first.start)
    return with_me or ([first] if first and with_another else [])


def _besides(number: int, other: int, why: str, text: str) -> Parsed[int]:
    return Parsed(number, text.strip()[:60], True, why, unit="人", others=(other,))
