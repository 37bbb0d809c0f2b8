"""What somebody is to the head of the household (与户主关系)."""

import re

from knowledge.parsed import Parsed
from knowledge.people.kinship import AMBIGUOUS, BY_SPOUSE, CHAINS, GROUPS, MEANING, VALUES

_KIN = re.compile("|".join(sorted(map(re.escape, MEANING), key=len, reverse=True)))
_SELF = re.compile(r"我就是户主|户主就是我|是户主|户主本人|本人就是|^\s*(?:我)?(?:自己|本人|户主)(?:本人)?\s*[。.]?$")
_WIFE = frozenset(["老婆", "妻子", "太太", "夫人", "内人", "媳妇", "婆娘"])
_HUSBAND = frozenset(["老公", "丈夫", "先生"])


def relation(text: str, question: str = "") -> Parsed[str] | None:
    """One of the 28 relations to the head of the household; words of two meanings are asked back."""
    text = text.strip()[:60]
    if text in VALUES or f"之{text}" in VALUES:
        value = text if text in VALUES else f"之{text}"
        return Parsed(value, text)
    if found := _SELF.search(text):
        return Parsed("户主", found[0])
    words = [m[0] for m in _KIN.finditer(text)]
    kin = [word for word in words if word != "户主"]
    if not kin:
        return Parsed("户主", "户主") if words and len(text) <= 4 else None
    if len(kin) > 1 and re.search(rf"{kin[-2]}(?:的|他|她)?{kin[-1]}", text):
        return _chained(kin[-2], kin[-1])
    if kin[-1] in AMBIGUOUS:
        value, why = AMBIGUOUS[kin[-1]]
        return Parsed(value, kin[-1], True, why)
    several = len({MEANING[word] for word in kin}) > 1
    return Parsed(MEANING[kin[0]], kin[0], several, "说了不止一个人" if several else "")


def _chained(first: str, second: str) -> Parsed[str]:
    """儿子的女儿, 老婆的爸爸: what the second is to the head."""
    near, far = MEANING[first], MEANING[second]
    spouse = "老婆" if first in _WIFE else "老公" if first in _HUSBAND else ""
    value = BY_SPOUSE.get((spouse, far)) or CHAINS.get((near, far), "其他")
    return Parsed(value, f"{first}的{second}", value == "其他", "这个关系要再问一下" if value == "其他" else "")


def relation_group(value: str) -> str:
    """The contract's coarser relation for one of the 28 values."""
    return GROUPS.get(value, "其他")
