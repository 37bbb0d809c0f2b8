"""A workbook written while it is sent: a hundred thousand rows need no more memory than a thousand."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import RawIOBase
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

Rows = Iterable[tuple[str, Sequence[str]]]  # name of the sheet, texts of the cells
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_PIECE = 64 * 1024
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Format 49 is text: eighteen digits stay eighteen digits.
_STYLE_PART = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class _Outgoing(RawIOBase):
    """What the zip wrote and nobody has taken yet."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Keep it until it is taken."""
        piece = bytes(data)
        self._pieces.append(piece)
        self.size += len(piece)
        return len(piece)

    def take(self) -> bytes:
        """All of it."""
        taken, self._pieces, self.size = b"".join(self._pieces), [], 0
        return taken


def workbook(heads: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """The pieces of an xlsx: a sheet for each run of rows of one sheet name, each with ``heads`` above."""
    out, names = _Outgoing(), list[str]()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, some in groupby(rows, key=lambda row: row[0]):
            names.append(_distinct(name, names))
            with packed.open(f"xl/worksheets/sheet{len(names)}.xml", "w", force_zip64=True) as part:
                for piece in _sheet(heads, (cells for _, cells in some)):
                    part.write(piece.encode())
                    if out.size > _PIECE:
                        yield out.take()
        if not names:
            names.append("Sheet1")
            packed.writestr("xl/worksheets/sheet1.xml", "".join(_sheet(heads, [])))
        for path, text in _parts(names).items():
            packed.writestr(path, text)
    yield out.take()


def _sheet(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f'{_XML}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="{max(len(heads), 1)}" width="20" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, heads)
    for number, cells in enumerate(rows, 2):
        yield _row(number, cells)
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Sequence[str]) -> str:
    written = (
        f'<c r="{get_column_letter(column)}{number}" s="1" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(_ILLEGAL.sub("", text))}</t></is></c>'
        for column, text in enumerate(cells, 1)
        if text
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def _distinct(name: str, names: Sequence[str]) -> str:
    bare = _ILLEGAL.sub("", _NO_NAME.sub("", name))[:25] or f"Sheet{len(names) + 1}"
    return bare if bare not in names else f"{bare}-{len(names) + 1}"


def _parts(names: Sequence[str]) -> dict[str, str]:
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, names, strict=True)
    )
    kinds = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET}"/>' for n in numbers)
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    return {
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/styles.xml": _STYLE_PART,
        "xl/_rels/workbook.xml.rels": _relations([*targets, ("rIdStyles", "styles", "styles.xml")]),
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK}"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_STYLES}"/>{kinds}</Types>'
        ),
    }


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{id}" Type="{_OFFICE}/{kind}" Target="{to}"/>' for id, kind, to in targets)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'
