"""Answers that the grammar cannot read: guessed at by what was learned from pairs, and always read back."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import semantic
from knowledge.answers.guessing import guess
from knowledge.answers.lesson import LESSON
from knowledge.answers.reading import by_grammar
from knowledge.answers.yes_no import yes_no
from knowledge.learning.sentences import mark
from knowledge.learning.weights import shipped

# None of them is learned from.
TOLD = [
    ("您家还养着猪吗？", "圈都长草了", False),
    ("您结婚了吗？", "囝都上小学了", True),
    ("您儿子成家了吗？", "媳妇都怀上了", True),
]
OPEN = [
    ("您结婚了吗？", "你打错电话了吧"),
    ("家里有存款吗？", "我不跟你讲这个"),
    ("您同意公示吗？", "今天好热啊，你那边下雨没有"),
]


@pytest.fixture(params=[True, False], ids=["core", "semantic"])
def hearing(request: pytest.FixtureRequest) -> Iterator[None]:
    semantic.off(request.param)
    semantic.warm_up()
    yield
    semantic.off(False)


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize(("question", "text", "value"), TOLD)
def test_what_the_grammar_cannot_read_is_guessed_at_and_read_back(question: str, text: str, value: bool) -> None:
    found = yes_no(text, question)
    assert by_grammar(text, question) is None
    assert found
    assert (found.value, found.confirm) == (value, True)
    assert found.why.startswith("听起来")


@pytest.mark.usefixtures("hearing")
@pytest.mark.parametrize(("question", "text"), OPEN)
def test_what_does_not_answer_is_not_guessed_at(question: str, text: str) -> None:
    assert yes_no(text, question) is None


def test_without_a_question_nothing_is_guessed() -> None:
    assert guess("圈都长草了", "") is None
    assert guess("？", "您结婚了吗？") is None


@given(st.text(max_size=120), st.text(min_size=1, max_size=60))
def test_a_guess_is_never_sure(text: str, question: str) -> None:
    semantic.off()
    found = guess(text, question)
    semantic.off(False)
    assert found is None or (found.confirm and found.why)


def test_the_shipped_weights_were_learned_from_these_pairs() -> None:
    """After a change in knowledge/answers/sentences: ``baopin answers train``."""
    weights, told = shipped(LESSON.weights()), LESSON.sentences()
    assert weights.digest == mark(told)
    assert weights.labels == LESSON.labels
    pairs = [line for lines in told.values() for line in lines]
    assert len(pairs) == len(set(pairs))
    assert all(line.count("\t") == 1 for line in pairs)


def test_the_shipped_scores_are_what_they_should_be() -> None:
    for scores in shipped(LESSON.weights()).scores.values():
        assert scores["right"] >= 0.62
        assert scores["wrong"] <= 0.3
        assert scores["open"] >= 0.42
