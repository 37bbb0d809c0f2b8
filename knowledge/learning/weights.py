"""Learned weights as they are shipped (a ``weights.json``): whole numbers with one scale, packed."""

import base64
import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_STEPS = 32_000


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model: for each feature one weight a label, and one bias a label."""

    rows: tuple[tuple[float, ...], ...]
    bias: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned from the sentences with that ``digest``, and its ``scores`` by cross-validation.

    ``rarity`` is term -> (its inverse document frequency, its row in ``lexical``). ``semantic`` fits the vectors of
    the sentence model ``model`` and counts ``share`` as much as the lexical part. ``scores``: of the lexical part alone
    (``core``) and of both (``semantic``), named shares (0..1).
    """

    digest: str
    labels: tuple[str, ...]
    rarity: Mapping[str, tuple[float, int]]
    lexical: Linear
    semantic: Linear
    model: str
    share: float
    scores: Mapping[str, Mapping[str, float]]


@cache
def shipped(path: Path) -> Weights:
    """The weights in that file."""
    return unpacked(json.loads(path.read_text("utf-8")))


def packed(weights: Weights) -> dict[str, Any]:
    """As JSON takes it."""
    return {
        "digest": weights.digest,
        "scores": {part: _rounded(shares) for part, shares in weights.scores.items()},
        "labels": list(weights.labels),
        "terms": "\n".join(weights.rarity),
        "rarity": _pack(rarity for rarity, _row in weights.rarity.values()),
        "lexical": _packed(weights.lexical),
        "semantic": _packed(weights.semantic),
        "model": weights.model,
        "share": weights.share,
    }


def unpacked(data: Mapping[str, Any]) -> Weights:
    """From JSON."""
    rarity = _unpack(data["rarity"])
    terms = {term: (rarity[row], row) for row, term in enumerate(data["terms"].split("\n"))}
    lexical, semantic = _unpacked(data["lexical"]), _unpacked(data["semantic"])
    labels = tuple(data["labels"])
    return Weights(data["digest"], labels, terms, lexical, semantic, data["model"], data["share"], data["scores"])


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: round(share, 4) for name, share in shares.items()}


def _packed(model: Linear) -> dict[str, Any]:
    return {"rows": _pack(value for row in model.rows for value in row), "bias": [round(b, 5) for b in model.bias]}


def _unpacked(data: Mapping[str, Any]) -> Linear:
    flat, bias = _unpack(data["rows"]), tuple(data["bias"])
    rows = tuple(tuple(flat[start : start + len(bias)]) for start in range(0, len(flat), len(bias)))
    return Linear(rows, bias)


def _pack(values: Iterable[float]) -> dict[str, Any]:
    numbers = list(values)
    scale = max(map(abs, numbers), default=0.0) / _STEPS or 1.0
    whole = array("h", [round(number / scale) for number in numbers])
    return {"scale": scale, "numbers": base64.b64encode(whole.tobytes()).decode()}


def _unpack(data: Mapping[str, Any]) -> Sequence[float]:
    whole = array("h", base64.b64decode(data["numbers"]))
    return [number * data["scale"] for number in whole]
