"""Every state a case can be in has words for the farmer."""

from datetime import datetime

import pytest
from offices import START

from dialogs.scene import CaseView, Scene
from dialogs.status import case_words, status_words
from dialogs.words import table
from intake_api.casework.lifecycle import NEW, STATES
from knowledge.policy import County


def seen(county: County, state: str) -> Scene:
    case = CaseView("JA20231110-0001-X", state, START, datetime.fromisoformat("2023-11-25T00:00:00+08:00"))
    return Scene(START, county, case=case)


@pytest.mark.parametrize("state", [state for state in STATES if state != NEW])
def test_every_state_is_told_plainly(state: str, county: County) -> None:
    scene = seen(county, state)
    words = status_words(scene)
    assert scene.case
    assert words == case_words(scene.case, scene)
    assert "JA20231110-0001-X" in words
    assert "不符合" not in words
    assert state not in words


def test_no_words_without_a_state() -> None:
    assert set(table("status")) == set(STATES) - {NEW}


@pytest.mark.parametrize("state", ["SUBMITTED", "VERIFYING", "COUNTY_CONFIRM"])
def test_while_it_runs_the_day_is_told(state: str, county: County) -> None:
    assert "11月25日" in status_words(seen(county, state))


@pytest.mark.parametrize("state", ["RECOGNIZED", "WITHDRAWN", "REJECTED"])
def test_afterwards_no_day_is_told(state: str, county: County) -> None:
    assert "11月25日" not in status_words(seen(county, state))


def test_a_refusal_says_what_else_there_is(county: County) -> None:
    words = status_words(seen(county, "REJECTED"))
    for part in ("没有纳入监测", "别的难处", "不同意", "随时再报"):
        assert part in words


def test_without_a_case_there_are_no_words(county: County) -> None:
    assert status_words(Scene(START, county)) == ""
