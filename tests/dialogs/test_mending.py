"""What was said wrong is mended in the farmer's own words; what is read back says what it is for."""

import pytest
from talking import AGREED, FILLED, NAMED, PLACED, REACHED, SENT, TOLD, Person

LONG = "我老婆得了尿毒症，每个星期要去透析三次，一年要花八万块钱，亲戚都借遍了"

MENDED = [
    (NAMED, "不对是陈阿迪", "name", "陈阿迪"),
    (REACHED, "不对，是陈阿迪", "name", "陈阿迪"),
    (REACHED, "不是 是13805005679", "phone", "13805005679"),
    (TOLD, "错了，是13805005679", "phone", "13805005679"),
    (PLACED, "不对是降虎村", "village", "350111103207"),
    (FILLED, "不对，是3万", "income", 30000),
]


@pytest.mark.parametrize(("upto", "said", "key", "value"), MENDED, ids=[said for _, said, _, _ in MENDED])
def test_not_that_but_this_mends_the_last_answer_of_its_kind(
    upto: tuple[str, ...], said: str, key: str, value: object
) -> None:
    before = Person().says(*upto)
    person = Person().says(*upto, said)
    if person.talk.proposal:
        person.says("对")
    if key == "village":
        assert person.asked("village").county.places.full_name(person.talk.answers[key]) == "宦溪镇降虎村"
    else:
        assert person.talk.answers[key] == value
    assert person.hears.asking == before.hears.asking
    others = {k: v for k, v in before.talk.answers.items() if k != key}
    assert {k: v for k, v in person.talk.answers.items() if k != key} == others


@pytest.mark.parametrize("said", ["不对是这样", "不是是病了", "不对，是他"])
def test_not_that_but_nothing_we_can_read_changes_nothing(said: str) -> None:
    assert Person().says(*REACHED, said).talk.answers == Person().says(*REACHED).talk.answers


def test_a_number_that_comes_after_none_takes_its_place() -> None:
    for more in (("13805005679",), ("亥由村", "13805005679"), ("亥由村", "#risk=illness", "13805005679")):
        assert Person().says(*NAMED, "没有电话", *more).talk.answers["phone"] == "13805005679"
    assert Person().says(*REACHED, "亥由村", "没有电话").talk.answers["phone"] == "13805001234"


READ_BACK = [
    ("name", "陈阿地", "名字是“陈阿地”，对吗？"),
    ("phone", "13805001234", "电话是 13805001234，对吗？"),
    ("village", "350111103210", "您家在宦溪镇亥由村，对吗？"),
    ("risk", "illness", "听起来主要是“家里有人生大病"),
    ("size", 4, "您说的是4 人，对吗？"),
]


@pytest.mark.parametrize(("key", "value", "words"), READ_BACK, ids=[key for key, _, _ in READ_BACK])
def test_what_is_read_back_says_what_it_is_for(key: str, value: object, words: str) -> None:
    person = Person().says(*AGREED)
    person.talk = person.talk.propose(key, value)
    assert words in person.says("再说一遍").words


def test_another_household_s_village_is_read_back_as_theirs() -> None:
    person = Person().says(*AGREED, "帮别人报")
    person.talk = person.talk.propose("village", "350111103210")
    assert "这户人家在宦溪镇亥由村，对吗？" in person.says("再说一遍").words


@pytest.mark.parametrize("said", ["不报了 我怕人家笑", "撤回，我搞错了", "不申请了我老公不让", "算了，不报了，麻烦"])
def test_giving_up_with_a_reason_asks_once(said: str) -> None:
    for upto, aside in ((PLACED, "cancel"), (FILLED, "cancel"), (SENT, "withdraw")):
        person = Person().says(*upto, said)
        assert person.talk.aside == aside
        assert not person.hears.effects
        assert person.talk.answers


@pytest.mark.parametrize("said", ["不报了会怎么样", "不申请了会不会罚钱", "不报了，会有人来吗？"])
def test_asking_about_giving_up_is_not_giving_up(said: str) -> None:
    assert Person().says(*SENT, said).talk.aside not in ("cancel", "withdraw")


@pytest.mark.parametrize("said", ["大概是吧", "应该是", "差不多", "应该是的", "可能是吧"])
def test_about_right_is_enough_for_one_value_and_for_nothing_else(said: str) -> None:
    assert Person().says(*PLACED, "老婆尿毒症", said).talk.answers["risk"] == "illness"
    assert not Person().says(*FILLED, said).hears.effects
    assert "consent" not in Person().says("#menu=apply", said).talk.answers


@pytest.mark.parametrize("said", ["应该不是", "大概不对"])
def test_a_doubtful_no_is_no_yes(said: str) -> None:
    assert "risk" not in Person().says(*PLACED, "老婆尿毒症", said).talk.answers


@pytest.mark.parametrize("done", ["没有了", "#!skip", "没有"])
def test_a_story_told_with_the_cause_is_not_asked_for_again(done: str) -> None:
    person = Person().says(*PLACED, LONG, "对")
    assert "您刚才说的我都记下了，还有要补的吗？" in person.words
    assert person.choices[0].label == "没有了"
    person.says(done)
    assert person.talk.answers["story"] == LONG
    assert "先放着" not in person.words
    assert person.hears.asking == "id_number"


def test_what_is_told_besides_is_added_to_the_story() -> None:
    person = Person().says(*PLACED, LONG, "对", "还欠了三万块钱的债")
    assert person.talk.answers["story"] == f"{LONG}\n还欠了三万块钱的债"
