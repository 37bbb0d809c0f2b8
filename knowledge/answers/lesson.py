"""Learning what answers mean that the grammar cannot read.

``sentences/yes.txt``, ``no.txt`` and ``unclear.txt``: one pair a line, the question, a tab, the answer. ``yes`` is
that what was asked about is so: 有 to 没有残疾证吧 stands in ``yes.txt``, 没有 in ``no.txt``.
"""

from collections.abc import Mapping
from pathlib import Path

from knowledge.answers.features import terms
from knowledge.learning.lesson import Lesson
from knowledge.learning.rows import Matrix

# From which probability (0..1) of its leaving the question open an answer is not guessed at.
LEFT_OPEN = 0.25


def pair(question: str, answer: str) -> str:
    """As a line of the sentences."""
    return f"{question}\t{answer}"


def _judge(_part: str, scores: Matrix, truth: Matrix) -> Mapping[str, float]:
    """Of what answers, how much is understood, and how much the wrong way; of the rest, how much is left open."""
    import numpy as np

    unclear = scores.shape[1] - 1
    answers = truth != unclear
    left = np.exp(scores[:, unclear] - np.logaddexp.reduce(scores, axis=1)) >= LEFT_OPEN
    right = scores[:, :unclear].argmax(axis=1) == truth
    shares = {"right": (right & ~left)[answers], "wrong": (~right & ~left)[answers], "open": left[~answers]}
    return {name: float(share.mean()) for name, share in shares.items()}


LESSON = Lesson(
    folder=Path(__file__).parent,
    labels=("yes", "no", "unclear"),
    terms=terms,
    favour=lambda _line: {},
    judge=_judge,
    share=0.0,  # the sentence model makes the guesses worse: negation changes little for it
    judged={"right": "是不是听对了", "wrong": "听反了", "open": "没答的不猜"},
)
