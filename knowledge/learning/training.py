"""Learning the weights from the sentences. Needs numpy, which the extra ``semantic`` brings."""

from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.learning.lesson import Lesson, Matrix
from knowledge.learning.sentences import mark
from knowledge.learning.softmax import centred, fit
from knowledge.learning.vectors import rarity_of, vector
from knowledge.learning.weights import Linear, Weights
from knowledge.semantic import Embedder

_FOLDS = 5
_SMOOTHNESS = {"lexical": 2e-4, "semantic": 1e-3}


def train(lesson: Lesson, told: Mapping[str, tuple[str, ...]], embedder: Embedder) -> Weights:
    """The weights learned from all sentences, and how well a part of them ranks the rest."""
    texts, truth = _flat(told)
    bags = [lesson.terms(text) for text in texts]
    rarity, rows = _tfidf(bags, bags)
    lexical = _linear(rows, truth, len(told), "lexical")
    vectors = embedder.vectors(texts)
    middle, scale, moved = centred(vectors)
    semantic = _uncentred(_linear(moved, truth, len(told), "semantic"), middle, scale)
    said, meant = _held_out(bags, moved, truth, len(told))
    said += [[lesson.favour(text).get(label, 0.0) for label in told] for text in texts]
    both = said + lesson.share * meant
    scores = {"core": lesson.judge("core", said, truth), "semantic": lesson.judge("semantic", both, truth)}
    return Weights(mark(told), tuple(told), rarity, lexical, semantic, embedder.name, lesson.share, scores)


def _held_out(bags: Sequence[Counter[str]], vectors: Matrix, truth: Matrix, labels: int) -> tuple[Matrix, Matrix]:
    """The log-probabilities of every sentence, learned from the other folds: by its pieces, by its meaning."""
    import numpy as np

    fold = _folds(truth)
    said, meant = np.zeros((len(bags), labels)), np.zeros((len(bags), labels))
    for number in range(_FOLDS):
        known, new = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        _rarity, rows = _tfidf([bags[int(i)] for i in known], bags)
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


def _uncentred(model: Linear, middle: Matrix, scale: float) -> Linear:
    import numpy as np

    rows = np.array(model.rows) * scale
    return Linear(_tuples(rows), tuple(float(b) for b in np.array(model.bias) - middle @ rows))


def _linear(rows: Matrix, truth: Matrix, labels: int, part: str) -> Linear:
    dual, bias = fit(rows @ rows.T, truth, labels, _SMOOTHNESS[part])
    return Linear(_tuples(rows.T @ dual), tuple(float(b) for b in bias))


def _tuples(rows: Matrix) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def _predicted(rows: Matrix, truth: Matrix, known: Matrix, new: Matrix, labels: int, part: str) -> Matrix:
    """The log-probabilities of the new sentences, learned from the known ones."""
    import numpy as np

    dual, bias = fit(rows[known] @ rows[known].T, truth[known], labels, _SMOOTHNESS[part])
    scores = rows[new] @ (rows[known].T @ dual) + bias
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
