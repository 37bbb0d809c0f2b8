"""The clocks: natural days, the first not counted, the last until 24:00, on the county's clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.casework.clocks import deadlines, due, latest_posting, light, pressing, publicity_ends, remaining_words
from intake_api.casework.history import Happening, History
from intake_api.casework.lifecycle import ACTIONS
from intake_api.casework.states import STATES
from knowledge.limits import Limit
from knowledge.policy import County, Warn

ZONE = "Asia/Shanghai"
WARN = Warn(yellow=0.6, orange=0.8)


def log(**moments: str) -> History:
    """A log of one event each, in the order given."""
    return History(tuple(Happening(kind, at(when), at(when).date()) for kind, when in moments.items()))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2023-11-10T09:00:00+08:00", 15, "2023-11-26T00:00:00+08:00"),  # domain 1.5: until 11-25 24:00
        ("2023-11-10T00:00:00+08:00", 15, "2023-11-26T00:00:00+08:00"),
        ("2023-11-10T23:59:59+08:00", 15, "2023-11-26T00:00:00+08:00"),
        ("2023-11-16T10:00:00+08:00", 5, "2023-11-22T00:00:00+08:00"),  # publicity: the town may act on 11-22
        ("2023-11-10T09:00:00+08:00", 2, "2023-11-13T00:00:00+08:00"),
        ("2023-11-10T16:30:00+00:00", 2, "2023-11-14T00:00:00+08:00"),  # already the 11th in 福州
        ("2023-12-30T09:00:00+08:00", 2, "2024-01-02T00:00:00+08:00"),
        ("2024-02-28T09:00:00+08:00", 1, "2024-03-01T00:00:00+08:00"),
    ],
)
def test_due(county: County, start: str, days: int, end: str) -> None:
    assert due(at(start), Limit(days), county.policy) == at(end)


def test_the_day_shown_is_the_last_good_one(county: County) -> None:
    clocks = deadlines(log(submitted="2023-11-10T09:00:00+08:00"), "SUBMITTED", county.policy)
    assert {clock.name: clock.last_day for clock in clocks} == {
        "accept": date(2023, 11, 12),
        "review": date(2023, 11, 17),
        "post": date(2023, 11, 18),  # domain 1.5: T0 + 8
        "recognise": date(2023, 11, 25),
    }


def test_the_fifteen_days_run_from_the_report_not_from_the_acceptance(county: County) -> None:
    reported, accepted = "2023-11-10T09:00:00+08:00", "2023-11-12T09:00:00+08:00"
    history = log(submitted=reported, accepted=accepted)
    clocks = {clock.name: clock for clock in deadlines(history, "ACCEPTED", county.policy)}
    assert clocks["recognise"].last_day == date(2023, 11, 25)
    assert clocks["visit"].last_day == date(2023, 11, 15)
    assert clocks["accept"].met == at(accepted)
    assert pressing(tuple(clocks.values())) == clocks["visit"]


@pytest.mark.parametrize(
    ("hours", "colour"),
    [
        *[(0, "green"), (59, "green"), (60, "yellow"), (79, "yellow")],
        *[(80, "orange"), (99, "orange"), (100, "red"), (500, "red")],
    ],
)
def test_light(hours: int, colour: str) -> None:
    start = at("2023-11-10T09:00:00+08:00")
    assert light(start, start + timedelta(hours=100), start + timedelta(hours=hours), WARN) == colour


def test_a_clock_without_any_time_is_red() -> None:
    start = at("2023-11-10T09:00:00+08:00")
    assert light(start, start, start, WARN) == "red"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2), "还剩 2 天"),
        (timedelta(days=2, hours=23), "还剩 2 天"),
        (timedelta(hours=23, minutes=59), "还剩 23 小时"),
        (timedelta(minutes=40), "还剩 40 分钟"),
        (timedelta(seconds=30), "还剩不到 1 分钟"),
        (timedelta(), "已超不到 1 分钟"),
        (timedelta(hours=-3), "已超 3 小时"),
        (timedelta(days=-1, hours=-5), "已超 1 天"),
    ],
)
def test_remaining_words(left: timedelta, words: str) -> None:
    now = at("2023-11-10T09:00:00+08:00")
    assert remaining_words(now + left, now) == words


moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(moments, st.integers(0, 400))
def test_due_is_a_local_midnight_that_many_days_on(county: County, start: datetime, days: int) -> None:
    end = due(start, Limit(days), county.policy)
    local = start.astimezone(ZoneInfo(ZONE))
    assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)
    assert (end.date() - local.date()).days == days + 1
    assert timedelta(days) < end - start <= timedelta(days + 1)


@given(moments, st.integers(1, 30), st.lists(st.floats(0, 2), min_size=2, max_size=2))
def test_a_light_never_goes_back_to_green(county: County, start: datetime, days: int, shares: list[float]) -> None:
    end = due(start, Limit(days), county.policy)
    order = ["green", "yellow", "orange", "red"]
    early, late = (order.index(light(start, end, start + (end - start) * share, WARN)) for share in sorted(shares))
    assert early <= late


def named(history: History, state: str, county: County) -> dict[str, Any]:
    return {clock.name: clock for clock in deadlines(history, state, county.policy)}


class TestTheWholeProcedure:
    """Each clock: what starts it, its last day, what ends it."""

    @pytest.mark.parametrize(
        ("state", "log_", "clock", "last"),
        [
            ("VERIFYING", {"submitted": "2023-11-10", "compare_sent": "2023-11-13"}, "compare", "2023-11-18"),
            ("VERIFYING", {"submitted": "2023-11-10", "objected": "2023-11-17"}, "objection", "2023-11-19"),
            ("VERIFYING", {"submitted": "2023-11-10", "info_requested": "2023-11-12"}, "info", "2023-11-15"),
            ("REJECTED", {"submitted": "2024-02-01", "no_risk": "2024-02-08"}, "tell", "2024-02-21"),  # 春节
            ("APPEAL", {"submitted": "2023-09-20", "no_risk": "2023-09-25", "appealed": "2023-09-28"}, "appeal",
             "2023-10-11"),  # 国庆
            ("RECOGNIZED", {"submitted": "2023-11-10", "recognised": "2023-11-24"}, "plan", "2023-12-04"),
            ("RECOGNIZED", {"submitted": "2023-11-10", "recognised": "2023-11-24"}, "enter", "2023-11-27"),
            ("ASSISTING", {"submitted": "2023-12-20", "recognised": "2023-12-31"}, "measure", "2024-01-31"),
            ("RECOGNIZED", {"submitted": "2024-01-20", "recognised": "2024-02-05"}, "plan", "2024-02-15"),  # in 春节
        ],
    )  # fmt: skip
    def test_last_days(self, county: County, state: str, log_: dict[str, str], clock: str, last: str) -> None:
        history = log(**{kind: f"{day}T10:00:00+08:00" for kind, day in log_.items()})
        assert named(history, state, county)[clock].last_day == date.fromisoformat(last)

    def test_a_patrol_counts_from_the_day_of_the_visit(self, county: County) -> None:
        found = Happening("found_on_patrol", at("2023-11-14T09:00:00+08:00"), date(2023, 11, 14),
                          data={"clue": "2023-11-10T12:00:00+08:00"})  # fmt: skip
        assert named(History((found,)), "ACCEPTED", county)["recognise"].last_day == date(2023, 11, 25)

    def test_an_appeal_that_reopens_starts_again_unless_the_county_says_no(self, county: County) -> None:
        moments = {"submitted": "2023-11-10", "no_risk": "2023-11-20", "appealed": "2023-11-25",
                   "appeal_reopened": "2023-11-28"}  # fmt: skip
        again = log(**{kind: f"{day}T10:00:00+08:00" for kind, day in moments.items()})
        assert named(again, "VERIFYING", county)["recognise"].last_day == date(2023, 12, 13)
        kept = History(again.log, reset_clue=False)
        assert named(kept, "VERIFYING", county)["recognise"].last_day == date(2023, 11, 25)

    def test_an_appeal_that_reopens_asks_for_every_step_again(self, county: County) -> None:
        """What was sent, answered and put to the review before the refusal counts for that round alone."""
        first = {"submitted": "2023-11-10", "compare_sent": "2023-11-11", "compared": "2023-11-13",
                 "to_review": "2023-11-14", "objected": "2023-11-16", "no_risk": "2023-11-17",
                 "appealed": "2023-11-18", "appeal_reopened": "2023-11-20"}  # fmt: skip
        again = log(**{kind: f"{day}T10:00:00+08:00" for kind, day in first.items()})
        running = named(again, "VERIFYING", county)
        assert {"compare", "objection"} & set(running) == set(), "asked and answered before the refusal"
        assert running["review"].met is None
        assert running["review"].last_day == date(2023, 11, 27)
        sent = Happening("compare_sent", at("2023-11-22T10:00:00+08:00"), date(2023, 11, 22))
        asked = named(History((*again.log, sent)), "VERIFYING", county)["compare"]
        assert (asked.met, asked.last_day) == (None, date(2023, 11, 27))
        back = Happening("compared", at("2023-11-25T10:00:00+08:00"), date(2023, 11, 25))
        assert named(History((*again.log, sent, back)), "VERIFYING", county)["compare"].met == back.at

    def test_one_asked_again_waits_again(self, county: County) -> None:
        """Somebody was added to the household after the departments had answered."""
        moments = {"submitted": "2023-11-10", "compare_sent": "2023-11-11", "compared": "2023-11-13"}
        answered = log(**{kind: f"{day}T10:00:00+08:00" for kind, day in moments.items()})
        assert named(answered, "VERIFYING", county)["compare"].met
        more = Happening("compare_sent", at("2023-11-14T10:00:00+08:00"), date(2023, 11, 14))
        assert named(History((*answered.log, more)), "VERIFYING", county)["compare"].met is None

    def test_a_last_day_may_roll_over_a_feast(self, county: County) -> None:
        rolling = replace(county.policy, clocks=replace(county.policy.clocks, last_day_rolls=True))
        start = at("2024-01-30T10:00:00+08:00")  # 15 days end on 02-14, in 春节
        assert due(start, Limit(15), county.policy) == at("2024-02-15T00:00:00+08:00")
        assert due(start, Limit(15), rolling) == at("2024-02-19T00:00:00+08:00"), "the 18th is worked (调休)"

    def test_publicity_is_full_days(self, county: County) -> None:
        assert publicity_ends(date(2023, 11, 16), county.policy) == at("2023-11-22T00:00:00+08:00")
        assert latest_posting(at("2023-11-10T09:00:00+08:00"), county.policy) == date(2023, 11, 18)

    @given(start=moments)
    def test_a_publicity_posted_in_time_leaves_town_and_county_their_days(
        self, county: County, start: datetime
    ) -> None:
        end = due(start, county.policy.clocks.recognise, county.policy)
        left = end - publicity_ends(latest_posting(start, county.policy), county.policy)
        assert left >= timedelta(days=county.policy.clocks.decide_days)


class TestTheGreenChannel:
    """绿色通道 2 小时回应，24 小时到户."""

    EMERGENCY = Happening("submitted", at("2023-11-10T09:00:00+08:00"), date(2023, 11, 10), data={"urgent": "food"})

    def test_an_emergency_that_opened_the_case_is_answered_within_two_hours(self, county: County) -> None:
        clock = named(History((self.EMERGENCY,)), "SUBMITTED", county)["green_answer"]
        assert (clock.due, clock.met, clock.last_day) == (at("2023-11-10T11:00:00+08:00"), None, date(2023, 11, 10))

    def test_one_said_later_counts_from_then_on(self, county: County) -> None:
        said = log(submitted="2023-11-10T09:00:00+08:00", green_proposed="2023-11-20T23:30:00+08:00")
        clock = named(said, "PUBLICITY", county)["green_answer"]
        assert (clock.due, clock.last_day) == (at("2023-11-21T01:30:00+08:00"), date(2023, 11, 21))

    @pytest.mark.parametrize("word", ["green_approved", "green_declined"])
    def test_either_word_of_the_town_leader_answers(self, county: County, word: str) -> None:
        when = at("2023-11-10T10:00:00+08:00")
        answered = History((self.EMERGENCY, Happening(word, when, when.date())))
        assert named(answered, "SUBMITTED", county)["green_answer"].met == when

    @pytest.mark.parametrize("help_", ["visited", "urgent_help", "measure_implemented"])
    def test_somebody_is_there_within_a_day_of_the_yes(self, county: County, help_: str) -> None:
        before, yes, there = (at(f"2023-11-{when}:00:00+08:00") for when in ("09T08", "10T10", "11T09"))
        told = (Happening(help_, before, before.date()), self.EMERGENCY, Happening("green_approved", yes, yes.date()))
        clock = named(History(told), "VERIFYING", county)["green_visit"]
        assert (clock.due, clock.met) == (at("2023-11-11T10:00:00+08:00"), None), "been there before is not there now"
        arrived = History((*told, Happening(help_, there, there.date())))
        assert named(arrived, "VERIFYING", county)["green_visit"].met == there

    def test_without_an_emergency_or_an_open_case_none_runs(self, county: County) -> None:
        calm = log(submitted="2023-11-10T09:00:00+08:00")
        assert not {name for name in named(calm, "SUBMITTED", county) if name.startswith("green")}
        assert named(History((self.EMERGENCY,)), "WITHDRAWN", county) == {}

    def test_lists_show_the_clocks_in_days(self, county: County) -> None:
        clock = pressing(deadlines(History((self.EMERGENCY,)), "SUBMITTED", county.policy))
        assert clock
        assert clock.name == "accept"


happenings = st.tuples(st.sampled_from(sorted({action.event for action in ACTIONS})), st.integers(0, 500))


@given(events=st.lists(happenings, max_size=25))
def test_clocks_of_any_log_are_sane(county: County, events: list[tuple[str, int]]) -> None:
    """Whatever a log holds: every clock begins before it ends, and recomputing changes nothing."""
    start = at("2023-11-10T09:00:00+08:00")
    told = [("submitted", start), *((kind, start + timedelta(hours=hours)) for kind, hours in events)]
    told.sort(key=lambda each: each[1])
    history = History(tuple(Happening(kind, when, when.date()) for kind, when in told))
    for state in STATES:
        clocks = deadlines(history, state, county.policy)
        assert all(clock.start < clock.due for clock in clocks)
        assert clocks == deadlines(History(history.log), state, county.policy)
        assert len({clock.name for clock in clocks}) == len(clocks)
