"""Which column of a file is what: the heading line found, the columns suggested by their headings, and checked."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Chosen
from dataclasses import dataclass, field
from itertools import chain, groupby, islice

from intake_api.errors import Invalid
from intake_api.roster.cells import BadCell, Line
from intake_api.roster.headings import Heading, find_heading, suggest
from intake_api.roster.sources import Source

__all__ = ["Heading", "Mapping", "Outline", "find_heading", "main_sheet", "mapped", "missing", "outline", "suggest"]

TOP = 30  # lines among which the heading is looked for
_SAMPLES = 3
_FOOTER = tuple("合计 小计 总计 共计 填表 制表 审核 负责人 填报 注： 注: 说明： 说明: 备注： 备注:".split())  # noqa: SIM905
_OWN = ("name", "id_no", "certificate", "born", "phone", "amount")  # what is never merged over a household
_NO_HEADING = "这张工作表里没有找到表头（写着姓名、身份证号的那一行），整张没有读。请补上表头，或者删掉这张表，再交一次"


@dataclass(frozen=True, slots=True)
class Mapping:
    """The column (from 0) of each field in one sheet. With a ``problem`` the sheet as a whole cannot be read."""

    columns: dict[str, int]
    names: tuple[str, ...] = ()
    problem: str = ""

    @classmethod
    def of(cls, source: Source, chosen: Chosen[str, str], names: Sequence[str]) -> "Mapping":
        """By the chosen heading of each field. Raises ``Invalid`` where a needed column is not chosen, or a heading is
        none of the file's."""
        chosen = {key: heading for key, heading in chosen.items() if heading}
        strange = [heading for heading in chosen.values() if heading not in names]
        if strange:
            raise Invalid(f"文件里没有这一列：{'、'.join(strange)}。请重新选。")
        if lacking := missing(source, chosen):
            raise Invalid(f"还差这几列：{'、'.join(lacking)}。请选出来，或者在文件里补上再交。")
        return cls({key: names.index(heading) for key, heading in chosen.items() if key in source.fields}, tuple(names))


@dataclass(slots=True)
class Outline:
    """One sheet as it will be read: its heading, what is suggested, a few lines to look at, how many lines follow."""

    sheet: int
    sheet_name: str
    heading: Heading | None
    suggested: dict[str, str]
    lacking: list[str]
    samples: list[Line] = field(default_factory=list)
    lines: int = 0


def missing(source: Source, chosen: Chosen[str, str]) -> list[str]:
    """The labels of the needed columns that are not chosen: 身份证号或出生年月."""
    lacking = [each for each in source.required if not any(chosen.get(key) for key in each)]
    return ["或".join(source.fields[key].label for key in each) for each in lacking]


def outline(source: Source, lines: Iterable[Line]) -> list[Outline]:
    """Every sheet of the file, for the page on which the columns are chosen."""
    outlines = []
    for sheet, group in groupby(lines, key=lambda line: line.sheet):
        top = list(islice(group, TOP))
        heading = find_heading(source, top)
        suggested = suggest(source, heading.names) if heading else {}
        lacking = missing(source, suggested) if heading else []
        found = Outline(sheet, top[0].sheet_name, heading, suggested, lacking)
        last = heading.row if heading else 0
        found.samples = [line for line in top if line.row > last][:_SAMPLES]
        found.lines = sum(line.row > last for line in chain(top, group))
        outlines.append(found)
    return outlines


def main_sheet(source: Source, lines: Iterable[Line]) -> tuple[Heading, list[Line]] | None:
    """The heading and first lines of the sheet that the list stands in: of several the one that names the most
    fields, so that a sheet of sums before it is not taken for it. None where no sheet has a heading."""
    tops = [list(islice(group, TOP)) for _, group in groupby(lines, key=lambda line: line.sheet)]
    found = [(heading, top) for top in tops if (heading := find_heading(source, top))]
    return max(found, key=lambda each: len(suggest(source, each[0].names)), default=None)


def mapped(source: Source, chosen: Chosen[str, str], lines: Iterable[Line]) -> Iterator[tuple[Mapping, Line]]:
    """Every line that tells of somebody, with the mapping of its sheet; without titles, headings, sums and signatures.

    ``chosen`` is heading by field, and empty for what is suggested. A sheet that cannot be read gives its first line
    alone, with a mapping that says the problem.
    """
    for _, group in groupby(lines, key=lambda line: line.sheet):
        top = list(islice(group, TOP))
        heading = find_heading(source, top)
        mapping = _of_sheet(source, chosen, heading)
        if mapping.problem or not heading:
            yield mapping, top[0]
            continue
        for line in chain(top, group):
            if line.row > heading.row and _tells(mapping, line):
                yield mapping, line


def _of_sheet(source: Source, chosen: Chosen[str, str], heading: Heading | None) -> Mapping:
    """The mapping of one sheet: as chosen, and where this sheet has no such heading, as suggested."""
    if heading is None:
        return Mapping({}, problem=_NO_HEADING)
    suggested = suggest(source, heading.names)
    wanted = {key: name if name in heading.names else suggested.get(key, "") for key, name in chosen.items() if name}
    found = {key: name for key, name in (wanted if chosen else suggested).items() if name}
    try:
        return Mapping.of(source, found, heading.names)
    except Invalid as problem:
        return Mapping({}, heading.names, f"这张工作表整张没有读：{problem}")


def _tells(mapping: Mapping, line: Line) -> bool:
    """Does this line tell of somebody? Not one that is numbered only, a sum, a signature, the heading once more."""
    columns = mapping.columns
    if not any(key in columns and line.text(columns[key]) for key in _OWN):
        return False
    name = line.text(columns["name"]) if "name" in columns else ""
    if name and name == mapping.names[columns["name"]].rpartition("·")[2]:
        return False
    number = line.text(columns["id_no"]) if "id_no" in columns else ""
    return bool(number) or not "".join(_first(line).split()).startswith(_FOOTER)


def _first(line: Line) -> str:
    cells = (cell.text if isinstance(cell, BadCell) else cell for cell in line.cells)
    return next(filter(None, cells), "")
