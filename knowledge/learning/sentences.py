"""Training sentences: a folder with ``<label>.txt`` for every label, one sentence a line."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def read(folder: Path, labels: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Label -> its sentences, empty lines and ``#`` notes left out."""
    return {label: tuple(_lines((folder / f"{label}.txt").read_text("utf-8"))) for label in labels}


def mark(told: Mapping[str, tuple[str, ...]]) -> str:
    """A mark of the sentences: weights that carry another were learned from others."""
    joined = "\n".join(f"{label}\t{line}" for label, lines in told.items() for line in lines)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
