"""The fourteen groups, each from a table: what makes a household one of it, and what does not."""

from datetime import date
from typing import Any

import pytest

from intake_api.casework.collected import Collected, collected
from intake_api.screening.facts import Facts
from intake_api.screening.groups import GROUPS, groups_of
from knowledge.policy import County

TODAY = date(2023, 11, 10)
HOME = {"id": "home", "town": "", "village": "", "standing": "ordinary", "ended": ""}
LIFTED = HOME | {"standing": "lifted"}
BLANK = {"amount": None, "grade": "", "detail": "", "since": "", "until": "", "name": "林阿土", "id_index": "i1"}
MAN = {"sex": "male", "relation": "r02", "id_no": "350111197503180017", "health": ["healthy"], "in_school": "s01"}


def on(key: str, **says: Any) -> dict[str, Any]:
    """One person on one list."""
    return {"entries": {key: [BLANK | says]}}


def said(risk: str = "other", **answers: Any) -> dict[str, Any]:
    """A report in hand; a ``member`` is the one person of the sheet."""
    member = answers.pop("member", None)
    people = {f"member[0].{key}": value for key, value in (MAN | member).items()} if member is not None else {}
    return {"report": {"risk": risk}, "found": collected(answers | people)}


def lives(*people: tuple[str, str]) -> dict[str, Any]:
    """Whom the roster has at home: month of birth, and blind index."""
    return {"residents": [{"name": "林阿土", "born": born, "id_index": index} for born, index in people]}


INCOME = {"size": 1, "wage_income": 10_000}
IN = [
    ("P01", on("dibao_edge"), "低保边缘家庭"),
    ("P01", said(**INCOME), "人均 10,000 元，低于监测线 10,560 元"),
    ("P01", said(size=1, wage_income=12_000), "人均 12,000 元，接近监测线 10,560 元"),
    ("P01", said(size=1, wage_income=70_000, income_before=100_000), "全家收入从上一年的 100,000 元降到 70,000 元"),
    ("P02", on("jobless"), "失业、就业不稳"),
    ("P02", said("unstable_job"), "申报：因就业不稳"),
    ("P02", said(member={"work_months": 5}), "有劳动力，一年务工最多 5 个月"),
    ("P03", on("insurance", amount=8_000, since="2023-09-01"), "9月农业保险出险 8,000 元"),
    ("P03", said("industry_failure"), "申报：因产业失败"),
    ("P04", on("accident"), "意外事故"),
    ("P04", said("accident"), "申报：因突发事件"),
    ("P05", on("dibao"), "低保"),
    ("P05", said(member={"dibao": True}), "申报材料里有低保"),
    ("P05", said(dibao_amount=2_400), "申报材料里有低保"),
    ("P06", on("tekun"), "特困人员"),
    ("P06", said(tekun_amount=9_000), "申报材料里有特困供养金"),
    ("P07", on("aid_new", since="2023-03-01"), "新增、新申请低保和特困"),
    ("P07", on("aid_new"), "新增、新申请低保和特困"),
    ("P07", on("dibao", since="2023-01-01"), "2023-01-01 起享受低保"),
    ("P07", on("tekun", since="2023-05-01"), "2023-05-01 起享受特困供养"),
    ("P08", on("disabled", grade="2"), "持证残疾人：二级"),
    ("P08", said(member={"id_no": "35011119750318001742"}), "采集表里有一级、二级残疾人证"),
    ("P09", on("medical", amount=23_400, since="2023-08-02"), "8月医保大额自付 23,400 元"),
    ("P09", on("medical", amount=5_000) | {"household": LIFTED}, "医保大额自付 5,000 元"),
    ("P09", on("education", amount=10_000), "教育支出、资助 10,000 元"),
    ("P09", on("illness"), "大病、慢病"),
    ("P09", said(med_oop=20_000), "申报自付医疗费 20,000 元"),
    ("P09", said(med_oop=6_000) | {"household": LIFTED}, "申报自付医疗费 6,000 元"),
    ("P09", said(edu_oop=12_000), "申报自付教育费 12,000 元"),
    ("P09", said("illness"), "申报：因大病"),
    ("P09", said("schooling"), "申报：因学"),
    ("P10", {"turned_away": [date(2023, 9, 3), date(2023, 10, 20)]}, "多次申报未纳入：2023-09-03、2023-10-20"),
    ("P11", on("disaster"), "受灾"),
    ("P11", said("disaster"), "申报：因灾"),
    ("P11", said(disaster_loss=3_000.5), "申报受灾损失 3,000.50 元"),
    ("P12", said("epidemic"), "申报：因疫情"),
    ("P13", lives(("2010-01", "a"), ("1963-11", "b")), "名册上全家 2 人都不到 16 岁、满 60 岁或者残疾"),
    ("P13", lives(("1980-01", "i1")) | on("disabled", grade="1"), "名册上全家 1 人都不到 16 岁、满 60 岁或者残疾"),
    ("P13", said(member={"labour": "lost"}), "采集表上全家 1 人都没有劳动能力"),
    ("P14", on("housing", grade="D"), "危房：D 级"),
    ("P14", on("water"), "饮水困难"),
    ("P14", on("dropout"), "失学辍学"),
    ("P14", on("uninsured"), "医保未参保"),
    ("P14", said(house_grade="C"), "采集表：住房 C 级"),
    ("P14", said(safe_water=False), "采集表：饮水还没有解决"),
    ("P14", said(member={"dropout_reason": "不想读"}), "采集表：有孩子失学辍学"),
    ("P14", said(member={"medical_insurance": False}), "采集表：有人没有参加医保"),
]
OUT = [
    ("P01", said(size=1, wage_income=12_672)),
    ("P01", said(size=1, wage_income=70_001, income_before=100_000)),
    ("P01", said()),  # nobody asked about the income
    ("P02", said("illness", member={"work_months": 6})),
    ("P02", said(member={"work_months": 0, "labour": "lost"})),
    ("P03", said("accident")),
    ("P04", said("disaster")),
    ("P05", on("tekun")),
    ("P05", said(dibao_amount=0, member={"dibao": False})),
    ("P06", on("dibao")),
    ("P06", said(tekun_amount=0)),
    ("P07", on("aid_new", since="2022-12-31")),
    ("P07", on("dibao", since="2022-12-31")),
    ("P07", on("dibao")),
    ("P08", on("disabled", grade="3", detail="智力残疾")),
    ("P08", said(member={"id_no": "35011119750318001743"})),
    ("P08", said(member={})),
    ("P09", on("medical", amount=19_999)),
    ("P09", on("education", amount=9_999)),
    ("P09", said(med_oop=6_000)),
    ("P09", said(edu_oop=0, med_oop=0)),
    ("P10", {"turned_away": [date(2023, 9, 3)]}),
    ("P10", {"turned_away": [date(2023, 9, 3), date(2023, 10, 20)], "is_recognised": True}),
    ("P11", said(disaster_loss=0)),
    ("P12", said("illness")),
    ("P13", lives(("2010-01", "a"), ("1963-12", "b"))),
    ("P13", lives(("2010-01", "a"), ("", "b"))),  # nobody knows how old
    ("P13", lives()),
    ("P13", lives(("1980-01", "other")) | on("disabled", grade="1")),
    ("P13", lives(("1950-01", "a")) | said(member={"labour": "ordinary"})),  # whoever was there knows better
    ("P14", on("housing", grade="B")),
    ("P14", said(house_grade="B", safe_water=True, member={"medical_insurance": True})),
]


def _groups(county: County, given: dict[str, Any]) -> dict[str, str]:
    return groups_of(Facts(**({"household": HOME, "county": county, "today": TODAY, "found": Collected()} | given)))


@pytest.mark.parametrize(("group", "given", "words"), IN)
def test_in_the_group(county: County, group: str, given: dict[str, Any], words: str) -> None:
    assert _groups(county, given).get(group) == words


@pytest.mark.parametrize(("group", "given"), OUT)
def test_not_in_the_group(county: County, group: str, given: dict[str, Any]) -> None:
    assert group not in _groups(county, given)


def test_every_group_is_tried_both_ways() -> None:
    assert sorted(GROUPS) == [f"P{number:02d}" for number in range(1, 15)]
    assert {each[0] for each in IN} == set(GROUPS)
    assert {each[0] for each in OUT} == set(GROUPS)


def test_a_household_that_is_gone_is_in_no_group(county: County) -> None:
    given = {"household": HOME | {"ended": "moved"}, "turned_away": [TODAY, TODAY]} | on("dibao")
    assert _groups(county, given) == {}


def test_several_reasons_stand_in_one_line(county: County) -> None:
    given = said("illness", med_oop=60_000) | on("medical", amount=60_000)
    assert _groups(county, given)["P09"] == "医保大额自付 60,000 元；申报自付医疗费 60,000 元；申报：因大病"
