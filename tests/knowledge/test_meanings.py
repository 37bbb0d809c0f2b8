"""Nearness in meaning: what was learned of the phrasings, and what is new to it."""

import json
from pathlib import Path

import pytest

from knowledge.policy import County
from knowledge.questions.library import Library
from knowledge.questions.meanings import COMMON, DIGEST, Meanings, digest, keep, key
from knowledge.semantic import Embedder, SentenceModel

KEPT = Path(__file__).parents[2] / "knowledge/counties/350111/faq/meanings.json"


@pytest.fixture(scope="module")
def model() -> Embedder:
    return SentenceModel()


def test_the_file_is_of_these_phrasings(county: County, model: Embedder, request: pytest.FixtureRequest) -> None:
    groups = county.library.groups
    if request.config.getoption("--update"):
        KEPT.write_text(json.dumps(keep(groups, model), indent=0) + "\n", "utf-8")
    kept = json.loads(KEPT.read_text("utf-8"))
    assert kept[DIGEST] == digest(groups, model.name), "pytest tests/knowledge/test_meanings.py --update"
    assert {key(group, model.name) for group in groups} == kept.keys() - {DIGEST, COMMON}


@pytest.fixture(scope="module")
def some(county: County) -> list[tuple[str, ...]]:
    """The phrasings of a few entries."""
    return [tuple(group) for group in county.library.groups[13:19]]


@pytest.fixture(scope="module")
def learned(some: list[tuple[str, ...]], model: Embedder) -> dict[str, str]:
    return keep(some, model)


def test_what_was_learned_is_found(some: list[tuple[str, ...]], learned: dict[str, str], model: Embedder) -> None:
    meanings = Meanings(some, model, learned)
    for place, group in enumerate(some):
        scores = meanings.scores(group[-1])
        assert scores.index(max(scores)) == place
        assert all(0 <= score <= 1 for score in scores)


def test_a_further_phrasing_unlearns_nothing(
    some: list[tuple[str, ...]], learned: dict[str, str], model: Embedder
) -> None:
    more = [(*group, "另一个说法") for group in some]
    asked = "有车能报吗"
    assert Meanings(more, model, learned).scores(asked) == Meanings(some, model, learned).scores(asked)
    assert digest(more, model.name) != learned[DIGEST]


def test_a_new_entry_takes_its_place(some: list[tuple[str, ...]], learned: dict[str, str], model: Embedder) -> None:
    new = ("助听器怎么申请", "轮椅坏了能换吗", "拐杖哪里发")
    meanings = Meanings([*some, new], model, learned)
    scores = meanings.scores("哪里可以领助听器")
    assert scores.index(max(scores)) == len(some)
    scores = meanings.scores("有车能报吗")
    assert scores.index(max(scores)) == 0


def test_without_the_file_the_phrasings_are_read(county: County, model: Embedder) -> None:
    entries = county.library.entries[:5]
    assert Library(entries, model, {"another": ""}).ask("我家这种情况算不算困难户能报吗").entry == entries[0]
