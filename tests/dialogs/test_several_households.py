"""Somebody who reports for several households: one after the other, and nothing of the next in the first."""

import pytest

from dialogs.effects import Supplement
from tests.dialogs.talking import AGREED, FILLED, SENT, TOLD, Person

NEXT = [
    "还有一户", "我还要报一户", "再报一个", "再报一家", "接着报第二户", "再帮邻居报一户", "还有一家也要报",
    "我弟弟家也要报一户", "第二户吴美珠", "还有一户吴美珠 也是降虎的", "接着报第二户 吴美珠 也是降虎的",
    "另外一户也很困难", "下面是第二户", "等下再登记一户",
]  # fmt: skip
NOT_NEXT = [
    "还有一户亲戚欠我钱",
    "还有一家老小要养",
    "隔壁一家人都搬走了",
    "去年给村里报了一户没下文",
    "家里还有一个病人",
]


@pytest.mark.parametrize("said", [*NEXT, "再报一户"])
@pytest.mark.parametrize("upto", [TOLD, FILLED], ids=len)
def test_before_the_report_is_sent_the_next_household_waits(upto: tuple[str, ...], said: str) -> None:
    person = Person().says(*upto)
    before = person.talk
    person.says(said)
    assert person.words.startswith("好，先把这一户报完，再报下一户。")
    assert (person.talk.answers, person.talk.proposals) == (before.answers, before.proposals)


@pytest.mark.parametrize("said", NEXT)
def test_after_the_receipt_another_report_begins(said: str) -> None:
    person = Person().says(*SENT, said)
    assert person.words.startswith("好，我们再报一户。")
    assert person.hears.asking == "consent"
    assert not person.hears.effects
    assert person.talk.before["receipt"]


def test_what_is_told_of_the_next_household_is_kept_for_its_own_report() -> None:
    person = Person().says(*SENT, "再帮邻居报一户，吴美珠 13705912222 降虎村的", "同意")
    assert person.talk.answers["behalf"] == "other"
    assert person.talk.answers["phone"] == "13705912222"
    assert "降虎" in str(person.asked("village").county.places.get(person.talk.answers["village"]))


@pytest.mark.parametrize("said", NOT_NEXT)
def test_a_story_of_others_is_no_next_household(said: str) -> None:
    assert "再报" not in Person().says(*TOLD, said).words


def test_whom_the_first_report_is_for_is_no_next_household() -> None:
    assert Person().says(*AGREED, "帮邻居报一户").talk.answers["behalf"] == "other"


@pytest.mark.parametrize(
    ("upto", "said", "name"),
    [
        (AGREED, "自己 林国强", "林国强"),
        (AGREED, "自己，我叫林国强", "林国强"),
        (AGREED, "给自己报的 陈大明", "陈大明"),
        (AGREED, "第一户叫黄德福 13705912222 降虎村的", "黄德福"),
        ((*AGREED, "自己"), "第一户叫黄德福 13705912222 降虎村的", "黄德福"),
        ((*AGREED, "自己"), "先报第一户是黄德福", "黄德福"),
    ],
)
def test_a_name_told_besides_is_taken(upto: tuple[str, ...], said: str, name: str) -> None:
    assert Person().says(*upto, said).talk.answers.get("name") == name


@pytest.mark.parametrize("said", ["自己 没错", "自己 谢谢", "自己，不用帮"])
def test_what_is_no_name_is_not_taken_for_one(said: str) -> None:
    assert "name" not in Person().says(*AGREED, said).talk.answers


OTHERS = [
    "邻居还有一户没报", "我叔叔家也困难", "隔壁家也很难", "我还想帮邻居报", "我们村还有个老人没人管",
    "还有我弟弟家也没报", "我弟家比我还难",
    "我姐姐也想报一下", "我爸妈那边也要报", "隔壁老王家三口人都残疾也没报", "我舅舅家更苦",
]  # fmt: skip
OWN = [
    "我老伴也病了",
    "我家也困难",
    "我们家更难",
    "我老婆也没活干",
    "村里的路也坏了",
    "我舅舅借了我三万",
    "儿子也没收入",
]


@pytest.mark.parametrize("said", OTHERS)
def test_another_household_in_need_is_offered_a_report(said: str) -> None:
    person = Person().says(*SENT, said)
    assert person.talk.aside == "another"
    assert person.hears.effects == (Supplement(said, {}),)
    assert not person.talk.proposals
    assert person.values == ["aside=yes", "aside=no"]


@pytest.mark.parametrize("yes", ["好", "也报一户", "#aside=yes", "报吧", "那就报吧"])
def test_the_offer_taken_begins_a_report_for_them(yes: str) -> None:
    person = Person().says(*SENT, "我叔叔家也困难 腿断了", yes)
    assert person.words.startswith("好，我们再报一户。")
    assert person.talk.answers["behalf"] == "other"
    assert "腿断了" in person.says("同意").talk.told
    assert person.talk.answers["helper_relation"] == "relative"
    assert "您叔叔叫什么名字" in person.words


@pytest.mark.parametrize("no", ["不用了", "先不报", "#aside=no"])
def test_the_offer_declined_leaves_the_report(no: str) -> None:
    person = Person().says(*SENT, "我叔叔家也困难", no)
    assert person.talk.stage == "submitted"
    assert not person.talk.aside
    assert not person.hears.effects


@pytest.mark.parametrize("said", OWN)
def test_ones_own_household_is_offered_none(said: str) -> None:
    assert not Person().says(*SENT, said).talk.aside


@pytest.mark.parametrize("said", ["我这边还有三户，能不能一起报", "还有两户可以一起报吗", "村里还有一户能报吗"])
def test_several_more_are_reported_one_by_one(said: str) -> None:
    person = Person().says(*SENT, said)
    assert person.words.startswith("好，我们再报一户。")
    assert "答不上来" not in person.words


def test_another_household_meanwhile_waits() -> None:
    person = Person().says(*TOLD, "隔壁依姆也可怜 冇人管")
    assert person.words.startswith("好，先把这一户报完，再报下一户。")
    assert "隔壁" not in person.talk.answers["story"]
