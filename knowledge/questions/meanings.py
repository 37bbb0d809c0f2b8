"""The same nearness by meaning, where a sentence model is installed: the cosine to the middle of each group.

Reading a thousand phrasings takes the model seconds, so their middles are kept in a file of the county
(``faq/meanings.json``, rewritten by ``pytest tests/knowledge/test_meanings.py --update``). A group that was changed
since is read anew at the first question.
"""

from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from knowledge.semantic import Embedder

Group = Sequence[str]
Kept = Mapping[str, str]  # by the key of the group: one byte a number

_STEPS = 127


class Meanings:
    """The middles of groups of phrasings."""

    def __init__(self, groups: Sequence[Group], embedder: Embedder, kept: Kept | None = None) -> None:
        known = kept or {}
        self._embedder = embedder
        self._middles = []
        for group in groups:
            held = known.get(key(group, embedder.name))
            self._middles.append(_restored(held) if held else _middle(embedder.vectors(group)))

    def scores(self, question: str) -> list[float]:
        """How near ``question`` is in meaning to each group, -1 to 1."""
        vector = self._embedder.vectors([question])[0]
        return [float(middle @ vector) for middle in self._middles]


def keep(groups: Sequence[Group], embedder: Embedder) -> dict[str, str]:
    """The middles of ``groups`` as they are kept in the file."""
    return {key(group, embedder.name): _packed(_middle(embedder.vectors(group))) for group in groups}


def key(group: Group, model: str) -> str:
    """Changes with the phrasings and with the model."""
    return sha256("\n".join((model, *group)).encode()).hexdigest()[:16]


def _middle(vectors: Any) -> Any:
    total = vectors.sum(axis=0)
    return total / (float(total @ total) ** 0.5 or 1.0)


def _packed(middle: Any) -> str:
    largest = float(abs(middle).max()) or 1.0
    return b64encode(array("b", [round(float(value) / largest * _STEPS) for value in middle])).decode()


def _restored(packed: str) -> Any:
    import numpy as np  # an embedder is there, so it is installed

    whole = np.frombuffer(b64decode(packed), dtype="int8").astype("float32")
    return whole / float(whole @ whole) ** 0.5
