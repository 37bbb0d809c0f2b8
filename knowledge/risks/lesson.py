"""Learning what has struck a household: the nine causes, and ``none`` for what tells no cause."""

from pathlib import Path

from knowledge.learning.lesson import NONE, Lesson
from knowledge.learning.rows import Matrix
from knowledge.risks.features import terms
from knowledge.risks.printed import CAUSES
from knowledge.risks.rules import favoured, rule_hits


def _judge(_part: str, scores: Matrix, truth: Matrix) -> dict[str, float]:
    """The right cause first, or among the first three; and of sentences that tell none, how many are taken for none."""
    import numpy as np

    none = scores.shape[1] - 1
    told = truth != none
    right = scores.argmax(axis=1) == truth
    causes = scores.copy()
    causes[:, none] = -np.inf
    three = (np.argsort(-causes, axis=1)[:, :3] == truth[:, None]).any(axis=1)
    return {"first": float(right[told].mean()), "three": float(three[told].mean()), "none": float(right[~told].mean())}


LESSON = Lesson(
    folder=Path(__file__).parent,
    labels=(*CAUSES, NONE),
    terms=terms,
    favour=lambda text: favoured(rule_hits(text)),
    judge=_judge,
    judged={"first": "第一个就对", "three": "前三个里有", "none": "没说难处的听得出"},
)
