"""Told while something else is asked, read back, or right after an alarm: noted, and what was open is asked again."""

from typing import Any

import pytest

from tests.dialogs.talking import AGREED, FILLED, NAMED, PLACED, REACHED, TOLD, VILLAGE, Person

ALARM = "老公打我，我快被打死了"
AT_SIZE = (*TOLD, "跳过")


def echoed(key: str, value: Any, upto: tuple[str, ...]) -> Person:
    person = Person().says(*upto)
    person.talk = person.talk.propose(key, value)
    return person


@pytest.mark.parametrize("upto", [NAMED, PLACED, TOLD], ids=len)
@pytest.mark.parametrize("said", ["两个人我跟孙子", "家里三口人 两个老的", "就两个人 我和老伴"])
def test_the_size_told_early_is_taken(upto: tuple[str, ...], said: str) -> None:
    person = Person().says(*upto, said, "对")
    assert person.talk.answers["size"] in (2, 3)
    assert said not in str(person.talk.answers.get("story", ""))


@pytest.mark.parametrize("said", ["低保一个人七百五两个人就是一千五", "养老金一个月一百七", "打工一个月两千"])
def test_an_income_told_early_is_read_back(said: str) -> None:
    person = Person().says(*TOLD, said)
    assert "income" in {key for key, *_ in person.talk.proposals}
    assert said not in person.talk.answers["story"]


@pytest.mark.parametrize("said", ["两个人打我头", "药一个月吃掉八百多", "工资欠了两万没给"])
def test_what_is_neither_is_not_taken_for_it(said: str) -> None:
    person = Person().says(*TOLD, said)
    assert not {"size", "income"} & ({key for key, *_ in person.talk.proposals} | set(person.talk.answers))


def test_under_what_is_read_back_other_things_are_noted() -> None:
    person = echoed("phone", "13805001234", NAMED)
    for said in ("两个人我跟孙子", "身份证在抽屉里我不会念啊", "欠我三万六工钱"):
        person.says(said)
        assert "没听明白" not in person.words
        assert "13805001234" in person.words
    assert {"phone", "size", "risk"} == {key for key, *_ in person.talk.proposals}
    assert "id_number" in person.talk.skipped
    assert "三万六" in person.talk.answers.get("story", "") + person.talk.told


@pytest.mark.parametrize("said", ["我老公在外面做事", "今年雨水太多了呀"])
def test_a_story_under_what_is_read_back_is_kept(said: str) -> None:
    person = echoed("village", VILLAGE, REACHED).says(said)
    assert "没听明白" not in person.words
    assert said in person.talk.answers["story"]


def test_what_was_read_back_in_vain_is_kept_and_not_asked_from_nothing() -> None:
    person = echoed("phone", "13805001234", NAMED).says("嘿嘿", "嘿嘿", "嘿嘿")
    assert person.talk.answers["phone"] == "13805001234"
    assert "13805001234" in person.words
    assert person.hears.asking == "town"


@pytest.mark.parametrize("said", ["药一个月吃掉八百多", "一年两三千吧"])
def test_sums_are_taken_after_an_alarm(said: str) -> None:
    person = Person().says(*AT_SIZE, ALARM, said)
    assert said in person.talk.answers["story"]
    assert person.hears.asking == "size"


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [("那算4个", "size", 4), ("慢点 电话错了 是87651243", "phone", "0591-87651243")],
)
def test_answers_and_corrections_are_taken_after_an_alarm(said: str, key: str, value: object) -> None:
    assert Person().says(*AT_SIZE, ALARM, said).talk.answers[key] == value


def test_after_an_alarm_a_report_is_still_sent() -> None:
    assert Person().says(*FILLED, ALARM, "对 就这样 交上去").talk.stage == "submitted"
    assert "没问完" in Person().says(*AT_SIZE, ALARM, "对 就这样 交上去").words


@pytest.mark.parametrize("upto", [(), AT_SIZE], ids=len)
def test_a_question_is_answered_after_an_alarm(upto: tuple[str, ...]) -> None:
    assert "我在听" not in Person().says(*upto, ALARM, "什么是身份证").words


def test_who_is_calm_again_is_led_back_to_the_report_unasked() -> None:
    person = Person().says(*AT_SIZE, ALARM, "外面下雨呢啊", "先坐一坐再看")
    assert person.words.startswith("我在听")
    assert person.says("茶都凉掉了啊").hears.asking == "size"
    assert "几口人" in person.words


@pytest.mark.parametrize("said", ["我怕", "别告诉他", "嗯", "好的"])
def test_who_is_afraid_is_still_stayed_with(said: str) -> None:
    person = Person().says(*AT_SIZE, ALARM, said, said, said)
    assert person.words.startswith("我在")
    assert "几口人" not in person.words


def test_what_is_told_of_home_at_the_start_is_kept_for_when_it_is_asked() -> None:
    assert Person().says(*AGREED, "自己", "两个人我跟孙子").talk.proposals[0][:2] == ("size", 2)
