"""The command that roundabout words mean: 鸡在叫 我先去喂 晚上再来, 上个月报的那个怎么样了."""

import math
import re

from knowledge.commands.lesson import LESSON, MEANT, terms
from knowledge.learning.scoring import by_pieces, logs
from knowledge.learning.vectors import vector
from knowledge.learning.weights import shipped

_WORDS = re.compile(r"[一-鿿]{3}")
_LONGEST = 60  # characters: who tells more tells a story


def wish(text: str, at_least: float = 0.0) -> str:
    """The command of ``COMMANDS`` that ``text`` is taken for, or an empty string. ``at_least``: the probability (0..1)
    of any command that is asked for, where more than the usual one is wanted."""
    if len(text) > _LONGEST or not _WORDS.search(text):
        return ""
    weights = shipped(LESSON.weights())
    scores = logs(by_pieces(vector(terms(text), weights.rarity), weights))
    if 1 - math.exp(scores[-1]) < max(MEANT, at_least):
        return ""
    return weights.labels[max(range(len(scores) - 1), key=scores.__getitem__)]
