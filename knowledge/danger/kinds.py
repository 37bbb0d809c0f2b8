"""The six kinds of danger, most urgent first."""

from dataclasses import dataclass
from typing import Literal, get_args

DistressKind = Literal["suicide", "medical", "violence", "disaster", "shelter", "food"]
KINDS: tuple[DistressKind, ...] = get_args(DistressKind)


@dataclass(frozen=True, slots=True)
class Distress:
    """A danger and the words that tell it. ``sure``: enough to raise the alarm; else it is a hint, ``worrying`` when
    it is strong enough to ask in the middle of a conversation whether it is so."""

    kind: DistressKind
    words: str
    sure: bool = True
    worrying: bool = True
