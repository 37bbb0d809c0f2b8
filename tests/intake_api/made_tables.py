"""Spreadsheets as they come in, made on the spot: xlsx, old xls, csv, and what only looks like one."""

import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Iterable[Sequence[Any]]


def xlsx(*rows: Sequence[Any], merged: Iterable[str] = (), sheet: str = "Sheet1") -> bytes:
    """A workbook of one sheet. Texts stay texts, whatever they begin with."""
    return book((sheet, rows), then=lambda made: [made.worksheets[0].merge_cells(area) for area in merged])


def book(*sheets: tuple[str, Rows], then: Callable[[Workbook], Any] = lambda made: None) -> bytes:
    """A workbook of several sheets; ``then`` does the rest to it before it is saved."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        _write(made.create_sheet(name), rows)
    then(made)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, column, value)
                if isinstance(value, str) and not value.startswith("="):
                    cell.data_type, cell.number_format = "s", "@"


def with_cached(content: bytes, text: str) -> bytes:
    """The workbook as a spreadsheet program saves it: its formulas with the text they came to."""
    return _edited(
        content,
        lambda xml: re.sub(
            r"<c r=(\S+)([^>]*)><f>(.*?)</f><v ?/?>(</v>)?", rf'<c r=\1 t="str"><f>\3</f><v>{text}</v>', xml
        ),
    )


def _edited(content: bytes, change: Callable[[str], str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            data = old.read(each)
            is_sheet = each.filename.startswith("xl/worksheets/")
            new.writestr(each.filename, change(data.decode()).encode() if is_sheet else data)
    return file.getvalue()


def bomb(content: bytes, megabytes: int) -> bytes:
    """The workbook with a part that unpacks to so many megabytes of nothing."""
    file = BytesIO(content)
    with (
        zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet9.xml", "w") as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1024 * 1024)
    return file.getvalue()


def csv(*rows: Sequence[str], encoding: str = "utf-8", separator: str = ",", end: str = "\r\n") -> bytes:
    """A csv without quotation marks."""
    return "".join(separator.join(row) + end for row in rows).encode(encoding)


def xls(*rows: Sequence[Any], merged: Sequence[tuple[int, int, int, int]] = (), name: str = "旧表") -> bytes:
    """An Excel 97 file of one sheet; ``merged`` holds first row, last row, first column, last column from 0."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet += _cell(row, column, value)
    areas = b"".join(struct.pack("<HHHH", *each) for each in merged)
    sheet += _record(0x00E5, struct.pack("<H", len(merged)) + areas) + _record(0x000A, b"")
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    called = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    offset = len(begin) + len(_record(0x0085, struct.pack("<IH", 0, 0) + called)) + len(_record(0x000A, b""))
    whole = begin + _record(0x0085, struct.pack("<IH", offset, 0) + called) + _record(0x000A, b"") + sheet
    return _compound(whole)


def _cell(row: int, column: int, value: Any) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    text = str(value)
    return _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")) if text else b""


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _compound(stream: bytes) -> bytes:
    """The stream Workbook in an OLE file: a header, one table of sectors, one directory, the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    chain = [table, end, *range(3, sectors + 2), end]
    table_sector = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    root = _entry("Root Entry", 5, end, 0, child=1)
    directory = (root + _entry("Workbook", 2, 2, len(stream), child=free)).ljust(512, b"\0")
    return header + table_sector + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    free = 0xFFFFFFFF
    links = struct.pack("<HBBIII", len(written), kind, 1, free, free, child)
    return written.ljust(64, b"\0") + links + b"\0" * 36 + struct.pack("<IQ", start, size)
