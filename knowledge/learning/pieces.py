"""Pieces of a text, as learning sees it: every run of one to three characters."""

from collections import Counter

_LONGEST = 3


def pieces(text: str) -> Counter[str]:
    """Each piece and how often it stands in ``text``."""
    sizes = range(1, _LONGEST + 1)
    return Counter(text[start : start + size] for size in sizes for start in range(len(text) - size + 1))
