"""Told while something else is asked, read back, or right after an alarm: noted, and what was open is asked again."""

from typing import Any

import pytest

from tests.dialogs.talking import AGREED, FILLED, NAMED, PLACED, REACHED, SENT, TOLD, VILLAGE, Person

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
    assert "还差 2 样" in Person().says(*AT_SIZE, ALARM, "对 就这样 交上去").words


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


@pytest.mark.parametrize("said", ["低保一个月700", "吃低保的 一个月七百", "每个月低保七百", "我吃低保，月700"])
@pytest.mark.parametrize("upto", [NAMED, PLACED, (*PLACED, "#risk=illness"), TOLD], ids=len)
def test_a_benefit_by_the_month_is_no_years_sum_and_no_cause(upto: tuple[str, ...], said: str) -> None:
    person = Person().says(*upto, said)
    assert [(key, value) for key, value, _ in person.talk.proposals] == [("income", 8400)]
    assert "12个月" in person.words


@pytest.mark.parametrize("said", ["家里又添了一口 五口人了", "家里多了一口人，一共五口", "走了一个 现在五口人"])
def test_the_size_after_a_change_is_read_back(said: str) -> None:
    for upto in (TOLD, FILLED, SENT):
        person = Person().says(*upto, said)
        assert [(key, value) for key, value, _ in person.talk.proposals] == [("size", 5)], upto
        person.says("对")
        assert person.talk.answers.get("size", 5) == 5


@pytest.mark.parametrize("said", ["家里添了一口人", "搬走了两口人"])
def test_a_change_alone_is_no_size(said: str) -> None:
    assert "size" not in Person().says(*TOLD, said).talk.answers
    assert not Person().says(*SENT, said).talk.proposals


@pytest.mark.parametrize(
    "said", ["我爸退休金一个月两千三，我妈没收入", "两个老的没收入，儿子打工一年四万", "我妈没收入"]
)
def test_what_one_of_them_lacks_is_not_the_whole_income(said: str) -> None:
    for upto in (PLACED, TOLD, (*TOLD, "跳过", "3")):
        assert Person().says(*upto, said).talk.answers.get("income") != 0


@pytest.mark.parametrize("said", ["瘫痪在床", "脑梗三年了，老婆改嫁，儿子才12"])
def test_a_tale_is_no_sum(said: str) -> None:
    person = Person().says(*TOLD, "跳过", "3", said)
    assert person.hears.asking == "income"
    assert not person.talk.proposals
    assert said in person.talk.answers["story"]


@pytest.mark.parametrize("said", ["三个人 我老太婆 孙子", "那个棚是借钱搭的 三万", "鸭子没了 两万多本钱"])
def test_more_of_the_story_leaves_the_cause_that_is_read_back(said: str) -> None:
    person = Person().says(*PLACED, "今年台风把我鸭棚吹走了", said)
    assert person.talk.proposals[0][:2] == ("risk", "disaster")


@pytest.mark.parametrize("said", ["不对，是生病", "家里有人得癌症在化疗", "没活干"])
def test_another_cause_takes_its_place(said: str) -> None:
    person = Person().says(*PLACED, "今年台风把我鸭棚吹走了", said)
    cause = person.talk.answers.get("risk") or person.talk.proposals[0][1]
    assert cause in ("illness", "unstable_job")


def test_the_town_alone_is_named_in_the_receipt() -> None:
    assert Person().says(*AGREED, "寿山").words.startswith("我记下了：寿山乡。")


def test_a_card_kept_by_an_office_is_no_office_s_error() -> None:
    assert "id_number" in Person().says(*TOLD, "身份证在镇上办事处押着").talk.skipped


@pytest.mark.parametrize("said", ["老板跑路欠我半年工资四万多", "老板没发工资三万", "去讨工资两万没讨到"])
def test_wages_owed_are_no_income(said: str) -> None:
    person = Person().says(*PLACED, said)
    assert "income" not in {key for key, *_ in person.talk.proposals} | set(person.talk.answers)


@pytest.mark.parametrize("said", ["冇手机", "没得电话", "我没有", "冇", "家里没有座机"])
def test_who_has_no_telephone_says_so_in_a_word(said: str) -> None:
    assert Person().says(*NAMED, said).talk.answers["phone"] == "none"
