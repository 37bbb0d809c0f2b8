"""附件2 as a workbook: printed as the plan has it, safe to open."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from test_annex2 import TOWNS, accepted

from intake_api.office import Office
from intake_api.reporting.annex2 import annex2, details
from intake_api.reporting.columns import NO_LIST
from intake_api.reporting.sheets import annex2_xlsx


class TestSheet:
    """The workbook that the district returns."""

    def book(self, office: Office, unit: str | None = None, filler: str = "黄干事") -> Any:
        with office.database.read() as session:
            paper = annex2(session, office.county(), None, None, unit, now=office.clock())
            rows = details(session, office.county(), paper)
        data = annex2_xlsx(paper, office.county(), filler, rows)
        assert ZipFile(BytesIO(data)).testzip() is None
        return load_workbook(BytesIO(data))

    def texts(self, sheet: Any) -> list[str]:
        return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]

    def test_the_districts_paper(self, office: Office) -> None:
        accepted(office)
        sheet = self.book(office)["附件2"]
        assert sheet["A1"].value == "防止返贫动态监测和帮扶工作开展情况汇总表"
        assert sheet["A2"].value == "填报单位：福州市晋安区（盖章）"
        assert "2023 年 11 月 10 日" in self.texts(sheet)[2]
        assert [sheet.cell(row, 1).value for row in range(5, 12)] == [*TOWNS, "合计"]
        assert [sheet.cell(8, 2).value, sheet.cell(11, 2).value, sheet.cell(11, 3).value] == [1, 1, 0]
        assert {str(area) for area in sheet.merged_cells.ranges} >= {"D3:H3", "I3:L3", "A3:A4", "B3:B4", "O3:O4"}
        assert (sheet["D3"].value, sheet["I3"].value) == ("乡村干部定期走访排查", "行业部门专项筛查")
        assert (sheet["D4"].value, sheet["L4"].value) == ("排查脱贫户（户次）", "推动解决困难问题（个）")
        assert any(text.startswith("注：排查筛查发现的问题") for text in self.texts(sheet))
        assert not any("签字" in text for text in self.texts(sheet))  # 裁定 17

    def test_a_towns_paper_is_signed(self, office: Office) -> None:
        texts = self.texts(self.book(office, "宦溪镇")["附件2"])
        for words in (
            "填报单位：宦溪镇（盖章）",
            "乡（镇）书记签字：",
            "乡（镇）长签字：",
            "分管领导：",
            "填表：黄干事",
        ):
            assert words in texts

    def test_it_prints_on_one_wide_page(self, office: Office) -> None:
        sheet = self.book(office)["附件2"]
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$3:$4"
        assert sheet["O11"].border.bottom.style == sheet["A3"].border.top.style == "thin"

    def test_no_source_is_grey_and_says_so(self, office: Office) -> None:
        sheet = self.book(office)["附件2"]
        for place in ("D5", "D11"):
            assert sheet[place].value == NO_LIST["lifted"]
            assert sheet[place].fill.start_color.rgb == "00E7E6E6"
        assert sheet["B5"].value == 0

    def test_the_rows_behind_the_figures(self, office: Office) -> None:
        case = accepted(office)
        sheet = self.book(office)["明细"]
        assert [cell.value for cell in sheet[3]] == [
            *["“一键报贫”受理农户申请（户）", case["receipt"], "宦溪镇", "亥由村"],
            *["陈*", "2023-11-10 09:00", "微信", None],
        ]
        assert not any("大山" in text or "138" in text for text in self.texts(sheet))

    @pytest.mark.parametrize("evil", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\x00=1\x07"])
    def test_text_is_never_a_formula(self, office: Office, evil: str) -> None:
        accepted(office, channel=evil.replace("\x00", "").replace("\x07", ""))
        book = self.book(office, "宦溪镇", evil)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
