"""Options by single characters: 租 for 租房, 种菜的菜 for 菜岭村, 米跟油 for 大米 and 食用油, C for C级."""

import re
from collections.abc import Sequence

from knowledge.choices.likening import within

_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SPELT = re.compile(r"([一-鿿]{1,4})的(?:那个)?([一-鿿])(?=[\s，。,啊呀]|$)")
_TOO_COMMON = frozenset("钱人家有无没的费好大小一不")
# Characters that stand in labels and in any answer, and so tell nothing.
_TELLS_NOTHING = _TOO_COMMON | frozenset(
    "我你他她您是了在吗呢吧啊呀就也都还和跟与或上下中内外多少来去到给为以因所能会可要自己个这那里面老年月日天时间次现今以及其他别没用做"
    "用种类型户员住房作工活子女生地方得太想更最年后前今后回事"
)
_FORGOTTEN = re.compile("忘|不(?:知|晓|清|懂)|记不|没想好|你说|什么|怎么")
_A_WORD = 4
RARE = 9  # what a character that only one option has is worth beside the letters of a likeness
_RANKED = re.compile("([A-Ha-h甲乙丙丁戊])[级类档等]?")


def plain_numerals(text: str) -> str:
    """叁 as 三."""
    return text.translate(_CAPITALS)


def by_rank(said: str, options: Sequence[str]) -> int | None:
    """定的是C among A级, B级, C级: the one mark that is named."""
    marks = [found[1].upper() for option in options if (found := _RANKED.fullmatch(option))]
    if len(marks) < len(options):
        return None
    named = [mark for mark in dict.fromkeys(marks) if mark in said.upper()]
    return marks.index(named[0]) if len(named) == 1 and not re.search("不是|没", said) else None


def by_letters(said: str, options: Sequence[str]) -> int | None:
    """租 for 租房, 自家 for 给自己家报."""
    if said in _TOO_COMMON:
        return None
    held = [i for i, label in enumerate(options) if 0 < len(said) <= _A_WORD and within(said, label)]
    return held[0] if len(held) == 1 else None


def spelt(text: str, options: Sequence[str]) -> int | None:
    """种菜的菜 山岭的岭 for 菜岭村."""
    letters = [found[2] for found in _SPELT.finditer(text) if found[2] in found[1]]
    held = [i for i, label in enumerate(options) if letters and all(letter in label for letter in letters)]
    return held[0] if len(held) == 1 else None


def apart(said: str, options: Sequence[str]) -> list[float]:
    """For each option the characters it shares with ``said``, each worth the less the more options have it."""
    if _FORGOTTEN.search(said):
        return [0.0] * len(options)
    shared = [set(option) & set(said) - _TELLS_NOTHING for option in options]
    return [sum(1.0 for letter in letters if sum(letter in option for option in options) == 1) for letters in shared]
