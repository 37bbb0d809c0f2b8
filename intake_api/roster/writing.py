"""A plan carried out: whole portions at once, past the ORM."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, tuple_, update

from intake_api.models.tables import BATCH_ROWS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Work
from intake_api.roster.entries import Entry
from intake_api.roster.looking import by_values
from intake_api.roster.rows import CANDIDATE, REJECTED, Change, Plan
from intake_api.roster.standings import refresh

_PLACE = ("household_id", "town", "village")


def write(work: Work, plan: Plan) -> None:
    """All of the plan but the rows' outcomes; what that replaced is remembered in the changes."""
    put(work, HOUSEHOLDS, plan.new_households.values())
    set_rows(work, HOUSEHOLDS, sorted(plan.set_households.values(), key=lambda each: str(each["id"])))
    put(work, RESIDENTS, plan.new_residents)
    set_rows(work, RESIDENTS, plan.set_residents)
    put(work, LIST_ENTRIES, plan.new_entries)
    set_rows(work, LIST_ENTRIES, plan.set_entries)
    _entries_follow(work, plan)
    follow(work, plan.set_households)
    _without_people(work, plan.lost)
    refresh(work, plan.touched)


def note_rows(work: Work, batch: str, changes: Sequence[Change], *, written: bool = True) -> None:
    """What became of each row; anew, if a dry run noted it before. ``written`` False: nothing else was."""
    if not changes:
        return
    c = BATCH_ROWS.c
    places = sorted((change.row.sheet, change.row.row) for change in changes)
    here, first, last = tuple_(c.sheet, c.row), tuple_(*places[0]), tuple_(*places[-1])
    mine = (c.county == work.code, c.batch == batch, here >= first, here <= last)
    work.connection.execute(delete(BATCH_ROWS).where(*mine))
    work.connection.execute(_NOTE, [_noted(work.code, batch, each, written) for each in changes])


def forget_rows(work: Work, batch: str, *, sheet: int | None = None) -> None:
    """What a dry run noted, of the whole file or of one sheet."""
    c = BATCH_ROWS.c
    mine = [c.county == work.code, c.batch == batch, *([] if sheet is None else [c.sheet == sheet])]
    work.connection.execute(delete(BATCH_ROWS).where(*mine))


def put(work: Work, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, if there are any."""
    if listed := list(rows):
        work.connection.execute(_INSERT[table], listed)


def set_rows(work: Work, table: Table, rows: Iterable[Mapping[Any, Any]]) -> None:
    """Write whole rows over those of the same key."""
    keys, others = _NAMES[table]
    if listed := [{n: row[n] for n in others} | {f"of_{key}": row[key] for key in keys} for row in rows]:
        work.connection.execute(_UPDATE[table], listed)


def _entries_follow(work: Work, plan: Plan) -> None:
    """The entries of those who came into a household belong to it, whichever came first."""
    moved = []
    for entry in by_values(work.connection, work.code, LIST_ENTRIES.c.id_index, plan.arrived):
        change = plan.arrived[entry["id_index"]]
        if entry["household_id"] != change.household_id:
            was = [entry["list"], entry["batch"], *(entry[name] for name in _PLACE)]
            change.before.setdefault("listed", []).append(was)
            plan.touched |= {entry["household_id"], change.household_id} - {""}
            moved.append({**entry, **{name: getattr(change, name) for name in _PLACE}})
    set_rows(work, LIST_ENTRIES, moved)


def follow(work: Work, household_ids: Iterable[str]) -> None:
    """Put the entries of some households where those live now."""
    ids = list(household_ids)
    names = ("id", "town", "village")
    homes = by_values(work.connection, work.code, HOUSEHOLDS.c.id, ids, columns=[HOUSEHOLDS.c[n] for n in names])
    places = {home["id"]: (home["town"], home["village"]) for home in homes}
    entries = by_values(work.connection, work.code, LIST_ENTRIES.c.household_id, ids)
    apart = [each for each in entries if (each["town"], each["village"]) != places[each["household_id"]]]
    there = [dict(zip(("town", "village"), places[each["household_id"]], strict=True)) for each in apart]
    set_rows(work, LIST_ENTRIES, ({**each, **place} for each, place in zip(apart, there, strict=True)))


def _without_people(work: Work, lost: Mapping[str, Change]) -> None:
    """A household all of whose people live in others now is no longer visited."""
    c = RESIDENTS.c
    living = by_values(work.connection, work.code, c.household_id, lost, c.left == "", columns=(c.household_id,))
    empty = lost.keys() - {each["household_id"] for each in living}
    homes = by_values(work.connection, work.code, HOUSEHOLDS.c.id, sorted(empty), HOUSEHOLDS.c.ended == "")
    ended = []
    for home in homes:
        lost[home["id"]].before.setdefault("emptied", []).append(home["id"])
        ended.append({**home, "ended": "merged", "ended_day": work.today().isoformat()})
    set_rows(work, HOUSEHOLDS, ended)


def _noted(county: str, batch: str, change: Change, written: bool) -> dict[str, Any]:
    row, before = change.row, change.before
    if change.outcome == CANDIDATE and row.entry:
        before = {"told": as_told(row.entry)}
    return {
        "county": county,
        "batch": batch,
        "sheet": row.sheet,
        "row": row.row,
        "outcome": change.outcome,
        "household_id": change.household_id,
        "resident_id": change.resident_id,
        "town": change.town,
        "village": change.village,
        "cells": row.cells if change.outcome in (CANDIDATE, REJECTED) else {},
        "before": before if written else {},
        "why": change.why,
    }


def as_told(entry: Entry) -> list[Any]:
    """An entry to be kept until somebody says who it is."""
    kept = [each.name for each in fields(Entry) if each.name != "doubts"]
    return [[name, value] for name in kept if (value := getattr(entry, name)) not in ("", None)]


def _updating(table: Table) -> Any:
    return update(table).where(*(key == bindparam(f"of_{key.name}") for key in table.primary_key))


def _names(table: Table) -> tuple[list[str], list[str]]:
    """The columns of the key, and the others."""
    keys = [each.name for each in table.primary_key]
    return keys, [each.name for each in table.c if each.name not in keys]


_TABLES = (HOUSEHOLDS, RESIDENTS, LIST_ENTRIES)
_INSERT = {table: insert(table) for table in _TABLES}
_UPDATE = {table: _updating(table) for table in _TABLES}
_NAMES = {table: _names(table) for table in _TABLES}
_NOTE = insert(BATCH_ROWS)
