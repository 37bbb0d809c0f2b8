"""The first rows of a file as they would be read, for whoever says which column is what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from dialogs.declaration import load_form
from intake_api.console import words
from intake_api.errors import Invalid
from intake_api.intake import attachments
from intake_api.office import Office
from intake_api.roster.cells import Line
from intake_api.roster.entries import Entry, entry
from intake_api.roster.mapping import Heading, main_sheet, mapped, suggest
from intake_api.roster.sheets import read
from intake_api.roster.sources import Source, source
from knowledge.people.masking import hide_private, mask_id, mask_phone
from knowledge.policy import County

FIRST = 5
_DEEPEST = 5_000  # rows that are read to name some of them
_SEXES = {"male": "男", "female": "女"}
_NO_HEADING = "文件里没有找到表头（写着姓名、身份证号的那一行）。请在文件里补上，重新交一次。"


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it would be read: ``cells`` by the label of its column, or what keeps it from being read."""

    row: int
    cells: Mapping[str, str]
    problem: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The top of the first sheet that has people: its headings, each with what stands below it; the rows read."""

    headings: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]
    rows: tuple[Shown, ...]


def preview(office: Office, county: County, batch: Mapping[Any, Any], chosen: Mapping[str, str] | None) -> Preview:
    """The file read by ``chosen`` (heading by field), else by what the batch keeps. Raises ``Invalid`` where the file
    has no heading, ``NotFound`` when it is gone."""
    kind = source(batch["source"])
    heading, lines = _top(kind, read(attachments.content(office, batch["file"]), batch["file_name"]))
    below = next((line for line in lines if line.row > heading.row), None)
    headings = tuple((name, _example(below, at)) for at, name in enumerate(heading.names) if name)
    known = {name for name, _ in headings}
    wanted = batch["mapping"] if chosen is None else chosen
    now = {key: name for key, name in wanted.items() if name in known} or suggest(kind, heading.names)
    rows = tuple(_rows(kind, now, lines, county))
    return Preview(headings, now, rows)


def names(office: Office, batch: Mapping[Any, Any], wanted: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The names in some rows, by sheet and row, while the file is at hand; not of rows far down in a large one."""
    if not batch["file"] or not wanted:
        return {}
    kind, left, found = source(batch["source"]), set(wanted), dict[tuple[int, int], str]()
    lines = read(attachments.content(office, batch["file"]), batch["file_name"])
    for mapping, line in islice(mapped(kind, batch["mapping"], lines), _DEEPEST):
        if (line.sheet, line.row) in left and "name" in mapping.columns:
            found[line.sheet, line.row] = hide_private(line.text(mapping.columns["name"]))
            left.discard((line.sheet, line.row))
        if not left:
            break
    return found


def _top(kind: Source, lines: Iterator[Line]) -> tuple[Heading, list[Line]]:
    if found := main_sheet(kind, lines):
        return found
    raise Invalid(_NO_HEADING)


def _rows(kind: Source, chosen: Mapping[str, str], lines: list[Line], county: County) -> Iterator[Shown]:
    for mapping, line in islice(mapped(kind, chosen, iter(lines)), FIRST):
        found = entry(kind, mapping, line, county.places, county.policy.area_code)
        if isinstance(found, Entry):
            yield Shown(line.row, as_read(kind, found, county), hide_private("；".join(e.words for e in found.doubts)))
        else:
            yield Shown(line.row, {}, hide_private("；".join(each.words for each in found)))


def as_read(kind: Source, found: Entry, county: County) -> dict[str, str]:
    """An entry in words, numbers masked."""
    told = {key: getattr(found, key, "") for key in kind.fields}
    told |= {"id_no": mask_id(found.id_no), "head_id": mask_id(found.head_id), "phone": mask_phone(found.phone)}
    told |= {"sex": _SEXES.get(found.sex, ""), "relation": load_form().codes["relation"].get(found.relation, "")}
    told |= {"town": words.place(county, found.town), "amount": "" if found.amount is None else f"{found.amount} 元"}
    village = county.places.get(found.village)
    told |= {"village": village.name if village else "", "certificate": "", "address": ""}
    told["detail"] = hide_private(str(told.get("detail", "")))
    return {each.label: str(told[key]) for key, each in kind.fields.items() if told[key]}


def _example(line: Line | None, column: int) -> str:
    """What stands below a heading, to know the column by."""
    return hide_private(line.text(column))[:20] if line else ""
