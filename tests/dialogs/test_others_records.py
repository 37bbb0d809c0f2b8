"""What others wrote down wrong is told, and mends nothing here; a number told wrong here is asked again."""

import pytest

from dialogs.mending.elsewhere import by_others
from dialogs.mending.naming import field_to_mend
from tests.dialogs.talking import FILLED, ID_NUMBER, NAMED, PLACED, REACHED, SENT, TOLD, Person

THEIRS = [
    "社保局把我名字登记错了", "村里把我家人口写错了", "村干部把我电话记错了", "信用社把我收入写错了",
    "当年登记的时候把我名字写错了",
    "卫生院把我妈的名字登错了", "户口本上名字写错了", "低保名单上我名字写错了", "我名字被派出所登错了",
    "会计把我家的人口算少了一个",
    "镇里登记我家五口人写成四口了", "老板把我工资算错了", "村里公示把我名字写错了",
    "医院把我的身份证号打错了 报不了账",
]  # fmt: skip
OURS = [
    ("名字写错了", "name"), ("刚才名字报错了，叫陈大明", "name"), ("电话不对，是村里的座机", "phone"),
    ("我儿子把我名字打错了", "name"),
    ("你们把我名字写错了", "name"), ("身份证号错了一位", "id_number"), ("刚才跟干部说的名字说错了", "name"),
    ("村名写错了，是亥由村", "village"), ("社区写错了，是新店社区", "village"), ("所以名字写错了", "name"),
    ("我收入说错了，一年两万", "income"),
]  # fmt: skip


@pytest.mark.parametrize("said", THEIRS)
@pytest.mark.parametrize("upto", [PLACED, TOLD, FILLED], ids=len)
def test_it_opens_no_answer_and_is_kept(upto: tuple[str, ...], said: str) -> None:
    assert by_others(said)
    assert not field_to_mend(said).field
    before, person = Person().says(*upto), Person().says(*upto, said)
    assert {k: v for k, v in person.talk.answers.items() if k != "story"} == {
        k: v for k, v in before.talk.answers.items() if k != "story"
    }
    assert said[:6] in f"{person.talk.answers.get('story')}{person.talk.told}"


@pytest.mark.parametrize("said", THEIRS[:4])
def test_after_the_report_it_is_added(said: str) -> None:
    person = Person().says(*SENT, said)
    assert not person.talk.aside
    assert "已经补到" in person.words


@pytest.mark.parametrize(("said", "field"), OURS, ids=[said for said, _ in OURS])
def test_what_was_wrong_here_is_mended(said: str, field: str) -> None:
    assert not by_others(said)
    assert field_to_mend(said).field == field
    assert field_to_mend(said).sure


DIGIT = ["有一位报错了", "有一位我报错了，最后是7", "最后一位错了", "第三位打错了", "有一位错了"]


@pytest.mark.parametrize("said", DIGIT)
@pytest.mark.parametrize(
    ("upto", "key"),
    [
        (NAMED, "phone"),
        (REACHED, "phone"),
        (PLACED, "phone"),
        (TOLD, "id_number"),
        ((*TOLD, ID_NUMBER), "id_number"),
        ((*NAMED, "1380500123"), "phone"),
    ],
    ids=["phone asked", "phone given", "village given", "ID asked", "ID given", "phone too short"],
)
def test_one_digit_wrong_is_about_the_number_in_hand(upto: tuple[str, ...], key: str, said: str) -> None:
    person = Person().says(*upto, said)
    assert person.hears.asking == key
    assert "从头再说一遍" in person.words


def test_a_digit_of_something_else_asks_no_number_again() -> None:
    assert Person().says(*PLACED, "最后老板不给钱错了").hears.asking != "phone"
