"""Danger in what people write: recognised before anything else, at every step (rulings 6)."""

from dataclasses import dataclass
from typing import Literal

DistressKind = Literal["suicide", "food", "shelter", "medical", "violence", "disaster"]


@dataclass(frozen=True, slots=True)
class Distress:
    """A danger and the words that tell it."""

    kind: DistressKind
    words: str
def distress(text: str) -> Distress | None:
    """The danger told in ``text``."""
    return None
