"""[disasters] and [surges] of a county's policy: what is wrong is said."""

from typing import Any

import pytest

from knowledge.declared import Declared
from knowledge.disasters import KINDS, read_disasters, read_surges

DISASTERS: dict[str, Any] = {
    "urgent": ["red"],
    "rings": 6,
    "old_age": 70,
    "first_lists": ["tekun"],
    "messages": dict.fromkeys(KINDS, "{地方}{时间}起有危险，听村干部安排。"),
}
SURGES: dict[str, Any] = {"weeks": 12, "known": 4, "least": 5, "many": 10, "times": 2.0, "chance": 0.001}


def problems(read: Any, table: dict[str, Any]) -> list[str]:
    found: list[str] = []
    read(Declared(table, "policy.toml", found))
    return found


def test_what_is_right_is_read() -> None:
    assert problems(read_disasters, DISASTERS) == problems(read_surges, SURGES) == []
    policy = read_disasters(Declared(DISASTERS, "policy.toml", []))
    assert policy.message("flood", "宦溪镇", "11月10日18时") == "宦溪镇11月10日18时起有危险，听村干部安排。"


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"urgent": ["pink"]}, "urgent 不认得 pink"),
        ({"rings": 0}, "大于 0"),
        (
            {"messages": DISASTERS["messages"] | {"flood": "水" * 60 + "{地方}{时间}"}},
            "flood 填上地名和时间后超过 70 个字",
        ),
        ({"messages": DISASTERS["messages"] | {"flood": "{姓名}快走"}}, "只能用"),
        ({"messages": DISASTERS["messages"] | {"war": "x"}}, "不认识 war"),
        ({"messages": {}}, "缺少 typhoon"),
        ({"more": 1}, "不认识 more"),
    ],
)
def test_what_is_wrong_with_disasters_is_said(over: dict[str, Any], words: str) -> None:
    assert any(words in each for each in problems(read_disasters, DISASTERS | over))


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"known": 13}, "known ≤ weeks"),
        ({"least": 1}, "一两件不算"),
        ({"many": 3}, "least ≤ many"),
        ({"times": 0.5}, "times"),
        ({"chance": 0.9}, "chance"),
        ({"leave_out": [1]}, "都是文字"),
    ],
)
def test_what_is_wrong_with_surges_is_said(over: dict[str, Any], words: str) -> None:
    assert any(words in each for each in problems(read_surges, SURGES | over))
