"""One figure told more than once: said again, by its bounds (一亩多不到两亩), refined, or concluded (那就三亩)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.numbers.parts import Part

_FILLER = (
    r"(?:就[^，。\s]{0,4}那|[，,。\s啊哦呢哎嘛吧呀对是嗯就那也的了地田山房厝只有真总共左右上下多来]|反正|"
    r"大概|大约|差不多|顶多|最多|至少|具体|准确|确切|我家|我们|应该|其实)*"
)
_SAID_AGAIN = re.compile(_FILLER)
_BOUND = re.compile(r"(?:不到|少于|多于|不足|不止|不超过|超过|没到|最多|顶多|至少|起码|大于|小于|接近|将近|快到?)\s*$")
_ADJOINS = re.compile(
    r"(?:[，,\s]|又|也|但|都|具体|准确|确切|大概|大约|差不多|估计|可能|应该|其实|没那么多|顶多|最多|少于|多于|不到|不止|超过|不足|快|将近|接近|吧|吗|点|的样子|左右)*"
)
_BOTH_TOLD_APART = re.compile(r"还有|另|又|再|加|和|跟|、|各|第|一[块丘片处间个边头]|也")
_NOT_QUITE = re.compile(r"(?:不到|没那么多|不止|不够|没有)[，,\s]*$")  # 两亩，其实不到，一亩八
_CONCLUDED = re.compile(
    r"(?:买|扩|加|补|增|涨|盖|改|减|降|缩)到\s*$|"
    r"(?:[，,。\s]就|那就|就按|就算|就写|就填|就报|(?:^|(?<=[，,。\s]))(?:算|按|写|填|报))(?:它|是|个)?\s*$"
)
_TO_TRUST = re.compile(r"以?(?P<whose>[^，。\s]{1,5}?)(?:讲的|说的|的)?为[准主]|[听信照按]他的|[听信照按]她的")
_UNDER = re.compile(r"不到|不满|没到|少于|不足")
_OR = re.compile(r"就是|也是|是")
_DENIED = re.compile(r"(?:就|是)?(?:没有|没到|不到|没的)的?(?=$|[，。,\s])")
_TWICE = 2.0


def once(parts: Sequence[Part], text: str) -> list[Part]:
    """The parts with what was told twice told once; a conclusion leaves nothing else."""
    if len(parts) < 2:
        return list(parts)
    parts = _not_denied(parts, text)
    if concluded := _conclusion(parts, text):
        return [replace(concluded, rough=True)]
    kept = list(parts[:1])
    for part in parts[1:]:
        merged = _again(kept[-1], part, text) or _bounded(kept[-1], part, text)
        kept[-1:] = [merged] if merged else [kept[-1], part]
    return kept


def _not_denied(parts: Sequence[Part], text: str) -> Sequence[Part]:
    """七个月啊不是八个月, 五个月没有: that many it is not."""
    kept = [part for part in parts if not _DENIED.match(text, part.end)]
    return [p for p in kept if not text.endswith("不是", 0, p.start) or _OR.search(text, p.end)] or parts


def _conclusion(parts: Sequence[Part], text: str) -> Part | None:
    """两亩，我妈讲三亩，那就三亩; 我囝讲四亩二我记得四亩，以我囝的为准."""
    last = parts[-1]
    closing = not text[last.end :].strip("吧好了啊就行得。，！ ")
    if closing and _CONCLUDED.search(text[max(0, last.start - 5) : last.start]):
        return last
    trusted = _TO_TRUST.search(text, last.end)
    if trusted and (whose := trusted["whose"]):
        bounds = [0, *(part.end for part in parts)]
        named = [p for end, p in zip(bounds, parts, strict=False) if whose.lstrip("就还是以") in text[end : p.start]]
        return named[0] if len(named) == 1 else None
    return None


def _again(one: Part, other: Part, text: str) -> Part | None:
    """一分田，就一分; 三亩是三亩，能种的…: the same figure, with nothing new between."""
    gap = text[one.end : other.start]
    if abs(one.value - other.value) > 0.001 or _BOTH_TOLD_APART.search(gap) or one.working or other.working:
        return None
    return replace(one, end=other.end) if _SAID_AGAIN.fullmatch(gap) else None


def _bounded(one: Part, other: Part, text: str) -> Part | None:
    """少于两亩多于一亩半, 不到一亩大概九分: a bound and what makes it more exact."""
    gap = text[one.end : other.start]
    vague = one.rough or _NOT_QUITE.search(gap) or _BOUND.search(text, max(0, one.start - 4), one.start)
    if not vague or not _ADJOINS.fullmatch(gap) or not 1 / _TWICE <= one.value / max(other.value, 0.001) <= _TWICE:
        return None
    if _NOT_QUITE.search(gap) and one.rough < other.rough:
        return replace(other, start=one.start)
    if not other.rough and not _BOUND.search(text, max(0, other.start - 4), other.start):
        return replace(other, start=one.start, rough=True)
    low, high = sorted((_edge(one, text), _edge(other, text)))
    return replace(one, low=low, high=high, value=(low + high) / 2, end=other.end, rough=True)


def _edge(part: Part, text: str) -> float:
    """The end that was spoken: the lower one of 一亩多, the upper one of 不到两亩."""
    upper = re.search(
        r"(?:不到|少于|不足|不超过|没到|最多|顶多|小于|接近|将近|快到?)\s*$", text[max(0, part.start - 4) : part.start]
    )
    return part.high if upper or _UNDER.search(text[part.start : part.end]) else part.low
