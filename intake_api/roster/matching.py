"""Who is who in a 户籍底册: its rows against the people and households already known. Numbers tell people apart;
without them nobody is merged with anybody unless somebody says so."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import Any

from intake_api.intake.households import ID_FIELD
from intake_api.office import Work
from intake_api.roster.entries import Entry
from intake_api.roster.homes import Home, Homes
from intake_api.roster.known import Known, met_before
from intake_api.roster.rows import (
    CANDIDATE,
    CHANGED,
    MATCHED,
    NEW,
    REJECTED,
    SAME,
    WRITTEN,
    Change,
    Existing,
    Plan,
    Row,
    Run,
)

_DIED = "{row}：{name}登记为已去世。人还在的话，请先在这户里更正，再导入。"
_PERSON_ELSEWHERE = "{row}：{name}登记在{place}的户里，要先迁户。"
_ALIKE = "村里有同名、同出生年月的人，号码没法对。请看看是不是同一个人。"
_TOLD = ("name", "born", "sex", "relation", "phone")  # of a person; what a file does not tell stays


class Matcher:
    """Plans what the rows of a 户籍底册 change."""

    def __init__(self, work: Work, batch: str, known: Known, run: Run, plan: Plan) -> None:
        self._work, self._batch, self._known, self._run, self._plan = work, batch, known, run, plan
        self._homes = Homes(work, batch, known, plan)

    def match(self, rows: Sequence[Row]) -> None:
        """All rows, household by household; the changes of the plan stand in the order of the rows."""
        families: dict[Hashable, list[Row]] = defaultdict(list)
        for row in rows:
            if self._is_sound(row):
                families[row.family].append(row)
        for family in families.values():
            self._family(family)
        self._plan.changes.sort(key=lambda change: change.row.number)

    def decided(self, row: Row, resident: Existing | None, there: Existing | None) -> Change:
        """One row of which somebody said who it is: this resident, or nobody known. ``there``: the household."""
        home = self._homes.of([row], there)
        if home.problem:
            return Change(row, REJECTED, home.problem)
        change = self._known_person(row, home, resident) if resident else self._new_person(row, home)
        self._homes.keep(home, [row], [change])
        return change

    def _is_sound(self, row: Row) -> bool:
        """Whether the row may be looked at: not refused already, and not somebody's second row."""
        words = row.why
        if not words and row.entry:
            words = met_before(row, self._run)
        if words:
            self._plan.changes.append(Change(row, REJECTED, words))
        return not words

    def _family(self, rows: Sequence[Row]) -> None:
        home = self._homes.of(rows)
        if home.problem:
            self._plan.changes += [Change(row, REJECTED, f"{row.place}：{home.problem}") for row in rows]
            return
        changes = [self._person(row, home) for row in rows]
        self._homes.keep(home, rows, changes)
        self._plan.changes += changes

    def _person(self, row: Row, home: Home) -> Change:
        resident = self._known.person(row)
        alike = [] if resident else self._alike(row, home)
        if alike and (itself := self._itself(alike, row, home)):
            resident = itself
        if resident:
            return self._known_person(row, home, resident)
        if alike:
            return self._change(row, home, CANDIDATE, _ALIKE, alike[0]["id"])
        return self._new_person(row, home)

    def _alike(self, row: Row, home: Home) -> list[Existing]:
        """Whom the row may mean, none of them brought by this file itself."""
        alike = self._known.alike(row, home.values["village"])
        return [each for each in alike if each["id"] not in self._run.made]

    def _itself(self, alike: Sequence[Existing], row: Row, home: Home) -> Existing | None:
        """The resident that this row brought before: of the same household, and the row has no number either; or
        nothing would change, so that there is nothing to decide."""
        here = [each for each in alike if each["household_id"] == home.id and not row.indexes]
        return next((each for each in here if not each["id_index"] or not self._differences(each, row, home)), None)

    def _known_person(self, row: Row, home: Home, resident: Existing) -> Change:
        entry = row.entry
        assert entry
        if resident["left"] == "died":
            return self._change(row, home, REJECTED, _DIED.format(row=row.place, name=entry.name))
        lives = self._known.home_of(resident)
        if lives["id"] != home.id and not lives["ended"] and lives["town"] != home.values["town"]:
            place = self._work.county.places.full_name(lives["town"])
            why = _PERSON_ELSEWHERE.format(row=row.place, name=entry.name, place=place)
            return self._change(row, home, REJECTED, why)
        return self._set(row, home, resident)

    def _set(self, row: Row, home: Home, resident: Existing) -> Change:
        wanted = self._differences(resident, row, home)
        if not wanted:
            return self._change(row, home, SAME, "", resident["id"])
        change = self._change(row, home, CHANGED, "", resident["id"])
        change.before["resident"] = [[name, resident[name]] for name in (*wanted, "batch")]
        self._plan.set_residents.append({**resident, **wanted, "batch": self._batch})
        if "household_id" in wanted:
            self._plan.lost[resident["household_id"]] = change
        if wanted.keys() & {"household_id", "id_index"}:
            self._plan.arrived |= dict.fromkeys(row.indexes, change)
        return change

    def _differences(self, resident: Existing, row: Row, home: Home) -> dict[str, Any]:
        wanted = {name: value for name in _TOLD if (value := getattr(row.entry, name))}
        wanted |= {"household_id": home.id, "left": "", "left_day": ""}
        if row.indexes and not resident["id_index"]:
            wanted |= number_columns(self._work, row)
        return {name: value for name, value in wanted.items() if value != resident[name]}

    def _new_person(self, row: Row, home: Home) -> Change:
        assert row.entry
        resident = new_resident(self._work, self._batch, row, home.id)
        self._run.made.add(resident["id"])
        self._plan.new_residents.append(resident)
        change = self._change(row, home, MATCHED if home.is_of_intake else NEW, "", resident["id"])
        change.before["resident"] = []
        self._plan.arrived |= dict.fromkeys(row.indexes, change)
        return change

    def _change(self, row: Row, home: Home, outcome: str, why: str = "", resident_id: str = "") -> Change:
        known = outcome in WRITTEN or outcome == SAME or not home.is_new
        place = {name: home.values[name] for name in ("town", "village")}
        return Change(row, outcome, why or doubts(row), home.id if known else "", resident_id, **place)


def new_resident(work: Work, batch: str, row: Row, household_id: str) -> dict[str, Any]:
    """The person of a row."""
    entry = row.entry
    assert isinstance(entry, Entry)
    return {
        "county": work.code,
        "id": work.new_id(),
        "household_id": household_id,
        "name": entry.name,
        **number_columns(work, row),
        **{name: getattr(entry, name) for name in ("born", "sex", "relation", "phone")},
        "left": "",
        "left_day": "",
        "batch": batch,
    }


def number_columns(work: Work, row: Row) -> dict[str, Any]:
    """The ID number of a row, sealed and with its index."""
    number = row.entry.id_no if row.entry else ""
    return {
        "id_sealed": work.office.sealer.seal(number, ID_FIELD) if number else "",
        "id_index": row.indexes[0] if row.indexes else None,
    }


def learn_number(work: Work, batch: str, plan: Plan, row: Row, resident: Existing, change: Change) -> None:
    """A resident's number, told by a list of which somebody said that it means this person."""
    columns = number_columns(work, row)
    change.before["resident"] = [[name, resident[name]] for name in (*columns, "batch")]
    plan.set_residents.append({**resident, **columns, "batch": batch})
    plan.arrived |= dict.fromkeys(row.indexes, change)


def doubts(row: Row) -> str:
    """Cells of a row that counts nevertheless."""
    return "；".join(each.words for each in row.entry.doubts) if row.entry else ""
