"""错峰: a large list waits for the night, or is imported at once; what was broken off goes on."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from http_office import app_of, log_in
from offices import Clock
from sqlalchemy import update
from starlette.testclient import TestClient
from test_roster_pages import CHEN, HEAD, WIFE, batch_row, looked_at, post, received, shown, stored

from intake_api.models.tables import BATCHES, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing, waiting
from intake_api.roster.waiting import work_off


@pytest.fixture
def office(office: Office) -> Office:
    """An office for which more than one row is large."""
    county = office.county()
    hours = replace(county.policy.quiet_hours, rows=1)
    return replace(office, counties={county.code: replace(county, policy=replace(county.policy, quiet_hours=hours))})


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def clerk(app: FastAPI, office: Office) -> TestClient:
    return log_in(app, office, "county_clerk")


@pytest.fixture
def large(clerk: TestClient) -> str:
    """A list that was looked at by day."""
    batch = received(clerk, HEAD, CHEN, WIFE)
    assert "夜里再导（20:00 以后）" in looked_at(clerk, batch)
    return batch


def test_by_day_it_waits_and_by_night_it_is_imported(
    clerk: TestClient, office: Office, clock: Clock, large: str
) -> None:
    post(clerk, f"{large}/import")
    assert batch_row(office, large)["state"] == "waiting"
    assert "20:00 以后自动导入" in shown(clerk, large)
    work_off(office)
    assert stored(office, RESIDENTS) == [], "it is nine in the morning"
    clock.advance(hours=11)
    work_off(office)
    assert batch_row(office, large)["state"] == "done"
    work_off(office)
    assert len(stored(office, RESIDENTS)) == 2


def test_who_cannot_wait_says_so(clerk: TestClient, office: Office, large: str) -> None:
    post(clerk, f"{large}/import", at_once="yes")
    assert batch_row(office, large)["state"] == "done"


def test_what_waits_can_be_imported_at_once_or_not_at_all(clerk: TestClient, office: Office, clock: Clock) -> None:
    first = received(clerk, HEAD, CHEN, WIFE)
    second = received(clerk, HEAD, CHEN, (*WIFE[:6], "下洋"))
    for batch in (first, second):
        looked_at(clerk, batch)
        post(clerk, f"{batch}/import")
    post(clerk, f"{first}/import", at_once="yes")
    post(clerk, f"{second}/drop")
    clock.advance(hours=12)
    work_off(office)
    assert batch_row(office, first)["state"] == "done"
    assert batch_row(office, second)["state"] == "undone"


def test_at_night_nobody_has_to_wait(clerk: TestClient, office: Office, clock: Clock) -> None:
    batch = received(clerk, HEAD, CHEN, WIFE)
    clock.advance(hours=12)
    looked_at(log_in(app_of(office), office, "county_clerk"), batch)
    post(log_in(app_of(office), office, "county_clerk"), f"{batch}/import")
    assert batch_row(office, batch)["state"] == "done"


@pytest.mark.parametrize("state", ["running", "undoing", "received"])
def test_what_was_broken_off_goes_on_with_the_next_start(
    clerk: TestClient, office: Office, large: str, state: str
) -> None:
    """The machine stopped in the middle: the batch stands as it stood then."""
    if state == "undoing":
        post(clerk, f"{large}/import", at_once="yes")
    with office.work() as work:
        work.connection.execute(update(BATCHES).values(state=state, reached=1 if state == "received" else 0))
    percent = "试读" if state == "received" else "正在"
    assert percent in shown(clerk, large)
    assert '<noscript><meta http-equiv="refresh"' in shown(clerk, large)
    work_off(office)
    assert batch_row(office, large)["state"] == state, "perhaps another process is at it"
    work_off(office, broken_off=True)
    wanted = {"running": "done", "undoing": "undone", "received": "looked"}
    assert batch_row(office, large)["state"] == wanted[state]


def test_a_fault_is_told_and_the_import_goes_on_from_there(
    clerk: TestClient, office: Office, large: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError(CHEN[1])

    with monkeypatch.context() as patch:
        patch.setattr(importing, "carried_out", broken)
        post(clerk, f"{large}/import", at_once="yes")
    assert batch_row(office, large)["state"] == "failed"
    assert "停在半路" in shown(clerk, large)
    assert "陈大山" not in caplog.text
    post(clerk, f"{large}/import", at_once="yes")
    assert batch_row(office, large)["state"] == "done"


def test_a_dry_run_that_stopped_can_be_asked_for_again(
    clerk: TestClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError

    batch = received(clerk, HEAD, CHEN, WIFE)
    with monkeypatch.context() as patch:
        patch.setattr(waiting, "look", broken)
        assert "试读到一半停了" in looked_at(clerk, batch)
    assert "新增" in looked_at(clerk, batch)
