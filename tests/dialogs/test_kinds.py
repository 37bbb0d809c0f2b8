"""Every kind of answer, and every question of the form, walked through."""

from dataclasses import replace
from typing import Any

import pytest
from talking import COUNTY, FORM, ID_NUMBER, TOWN, VILLAGE

from dialogs.asked import Asked
from dialogs.fitting import follows, is_answer
from dialogs.form import Question
from dialogs.kinds import KINDS, kind_of
from dialogs.words import say

RULES = COUNTY.policy.rules("wechat")
# kind → (what is said, the value, how it is shown)
READ: dict[str, list[tuple[str, Any, str]]] = {
    "area_m2": [("80平方米", 80, "80 平方米"), ("一百二十平", 120, "120 平方米")],
    "area_mu": [("3亩2分", 3.2, "3.2 亩"), ("两亩", 2, "2 亩")],
    "choice": [("帮别人", "other", "帮别人报"), ("2", "other", "帮别人报"), ("自己", "self", "给自己家报")],
    "choices": [("患有大病、残疾", ["major_illness", "disabled"], "患有大病、残疾")],
    "consent": [("同意", RULES.consent, "同意"), ("好的", RULES.consent, "同意"), ("不同意", "", "同意")],
    "count": [("4口人", 4, "4 人"), ("四个", 4, "4 人"), ("4", 4, "4 人"), ("３", 3, "3 人")],
    "date": [("2023-11-10", "2023-11-10", "2023-11-10")],
    "id_number": [(ID_NUMBER, ID_NUMBER, "350111********0018")],
    "money": [("两万六", 26000, "26000 元"), ("一个月1500", 18000, "18000 元"), ("没收入", 0, "0 元")],
    "months": [("半年", 6, "6 月"), ("0", 0, "0 月")],
    "name": [("我叫陈大明", "陈大明", "陈大明"), ("阿里木", "阿里木", "阿里木")],
    "opinion": [("情况属实", "情况属实", "情况属实")],
    "phone": [
        ("13805001234", "13805001234", "13805001234"),
        ("没有电话", "none", "没有电话"),
        ("我没电话，打我儿子的13805001234", "13805001234", "13805001234"),
    ],
    "story": [("老婆在透析", "老婆在透析", "老婆在透析")],
    "sum": [],
    "text": [("下厝自然村3号", "下厝自然村3号", "下厝自然村3号")],
    "town": [("宦溪镇", TOWN, "宦溪镇"), ("宦溪", TOWN, "宦溪镇")],
    "village": [("亥由村", VILLAGE, "宦溪镇亥由村"), ("亥由", VILLAGE, "宦溪镇亥由村")],
    "yes_no": [("有", True, "是"), ("没有", False, "否")],
}
CASES = [(kind, *case) for kind, cases in READ.items() for case in cases]


def asked(question: Question, **answers: Any) -> Asked:
    return Asked(FORM, question, COUNTY, answers, RULES)


def question_of(kind: str) -> Question:
    found = next((q for q in FORM if q.kind == kind), None)
    return found or replace(FORM["address"], key="made_up", kind=kind)


def test_every_kind_is_walked() -> None:
    assert set(READ) == set(KINDS)


@pytest.mark.parametrize(("kind", "text", "value", "words"), CASES)
def test_read_and_shown(kind: str, text: str, value: Any, words: str) -> None:
    setting = asked(question_of(kind), town=TOWN)
    found = KINDS[kind].parse(text, setting)
    assert found is not None
    assert found.value == value
    assert KINDS[kind].show(value, setting) == words
    assert value == "" or follows(KINDS[kind].schema(setting), value)


NO_ANSWER = {
    "area_mu": ["很多"],
    "choice": ["也许吧", "9"],
    "consent": ["等一下", "为什么", "好像可以吧我也不知道怎么弄", "随便"],
    "count": ["一千口人", "0", "99", "不知道"],
    "date": ["昨天", "2023-13-40"],
    "id_number": ["350111197803150019", "12345"],
    "money": ["不多", "一百亿"],
    "months": ["13个月", "很久"],
    "name": ["我的电话坏了", "不知道", "13805001234", "a"],
    "phone": ["138050012", "一三八零五", "嗯嗯"],
    "story": ["", "好", "不是", "对"],
    "sum": ["100"],
    "town": ["闽侯县上街镇", "???"],
    "village": ["嗯", "1"],
    "yes_no": ["也许", "不知道"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NO_ANSWER.items() for text in texts])
def test_what_is_no_answer_gets_a_way_out(kind: str, text: str) -> None:
    question = question_of(kind)
    setting = asked(question)
    assert KINDS[kind].parse(text, setting) is None
    if kind != "sum":
        misheard = KINDS[kind].misheard
        assert misheard(text, setting) if misheard else say(f"misheard.{kind}")


@pytest.mark.parametrize("question", list(FORM), ids=lambda question: str(question.key))
def test_the_buttons_of_a_question_are_answers_to_it(question: Question) -> None:
    setting = asked(question, town=TOWN)
    kind = kind_of(question)
    choices = kind.choices(setting)
    if question.codes or question.kind in ("town", "village", "yes_no", "consent"):
        assert choices
    for choice in choices:
        key, _, code = choice.value.partition("=")
        assert key == question.key
        found = kind.parse(choice.label, setting)
        if question.kind == "choices":
            assert found is not None
            assert found.value == [code]
        elif question.kind in ("yes_no", "consent"):
            assert found is not None
            assert bool(found.value) == (code != "no")
        else:
            assert found is not None
            assert (found.value, found.confirm) == (code, False)
            assert is_answer(code, setting)
            assert kind.show(code, setting)


@pytest.mark.parametrize("question", list(FORM), ids=lambda question: str(question.key))
def test_every_question_is_described(question: Question) -> None:
    kind = kind_of(question)
    schema = kind.schema(asked(question))
    assert schema["type"] in ("string", "number", "integer", "boolean", "array")
    assert kind.widget
    by_button = bool(kind.choices(asked(question, town=TOWN))) and question.kind != "phone"
    assert (kind.widget in ("choice", "choices", "village")) == by_button


@pytest.mark.parametrize("question", list(FORM), ids=lambda question: str(question.key))
def test_a_private_value_is_never_shown_in_clear(question: Question) -> None:
    kind = kind_of(question)
    assert kind.private == (question.kind == "id_number")
    if kind.private:
        for number in (ID_NUMBER, ID_NUMBER + "42", "1234567890"):
            assert number not in kind.show(number, asked(question))
            assert number[6:14] not in kind.show(number, asked(question))


@pytest.mark.parametrize(
    ("value", "fits"),
    [(4, True), (0, False), (31, False), ("4", False), (True, False), (None, False), ([4], False), (4.5, False)],
)
def test_what_a_count_may_be(value: Any, fits: bool) -> None:
    assert is_answer(value, asked(FORM["size"])) is fits
