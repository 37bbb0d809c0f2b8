"""Which group of phrasings a question is most like: the cosine between it and the middle of each group.

A group is an entry with all the ways to ask it. Rare terms weigh more (tf-idf); roots are taken in the middle, so that
what one phrasing says often does not drown what another one says.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from knowledge.questions.terms import THINGS, is_thing, terms, weight

_DAMP = 0.5
_TELLING = 2.0
_FAINT = 0.02  # of a middle of length 1: such terms tell nothing and cost time

Vector = Mapping[str, float]


class Ranking:
    """Groups of phrasings, indexed once."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        bags = [[terms(text) for text in texts] for texts in groups]
        every = [bag for several in bags for bag in several]
        seen = Counter(chain.from_iterable(every))
        self._rarity = {term: (1 + math.log((1 + len(every)) / (1 + n))) * weight(term) for term, n in seen.items()}
        self._unseen = 1 + math.log(1 + len(every))
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for index, several in enumerate(bags):
            for term, value in self._middle(several).items():
                if value > _FAINT:
                    self._postings.setdefault(term, []).append((index, value))
        self._count = len(bags)

    def _middle(self, bags: Sequence[Counter[str]]) -> Vector:
        total: dict[str, float] = {}
        for bag in bags:
            for term, value in self._vector(bag).items():
                total[term] = total.get(term, 0.0) + value
        return _scaled({term: value**_DAMP for term, value in total.items()}, 1.0)

    def _vector(self, bag: Counter[str]) -> Vector:
        """The terms of a text, weighed: its characters first, then the things it speaks of."""
        said: dict[str, float] = {}
        meant: dict[str, float] = {}
        for term, n in bag.items():
            weighed = self._rarity.get(term) or self._unseen * weight(term)
            (meant if is_thing(term) else said)[term] = weighed if n == 1 else weighed * (1 + math.log(n))
        if not meant:
            return _scaled(said, 1.0)
        # One thing that everybody speaks of (能不能报) tells less than two rare ones.
        much = _length(meant)
        share = THINGS * much / (much + _TELLING)
        whole = math.hypot(1.0, share)
        return {**_scaled(said, 1 / whole), **_scaled(meant, share / whole)}

    def scores(self, question: str) -> list[float]:
        """How near ``question`` is to each group, 0 to 1. Words that no group has make it less near to all."""
        scores = [0.0] * self._count
        for term, value in self._vector(terms(question)).items():
            for index, there in self._postings.get(term, ()):
                scores[index] += value * there
        return scores

    def known(self, question: str, groups: int) -> float:
        """The share (0 to 1) of the pairs of characters of ``question`` that the first ``groups`` groups say, too."""
        pairs = [term for term in terms(question) if term[0] == "p"]
        said = [term for term in pairs if any(index < groups for index, _ in self._postings.get(term, ()))]
        return len(said) / max(1, len(pairs))


def _length(vector: Vector) -> float:
    return math.hypot(*vector.values())


def _scaled(vector: dict[str, float], length: float) -> dict[str, float]:
    by = length / (_length(vector) or 1.0)
    return {term: value * by for term, value in vector.items()}
