"""附件2 as a spreadsheet: the printed form, and a second sheet with the rows behind each figure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from intake_api.reporting.annex2 import Annex2, Record
from intake_api.reporting.columns import NOTE, TITLE, Column
from knowledge.policy import County

# The faces of official paper; where one is missing the office program takes the nearest it has.
_TITLE = Font(name="宋体", size=18, bold=True)
_HEAD = Font(name="宋体", size=10, bold=True)
_BODY = Font(name="仿宋", size=11)
_FAINT = Font(name="仿宋", size=9, color="808080")
_GREY = PatternFill("solid", start_color="E7E6E6")
_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_HEADER, _FIRST = 3, 5  # the two header rows, then the figures
_SIGNATURES = ("乡（镇）书记签字：", "乡（镇）长签字：", "分管领导：", "填表：")
_DETAIL_HEADS = ("列", "编号", "乡镇", "村", "户主", "时间", "渠道", "哪一类")
_CHANNELS = {
    "wechat": "微信",
    "telegram": "Telegram",
    "web": "网页",
    "hotline": "热线",
    "sms": "短信",
    "wecom": "企业微信",
}


def annex2_xlsx(table: Annex2, county: County, filler: str, behind: Iterable[tuple[Column, Record]]) -> bytes:
    """The workbook. ``filler`` is who fills it in; ``behind`` comes from ``annex2.details``."""
    book = Workbook()
    # The file carries the day of the paper, not the clock of the machine.
    book.properties.created = book.properties.modified = datetime.combine(table.made_on, time())
    book.properties.creator, book.properties.title = _clean(filler), TITLE
    sheet = book.worksheets[0]
    sheet.title = "附件2"
    _heading(sheet, table)
    _header(sheet, table.columns)
    last = _figures(sheet, table)
    _footer(sheet, table, filler, last + 1)
    _page(sheet, table.columns)
    _details(book.create_sheet("明细"), table, county, behind)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _heading(sheet: Worksheet, table: Annex2) -> None:
    width = len(table.columns)
    _merged(sheet, 1, 1, width, TITLE, _TITLE, _MIDDLE)
    _merged(sheet, 2, 1, width // 2, f"填报单位：{table.name}（盖章）", _BODY, _LEFT)
    day = f"{table.made_on.year} 年 {table.made_on.month} 月 {table.made_on.day} 日"
    right = Alignment(horizontal="right", vertical="center")
    _merged(sheet, 2, width // 2 + 1, width, f"填报时间：{day}", _BODY, right)
    sheet.row_dimensions[1].height = 34
    sheet.row_dimensions[2].height = 22


def _header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Two rows: a group over its columns, or one title through both."""
    for index, column in enumerate(columns, 1):
        for row in (_HEADER, _HEADER + 1):
            _put(sheet, row, index, None, _HEAD, _MIDDLE, boxed=True)
        _put(sheet, _HEADER + 1 if column.group else _HEADER, index, column.printed, _HEAD, _MIDDLE, boxed=True)
        if not column.group:
            sheet.merge_cells(start_row=_HEADER, end_row=_HEADER + 1, start_column=index, end_column=index)
    for group, members in groupby(enumerate(columns, 1), key=lambda pair: pair[1].group):
        places = [index for index, _ in members]
        if group:
            _put(sheet, _HEADER, places[0], group, _HEAD, _MIDDLE, boxed=True)
            sheet.merge_cells(start_row=_HEADER, end_row=_HEADER, start_column=places[0], end_column=places[-1])
    sheet.row_dimensions[_HEADER].height = 24
    sheet.row_dimensions[_HEADER + 1].height = 64


def _figures(sheet: Worksheet, table: Annex2) -> int:
    """The rows and 合计; the number of the last row."""
    number = _FIRST
    for number, values in enumerate((*(row.values for row in table.rows), table.total), _FIRST):
        for index, (column, value) in enumerate(zip(table.columns, values, strict=True), 1):
            cell = _put(sheet, number, index, value, _BODY, _MIDDLE, boxed=True)
            if value is None and column.note:
                _put(sheet, number, index, column.note, _FAINT, _MIDDLE, boxed=True)
                cell.fill = _GREY
        sheet.row_dimensions[number].height = _height(values[-1])
    return number


def _height(remark: int | str | None) -> int:
    """Points for a row: two lines of why it is empty, or as many as the remark takes at eleven characters each."""
    return max(32, 16 * -(-len(str(remark or "")) // 11))


def _footer(sheet: Worksheet, table: Annex2, filler: str, row: int) -> None:
    width = len(table.columns)
    _merged(sheet, row, 1, width, NOTE, _BODY, _LEFT)
    sheet.row_dimensions[row].height = 22
    if not table.town:
        return  # 裁定 17: the towns sign their own papers, not the district's merge
    for line, words in enumerate(_SIGNATURES, row + 1):
        text = words + filler if words == _SIGNATURES[-1] else words
        _merged(sheet, line, 1, width // 2, text, _BODY, _LEFT)
        sheet.row_dimensions[line].height = 28


def _page(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for index, column in enumerate(columns, 1):
        width = 11.0 if index == 1 else 9.0 if column.counts else 24.0
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = f"B{_FIRST}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER + 1}"
    _landscape(sheet)


def _landscape(sheet: Worksheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _details(sheet: Worksheet, table: Annex2, county: County, behind: Iterable[tuple[Column, Record]]) -> None:
    """Each figure's rows. Masked: the sheet is mailed around; who needs more opens the case behind the login."""
    words = f"统计期间：{table.period.since} 至 {table.period.until}。灰色格的列还没有数据来源，不是零。"
    _merged(sheet, 1, 1, len(_DETAIL_HEADS), words, _BODY, _LEFT)
    for index, head in enumerate(_DETAIL_HEADS, 1):
        _put(sheet, 2, index, head, _HEAD, _MIDDLE, boxed=True)
    zone = ZoneInfo(county.policy.timezone)
    for row, (column, record) in enumerate(behind, 3):
        when = f"{record.at.astimezone(zone):%Y-%m-%d %H:%M}"
        channel = _CHANNELS.get(record.channel, record.channel)
        cells = (column.printed, record.receipt, record.town, record.village, record.name, when, channel, record.what)
        for index, value in enumerate(cells, 1):
            _put(sheet, row, index, value, _BODY, _LEFT, boxed=True)
    for index, width in enumerate((32, 22, 12, 16, 10, 18, 12, 16), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "A3"
    _landscape(sheet)


def _merged(sheet: Worksheet, row: int, first: int, last: int, text: str, font: Font, alignment: Alignment) -> None:
    _put(sheet, row, first, text, font, alignment)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    value: int | str | None,
    font: Font,
    alignment: Alignment,
    *,
    boxed: bool = False,
) -> Any:
    cell = sheet.cell(row, column)
    cell.value = _clean(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with "=" is a text, never a formula
    cell.font, cell.alignment = font, alignment
    if boxed:
        cell.border = _BOX
    return cell


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
