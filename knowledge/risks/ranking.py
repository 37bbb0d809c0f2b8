"""The nine causes by how well a text speaks for them: rules and learned weights together, never a decision."""

import math
from collections.abc import Sequence
from dataclasses import replace

from knowledge.learning.lesson import NONE
from knowledge.learning.scoring import by_pieces, logs, telling, with_meaning
from knowledge.learning.vectors import vector
from knowledge.learning.weights import shipped
from knowledge.risks.features import above_all, terms_beside
from knowledge.risks.lesson import LESSON
from knowledge.risks.rules import Guess, Hit, favoured, rule_hits

_MOST_WORDS = 3
_SINGLED_OUT = 2.5  # added to the log-probability of what the speaker calls the main cause


def rank(text: str) -> tuple[Guess, ...]:
    """All nine causes, best first, each with its probability and the words of the rules that speak for it; the first
    has words in any case.

    What the probabilities lack to 1 is that of no cause being told at all (``told``).
    """
    weights, hits = shipped(LESSON.weights()), rule_hits(text)
    seen = vector(terms_beside(hits, text), weights.rarity)
    favour = _favour(text, hits)
    scores = zip(weights.labels, with_meaning(text, by_pieces(seen, weights), weights), strict=True)
    shares = [math.exp(score) for score in logs([score + favour.get(label, 0.0) for label, score in scores])]
    fired: dict[str, list[str]] = {}
    for hit in hits:
        fired.setdefault(hit.code, []).append(hit.word)
    guesses = [
        Guess(code, round(share, 4), tuple(fired.get(code, ())))
        for code, share in zip(weights.labels, shares, strict=True)
        if code != NONE
    ]
    first, *others = sorted(guesses, key=lambda guess: -guess.score)
    if not first.words:
        place = weights.labels.index(first.code)
        first = replace(first, words=tuple(telling(seen, place, weights, _MOST_WORDS)))
    return first, *others


def _favour(text: str, hits: list[Hit]) -> dict[str, float]:
    """What the rules add to the log-probability of the causes; most for what the speaker calls the main one."""
    favour = favoured(hits)
    if main := above_all(text).partition(" ")[0]:
        for code in favoured(rule_hits(main), weak=True):
            favour[code] = favour.get(code, 0.0) + _SINGLED_OUT
    return favour


def told(ranked: Sequence[Guess]) -> bool:
    """Is the first cause likelier than that no cause is told?"""
    return ranked[0].score > 1 - sum(guess.score for guess in ranked)
