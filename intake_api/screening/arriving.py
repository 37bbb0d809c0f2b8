"""What a list brings with it once it is imported, and what goes with it when it is taken back."""

from datetime import timedelta

from sqlalchemy import select

from intake_api.counters import count_up, which_counted
from intake_api.models.tables import BATCHES
from intake_api.office import Office, Work
from intake_api.screening import concerns, hits

_STEPS = {"done": "arrived:", "undone": "left:"}  # counters that say it was carried out for a batch
_PATIENCE, _LATEST = timedelta(minutes=15), timedelta(days=7)


def arrived(office: Office, county: str, batch_id: str) -> None:
    """After a batch is applied. Called twice it is the same as once."""
    hits.screen(office, county, batch_id)
    concerns.of_batch(office, county, batch_id)
    _mark(office, county, f"{_STEPS['done']}{batch_id}")


def decided(work: Work, batch_id: str, household_id: str) -> None:
    """After it was said that a waiting row of an applied batch means somebody of this household."""
    if household_id:
        hits.screen_one(work, batch_id, household_id)
        concerns.refresh(work, [household_id])


def left(office: Office, county: str, batch_id: str) -> None:
    """After a batch is undone."""
    hits.take_back(office, county, batch_id)
    concerns.of_batch(office, county, batch_id)
    _mark(office, county, f"{_STEPS['undone']}{batch_id}")


def catch_up(office: Office, county: str) -> int:
    """Carry out what was broken off between a batch and this; how many batches there were. Those of the last minutes
    are left to whoever is at them."""
    latest = office.clock() - _PATIENCE
    c = BATCHES.c
    here = (c.county == county, c.received_at >= latest - _LATEST, c.state.in_(tuple(_STEPS)))
    query = select(c.id, c.state, c.done_at, c.undone_at).where(*here).order_by(c.received_at)
    with office.database.read() as session:
        connection = session.connection()
        rows = connection.execute(query).all()
        over = {
            f"{_STEPS[row.state]}{row.id}": row for row in rows if (row.undone_at or row.done_at or latest) < latest
        }
        known = which_counted(connection, county, list(over))
    waiting = [row for name, row in over.items() if name not in known]
    for row in waiting:
        (arrived if row.state == "done" else left)(office, county, row.id)
    return len(waiting)


def _mark(office: Office, county: str, name: str) -> None:
    with office.work(county) as work:
        count_up(work, name)
