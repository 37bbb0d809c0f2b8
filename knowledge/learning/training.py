"""Learning the weights from the sentences. Needs numpy, which the extra ``semantic`` brings."""

from collections import Counter
from collections.abc import Mapping, Sequence

from knowledge.learning.lesson import Lesson
from knowledge.learning.rows import Dense, Matrix, Rows
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
    rarity = rarity_of(bags)
    lexical = _linear(_rows(bags, rarity), truth, len(told), "lexical")
    middle, scale, moved = centred(embedder.vectors(texts))
    semantic = _uncentred(_linear(Dense(moved), truth, len(told), "semantic"), middle, scale)
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
        known_bags, new_bags = [bags[int(i)] for i in known], [bags[int(i)] for i in new]
        rarity = rarity_of(known_bags)
        lexical = _linear(_rows(known_bags, rarity), truth[known], labels, "lexical")
        said[new] = _predicted(_rows(new_bags, rarity), lexical)
        semantic = _linear(Dense(vectors[known]), truth[known], labels, "semantic")
        meant[new] = _predicted(Dense(vectors[new]), semantic)
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


def _rows(bags: Sequence[Counter[str]], rarity: Mapping[str, tuple[float, int]]) -> Rows:
    vectors = ({rarity[term][1]: value for term, value in vector(bag, rarity).items()} for bag in bags)
    return Rows(list(vectors), len(rarity))


def _uncentred(model: Linear, middle: Matrix, scale: float) -> Linear:
    import numpy as np

    rows = np.array(model.rows) * scale
    return Linear(_tuples(rows), tuple(float(b) for b in np.array(model.bias) - middle @ rows))


def _linear(rows: Rows | Dense, truth: Matrix, labels: int, part: str) -> Linear:
    dual, bias = fit(lambda given: rows.times(rows.back(given)), truth, labels, _SMOOTHNESS[part])
    return Linear(_tuples(rows.back(dual)), tuple(float(b) for b in bias))


def _tuples(rows: Matrix) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, row)) for row in rows)


def _predicted(rows: Rows | Dense, learned: Linear) -> Matrix:
    """The log-probabilities of sentences that were not learned from."""
    import numpy as np

    scores = rows.times(np.array(learned.rows, dtype=np.float32)) + np.array(learned.bias)
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
