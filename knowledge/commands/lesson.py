"""Learning the commands of the conversation (back, restart, cancel …), and ``none`` for everything else."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from knowledge.learning.lesson import NONE, Lesson
from knowledge.learning.pieces import pieces
from knowledge.learning.rows import Matrix

COMMANDS = ("back", "restart", "cancel", "human", "status", "help", "pause", "skip", "repeat")
# From which probability (0..1) of any command on it is one, where nothing else was understood.
MEANT = 0.45
_LONGEST = 120
_NUMBER = re.compile(r"[0-9零一二两三四五六七八九十几百千万半]+")
_ELSE = re.compile(r"[^一-鿿#a-z]+")


def terms(text: str) -> Counter[str]:
    """Pieces of one to three characters, numbers as one, with where the text begins and ends."""
    return pieces(f"^{_ELSE.sub('', _NUMBER.sub('#', text[:_LONGEST].lower()))}$")


def _judge(_part: str, scores: Matrix, truth: Matrix) -> Mapping[str, float]:
    """Of commands, how many are heard, and how many as another one; of the rest, how many are taken for one."""
    import numpy as np

    none = scores.shape[1] - 1
    command = truth != none
    heard = 1 - np.exp(scores[:, none] - np.logaddexp.reduce(scores, axis=1)) >= MEANT
    right = scores[:, :none].argmax(axis=1) == truth
    shares = {"right": (heard & right)[command], "wrong": (heard & ~right)[command], "false": heard[~command]}
    return {name: float(share.mean()) for name, share in shares.items()}


LESSON = Lesson(
    folder=Path(__file__).parent,
    labels=(*COMMANDS, NONE),
    terms=terms,
    favour=lambda _text: {},
    judge=_judge,
    share=0.0,  # the sentence model makes the guesses worse: it hears what is told, not what is wanted
    judged={"right": "命令听对了", "wrong": "听成别的命令", "false": "不是命令的也当命令"},
)
