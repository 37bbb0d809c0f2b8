"""Pieces of a text, as learning sees it: every run of one to three characters."""

from collections import Counter
from itertools import chain
from operator import add


def pieces(*parts: str) -> Counter[str]:
    """Each piece and how often it stands in ``parts``; no piece reaches from one into the next."""
    return Counter(chain.from_iterable(map(_runs, parts)))


def _runs(text: str) -> chain[str]:
    pairs = list(map(add, text, text[1:]))
    return chain(text, pairs, map(add, pairs, text[2:]))
