"""BM25 over single characters, character pairs and words, with the share of the query each document covers."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import tokens

_K1, _B = 1.4, 0.5
_WEIGHT = {"c": 0.35, "p": 1.0, "w": 0.9}
_HAN_OR_WORD = re.compile(r"[一-鿿]|[a-z0-9]+")
# Said with any subject, so they tell nothing about which: 请问 …, 我想问一下 …
_EMPTY = re.compile(r"请问|我?想问(?:一下|下)?|麻烦|你好|您好|问一下|一下|告诉我|帮我看看|吗|呢|啊|呀|吧|的|了|[?？!！。，,]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: its index, its score, and the share (0..1) of the query's weight that it covers."""

    index: int
    score: float
    share: float


class Ranking:
    """Documents with several phrasings each; a phrasing counts fully, the ``bodies`` (answers) a little."""

    def __init__(self, phrasings: Sequence[Sequence[str]], bodies: Sequence[str]) -> None:
        owners = [index for index, texts in enumerate(phrasings) for _ in texts]
        bags = [_bag(text) for texts in phrasings for text in texts]
        seen = Counter(term for index, texts in enumerate(phrasings) for term in _bag_of(texts, bodies[index]))
        self._idf = {term: math.log(1 + (len(phrasings) + 0.5) / (count + 0.5)) for term, count in seen.items()}
        self._unseen = math.log(1 + 2 * len(phrasings))
        self._owners = owners
        self._postings = self._index(bags)
        self._body_postings = self._body_index(bodies)

    def _index(self, bags: list[Counter[str]]) -> dict[str, tuple[tuple[int, float], ...]]:
        """Term -> (phrasing, BM25 weight), computed once."""
        average = sum(bag.total() for bag in bags) / max(1, len(bags))
        postings: dict[str, list[tuple[int, float]]] = {}
        for number, bag in enumerate(bags):
            norm = _K1 * (1 - _B + _B * bag.total() / average)
            for term, count in bag.items():
                weight = self._idf[term] * _WEIGHT[term[0]] * count * (_K1 + 1) / (count + norm)
                postings.setdefault(term, []).append((number, weight))
        return {term: tuple(found) for term, found in postings.items()}

    def _body_index(self, bodies: Sequence[str]) -> dict[str, tuple[int, ...]]:
        postings: dict[str, list[int]] = {}
        for index, body in enumerate(bodies):
            for term in _bag(body):
                postings.setdefault(term, []).append(index)
        return {term: tuple(found) for term, found in postings.items()}

    def best(self, query: str, count: int) -> list[Hit]:
        """The ``count`` best documents for ``query``."""
        bag = _bag(_EMPTY.sub(" ", query))
        total = sum(self._idf.get(term, self._unseen) * _WEIGHT[term[0]] for term in bag) or 1.0
        scores: dict[int, float] = {}
        covered: dict[int, float] = {}
        for term in bag:
            gain = self._idf.get(term, 0.0) * _WEIGHT[term[0]]
            for number, weight in self._postings.get(term, ()):
                scores[number] = scores.get(number, 0.0) + weight
                covered[number] = covered.get(number, 0.0) + gain
        return self._hits(bag, scores, covered, total)[:count]

    def _hits(
        self, bag: Counter[str], scores: dict[int, float], covered: dict[int, float], total: float
    ) -> list[Hit]:
        support: dict[int, float] = {}
        for term in bag:
            for index in self._body_postings.get(term, ()):
                support[index] = support.get(index, 0.0) + 0.2 * self._idf[term] * _WEIGHT[term[0]]
        best: dict[int, Hit] = {}
        for number, score in scores.items():
            index = self._owners[number]
            whole = score + support.get(index, 0.0)
            if index not in best or whole > best[index].score:
                best[index] = Hit(index, whole, covered[number] / total)
        return sorted(best.values(), key=lambda hit: -hit.score)


def _bag_of(texts: Sequence[str], body: str) -> set[str]:
    found: set[str] = set(_bag(body))
    for text in texts:
        found |= set(_bag(text))
    return found


def _bag(text: str) -> Counter[str]:
    """Terms of a text: ``c`` characters, ``p`` pairs, ``w`` words of two and more characters."""
    bag: Counter[str] = Counter()
    for part in re.split(r"[^一-鿿a-z0-9]+", text.lower()):
        singles = _HAN_OR_WORD.findall(part)
        bag.update("c" + each for each in singles)
        bag.update("p" + a + b for a, b in zip(singles, singles[1:], strict=False))
        bag.update("w" + word for word in tokens(part) if len(word) > 1)
    return bag
