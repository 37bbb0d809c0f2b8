"""A department's list is screened: which lines count, and which become hits."""

from datetime import timedelta
from typing import Any

import pytest
from factories import GUSHAN, GUYI, make_case
from listed import figure, hits, imported, undone
from rural import enrolled, events
from sqlalchemy import select, update

from intake_api.models.tables import BATCH_ROWS, BATCHES, EVENTS, HITS, HOUSEHOLDS
from intake_api.office import Office
from intake_api.roster.sources import SOURCES
from intake_api.screening.hits import screen, take_back
from intake_api.screening.thresholds import judge
from knowledge.screening import Rule

COUNTY = "350111"


def _home(office: Office, **over: Any) -> str:
    with office.work() as work:
        return enrolled(work, **over)


def test_each_household_line_counts_once_a_batch(office: Office) -> None:
    first, second = _home(office), _home(office, name="陈大山", town=GUSHAN, village=GUYI)
    batch = imported(office, "dibao", [(first, {}), (first, {"person": 2}), (second, {})])
    assert screen(office, COUNTY, batch) == 2
    assert screen(office, COUNTY, batch) == 0, "screened again it is the same"
    assert figure(office, "dept_screened") == 2
    assert screen(office, COUNTY, imported(office, "medical", [(first, {"amount": 1})])) == 1
    assert figure(office, "dept_screened") == 3, "医保 and 民政 at the same household are two"


def test_a_household_that_moved_away_or_a_list_that_is_none_counts_nothing(office: Office) -> None:
    gone, here = _home(office, ended="moved"), _home(office)
    assert screen(office, COUNTY, imported(office, "dibao", [(gone, {})])) == 0
    assert screen(office, COUNTY, imported(office, "lifted", [(here, {})])) == 0, "脱贫户名单 is no screening"
    assert screen(office, COUNTY, imported(office, "dibao", [(here, {})], state="running")) == 0
    assert screen(office, COUNTY, imported(office, "dibao", [(here, {})], outcome="left")) == 0
    assert figure(office, "dept_screened") == 0
    assert hits(office) == []


def test_a_broken_screening_goes_on(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    homes = [_home(office, name=f"林{n}") for n in range(5)]
    batch = imported(office, "dibao", [(home, {}) for home in homes])
    assert screen(office, COUNTY, batch, portion=2) == 5
    assert len(hits(office)) == 5
    with office.work() as work:  # as if it had stopped after two lines
        lost = list(work.connection.execute(select(EVENTS.c.id).where(EVENTS.c.kind == "screened")).scalars())[2:]
        work.connection.execute(EVENTS.delete().where(EVENTS.c.id.in_(lost)))
    assert screen(office, COUNTY, batch, portion=2) == 3
    assert figure(office, "dept_screened") == 5
    assert len(hits(office)) == 5


def test_a_batch_taken_back_counts_no_longer_and_takes_its_open_hits_along(office: Office) -> None:
    home, other = _home(office), _home(office, name="陈大山")
    kept = imported(office, "dibao", [(home, {})])
    batch = imported(office, "medical", [(home, {"amount": 30_000}), (other, {"amount": 3})])
    for each in (kept, batch):
        screen(office, COUNTY, each)
    undone(office, batch)
    assert take_back(office, COUNTY, batch, portion=1) == 2
    assert take_back(office, COUNTY, batch) == 0
    assert [(hit["source"], hit["state"]) for hit in hits(office)] == [("dibao", "open"), ("medical", "undone")]
    assert figure(office, "dept_screened") == 1
    assert sorted(kind for kind, _ in events(office)) == ["screened"] * 3 + ["screened_undone"] * 2, "nothing deleted"
    assert screen(office, COUNTY, batch) == 0, "what was taken back is not screened"


def test_what_people_did_about_a_hit_stays_when_its_batch_is_taken_back(office: Office) -> None:
    home = _home(office)
    with office.work() as work:
        make_case(work, household_id=home)
    batch = imported(office, "medical", [(home, {"amount": 30_000})])
    screen(office, COUNTY, batch)
    undone(office, batch)
    take_back(office, COUNTY, batch)
    assert [hit["state"] for hit in hits(office)] == ["case"]


def test_the_clock_of_a_hit_runs_from_the_day_the_list_came(office: Office, clock: Any) -> None:
    home = _home(office)
    batch = imported(office, "medical", [(home, {"amount": 20_000, "since": "2023-08-04"})])
    clock.advance(days=2)
    screen(office, COUNTY, batch)
    (hit,) = hits(office)
    assert (hit["want"], hit["reason"]) == ("alert", "8月医保大额自付 20,000 元")
    assert (hit["arrived_at"], hit["due_at"].astimezone(office.county().zone).isoformat()) == (
        clock.now - timedelta(days=2),
        "2023-11-16T00:00:00+08:00",
    )


def test_a_household_and_a_list_have_one_open_hit(office: Office) -> None:
    home = _home(office)
    for amount in (30_000, 31_000):
        screen(office, COUNTY, imported(office, "medical", [(home, {"amount": amount})]))
    screen(office, COUNTY, imported(office, "accident", [(home, {})]))
    assert [hit["source"] for hit in hits(office)] == ["medical", "accident"]


def test_a_line_that_says_nothing_new_asks_nobody_again(office: Office) -> None:
    home, new = _home(office), _home(office, name="陈大山")
    screen(office, COUNTY, imported(office, "water", [(home, {})]))
    with office.work() as work:
        work.connection.execute(update(HITS).values(state="settled"))
    again = imported(office, "water", [(home, {})], outcome="same")
    assert screen(office, COUNTY, again) == 1, "it is a line all the same"
    assert len(hits(office)) == 1
    screen(office, COUNTY, imported(office, "water", [(new, {})]))
    screen(office, COUNTY, imported(office, "water", [(home, {"detail": "又断水了"})], outcome="changed"))
    assert [(hit["household_id"], hit["state"]) for hit in hits(office)] == [
        (home, "settled"), (new, "open"), (home, "open"),
    ]  # fmt: skip


def test_a_household_with_a_case_in_hand_gets_no_second_one(office: Office) -> None:
    home, closed = _home(office), _home(office, name="陈大山")
    with office.work() as work:
        case = make_case(work, household_id=home)
        make_case(work, household_id=closed, state="REJECTED")
    batch = imported(office, "medical", [(home, {"amount": 30_000}), (closed, {"amount": 30_000})])
    screen(office, COUNTY, batch)
    assert {(hit["household_id"], hit["state"], hit["case_id"]) for hit in hits(office)} == {
        (home, "case", case["id"]),
        (closed, "open", ""),
    }
    screen(office, COUNTY, imported(office, "medical", [(home, {"amount": 31_000})]))
    assert len(hits(office)) == 2, "the case has that list already"


def test_nobody_is_sent_where_they_have_been_in_this_campaign(office: Office) -> None:
    before, since = _home(office, patrolled_day="2023-11-09"), _home(office, name="陈", patrolled_day="2023-11-10")
    screen(office, COUNTY, imported(office, "dibao", [(before, {}), (since, {})]))
    screen(office, COUNTY, imported(office, "medical", [(since, {"amount": 90_000})]))
    assert [(hit["household_id"], hit["want"]) for hit in hits(office)] == [(before, "visit"), (since, "alert")]


def test_a_line_counts_where_the_household_lives_on_that_day(office: Office) -> None:
    home = _home(office)
    batch = imported(office, "dibao", [(home, {})])
    with office.work() as work:
        moved = update(HOUSEHOLDS).where(HOUSEHOLDS.c.id == home).values(town=GUSHAN, village=GUYI)
        work.connection.execute(moved)
    screen(office, COUNTY, batch)
    with office.database.read() as session:
        rows = session.connection().execute(select(EVENTS.c.town, EVENTS.c.origin, EVENTS.c.day)).all()
    assert [tuple(row) for row in rows] == [(GUSHAN, "DEPT", "2023-11-10")]


def test_a_candidate_that_was_decided_later_is_counted_by_screening_again(office: Office) -> None:
    home, late = _home(office), _home(office, name="陈大山")
    batch = imported(office, "dibao", [(home, {})])
    screen(office, COUNTY, batch)
    more = imported(office, "dibao", [(late, {})])
    with office.work() as work:
        work.connection.execute(update(BATCH_ROWS).where(BATCH_ROWS.c.batch == more).values(batch=batch, row=9))
        work.connection.execute(BATCHES.delete().where(BATCHES.c.id == more))
    assert screen(office, COUNTY, batch) == 1


MEDICAL = Rule("alert", least=20_000, least_lifted=5_000)
ILLNESS = Rule("alert", least=20_000, untold="visit")
DISABLED = Rule("visit", grades=("1", "2"), third_kinds=("智力", "精神"))


@pytest.mark.parametrize(
    ("rule", "source", "entries", "standing", "wanted"),
    [
        (MEDICAL, "medical", [{"amount": 4_999}], "lifted", None),
        (MEDICAL, "medical", [{"amount": 5_000}], "lifted", "alert"),
        (MEDICAL, "medical", [{"amount": 19_999}], "difficult", None),
        (MEDICAL, "medical", [{"amount": 12_000}, {"amount": 8_000}], "ordinary", "alert"),
        (MEDICAL, "medical", [{}], "lifted", None),
        (ILLNESS, "illness", [{}], "ordinary", "visit"),
        (ILLNESS, "illness", [{"amount": 10}], "ordinary", None),
        (DISABLED, "disabled", [{"grade": "1"}], "ordinary", "visit"),
        (DISABLED, "disabled", [{"grade": "3", "detail": "肢体残疾"}], "ordinary", None),
        (DISABLED, "disabled", [{"grade": "3", "detail": "精神残疾"}], "ordinary", "visit"),
        (DISABLED, "disabled", [{"grade": "4", "detail": "精神残疾"}], "ordinary", None),
        (Rule("alert", grades=("C", "D")), "housing", [{"grade": "B"}], "ordinary", None),
        (Rule("alert", grades=("C", "D")), "housing", [{"grade": "D"}], "ordinary", "alert"),
        (Rule("alert"), "dropout", [{}], "ordinary", "alert"),
        (Rule("alert"), "dropout", [], "ordinary", None),
    ],
)
def test_thresholds(rule: Rule, source: str, entries: list[Any], standing: str, wanted: str | None) -> None:
    blank = {"amount": None, "grade": "", "detail": "", "since": "", "until": ""}
    found = judge(rule, SOURCES[source], [blank | each for each in entries], standing)
    assert (found[0] if found else None) == wanted


@pytest.mark.parametrize(
    ("source", "entries", "words"),
    [
        ("medical", [{"amount": 23_400, "since": "2023-08-01"}], "8月医保大额自付 23,400 元"),
        ("medical", [{"amount": 12_000}, {"amount": 9_000}], "医保大额自付 21,000 元（2 人）"),
        ("disabled", [{"grade": "2"}, {"grade": "1"}], "持证残疾人：一级（2 人）"),
        ("housing", [{"grade": "C"}, {"grade": "D"}], "危房：D 级（2 人）"),
        ("dibao", [{}], "低保"),
    ],
)
def test_reasons(source: str, entries: list[Any], words: str) -> None:
    blank = {"amount": None, "grade": "", "detail": "", "since": "", "until": ""}
    found = judge(Rule("visit"), SOURCES[source], [blank | each for each in entries], "ordinary")
    assert found is not None
    assert found[1] == words


def test_the_policy_speaks_of_lists_that_there_are(office: Office) -> None:
    rules = office.county().policy.screening.rules
    assert set(rules) == {key for key, each in SOURCES.items() if each.screening}
