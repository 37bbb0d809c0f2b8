"""Learning danger: the six kinds, and ``none`` for hardship, tales, idioms and everything else without danger now."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from knowledge.danger.features import terms
from knowledge.danger.kinds import KINDS
from knowledge.danger.signs import doubtful, signs
from knowledge.learning.lesson import NONE, Lesson
from knowledge.learning.rows import Matrix


class Levels(NamedTuple):
    """From which probability (0..1) of any danger on it counts: as a hint, as one to ask about in the middle of a
    conversation, as an alarm."""

    perhaps: float
    worrying: float
    surely: float


# By pieces alone and with the sentence model: chosen to miss few, not to be never wrong.
HEARD = {"core": Levels(0.25, 0.34, 0.45), "semantic": Levels(0.07, 0.13, 0.28)}
DOUBTFUL_BAND = (0.15, 0.95)  # of what pieces tell: here the sentence model, if there, is asked too
# What a sign adds to the log-probability of its kind.
_CLEAR = 3.0
_DOUBTED = {"suicide": 1.5, "medical": 0.5, "violence": 0.5, "disaster": 0.5, "shelter": 0.5, "food": 0.5}


def favour(text: str) -> dict[str, float]:
    """What signs add to the log-probability of their kinds."""
    return {sign.kind: _DOUBTED[sign.kind] if doubtful(text, sign) else _CLEAR for sign in signs(text)}


def _judge(part: str, scores: Matrix, truth: Matrix) -> Mapping[str, float]:
    """Of dangers, how many are heard, how many as the right kind; of the rest, how many are asked about, or alarm."""
    import numpy as np

    none = scores.shape[1] - 1
    danger = truth != none
    likely = 1 - np.exp(scores[:, none] - np.logaddexp.reduce(scores, axis=1))
    heard, right = likely >= HEARD[part].perhaps, scores[:, :none].argmax(axis=1) == truth
    alarmed = likely >= HEARD[part].surely
    shares = {"heard": heard[danger], "kind": right[danger], "asked": heard[~danger], "false": alarmed[~danger]}
    return {name: float(share.mean()) for name, share in shares.items()}


LESSON = Lesson(
    folder=Path(__file__).parent,
    labels=(*KINDS, NONE),
    terms=terms,
    favour=favour,
    judge=_judge,
    judged={
        "heard": "急事听得出（报警或问一声）",
        "kind": "哪一类也对",
        "asked": "不急的也问了",
        "false": "不急的误报",
    },
)
