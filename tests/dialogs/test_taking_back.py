"""Corrections in any wording, while the form is filled and after the report."""

from typing import Any

import pytest
from talking import AGREED, COUNTY, Person

from dialogs.both import parted
from dialogs.mending.contrasting import denied, instead, takes_back

(JIANGHU,) = [place.code for place in COUNTY.places.all() if place.name == "降虎村"]
FILLED = (
    *AGREED, "自己", "陈大民", "13805001234", "亥由村", "#risk=illness",
    "老婆在透析，一年要花八万", "上门时再给", "4", "三万",
)  # fmt: skip
BOTH: list[tuple[str, str, Any]] = [
    ("电话说错了，是13900001111", "phone", "13900001111"),
    ("哎呀刚才那个电话我报错了啊应该是幺三九零零零零幺幺幺幺", "phone", "13900001111"),
    ("换个电话 打我儿子的13900001111", "phone", "13900001111"),
    ("那个手机不用了 现在用13900001111", "phone", "13900001111"),
    ("13805001234停机了 打13900001111", "phone", "13900001111"),
    ("等一下 我报错了 电话是13900001111", "phone", "13900001111"),
    ("刚才那个名字写错了 是陈大明不是陈大民", "name", "陈大明"),
    ("名字不是陈大民 是陈大明", "name", "陈大明"),
    ("我名字里那个字错了 陈大明 明天的明", "name", "陈大明"),
    ("不是陈大民是陈大明", "name", "陈大明"),
    ("收入不是三万 是三千", "income", 3000),
    ("收入说多了 只有一万", "income", 10000),
    ("更正：年收入12000元", "income", 12000),
    ("我刚说错了 五口人", "size", 5),
    ("说错了 是五口", "size", 5),
    ("人口不是四个 是五个 把那个改掉", "size", 5),
    ("家里应该是五口人才对", "size", 5),
    ("对了我家不是4口是5口 我媳妇刚生了", "size", 5),
    ("村写错了 我是降虎的", "village", JIANGHU),
    ("我不是亥由的 是降虎村的", "village", JIANGHU),
    ("主要困难改一下 不是生病 是孩子上学", "risk", "schooling"),
    ("刚才讲四口人讲错了，是五口", "size", 5),
    ("不是四口人，是五口人，改一下", "size", 5),
    ("五口人啊 之前报四口那个是错的", "size", 5),
    ("村名我点错了 不是亥由是降虎 改下村", "village", JIANGHU),
]


def told(person: Person, said: str) -> dict[str, Any]:
    """What the answers, the case and what is read back hold afterwards."""
    person.says(said)
    values: dict[str, Any] = dict(person.talk.answers)
    for effect in person.hears.effects:
        values |= getattr(effect, "answers", {})
    return values | {key: value for key, value, _why in person.talk.proposals}


@pytest.mark.parametrize(("said", "key", "value"), BOTH)
def test_before_the_report_is_sent(said: str, key: str, value: Any) -> None:
    assert told(Person().says(*FILLED), said)[key] == value


@pytest.mark.parametrize(("said", "key", "value"), BOTH)
def test_after_the_report(said: str, key: str, value: Any) -> None:
    assert told(Person().says(*FILLED, "没错"), said)[key] == value


def test_the_old_value_alone_says_which_field_it_is() -> None:
    assert told(Person().says(*FILLED), "三万说多了 一万二")["income"] == 12000


def test_two_at_once() -> None:
    values = told(Person().says(*FILLED), "名字电话都错了 我叫陈大明 电话13900001111")
    assert (values["name"], values["phone"]) == ("陈大明", "13900001111")


@pytest.mark.parametrize(
    "said",
    [
        "老婆不是本地人 娘家五口人都靠她",
        "医生说不是癌症 是结石",
        "药开错了 又住院花了两万",
        "这日子不对劲",
        "我不是要钱 是没办法",
        "村里修路不是坏事",
    ],
)
def test_other_words_change_no_answer(said: str) -> None:
    person = Person().says(*FILLED)
    before = {key: value for key, value in person.talk.answers.items() if key != "story"}
    after = told(person, said)
    assert {key: after.get(key) for key in before} == before


@pytest.mark.parametrize("said", ["我想改成不同意", "授权那里我反悔了", "之前说同意 我后来想想还是不同意 你帮我改"])
def test_agreeing_taken_back_asks_whether_to_give_up(said: str) -> None:
    assert Person().says(*FILLED, f"刚才按了同意 {said}").talk.aside == "cancel"
    assert Person().says(*FILLED, "没错", f"刚才按了同意 {said}").talk.aside == "withdraw"


@pytest.mark.parametrize("said", ["同意的，不想多说", "村里不同意取消我家低保", "房东同意我们住，后来又反悔"])
def test_other_words_about_agreeing_give_nothing_up(said: str) -> None:
    assert not Person().says(*FILLED, said).talk.aside


def test_a_few_digits_of_a_number_are_no_number_misheard() -> None:
    assert "不像电话号码" not in Person().says(*FILLED, "电话尾号不是8是9").words
    assert "不像电话号码" in Person().says(*FILLED, "电话不对，是1390000").words


def test_words_taken_back() -> None:
    assert denied("三万说多了 一万二") == ["三万"]
    assert instead("是陈大明不是陈大民") == "是陈大明"
    assert not takes_back("老婆透析一年八万")


@pytest.mark.parametrize("bait", ["不是" * 900, "不" * 2000, "是不是" * 600, "错了" * 900, "改" * 2000, "，不是" * 600])
def test_long_bait_ends(bait: str) -> None:
    assert denied(bait) is not None
    assert instead(bait) is not None
    parted(bait)
    Person().says(*FILLED, bait)
