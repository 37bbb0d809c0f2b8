"""The same nearness by meaning, where a sentence model is installed: softmax regression on the phrasings' vectors.

Learning from thousands of phrasings takes seconds, so what was learned is kept in a file of the county
(``faq/meanings.json``, rewritten by ``pytest tests/knowledge/test_meanings.py --update``). An entry that is not in it
yet takes its place by the middle of its phrasings.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from knowledge.learning.rows import Matrix
from knowledge.learning.softmax import centred, fit
from knowledge.semantic import Embedder

Group = Sequence[str]
Kept = Mapping[str, str]  # a row of numbers each: by the key of the group, and COMMON

DIGEST = "digest"
COMMON = "common"  # the middle of all phrasings, and how long the rows are
_SMOOTHNESS = 1e-4  # by phrasings of authors that were not learned from
_LENGTH = 14.0  # of a row, when nothing was learned
_FAINTEST = 16.0  # a log-probability below -16 is no nearness at all


class Meanings:
    """What was learned of groups of phrasings."""

    def __init__(self, groups: Sequence[Group], embedder: Embedder, kept: Kept | None = None) -> None:
        import numpy as np  # an embedder is there, so it is installed

        self._embedder = embedder
        rows = [_row(group, embedder, kept or {}) for group in groups]
        self._rows = np.array([row[:-1] for row in rows])
        self._bias = np.array([row[-1] for row in rows])

    def scores(self, question: str) -> list[float]:
        """How likely each group is meant, 0 to 1 on a logarithmic scale."""
        import numpy as np

        scores = self._rows @ self._embedder.vectors([question])[0] + self._bias
        likely = 1 + (scores - np.logaddexp.reduce(scores)) / _FAINTEST
        return [float(share) for share in np.maximum(likely, 0.0)]


def keep(groups: Sequence[Group], embedder: Embedder) -> dict[str, str]:
    """What is learned from ``groups``, as it is kept in the file."""
    import numpy as np

    vectors = embedder.vectors([text for group in groups for text in group])
    truth = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    middle, scale, moved = centred(vectors)
    dual, bias = fit(lambda given: moved @ (moved.T @ given), truth, len(groups), _SMOOTHNESS)
    rows = (moved.T @ dual).T * scale
    length = float(np.linalg.norm(rows, axis=1).mean())
    kept = {DIGEST: digest(groups, embedder.name), COMMON: _packed(np.append(middle, length))}
    for group, row, level in zip(groups, rows, bias - rows @ middle, strict=True):
        kept[key(group, embedder.name)] = _packed(np.append(row, level))
    return kept


def key(group: Group, model: str) -> str:
    """Changes with the first phrasing and with the model: a further phrasing does not unlearn the others."""
    return _mark(model, group[0])


def digest(groups: Sequence[Group], model: str) -> str:
    """Changes with every phrasing: a file with another one was learned from others."""
    return _mark(model, *(text for group in groups for text in group))


def _mark(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def _row(group: Group, embedder: Embedder, kept: Kept) -> Matrix:
    """What was learned of the group; of a new one, the way from the middle of all to its own."""
    import numpy as np

    if held := kept.get(key(group, embedder.name)):
        return _restored(held)
    own = embedder.vectors(group).mean(axis=0)
    common = _restored(kept[COMMON]) if COMMON in kept else np.append(np.zeros(len(own)), _LENGTH)
    way = own - common[:-1]
    row = way * common[-1] / (np.linalg.norm(way) or 1.0)
    return np.append(row, -row @ common[:-1])


def _packed(row: Any) -> str:
    return b64encode(row.astype("<f2").tobytes()).decode()


def _restored(packed: str) -> Matrix:
    import numpy as np

    return np.frombuffer(b64decode(packed), dtype="<f2").astype("float32")
