"""The report read back, sent, added to; photos and recordings; what each channel may carry; how people type."""

from dataclasses import replace
from itertools import pairwise

import pytest
from talking import (
    AGREED,
    BEGUN,
    COUNTY,
    FILLED,
    ID_NUMBER,
    NAMED,
    PHOTO,
    PLACED,
    REACHED,
    RECEIPT,
    SENT,
    TOLD,
    VOICE,
    Person,
    case_view,
    heard,
)

from dialogs.effects import Attach, CallBack, LookUp, Submit, Withdraw
from dialogs.messages import FORM_LINK, Said

# --- the report ---


def test_the_report_is_read_back_whole_and_then_receipted() -> None:
    person = Person().says(*TOLD, ID_NUMBER, "4", "两万")
    for item in (
        "陈大明",
        "13805001234",
        "宦溪镇亥由村",
        "家里有人生大病",
        "老婆在透析",
        "********",
        "4 人",
        "20000 元",
    ):
        assert item in person.words
    person.says("没错")
    assert person.hears.effects == (Submit(),)
    for item in (RECEIPT, "15 天", "12317", "不收钱", "2 天"):
        assert item in person.words
    assert person.hears.state == "submitted"


def test_a_long_story_is_read_back_shortened_and_kept_whole() -> None:
    story = "老婆一个礼拜透析三次，" * 60
    person = Person().says(*PLACED, "#risk=illness", story, "跳过", "跳过", "跳过")
    assert person.talk.answers["story"] == story
    assert story[:150] in person.words
    assert "…" in person.words


def test_a_text_too_long_to_read_says_so() -> None:
    person = Person().says(*PLACED, "#risk=illness", "老婆透析。" * 2_000)
    assert "写得很多" in person.words
    assert len(person.talk.answers["story"]) == 2_000
    assert "写得很多" not in Person().says(*PLACED, "#risk=illness", "老婆透析。" * 300).words


def test_pointless_answers_do_not_go_into_the_case() -> None:
    person = Person().says(*FILLED)
    person.talk = person.talk.put("helper_relation", "family")
    sent = []
    person._carry_out = sent.append  # type: ignore[method-assign]
    person.says("没错")
    assert sent == [Submit()]
    assert "helper_relation" not in person.talk.answers


def test_withdrawing_asks_once() -> None:
    person = Person().says(*SENT, "撤回")
    assert RECEIPT in person.words
    assert person.says("撤回").hears.effects == (Withdraw(),)
    assert person.hears.state == "idle"


def test_what_is_too_late_to_withdraw_says_whom_to_ask() -> None:
    person = Person().says(*SENT)
    person.scene = replace(person.scene, case=case_view("RECOGNIZED", can_withdraw=False))
    assert "12317" in person.says("撤回").words


def test_progress_needs_the_receipt_and_the_last_four() -> None:
    person = Person().says("查进度", "JA20231110-0001-X")
    assert "最后 4 位" in person.words
    assert person.says("1234").hears.effects == (LookUp(RECEIPT, "1234"),)
    assert "没有对上" in person.words
    for _ in range(5):
        person.says("查进度", "JA20231110-0001-X", "尾号是1235")
    assert "明天再查" in person.says("查进度").words
    person.waits(days=1)
    assert "编号" in person.says("查进度").words


def test_progress_of_ones_own_report_is_told_at_once() -> None:
    assert "已经收到" in Person().says(*SENT, "查进度").words


# --- photos and recordings ---


@pytest.mark.parametrize("upto", [NAMED, PLACED, FILLED, SENT], ids=len)
@pytest.mark.parametrize("said", [VOICE, PHOTO], ids=["语音", "照片"])
def test_media_are_kept_and_the_question_stays(upto: tuple[str, ...], said: Said) -> None:
    person = Person().says(*upto)
    asking, before = person.hears.asking, person.talk
    person.says(said)
    assert person.hears.effects == (Attach(said.media),)
    assert "收到了" in person.words
    assert (person.hears.asking, replace(person.talk, media=False)) == (asking, before)


@pytest.mark.parametrize("upto", [(), BEGUN], ids=len)
def test_no_media_are_kept_before_the_consent(upto: tuple[str, ...]) -> None:
    for said in (VOICE, PHOTO, heard("老婆得了癌症没钱治")):
        person = Person().says(*upto, said)
        assert not person.hears.effects
        assert "同意" in person.words


def test_media_answer_the_open_story() -> None:
    person = Person().says(*PLACED, "#risk=illness", VOICE)
    assert person.talk.answers["story"] == "（见语音）"
    assert person.hears.asking == "id_number"


def test_a_transcript_counts_as_words() -> None:
    assert Person().says(*AGREED, "自己", heard("我叫陈大明")).talk.answers["name"] == "陈大明"
    assert Person().says(heard("我家老婆得了癌症没钱治")).hears.asking == "consent"


# --- channels ---


def test_abroad_no_number_no_photo_no_diagnosis() -> None:
    person = Person("telegram").says("我要报困难")
    assert "境外" in person.words
    assert person.hears.replies[-1].link == FORM_LINK
    person.says("同意", "自己", "陈大明", "13805001234", "亥由村", "老婆得了癌症")
    assert person.hears.asking == "risk"
    assert "sure=yes" not in person.values
    person.says("#risk=illness", "花了很多钱")
    assert person.hears.asking == "id_number"
    assert person.hears.replies[-1].link == FORM_LINK
    for said in (ID_NUMBER, "350111197803150019", PHOTO, "身份证号是" + ID_NUMBER):
        person.says(said)
        assert not person.hears.effects
        assert "没有留" in person.words
        assert "id_number" not in person.talk.answers
        assert ID_NUMBER not in str(person.talk.to_json())


def test_abroad_the_form_is_always_offered() -> None:
    assert Person("telegram").arrives().hears.replies[-1].link == FORM_LINK


def narrowed() -> Person:
    person = Person("telegram")
    person.scene = replace(person.scene, rules=replace(person.scene.rules, mode="questions"))
    return person


@pytest.mark.parametrize("said", ["我要报困难", "老婆得了癌症没钱治", "#menu=apply", "重来", "接着填", "我替我妈报"])
def test_a_narrowed_channel_starts_no_form(said: str) -> None:
    person = narrowed().says(said)
    assert person.hears.state == "idle"
    assert not person.talk.answers
    assert person.hears.replies[-1].link == FORM_LINK


def test_a_narrowed_channel_answers_and_looks_up() -> None:
    assert "不收钱" in narrowed().says("你们收不收钱").words
    assert narrowed().says("查进度", "JA20231110-0001-X", "1234").hears.effects == (LookUp(RECEIPT, "1234"),)
    assert narrowed().says("请打给我", "13805001234").hears.effects == (CallBack("13805001234"),)
    assert "12356" in narrowed().says("我不想活了").words


# --- how people type ---


@pytest.mark.parametrize("said", ["4", "４", "4.", "4、", "选4", "第4个", "第四个", "四", "④", "宦溪", "點4", "4 "])
def test_a_choice_as_people_type_it(said: str) -> None:
    assert Person().says(*REACHED, said).talk.answers.get("town") == "350111103000"


@pytest.mark.parametrize("said", ["没有电话", "没电话", "1", "１", "没有手机", "我没有电话"])
def test_who_has_no_telephone_goes_on(said: str) -> None:
    assert Person().says(*NAMED, said).talk.answers["phone"] == "none"


def test_a_number_is_an_answer_where_numbers_are_asked() -> None:
    person = Person().says(*FILLED, "改几口人", "1")
    assert person.talk.answers["size"] == 1


def test_the_county_is_named_and_so_are_its_numbers() -> None:
    person = Person().arrives()
    assert COUNTY.short in person.words
    assert "不收钱" in person.words


ABROAD = ("我要报困难", "同意", "自己")


@pytest.mark.parametrize("number", [ID_NUMBER, "350111197803150019"])
def test_abroad_what_may_be_told_beside_an_id_number_is_noted(number: str) -> None:
    person = Person("telegram").says(*ABROAD, f"我叫陈大明，13805001234，亥由村，身份证{number}")
    assert {"name": "陈大明", "phone": "13805001234", "village": "350111103210"}.items() <= person.talk.answers.items()
    assert "没有留" in person.words
    assert person.hears.replies[-1].link == FORM_LINK
    assert number[-4:] not in str(person.talk.to_json())


def test_abroad_an_illness_is_not_read_out_again() -> None:
    person = Person("telegram").says(*ABROAD, "陈大明", "13805001234", "亥由村", "#risk=illness", "老婆得了癌症")
    assert person.talk.answers["story"] == "老婆得了癌症"
    for said in ("跳过", "跳过", "跳过", "修改", "#fix=story", "#!keep=story"):
        person.says(said)
        assert "癌症" not in person.words + str(person.choices)
    assert "情况说明：记下了" in person.words


def test_the_steps_are_counted_once_each() -> None:
    person = Person().says(*AGREED)
    numbers = []
    for said in (
        "帮别人报",
        "邻居",
        "陈大明",
        "13805001234",
        "#town=350111103000",
        "亥由村",
        "#risk=other",
        "跳过",
        "跳过",
    ):
        numbers.append((person.words.split("步")[0], person.hears.asking))
        person.says(said)
    same = [(a[1], b[1]) for a, b in pairwise(numbers) if a[0] == b[0]]
    assert same == [("behalf", "helper_relation"), ("town", "village")]
