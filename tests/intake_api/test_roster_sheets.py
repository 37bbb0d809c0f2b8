"""A file as it comes in, line by line: every kind of it that people send, and what is no table at all."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import bomb, book, csv, with_cached, xls, xlsx

from intake_api.errors import Invalid
from intake_api.roster.sheets import AS_NUMBER, MOST_BYTES, BadCell, Line, letters, read

LOST = 350111197803150018  # an ID that a spreadsheet took for a number


def rows(content: bytes) -> dict[int, list[str]]:
    """The texts of each line by the number of its row."""
    return {line.row: [line.text(column) for column in range(len(line.cells))] for line in read(content, "名单")}


def refused(content: bytes) -> str:
    """The words in which the file is refused, at once and not only when its lines are asked for."""
    with pytest.raises(Invalid) as told:
        read(content, "名单.xlsx")
    return str(told.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("350111197803150018", "350111197803150018"),
        ("  张三 ", "张三"),
        ("=1+1", ""),  # a formula that no spreadsheet has worked out
        (13800000000, "13800000000"),
        (5, "5"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (date(2023, 9, 1), "2023-09-01"),
        (datetime(2023, 9, 1), "2023-09-01"),
        (datetime(2023, 9, 1, 8, 30), "2023-09-01 08:30:00"),
        (True, "是"),
        (False, "否"),
        ("#N/A", "#N/A"),
    ],
)
def test_a_cell_is_text(value: Any, text: str) -> None:
    assert rows(xlsx(("姓名", "甲"), ("陈大山", value))) == {1: ["姓名", "甲"], 2: ["陈大山", text]}


def test_a_number_kept_as_a_number_is_told_with_its_place() -> None:
    lines = list(read(xlsx(("姓名", "身份证号"), ("陈大山", LOST), sheet="亥由村"), "a.xlsx"))
    cell = lines[1].cells[1]
    assert cell == BadCell("亥由村", 2, "B", "3.50111E+17", AS_NUMBER)
    assert cell.words == f"工作表“亥由村”第 2 行 B 列：{AS_NUMBER}"


def test_a_formula_is_the_text_it_came_to() -> None:
    assert rows(with_cached(xlsx(("姓名",), ("=A1",)), "陈大山"))[2] == ["陈大山"]


def test_rows_are_counted_as_the_spreadsheet_counts_and_empty_ones_left_out() -> None:
    content = xlsx((), (), (None, "姓名"), (), (None, "陈大山"), (None, "  "))
    assert rows(content) == {3: ["", "姓名"], 5: ["", "陈大山"]}


def test_a_merged_value_holds_for_all_its_cells() -> None:
    table = [("户主", "村", "姓名"), ("陈大山", "亥由村", "陈大山"), (None, None, "林月"), (None, None, "陈小山")]
    assert rows(xlsx(*table, ("吴明", None, "吴明"), merged=["A2:A4", "B2:B5"])) == {
        1: ["户主", "村", "姓名"],
        2: ["陈大山", "亥由村", "陈大山"],
        3: ["陈大山", "亥由村", "林月"],
        4: ["陈大山", "亥由村", "陈小山"],
        5: ["吴明", "亥由村", "吴明"],
    }


def test_a_merged_heading_of_two_lines_and_two_columns() -> None:
    content = xlsx(("序号", "户主", None), (None, "姓名", "证号"), merged=["A1:A2", "B1:C1"])
    assert rows(content) == {1: ["序号", "户主", "户主"], 2: ["序号", "姓名", "证号"]}


def test_a_merged_bad_cell_is_bad_in_each_row() -> None:
    lines = list(read(xlsx((LOST, "甲"), (None, "乙"), merged=["A1:A2"]), ""))
    assert [(line.cells[0].row, line.cells[0].column) for line in lines] == [(1, "A"), (2, "A")]  # type: ignore[union-attr]


def test_several_sheets_without_the_hidden_ones() -> None:
    def hide(made: Any) -> None:
        made["旧的"].sheet_state = "hidden"
        made["更旧"].sheet_state = "veryHidden"
        made.create_chartsheet("图")

    sheets = [(name, [("姓名",), (f"{name}的人",)]) for name in ("亥由村", "旧的", "更旧", "板桥村")]
    lines = list(read(book(*sheets, then=hide), ""))
    assert [(line.sheet, line.sheet_name, line.text(0)) for line in lines if line.row == 2] == [
        (1, "亥由村", "亥由村的人"),
        (4, "板桥村", "板桥村的人"),
    ]


def test_a_workbook_without_anything() -> None:
    assert rows(xlsx()) == {}


def test_an_old_xls() -> None:
    content = xls(
        ("户主", "姓名", "证号"), ("陈大山", "陈大山", "350111197803150018"), ("", "林月", LOST), merged=[(1, 2, 0, 0)]
    )
    lines = list(read(content, "旧.xls"))
    assert [line.text(0) for line in lines] == ["户主", "陈大山", "陈大山"]
    assert lines[1].text(2) == "350111197803150018"
    assert lines[2].cells[2] == BadCell("旧表", 3, "C", "3.50111E+17", AS_NUMBER)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_csv_in_any_encoding_with_any_separator(encoding: str, separator: str, end: str) -> None:
    table = (("姓名", "村", "备注"), ("陈大山", "亥由村", ""), ("林月", "板桥村", "在外"))
    content = csv(*table, encoding=encoding, separator=separator, end=end)
    assert rows(content) == {number: list(row) for number, row in enumerate(table, 1)}


def test_rare_characters_of_names_in_gb18030() -> None:
    assert rows(csv(("姓名", "村"), ("陈㛃𠀀", "亥由"), encoding="gb18030"))[2] == ["陈㛃𠀀", "亥由"]


def test_a_csv_cell_that_begins_with_an_equals_sign_is_text() -> None:
    assert rows(b'a,b\n=1+1,"=""350111197803150018"""\n')[2] == ["=1+1", '="350111197803150018"']


def test_a_quoted_cell_over_several_lines_is_one_row() -> None:
    text = '姓名,备注\n陈大山,"住在\n山上, 没路"\n林月,无\n\n吴明,无\n'
    assert rows(text.encode()) == {
        1: ["姓名", "备注"],
        2: ["陈大山", "住在\n山上, 没路"],
        3: ["林月", "无"],
        5: ["吴明", "无"],
    }


def test_a_forgotten_quotation_mark_spoils_one_row_only() -> None:
    table = ["姓名,备注", '陈大山,"住在山上', *(f"林月{number},无" for number in range(60))]
    found = rows("\n".join(table).encode())
    assert len(found) == 62
    assert found[2] == ["陈大山", '"住在山上']
    assert found[62] == ["林月59", "无"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_broken_character_spoils_one_cell_only(encoding: str) -> None:
    good = csv(("姓名", "村"), *[("陈大山", "亥由村")] * 40, encoding=encoding)
    lines = list(read(good + b"\xc0\xff\xff," + "板桥村\n".encode(encoding) + "林月,板桥村\n".encode(encoding), ""))
    assert len(lines) == 43
    bad, village = lines[41].cells
    assert isinstance(bad, BadCell)
    assert (bad.row, bad.column) == (42, "A")
    assert bad.words.startswith("第 42 行 A 列：这一格是乱码，请")
    assert village == "板桥村"
    assert lines[42].cells == ("林月", "板桥村")


def test_a_cell_longer_than_any() -> None:
    assert rows(b"a,b\n" + b"x" * 200_000 + b",y\nc,d\n")[3] == ["c", "d"]


def test_the_name_of_the_file_is_not_believed() -> None:
    assert [line.text(0) for line in read(xlsx(("姓名",)), "名单.csv")] == ["姓名"]
    assert [line.text(0) for line in read("姓名,村\n".encode("gbk"), "名单.xlsx")] == ["姓名"]


def another_zip() -> bytes:
    """A zip that is no workbook."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("名单.txt", "姓名")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
REFUSED = {
    "empty": (b"", "空的"),
    "too large": (b"x" * (MOST_BYTES + 1), "分成几个文件"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是表格"),
    "a pdf": (b"%PDF-1.4\n\0", "不是表格"),
    "noise": (bytes(range(1, 256)) * 20, "不是表格"),
    "letters of nowhere": (b"\xff\xfa,\xfb\n" * 20, "乱码"),
    "a web page named .xls": (b"\r\n<html><table><tr><td>x</td></tr></table>", "网页"),
    "an xml of Excel 2003": (b'<?xml version="1.0"?><Workbook/>', "另存为 .xlsx"),
    "a zip of something else": (another_zip(), "不是 .xlsx"),
    "no zip": (b"PK\x03\x04 and nothing more", "重新传一次"),
    "cut off": (xlsx(("姓名",))[:-300], "重新传一次"),
    "an xlsx with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "an xls of nothing": (OLE, "另存为 .xlsx"),
    "a zip bomb": (bomb(xlsx(("姓名",)), 520), "太大"),
    "one cell far away": (book(("甲", [("姓名",)]), then=lambda made: made["甲"].cell(1_048_576, 16_384, "x")), "新表"),
}


@pytest.mark.parametrize(("content", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes, says: str) -> None:
    assert says in refused(content)


def test_a_format_far_away_is_no_cell() -> None:
    """A whole sheet with borders is common, and holds nothing more."""

    def border(made: Any) -> None:
        made["甲"].cell(1_048_576, 200).number_format = "@"

    assert rows(book(("甲", [("姓名",)]), then=border)) == {1: ["姓名"]}


def test_a_damaged_sheet_is_told_by_its_name() -> None:
    content = xlsx(("姓名",), sheet="亥由村")
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for each in old.infolist():
            data = old.read(each)
            new.writestr(each.filename, data.replace(b"</c>", b"<c></v>") if "worksheets" in each.filename else data)
    with pytest.raises(Invalid, match="亥由村"):
        list(read(file.getvalue(), ""))


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    try:
        lines = list(read(content, "名单"))
    except Invalid:
        return
    assert all(isinstance(line, Line) and any(line.cells) for line in lines)


texts = st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffd"), min_size=1).map(str.strip)


@given(
    st.lists(st.tuples(texts.filter(bool), texts.filter(bool)), min_size=1, max_size=8),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_what_was_written_is_read(table: list[tuple[str, str]], encoding: str) -> None:
    written = "".join('"{}","{}"\n'.format(*(cell.replace('"', '""') for cell in row)) for row in table)
    assert list(rows(("姓名,村\n" + written).encode(encoding)).values()) == [["姓名", "村"], *map(list, table)]


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(column: int, name: str) -> None:
    assert letters(column) == name
