"""The pieces of patterns in ``knowledge/words/mending.toml``."""

import re

from knowledge.wordlists import wordtable

_WORDS = wordtable("mending")
HINTS: dict[str, list[str]] = _WORDS["hints"]
BREAK = re.compile(r"[，,。；;！!、\s]+")


def any_of(*names: str) -> str:
    """A group of one piece out of these lists."""
    return "(?:" + "|".join(piece for name in names for piece in _WORDS[name]) + ")"
