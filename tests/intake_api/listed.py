"""Departments' lists as they lie in the tables once they were imported: what the tests of screening begin with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from intake_api.models import Batch, BatchRow, ListEntry
from intake_api.models.tables import BATCH_ROWS, BATCHES, HITS, HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Office, Work
from intake_api.reporting.annex2 import annex2, rows_behind

Told = tuple[str, dict[str, Any]]  # a household, and what the list says of one of its people


def imported(office: Office, source: str, told: Iterable[Told], outcome: str = "matched", **over: Any) -> str:
    """A list of the department that came in now and was applied; the batch's id. The people of a household are told
    apart by ``person``, which is 1 unless it is said."""
    with office.work() as work:
        values = {"county": work.code, "id": work.new_id(), "source": source, "file_name": "名单.xlsx"}
        values |= {"file_hash": str(values["id"]), "state": "done", "received_at": work.now, "received_by": "clerk"}
        batch = Batch(**(values | over))
        work.connection.execute(insert(Batch).values(**batch.model_dump()))
        for number, (household, says) in enumerate(told, 2):
            _line(work, batch, number, household, dict(says), outcome)
        return batch.id


def _line(work: Work, batch: Batch, row: int, household: str, says: dict[str, Any], outcome: str) -> None:
    home = work.connection.execute(select(HOUSEHOLDS).where(HOUSEHOLDS.c.id == household)).mappings().one()
    place = {"town": home["town"], "village": home["village"], "household_id": household}
    index = f"{household}-{says.pop('person', 1)}"
    noted = BatchRow(county=work.code, batch=batch.id, sheet=1, row=row, outcome=outcome, **place)
    work.connection.execute(insert(BatchRow).values(**noted.model_dump()))
    if outcome == "same":
        return
    c = LIST_ENTRIES.c
    work.connection.execute(delete(LIST_ENTRIES).where(c.list == batch.source, c.id_index == index))
    entry = ListEntry(county=work.code, list=batch.source, id_index=index, batch=batch.id, **place, **says)
    work.connection.execute(insert(ListEntry).values(**entry.model_dump()))


def undone(office: Office, batch: str) -> None:
    """What ``undo`` leaves of a batch, as far as screening is concerned."""
    with office.work() as work:
        work.connection.execute(update(BATCHES).where(BATCHES.c.id == batch).values(state="undone", undone_by="clerk"))
        work.connection.execute(update(BATCH_ROWS).where(BATCH_ROWS.c.batch == batch).values(outcome="undone"))


def hits(office: Office) -> list[Any]:
    """All hits, oldest first."""
    with office.database.read() as session:
        return list(session.connection().execute(select(HITS).order_by(HITS.c.id)).mappings())


def figure(office: Office, column: str) -> int:
    """What stands under 合计 in the district's 附件2, which lists as many rows behind it."""
    county, now = office.county(), office.clock()
    with office.database.read() as session:
        connection = session.connection()
        table = annex2(connection, county, None, None, now=now)
        behind = rows_behind(connection, county, column, None, None, None, now=now)
    total = table.total[[each.key for each in table.columns].index(column)]
    assert total == len(behind), column
    return int(total or 0)


def on(day: str) -> date:
    """``2023-11-10``"""
    return date.fromisoformat(day)
