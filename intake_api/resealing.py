"""``baopin rekey``: everything that is sealed under today's key, every blind index made anew, what still lies in clear
sealed too. In small batches, beside the running service; broken off, it is simply started again."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Connection, RowMapping, String, Table, bindparam, column, select, tuple_, update
from sqlalchemy import table as plain_table
from sqlmodel import SQLModel

from intake_api.casework.collected import collected
from intake_api.intake import attachments
from intake_api.intake.households import ID_FIELD, NO_PHONE, PHONE_FIELD
from intake_api.intake.talks import dump, dump_reply, load
from intake_api.models.tables import (
    ATTACHMENTS,
    AUDIT,
    BATCHES,
    CASES,
    COUNTERS,
    HOUSEHOLDS,
    INBOX,
    LIST_ENTRIES,
    LISTED,
    LOGINS,
    RESIDENTS,
    TALKS,
)
from intake_api.office import Office
from intake_api.sealed_answers import open_answers
from intake_api.store.sealed import SealedParts, SealedText
from intake_api.store.sealing import Sealer

BATCH = 500
Row = Mapping[Any, Any]
# The chain is never written again, and it holds nothing personal; the others hold nothing that is sealed.
_LEFT_ALONE = frozenset({AUDIT.name, COUNTERS.name, LOGINS.name})


@dataclass(slots=True)
class Resealed:
    """What was done to one table. ``closed``: rows that no key opened, left as they are."""

    table: str
    looked: int = 0
    changed: int = 0
    closed: int = 0


def reseal(office: Office, county: str, *, dry_run: bool = False, batch: int = BATCH) -> Iterator[Resealed]:
    """Go through every table of a county; what became of each. ``dry_run`` only counts."""
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in _LEFT_ALONE:
            yield _Table(office, county, table).gone_through(dry_run, batch)
    yield _people_listed(office, county, dry_run, batch)
    yield _files(office, county, dry_run, batch)


class _Table:
    """One table as it really lies there: no column opens by itself."""

    def __init__(self, office: Office, county: str, table: Table) -> None:
        self._office, self._county, self._table = office, county, table
        self._raw = plain_table(table.name, *(column(each.name, _raw_type(each)) for each in table.columns))
        self._key = [each.name for each in table.primary_key]
        self._looked = [each.name for each in table.columns if _may_be_sealed(each)]

    def gone_through(self, dry_run: bool, batch: int) -> Resealed:
        done, last = Resealed(self._table.name), None
        while True:
            with self._office.database.read() if dry_run else self._office.database.session() as session:
                rows = self._page(session.connection(), last, batch, hold=not dry_run)
                changes = [change for row in rows if (change := self._change(row, done))]
                if changes and not dry_run:
                    session.connection().execute(self._update(), changes)
            done.looked += len(rows)
            done.changed += len(changes)
            if len(rows) < batch:
                return done
            last = [rows[-1][name] for name in self._key]

    def _page(self, connection: Connection, last: list[Any] | None, batch: int, *, hold: bool) -> list[RowMapping]:
        c, key = self._raw.c, self._key
        query = select(*(c[name] for name in dict.fromkeys([*key, *self._looked])))
        query = query.where(c.county == self._county).order_by(*(c[name] for name in key)).limit(batch)
        if last is not None:
            query = query.where(tuple_(*(c[name] for name in key)) > tuple_(*last))
        if hold and not self._office.database.is_sqlite:
            query = query.with_for_update()
        return list(connection.execute(query).mappings())

    def _change(self, row: RowMapping, done: Resealed) -> dict[str, Any] | None:
        """The row's new values, None when nothing changes."""
        sealer = self._office.sealer
        try:
            fresh = {name: self._renewed(name, row[name], sealer) for name in self._looked}
            fresh |= _indexes(self._table, fresh, row, sealer)
        except ValueError:
            done.closed += 1
            return None
        if all(fresh[name] == row[name] for name in self._looked):
            return None
        return {f"new_{name}": value for name, value in fresh.items()} | {f"of_{name}": row[name] for name in self._key}

    def _renewed(self, name: str, value: Any, sealer: Sealer) -> Any:
        kind = self._table.c[name].type
        if not value:
            return value
        if isinstance(kind, SealedParts):
            return kind.renewed(value, sealer)
        if by_hand := _BY_HAND.get((self._table.name, name)):
            return by_hand(value, sealer)
        if sealer.is_sealed(value):
            return sealer.resealed(value, ID_FIELD)  # the first edition sealed nothing else
        return sealer.seal(value, kind.context) if isinstance(kind, SealedText) else value

    def _update(self) -> Any:
        same = [self._raw.c[name] == bindparam(f"of_{name}") for name in self._key]
        return update(self._raw).where(*same).values({name: bindparam(f"new_{name}") for name in self._looked})


def _raw_type(each: Column[Any]) -> Any:
    if isinstance(each.type, SealedParts):
        return JSON()
    return String() if isinstance(each.type, SealedText) else each.type


def _may_be_sealed(each: Column[Any]) -> bool:
    """Any text or JSON; also the parts of a key that are blind indexes."""
    is_text = isinstance(each.type, String | SealedText | SealedParts) or isinstance(
        getattr(each.type, "impl_instance", each.type), String
    )
    return is_text and (not each.primary_key or each.name.endswith("_index"))


def _indexes(table: Table, fresh: Mapping[str, Any], row: Row, sealer: Sealer) -> dict[str, str | None]:
    """The blind indexes of a row; a list imported without its numbers keeps the one it has."""
    made = dict[str, str | None]()
    for name, (source, context, length) in _INDEXES.get(table.name, {}).items():
        clear = sealer.open(fresh[source], context)[:length] if fresh[source] else ""
        if clear and clear != NO_PHONE:
            made[name] = sealer.index(clear, context)
        elif row[name]:
            made[name] = row[name]
    return made


def _talk(body: str, sealer: Sealer) -> str:
    return body if body == "{}" or sealer.is_current(body) else dump(load(body, sealer), sealer)


def _reply(stored: str, sealer: Sealer) -> str:
    return sealer.resealed(stored) if sealer.is_sealed(stored) else dump_reply(stored, sealer)


def _people_listed(office: Office, county: str, dry_run: bool, batch: int) -> Resealed:
    """The indexes of who stands in which sheet: made anew from the sheets."""
    done, last, c = Resealed("listed_people"), ("", -1), LISTED.c
    while True:
        with office.database.read() if dry_run else office.database.session() as session:
            connection = session.connection()
            query = select(LISTED).where(c.county == county, tuple_(c.case_id, c.member) > tuple_(*last))
            rows = list(connection.execute(query.order_by(c.case_id, c.member).limit(batch)).mappings())
            known = _members(office, connection, county, {row["case_id"] for row in rows})
            for row in rows:
                index = known.get((row["case_id"], row["member"]), row["id_index"])
                done.changed += index != row["id_index"]
                if index != row["id_index"] and not dry_run:
                    here = (c.county == county, c.case_id == row["case_id"], c.member == row["member"])
                    connection.execute(update(LISTED).where(*here).values(id_index=index))
        done.looked += len(rows)
        if len(rows) < batch:
            return done
        last = (rows[-1]["case_id"], rows[-1]["member"])


def _members(office: Office, connection: Connection, county: str, cases: set[str]) -> dict[tuple[str, int], str]:
    """Today's index of each person with an ID number in these cases. What no key opens was counted with the case."""
    found = dict[tuple[str, int], str]()
    for id in sorted(cases):  # one by one: the column opens its answers by itself, and may fail to
        query = select(CASES.c.answers).where(CASES.c.county == county, CASES.c.id == id)
        with suppress(ValueError):
            answers = connection.execute(query).scalar_one()
            people = collected(open_answers(answers, office.sealer)).people
            numbers = {each.place: each.id_no[:18] for each in people if len(each.id_no) >= 18}
            found |= {(id, place): office.sealer.index(number, ID_FIELD) for place, number in numbers.items()}
    return found


def _files(office: Office, county: str, dry_run: bool, batch: int) -> Resealed:
    """Photos and recordings, and lists that wait to be imported."""
    done, last = Resealed("media"), ""
    kept = ((table.c.county == county, table.c.file > bindparam("last")) for table in (ATTACHMENTS, BATCHES))
    media, lists = (select(where[1].left).where(*where) for where in kept)
    query = media.union(lists).order_by("file")
    while True:
        with office.database.read() as session:
            names = list(session.connection().execute(query.limit(batch), {"last": last}).scalars())
        for name in names:
            done.looked += 1
            try:
                done.changed += attachments.reseal(office, name, dry_run=dry_run)
            except ValueError:
                done.closed += 1
        if len(names) < batch:
            return done
        last = names[-1]


_BY_HAND: Mapping[tuple[str, str], Callable[[str, Sealer], str]] = {
    (TALKS.name, "body"): _talk,
    (INBOX.name, "reply"): _reply,
}
# index → where the number stands, what it is sealed as, how much of it counts (a 残疾人证 begins with the ID number).
_INDEXES: Mapping[str, Mapping[str, tuple[str, str, int]]] = {
    HOUSEHOLDS.name: {"id_index": ("id_sealed", ID_FIELD, 18), "phone_index": ("phone", PHONE_FIELD, 32)},
    CASES.name: {"phone_index": ("phone", PHONE_FIELD, 32)},
    LIST_ENTRIES.name: {"id_index": ("id_sealed", ID_FIELD, 18)},
    RESIDENTS.name: {"id_index": ("id_sealed", ID_FIELD, 18)},
}
