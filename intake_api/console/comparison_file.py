"""The questions of a department as a workbook to fill in, and the filled one read back: matched by number."""

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from intake_api.casework.comparisons import RESULTS, Reply
from intake_api.console.comparison_lists import MOST, Question
from intake_api.errors import Invalid

HEADS = ("题号", "编号", "在哪里", "姓名", "身份证号", "最迟哪天回", "结果", "明细", "经办人")
WIDTHS = (28, 22, 20, 12, 22, 14, 8, 40, 14)
HOW = "只填后三列：结果写“有”或“无”；写“有”的要写明细；每行写经办人。题号不要改。填好后在“部门比对”页上交回来。"
_HEAD_ROW = 2
_UNPACKED = 64 * 1024 * 1024  # a workbook is a zip: how large its inside may be
_WORDS = {word: code for code, word in RESULTS.items()}


@dataclass(frozen=True, slots=True)
class Filled:
    """What was read: ``rows`` are the replies with their row numbers, ``wrong`` what could not be read, by row."""

    rows: dict[int, Reply]
    wrong: dict[int, str]
    empty: int  # rows nobody filled in


def workbook(questions: Sequence[Question], made: datetime, title: str) -> bytes:
    """The workbook of these questions. ``made`` is on the county's clock."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime.combine(made.date(), time())
    book.properties.creator = book.properties.title = title
    sheet = book.worksheets[0]
    sheet.title = "比对"
    _put(sheet, 1, 1, HOW, Font(bold=True))
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
        _put(sheet, _HEAD_ROW, column, head, Font(bold=True))
        sheet.cell(_HEAD_ROW, column).fill = PatternFill("solid", start_color="E7E6E6")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, each in enumerate(questions, _HEAD_ROW + 1):
        cells = (each.id, each.receipt, each.place, each.name, each.id_no, each.last_day, "", "", "")
        for column, text in enumerate(cells, 1):
            _put(sheet, row, column, text)
    _only_yes_or_no(sheet, _HEAD_ROW + max(len(questions), 1))
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def read(content: bytes) -> Filled:
    """The replies of a filled workbook. Raises ``Invalid`` for what is no workbook of ours."""
    rows, wrong, empty = dict[int, Reply](), dict[int, str](), 0
    for number, cells in _lines(content):
        if any(_is_formula(cells[head]) for head in HEADS if head in cells):
            wrong[number] = "格子里是公式，请改成文字"
            continue
        text = {head: _text(cells.get(head)) for head in HEADS}
        if not text["题号"] or not (text["结果"] or text["明细"]):
            empty += bool(text["题号"])
            continue
        if text["结果"] not in _WORDS:
            wrong[number] = "“结果”请写“有”或“无”"
            continue
        rows[number] = Reply(text["题号"], _WORDS[text["结果"]], text["经办人"], text["明细"])
    return Filled(rows, wrong, empty)


def _lines(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The cells of each row under our heads, with the number of the row."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > _UNPACKED:
                raise Invalid("这个文件太大了，请分几次交")
        sheet = load_workbook(BytesIO(content), read_only=True).worksheets[0]
        heads: dict[int, str] = {}
        for number, row in enumerate(sheet.iter_rows(max_row=MOST + 10, max_col=30), 1):
            if not heads:
                found = {place: _text(cell) for place, cell in enumerate(row) if _text(cell) in HEADS}
                heads = found if len(found) > 1 else {}
                _check(heads)
            else:
                yield number, {head: row[place] for place, head in heads.items() if place < len(row)}
    except Invalid:
        raise
    except Exception as error:  # a workbook made by who knows what breaks in many ways
        raise Invalid("这个文件打不开。请用这一页上下载的那份 .xlsx 填，填好直接交。") from error
    if not heads:
        raise Invalid("文件里没有“题号”“结果”这些列。请用这一页上下载的那份填。")


def _check(heads: dict[int, str]) -> None:
    missing = [head for head in ("题号", "结果", "明细", "经办人") if head not in heads.values()]
    if heads and missing:
        raise Invalid(f"文件里少了这几列：{'、'.join(missing)}。请用这一页上下载的那份填。")


def _only_yes_or_no(sheet: Worksheet, last: int) -> None:
    place = get_column_letter(HEADS.index("结果") + 1)
    choice = DataValidation(type="list", formula1=f'"{",".join(_WORDS)}"', allow_blank=True)
    choice.error, choice.showErrorMessage = "只能选“有”或“无”", True
    choice.add(f"{place}{_HEAD_ROW + 1}:{place}{last}")
    sheet.add_data_validation(choice)


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> None:
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    if text:
        cell.data_type = "s"  # a text that begins with "=" is a text, never a formula
    cell.number_format = "@"  # and eighteen digits are no number
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if font:
        cell.font = font


def _is_formula(cell: Any) -> bool:
    return bool(cell.data_type == "f")


def _text(cell: Any) -> str:
    value = getattr(cell, "value", None)
    return "" if value is None else str(value).strip()
