"""Danger in what people write: recognised before anything else, at every step (rulings 6).

A danger missed is worse than one too many. Plain signs with nothing against them are enough; everything else that could
be danger is weighed by what was learned from sentences.
"""

import math
import re

from knowledge.danger.features import terms
from knowledge.danger.kinds import KINDS, Distress
from knowledge.danger.lesson import DOUBTFUL_BAND, HEARD, LESSON, Levels, favour
from knowledge.danger.signs import doubtful, signs
from knowledge.learning.scoring import by_pieces, logs, telling, with_meaning
from knowledge.learning.vectors import vector
from knowledge.learning.weights import Weights, shipped
from knowledge.semantic import embedder

_SHORTEST = 5  # characters: 没有了, 我回来了 tell nothing without a sign
_AT_ONCE = 60  # characters that are weighed together; in longer texts one danger would drown
_STEP = 30
_LONGEST = 1000
_WORDS = re.compile(r"[一-鿿]{2}")


def distress(text: str) -> Distress | None:
    """The most urgent danger told in ``text``, for sure or perhaps."""
    if not _WORDS.search(text):
        return None
    if clear := next((sign for sign in signs(text) if not doubtful(text, sign)), None):
        return clear
    if len(text) < _SHORTEST and not signs(text):
        return None
    weighed = [found for part in _parts(text) if (found := _weighed(part))]
    return next((found for found in weighed if found.sure), weighed[0] if weighed else None)


def _parts(text: str) -> list[str]:
    starts = range(0, max(1, min(len(text), _LONGEST) - _STEP), _STEP)
    return [text[start : start + _AT_ONCE] for start in starts]


def _weighed(text: str) -> Distress | None:
    """What signs and learned weights make of it together."""
    weights = shipped(LESSON.weights())
    seen = vector(terms(text), weights.rarity)
    favoured = favour(text)
    scores = by_pieces(seen, weights)
    scores = [score + favoured.get(label, 0.0) for label, score in zip(weights.labels, scores, strict=True)]
    danger, heard = _danger_heard(text, scores, weights)
    if danger < heard.perhaps:
        return None
    place = max(range(len(KINDS)), key=scores.__getitem__)
    words = _words(text, telling(seen, place, weights, 3))
    return Distress(KINDS[place], words, danger >= heard.surely, danger >= heard.worrying)


def _danger_heard(text: str, scores: list[float], weights: Weights) -> tuple[float, Levels]:
    """How likely any danger is (0..1), and from where on it counts."""
    likely = _danger(scores)
    model = embedder()
    if model is None or model.name != weights.model or not DOUBTFUL_BAND[0] <= likely <= DOUBTFUL_BAND[1]:
        return likely, HEARD["core"]
    return _danger(with_meaning(text, scores, weights)), HEARD["semantic"]


def _danger(scores: list[float]) -> float:
    """The probability (0..1) of any danger; the last label is none."""
    return 1 - math.exp(logs(scores)[-1])


def _words(text: str, pieces: list[str]) -> str:
    return next((piece for piece in pieces if piece in text), text)
