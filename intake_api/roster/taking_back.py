"""The rows of some households taken back: first it is asked who changed them since, then what was before is written.

What a row replaced stands in its ``before``: ``resident``, ``household`` (column, before, and of a household also
after; empty for a new one), ``entry`` of a list, ``listed`` (entries that came to the household with the person), and
``emptied`` (households without people since)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Table, bindparam, delete, update

from intake_api.intake.households import ID_FIELD, phone_columns
from intake_api.models.tables import BATCH_ROWS, CONCERNS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Work
from intake_api.roster.batches import Stored
from intake_api.roster.known import number_indexes
from intake_api.roster.looking import by_index, by_values
from intake_api.roster.references import used
from intake_api.roster.rows import UNDONE, Existing
from intake_api.roster.standings import refresh
from intake_api.roster.writing import follow, set_rows

_PERSON = "这户有人的情况后来改过"
_HOUSEHOLD = "这户的情况后来改过"
_ENTRY = "名单上这个人后来改过"
Rows = Sequence[Existing]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was left as it is. ``household_id`` is empty for a person of a list whom nobody knows."""

    household_id: str
    name: str
    why: str


class Portion:
    """Some rows of a batch, whole households: all rows of one household are taken back, or none."""

    def __init__(self, work: Work, batch: Stored, rows: Rows) -> None:
        by_index(work.connection)
        self._work, self._batch = work, batch
        self._by_home: dict[str, list[Existing]] = defaultdict(list)
        for row in rows:
            # Somebody without a household stands alone.
            self._by_home[row["household_id"] or f"{row['sheet']} {row['row']}"].append(row)
        emptied = chain.from_iterable(row["before"].get("emptied", ()) for row in rows)
        self._residents = self._by_id(RESIDENTS, (row["resident_id"] for row in rows if "resident" in row["before"]))
        self._households = self._by_id(HOUSEHOLDS, [*(row["household_id"] for row in rows), *emptied])
        self._entries = self._entries_of(rows)
        self._touched = {row["household_id"] for row in rows} - {""}
        self.kept: list[Kept] = []

    def take_back(self) -> int:
        """How many rows were."""
        made = {home for home, rows in self._by_home.items() if any(_made(row, "household") for row in rows)}
        people = {row["resident_id"] for row in chain.from_iterable(self._by_home.values())}
        in_use = used(self._work, self._batch["id"], made, people, self._linked())
        back: list[Existing] = []
        for home, rows in self._by_home.items():
            if why := self._since(home, rows) or in_use.get(home, ""):
                self._keep(home, rows, why)
            else:
                back += rows
        self._write(back[::-1])
        return len(back)

    def _since(self, home: str, rows: Rows) -> str:
        """Why these rows cannot be taken back; empty when nobody changed anything since."""
        for row in rows:
            before = row["before"]
            if "resident" in before and self._is_others(self._residents.get(row["resident_id"])):
                return _PERSON
            if "entry" in before and self._is_others(self._entry(row)):
                return _ENTRY
            if any(entry["batch"] != was[1] for entry, was in self._listed(row)):
                return _ENTRY
        written = [row["before"]["household"] for row in rows if "household" in row["before"]]
        return _HOUSEHOLD if written and not self._is_as_left(home, written) else ""

    def _is_others(self, now: Existing | None) -> bool:
        """Whether somebody else wrote this last, or removed it."""
        return now is None or now["batch"] != self._batch["id"]

    def _is_as_left(self, home: str, written: Sequence[Sequence[Sequence[Any]]]) -> bool:
        """Whether the household still is as this batch left it."""
        now = self._households.get(home)
        became = {"batch": self._batch["id"]} | {name: value for changes in written for name, _, value in changes}
        return now is not None and all(now[name] == value for name, value in became.items())

    def _keep(self, home: str, rows: Rows, why: str) -> None:
        known, entry = self._households.get(home), self._entry(rows[0])
        name = known["head_name"] if known else entry["name"] if entry else ""
        self.kept.append(Kept(home if known else "", name, why))
        self._note(rows, why=f"没有撤销：{why}")

    def _write(self, rows: Rows) -> None:
        """Everything as it was, the latest row first."""
        if not rows:
            return
        self._write_residents([row for row in rows if "resident" in row["before"]])
        self._write_entries([row for row in rows if "entry" in row["before"]])
        self._write_links(rows)
        self._write_households(rows)
        follow(self._work, self._touched)
        refresh(self._work, self._touched)
        self._note(rows, outcome=UNDONE, before={}, why="")

    def _write_residents(self, rows: Rows) -> None:
        self._drop(RESIDENTS, (row["resident_id"] for row in rows if _made(row, "resident")))
        changed = [row for row in rows if not _made(row, "resident")]
        was = [{**self._residents[row["resident_id"]], **dict(row["before"]["resident"])} for row in changed]
        for each in was:
            each["id_index"] = each["id_index"] if each["id_sealed"] else None
            self._touched.add(each["household_id"])
        set_rows(self._work, RESIDENTS, was)

    def _write_entries(self, rows: Rows) -> None:
        gone, was = [], []
        for row in rows:
            now, before = self._entry(row), row["before"]["entry"]["was"]
            if now is None:
                continue
            self._touched.add(now["household_id"])
            if before:
                was.append({**now, **dict(before)})
                self._touched.add(was[-1]["household_id"])
            else:
                gone.append({"of_county": now["county"], "of_list": now["list"], "of_key": now["id_index"]})
        set_rows(self._work, LIST_ENTRIES, was)
        if gone:
            self._work.connection.execute(_DROP_ENTRY, gone)

    def _write_links(self, rows: Rows) -> None:
        was = []
        for entry, (_, _, *place) in chain.from_iterable(map(self._listed, rows)):
            was.append({**entry, **dict(zip(("household_id", "town", "village"), place, strict=True))})
            self._touched |= {entry["household_id"], place[0]}
        set_rows(self._work, LIST_ENTRIES, was)

    def _write_households(self, rows: Rows) -> None:
        now = {id: dict(row) for id, row in self._households.items()}
        made = {row["household_id"] for row in rows if _made(row, "household")}
        changed = set[str]()
        for row in rows:
            for name, was, _ in row["before"].get("household", ()):
                now[row["household_id"]] |= phone_columns(self._work, was) if name == "phone" else {name: was}
                changed.add(row["household_id"])
            for id in row["before"].get("emptied", ()):
                if id in now and now[id]["ended"] == "merged":
                    now[id] |= {"ended": "", "ended_day": ""}
                    changed.add(id)
        set_rows(self._work, HOUSEHOLDS, (now[id] for id in sorted(changed - made)))
        self._drop(CONCERNS, made, "household_id")
        self._drop(HOUSEHOLDS, made)
        self._touched -= made | {""}

    def _drop(self, table: Table, ids: Iterable[str], column: str = "id") -> None:
        if given := [{"of_county": self._work.code, "of_id": id} for id in ids]:
            here = (table.c.county == bindparam("of_county"), table.c[column] == bindparam("of_id"))
            self._work.connection.execute(delete(table).where(*here), given)

    def _note(self, rows: Rows, **values: Any) -> None:
        given = [{"of_sheet": row["sheet"], "of_row": row["row"], **values} for row in rows]
        c = BATCH_ROWS.c
        mine = (c.county == self._work.code, c.batch == self._batch["id"])
        same = (*mine, c.sheet == bindparam("of_sheet"), c.row == bindparam("of_row"))
        self._work.connection.execute(update(BATCH_ROWS).where(*same), given)

    def _by_id(self, table: Table, ids: Iterable[str]) -> dict[str, Existing]:
        wanted = (id for id in ids if id)
        return {each["id"]: each for each in by_values(self._work.connection, self._work.code, table.c.id, wanted)}

    def _entries_of(self, rows: Rows) -> dict[tuple[str, str], Existing]:
        """The entries of lists that these rows wrote or linked, by list and key."""
        keys = chain.from_iterable(self._keys(row) for row in rows)
        found = by_values(self._work.connection, self._work.code, LIST_ENTRIES.c.id_index, keys)
        return {(each["list"], each["id_index"]): each for each in found}

    def _keys(self, row: Existing) -> Sequence[str]:
        """How the row's person may be filed on lists."""
        if who := row["before"].get("entry"):
            return number_indexes(self._work.office.sealer, who["number"]) if "number" in who else (who["key"],)
        if row["before"].get("listed") and (resident := self._residents.get(row["resident_id"])):
            sealer = self._work.office.sealer
            return number_indexes(sealer, sealer.open(resident["id_sealed"], ID_FIELD)) if resident["id_sealed"] else ()
        return ()

    def _entry(self, row: Existing) -> Existing | None:
        """The entry that a row of a list wrote."""
        keys = self._keys(row) if "entry" in row["before"] else ()
        places = ((self._batch["source"], key) for key in keys)
        return next((self._entries[place] for place in places if place in self._entries), None)

    def _listed(self, row: Existing) -> list[tuple[Existing, Sequence[Any]]]:
        """The entries that came to the household with the row's person, each with what it was."""
        found = []
        for was in row["before"].get("listed", ()):
            entries = (self._entries.get((was[0], key)) for key in self._keys(row))
            now = next(filter(None, entries), None)
            if now and now["household_id"] == row["household_id"]:
                found.append((now, was))
        return found

    def _linked(self) -> set[tuple[str, str]]:
        """Entries, by list and key, that are at their household by these rows only."""
        rows = chain.from_iterable(self._by_home.values())
        return {(e["list"], e["id_index"]) for e, _ in chain.from_iterable(map(self._listed, rows))}


def _made(row: Existing, what: str) -> bool:
    """Whether the row brought the person or the household."""
    return bool(row["before"].get(what) == [])


_E = LIST_ENTRIES.c
_DROP_ENTRY = delete(LIST_ENTRIES).where(
    _E.county == bindparam("of_county"), _E.list == bindparam("of_list"), _E.id_index == bindparam("of_key")
)
