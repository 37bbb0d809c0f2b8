"""Deadlines turned round: a clock is late exactly when it began before the cut-off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.casework.clocks import RULES, due, last_day, latest_posting, light
from intake_api.casework.cutoffs import due_by, used
from knowledge.county_files import load_county
from knowledge.policy import Policy

POLICY = load_county("350111").policy
ROLLING = replace(POLICY, clocks=replace(POLICY.clocks, last_day_rolls=True))
ZONE = load_county("350111").zone
NAMES = [*(rule.name for rule in RULES), "post"]
# Over 春节 2024 and its make-up days, over 国庆 2023, and into years whose holidays are not published.
MOMENTS = st.datetimes(datetime(2023, 9, 1), datetime(2024, 3, 31)) | st.datetimes(
    datetime(2031, 1, 1), datetime(2031, 3, 1)
)


def end(name: str, start: datetime, policy: Policy) -> datetime:
    if name == "post":
        day = latest_posting(start, policy) + timedelta(1)
        return datetime(day.year, day.month, day.day, tzinfo=ZONE)
    rule = next(each for each in RULES if each.name == name)
    return due(start, rule.limit(policy.clocks), policy)


@given(MOMENTS, st.integers(0, 60 * 24 * 60), st.sampled_from(NAMES), st.sampled_from([POLICY, ROLLING]))
def test_late_is_what_began_before_the_cut_off(now: datetime, ago: int, name: str, policy: Policy) -> None:
    here = now.replace(tzinfo=ZONE)
    start = here - timedelta(minutes=ago)
    for days in (-1, 0, 3):
        day = here.date() + timedelta(days)
        assert (start < due_by(policy, day)[name]) == (last_day(end(name, start, policy)) <= day)


@given(MOMENTS, st.integers(0, 60 * 24 * 60), st.sampled_from(NAMES), st.sampled_from([POLICY, ROLLING]))
def test_lights_are_what_the_clocks_say(now: datetime, ago: int, name: str, policy: Policy) -> None:
    here = now.replace(tzinfo=ZONE)
    start = here - timedelta(minutes=ago)
    shown = light(start, end(name, start, policy), here, policy.warn)
    for share, lights in ((policy.warn.yellow, "yellow orange red"), (policy.warn.orange, "orange red")):
        cut = used(policy, here, share)[name]
        if abs(cut - start) > timedelta(milliseconds=1):
            assert (start < cut) == (shown in lights.split())


@pytest.mark.parametrize(
    ("day", "name", "cut"),
    [
        ("2023-11-12", "accept", "2023-11-11T00:00+08:00"),  # 两天：11-10 报的，11-12 24:00 前受理
        ("2023-11-25", "recognise", "2023-11-11T00:00+08:00"),
        ("2023-11-18", "post", "2023-11-11T00:00+08:00"),
        ("2024-02-18", "tell", "2024-02-04T00:00+08:00"),  # 春节：2-3 起五个工作日，2-4 调休上班，到 2-8
    ],
)
def test_days_as_people_count_them(day: str, name: str, cut: str) -> None:
    found = due_by(POLICY, datetime.fromisoformat(day).date())[name]
    if name == "tell":
        assert found > datetime.fromisoformat(cut)
    else:
        assert found == datetime.fromisoformat(cut)
