"""Log-probabilities of the labels, out of learned weights."""

import math
from collections.abc import Mapping, Sequence
from operator import mul

from knowledge.learning.weights import Linear, Weights
from knowledge.semantic import embedder


def by_pieces(seen: Mapping[str, float], weights: Weights) -> list[float]:
    """One log-probability a label, up to a constant, for a text seen as that ``vector``."""
    rows, bias, values = weights.lexical.rows, weights.lexical.bias, list(seen.values())
    if not values:
        return list(bias)
    columns = zip(*[rows[weights.rarity[term][1]] for term in seen], strict=True)
    return [share + sum(map(mul, values, column)) for share, column in zip(bias, columns, strict=True)]


def with_meaning(text: str, scores: list[float], weights: Weights) -> list[float]:
    """``scores`` and what the sentence model makes of the text, where it is installed."""
    model = embedder()
    if model is None or model.name != weights.model:
        return scores
    meant = logs(_products(model.vectors([text])[0], weights.semantic))
    return [said + weights.share * near for said, near in zip(logs(scores), meant, strict=True)]


def telling(seen: Mapping[str, float], place: int, weights: Weights, most: int) -> list[str]:
    """The pieces of two and more characters that speak most for the label at ``place``, at most so many."""
    gains = {
        term: value * weights.lexical.rows[weights.rarity[term][1]][place]
        for term, value in seen.items()
        if len(term) > 1 and term.isalpha()
    }
    best = list[str]()
    for term in sorted(gains, key=lambda term: -gains[term]):
        if gains[term] <= 0 or len(best) == most:
            break
        if not any(term in other or other in term for other in best):
            best.append(term)
    return best


def logs(scores: Sequence[float]) -> list[float]:
    """Log-probabilities that make up 1."""
    top = max(scores)
    whole = top + math.log(sum(math.exp(score - top) for score in scores))
    return [score - whole for score in scores]


def _products(row: Sequence[float], model: Linear) -> list[float]:
    numbers = [float(number) for number in row]
    columns = zip(*model.rows, strict=True)
    return [bias + sum(map(mul, numbers, column)) for bias, column in zip(model.bias, columns, strict=True)]
