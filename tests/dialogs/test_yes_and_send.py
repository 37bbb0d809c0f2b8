"""没错，报上去 where one value is read back: first the yes, then the sending, or kindly what is still to come."""

from dataclasses import replace

import pytest
from talking import PLACED, RECEIPT, SENT, Person, case_view

from dialogs.effects import Looked, Submit, Supplement

TO_INCOME = (*PLACED, "#risk=illness", "老婆在透析", "上门时再给", "4")
READ_BACK = (*TO_INCOME, "一个月2000多")  # 30000 元, to be agreed to
SAID = [
    "没错，报上去",
    "报上去",
    "对，报上去吧",
    "对 就这样 交上去",
    "是的，帮我提交",
    "没问题",
    "就这样",
]


@pytest.mark.parametrize("said", SAID)
def test_the_last_value_is_agreed_to_and_the_report_sent(said: str) -> None:
    person = Person().says(*READ_BACK)
    assert person.talk.proposal
    person.says(said)
    assert person.hears.effects == (Submit(),)
    assert person.talk.receipt == RECEIPT


@pytest.mark.parametrize("said", SAID)
def test_in_mid_form_the_value_is_agreed_to_and_the_next_question_comes(said: str) -> None:
    person = Person().says(*PLACED, "老婆尿毒症，在透析")
    assert person.talk.proposal
    person.says(said)
    assert person.talk.answers["risk"] == "illness"
    assert person.hears.asking == "story"
    assert not person.hears.effects
    assert person.words.startswith("好，记下了。还差 4 样，问完就给您报上去。")


@pytest.mark.parametrize("said", ["提交", "确认提交", "#final=submit"])
def test_what_may_mean_anything_is_no_yes(said: str) -> None:
    person = Person().says(*READ_BACK, said)
    assert "先请您看看这一样对不对" in person.words
    assert "30000 元" in person.words
    assert "income" not in person.talk.answers
    assert not person.hears.effects


@pytest.mark.parametrize("said", ["不对，报上去", "不是", "先别报上去"])
def test_a_no_sends_nothing(said: str) -> None:
    assert Submit() not in Person().says(*READ_BACK, said).hears.effects


def test_two_values_read_back_are_agreed_to_one_by_one() -> None:
    person = Person().says(*TO_INCOME[:-1])
    person.talk = person.talk.propose("size", 4).propose("income", 24000)
    person.says("没错，报上去")
    assert (person.talk.answers["size"], person.hears.asking) == (4, "income")
    assert "24000 元，对吗" in person.words
    assert person.says("没错，报上去").hears.effects == (Submit(),)


def test_how_many_are_left_is_counted_right_to_the_end() -> None:
    person = Person().says(*PLACED)
    for left, answer in ((5, "#risk=illness"), (4, "老婆在透析"), (3, "上门时再给"), (2, "4")):
        assert f"还差 {left} 样" in person.says("报上去").words
        person.says(answer)
    assert "还差 1 样" in person.says("报上去").words
    assert person.says("跳过", "报上去").talk.receipt == RECEIPT


def test_before_the_consent_nothing_is_counted() -> None:
    person = Person().says("#menu=apply", "报上去")
    assert "还差" not in person.words
    assert person.hears.asking == "consent" or "consent" in person.talk.answers


class TestAfterTheReport:
    """It is sent already."""

    @pytest.mark.parametrize("said", ["没错，报上去", "好的，提交", "报上去吧"])
    def test_it_is_said_so_and_adds_nothing(self, said: str) -> None:
        person = Person().says(*SENT, said)
        assert f"已经报上去了，编号 {RECEIPT}" in person.words
        assert not person.hears.effects

    def test_a_change_read_back_is_agreed_to(self) -> None:
        person = Person().says(*SENT, "现在家里大概六口人吧")
        assert person.talk.proposal
        person.says("没错，报上去")
        (effect,) = person.hears.effects
        assert isinstance(effect, Supplement)
        assert effect.answers == {"size": 6}

    def test_after_a_refusal_it_is_not_said_to_be_on_its_way(self) -> None:
        person = Person().says(*SENT)
        person.scene = replace(person.scene, case=case_view("REJECTED", can_withdraw=False))
        assert "不用再报" not in person.says("报上去").words


class TestLooking:
    """查进度 tells where the case stands; then nobody has to ring up to say it."""

    @pytest.mark.parametrize("said", ["查进度", "#!repeat"])
    def test_ones_own_case_told_whole(self, said: str) -> None:
        assert Person().says(*SENT, said).hears.effects == (Looked(),)

    def test_not_to_who_only_joined_it(self) -> None:
        person = Person().says(*SENT)
        person.talk = replace(person.talk, joined=True)
        assert person.says("查进度").hears.effects == ()

    def test_not_where_words_carry_no_reason(self) -> None:
        person = Person().says(*SENT)
        person.scene = replace(person.scene, rules=person.scene.county.policy.rules("telegram"))
        assert person.says("查进度").hears.effects == ()

    def test_not_without_a_case(self) -> None:
        assert Person().says("查进度").hears.effects == ()
