"""Who stands on a whole list and not in its newer file is no longer on it. A person whose row was refused or waits is
not taken for absent: nobody is lost by a fault in a file."""

from typing import Any

from sqlalchemy import func, select

from intake_api.models import Account
from intake_api.models.tables import BATCH_ROWS, LIST_ENTRIES
from intake_api.office import Office, Work
from intake_api.roster.batches import Stored, own_town
from intake_api.roster.entries import ROSTER
from intake_api.roster.known import short
from intake_api.roster.reading import PORTION
from intake_api.roster.rows import LEFT, Change, Existing, Row, Run
from intake_api.roster.sources import source
from intake_api.roster.standings import refresh
from intake_api.roster.writing import note_rows, set_rows

NO_SHEET = 0  # of rows of a batch that stand in no sheet
_WHY = "这次的名单里没有{name}，从名单上去掉。"


def end_absent(
    office: Office, county: str, batch: Stored, run: Run, account: Account | None, *, dry: bool = False
) -> None:
    """After the last row of a whole list. A town's file speaks of the town only. The 户籍底册 comes in parts, and who
    is missing there is asked for, not removed."""
    if not source(batch["source"]).whole or batch["source"] == ROSTER:
        return
    last = ""
    while True:
        with office.work(county) as work:
            entries = _listed(work, batch["source"], own_town(account), last)
            gone = [each for each in entries if _is_absent(each, run)]
            if count := _end(work, batch, gone, dry=dry):
                run.counts[LEFT] = count
        if len(entries) < PORTION:
            break
        last = entries[-1]["id_index"]


def _listed(work: Work, key: str, town: str, last: str) -> list[Existing]:
    c = LIST_ENTRIES.c
    here: list[Any] = [c.county == work.code, c.list == key, c.until == "", c.id_index > last]
    if town:
        here.append(c.town == town)
    query = select(LIST_ENTRIES).where(*here).order_by(c.id_index).limit(PORTION)
    return list(work.connection.execute(query).mappings())


def _is_absent(entry: Existing, run: Run) -> bool:
    return short(entry["id_index"]) not in run.seen and entry["name"] not in run.spared


def _end(work: Work, batch: Stored, gone: list[Existing], *, dry: bool) -> int:
    """Take them off the list; how many this batch took off so far."""
    c = BATCH_ROWS.c
    mine = (c.county == work.code, c.batch == batch["id"], c.sheet == NO_SHEET)
    number = work.connection.execute(select(func.coalesce(func.max(c.row), 0)).where(*mine)).scalar_one()
    changes = [_change(work, number + n, each) for n, each in enumerate(gone, 1)]
    if not dry:
        today = work.today().isoformat()
        set_rows(work, LIST_ENTRIES, [{**each, "until": today, "batch": batch["id"]} for each in gone])
        refresh(work, {each["household_id"] for each in gone} - {""})
    note_rows(work, batch["id"], changes, written=not dry)
    return int(number) + len(gone)


def _change(work: Work, number: int, entry: Existing) -> Change:
    row = Row(number, NO_SHEET, number, None)
    who = {"number": work.office.sealer.open(entry["id_sealed"], "id_number")} if entry["id_sealed"] else None
    before = {**(who or {"key": entry["id_index"]}), "was": [[name, entry[name]] for name in ("until", "batch")]}
    change = Change(row, LEFT, _WHY.format(name=entry["name"]), entry["household_id"], before={"entry": before})
    change.town, change.village = entry["town"], entry["village"]
    return change
