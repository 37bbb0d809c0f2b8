"""After the report: what is told otherwise is carried out, what could be anything is asked, nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from talking import FORM, ID_NUMBER, RECEIPT, SENT, Person, case_view

from dialogs.effects import Forget, Supplement
from dialogs.engine import submitted
from dialogs.messages import FORM_LINK

MIGAO, TOWN = "350111103213", "350111103000"
SHOWN = {"id_number": "350111********0018", "village": "宦溪镇弥高村", "income": "30000 元", "size": "5 人"}
CHANGED: list[tuple[str, Mapping[str, Any], str]] = [
    ("电话改成13805009402", {"phone": "13805009402"}, "电话改成138****9402"),
    ("我的电话换了，是13805009402", {"phone": "13805009402"}, "我的电话换了，是138****9402"),
    ("13805009402", {"phone": "13805009402"}, "138****9402"),
    ("身份证" + ID_NUMBER, {"id_number": ID_NUMBER}, "身份证350111********0018"),
    ("我的身份证是" + ID_NUMBER, {"id_number": ID_NUMBER}, "我的身份证是350111********0018"),
    ("搬到弥高村了", {"village": MIGAO, "town": TOWN}, "搬到弥高村了"),
    ("村子不是亥由是弥高", {"village": MIGAO, "town": TOWN}, "村子不是亥由是弥高"),
    ("收入三万", {"income": 30000}, "收入三万"),
    ("家里现在五口人", {"size": 5}, "家里现在五口人"),
    ("名字写错了，叫陈小明", {"name": "陈小明"}, "名字写错了，叫陈小明"),
]


def supplements(person: Person) -> list[Supplement]:
    return [effect for effect in person.hears.effects if isinstance(effect, Supplement)]


@pytest.mark.parametrize(("said", "answers", "text"), CHANGED, ids=[said for said, *_ in CHANGED])
def test_what_is_certain_is_carried_out_and_named(said: str, answers: Mapping[str, Any], text: str) -> None:
    person = Person().says(*SENT, said)
    assert supplements(person) == [Supplement(text, answers)]
    key, value = next(iter(answers.items()))
    assert f"改好了：{FORM[key].label} {SHOWN.get(key, value)}。" in person.words
    assert person.talk.answers.get("id_number") is None
    assert person.talk.answers["phone"] == answers.get("phone", "13805001234")


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        ("电话改成八七四八零四二零", "phone", "0591-87480420"),
        ("收入三千", "income", 3000),
        ("我弟弟的电话是13900001111", "phone", "13900001111"),
        ("我儿子一家搬到弥高村了", "village", MIGAO),
    ],
)
def test_what_is_not_certain_is_read_back_first(said: str, key: str, value: object) -> None:
    person = Person().says(*SENT, said)
    assert supplements(person) == [Supplement(said)]
    assert f"{FORM[key].label}改成" in person.words
    assert "sure=yes" in person.values
    for yes in ("对", "1", "#sure=yes"):
        changed = Person().says(*SENT, said, yes)
        assert supplements(changed)[0].answers[key] == value
        assert "改好了" in changed.words
        assert not changed.talk.proposals
    denied = Person().says(*SENT, said, "不对")
    assert not denied.hears.effects
    assert "menu=status" in denied.values


def test_what_is_read_back_may_be_put_right_or_passed_over() -> None:
    read_back = (*SENT, "电话改成八七四八零四二零")
    assert supplements(Person().says(*read_back, "不对，是13900001111"))[0].answers == {"phone": "13900001111"}
    passed = Person().says(*read_back, "老婆昨天又住院了")
    assert supplements(passed) == [Supplement("老婆昨天又住院了")]
    assert not passed.talk.proposals
    assert not Person().says(*read_back, "跳过").talk.proposals


@pytest.mark.parametrize(
    ("asks", "says", "answers"),
    [
        ("改一下收入", ("三万",), {"income": 30000}),
        ("改电话", ("139000", "13900001111"), {"phone": "13900001111"}),
        ("改困难", ("2",), {"risk": "schooling"}),
        ("改困难", ("#risk=disaster",), {"risk": "disaster"}),
        ("改困难", ("孩子读书", "对"), {"risk": "schooling"}),
        ("改名字", ("陈小明",), {"name": "陈小明"}),
        ("改村子", ("弥高",), {"village": MIGAO, "town": TOWN}),
        ("改村子", ("琴亭", "2"), {"village": "350111101004", "town": "350111101000"}),
        ("镇改成新店镇", ("琴亭村",), {"village": "350111101205", "town": "350111101000"}),
        ("改身份证", (ID_NUMBER,), {"id_number": ID_NUMBER}),
        ("改情况", ("老婆又住院了",), {}),
    ],
)
def test_a_field_named_alone_asks_for_the_new_value(
    asks: str, says: tuple[str, ...], answers: Mapping[str, Any]
) -> None:
    person = Person().says(*SENT, asks)
    assert {"!back", "!callme"} <= set(person.values)
    for said in says:
        person.says(said)
    assert [effect.answers for effect in supplements(person)] == [answers]
    assert not person.talk.aside
    assert "menu=status" in Person().says(*SENT, asks, "不改了").values


@pytest.mark.parametrize("said", ["7", "6413", "3、9", "138050094021", "350111197803150019", "asdf", "。。。"])
def test_what_could_be_anything_is_asked(said: str) -> None:
    person = Person().says(*SENT, said)
    assert not person.hears.effects
    assert "补到" not in person.words


@pytest.mark.parametrize(
    "said", ["忘了说，还有个老人也要吃药", "去弥高村看病花了两千", "我女儿嫁到弥高", "困难很大，村里都知道"]
)
def test_anything_else_is_added(said: str) -> None:
    person = Person().says(*SENT, said)
    assert supplements(person) == [Supplement(said)]
    assert "补到您报的事里" in person.words
    assert not person.talk.proposals


def test_the_button_of_another_time_changes_nothing() -> None:
    for said in ("#risk=disaster", "#village=" + MIGAO, "#phone=none"):
        assert not Person().says(*SENT, said).hears.effects
        assert not Person().says(*SENT, "改收入", said).hears.effects


def test_abroad_an_id_number_is_refused_and_the_rest_carried_out() -> None:
    sent = ("我要报困难", "同意", "自己", "陈大明", "13805001234", "亥由村", "#risk=illness", "跳过", "跳过", "跳过")
    person = Person("telegram").says(*sent, "跳过", "没错")
    assert person.hears.state == "submitted"
    for said in (ID_NUMBER, "身份证是" + ID_NUMBER, "改身份证", "350111197803150019"):
        person.says(said)
        assert not person.hears.effects
        assert "没有留" in person.words
        assert person.hears.replies[-1].link == FORM_LINK
    person.says("电话改成13805009402，身份证" + ID_NUMBER)
    assert "没有留" in person.words
    assert supplements(person)[0].answers == {"phone": "13805009402"}
    assert "0018" not in supplements(person)[0].text


# --- who joined, who reports again, who gives up ---


def joined() -> Person:
    person = Person().says(*SENT)
    person._take(submitted(FORM, person.talk, person.scene, RECEIPT, True))
    return person


def test_who_only_joined_takes_nothing_back_and_overwrites_nothing() -> None:
    person = joined()
    assert "menu=withdraw" not in person.values
    person.says("撤回")
    assert not person.talk.aside
    for words in ("家里另外报的", "当时报的那个手机", "12317"):
        assert words in person.words
    person.says("电话改成13805009402")
    assert supplements(person) == [Supplement("电话改成13805009402")]
    assert not person.says("电话改成87480420").talk.proposals


def test_telling_ones_own_report_again_is_no_joining() -> None:
    person = Person().says(*SENT, "再报一户")
    person._take(submitted(FORM, person.talk, person.scene, RECEIPT, True))
    assert not person.talk.joined


@pytest.mark.parametrize("no", [("同意", "帮邻居报", "撤回", "是"), ("撤回", "是"), ("同意", "重来", "撤回", "1")])
def test_giving_up_another_household_returns_to_the_first_report(no: tuple[str, ...]) -> None:
    person = Person().says(*SENT)
    before = person.talk
    person.says("再报一户", *no)
    assert person.hears.effects == (Forget(),)
    assert person.talk == before
    assert RECEIPT in person.words
    assert person.hears.state == "submitted"


def test_not_agreeing_for_another_household_returns_to_the_first_report() -> None:
    person = Person().says(*SENT)
    before = person.talk
    assert person.says("再报一户", "不同意").talk == before
    assert "13805001234" in person.says("请打给我").words


def test_the_urgent_matter_stays_when_the_draft_is_given_up() -> None:
    person = Person().says(*SENT[:7], "家里断粮三天了")
    person.scene = replace(person.scene, case=replace(case_view(), complete=False))
    person.says("撤回", "是")
    assert person.hears.effects == (Forget(),)
    assert "急事已经告诉值班的人" in person.words
    assert "都删掉了" not in person.words
    assert not person.talk.answers
