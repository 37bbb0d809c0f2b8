"""Softmax regression in its dual form: with fewer sentences than features one weight a sentence is all it needs.

Needs numpy, which the extra ``semantic`` brings.
"""

import math
from collections.abc import Callable

from knowledge.learning.rows import Matrix

Products = Callable[[Matrix], Matrix]
_ROUNDS = 250


def centred(vectors: Matrix) -> tuple[Matrix, float, Matrix]:
    """Without what all sentences share, at a length of 1 on average."""
    import numpy as np

    middle = vectors.mean(axis=0)
    scale = 1 / math.sqrt(float(np.mean(np.sum((vectors - middle) ** 2, axis=1))))
    return middle, scale, (vectors - middle) * scale


def fit(products: Products, truth: Matrix, labels: int, smoothness: float) -> tuple[Matrix, Matrix]:
    """Accelerated gradient descent on the mean cross-entropy with a quadratic penalty. ``products``: the products of
    every sentence with every other one, times what is given."""
    import numpy as np

    count = len(truth)
    wanted = np.eye(labels, dtype=np.float32)[truth]
    dual = ahead = np.zeros((count, labels), dtype=np.float32)
    bias = bias_ahead = np.zeros(labels, dtype=np.float32)
    pace, step = 1.0, 1 / (0.5 * _largest(products, count) / count + smoothness + 0.5)
    for _ in range(_ROUNDS):
        scores = products(ahead) + bias_ahead
        slope = (np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)) - wanted) / count
        dual, before = ahead - step * (slope + smoothness * ahead), dual
        bias, bias_before = bias_ahead - step * slope.sum(axis=0), bias
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = dual + (pace - 1) / faster * (dual - before)
        bias_ahead, pace = bias + (pace - 1) / faster * (bias - bias_before), faster
    return dual, bias


def _largest(products: Products, count: int) -> float:
    """The largest eigenvalue, by repeated multiplication."""
    import numpy as np

    direction, length = np.ones((count, 1), dtype=np.float32), 1.0
    for _ in range(30):
        direction = products(direction)
        length = float(np.linalg.norm(direction))
        direction /= length
    return length
