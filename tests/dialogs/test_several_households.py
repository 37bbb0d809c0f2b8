"""Somebody who reports for several households: one after the other, and nothing of the next in the first."""

import pytest

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
