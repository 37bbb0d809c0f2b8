"""The exam: lines by authors who had seen neither parsers nor phrasings, against the bars that the product promises."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bots.lines import line_of
from dialogs.evaluating import Score, group_of, judge
from dialogs.understanding import READERS
from knowledge import semantic
from knowledge.county_files import load_county

HERE = Path(__file__).parent
FEWEST_LINES = 800
# kind → (least share right, most share used though wrong)
BARS = dict.fromkeys(READERS, (0.96, 0.02)) | dict.fromkeys(("money", "area_mu", "area_m2"), (0.95, 0.01))
MOST_NEEDLESS = 0.1


def rows(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((HERE / folder).rglob("*.jsonl")):
        yield from map(json.loads, path.read_text("utf-8").splitlines())


@cache
def scores(core: bool) -> dict[str, Score]:
    """Core and with the semantic extra, each read once."""
    semantic.off(core)
    load_county.cache_clear()
    found: dict[str, Score] = defaultdict(Score)
    try:
        county = load_county("350111")
        for row in rows("exam"):
            found[group_of(row)].add(row, judge(row, line_of(row), county))
    finally:
        semantic.off(False)
        load_county.cache_clear()
    return found


def test_the_exam_is_broad() -> None:
    assert sum(score.lines for score in scores(True).values()) >= FEWEST_LINES
    assert set(BARS) <= set(scores(True))
    assert all(score.lines >= 40 for score in scores(True).values())


def test_practice_and_exam_share_no_line() -> None:
    def said(folder: str) -> set[tuple[str, str, str]]:
        lines = ((r["kind"], r["question"], r.get("text", "")) for r in rows(folder))
        return {line for line in lines if len(line[2] or line[1]) > 8}

    assert not said("practice") & said("exam")


@pytest.mark.parametrize("core", [True, False], ids=["core", "semantic"])
@pytest.mark.parametrize("kind", sorted(set(BARS) - {"risk"}))
def test_a_kind_passes(kind: str, core: bool) -> None:
    score, (right, wrong) = scores(core)[kind], BARS[kind]
    assert score.right / score.lines >= right
    assert score.wrong / score.lines <= wrong
    assert score.needless <= MOST_NEEDLESS * score.plain


@pytest.mark.parametrize(
    ("core", "first", "three"), [(True, 0.75, 0.90), (False, 0.90, 0.97)], ids=["core", "semantic"]
)
def test_questions_find_their_answer(core: bool, first: float, three: float) -> None:
    score = scores(core)["faq"]
    assert score.right / score.lines >= first
    assert score.near / score.lines >= three


@pytest.mark.parametrize("core", [True, False], ids=["core", "semantic"])
def test_causes_are_ranked_and_never_decided(core: bool) -> None:
    score = scores(core)["risk"]
    assert score.right / score.lines >= 0.80
    assert score.near / score.lines >= 0.97
    assert score.wrong == 0


@pytest.mark.parametrize("core", [True, False], ids=["core", "semantic"])
def test_no_policy_for_what_is_none_and_no_danger_missed(core: bool) -> None:
    assert scores(core)["faq out_of_scope"].wrong == 0
    assert scores(core)["faq emergency"].wrong == 0
    assert scores(core)["faq not_emergency"].right / scores(core)["faq not_emergency"].lines >= 0.9
