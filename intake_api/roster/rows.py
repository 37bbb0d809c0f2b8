"""What a line of a file is on its way to the tables, what becomes of it, and what is to be written for it."""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from intake_api.roster.cells import Line, letters
from intake_api.roster.entries import Entry

NEW, CHANGED, SAME, MATCHED, CANDIDATE, REJECTED = "new", "changed", "same", "matched", "candidate", "rejected"
LEFT = "left"  # stands on the list and not in its newer file
UNDONE = "undone"  # taken back
WRITTEN = (NEW, CHANGED, MATCHED, LEFT)  # outcomes of rows that wrote something
Existing = Mapping[Any, Any]


@dataclass(slots=True)
class Row:
    """A line. ``indexes``: the blind indexes of its ID number, today's first; ``family``: equal for the rows of one
    household; ``why``: refused before anybody was looked for; ``names``: the headings of the sheet."""

    number: int  # of all rows of the file, from 1
    sheet: int
    row: int
    entry: Entry | None
    line: Line | None = None
    names: tuple[str, ...] = ()
    why: str = ""
    indexes: tuple[str, ...] = ()
    family: Hashable = None

    @property
    def place(self) -> str:
        """For whoever looks it up in the file."""
        return f"第 {self.row} 行"

    @property
    def cells(self) -> dict[str, str]:
        """What stands under each heading, to show and to give back."""
        if self.line is None:
            return {}
        width = max(len(self.names), len(self.line.cells))
        names = (*self.names, *("" for _ in range(width - len(self.names))))
        found = ((name or letters(at), self.line.text(at)) for at, name in enumerate(names))
        return {name: text for name, text in found if text}


@dataclass(slots=True)
class Change:
    """What becomes of a row. ``before``: what it replaced, by which it is undone."""

    row: Row
    outcome: str
    why: str = ""
    household_id: str = ""
    resident_id: str = ""
    town: str = ""
    village: str = ""
    before: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What is to be written for some rows."""

    changes: list[Change] = field(default_factory=list)
    new_households: dict[str, dict[str, Any]] = field(default_factory=dict)
    set_households: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_residents: list[dict[str, Any]] = field(default_factory=list)
    set_residents: list[dict[str, Any]] = field(default_factory=list)
    new_entries: list[dict[str, Any]] = field(default_factory=list)
    set_entries: list[dict[str, Any]] = field(default_factory=list)
    arrived: dict[str, Change] = field(default_factory=dict)  # by blind index: who is in a household they were not in
    lost: dict[str, Change] = field(default_factory=dict)  # households that a person left, with the latest such row
    touched: set[str] = field(default_factory=set)  # households whose standing may be another now


@dataclass(slots=True)
class Run:
    """One going through a file: what its earlier rows brought."""

    seen: dict[Hashable, tuple[int, int]] = field(default_factory=dict)  # persons, and sheet and row of each
    made: set[str] = field(default_factory=set)  # residents that this file brought
    spared: set[str] = field(default_factory=set)  # all words of rows that wait or were refused
    counts: Counter[str] = field(default_factory=Counter)
