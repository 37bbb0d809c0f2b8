"""错峰: when large lists may be imported."""

from datetime import time
from typing import Any

import pytest

from knowledge.declared import Declared
from knowledge.quiet_hours import QuietHours, read_quiet_hours

GOOD = {"from": "20:00", "until": "07:00", "rows": 5000}


@pytest.mark.parametrize(
    ("begin", "end", "at", "quiet"),
    [("20:00", "07:00", "19:59", False), ("20:00", "07:00", "20:00", True), ("20:00", "07:00", "03:00", True),
     ("20:00", "07:00", "06:59", True), ("20:00", "07:00", "07:00", False), ("12:00", "13:30", "12:30", True),
     ("12:00", "13:30", "13:30", False), ("00:00", "06:00", "23:59", False)],
)  # fmt: skip
def test_over_midnight_too(begin: str, end: str, at: str, quiet: bool) -> None:
    hours = QuietHours(time.fromisoformat(begin), time.fromisoformat(end), 1)
    assert hours.holds(time.fromisoformat(at)) == quiet


@pytest.mark.parametrize(
    ("change", "problem"),
    [({"from": "8点"}, "from 请写成 20:00 这样的"), ({"until": "25:00"}, "until 请写成 20:00"),
     ({"from": "20"}, "from 请写成"), ({"rows": -1}, "rows 应当是 0"), ({"until": "20:00"}, "不能一样"),
     ({"row": 1}, "不认识 row"), ({"rows": "多"}, "rows 应是 int")],
)  # fmt: skip
def test_a_slip_of_the_pen_is_told(change: dict[str, Any], problem: str) -> None:
    problems: list[str] = []
    read_quiet_hours(Declared(GOOD | change, "policy.toml [quiet_hours]", problems))
    assert problem in "\n".join(problems)


def test_what_is_right_is_read() -> None:
    problems: list[str] = []
    found = read_quiet_hours(Declared(GOOD, "policy.toml", problems))
    assert (problems, found) == ([], QuietHours(time(20), time(7), 5000))
