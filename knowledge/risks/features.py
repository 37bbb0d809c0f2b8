"""What the learned ranker sees of a text: character pieces of one to three, and the rules that fire."""

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.learning.pieces import pieces
from knowledge.risks.rules import Hit, masked, rule_hits

_LONGEST = 600  # characters that are looked at
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PART = re.compile(r"[一-鿿＿#a-z]+")
# 主要是 …, 真正把我打趴的是 …: what follows counts twice.
_ABOVE_ALL = re.compile(
    r"(?:主要|真正|关键|要命|要紧|归根到底|最[^，。,；; 近后]{1,4}的)[^，。,；; ]{0,8}?是([^，。,；;]{2,60})"
)


def above_all(plain: str) -> str:
    """What the speaker calls the main cause; empty when nothing is singled out."""
    found = _ABOVE_ALL.search(plain)
    return found[1] if found else ""


def terms(text: str) -> Counter[str]:
    """Pieces and how often each stands there; a rule that fires is ``!code strength``."""
    return terms_beside(rule_hits(text), text)


def terms_beside(hits: Sequence[Hit], text: str) -> Counter[str]:
    """``terms`` of a text whose ``rule_hits`` are known."""
    plain = _DIGITS.sub("#", masked(text[:_LONGEST].lower()))
    if main := above_all(plain):
        plain += "，" + main
    found = pieces(*_PART.findall(plain))
    for hit in hits:
        found[f"!{hit.code} {hit.strength}"] = 1
    return found
