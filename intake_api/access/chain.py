"""The chain of the audit log: what an entry's hash covers, and checking that nobody touched it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from intake_api.models.tables import AUDIT, COUNTERS
from intake_api.office import Office

BEGINNING = "0" * 64
_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry before it is written. ``before`` is the hash of the entry before it."""

    county: str
    number: int
    at: datetime
    actor: str
    act: str
    subject: str
    data: Mapping[str, Any]
    before: str

    @property
    def hash(self) -> str:
        """SHA-256 over all of it, written in one way only."""
        whole = {**asdict(self), "at": self.at.astimezone(UTC).isoformat(timespec="microseconds")}
        text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def row(self) -> dict[str, Any]:
        """The row to insert."""
        return {**asdict(self), "hash": self.hash}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found. ``broken`` is the first number that is not as it was written, 0 when all are; ``head`` the
    hash of the last one: kept elsewhere, it also shows a chain that was written anew as a whole."""

    count: int
    head: str
    broken: int = 0
    why: str = ""


def verify(office: Office, county: str) -> Verdict:
    """Check a county's whole chain as a stream; it may grow meanwhile."""
    with office.database.read() as session:
        connection = session.connection()
        promised = _promised(connection, county)
        last, head = 0, BEGINNING
        for row in _entries(connection, county):
            if why := _wrong(row, last + 1, head):
                return Verdict(last, head, last + 1, why)
            last, head = row["number"], row["hash"]
        if last < promised:
            return Verdict(last, head, last + 1, f"少了后面的：应该有 {promised} 条，只有 {last} 条")
    with office.database.read() as session:
        if last > (promised := _promised(session.connection(), county)):
            return Verdict(last, head, promised + 1, f"多了：只写过 {promised} 条，却有 {last} 条")
    return Verdict(last, head)


def _wrong(row: RowMapping, number: int, before: str) -> str:
    if row["number"] != number:
        return f"少了这一条，后面接着的是第 {row['number']} 条"
    if row["before"] != before:
        return "接不上前一条"
    content = {key: row[key] for key in ("county", "number", "at", "actor", "act", "subject", "data", "before")}
    return "" if Entry(**content).hash == row["hash"] else "内容改动过"


def _entries(connection: Connection, county: str) -> Iterator[RowMapping]:
    last = -(2**31)  # whatever number somebody gave an entry of their own
    while True:
        query = select(AUDIT).where(AUDIT.c.county == county, AUDIT.c.number > last)
        rows = list(connection.execute(query.order_by(AUDIT.c.number).limit(_PAGE)).mappings())
        yield from rows
        if len(rows) < _PAGE:
            return
        last = rows[-1]["number"]


def _promised(connection: Connection, county: str) -> int:
    """How many entries were ever written: counted beside the chain, so that a cut end shows."""
    query = select(COUNTERS.c.value).where(COUNTERS.c.county == county, COUNTERS.c.name == "audit")
    return connection.execute(query).scalar_one_or_none() or 0
