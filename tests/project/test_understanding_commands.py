"""The commands of docs/understanding.md, run as they are written there."""

import json
import shlex
from pathlib import Path

import pytest
from checkout import BAOPIN, ROOT, copy_to, run
from covered import covers

from benchmarks import understanding
from dialogs.understanding import READERS

SAID = '{"kind": "money", "question": "去年一年收入多少？", "text": "一天一百二，做两百天"}'
ASKED = '{"question": "多久有结果"}'
FEW = 25  # sentences of each kind: enough to learn something in a moment


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the checkout."""
    return copy_to(tmp_path / "checkout")


@covers(f"echo '{SAID}' | .venv/bin/baopin understand", f"echo '{ASKED}' | .venv/bin/baopin ask")
def test_one_line_understood_and_answered(tmp_path: Path) -> None:
    heard = json.loads(run([BAOPIN, "understand"], tmp_path, typed=SAID).stdout)
    assert (heard["value"], heard["confirm"]) == (24000, True)
    assert "200" in heard["why"]
    answered = json.loads(run([BAOPIN, "ask"], tmp_path, typed=ASKED).stdout)
    assert (answered["outcome"], answered["topic"]) == ("answered", "F055")


@pytest.mark.parametrize(
    "command",
    [
        "evaluate --show tests/understanding/practice/first/area.jsonl",
        "evaluate --core tests/understanding/exam/area.jsonl",
        "evaluate tests/understanding/practice/first/people.jsonl",
        "evaluate tests/understanding/exam/questions.jsonl",
    ],
)
def test_evaluate_prints_a_table(command: str, tmp_path: Path) -> None:
    word, *flags, file = shlex.split(command)
    done = run([BAOPIN, word, *flags, str(ROOT / file)], tmp_path)
    assert done.returncode == 0, done.stderr
    assert "right" in done.stdout


covers(
    ".venv/bin/baopin evaluate --show tests/understanding/practice/first/area.jsonl",
    ".venv/bin/baopin evaluate --core tests/understanding/exam/area.jsonl",
    ".venv/bin/baopin evaluate tests/understanding/practice/first/people.jsonl",
    ".venv/bin/baopin evaluate tests/understanding/exam/questions.jsonl",
)(test_evaluate_prints_a_table)


@covers(".venv/bin/python -m pytest tests/knowledge")
def test_the_tables_of_the_parsers_are_there() -> None:
    """They run as a part of this suite; here only that there is something to find."""
    assert list((ROOT / "tests/knowledge").glob("test_*.py"))


@covers(
    ".venv/bin/baopin risks collect -o review.txt",
    ".venv/bin/baopin risks train",
    ".venv/bin/baopin danger train",
    ".venv/bin/baopin answers train",
    ".venv/bin/baopin commands train",
)
def test_collecting_and_learning(tree: Path) -> None:
    for path in tree.glob("knowledge/*/sentences/*.txt"):
        path.write_text("\n".join(path.read_text("utf8").splitlines()[:FEW]) + "\n", "utf8")
    collected = run([BAOPIN, "risks", "collect", "-o", "review.txt"], tree, tree=tree, BAOPIN_DEMO="1")
    assert collected.returncode == 0, collected.stderr
    assert (tree / "review.txt").exists()
    for lesson in ("risks", "danger", "answers", "commands"):
        weights = tree / "knowledge" / lesson / "weights.json"
        before = weights.read_text("utf8")
        learned = run([BAOPIN, lesson, "train"], tree, tree=tree)
        assert learned.returncode == 0, learned.stderr
        assert "→" in learned.stdout
        assert weights.read_text("utf8") != before


@covers(".venv/bin/python -m benchmarks.understanding")
def test_the_benchmark_has_its_parts() -> None:
    """Run for real it takes a minute and measures nothing beside this suite; here its lines are read."""
    kinds = {line.kind for line in understanding.lines()}
    assert kinds == set(READERS)
