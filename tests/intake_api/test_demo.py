"""The demo: households in every state on any day, made by the real rules, with something to do for everybody."""

from datetime import date, datetime
from typing import Any

import pytest
from offices import Clock
from sqlalchemy import Table, select

from intake_api.access.accounts import by_login
from intake_api.casework import clocks, comparisons, history, stock
from intake_api.casework.states import DRAFT, NEW, STATES
from intake_api.casework.steps import own_work
from intake_api.demo import desks, load_demo, shown_desks
from intake_api.demo.households import id_number
from intake_api.demo.pictures import placeholder
from intake_api.intake.attachments import content
from intake_api.models.tables import ATTACHMENTS, CASES, EVENTS, FINDINGS
from intake_api.office import Office
from intake_api.reporting.annex2 import annex2
from knowledge.people.id_numbers import birth_of, is_id_number, sex_of

ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
SPRING_FESTIVAL = "2024-02-11T09:30:00+08:00"
STEPS = {"huanxi", "huanxi-haiyou", "huanxi-zhen", "huanxi-shuji", "qu", "lingdao"}  # who have a list of own steps
EMPTY = {"patrol_lifted", "patrol_difficult", "dept_screened"}  # columns without a source


def loaded(office: Office, clock: Clock, now: str) -> Office:
    clock.now = datetime.fromisoformat(now)
    load_demo(office)
    return office


def rows(office: Office, table: Table, *where: Any) -> list[Any]:
    with office.database.read() as session:
        return list(session.connection().execute(select(table).where(*where)).mappings())


def standing(office: Office) -> set[tuple[str, str]]:
    """(severity, check) of what the sweep of today leaves standing."""
    stock.sweep(office, "350111")
    found = rows(office, FINDINGS, FINDINGS.c.gone_at.is_(None), FINDINGS.c.closed_at.is_(None))
    return {(row["severity"], row["check_id"]) for row in found}


def test_every_state_and_something_to_do_for_everybody(office: Office, clock: Clock) -> None:
    loaded(office, clock, SPRING_FESTIVAL)
    cases = rows(office, CASES)
    assert {case["state"] for case in cases} == set(STATES) - {NEW, DRAFT}
    assert {case["green"] for case in cases} >= {"", "approved"}
    assert any(case["previous"] for case in cases)  # 又有困难
    severities = standing(office)
    assert {severity for severity, _ in severities} == {"warn"}, severities
    county = office.county()
    with office.work() as work:
        assert {login for login in STEPS if not _to_do(work, login)} == set()
        bureau = by_login(work.connection, work.code, "minzhengju")
        assert bureau
        asked = comparisons.waiting(work.connection, bureau)
        assert {row["due_at"] <= work.now for row in asked} == {True, False}
        table = annex2(work.connection, county, None, None, now=work.now)
    figures = dict(zip((column.key for column in table.columns), table.total, strict=True))
    assert {key for key, value in figures.items() if not value} == EMPTY, figures
    load_demo(office)
    assert len(rows(office, CASES)) == len(cases)  # one that holds accounts is left as it is


def _to_do(work: Any, login: str) -> int:
    account = by_login(work.connection, work.code, login)
    assert account
    return sum(own_work(account, work.county, work.now, []).count(work.connection).values())


@ONE_DATABASE
@pytest.mark.parametrize(
    "now",
    [
        "2024-02-09T00:20:00+08:00",  # the night before 除夕
        "2024-02-29T23:50:00+08:00",
        "2027-01-01T08:00:00+08:00",  # holidays of that year are not published
    ],
)
def test_it_is_as_fresh_on_any_day(office: Office, clock: Clock, now: str) -> None:
    loaded(office, clock, now)
    assert {case["state"] for case in rows(office, CASES)} == set(STATES) - {NEW, DRAFT}
    assert {severity for severity, _ in standing(office)} == {"warn"}
    assert max(event["at"] for event in rows(office, EVENTS)) <= clock.now
    assert {clocks.publicity_ends(day, office.county().policy) <= clock.now for day in posted(office)} == {True, False}


def posted(office: Office) -> list[date]:
    """Since when the publicities hang that are not sent up yet."""
    with office.work() as work:
        hanging = [case["id"] for case in rows(office, CASES, CASES.c.state == "PUBLICITY")]
        logs = history.of_cases(work.connection, work.county, hanging).values()
        return [log.posted_day for log in logs if log.posted_day]


@ONE_DATABASE
def test_its_photos_say_what_they_are_and_its_people_are_nobody(office: Office, clock: Clock) -> None:
    loaded(office, clock, SPRING_FESTIVAL)
    photos = rows(office, ATTACHMENTS)
    assert {photo["content_type"] for photo in photos} == {"image/png"}
    assert content(office, photos[0]["file"]) == placeholder()
    number = id_number(date(1975, 3, 18), 7, woman=True)
    assert is_id_number(number)
    assert (birth_of(number), sex_of(number)) == (date(1975, 3, 18), "女")
    with office.work() as work:
        assert not work.county.places.get(f"{number[:6]}000000")
        assert {desk.login for desk in shown_desks(work)} <= {desk.login for desk in desks(work)}
