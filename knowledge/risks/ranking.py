"""The nine causes by how well a text speaks for them: rules and learned weights together, never a decision."""

import math
from collections.abc import Sequence
from operator import mul

from knowledge.risks.features import terms
from knowledge.risks.rules import Guess, favoured, rule_hits
from knowledge.risks.sentences import NONE
from knowledge.risks.vectors import vector
from knowledge.risks.weights import Linear, Weights, shipped
from knowledge.semantic import embedder

_MOST_WORDS = 3


def rank(text: str) -> tuple[Guess, ...]:
    """All nine causes, best first, each with its probability and the words that speak for it.

    What the probabilities lack to 1 is that of no cause being told at all (``told``).
    """
    weights = shipped()
    seen = vector(terms(text), weights.rarity)
    hits = rule_hits(text)
    favour = favoured(hits)
    scores = zip(weights.labels, _scores(text, seen, weights), strict=True)
    shares = [math.exp(score) for score in _logs([score + favour.get(label, 0.0) for label, score in scores])]
    fired: dict[str, list[str]] = {}
    for hit in hits:
        fired.setdefault(hit.code, []).append(hit.word)
    guesses = [
        Guess(code, round(share, 4), tuple(fired.get(code) or _telling(seen, place, weights)))
        for place, (code, share) in enumerate(zip(weights.labels, shares, strict=True))
        if code != NONE
    ]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def told(ranked: Sequence[Guess]) -> bool:
    """Is the first cause likelier than that no cause is told?"""
    return ranked[0].score > 1 - sum(guess.score for guess in ranked)


def _scores(text: str, seen: dict[str, float], weights: Weights) -> list[float]:
    """One log-probability a label, up to a constant."""
    rows, scores = weights.lexical.rows, list(weights.lexical.bias)
    for term, value in seen.items():
        row = rows[weights.rarity[term][1]]
        scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
    model = embedder()
    if model is None or model.name != weights.model:
        return scores
    meant = _logs(_products(model.vectors([text])[0], weights.semantic))
    return [said + weights.share * near for said, near in zip(_logs(scores), meant, strict=True)]


def _products(row: Sequence[float], model: Linear) -> list[float]:
    numbers = [float(number) for number in row]
    columns = zip(*model.rows, strict=True)
    return [bias + sum(map(mul, numbers, column)) for bias, column in zip(model.bias, columns, strict=True)]


def _logs(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    whole = top + math.log(sum(math.exp(score - top) for score in scores))
    return [score - whole for score in scores]


def _telling(seen: dict[str, float], place: int, weights: Weights) -> list[str]:
    """The pieces of two and more characters that speak most for a label, where no rule fires."""
    gains = {
        term: value * weights.lexical.rows[weights.rarity[term][1]][place]
        for term, value in seen.items()
        if len(term) > 1 and term.isalpha()
    }
    best = list[str]()
    for term in sorted(gains, key=lambda term: -gains[term]):
        if gains[term] <= 0 or len(best) == _MOST_WORDS:
            break
        if not any(term in other or other in term for other in best):
            best.append(term)
    return best
