"""Learning the weights from the sentences. Needs numpy, which the extra ``semantic`` brings.

Softmax regression in its dual form: with fewer sentences than features the products of the sentences are all it needs.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.learning.lesson import Lesson, Matrix
from knowledge.learning.sentences import mark
from knowledge.learning.vectors import rarity_of, vector
from knowledge.learning.weights import Linear, Weights
from knowledge.semantic import Embedder

_FOLDS = 5
_ROUNDS = 250
_SMOOTHNESS = {"lexical": 2e-4, "semantic": 1e-3}


def train(lesson: Lesson, told: Mapping[str, tuple[str, ...]], embedder: Embedder) -> Weights:
    """The weights learned from all sentences, and how well a part of them ranks the rest."""
    texts, truth = _flat(told)
    bags = [lesson.terms(text) for text in texts]
    rarity, rows = _tfidf(bags, bags)
    lexical = _linear(rows, truth, len(told), "lexical")
    vectors = embedder.vectors(texts)
    middle, scale, centred = _centred(vectors)
    semantic = _uncentred(_linear(centred, truth, len(told), "semantic"), middle, scale)
    said, meant = _held_out(bags, centred, truth, len(told))
    said += [[lesson.favour(text).get(label, 0.0) for label in told] for text in texts]
    scores = {"core": lesson.judge(said, truth), "semantic": lesson.judge(said + lesson.share * meant, truth)}
    return Weights(mark(told), tuple(told), rarity, lexical, semantic, embedder.name, lesson.share, scores)


def _held_out(bags: Sequence[Counter[str]], vectors: Matrix, truth: Matrix, labels: int) -> tuple[Matrix, Matrix]:
    """The log-probabilities of every sentence, learned from the other folds: by its pieces, by its meaning."""
    import numpy as np

    fold = _folds(truth)
    said, meant = np.zeros((len(bags), labels)), np.zeros((len(bags), labels))
    for number in range(_FOLDS):
        known, new = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        _rarity, rows = _tfidf([bags[i] for i in known], bags)
        said[new] = _predicted(rows, truth, known, new, labels, "lexical")
        meant[new] = _predicted(vectors, truth, known, new, labels, "semantic")
    return said, meant


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


def _tfidf(known: Sequence[Counter[str]], bags: Sequence[Counter[str]]) -> tuple[dict[str, tuple[float, int]], Matrix]:
    import numpy as np

    rarity = rarity_of(known)
    rows = np.zeros((len(bags), len(rarity)), dtype=np.float32)
    for number, bag in enumerate(bags):
        for term, value in vector(bag, rarity).items():
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
