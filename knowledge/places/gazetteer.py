"""Names in a text: which known names it holds, and how much their surroundings speak for a place."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.wordlists import wordlist

# Names that are also everyday words: only their surroundings make them a place (身体健康, 医疗中心, 开了家新店).
_EVERYDAY = wordlist("everyday_places")
_SUFFIXES = re.compile(r"村委会?|村民|村|居委会?|社区|小区|农场|大队|生产队|镇|乡|公社|街道|街(?=$|[，。,的 ])")
_KIND_OF_SUFFIX = {"大队": "村", "生产队": "村", "居委": "社区", "居委会": "社区", "小区": "社区", "街": "街道"}
_PLACED_BEFORE = re.compile(
    r"(?:住|叫|到|厝|在|是|来自|(?<![一几两三了过这那])家|户口|户籍|籍贯|老家|村|地址|[:：])(?:在|是|于)?\s*$"
)
# 搬到新店安置房
_MOVED_THERE = re.compile("(?:搬|住|划|并|嫁|迁|租|安置|安家)(?:[到在去来]|到了|进了?)$|(?<![居入])住$")
_FILLED_IN = re.compile("(?:^|[，,。\\s就那还])[填写选](?:上|的)?(?:是|在)?$")  # 填新店吧
_PLACED_AFTER = re.compile(
    r"\s*(?:的|人|[啊呀啦哦嘛呢吧]|这|那|边|里|组|厝|下|头|兜|尾|自然村|旁|附近|山?脚下|山下|街上|镇上|过去|上面|"
    r"新村|花园|公寓|[一-鿿]{0,2}(?:小区|新区|家园|苑)|安置|跟|和|与|同|住|带|租|买房|安家|落户|不是|不在|而|"
    r"[一二三四五六七八九十几\d]{1,3}年|\d|[一二三四五六七八九十]+组|[，。,.;；、\s]|$)"
)
_THERE = re.compile("[那这][边里]")
_BREAKS = re.compile(r"[，。,.;；、!！?？\n：:（）()]+|\s+")
FILLERS = re.compile(
    r"^(?:我们?|咱们?|俺)?(?:家|的)?(?:住址|地址|村子?|镇)?(?:是|就是|住在|住|在|来自|户口在|户籍在|属于|为)*"
    r"|(?:那边|这边|那里|这里|的人|的|人|啊|呀|哦|呢|吧|啦|嘛)+$"
)
# 鹅鼻隔壁, 鹅鼻那边过去一点: a neighbour, not where they live; 鹅鼻那边 is one where another 村 is named as well.
NEIGHBOUR = re.compile("村?的?(?:那边|这边|那里|那)?的?(?:再|往|更)?(?:隔壁|旁边|边上|附近|对面|过去|过来(?=一?点))")
_THEREABOUTS = re.compile("村?的?(?:那|这)(?:边|里|一带|头|一片)|村?一带")
_A_VILLAGE = re.compile(r"(?<=[一-鿿])(?<![我你他她们个本壁边哪么全这那同邻老农新乡])村(?=的|人|[，。,;；\s]|就|是|$)")
_JOINED = ("和", "跟", "与", "同", "、", "或", "或者", "还有")
_ANEIGHBOUR, _NAMED_TOGETHER = 0.5, 0.95
_DENIED = re.compile(r"(?:不是|不在|不住|没住|不属于)(?:在)?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text. ``whole`` is its full form (亥由村); ``suffix`` is the kind of place said after a
    short form; ``strength`` is how much the surroundings speak for a place (0..1); ``beside`` is what they live next
    to."""

    words: str
    start: int
    end: int
    codes: tuple[str, ...]
    whole: bool
    suffix: str
    strength: float
    beside: bool = False


class Gazetteer:
    """All names of a county's divisions, ready to be found in a text in microseconds."""

    def __init__(self, named: Iterable[tuple[str, str, str]]) -> None:
        """``named`` holds (code, full name, short name)."""
        whole: dict[str, list[str]] = {}
        short: dict[str, list[str]] = {}
        for code, name, brief in named:
            whole.setdefault(name, []).append(code)
            short.setdefault(brief, []).append(code)
        self._whole = {name: tuple(codes) for name, codes in whole.items()}
        self._short = {name: tuple(codes) for name, codes in short.items() if name not in whole}
        heads: dict[str, set[str]] = {}
        for name in [*self._whole, *self._short]:
            heads.setdefault(name[:2], set()).add(name)
        self._heads = {head: tuple(sorted(names, key=len, reverse=True)) for head, names in heads.items()}

    def mentions(self, text: str) -> list[Mention]:
        """The names in ``text``, longest first at each place, without those denied (不是鼓山镇)."""
        found: list[Mention] = []
        heads, at, last = self._heads, 0, len(text) - 1
        while at < last:
            names = heads.get(text[at : at + 2])
            name = next((n for n in names if text.startswith(n, at)), "") if names else ""
            if name and not _DENIED.search(text[max(0, at - 4) : at]):
                after_name = bool(found) and found[-1].end == at
                found.append(self._mention(name, text, at, after_name))
            at += len(name) or 1
        return [_as_neighbour(each, text, found) for each in _leading(found, text)] if found else found

    def _mention(self, name: str, text: str, at: int, after_name: bool) -> Mention:
        end = at + len(name)
        if name in self._whole:
            return Mention(name, at, end, self._whole[name], True, "", 1.0)
        suffix = _SUFFIXES.match(text, end)
        said = suffix[0] if suffix else ""
        kind = _KIND_OF_SUFFIX.get(said, said[:1] if said.startswith("村") else said)
        strength = _NAMED_TOGETHER if said or after_name else _strength(name, text, at, end)
        return Mention(name, at, end, self._short[name], False, kind, strength)


def _leading(found: list[Mention], text: str) -> list[Mention]:
    """日溪南洋, 新店和岳峰: of two names told together each is as surely a place as the other."""
    sure: set[int] = set()
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        if not between or (between in _JOINED and not {one.words, other.words} <= _EVERYDAY):
            sure |= {one.start, other.start}
    return [
        replace(each, strength=max(_NAMED_TOGETHER, each.strength)) if each.start in sure else each for each in found
    ]


def _as_neighbour(mention: Mention, text: str, every: list[Mention]) -> Mention:
    """The mention as it is, or weak and no whole name where it only says what they live next to."""
    beside = NEIGHBOUR.match(text, mention.end)
    if not beside and _THEREABOUTS.match(text, mention.end):
        ends = {each.end + len(each.suffix) for each in every} | {each.end for each in every}
        beside = next((found for found in _A_VILLAGE.finditer(text) if found.end() not in ends), None)
    if not beside:
        return mention
    return replace(mention, whole=False, strength=min(mention.strength, _ANEIGHBOUR), beside=True)


def _strength(name: str, text: str, start: int, end: int) -> float:
    """How likely a bare short name in its surroundings is a place."""
    everyday = name in _EVERYDAY
    if stripped(text) == name:
        return 0.9
    before, after = text[max(0, start - 6) : start], text[end : end + 3]
    if _MOVED_THERE.search(before) or _FILLED_IN.search(before):
        return 0.9
    if not _PLACED_AFTER.match(after):
        return 0.0 if everyday else 0.5
    if _PLACED_BEFORE.search(before):
        return 0.6 if everyday else 0.9
    starts = not before or bool(_BREAKS.fullmatch(before[-1]))
    if starts:
        return (0.6 if _THERE.match(after) else 0.4) if everyday else 0.9
    return 0.0 if everyday else 0.6


def stripped(text: str) -> str:
    """``text`` without the words around a place name (我住在…那边的)."""
    return FILLERS.sub("", text.strip(" \n，。,.!！~～"))


def segments(text: str) -> list[str]:
    """The parts of ``text`` between punctuation, each without the words around a name."""
    return [part for piece in _BREAKS.split(text) if (part := stripped(piece))]
