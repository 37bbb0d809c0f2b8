"""Who is on a department's list: its rows against the people on the roster and against the list as it was. A person
whom nobody knows stays on the list without a household."""

from collections.abc import Mapping, Sequence
from typing import Any

from intake_api.intake.households import ID_FIELD
from intake_api.office import Work
from intake_api.roster.entries import Entry
from intake_api.roster.known import Known, met_before, plain_key, short
from intake_api.roster.matching import doubts
from intake_api.roster.rows import (
    CANDIDATE,
    CHANGED,
    MATCHED,
    NEW,
    REJECTED,
    SAME,
    Change,
    Existing,
    Plan,
    Row,
    Run,
)

_ALIKE = "底册里有同名、同出生年月的人，号码没法对。请看看是不是同一个人。"
_NOT_YOURS = "{row}：这个人登记在{place}，不归您的乡镇。"
_TOLD = ("name", "since", "amount", "grade")  # what a newer file does not tell stays
WRITTEN = ("name", "town", "village", "since", "until", "detail", "amount", "grade", "household_id")


class Lister:
    """Plans what the rows of a list change. ``town``: the only town that may be written, if any."""

    def __init__(
        self, work: Work, batch: Mapping[Any, Any], known: Known, run: Run, plan: Plan, town: str = ""
    ) -> None:
        self._work, self._batch, self._known, self._run, self._plan = work, batch, known, run, plan
        self._town = town

    def match(self, rows: Sequence[Row]) -> None:
        """All rows in turn."""
        self._plan.changes += [self._row(row) for row in rows]

    def _row(self, row: Row) -> Change:
        entry = row.entry
        if row.why or not entry:
            return Change(row, REJECTED, row.why)
        if words := met_before(row, self._run):  # two bills of one person: one person of the list
            return Change(row, SAME, words)
        key = row.indexes[0] if row.indexes else plain_key(row)
        resident = self._known.person(row)
        home = self._home(row, resident)
        if home and self._town and home["town"] != self._town:
            place = self._work.county.places.full_name(home["town"])
            return Change(row, REJECTED, _NOT_YOURS.format(row=row.place, place=place))
        return self._listed(row, key, home, resident)

    def _home(self, row: Row, resident: Existing | None) -> Existing | None:
        """The household of a person by number: by the roster, else by a report."""
        if resident:
            return self._known.home_of(resident)
        known = self._known.by_number
        return next((known[index] for index in row.indexes if index in known), None)

    def _listed(self, row: Row, key: str, home: Existing | None, resident: Existing | None) -> Change:
        entries = self._known.entries
        now = next((entries[each] for each in (*row.indexes, key) if each in entries), None)
        if not now and not home and (alike := self._alike(row)):
            itself = next((each for each in alike if self._is_listed(row, each)), None)
            if itself is None:
                return self._candidate(row, alike[0])
            resident, home, now = itself, self._known.home_of(itself), entries[itself["id_index"]]
            self._run.seen.setdefault(short(now["id_index"]), (row.sheet, row.row))
        return list_person(self._work, self._batch, self._plan, row, key, now, home, resident)

    def _alike(self, row: Row) -> list[Existing]:
        assert row.entry
        return self._known.alike(row, row.entry.village)

    def _is_listed(self, row: Row, resident: Existing) -> bool:
        """Whether somebody said before that the row means this resident: all it tells is on the list."""
        now = self._known.entries.get(resident["id_index"] or "")
        return now is not None and not differences(row, now, self._known.home_of(resident), self._work)

    def _candidate(self, row: Row, resident: Existing) -> Change:
        home = self._known.home_of(resident)
        return Change(row, CANDIDATE, _ALIKE, "", resident["id"], home["town"], home["village"])


def list_person(
    work: Work,
    batch: Mapping[Any, Any],
    plan: Plan,
    row: Row,
    key: str,
    now: Existing | None,
    home: Existing | None,
    resident: Existing | None,
) -> Change:
    """Put the person of a row on the list, with the household and its place where that is known; else where the row
    says."""
    entry = row.entry
    assert entry
    place = {name: home[name] if home else getattr(entry, name) for name in ("town", "village")}
    change = Change(row, SAME, doubts(row), home["id"] if home else "", resident["id"] if resident else "", **place)
    changed = differences(row, now, home, work) if now else {}
    if now is None:
        change.outcome = MATCHED if home else NEW
        change.before["entry"] = _who(entry, key) | {"was": []}
        plan.new_entries.append(_made(work, batch, row, key, home))
    elif changed:
        change.outcome = CHANGED
        was = [[name, now[name]] for name in (*changed, "batch")]
        change.before["entry"] = _who(entry, now["id_index"]) | {"was": was}
        plan.set_entries.append({**now, **changed, "batch": batch["id"]})
        plan.touched |= {now["household_id"]} - {""}
    if change.outcome != SAME and home:
        plan.touched.add(home["id"])
    return change


def differences(row: Row, now: Existing, home: Existing | None, work: Work) -> dict[str, Any]:
    """What the row changes of an entry. Who is listed again is on the list again."""
    entry = row.entry
    assert entry
    wanted = {name: value for name in _TOLD if (value := getattr(entry, name)) not in ("", None)}
    if detail := in_words(entry):
        wanted["detail"] = detail
    if home:
        wanted |= {"household_id": home["id"], "town": home["town"], "village": home["village"]}
    elif not now["household_id"]:
        wanted |= {name: value for name in ("town", "village") if (value := getattr(entry, name))}
    wanted["until"] = entry.until
    return {name: value for name, value in wanted.items() if value != now[name]}


def in_words(entry: Entry) -> str:
    """The kind and the remarks of a list, which are sealed together."""
    return "；".join(filter(None, (entry.kind, entry.detail)))


def _made(work: Work, batch: Mapping[Any, Any], row: Row, key: str, home: Existing | None) -> dict[str, Any]:
    entry = row.entry
    assert entry
    return {
        "county": work.code,
        "list": batch["source"],
        "id_index": key,
        "id_sealed": work.office.sealer.seal(entry.id_no, ID_FIELD) if entry.id_no else "",
        "town": home["town"] if home else entry.town,
        "village": home["village"] if home else entry.village,
        "household_id": home["id"] if home else "",
        "detail": in_words(entry),
        "batch": batch["id"],
        **{name: getattr(entry, name) for name in ("name", "since", "until", "amount", "grade")},
    }


def _who(entry: Entry, key: str) -> dict[str, Any]:
    """By what the entry is found again, also when the key of the blind indexes was changed."""
    return {"number": entry.id_no} if entry.id_no else {"key": key}
