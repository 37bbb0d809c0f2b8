"""The rows of a batch by what became of them: the first of each for the page, every refused one for the workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select, tuple_

from intake_api.console import words
from intake_api.console.roster_lists import OUTCOMES
from intake_api.console.roster_preview import names
from intake_api.models.tables import BATCH_ROWS, HOUSEHOLDS, RESIDENTS
from intake_api.office import Office
from knowledge.people.masking import hide_private, mask_name
from knowledge.policy import County

FIRST = 5
MOST = 100  # refused rows and candidates on the page
AT_ONCE = 1_000
_MANY = ("candidate", "rejected")
NO_NAMES: Mapping[Any, str] = {}
_SHEET = re.compile("工作表“(.+?)”")
Stored = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """One row: where it stands, whom it is about, why it was refused or waits."""

    sheet: int
    row: int
    who: str
    place: str
    why: str
    household_id: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All rows of one outcome, the first of them to look at."""

    key: str
    label: str
    count: int
    first: tuple[Sample, ...]


def outcomes(office: Office, connection: Connection, county: County, batch: Stored) -> list[Outcome]:
    """What became of the rows, the first ones of each. Only of what happened at all."""
    keys = [key for key in OUTCOMES if batch["counts"].get(key)]
    rows = {key: first_rows(connection, county.code, batch["id"], key) for key in keys}
    unnamed = {(row["sheet"], row["row"]) for key in keys if key not in _MANY for row in rows[key] if row["sheet"]}
    told = names(office, batch, unnamed)
    return [
        Outcome(key, OUTCOMES[key], batch["counts"][key], tuple(samples(connection, county, batch, rows[key], told)))
        for key in keys
    ]


def first_rows(connection: Connection, county: str, batch_id: str, outcome: str) -> list[RowMapping]:
    """The first rows of an outcome, in the order of the file."""
    c = BATCH_ROWS.c
    query = select(BATCH_ROWS).where(c.county == county, c.batch == batch_id, c.outcome == outcome)
    most = MOST if outcome in _MANY else FIRST
    return list(connection.execute(query.order_by(c.sheet, c.row).limit(most)).mappings())


def samples(
    connection: Connection, county: County, batch: Stored, rows: Sequence[Stored], told: Mapping[Any, str] = NO_NAMES
) -> Iterator[Sample]:
    """Rows in words. Names in full only as the file tells them (``told``, by sheet and row); numbers never."""
    residents = _named(connection, county.code, RESIDENTS, "name", {row["resident_id"] for row in rows})
    homes = _named(connection, county.code, HOUSEHOLDS, "head_name", {row["household_id"] for row in rows})
    heading = batch["mapping"].get("name", "")
    for row in rows:
        in_file = told.get((row["sheet"], row["row"])) or hide_private(str((row["cells"] or {}).get(heading, "")))
        known = residents.get(row["resident_id"]) or homes.get(row["household_id"], "")
        who = in_file or (mask_name(known) if known else "—")
        place = words.place(county, row["village"] or row["town"])
        yield Sample(row["sheet"], row["row"], who, place, hide_private(row["why"]), row["household_id"])


def refused_heads(office: Office, county: str, batch_id: str) -> tuple[list[str], dict[int, str]]:
    """The headings of the refused rows, in the order in which they come, and the names of their sheets: a village may
    stand nowhere else."""
    heads, names = dict[str, None](), dict[int, str]()
    for row in refused_rows(office, county, batch_id):
        heads |= dict.fromkeys(row["cells"])
        if told := _SHEET.search(row["why"]):
            names.setdefault(row["sheet"], told[1])
    return list(heads), names


def refused_rows(office: Office, county: str, batch_id: str) -> Iterator[RowMapping]:
    """Every refused row, a thousand at a time: nobody is kept waiting and nothing fills the memory."""
    c, last = BATCH_ROWS.c, (-1, -1)
    mine = (c.county == county, c.batch == batch_id, c.outcome == "rejected")
    while True:
        query = select(BATCH_ROWS).where(*mine, tuple_(c.sheet, c.row) > tuple_(*last))
        with office.database.read() as session:
            rows = session.connection().execute(query.order_by(c.sheet, c.row).limit(AT_ONCE)).mappings().all()
        yield from rows
        if len(rows) < AT_ONCE:
            return
        last = (rows[-1]["sheet"], rows[-1]["row"])


def _named(connection: Connection, county: str, table: Any, column: str, ids: set[str]) -> dict[str, str]:
    query = select(table.c.id, table.c[column]).where(table.c.county == county, table.c.id.in_(ids - {""}))
    return {row[0]: row[1] for row in connection.execute(query)}
