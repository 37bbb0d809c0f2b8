"""Nearness in meaning: what is kept of the phrasings is what the model reads in them."""

import json
from pathlib import Path

import pytest

from knowledge.policy import County
from knowledge.questions.library import Library
from knowledge.questions.meanings import Meanings, keep, key
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
    missing = [group[0] for group in groups if key(group, model.name) not in kept]
    assert missing == [], "pytest tests/knowledge/test_meanings.py --update"
    assert len(kept) == len(groups)


def test_what_is_kept_is_near_enough_to_what_is_read(county: County, model: Embedder) -> None:
    groups = county.library.groups[:5]
    kept = Meanings(groups, model, json.loads(KEPT.read_text("utf-8"))).scores("有车能报吗")
    read = Meanings(groups, model).scores("有车能报吗")
    assert kept == pytest.approx(read, abs=0.02)


def test_a_changed_entry_is_read_anew(county: County, model: Embedder) -> None:
    entries = county.library.entries[:5]
    assert Library(entries, model, {"another": ""}).ask("我家这种情况算不算困难户能报吗").entry == entries[0]
