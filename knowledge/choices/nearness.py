"""How near the options of a question are to what was said, where the sentence model is installed."""

from collections.abc import Sequence

from knowledge.semantic import embedder

_SHORTEST = 2


def nearness(text: str, options: Sequence[str]) -> list[float]:
    """One cosine an option (-1..1); an empty list without the extra."""
    model = embedder() if len(text) >= _SHORTEST else None
    if not model:
        return []
    said, *known = model.vectors([text, *options])
    return [float(row @ said) for row in known]
