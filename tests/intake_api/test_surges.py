"""Many reports of one cause in one town and week: an alarm when a factory closes, none when all is as usual."""

import random
from datetime import date, datetime, timedelta
from math import exp
from typing import Any

import pytest
from factories import GUSHAN, HUANXI, make_account, make_case
from hypothesis import given
from hypothesis import strategies as some
from offices import Clock

from intake_api.disasters import surges
from intake_api.disasters.unusual import chance_of, in_words, is_unusual
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account
from intake_api.models.tables import NOTICES
from intake_api.office import Office
from knowledge.county_files import load_county

RULES = load_county("350111").policy.surges
MONDAY = date(2023, 11, 6)  # of the week of the tests' clock
counts = some.integers(0, 60)
pasts = some.lists(some.integers(0, 40), min_size=RULES.known, max_size=RULES.weeks)


def poisson(chance: random.Random, rate: float) -> int:
    """One count of a flat rate (Knuth)."""
    limit, number, product = exp(-rate), 0, chance.random()
    while product > limit:
        number, product = number + 1, product * chance.random()
    return number


@pytest.mark.parametrize("rate", [0.2, 1, 3, 8, 20])
@pytest.mark.parametrize("weeks", [4, 12])
def test_a_flat_rate_alarms_hardly_ever(rate: float, weeks: int) -> None:
    chance, rounds = random.Random(20231110), 4000
    alarms = sum(
        is_unusual(poisson(chance, rate), [poisson(chance, rate) for _ in range(weeks)], RULES) for _ in range(rounds)
    )
    assert alarms / rounds <= 0.003


@given(pasts)
def test_small_numbers_never_alarm(past: list[int]) -> None:
    assert not any(is_unusual(count, past, RULES) for count in range(RULES.least))


@given(counts, pasts)
def test_more_is_never_less_unusual(count: int, past: list[int]) -> None:
    assert chance_of(count + 1, past) <= chance_of(count, past) + 1e-12
    assert is_unusual(count + 1, past, RULES) >= is_unusual(count, past, RULES)


@given(counts, pasts, some.integers(0, 11))
def test_a_busier_past_alarms_no_sooner(count: int, past: list[int], which: int) -> None:
    busier = [number + 3 * (at == which % len(past)) for at, number in enumerate(past)]
    assert is_unusual(count, busier, RULES) <= is_unusual(count, past, RULES)


def test_large_numbers_keep_their_tail() -> None:
    usual = [1000] * 12
    assert 0.4 < chance_of(1000, usual) < 0.6
    assert is_unusual(2500, usual, RULES)
    assert not is_unusual(1100, usual, RULES)


def test_without_weeks_to_compare_with_it_takes_many() -> None:
    assert not is_unusual(RULES.many - 1, [], RULES)
    assert is_unusual(RULES.many, [0, 0], RULES)
    assert "没法和平常比" in in_words(RULES.many, [], RULES)


def reported(office: Office, day: date, number: int = 1, **over: Any) -> None:
    """Cases of 因就业不稳 in 宦溪镇, submitted that day."""
    with office.work() as work:
        at = datetime(day.year, day.month, day.day, 10, tzinfo=office.county().zone)
        for _ in range(number):
            make_case(work, **{"risk": "unstable_job", "submitted_at": at} | over)


def found(office: Office) -> list[surges.Surge]:
    with office.database.read() as session:
        return surges.unusual(session.connection(), office.county(), office.clock())


@pytest.fixture
def usual(office: Office, clock: Clock) -> None:
    """One a week for twelve weeks, each written down on its day."""
    now = clock.now
    for back in range(13, 0, -1):
        clock.now = now - timedelta(7 * back)
        reported(office, MONDAY - timedelta(7 * back - 2))
    clock.now = now


@pytest.fixture
def clerk(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "county_clerk", "350111000000")


@pytest.mark.usefixtures("usual")
def test_the_factory_closes(office: Office, clerk: Account) -> None:
    reported(office, MONDAY + timedelta(1), 12)
    (surge,) = found(office)
    assert (surge.town, surge.risk, surge.week, surge.count) == (HUANXI, "unstable_job", MONDAY, 12)
    assert surge.past == (1,) * 12
    assert surge.why.startswith("这一周 12 件；前 12 周平均每周 1.0 件，最多 1 件。")
    with office.database.read() as session:
        connection = session.connection()
        behind = surges.cases_behind(connection, office.county(), clerk, HUANXI, "unstable_job", MONDAY)
    assert len(behind) == 12


@pytest.mark.usefixtures("usual")
def test_what_is_no_surge(office: Office) -> None:
    reported(office, MONDAY, 2)  # a little more than usual
    reported(office, MONDAY, 4, risk="illness")  # few
    reported(office, MONDAY, 9, risk="schooling", origin="DEPT")  # a department's list
    reported(office, MONDAY, 9, risk="accident", state="DUPLICATE")
    for town in range(6):  # many, of six causes and towns
        reported(office, MONDAY, 1, risk="disaster", town=f"35011110{town}000")
    assert found(office) == []


@pytest.mark.usefixtures("usual")
def test_last_week_is_still_shown_and_older_ones_are_not(office: Office) -> None:
    reported(office, MONDAY - timedelta(3), 12)
    reported(office, MONDAY - timedelta(10), 12, risk="illness")
    assert [(each.risk, each.week) for each in found(office)] == [("unstable_job", MONDAY - timedelta(7))]


def test_a_new_office_compares_with_nothing(office: Office) -> None:
    reported(office, MONDAY + timedelta(3), RULES.many - 1, town=GUSHAN)
    reported(office, MONDAY - timedelta(30), town=GUSHAN)  # told later: no week that was watched
    assert found(office) == []
    reported(office, MONDAY + timedelta(3), town=GUSHAN)
    assert [(each.count, each.past) for each in found(office)] == [(RULES.many, ())]


@pytest.mark.usefixtures("usual")
def test_looked_at_it_is_quiet_until_many_more_come(office: Office, clerk: Account) -> None:
    def note(account: Account, words: str) -> None:
        with office.work() as work:
            surges.acknowledge(work, account, HUANXI, "unstable_job", MONDAY, words)

    def told() -> int:
        with office.work() as work:
            surges.tell_surges(work)
            surges.tell_surges(work)
        with office.database.read() as session:
            return len(session.connection().execute(NOTICES.select()).all())

    with pytest.raises(Conflict):
        note(clerk, "没有什么")
    reported(office, MONDAY + timedelta(1), 12)
    assert told() == 1
    with office.work() as work, pytest.raises(NotAllowed):
        surges.acknowledge(work, make_account(work, "town_clerk", HUANXI), HUANXI, "unstable_job", MONDAY, "我看")
    with pytest.raises(Invalid):
        note(clerk, "")
    note(clerk, "鞋厂停工")
    with pytest.raises(Conflict):
        note(clerk, "鞋厂停工")
    assert [each.note["note"] for each in found(office) if each.note] == ["鞋厂停工"]
    assert told() == 1
    reported(office, MONDAY + timedelta(2), RULES.least)
    assert [each.note for each in found(office)] == [None]
    assert told() == 2
    note(clerk, "又来一批")
    assert [each.note["note"] for each in found(office) if each.note] == ["又来一批"]
