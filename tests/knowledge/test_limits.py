"""Limits of the procedure across weekends, 春节, 国庆 and the make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import workdays
from knowledge.limits import Limit, months_after


@pytest.mark.parametrize(
    ("written", "start", "last"),
    [
        ("15天", "2023-11-10", "2023-11-25"),
        ("2天", "2024-02-09", "2024-02-11"),  # 除夕: natural days do not wait for the feast
        ("5个工作日", "2023-11-10", "2023-11-17"),
        ("5个工作日", "2024-02-08", "2024-02-21"),  # 春节 10–17 off, the 9th and the 18th: only the Sunday is worked
        ("1个工作日", "2024-02-17", "2024-02-18"),  # a Sunday that is worked (调休)
        ("5工作日", "2023-09-28", "2023-10-11"),  # 中秋国庆, 10-07 and 10-08 are worked
        ("1个工作日", "2023-12-29", "2024-01-02"),  # 元旦
        ("1个月", "2024-01-31", "2024-02-29"),
        ("1个月", "2023-01-31", "2023-02-28"),
        ("6个月", "2023-08-31", "2024-02-29"),
        ("6 个月", "2023-11-25", "2024-05-25"),
    ],
)
def test_the_last_day(written: str, start: str, last: str) -> None:
    assert Limit.read(written).last_day(date.fromisoformat(start)) == date.fromisoformat(last)


@pytest.mark.parametrize("written", ["", "天", "0天", "十天", "2周", "-1天", "5个", "1000天"])
def test_what_is_no_limit(written: str) -> None:
    with pytest.raises(ValueError, match="应当写成"):
        Limit.read(written)


days = st.dates(date(2010, 1, 1), date(2026, 6, 30))
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(["天", "工作日"]))


@given(days, limits)
def test_later_starts_never_end_earlier(day: date, limit: Limit) -> None:
    assert limit.last_day(day) <= limit.last_day(day + timedelta(1))


@given(days, st.integers(1, 40))
def test_working_days_are_never_shorter_than_natural_ones(day: date, count: int) -> None:
    end = Limit(count, "工作日").last_day(day)
    assert end >= Limit(count).last_day(day)
    assert workdays.is_workday(end)
    worked = [day + timedelta(n) for n in range(1, (end - day).days + 1)]
    assert sum(map(workdays.is_workday, worked)) == count


@given(days, limits)
def test_the_latest_start_is_just_in_time(last: date, limit: Limit) -> None:
    start = limit.latest_start(last)
    assert limit.last_day(start) <= last < limit.last_day(start + timedelta(1)) or (
        limit.unit == "工作日" and limit.last_day(start + timedelta(1)) > last
    )


@given(days, st.integers(0, 60))
def test_months_keep_the_day_or_take_the_last(day: date, months: int) -> None:
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + timedelta(1)).day == 1)


def test_a_year_without_published_holidays_is_said_to_be_a_guess() -> None:
    assert workdays.is_published(2026)
    assert not workdays.is_published(2031)
    assert workdays.is_workday(date(2031, 10, 1)), "reckoned as an ordinary Wednesday"
    assert Limit(5, "工作日").is_guess(date(2031, 9, 29))
    assert not Limit(5, "工作日").is_guess(date(2023, 9, 29))
    assert not Limit(5).is_guess(date(2031, 9, 29)), "natural days need no calendar"
