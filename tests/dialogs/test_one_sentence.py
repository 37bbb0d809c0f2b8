"""One long sentence fills every field it states, dictated without punctuation too."""

from dataclasses import replace
from typing import Any

import pytest
from talking import AGREED, BEGUN, FORM, ID_NUMBER, PLACED, VILLAGE, Person

from dialogs.form import Form, Question

TOLD: list[tuple[str, dict[str, Any]]] = [
    (
        "我是宦溪镇亥由村的，我叫陈大明，电话13805001234，家里四口人，老婆透析一年花了八万，收入一年三万",
        {"name": "陈大明", "phone": "13805001234", "village": VILLAGE, "risk": "illness", "size": 4, "income": 30000},
    ),
    (
        "哎你好啊我叫林秀英啊今年六十七了住在亥由家里就我跟老头子两个人他中风躺了两年了电话是幺三八零五零零幺二三四",
        {"name": "林秀英", "village": VILLAGE, "phone": "13805001234", "size": 2, "risk": "illness"},
    ),
    (
        "陈大明 13805001234 亥由村 五口人 年收入两万 儿子出车祸",
        {"name": "陈大明", "phone": "13805001234", "village": VILLAGE, "size": 5, "income": 20000, "risk": "accident"},
    ),
    (
        "我替我妈报她叫黄依妹住在宦溪亥由村电话打我的13805001234她一个人过",
        {"behalf": "other", "name": "黄依妹", "village": VILLAGE, "phone": "13805001234", "size": 1}
        | {"helper_relation": "family"},
    ),
    (
        "我姓陈名叫陈大明手机号码一三八零五零零一二三四家在亥由村一共六口人全家一年收入大概四万块",
        {"name": "陈大明", "phone": "13805001234", "village": VILLAGE, "size": 6, "income": 40000},
    ),
    (
        "亥由村村委会帮村民郑国平申报，身份证350111197803150018，家庭人口3人，年收入12000元，主要困难因残",
        {"behalf": "other", "name": "郑国平", "village": VILLAGE, "id_number": ID_NUMBER, "size": 3, "income": 12000}
        | {"risk": "disability"},
    ),
    (
        "姓名：陈大明\n电话：13805001234\n村：亥由村\n人口：4\n年收入：2万\n身份证：350111197803150018",
        {"name": "陈大明", "phone": "13805001234", "village": VILLAGE, "size": 4, "income": 20000}
        | {"id_number": ID_NUMBER},
    ),
    (
        "我叫陈大明身份证号350111197803150018电话13805001234家里有4口人一年收入2万",
        {"name": "陈大明", "id_number": ID_NUMBER, "phone": "13805001234", "size": 4, "income": 20000},
    ),
    (
        "依姆我是亥由的陈依妹啊我囝没活做啦厝里五个人吃饭一年也就两万块收入",
        {"village": VILLAGE, "name": "陈依妹", "size": 5, "income": 20000, "risk": "unstable_job"},
    ),
    (
        "给我爸报 他叫陈国泰 他手机13805001234 跟我妈两个人住 一年收入五千",
        {"behalf": "other", "helper_relation": "family", "name": "陈国泰", "phone": "13805001234", "size": 2}
        | {"income": 5000},
    ),
    (
        "我自己报的我叫陈大明住亥由村没有电话一个人过",
        {"behalf": "self", "name": "陈大明", "village": VILLAGE, "phone": "none", "size": 1},
    ),
    (
        "收入嘛一年两三万 人有五个 村是亥由村 电话13805001234",
        {"income": 25000, "size": 5, "village": VILLAGE, "phone": "13805001234"},
    ),
]


def understood(person: Person) -> dict[str, Any]:
    """What was noted or is to be read back."""
    values = {**{key: value for key, value, _why in person.talk.proposals}, **person.talk.answers}
    return {key: value for key, value in values.items() if key not in ("consent", "town", "story")}


@pytest.mark.parametrize(("said", "expected"), TOLD, ids=range(len(TOLD)))
def test_everything_stated_is_taken(said: str, expected: dict[str, Any]) -> None:
    assert understood(Person().says("我要报困难", "同意", said)) == expected


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("看病一年花了三万，家里收入都填进去了", "income"),
        ("请了三个人帮忙收割，工钱还没给", "size"),
        ("医院里一间住四个人，吵得很", "size"),
        ("孩子学费一年一万二，贷款欠了五万", "income"),
        ("我是替隔壁报的，我叫陈大明", "name"),
        ("我是低保户，日子难过", "name"),
    ],
)
def test_what_is_said_of_something_else_is_no_answer(said: str, key: str) -> None:
    assert key not in understood(Person().says("我要报困难", "同意", said))


def asking_for_land() -> Form:
    """The form with one more question for the farmer, as a county may declare it."""
    land = replace(FORM["farmland_mu"], ask="家里有多少亩田？")
    questions: dict[str, Question] = {**FORM.questions, "farmland_mu": land}
    asks = tuple(question for question in questions.values() if question.ask)
    return replace(FORM, questions=questions, asks=asks, edition="with land")


def test_a_field_that_the_form_asks_besides_is_filled_by_its_label() -> None:
    person = Person(form=asking_for_land()).says(*AGREED, "自己", "我叫陈大明 耕地面积三亩二分 电话13805001234")
    assert understood(person)["farmland_mu"] == pytest.approx(3.2)
    assert understood(person)["phone"] == "13805001234"
    assert "farmland_mu" not in understood(Person().says(*AGREED, "自己", "我叫陈大明 耕地面积三亩二分"))


def test_what_was_skipped_may_come_before_the_report_is_sent() -> None:
    person = Person().says(*PLACED, "#risk=illness", "老婆透析", "上门时再给", "跳过", "跳过")
    assert person.hears.state == "confirming"
    assert person.says(f"身份证{ID_NUMBER} 家里四口人").talk.answers["id_number"] == ID_NUMBER
    assert person.talk.answers["size"] == 4


def test_nothing_is_taken_from_who_did_not_agree() -> None:
    person = Person().says(*BEGUN, "不同意", "我叫陈大明 电话13805001234")
    assert not person.talk.answers
