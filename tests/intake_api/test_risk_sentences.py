"""Sentences for learning, out of accepted cases: nothing in them says whose they are. On both databases."""

import re
from argparse import Namespace
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from factories import make_case

from bots import learning
from intake_api.office import Office
from intake_api.reporting.risk_sentences import confirmed
from knowledge.risks.lesson import LESSON

STORY = "我叫陈大山，住亥由村。老婆透析一年花了八万，大山一个人做工！电话13800000000，\n没了。"


def accepted(office: Office, story: str, **over: Any) -> None:
    with office.work() as work:
        answers = {"story": story, "risk": over.get("risk", "illness")}
        make_case(work, **{"state": "ACCEPTED", "accepted_at": work.now, "answers": answers} | over)


def lines(office: Office) -> list[tuple[str, str]]:
    with office.work() as work:
        return list(confirmed(work))


def test_what_an_accepted_case_tells_without_name_number_and_place(office: Office) -> None:
    accepted(office, STORY)
    found = lines(office)
    assert ("illness", "老婆透析一年花了八万，某某一个人做工") in found
    together = "".join(words for _cause, words in found)
    assert not re.search(r"大山|亥由|13800000000|0000|\*", together)


@pytest.mark.parametrize("over", [{"accepted_at": None, "state": "SUBMITTED"}, {"state": "DUPLICATE"}, {"risk": ""}])
def test_only_what_was_accepted_and_has_a_cause(office: Office, over: dict[str, Any]) -> None:
    accepted(office, STORY, **over)
    assert lines(office) == []


def test_a_case_without_a_story_tells_nothing(office: Office) -> None:
    accepted(office, "")
    assert lines(office) == []


def test_the_command_appends_to_the_file_and_repeats_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def working() -> Any:
        yield office

    monkeypatch.setattr(learning, "working", working)
    file = tmp_path / "review.txt"
    accepted(office, "老婆透析一年花了八万，都是借的")
    learning.collect(Namespace(output=str(file)))
    once = file.read_text("utf8")
    assert once.startswith("#")
    assert "illness\t老婆透析一年花了八万，都是借的\n" in once
    learning.collect(Namespace(output=str(file)))
    assert file.read_text("utf8") == once


def test_learning_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "embedder", lambda: None)
    with pytest.raises(learning.Failed, match="semantic"):
        learning.learn(Namespace(lesson=LESSON))


def test_learning_writes_the_weights_and_says_how_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for label, told in LESSON.sentences().items():
        (tmp_path / "sentences").mkdir(exist_ok=True)
        (tmp_path / "sentences" / f"{label}.txt").write_text("\n".join(told[:10]), "utf-8")
    learning.learn(Namespace(lesson=replace(LESSON, folder=tmp_path)))
    assert "→" in capsys.readouterr().out
    assert (tmp_path / "weights.json").stat().st_size > 1000
