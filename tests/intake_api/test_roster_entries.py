"""One line of a list: who it is, where they live and what the list says; and all that may be wrong with it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_tables import book, csv, xlsx

from dialogs.declaration import load_form
from intake_api.roster.cells import BadCell, Line
from intake_api.roster.dates import day
from intake_api.roster.entries import Entry, entry
from intake_api.roster.kin import relation_code
from intake_api.roster.mapping import mapped
from intake_api.roster.sheets import AS_NUMBER, read
from intake_api.roster.sources import SOURCES
from knowledge.county_files import load_county

PLACES = load_county("350111").places
HUANXI, YIYOU, BANQIAO = "350111103000", "350111103210", "350111103211"
CHEN, LIN, CHILD = "350111197803150018", "350111195206070029", "350111201009010033"
AREA_CODE = "0591"


def entries(content: bytes, key: str = "hukou") -> list[Entry | list[BadCell]]:
    """What became of every line of a file."""
    return [
        entry(SOURCES[key], mapping, line, PLACES, AREA_CODE)
        for mapping, line in mapped(SOURCES[key], {}, read(content, ""))
    ]


def one(key: str = "hukou", **cells: Any) -> Entry | list[BadCell]:
    """What becomes of a line with these headings and cells; 陈大山 of 亥由村 unless they say otherwise."""
    told = {"姓名": "陈大山", "身份证号": CHEN, "村": "亥由村"} | cells
    told = {heading: value for heading, value in told.items() if value is not ...}
    (found,) = entries(xlsx(tuple(told), tuple(told.values())), key)
    return found


def good(key: str = "hukou", **cells: Any) -> Entry:
    """The entry of such a line."""
    found = one(key, **cells)
    assert isinstance(found, Entry), found
    return found


def bad(key: str = "hukou", **cells: Any) -> str:
    """Why there is none, in the words shown."""
    found = one(key, **cells)
    assert isinstance(found, list)
    return "；".join(each.words for each in found)


def doubts(key: str = "hukou", **cells: Any) -> str:
    """What was left out, in the words shown."""
    return "；".join(each.words for each in good(key, **cells).doubts)


def test_a_whole_person() -> None:
    found = good(
        户号="0012", 户主="陈大山", 与户主关系="户主", 电话="13800000000", 组="3组", 性别="男", 出生日期="1978.3.15"
    )
    assert found == Entry(
        name="陈大山",
        id_no=CHEN,
        born="1978-03",
        sex="male",
        relation="r02",
        phone="13800000000",
        town=HUANXI,
        village=YIYOU,
        hamlet="3组",
        book="0012",
        head="陈大山",
    )


@pytest.mark.parametrize(
    "written",
    [
        f" {CHEN} ",
        "350111 19780315 0018",
        "３５０１１１１９７８０３１５００１８",
        f"'{CHEN}",
        f"{CHEN}\t",
        f"{CHEN[:6]}-{CHEN[6:14]}-{CHEN[14:]}",
        f"\u200b{CHEN}\xa0",
    ],
)
def test_an_id_number_however_it_is_typed(written: str) -> None:
    assert good(身份证号=written).id_no == CHEN


@pytest.mark.parametrize("x", ["x", "X", "ｘ", "×"])
def test_the_letter_at_the_end(x: str) -> None:
    assert good(身份证号="11010519491231002" + x).id_no == "11010519491231002X"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (350111197803150018, AS_NUMBER),
        ("3.50111E+17", AS_NUMBER),
        ("350111197803150000", AS_NUMBER),
        ("350111780315001", "15 位的老号码。请换成现在 18 位"),
        ("350111197803150019", "校验码对不上"),
        ("350111197813150018", "校验码对不上"),
        ("35011119780315001", "这里是 17 位"),
        ("3501111978031500180", "这里是 19 位"),
        ("350111********0018", "打了码"),
        ("350111197803××0018", "打了码"),
        ("护照E1234567", "别的字"),
        (f"{CHEN}/{LIN}", "一格一个人"),
        (f"{CHEN}92", "残疾人证号的最后两位不对"),
    ],
)
def test_a_wrong_id_number_is_told_with_its_place_and_what_to_do(written: Any, says: str) -> None:
    words = bad(身份证号=written)
    assert words.startswith("工作表“Sheet1”第 2 行 B 列：")
    assert says in words


def test_in_a_csv_too() -> None:
    (found,) = entries(csv(("姓名", "身份证号", "村"), ("陈大山", "3.50111E+17", "亥由村"), encoding="gbk"))
    assert found == [BadCell("", 2, "B", "3.50111E+17", AS_NUMBER)]
    assert found[0].words == f"第 2 行 B 列：{AS_NUMBER}"


def test_a_number_kept_as_text_by_an_equals_sign() -> None:
    (found,) = entries(f'姓名,身份证号,村\n陈大山,"=""{CHEN}""",亥由村\n'.encode("gbk"))
    assert isinstance(found, Entry)
    assert found.id_no == CHEN


def test_every_wrong_cell_of_a_line_is_told_at_once() -> None:
    told = one(姓名="", 身份证号="1", 村="害由村")
    assert isinstance(told, list)
    assert [each.column for each in told] == ["B", "A", "C"]


def test_without_a_number_by_the_month_of_birth() -> None:
    found = good(身份证号="无", 出生年月="1978年3月", 性别="女")
    assert (found.id_no, found.born, found.sex) == ("", "1978-03", "female")
    assert "认不出是谁" in bad(身份证号="")
    assert "认不出是谁" in bad(身份证号=..., 出生年月="1978")
    assert "没有写是哪个村" in bad("dibao", 身份证号=..., 出生年月="1978.3", 村="")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("陈 大 山", "陈大山"),
        ("　林月　", "林月"),
        ("买买提・艾力", "买买提·艾力"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("𠀀山", "𠀀山"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert good(姓名=written).name == name


@pytest.mark.parametrize(
    ("written", "says"), [("", "没有写姓名"), ("陈*山", "打了码"), ("12", "不像人的姓名"), ("人" * 31, "不像人的姓名")]
)
def test_what_is_no_name(written: str, says: str) -> None:
    assert says in bad(姓名=written)


def test_a_note_behind_the_name_is_kept_as_a_doubt() -> None:
    assert good(姓名="陈大山（已故）").name == "陈大山"
    assert "已故" in doubts(姓名="陈大山（已故）")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"出生日期": "1979-03-15"}, "第 2 行 D 列：出生年月和身份证号里的不一样"),
        ({"性别": "女"}, "性别和身份证号里的不一样"),
        ({"性别": "不明"}, "请写男或女"),
        ({"电话": "12345"}, "不像电话号码"),
        ({"与户主关系": "干爹"}, "先记作“其他”"),
        ({"户主": "陈大山", "户主身份证号": "1"}, "这里是 1 位"),
    ],
)
def test_what_is_less_important_is_told_and_the_row_counts(cells: dict[str, str], says: str) -> None:
    assert says in doubts(**cells)


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13800000000", "13800000000"),
        (13800000000, "13800000000"),
        ("138 0000 0000", "13800000000"),
        ("138-0000-0000", "13800000000"),
        ("13800000000/13900000000", "13800000000"),
        ("+86 13800000000", "13800000000"),
        ("0591-87480420", "0591-87480420"),
        (87480420, "0591-87480420"),
        ("无", ""),
        ("-", ""),
    ],
)
def test_telephones(written: Any, phone: str) -> None:
    found = good(电话=written)
    assert (found.phone, found.doubts) == (phone, ())


RELATIONS = {
    "r02": "户主 本人 2 02",
    "r10": "妻 之妻 配偶 10",
    "r20": "长子 之子 户主的儿子",
    "r30": "次女 女儿",
    "r38": "儿媳",
    "r51": "父亲",
    "r70": "弟",
    "r94": "侄女",
    "r97": "其他",
}


@pytest.mark.parametrize(("code", "written"), RELATIONS.items())
def test_relations(code: str, written: str) -> None:
    assert {relation_code(each) for each in written.split()} == {code}


def test_every_relation_of_the_form_is_known() -> None:
    words = dict(load_form().codes["relation"])
    assert {relation_code(label) for label in words.values()} == set(words)
    assert all(relation_code(label) == code for code, label in words.items())


@pytest.mark.parametrize(
    ("written", "since"),
    [
        ("2023.9.1", "2023-09-01"),
        ("2023.09.01", "2023-09-01"),
        ("2023-9-1", "2023-09-01"),
        ("2023/9/1", "2023-09-01"),
        ("2023年9月1日", "2023-09-01"),
        ("2023 年 9 月 1 日", "2023-09-01"),
        ("２０２３．９．１", "2023-09-01"),
        ("20230901", "2023-09-01"),
        (20230901, "2023-09-01"),
        (45170, "2023-09-01"),
        ("45170", "2023-09-01"),
        ("2023-09-01 08:30:00", "2023-09-01"),
        ("2023年9月", "2023-09-01"),
        ("2023-09", "2023-09-01"),
        ("202309", "2023-09-01"),
        ("2023.9", "2023-09-01"),
        ("2023年", "2023-01-01"),
        (2023, "2023-01-01"),
        ("2023年度", "2023-01-01"),
        ("无", ""),
    ],
)
def test_days(written: Any, since: str) -> None:
    found = good("dibao", 批准日期=written)
    assert (found.since, found.doubts) == (since, ())


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2023.13.1", "没有这一天"),
        ("2023.2.30", "没有这一天"),
        ("去年", "不是日期"),
        ("1.9.2023", "不是日期"),
        (2023.1, "1 月还是 10 月"),
        ("9999-1-1", "不是日期"),
    ],
)
def test_what_is_no_day(written: Any, says: str) -> None:
    assert says in doubts("dibao", 批准日期=written)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_the_same_however_it_is_written(told: date) -> None:
    ways = ["%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日", "%Y/%m/%d"]
    written = [told.strftime(way) for way in ways] + [f"{told.year}.{told.month}.{told.day}"]
    assert {day(each) for each in written} == {told.isoformat()}


@pytest.mark.parametrize("written", ["长期", "至今", "长期有效"])
def test_without_an_end(written: str) -> None:
    assert good("dibao", 终止日期=written).until == ""


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("5,234.50元", 5235),
        ("５２３４", 5234),
        (5234.4, 5234),
        ("1.2万元", 12000),
        ("¥880", 880),
        ("约3000", 3000),
        ("880元/月", 880),
        (0, 0),
    ],
)
def test_amounts(written: Any, amount: int) -> None:
    assert good("medical", 自付金额=written).amount == amount


@pytest.mark.parametrize(
    ("written", "says"), [("很多", "不是金额"), ("", "没有写金额"), ("-500", "不是金额"), ("999999999999", "太大")]
)
def test_what_is_no_amount(written: Any, says: str) -> None:
    """The 医保 list is about nothing else; elsewhere it is only left out."""
    assert says in bad("medical", 自付金额=written)
    if written:
        assert says in doubts("dibao", 低保金=written)


@pytest.mark.parametrize(
    ("cells", "kind", "grade"),
    [
        ({"残疾人证号": f"{CHEN}42"}, "肢体残疾", "2"),
        ({"残疾人证号": f"{CHEN}42B1"}, "肢体残疾", "2"),
        ({"残疾人证号": f"{CHEN}42", "身份证号": CHEN}, "肢体残疾", "2"),
        ({"身份证号": f"{CHEN}61"}, "精神残疾", "1"),
        ({"身份证号": CHEN, "残疾类别": "智力", "残疾等级": "三级"}, "智力残疾", "3"),
        ({"身份证号": CHEN, "残疾类别": "5", "残疾等级": "3"}, "智力残疾", "3"),
        ({"身份证号": CHEN, "残疾等级": "肢体二级"}, "", "2"),
    ],
)
def test_a_disability_by_the_certificate_or_the_columns(cells: dict[str, str], kind: str, grade: str) -> None:
    found = good("disabled", **({"身份证号": ...} | cells))
    assert (found.id_no, found.kind, found.grade, found.doubts) == (CHEN, kind, grade, ())


def test_the_certificate_and_the_other_columns_disagree() -> None:
    assert "前 18 位和身份证号不一样" in bad("disabled", 残疾人证号=f"{LIN}42")
    assert "按残疾人证号记了" in doubts("disabled", 残疾人证号=f"{CHEN}42", 残疾等级="一级")


@pytest.mark.parametrize(
    ("written", "grade"), [("C级", "C"), ("d", "D"), ("D级危房", "D"), ("Ｃ", "C"), ("疑似危房", "疑似危房")]
)
def test_the_grade_of_a_house(written: str, grade: str) -> None:
    assert good("housing", 危房等级=written).grade == grade


@pytest.mark.parametrize(
    ("cells", "village", "hamlet"),
    [
        ({"村": "亥由"}, YIYOU, ""),
        ({"村": "亥由村委会"}, YIYOU, ""),
        ({"村": "亥由村村民委员会"}, YIYOU, ""),
        ({"村": "宦溪镇亥由村"}, YIYOU, ""),
        ({"村": "宦溪亥由"}, YIYOU, ""),
        ({"村": "亥 由 村"}, YIYOU, ""),
        ({"镇": "宦溪", "村": "亥由"}, YIYOU, ""),
        ({"镇": "宦溪镇", "村": "宦溪镇亥由村"}, YIYOU, ""),
        ({"镇": "宦溪镇", "村": "宦溪"}, "350111103201", ""),
        ({"村": "福建省福州市晋安区宦溪镇亥由村3组"}, YIYOU, "3组"),
        ({"村": ..., "家庭住址": "福州市晋安区宦溪镇亥由村第二村民小组12号"}, YIYOU, "第二村民小组"),
        ({"村": "", "家庭住址": "晋安区宦溪镇亥由村山边自然村12号"}, YIYOU, "山边自然村"),
        ({"村": ..., "区划": "晋安区宦溪镇亥由村", "住址": "亥由厝12号"}, YIYOU, ""),
        ({"村": ..., "户籍地": "晋安区", "住址": "宦溪镇亥由村亥由厝12号"}, YIYOU, "亥由厝"),
        # The countryside's lists mean the 村 of this name, not the 社区.
        ({"镇": "鼓山镇", "村": "茶会"}, "350111100209", ""),
        ({"村": "茶会社区"}, "350111100001", ""),
        ({"村": "茶会居委会"}, "350111100001", ""),
    ],
)
def test_villages_by_their_names(cells: dict[str, Any], village: str, hamlet: str) -> None:
    found = good(**cells)
    assert (found.village, found.town, found.hamlet) == (village, PLACES.town_of(village).code, hamlet)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"村": "害由村"}, "“害由村”不是本区的村"),  # sounds the same; not guessed
        ({"村": "大南洋村"}, "“大南洋村”不是本区的村"),
        ({"村": "上街镇侯官村"}, "不是本区的村"),
        ({"镇": "鼓山镇", "村": "亥由村"}, "“亥由村”是宦溪镇亥由村，不在鼓山镇"),
        ({"镇": "鼓山镇", "村": "宦溪镇亥由村"}, "写的是宦溪镇，旁边写的是鼓山镇"),
        ({"镇": "上街镇"}, "“上街镇”不是本区的乡镇"),
        ({"村": "宦溪镇"}, "只写到乡镇"),
        ({"村": ""}, "没有写是哪个村"),
        ({"村": "", "地址": "闽侯县上街镇1号"}, "不是本区的村"),
    ],
)
def test_a_village_that_is_not_known_rejects_the_row_and_says_which(cells: dict[str, Any], says: str) -> None:
    assert says in bad(**cells)


def test_a_department_knows_the_number_and_need_not_know_the_village() -> None:
    found = good("uninsured", 村=..., 地址="闽侯县上街镇1号")
    assert (found.id_no, found.village, found.doubts) == (CHEN, "", ())


def test_the_name_of_the_sheet_gives_the_village() -> None:
    rows = [("姓名", "身份证号"), ("陈大山", CHEN)]
    found = entries(book(("亥由村", rows), ("宦溪镇板桥", rows), ("Sheet3", rows)))
    assert [each.village for each in found if isinstance(each, Entry)] == [YIYOU, BANQIAO]
    (lost,) = (each for each in found if not isinstance(each, Entry))
    assert lost[0].words.startswith("工作表“Sheet3”第 2 行：没有写是哪个村")


def test_a_household_with_merged_cells() -> None:
    content = xlsx(
        ("宦溪镇亥由村户籍底册",),
        ("户号", "户主", "村", "家庭成员", None, None),
        (None, None, None, "姓名", "身份证号", "与户主关系"),
        ("1", "陈大山", "亥由", "陈大山", CHEN, "户主"),
        (None, None, None, "林月", LIN, "母亲"),
        (None, None, None, "陈小山", CHILD, "长子"),
        merged=["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "A4:A6", "B4:B6", "C4:C6"],
    )
    found = [each for each in entries(content) if isinstance(each, Entry)]
    assert [(each.name, each.relation, each.village) for each in found] == [
        ("陈大山", "r02", YIYOU),
        ("林月", "r52", YIYOU),
        ("陈小山", "r20", YIYOU),
    ]
    assert {each.family for each in found} == {"book:1"}


def test_a_list_of_heads_only() -> None:
    (found,) = entries(csv(("户主姓名", "户主身份证号", "村"), ("陈大山", CHEN, "亥由")), "lifted")
    assert isinstance(found, Entry)
    assert (found.name, found.id_no, found.relation) == ("陈大山", CHEN, "r02")


@pytest.mark.parametrize(
    ("cells", "family"),
    [
        ({"户号": "12", "户主": "陈大山"}, "book:12"),
        ({"户主": "陈大山", "户主身份证号": CHEN}, f"id:{CHEN}"),
        ({"户主": "陈大山"}, "head:陈大山"),
        ({}, ""),
    ],
)
def test_what_the_rows_of_a_household_share(cells: dict[str, str], family: str) -> None:
    assert good(**cells).family == family


def test_one_bad_row_never_stops_the_file() -> None:
    rows = [
        ("姓名", "身份证号", "村"),
        ("陈大山", CHEN, "亥由"),
        ("林月", "1", "?"),
        (None, None, LIN),
        ("林月", LIN, "板桥"),
    ]
    found = entries(xlsx(*rows))
    assert [each.name for each in found if isinstance(each, Entry)] == ["陈大山", "林月"]


cell = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=12) | st.sampled_from(
    [CHEN, "亥由村", "2023.9.1", "5,000元", "无", "二级", f"{LIN}42"]
)
HEADS = ("姓名", "身份证号", "村", "残疾人证号", "残疾等级", "电话", "出生日期", "发证日期", "户主", "备注")


@given(st.lists(cell, min_size=len(HEADS), max_size=len(HEADS)))
def test_whatever_stands_in_a_row_it_is_an_entry_or_says_why(cells: list[str]) -> None:
    line = Line(1, "", 2, tuple(cells))
    for mapping, told in mapped(SOURCES["disabled"], {}, [Line(1, "", 1, HEADS), line]):
        found = entry(SOURCES["disabled"], mapping, told, PLACES)
        if isinstance(found, Entry):
            assert found.name
            assert found.id_no or (found.born and found.village)
        else:
            assert all(each.words.startswith("第 2 行") for each in found)
