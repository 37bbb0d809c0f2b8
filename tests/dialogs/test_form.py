"""The declaration: complete, checked whole, and in words that people understand."""

import copy
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import dialogs.form
from dialogs.declaration import FormError, load_form, read_form
from dialogs.form import Question
from dialogs.kinds import kind_of

FOLDER = Path(dialogs.form.__file__).parent / "forms"
SOURCE = tomllib.loads((FOLDER / "baopin.toml").read_text("utf8"))
CODES = tomllib.loads((FOLDER / "codes.toml").read_text("utf8"))
FORM = load_form()
# 附件1, cell by cell: section → keys in printing order.
ANNEX_1 = {
    "basic": "fill_date head_name household_type phone address",
    "member": "member_name sex id_type id_no relation ethnicity politics education in_school health "
    "medical_insurance dibao major_illness_aid work_months",
    "risk": "risk",
    "income": "wage_income transfer_income fp_subsidy dibao_amount tekun_amount pension_amount eco_comp_amount "
    "other_transfer business_income property_income asset_dividend other_property business_expense",
    "living": "farmland_mu forest_mu orchard_mu house_m2 house_grade sanitary_toilet safe_water",
    "opinion": "visit_opinion town_opinion county_opinion",
}


@pytest.mark.parametrize(("section", "keys"), ANNEX_1.items())
def test_every_cell_of_the_paper_is_there_in_order(section: str, keys: str) -> None:
    declared = next(s for s in FORM.sections if s.key == section)
    printed = [question.key for question in declared.questions if question.key in keys.split()]
    assert printed == keys.split()


def test_the_family_is_a_list_whose_first_row_is_the_head() -> None:
    member = next(section for section in FORM.sections if section.key == "member")
    assert member.repeat
    assert member.printed == 5
    assert FORM.codes["relation"][member.first["relation"]] == "户主"


def test_thirteen_money_cells_with_parents_that_are_sums() -> None:
    cells = ANNEX_1["income"].split()
    assert len(cells) == 13
    assert {key for key in cells if FORM[key].kind == "sum"} == {"transfer_income", "property_income"}
    assert len(FORM["transfer_income"].parts) == 6
    assert FORM["property_income"].parts == ("asset_dividend", "other_property")


LABELS = {
    "risk": "因大病 因学 因灾 因残 因疫情 因突发事件 因产业失败 因就业不稳 其他",
    "household_type": "一般农户 边缘易致贫户 突发严重困难户 脱贫户 脱贫不稳定户",
    "relation": "户主 配偶 之子 之女 之儿媳 之女婿 之孙子 之孙女 之外孙子 之外孙女 之曾孙子 之曾孙女 之父 之母 "
    "之公公 之婆婆 之岳父 之岳母 之祖父 之祖母 之外祖父 之外祖母 之兄弟姐妹 之兄弟媳妇 之叔伯 之侄儿 之侄女 其他",
    "sex": "男 女",
    "id_type": "居民身份证 残疾人证 户口簿",
    "politics": "中共党员 中共预备党员 共青团员 群众",
    "education": "文盲或半文盲 小学 初中 高中 大专 本科及以上",
    "health": "健康 长期慢性病 患有大病 残疾",
    "house_grade": "A级(安全) B级(基本安全) C级(局部危险) D级(整栋危险)",
    "in_school": "学龄前儿童 学前教育 小学 七年级 八年级 九年级 普通高中一年级 普通高中二年级 普通高中三年级 "
    "中职一年级 中职二年级 中职三年级 高职高专一年级 高职高专二年级 高职高专三年级 "
    "技师学院一年级 技师学院二年级 技师学院三年级 技师学院四年级 "
    "本科一年级 本科二年级 本科三年级 本科四年级 本科五年级 硕士研究生及以上",
    "yes_no": "是 否",
    "verify_method": "入户 电话访谈",
}


@pytest.mark.parametrize(("name", "labels"), LABELS.items())
def test_the_code_lists(name: str, labels: str) -> None:
    assert list(FORM.codes[name].values()) == labels.split()


def test_the_nationalities_are_the_standard_ones() -> None:
    names = list(FORM.codes["ethnicity"].values())
    assert len(names) == 58
    assert (names[0], names[21], names[-2:]) == ("汉族", "畲族", ["其他", "外国血统中国籍人士"])
    assert list(FORM.codes["ethnicity"])[:56] == [f"m{n:02}" for n in range(1, 57)]


def test_what_a_farmer_must_give_is_no_more_than_ruled() -> None:
    asked = [question for question in FORM if question.ask]
    assert {q.key for q in asked if q.must} == {"consent", "name", "phone", "town", "village"}
    assert len(FORM.path({"behalf": "self"})) == 11
    assert len(FORM.path({"behalf": "other"})) == 12
    assert asked[0].key == "consent"
    assert FORM["id_number"].skip_label == "上门时再给"


FORMAL = re.compile("本人|申请人|致贫|返贫|认定|核实|提交|填写|信息|请输入|符合|须|予|贵|户主|监测|证件")


@pytest.mark.parametrize("question", [q for q in FORM if q.ask], ids=lambda question: str(question.key))
def test_questions_are_put_as_to_a_neighbour(question: Question) -> None:
    for text in filter(None, (question.ask, question.ask_behalf, question.ask_abroad)):
        assert len(text) <= 120
        assert text.endswith(("？", "。", "行。", "}"))
        assert question.key == "consent" or not FORMAL.search(text.replace("身份证", "").replace("证件照片", ""))
    assert question.why
    assert len(question.why) <= 60
    assert not FORMAL.search(question.why)


@pytest.mark.parametrize("question", list(FORM), ids=lambda question: str(question.key))
def test_who_fills_a_cell_is_known(question: Question) -> None:
    computed_or_official = question.kind in ("sum", "opinion") or question.key in ("fill_date", "household_type")
    assert bool(question.ask or question.visit) != computed_or_official
    assert kind_of(question)


def broken(change: Any) -> list[str]:
    source, codes = copy.deepcopy(SOURCE), copy.deepcopy(CODES)
    change(source, codes)
    with pytest.raises(FormError) as caught:
        read_form(source, codes)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return caught.value.problems


def put(of: str, **more: Any) -> Any:
    def change(source: dict[str, Any], _codes: dict[str, Any]) -> None:
        for section in source["section"]:
            for question in section["question"]:
                if question["key"] == of:
                    question.update(more)

    return change


MISTAKES = {
    "没有 label": (put("sex", label=""), "sex：没有 label"),
    "没有这种答案": (put("sex", kind="smell"), "sex：没有 smell 这种答案（kind）"),
    "没有代码表": (put("sex", codes="smells"), "sex：没有代码表 smells"),
    "说法对不上": (put("sex", spoken="risk"), "risk 和 sex 的代码不一样"),
    "合计没有项": (put("transfer_income", parts=[]), "transfer_income：合计没有写 parts"),
    "合计的项没有": (put("transfer_income", parts=["gold"]), "transfer_income：没有 gold 这一问"),
    "when 指向没有的": (put("sex", when={"gold": ["1"]}), "sex：when 指向没有的 gold"),
    "when 指向后面": (put("name", when={"risk": ["illness"]}), "name：when 指向排在后面的 risk"),
    "when 没有这个选项": (put("story", when={"risk": ["gold"]}), "story：when：risk 没有选项 gold"),
    "prefill 指错": (put("head_name", prefill="gold"), "head_name：prefill 指向没有的 gold"),
    "within 指错": (put("address", within="gold"), "address：within 指向没有的 gold"),
    "没有 ask": (put("address", ask_behalf="他家呢？"), "address：有 ask_behalf 或 ask_abroad，却没有 ask"),
    "键写两次": (put("sex", key="name"), "name：同一个键写了两次"),
    "多余的项": (put("sex", smell=1), "member.sex：不认识的项 smell"),
    "按钮放不下": (lambda s, c: c["sex"].update({"x" * 61: "长"}), "sex：键和代码合起来超过 64 字节，按钮放不下"),
    "步骤没有": (lambda s, c: s["steps"].append("gold"), "steps：没有 gold 这一问"),
    "没有标题": (lambda s, c: s.pop("title"), "表单缺 title"),
    "节里多余": (lambda s, c: s["section"][0].update(smell=1), "apply：不认识的项 smell"),
}


@pytest.mark.parametrize(("change", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named(change: Any, problem: str) -> None:
    assert any(problem in found for found in broken(change))


def test_all_mistakes_are_named_at_once() -> None:
    def change(source: dict[str, Any], codes: dict[str, Any]) -> None:
        for one in ("没有 label", "合计没有项", "prefill 指错", "步骤没有"):
            MISTAKES[one][0](source, codes)

    assert len(broken(change)) == 4
