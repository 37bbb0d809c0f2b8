"""Danger interrupts everything; a person is one tap and a number away; nobody loses what they said."""

import pytest
from talking import (
    AGREED,
    BEGUN,
    FILLED,
    NAMED,
    PLACED,
    REACHED,
    SENT,
    Person,
    heard,
)

from dialogs.effects import Alarm, CallBack, Forget, Submit

# --- danger ---

DANGERS = [
    ("我不想活了", "suicide", "12356"),
    ("我老公晕倒了", "medical", "120"),
    ("房子着火了", "disaster", "119"),
    ("又被老公打了", "violence", "110"),
    ("家里断粮三天了", "food", "12345"),
]
AT = [(), BEGUN, AGREED, PLACED, (*PLACED, "老婆尿毒症"), (*PLACED, "重来"), (*PLACED, "人工"), FILLED, SENT]


@pytest.mark.parametrize("upto", AT, ids=lambda upto: f"{len(upto)}{upto[-1] if upto else ''}")
@pytest.mark.parametrize(("words", "kind", "number"), DANGERS, ids=[kind for _, kind, _ in DANGERS])
def test_danger_interrupts_at_any_step(upto: tuple[str, ...], words: str, kind: str, number: str) -> None:
    for said in (words, heard(words)):
        person = Person().says(*upto, said)
        assert number in person.words
        assert [effect for effect in person.hears.effects if isinstance(effect, Alarm)] == [Alarm(kind, words)]
        assert person.values == ["!callme"]
        assert person.talk.alarmed == (kind,)
        assert ("哪个村" in person.words) == (len(upto) < len(PLACED))


def test_a_number_to_call_is_no_violence() -> None:
    person = Person().says(*FILLED, "请打给我", "不是，打我儿子的13900002222")
    assert person.hears.effects == (CallBack("13900002222"),)


def test_where_the_person_is_rings_again() -> None:
    person = Person().says("我不想活了", "宦溪亥由村，13805001234")
    assert person.hears.effects == (Alarm("suicide", ""),)
    assert "已经告诉他们" in person.words


AFRAID = [
    ((), "我老公又打我", ("别告诉他", "我怕", "嗯", "没有人")),
    ((), "不想活了", ("没人管我", "嗯", "好", "我不想说")),
    ((), "两天没吃饭了", ("我不想说在哪里", "不知道", "可以", "对")),
    (BEGUN, "不想活了", ("嗯", "没人管我", "好的", "是")),
    (REACHED, "不想活了", ("我怕", "没人管我", "嗯", "别告诉他")),
]


@pytest.mark.parametrize(("upto", "alarm", "words"), AFRAID, ids=[f"{len(u)}{a}" for u, a, _ in AFRAID])
def test_who_is_afraid_is_listened_to_and_pressed_for_nothing(
    upto: tuple[str, ...], alarm: str, words: tuple[str, ...]
) -> None:
    person = Person().says(*upto, alarm)
    stage, agreed = person.talk.stage, "consent" in person.talk.answers
    for turn, said in enumerate(words):
        person.says(said)
        assert person.words.startswith("我在"), said
        assert ("哪个村" in person.words) == (turn < 2)
        assert person.talk.stage == stage
        assert ("consent" in person.talk.answers) == agreed
        assert "同意" not in person.words + str(person.choices)
        assert "!callme" in person.values
    assert ("menu=apply" if stage == "idle" else "!resume") in person.values


@pytest.mark.parametrize("start", ["我要报困难", "接着填", "#menu=apply"])
def test_who_was_afraid_reports_when_they_say_so(start: str) -> None:
    person = Person().says("我老公又打我", "我怕", start)
    assert person.hears.asking == "consent"
    assert person.says("嗯").hears.asking == "behalf"


def test_where_is_still_heard_after_fear_and_then_only_the_telephone_is_wanted() -> None:
    person = Person().says("不想活了", "没人管我", "我在宦溪亥由村")
    assert person.hears.effects == (Alarm("suicide", ""),)
    person.says("我怕")
    assert "电话" in person.words
    assert "哪个村" not in person.words


@pytest.mark.parametrize("upto", [(), BEGUN, AGREED], ids=len)
def test_the_bare_name_of_somebody_in_danger_is_told_on(upto: tuple[str, ...]) -> None:
    person = Person().says(*upto, "不想活了", "陈大明")
    assert person.talk.answers["name"] == "陈大明"
    assert person.hears.effects == (Alarm("suicide", ""),)
    assert "已经告诉他们" in person.words


@pytest.mark.parametrize("said", ["我怕", "没人管我", "算了", "方便", "高兴不起来", "别说", "不知道", "何必呢"])
def test_what_is_no_name_is_not_told_on_as_one(said: str) -> None:
    assert "name" not in Person().says("不想活了", said).talk.answers


def test_a_week_later_somebody_once_in_danger_reports_like_others() -> None:
    assert Person().says("两天没吃饭了").waits(days=7).says("老婆生大病没钱").hears.asking == "consent"


# --- a person, a call ---


def test_a_person_is_called_and_the_talk_goes_on_when_the_farmer_does() -> None:
    person = Person().says(*PLACED, "人工")
    assert person.hears.state == "human"
    assert person.hears.effects == (CallBack("13805001234", "human"),)
    person.says("多久有结果")
    assert person.hears.state == "human"
    person.says("#risk=illness")
    assert person.hears.state == "filling"
    assert person.talk.answers["name"] == "陈大明"


def test_a_person_is_called_without_a_number_known() -> None:
    person = Person().says(*AGREED, "人工")
    assert person.hears.effects == (CallBack("", "human"),)
    person.says("13805001234")
    assert person.hears.effects == (CallBack("13805001234", "human"),)
    assert person.hears.state == "human"
    assert person.talk.answers["phone"] == "13805001234"
    assert person.says("自己").hears.state == "filling"


@pytest.mark.parametrize("said", ["不用了", "算了", "别打了", "#!back"])
def test_no_call_after_all(said: str) -> None:
    person = Person().says(*REACHED, "请打给我", said)
    assert not person.hears.effects
    assert not person.talk.aside
    assert person.hears.asking == "town"


def test_another_number_than_the_one_known() -> None:
    person = Person().says(*REACHED, "请打给我", "不是这个")
    assert "哪个电话" in person.words
    assert person.says("87480420").hears.effects == (CallBack("0591-87480420"),)


def test_after_the_report_the_number_is_still_known() -> None:
    person = Person().says(*SENT, "请打给我")
    assert "13805001234" in person.words
    assert person.says("可以").hears.effects == (CallBack("13805001234"),)


@pytest.mark.parametrize("said", ["可以", "对", "1", "#phone=@known"])
def test_the_number_the_channel_knows_is_offered(said: str) -> None:
    person = Person("sms", phone="13805009999").says(*NAMED)
    assert "13805009999" in person.words
    assert person.says(said).talk.answers["phone"] == "13805009999"


def test_another_number_than_the_channel_knows() -> None:
    assert Person("sms", phone="13805009999").says(*NAMED, "13700000000").talk.answers["phone"] == "13700000000"
    assert Person().says(*NAMED, "#phone=@known").hears.asking == "phone"


# --- coming and going ---


@pytest.mark.parametrize("days", [1, 9])
def test_days_later_nothing_is_lost_and_said_so(days: int) -> None:
    person = Person().says(*NAMED).waits(days=days).says("13805001234")
    assert "又见面了" in person.words
    assert person.hears.asking == "town"
    assert "又见面了" not in person.says("亥由村").words


def test_later_the_same_day_nothing_is_made_of_it() -> None:
    assert "又见面了" not in Person().says(*NAMED).waits(hours=5).says("13805001234").words


def test_pausing_and_going_on() -> None:
    person = Person().says(*NAMED, "等会再弄")
    assert "留着" in person.words
    person.waits(days=3).says("接着填")
    assert person.hears.asking == "phone"
    assert Person().says(*NAMED, "等会再弄").arrives().hears.asking == "phone"


def test_restarting_asks_first_and_keeps_the_consent() -> None:
    person = Person().says(*PLACED, "重来")
    assert {"aside=yes", "aside=no", "!callme"} == set(person.values)
    assert Person().says(*PLACED, "重来", "不").talk.answers == Person().says(*PLACED).talk.answers
    for yes in ("是", "重来", "#aside=yes", "1"):
        again = Person().says(*PLACED, "重来", yes)
        assert again.talk.answers == {"consent": "2023-1"}
        assert again.hears.asking == "behalf"


@pytest.mark.parametrize("aside", ["重来", "不报了", "请打给我"])
@pytest.mark.parametrize("no", ["2", "不用了", "算了", "不", "你是谁", "#aside=no"])
def test_nothing_happens_without_a_plain_yes(aside: str, no: str) -> None:
    person = Person().says(*FILLED)
    answers = person.talk.answers
    person.says(aside, no)
    assert not person.hears.effects
    assert person.talk.answers == answers


@pytest.mark.parametrize("said", ["你是谁", "是这样的我再想想", "今天又摔了一跤", "行不行啊", "能不能改", "哪里有报"])
def test_nothing_is_sent_without_a_plain_yes(said: str) -> None:
    assert not Person().says(*FILLED, said).hears.effects


@pytest.mark.parametrize(
    "said", ["没错", "对", "好", "报上去", "好了报上去吧", "没问题", "1", "对，报上去", "行了", "可以的", "嗯嗯"]
)
def test_a_plain_yes_sends(said: str) -> None:
    assert Submit() in Person().says(*FILLED, said).hears.effects


@pytest.mark.parametrize("said", ["你是谁", "你还在不", "身份证我不记得了", "他是党员"])
def test_nothing_is_taken_for_right_or_wrong_that_is_not_said(said: str) -> None:
    person = Person().says(*PLACED, "老婆尿毒症", said)
    assert "risk" not in person.talk.answers
    assert "sure=no" in person.values


@pytest.mark.parametrize("yes", ["对", "不报了", "撤回", "1", "是，不报了"])
def test_giving_up_a_draft_asks_once_and_forgets(yes: str) -> None:
    person = Person().says(*FILLED, "不报了")
    assert not person.hears.effects
    person.says(yes)
    assert person.hears.effects == (Forget(),)
    assert not person.talk.answers


# --- a call is always one tap away, and promises only what is so ---


@pytest.mark.parametrize(
    "said",
    ["修改", "重来", "撤回", "等会再弄", "查进度", "我不想活了", ("查进度", "JA20231110-0001-X"), ("改村", "琴亭")],
)
def test_a_call_is_offered_everywhere(said: str | tuple[str, ...]) -> None:
    person = Person().says(*FILLED, *([said] if isinstance(said, str) else said))
    assert "!callme" in person.values
    assert "13805001234" in person.says("#!callme").words


def test_who_pauses_goes_on_by_a_button() -> None:
    assert Person().says(*NAMED, "等会再弄", "#!resume").hears.asking == "phone"


@pytest.mark.parametrize(("upto", "kept"), [((), False), (AGREED, False), (NAMED, True), (FILLED, True), (SENT, False)])
def test_only_what_is_filled_in_is_said_to_be_kept(upto: tuple[str, ...], kept: bool) -> None:
    for said in ("请打给我", "人工"):
        person = Person().says(*upto, said)
        if "CallBack" not in str(person.hears.effects) or person.talk.aside:
            person.says("13900001111")
        assert ("都留着" in person.words) == kept, said
