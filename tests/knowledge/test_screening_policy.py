"""``[screening]`` of a county's policy: what it says, and that slips are reported."""

import tomllib
from typing import Any

import pytest

from knowledge.declared import Declared
from knowledge.policy import County
from knowledge.screening import Screening, read_screening

GOOD = """
alert = "5天"
visit = "15天"
[lists.medical]
want = "alert"
least = 20000
least_lifted = 5000
[lists.dibao]
want = "visit"
[groups]
income_near = 1.2
income_drop = 0.7
work_months = 6
repeat_times = 2
repeat_months = 12
working_age = 16
old_age = 60
"""


def _read(text: str) -> tuple[Screening, list[str]]:
    problems: list[str] = []
    return read_screening(Declared(tomllib.loads(text), "[screening]", problems)), problems


def test_the_district_s_own(county: County) -> None:
    screening = county.policy.screening
    medical = screening.rules["medical"]
    assert (medical.want, medical.least, medical.least_lifted) == ("alert", 20_000, 5_000)
    assert screening.rules["education"].least == 10_000
    assert screening.rules["housing"].grades == ("C", "D")
    assert screening.rules["disabled"].grades == ("1", "2")
    assert {key for key in ("dibao", "tekun", "disabled") if screening.rules[key].want == "visit"} == {
        "dibao", "tekun", "disabled",
    }  # fmt: skip
    assert (str(screening.limit("alert")), str(screening.limit("visit"))) == ("5 天", "15 天")


def test_a_sound_one_has_no_problems() -> None:
    read, problems = _read(GOOD)
    assert problems == []
    assert sorted(read.rules) == ["dibao", "medical"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('want = "alert"', 'want = "call"', "want 应是"),
        ('want = "visit"', "", "缺少 want"),
        ("least = 20000", "", "least_lifted 就要写 least"),
        ("least = 20000", "least = -1", "应当大于 0"),
        ("least = 20000", 'least = 20000\nuntold = "maybe"', "untold 应是"),
        ("least = 20000", "least = 20000\nmost = 3", "不认识 most"),
        ('alert = "5天"', 'alert = "soon"', "应当写成"),
        ("old_age = 60", "", "缺少 old_age"),
        ("old_age = 60", "old_age = 0", "应当大于 0"),
        ('visit = "15天"', 'visit = "15天"\nphone = "1天"', "不认识 phone"),
    ],
)
def test_slips_are_told(old: str, new: str, words: str) -> None:
    assert old in GOOD
    _, problems = _read(GOOD.replace(old, new, 1))
    assert any(words in each for each in problems), problems


def test_a_county_that_says_nothing_is_told_what_is_missing() -> None:
    problems: list[str] = []
    empty: dict[str, Any] = {}
    read_screening(Declared(empty, "[screening]", problems))
    assert {"alert", "visit", "lists", "groups"} <= {each.rpartition(" ")[2] for each in problems}
