"""Which column is what: by the many ways in which lists are headed, and as somebody chose it."""

import pytest
from made_tables import book, csv, xlsx

from intake_api.errors import Invalid
from intake_api.roster.headings import find_heading, suggest
from intake_api.roster.mapping import Mapping, main_sheet, mapped, missing, outline
from intake_api.roster.sheets import Line, read
from intake_api.roster.sources import SOURCES, source
from knowledge.county_files import load_county

HUKOU, DIBAO = SOURCES["hukou"], SOURCES["dibao"]
PERSON = ("陈大山", "350111197803150018")


def lines(*rows: tuple[str, ...]) -> list[Line]:
    """The rows of one sheet."""
    return [Line(1, "", number, row) for number, row in enumerate(rows, 1)]


def names(content: bytes, key: str = "hukou", chosen: dict[str, str] | None = None) -> list[str]:
    """The name in every line that tells of somebody."""
    return [
        line.text(mapping.columns["name"]) for mapping, line in mapped(SOURCES[key], chosen or {}, read(content, ""))
    ]


def test_every_source_is_whole() -> None:
    departments = load_county("350111").policy.departments
    asked = "hukou lifted monitored dibao tekun dibao_edge disabled medical uninsured education jobless housing water"
    assert {*asked.split(), "insurance", "accident", "disaster"} <= SOURCES.keys()
    for each in SOURCES.values():
        assert not each.department or each.department in departments
        assert each.standing in ("", "lifted", "difficult")
        assert not each.group or each.group in {f"P{number:02}" for number in range(1, 15)}
        assert each.screening == bool(each.department)
        assert {key for needed in each.required for key in needed} <= each.fields.keys()


def test_an_unknown_source() -> None:
    with pytest.raises(Invalid, match="哪一种名单"):
        source("kings")


# The list; its headings; the field that each of them is.
HEADINGS = """
hukou
    户号 户主 姓名 与户主关系 身份证号 联系电话 村 组
    book head name relation id_no phone village hamlet
hukou
    户籍编号 户主姓名 成员姓名 与户主的关系 公民身份号码 手机 行政村 村民小组
    book head name relation id_no phone village hamlet
hukou
    乡镇（街道） 行政村（社区） 自然村 户主姓名 户主身份证号码 姓名* 身份证号码 性别 出生日期
    town village hamlet head head_id name id_no sex born
hukou
    镇 村 家庭成员姓名 家庭成员身份证号码 和户主关系 备注
    town village name id_no relation detail
hukou
    姓 名 证 件 号 码 电话号码 家庭住址
    - - - - - - phone address
hukou
    姓名 公民身份证号码（18位） 户口所在地 家庭住址
    name id_no region address
dibao
    序号 低保对象姓名 身份证号 月保障金额（元） 批准时间 低保类别 村
    - name id_no amount since kind village
dibao
    户主姓名 户主身份证号 救助金额 所在村
    name id_no amount village
dibao
    户主姓名 姓名 身份证号 开户人姓名 银行卡号
    head name id_no - -
tekun
    特困人员姓名 身份证件号码 供养方式 供养开始时间
    name id_no kind since
disabled
    姓名 残疾人证号 残疾类别 残疾等级 监护人姓名 监护人电话
    name certificate kind grade - -
medical
    姓名 身份证号 个人累计自付（元） 结算日期 病种
    name id_no amount since detail
medical
    患者姓名 证件号码 医疗总费用 个人负担金额 入院日期 出院日期
    name id_no - amount since until
housing
    房主 身份证 危房等级 房屋结构 鉴定日期
    name id_no grade kind since
monitored
    户编号 姓名 证件号码 监测对象类别 识别时间 风险类型
    book name id_no kind since detail
lifted
    姓名 证件号码 脱贫年度 户类型
    name id_no since kind
jobless
    姓名 身份证号 失业登记日期 失业原因
    name id_no since detail
insurance
    被保险人 证件号 险种名称 出险日期 赔款金额
    name id_no kind since amount
disaster
    姓名 身份证号 灾害种类 受灾时间 直接经济损失 帮扶责任人 责任人电话
    name id_no kind since amount - -
hukou
    姓名 身份证号 村主干部 帮扶责任人姓名 填报时间
    name id_no - - -
""".strip().splitlines()
TABLE = list(zip(HEADINGS[::3], HEADINGS[1::3], HEADINGS[2::3], strict=True))


@pytest.mark.parametrize(("key", "headings", "found"), TABLE)
def test_columns_are_known_by_their_headings(key: str, headings: str, found: str) -> None:
    told = dict(zip(headings.split(), found.split(), strict=True))
    assert suggest(SOURCES[key], headings.split()) == {field: name for name, field in told.items() if field != "-"}


TITLE = ("2023年宦溪镇户籍底册", "2023年宦溪镇户籍底册", "2023年宦溪镇户籍底册")


BOTH = ("姓名", "身份证号")
FOUND: dict[str, tuple[list[tuple[str, ...]], int, str]] = {
    "plain": ([BOTH, PERSON], 1, "姓名 身份证号"),
    "below titles": ([TITLE, ("单位：宦溪镇", "", "时间：2023年"), (*BOTH, "村"), PERSON], 3, "姓名 身份证号 村"),
    "two lines": (
        [("户主", "户主", "成员", "成员"), (*BOTH, *BOTH)],
        2,
        "户主·姓名 户主·身份证号 成员·姓名 成员·身份证号",
    ),
    "the upper left empty": ([(*BOTH, "住址", ""), ("", "", "镇", "村"), PERSON], 2, "姓名 身份证号 住址·镇 村"),
    "merged both ways": ([(*BOTH, "住址", "住址"), (*BOTH, "镇", "村"), PERSON], 2, "姓名 身份证号 镇 村"),
    "one name twice": ([(*BOTH, "备注", "备注"), PERSON], 1, "姓名 身份证号 备注 备注（D列）"),
    "nothing known, to be chosen by hand": ([("甲", "乙"), PERSON], 1, "甲 乙"),
}


@pytest.mark.parametrize(("rows", "row", "headings"), FOUND.values(), ids=FOUND.keys())
def test_the_heading_is_found(rows: list[tuple[str, ...]], row: int, headings: str) -> None:
    found = find_heading(HUKOU, lines(*rows))
    assert found
    assert (found.row, [name for name in found.names if name]) == (row, headings.split())


@pytest.mark.parametrize("rows", [[], [PERSON, PERSON], [TITLE], [("填表说明",), ("一、每人一行",)]])
def test_a_sheet_without_a_heading(rows: list[tuple[str, ...]]) -> None:
    assert find_heading(HUKOU, lines(*rows)) is None


def test_of_two_lines_the_person_and_the_head_are_told_apart() -> None:
    headings = ["户主·姓名", "户主·身份证号", "家庭成员·姓名", "家庭成员·身份证号", "监护人·姓名"]
    assert suggest(HUKOU, headings) == {
        "head": "户主·姓名",
        "head_id": "户主·身份证号",
        "name": "家庭成员·姓名",
        "id_no": "家庭成员·身份证号",
    }


def test_what_is_missing_is_said_in_words() -> None:
    assert missing(HUKOU, {}) == ["姓名", "身份证号或出生年月"]
    assert missing(HUKOU, {"name": "姓名", "born": "生日"}) == []
    assert missing(SOURCES["medical"], {"name": "姓名", "id_no": "证号"}) == ["金额（元）"]


def test_a_mapping_is_checked() -> None:
    assert Mapping.of(HUKOU, {"name": "甲", "id_no": "乙", "phone": ""}, ("甲", "乙")).columns == {
        "name": 0,
        "id_no": 1,
    }
    with pytest.raises(Invalid, match="还差这几列：身份证号或出生年月"):
        Mapping.of(HUKOU, {"name": "甲"}, ("甲", "乙"))
    with pytest.raises(Invalid, match="没有这一列：丙"):
        Mapping.of(HUKOU, {"name": "甲", "id_no": "丙"}, ("甲", "乙"))


def test_only_lines_that_tell_of_somebody() -> None:
    content = xlsx(
        ("宦溪镇户籍底册",),
        ("序号", "姓名", "身份证号", "村", "金额"),
        (1, *PERSON, "亥由村"),
        (2,),  # numbered beforehand
        (None, "姓名", "身份证号"),  # the next printed page
        (3, "林月", None, "亥由村"),
        ("合 计", "2人"),
        ("填表人：张三", None, None, "审核：李四"),
        merged=["A1:E1"],
    )
    assert names(content) == ["陈大山", "林月"]


def test_a_village_merged_over_empty_lines_tells_of_nobody() -> None:
    content = xlsx(("村", "姓名", "身份证号"), ("亥由村", *PERSON), (), (None, None, None), merged=["A2:A4"])
    assert names(content) == ["陈大山"]


def test_each_sheet_has_its_own_heading() -> None:
    content = book(
        ("亥由村", [("姓名", "身份证号"), PERSON]),
        ("板桥村", [("板桥村名单",), ("证件号码", "成员姓名"), ("350111195206070029", "林月")]),
    )
    assert names(content) == ["陈大山", "林月"]
    assert names(content, chosen={"name": "姓名", "id_no": "身份证号"}) == ["陈大山", "林月"]


def test_a_sheet_that_cannot_be_read_is_told_once_and_stops_nothing() -> None:
    content = book(
        ("说明", [("填表说明",), ("一、每人一行",)]),
        ("汇总", [("村", "户数"), ("亥由村", "120"), ("板桥村", "80")]),
        ("亥由村", [("姓名", "身份证号"), PERSON]),
    )
    told = [(line.sheet_name, mapping.problem) for mapping, line in mapped(HUKOU, {}, read(content, ""))]
    assert [name for name, _ in told] == ["说明", "汇总", "亥由村"]
    assert "没有找到表头" in told[0][1]
    assert "还差这几列：姓名" in told[1][1]
    assert told[2][1] == ""


def test_columns_chosen_by_hand() -> None:
    content = csv(("甲", "乙", "丙"), ("x", *PERSON))
    assert names(content, chosen={"name": "乙", "id_no": "丙"}) == ["陈大山"]
    (found,) = outline(HUKOU, read(content, ""))
    assert found.heading
    assert found.heading.names == ("甲", "乙", "丙")
    assert (found.suggested, found.lacking) == ({}, ["姓名", "身份证号或出生年月"])


def test_what_is_suggested_can_be_taken_away() -> None:
    content = csv(("姓名", "身份证号", "电话"), (*PERSON, "13800000000"))
    ((mapping, _),) = mapped(HUKOU, {"name": "姓名", "id_no": "身份证号", "phone": ""}, read(content, ""))
    assert "phone" not in mapping.columns


def test_the_outline_of_a_file() -> None:
    rows = [("名单",), ("姓名", "身份证号"), *[PERSON] * 50]
    first, second = outline(DIBAO, read(book(("亥由村", rows), ("说明", [("每人一行",)])), ""))
    assert (first.sheet, first.sheet_name, first.lines, len(first.samples)) == (1, "亥由村", 50, 3)
    assert first.suggested == {"name": "姓名", "id_no": "身份证号"}
    assert first.samples[0].cells == PERSON
    assert (second.sheet_name, second.heading, second.lines) == ("说明", None, 1)


def test_the_sheet_that_the_list_stands_in() -> None:
    sums, people = [("村", "户数"), ("亥由村", "120")], [("名单",), ("姓名", "身份证号"), PERSON]
    found = main_sheet(HUKOU, read(book(("汇总", sums), ("亥由村", people), ("板桥村", people)), ""))
    assert found
    heading, top = found
    assert (heading.names, top[0].sheet_name) == (("姓名", "身份证号"), "亥由村")
    assert main_sheet(HUKOU, read(xlsx(("说明",)), "")) is None
