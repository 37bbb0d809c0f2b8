"""The lines of a file as it came: xlsx, xls or csv. A cell that cannot be read is told with its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from intake_api.errors import Invalid
from intake_api.roster.cells import BadCell, Cell, Line, letters
from intake_api.roster.plain_text import lines_of_text
from intake_api.roster.unpacking import check_package

__all__ = ["MOST_BYTES", "BadCell", "Cell", "Line", "read"]

MOST_BYTES = 64 * 1024 * 1024
AS_NUMBER = "号码被表格当成数字存了，后几位已经丢了，请把这一列设成文本重新填"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIFTEEN_DIGITS = 1e15  # a spreadsheet keeps fifteen digits of a number; an ID has eighteen
_LOCKED = "这个文件加了密码，打不开。请在表格软件里去掉密码（文件—信息—保护工作簿），另存一份再交。"
_BROKEN = "这个文件打不开，可能没有传完整，或者不是表格。请在表格软件里打开看一下，另存为 .xlsx 再交。"

Merged = tuple[tuple[int, int], tuple[int, int]]


def read(content: bytes, file_name: str) -> Iterator[Line]:
    """Every line that holds something, sheet by sheet; hidden sheets are left out. A merged value holds for each of
    its cells. ``file_name`` is not believed: what the file is, its first bytes tell. Raises ``Invalid`` at once for
    what is no table."""
    if not content:
        raise Invalid("这个文件是空的。请看看是不是选错了文件。")
    if len(content) > MOST_BYTES:
        raise Invalid(f"文件超过 {MOST_BYTES // 1024 // 1024} MB 了。请按镇或按村分成几个文件，一个一个交。")
    if content.startswith(b"PK"):
        check_package(content)
    elif content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Invalid(_LOCKED)
    else:
        return lines_of_text(content)
    with _told(_BROKEN):
        book = CalamineWorkbook.from_filelike(BytesIO(content))
    return _lines(book)


def _lines(book: CalamineWorkbook) -> Iterator[Line]:
    """The sheets in turn: one at a time is in memory."""
    with book:
        for index, about in enumerate(book.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                with _told(f"工作表“{about.name}”读不出来。请在表格软件里打开看一下，另存为 .xlsx 再交。"):
                    sheet = book.get_sheet_by_index(index)
                    merged = sheet.merged_cell_ranges or []
                yield from _lines_of(sheet, index + 1, about.name.strip(), merged)


def _lines_of(sheet: CalamineSheet, number: int, name: str, merged: list[Merged]) -> Iterator[Line]:
    first = (sheet.start or (0, 0))[1]
    beginning = _by_first_row(merged)
    holding: list[tuple[Merged, Cell]] = []
    for row, values in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [v.strip() if type(v) is str else _cell(v) for v in values]
        if first:
            cells[:0] = [""] * first
        if holding or row in beginning:
            holding = [each for each in holding if each[0][1][0] >= row]
            holding += [(area, _at(cells, area[0][1])) for area in beginning.get(row, ())]
            _fill(cells, holding)
        if any(cells):
            yield Line(number, name, row + 1, _placed(cells, name, row + 1))


def _by_first_row(merged: list[Merged]) -> dict[int, list[Merged]]:
    found: dict[int, list[Merged]] = {}
    for area in merged:
        found.setdefault(area[0][0], []).append(area)
    return found


def _at(cells: list[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""


def _fill(cells: list[Cell], holding: list[tuple[Merged, Cell]]) -> None:
    """Write the value of each merged area into those of its cells that lie in this row."""
    for ((_, left), (_, right)), value in holding:
        for column in range(left, min(right + 1, len(cells))):
            cells[column] = value


def _placed(cells: list[Cell], sheet: str, row: int) -> tuple[Cell, ...]:
    """The cells, each bad one with the place where it stands."""
    if not any(type(cell) is BadCell for cell in cells):
        return tuple(cells)
    return tuple(
        BadCell(sheet, row, letters(column), cell.text, cell.why) if isinstance(cell, BadCell) else cell
        for column, cell in enumerate(cells)
    )


def _cell(value: Any) -> Cell:
    """A number, a day or a yes as text, the way the sheet shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        if abs(value) >= _FIFTEEN_DIGITS:
            return BadCell("", 0, "", f"{value:.5E}", AS_NUMBER)
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date) else str(value)


@contextmanager
def _told(words: str) -> Iterator[None]:
    """Whatever breaks inside, told in words: files are made by who knows what."""
    try:
        yield
    except PasswordError as error:
        raise Invalid(_LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid(words) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # a fault of the reader itself, which is no ``Exception``
            raise Invalid(words) from error
        raise
