"""How near the options of a question are to what was said, where the sentence model is installed."""

import re
from collections.abc import Sequence

from knowledge.choices.wholes import Chosen, answer
from knowledge.parsed import Parsed
from knowledge.semantic import embedder

_SHORTEST = 2
_NOT_HERE = re.compile(r"没(?:读|念|上)过|不识|都不|不在|没有(?:我|一)|不是(?:这|里)|^除")
_EVASIVE = re.compile(r"[你您问哪怎算哎都]|不[懂清知晓想]|记不|随便|什么|区别|反正|第|级")
_NEAR_ENOUGH, _EVASIVE_NEAR_ENOUGH = 0.25, 0.3
_FARTHER = 0.08  # the second nearest is to be that much farther, or nothing is told apart
_A_WORD = 4


def nearness(text: str, options: Sequence[str]) -> list[float]:
    """One cosine an option (-1..1); an empty list without the extra."""
    model = embedder() if len(text) >= _SHORTEST else None
    if not model:
        return []
    said, *known = model.vectors([text, *options])
    return [float(row @ said) for row in known]


def nearer(text: str, meant: list[int], options: Sequence[str]) -> list[int]:
    """The two first in the other order, where the sentence model holds the second for much nearer."""
    near = nearness(text, options)
    first, second, *rest = meant
    return [second, first, *rest] if near and near[second] - near[first] >= _FARTHER else meant


def by_meaning(text: str, options: Sequence[str], several: bool) -> Parsed[Chosen] | None:
    """The option nearest in meaning, where the sentence model is installed; always read back."""
    near = [] if _NOT_HERE.search(text) else nearness(text, options)
    if not near:
        return None
    order = sorted(range(len(options)), key=lambda i: -near[i])
    if len(order) > 1 and near[order[0]] - near[order[1]] < _FARTHER:
        return None
    evasive = len(text) < _A_WORD or _EVASIVE.search(text)
    if near[order[0]] < (_EVASIVE_NEAR_ENOUGH if evasive else _NEAR_ENOUGH):
        return None
    why = f"听起来是“{options[order[0]]}”"
    if several:
        return answer(order[:1], text, several, True, why)
    return Parsed(order[0], text, True, why, others=tuple(order[1:3]))
