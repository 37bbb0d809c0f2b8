"""A list that arrived is screened whatever happens in between, and so is a row that was decided later."""

from typing import Any

import pytest
from listed import figure, hits, imported, undone
from rural import enrolled, rows
from sqlalchemy import update

from intake_api.models.tables import BATCHES, CONCERNS
from intake_api.office import Office
from intake_api.screening import arriving

COUNTY = "350111"


def _home(office: Office, name: str = "林阿土") -> str:
    with office.work() as work:
        return enrolled(work, name)


def test_a_program_that_stopped_in_between_catches_up(office: Office, clock: Any) -> None:
    home = _home(office)
    batch = imported(office, "dibao", [(home, {})], done_at=clock.now)
    assert arriving.catch_up(office, COUNTY) == 0, "whoever imports it is at it"
    clock.advance(minutes=16)
    assert arriving.catch_up(office, COUNTY) == 1
    assert (figure(office, "dept_screened"), len(hits(office)), len(rows(office, CONCERNS))) == (1, 1, 1)
    assert arriving.catch_up(office, COUNTY) == 0
    undone(office, batch)
    with office.work() as work:
        work.connection.execute(update(BATCHES).values(undone_at=clock.now))
    clock.advance(minutes=16)
    assert arriving.catch_up(office, COUNTY) == 1
    assert figure(office, "dept_screened") == 0
    assert arriving.catch_up(office, COUNTY) == 0


def test_what_arrived_needs_no_catching_up(office: Office, clock: Any) -> None:
    arriving.arrived(office, COUNTY, imported(office, "dibao", [(_home(office), {})], done_at=clock.now))
    clock.advance(hours=1)
    assert arriving.catch_up(office, COUNTY) == 0


@pytest.mark.parametrize("source", ["dibao", "lifted"])
def test_a_row_that_was_decided_later_is_a_line_too(office: Office, source: str) -> None:
    first, late = _home(office), _home(office, "陈大山")
    batch = imported(office, source, [(first, {})])
    arriving.arrived(office, COUNTY, batch)
    with office.work() as work:
        arriving.decided(work, batch, late)
        arriving.decided(work, batch, late)
        arriving.decided(work, batch, "")
    assert figure(office, "dept_screened") == (2 if source == "dibao" else 0)
