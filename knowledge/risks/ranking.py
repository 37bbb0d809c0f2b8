"""The nine causes by how well a text speaks for them: rules and learned weights together, never a decision."""

import math
from collections.abc import Sequence

from knowledge.learning.lesson import NONE
from knowledge.learning.scoring import by_pieces, logs, telling, with_meaning
from knowledge.learning.vectors import vector
from knowledge.learning.weights import shipped
from knowledge.risks.features import above_all, terms
from knowledge.risks.lesson import LESSON
from knowledge.risks.rules import Guess, favoured, rule_hits

_MOST_WORDS = 3
_SINGLED_OUT = 2.5  # added to the log-probability of what the speaker calls the main cause


def rank(text: str) -> tuple[Guess, ...]:
    """All nine causes, best first, each with its probability and the words that speak for it.

    What the probabilities lack to 1 is that of no cause being told at all (``told``).
    """
    weights = shipped(LESSON.weights())
    seen = vector(terms(text), weights.rarity)
    hits = rule_hits(text)
    favour = favoured(hits)
    for code in favoured(rule_hits(above_all(text).partition(" ")[0]), weak=True):
        favour[code] = favour.get(code, 0.0) + _SINGLED_OUT
    scores = zip(weights.labels, with_meaning(text, by_pieces(seen, weights), weights), strict=True)
    shares = [math.exp(score) for score in logs([score + favour.get(label, 0.0) for label, score in scores])]
    fired: dict[str, list[str]] = {}
    for hit in hits:
        fired.setdefault(hit.code, []).append(hit.word)
    guesses = [
        Guess(code, round(share, 4), tuple(fired.get(code) or telling(seen, place, weights, _MOST_WORDS)))
        for place, (code, share) in enumerate(zip(weights.labels, shares, strict=True))
        if code != NONE
    ]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))


def told(ranked: Sequence[Guess]) -> bool:
    """Is the first cause likelier than that no cause is told?"""
    return ranked[0].score > 1 - sum(guess.score for guess in ranked)
