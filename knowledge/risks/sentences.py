"""The training sentences: ``sentences/<cause>.txt``, one a line, and ``none.txt`` for what tells no cause."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from knowledge.risks.printed import CAUSES

NONE = "none"
LABELS = (*CAUSES, NONE)
FOLDER = Path(__file__).parent / "sentences"


def sentences() -> Mapping[str, tuple[str, ...]]:
    """Label -> its sentences, empty lines and ``#`` notes left out."""
    return {label: tuple(_lines((FOLDER / f"{label}.txt").read_text("utf-8"))) for label in LABELS}


def digest() -> str:
    """A mark of the sentences: weights that carry another were learned from others."""
    told = "\n".join(f"{label}\t{line}" for label, lines in sentences().items() for line in lines)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
