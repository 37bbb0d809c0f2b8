"""A guess at yes or no where the grammar makes nothing of an answer: 孙子都会叫我了 to 您结婚了吗. Always read back."""

import math
import re

from knowledge.answers.asked_about import about
from knowledge.answers.features import terms
from knowledge.answers.lesson import LEFT_OPEN, LESSON, pair
from knowledge.answers.reading import clauses_of
from knowledge.answers.signs import unclear
from knowledge.learning.scoring import by_pieces, logs
from knowledge.learning.vectors import vector
from knowledge.learning.weights import shipped
from knowledge.parsed import Parsed

_WORDS = re.compile(r"[一-鿿]{2}")
_LONGEST = 80


def guess(text: str, question: str) -> Parsed[bool] | None:
    """What such an answer to such a question mostly means; None where it may well leave the question open."""
    text = text.strip()[:_LONGEST]
    if not question or not _WORDS.search(text):
        return None
    asked = about(question)
    if any(unclear(clause, asked) for clause in clauses_of(text, asked)):
        return None
    weights = shipped(LESSON.weights())
    yes, no, neither = logs(by_pieces(vector(terms(pair(question, text)), weights.rarity), weights))
    if math.exp(neither) >= LEFT_OPEN:
        return None
    value = yes > no
    return Parsed(value, text, True, "听起来是" if value else "听起来不是")
