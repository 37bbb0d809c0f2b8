"""Lines by authors who had seen neither parsers nor phrasings, against the bars that the product promises."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bots.lines import line_of
from dialogs.evaluating import Score, group_of, judge
from dialogs.understanding import READERS
from knowledge import semantic
from knowledge.answers.lesson import LESSON as ANSWERS
from knowledge.commands.lesson import LESSON as COMMANDS
from knowledge.county_files import load_county
from knowledge.danger.lesson import LESSON as DANGER
from knowledge.learning.lesson import Lesson
from knowledge.risks.lesson import LESSON as RISKS

HERE = Path(__file__).parent
FEWEST_LINES = 800
FEWEST_OF_A_KIND = 35
A_WORD = 4
# kind → (least share right, most share used though wrong). What is promised.
BARS = dict.fromkeys(sorted(READERS.keys() - {"risk"}), (0.96, 0.02)) | dict.fromkeys(
    ("money", "area_mu", "area_m2"), (0.95, 0.01)
)
MOST_NEEDLESS = 0.1
# Every danger is heard: most raise the alarm at once, the rest are asked about.
ALARMED_AT_ONCE, LOOK_ALIKES_ALARMED = 0.75, 0.2


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
        for row in (*rows("practice"), *rows("exam")):
            found[group_of(row)].add(row, judge(row, line_of(row), county))
    finally:
        semantic.off(False)
        load_county.cache_clear()
    return found


def test_the_exam_is_broad() -> None:
    kinds = Counter(group_of(row) for row in rows("exam"))
    assert kinds.total() >= FEWEST_LINES
    assert set(BARS) | {"risk", "faq"} <= set(kinds)
    assert min(kinds.values()) >= FEWEST_OF_A_KIND


def test_practice_and_exam_share_no_line() -> None:
    def said(folder: str) -> set[tuple[str, str, str]]:
        lines = ((r["kind"], r["question"], r.get("text", "")) for r in rows(folder))
        return {line for line in lines if len(line[2] or line[1]) > 8}

    assert not said("practice") & said("exam")


@pytest.mark.parametrize(
    ("lesson", "kind"), [(RISKS, "risk"), (DANGER, "faq"), (COMMANDS, "command")], ids=["risks", "danger", "commands"]
)
def test_nothing_was_learned_from_these_lines(lesson: Lesson, kind: str) -> None:
    """Of that kind; what is ordinary for another kind may be learned as such."""
    learned = {line for lines in lesson.sentences().values() for line in lines if len(line) > A_WORD}
    lines = (row for folder in ("practice", "exam") for row in rows(folder) if row["kind"] == kind)
    tested = {
        row.get("text") or row["question"] for row in lines if kind != "faq" or "emergency" in str(row.get("outcome"))
    }
    assert not learned & tested


def test_no_answer_was_learned_from_these_lines() -> None:
    pairs = {tuple(line.split("\t")) for lines in ANSWERS.sentences().values() for line in lines}
    lines = [row for folder in ("practice", "exam") for row in rows(folder) if row["kind"] == "yes_no"]
    assert not pairs & {(row["question"], row["text"]) for row in lines}
    assert not {said for _question, said in pairs if len(said) > A_WORD} & {row["text"] for row in lines}


@pytest.mark.parametrize("core", [True, False], ids=["core", "semantic"])
@pytest.mark.parametrize("kind", sorted(BARS))
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
def test_no_policy_for_what_is_none(core: bool) -> None:
    assert scores(core)["faq out_of_scope"].wrong == 0


@pytest.mark.parametrize("core", [True, False], ids=["core", "semantic"])
def test_dangers_are_heard(core: bool) -> None:
    heard, calm = scores(core)["faq emergency"], scores(core)["faq not_emergency"]
    assert heard.wrong == 0
    assert heard.right / heard.lines >= ALARMED_AT_ONCE
    assert calm.wrong / calm.lines <= LOOK_ALIKES_ALARMED
