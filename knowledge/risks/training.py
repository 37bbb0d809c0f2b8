"""Learning the weights of the ranker from the sentences. Needs numpy, which the extra ``semantic`` brings.

Softmax regression in its dual form: with fewer sentences than features the products of the sentences are all it needs.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.risks.features import terms
from knowledge.risks.rules import favoured, rule_hits
from knowledge.risks.sentences import NONE
from knowledge.risks.vectors import rarity_of, vector
from knowledge.risks.weights import Linear, Scores, Weights
from knowledge.semantic import Embedder

Matrix = Any  # a numpy array
_FOLDS = 5
_ROUNDS = 250
_SMOOTHNESS = {"lexical": 2e-4, "semantic": 1e-3}
_SHARE = 0.5  # of the semantic part beside the lexical one; by cross-validation


def train(told: Mapping[str, Sequence[str]], digest: str, embedder: Embedder) -> Weights:
    """The weights learned from all sentences, and how well a part of them ranks the rest."""
    texts, truth = _flat(told)
    rarity, rows = _tfidf(texts, texts)
    lexical = _linear(rows, truth, len(told), "lexical")
    middle, scale, vectors = _centred(embedder.vectors(texts))
    inner = _linear(vectors, truth, len(told), "semantic")
    semantic = _uncentred(inner, middle, scale)
    scores = cross_validate(told, embedder)
    return Weights(digest, tuple(told), rarity, lexical, semantic, embedder.name, _SHARE, scores)


def cross_validate(told: Mapping[str, Sequence[str]], embedder: Embedder) -> Mapping[str, Scores]:
    """How well sentences are ranked that were not learned from: ``core`` and, with the sentence model, ``semantic``."""
    import numpy as np

    texts, truth = _flat(told)
    _middle, _scale, vectors = _centred(embedder.vectors(texts))
    fold = _folds(truth)
    said, meant = np.zeros((len(texts), len(told))), np.zeros((len(texts), len(told)))
    for number in range(_FOLDS):
        known, new = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        _rarity, rows = _tfidf([texts[i] for i in known], texts)
        said[new] = _predicted(rows, truth, known, new, len(told), "lexical")
        meant[new] = _predicted(vectors, truth, known, new, len(told), "semantic")
    none = list(told).index(NONE)
    said += [[favoured(rule_hits(text)).get(label, 0.0) for label in told] for text in texts]
    return {"core": _scored(said, truth, none), "semantic": _scored(said + _SHARE * meant, truth, none)}


def _flat(told: Mapping[str, Sequence[str]]) -> tuple[list[str], Matrix]:
    import numpy as np

    texts = [text for texts in told.values() for text in texts]
    return texts, np.repeat(np.arange(len(told)), [len(texts) for texts in told.values()])


def _folds(truth: Matrix) -> Matrix:
    """Sentences of a label are often alike where they stand together: deal them out in an order by chance."""
    import numpy as np

    chance, fold = np.random.default_rng(0), np.zeros(len(truth), dtype=int)
    for label in np.unique(truth):
        places = chance.permutation(np.flatnonzero(truth == label))
        fold[places] = np.arange(len(places)) % _FOLDS
    return fold


def _tfidf(known: Sequence[str], texts: Sequence[str]) -> tuple[dict[str, tuple[float, int]], Matrix]:
    import numpy as np

    rarity = rarity_of([terms(text) for text in known])
    rows = np.zeros((len(texts), len(rarity)), dtype=np.float32)
    for number, text in enumerate(texts):
        for term, value in vector(terms(text), rarity).items():
            rows[number, rarity[term][1]] = value
    return rarity, rows


def _centred(vectors: Matrix) -> tuple[Matrix, float, Matrix]:
    """Without what all sentences share, at a length of 1 on average."""
    import numpy as np

    middle = vectors.mean(axis=0)
    scale = 1 / math.sqrt(float(np.mean(np.sum((vectors - middle) ** 2, axis=1))))
    return middle, scale, (vectors - middle) * scale


def _uncentred(model: Linear, middle: Matrix, scale: float) -> Linear:
    import numpy as np

    rows = np.array(model.rows) * scale
    return Linear(_tuples(rows), tuple(float(b) for b in np.array(model.bias) - middle @ rows))


def _linear(rows: Matrix, truth: Matrix, labels: int, part: str) -> Linear:
    dual, bias = _fit(rows @ rows.T, truth, labels, _SMOOTHNESS[part])
    return Linear(_tuples(rows.T @ dual), tuple(float(b) for b in bias))


def _tuples(rows: Matrix) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def _predicted(rows: Matrix, truth: Matrix, known: Matrix, new: Matrix, labels: int, part: str) -> Matrix:
    """The log-probabilities of the new sentences, learned from the known ones."""
    import numpy as np

    dual, bias = _fit(rows[known] @ rows[known].T, truth[known], labels, _SMOOTHNESS[part])
    scores = rows[new] @ (rows[known].T @ dual) + bias
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def _fit(products: Matrix, truth: Matrix, labels: int, smoothness: float) -> tuple[Matrix, Matrix]:
    """Accelerated gradient descent on the mean cross-entropy with a quadratic penalty."""
    import numpy as np

    count = len(truth)
    wanted = np.eye(labels, dtype=np.float32)[truth]
    dual = ahead = np.zeros((count, labels), dtype=np.float32)
    bias = bias_ahead = np.zeros(labels, dtype=np.float32)
    pace, step = 1.0, 1 / (0.5 * _largest(products) / count + smoothness + 0.5)
    for _ in range(_ROUNDS):
        scores = products @ ahead + bias_ahead
        slope = (np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)) - wanted) / count
        dual, before = ahead - step * (slope + smoothness * ahead), dual
        bias, bias_before = bias_ahead - step * slope.sum(axis=0), bias
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = dual + (pace - 1) / faster * (dual - before)
        bias_ahead, pace = bias + (pace - 1) / faster * (bias - bias_before), faster
    return dual, bias


def _largest(products: Matrix) -> float:
    """The largest eigenvalue, by repeated multiplication."""
    import numpy as np

    direction, length = np.ones(len(products), dtype=np.float32), 1.0
    for _ in range(30):
        direction = products @ direction
        length = float(np.linalg.norm(direction))
        direction /= length
    return length


def _scored(scores: Matrix, truth: Matrix, none: int) -> Scores:
    import numpy as np

    told = truth != none
    first = scores.argmax(axis=1)
    causes = scores.copy()
    causes[:, none] = -np.inf
    three = (np.argsort(-causes, axis=1)[:, :3] == truth[:, None]).any(axis=1)
    right = first == truth
    return Scores(float(right[told].mean()), float(three[told].mean()), float(right[~told].mean()))
