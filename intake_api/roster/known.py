"""Who and what is known already of the people of some rows: looked up together, a few statements for a thousand."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from intake_api.intake.households import ID_FIELD, PHONE_FIELD
from intake_api.models.tables import CASES, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.roster.looking import by_pairs, by_values
from intake_api.roster.rows import Existing, Row, Run
from intake_api.store.sealing import Sealer

_MEMBER = tuple(RESIDENTS.c[name] for name in ("id", "household_id", "name", "born", "left"))


class Known:
    """The residents, households and entries that some rows may speak of."""

    def __init__(self, connection: Connection, county: str, sealer: Sealer) -> None:
        self._connection, self._county, self._sealer = connection, county, sealer
        self.residents: dict[str, Existing] = {}  # by blind index
        self.namesakes: dict[tuple[str, str], list[Existing]] = defaultdict(list)  # by name and month of birth
        self.households: dict[str, Existing] = {}
        self.by_book: dict[tuple[str, str], Existing] = {}  # by village and 户号
        self.by_number: dict[str, Existing] = {}  # by a blind index of their own
        self.by_contact: dict[tuple[str, str, str], Existing] = {}  # by index of the number, village and name
        self.members: dict[str, list[Existing]] = defaultdict(list)  # who lives in a household, by its id
        self.reported: set[str] = set()  # households that reported once
        self.entries: dict[str, Existing] = {}  # of one list, by blind index

    def person(self, row: Row) -> Existing | None:
        """The resident with the row's ID number."""
        return next((self.residents[index] for index in row.indexes if index in self.residents), None)

    def alike(self, row: Row, village: str) -> list[Existing]:
        """Residents of the village with the row's name and month of birth of whom one does not know the number, or
        whose number the row does not tell: perhaps the same person, which only people can say."""
        entry = row.entry
        assert entry
        if not (entry.name and entry.born and village):
            return []
        found = self.namesakes.get((entry.name, entry.born), [])
        living = [each for each in found if not each["left"] and not (row.indexes and each["id_index"])]
        return [each for each in living if self.households[each["household_id"]]["village"] == village]

    def home_of(self, resident: Existing) -> Existing:
        """The household of a resident."""
        return self.households[resident["household_id"]]

    def look_up(self, rows: Sequence[Row]) -> None:
        """The people of these rows, and where they live."""
        indexes = list(chain.from_iterable(row.indexes for row in rows))
        for each in self._rows(RESIDENTS.c.id_index, indexes):
            self.residents[each["id_index"]] = each
        unknown = [row.entry for row in rows if row.entry and not self.person(row)]
        names = {(entry.name, entry.born) for entry in unknown if entry.name and entry.born}
        for mate in by_pairs(self._connection, self._county, RESIDENTS, ("name", "born"), names):
            self.namesakes[mate["name"], mate["born"]].append(mate)
        everybody = chain(self.residents.values(), *self.namesakes.values())
        self._keep(self._rows(HOUSEHOLDS.c.id, (each["household_id"] for each in everybody)))
        for each in self._rows(HOUSEHOLDS.c.id_index, indexes):
            self._keep([each])
            self.by_number[each["id_index"]] = each

    def look_up_household(self, id: str) -> None:
        """One household by its id; none without one."""
        self._keep(self._rows(HOUSEHOLDS.c.id, [id] if id else []))

    def look_up_homes(self, rows: Sequence[Row]) -> None:
        """The households of these rows by their 户号 and by their telephone, and who lives in them."""
        entries = [row.entry for row in rows if row.entry]
        books = {(entry.village, entry.book) for entry in entries if entry.book and entry.village}
        for home in by_pairs(self._connection, self._county, HOUSEHOLDS, ("village", "book"), books):
            self._keep([home])
            if home["ended"] in ("", "moved"):
                self.by_book[home["village"], home["book"]] = home
        phones = {entry.phone for entry in entries if entry.phone}
        for each in self._rows(HOUSEHOLDS.c.phone_index, chain.from_iterable(map(self.phone_indexes, phones))):
            if each["id_index"] is None and not each["ended"]:
                self._keep([each])
                self.by_contact[each["phone_index"], each["village"], each["head_name"]] = each
        for each in self._rows(RESIDENTS.c.household_id, self.households, columns=_MEMBER):
            if not each["left"]:
                self.members[each["household_id"]].append(each)
        reports = self._rows(CASES.c.household_id, self.households, columns=(CASES.c.household_id,))
        self.reported = {each["household_id"] for each in reports}

    def look_up_entries(self, key: str, rows: Sequence[Row]) -> None:
        """What the list of this key says of the people of these rows, and of those who look like them."""
        alike = chain.from_iterable(self.namesakes.values())
        keys = chain(*(row.indexes for row in rows), (each["id_index"] for each in alike if each["id_index"]))
        plain = (plain_key(row) for row in rows if row.entry)
        for each in self._rows(LIST_ENTRIES.c.id_index, chain(keys, plain), LIST_ENTRIES.c.list == key):
            self.entries[each["id_index"]] = each

    def phone_indexes(self, phone: str) -> list[str]:
        """How a number may be filed."""
        return self._sealer.indexes(phone, PHONE_FIELD)

    def _keep(self, rows: Iterable[Existing]) -> None:
        self.households |= {each["id"]: each for each in rows}

    def _rows(self, column: Any, wanted: Iterable[Any], *where: Any, **how: Any) -> Iterator[Mapping[Any, Any]]:
        return by_values(self._connection, self._county, column, wanted, *where, **how)


def number_indexes(sealer: Sealer, number: str) -> tuple[str, ...]:
    """How an ID number may be filed; a 残疾人证 number begins with the ID number."""
    return tuple(sealer.indexes(number[:18], ID_FIELD)) if number else ()


def met_before(row: Row, run: Run) -> str:
    """Words for a row whose person stood in this file before; empty for the first."""
    for key in keys_of(row):
        first = run.seen.setdefault(key, (row.sheet, row.row))
        if first != (row.sheet, row.row):
            return f"{row.place}：和第 {first[1]} 行是同一个人，只算第一次。"
    return ""


def keys_of(row: Row) -> list[Hashable]:
    """By what a person is told apart within one file: the ID number, else name, month of birth and household."""
    if row.indexes:
        return [short(index) for index in row.indexes]
    assert row.entry
    return [(row.family, row.entry.name, row.entry.born) if row.family else plain_key(row)]


def short(index: str) -> Hashable:
    """A blind index to be kept by the hundred thousand; a plain key stays as it is."""
    return index if " " in index else bytes.fromhex(index)


def plain_key(row: Row) -> str:
    """What somebody without an ID number is filed by on a list: no index, so that no key is needed for it."""
    assert row.entry
    return f"{row.entry.name} {row.entry.born} {row.entry.village}"
