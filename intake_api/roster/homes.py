"""The household that rows of a 户籍底册 speak of: the one known already, wherever it came from, or a new one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from intake_api.intake.households import phone_columns
from intake_api.office import Work
from intake_api.roster.entries import HEAD, Entry
from intake_api.roster.known import Known
from intake_api.roster.rows import CHANGED, SAME, WRITTEN, Change, Existing, Plan, Row

_ELSEWHERE = "这一户登记在{place}，要先迁户。"
_NO_PLACE = "没有写是哪个村。请补上村名。"
_GONE = ("merged", "died")  # such a household does not come back


@dataclass(slots=True)
class Home:
    """A household as it will be. ``now``: as it is, None for a new one. ``problem``: why it cannot be written."""

    now: Existing | None
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def id(self) -> str:
        return str(self.values["id"])

    @property
    def is_new(self) -> bool:
        return self.now is None

    @property
    def is_of_intake(self) -> bool:
        """Whether it came by a report, and no roster named it yet."""
        return self.now is not None and not self.now["enrolled"]


class Homes:
    """The households of some rows; each family of the file has its own."""

    def __init__(self, work: Work, batch: str, known: Known, plan: Plan) -> None:
        self._work, self._batch, self._known, self._plan = work, batch, known, plan
        self._taken: set[str] = set()

    def of(self, rows: Sequence[Row], now: Existing | None = None) -> Home:
        """The household of these rows, with what the file says of it; ``now``, if it is known already which."""
        entries = [row.entry for row in rows if row.entry]
        now = now or next((each for each in self._ways(rows, entries) if each["id"] not in self._taken), None)
        home = self._as_told(now, entries)
        self._taken.add(home.id)
        town = entries[0].town
        if now and now["town"] and town and now["town"] != town:
            home.problem = _ELSEWHERE.format(place=self._work.county.places.full_name(now["town"]))
        elif not home.values["village"]:
            home.problem = _NO_PLACE
        return home

    def keep(self, home: Home, rows: Sequence[Row], changes: Sequence[Change]) -> None:
        """Plan to write the household, if any of its rows counts; the first that does remembers what was before."""
        bearers = [each for each in changes if each.outcome in WRITTEN] or [e for e in changes if e.outcome == SAME]
        if not bearers:
            return
        self._plan.touched.add(home.id)
        if home.now is None:
            self._plan.new_households[home.id] = home.values
            bearers[0].before["household"] = []
        elif changed := [[k, home.now[k], v] for k, v in home.values.items() if v != home.now[k] and k in _WRITTEN]:
            changed.append(["batch", home.now["batch"], self._batch])
            self._plan.set_households[home.id] = home.values | {"batch": self._batch}
            bearers[0].before["household"] = changed
            bearers[0].outcome = CHANGED if bearers[0].outcome == SAME else bearers[0].outcome

    def _ways(self, rows: Sequence[Row], entries: Sequence[Entry]) -> Iterator[Existing]:
        """By 户号; by who is known to live there; by who reported; by name, telephone and village."""
        known = self._known
        books = ((each.village, each.book) for each in entries if each.book)
        yield from (known.by_book[key] for key in books if key in known.by_book)
        yield from self._by_people(rows, next((each.book for each in entries if each.book), ""))
        yield from (known.by_number[i] for row in rows for i in row.indexes if i in known.by_number)
        for each in entries:
            contacts = ((index, each.village, each.name) for index in known.phone_indexes(each.phone) if each.phone)
            yield from (known.by_contact[key] for key in contacts if key in known.by_contact)

    def _by_people(self, rows: Sequence[Row], book: str) -> Iterator[Existing]:
        """Where most of them live, the head first. A household of another 户号 only when all of it came along: then
        it was numbered anew, else some of it became a household of their own."""
        count: Counter[str] = Counter()
        people = {row.number: self._known.person(row) for row in rows}
        for row in rows:
            if (person := people[row.number]) and not person["left"]:
                count[person["household_id"]] += 2 if row.entry and row.entry.relation == HEAD else 1
        here = {person["id"] for person in people.values() if person}
        for household_id, _ in count.most_common():
            home = self._known.households[household_id]
            others = {each["id"] for each in self._known.members[household_id]} - here
            if home["ended"] not in _GONE and (book in ("", home["book"]) or not home["book"] or not others):
                yield home

    def _as_told(self, now: Existing | None, entries: Sequence[Entry]) -> Home:
        head = next((each for each in entries if each.relation == HEAD), entries[0])
        told = {name: next((getattr(e, name) for e in entries if getattr(e, name)), "") for name in _OF_HOUSEHOLD}
        if now is None:
            return Home(None, self._made(head, told))
        values = dict(now) | {name: value for name, value in told.items() if value} | {"enrolled": True}
        if now["ended"] == "moved":
            values |= {"ended": "", "ended_day": ""}
        if head.phone and not now["phone"]:
            values |= phone_columns(self._work, head.phone)
        if now["id"] not in self._known.reported and head.relation == HEAD:
            values["head_name"] = head.name  # who reported for a household is called by it; else it is the head
        return Home(now, values)

    def _made(self, head: Entry, told: dict[str, str]) -> dict[str, Any]:
        return {
            "county": self._work.code,
            "id": self._work.new_id(),
            "head_name": head.name,
            **phone_columns(self._work, head.phone),
            **told,
            "id_sealed": "",
            "id_index": None,  # its people have theirs
            "created_at": self._work.now,
            "enrolled": True,
            "standing": "ordinary",
            "patrolled_day": "",
            "ended": "",
            "ended_day": "",
            "batch": self._batch,
        }


_OF_HOUSEHOLD = ("town", "village", "hamlet", "book")
_WRITTEN = (*_OF_HOUSEHOLD, "enrolled", "ended", "ended_day", "phone", "head_name")
