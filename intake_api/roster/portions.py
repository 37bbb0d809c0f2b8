"""One portion of a file: planned against what stands in the tables, and carried out."""

import json
from collections.abc import Sequence

from sqlalchemy import select, text

from intake_api.models.tables import BATCH_ROWS
from intake_api.office import Work
from intake_api.roster.batches import Stored
from intake_api.roster.entries import ROSTER
from intake_api.roster.known import Known, met_before
from intake_api.roster.listing import Lister
from intake_api.roster.looking import by_index
from intake_api.roster.matching import Matcher
from intake_api.roster.rows import CANDIDATE, MATCHED, NEW, REJECTED, Plan, Row, Run
from intake_api.roster.writing import note_rows, write


def planned(work: Work, batch: Stored, rows: Sequence[Row], run: Run, town: str = "") -> Plan:
    """What becomes of these rows. ``town``: the only one that may be written, if any."""
    by_index(work.connection)
    known, plan = Known(work.connection, work.code, work.office.sealer), Plan()
    sound = [row for row in rows if row.entry and not row.why]
    known.look_up(sound)
    if batch["source"] == ROSTER:
        known.look_up_homes(sound)
        Matcher(work, batch["id"], known, run, plan).match(rows)
    else:
        known.look_up_entries(batch["source"], sound)
        Lister(work, batch, known, run, plan, town).match(rows)
    return plan


def carried_out(work: Work, batch: Stored, rows: Sequence[Row], run: Run, town: str = "") -> Plan:
    """Plan and write."""
    _one_process_at_a_time(work, rows)
    plan = planned(work, batch, rows, run, town)
    write(work, plan)
    note_rows(work, batch["id"], plan.changes)
    return plan


def looked_at(work: Work, batch: Stored, plan: Plan) -> None:
    """Write only what would become of the rows."""
    made = {each["id"] for each in plan.new_residents}
    for change in plan.changes:
        change.household_id = "" if change.household_id in plan.new_households else change.household_id
        change.resident_id = "" if change.resident_id in made else change.resident_id
    note_rows(work, batch["id"], plan.changes, written=False)


def counted(plan: Plan, run: Run) -> None:
    """Once it is written: how many rows became what, and who must not be taken for absent."""
    run.counts.update(change.outcome for change in plan.changes)
    waiting = (change.row for change in plan.changes if change.outcome in (REJECTED, CANDIDATE))
    run.spared.update(text for row in waiting for text in row.cells.values())


def passed(rows: Sequence[Row], run: Run) -> None:
    """Rows that were dealt with before it was broken off: remember who they were."""
    for row in rows:
        if row.entry and not row.why:
            met_before(row, run)


def brought(work: Work, batch_id: str, run: Run) -> None:
    """Read again which residents the rows of a batch brought, and which rows wait or were refused."""
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch_id)
    ids = select(c.resident_id).where(*mine, c.outcome.in_((NEW, MATCHED)))
    run.made.update(work.connection.execute(ids).scalars())
    for cells in work.connection.execute(select(c.cells).where(*mine, c.outcome.in_((REJECTED, CANDIDATE)))).scalars():
        run.spared.update(map(str, cells.values()))


def _one_process_at_a_time(work: Work, rows: Sequence[Row]) -> None:
    """Nobody reports for one of these people while it is decided who they are: ``households.find`` waits at the same
    places. SQLite has one writer."""
    keys = sorted(f"{work.code}:{row.indexes[0]}" for row in rows if row.indexes)
    if not work.office.database.is_sqlite and keys:
        work.connection.execute(_ADVISORY, {"keys": json.dumps(keys)})


_ADVISORY = text(
    "SELECT pg_advisory_xact_lock(hashtext(value)) FROM"
    " (SELECT value FROM json_array_elements_text(CAST(:keys AS json)) ORDER BY value) AS asked"
)
