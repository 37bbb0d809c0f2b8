"""A question inside an answer: what is told is taken, what is asked is answered, the next question follows."""

from typing import Any

import pytest
from talking import AGREED, BEGUN, FILLED, ID_NUMBER, NAMED, REACHED, SENT, TOLD, VILLAGE, Person

from dialogs.both import parted

SELF = (*AGREED, "自己")
SIZED = (*TOLD, "跳过")
SAID: list[tuple[tuple[str, ...], str, dict[str, Any], str]] = [
    (SELF, "我姓陈叫陈大明 这个要不要钱的", {"name": "陈大明"}, "不收钱"),
    (SELF, "我叫陈大明请问多久有结果", {"name": "陈大明"}, "15"),
    (SELF, "要不要钱的啊 我叫陈大明", {"name": "陈大明"}, "不收钱"),
    (REACHED, "亥由村的 要带什么材料", {"village": VILLAGE}, "户口簿"),
    (TOLD, f"{ID_NUMBER} 会不会泄露啊", {"id_number": ID_NUMBER}, ""),
    (FILLED, "电话错了是13900001111 这个要不要钱", {"phone": "13900001111"}, "不收钱"),
    (SENT, "电话改成13900001111 什么时候有人来", {"phone": "13900001111"}, "改好了"),
]


@pytest.mark.parametrize(("upto", "said", "expected", "answer"), SAID)
def test_both_are_handled(upto: tuple[str, ...], said: str, expected: dict[str, Any], answer: str) -> None:
    person = Person().says(*upto)
    asked = person.hears.asking
    person.says(said)
    assert {key: person.talk.answers.get(key) for key in expected} == expected
    assert answer in person.words
    assert person.hears.asking != asked or asked is None


def test_a_condition_is_no_consent() -> None:
    assert "consent" not in Person().says(*BEGUN, "同意 但是会不会公开").talk.answers


def test_the_report_is_not_sent_on_a_question() -> None:
    assert Person().says(*FILLED, "没错 要多久有结果").talk.stage == "filling"


def test_who_only_asks_is_not_drawn_into_a_report() -> None:
    assert Person().says("我想问一下 要不要钱").hears.state == "idle"


@pytest.mark.parametrize("said", ["不报了会怎么样", "不申请了会不会罚钱"])
def test_what_would_follow_from_an_order_is_only_asked(said: str) -> None:
    assert not Person().says(*NAMED, said).talk.aside.startswith("cancel")


@pytest.mark.parametrize("said", ["多久有结果", "要带什么材料？", "我叫陈大明", "四口人", ""])
def test_what_does_only_one_of_the_two_is_left_whole(said: str) -> None:
    assert parted(said) is None
