"""What the conversation owes to whoever talks to it, each promise tried."""

from dataclasses import replace

import pytest
from talking import (
    AGREED,
    BEGUN,
    COUNTY,
    FILLED,
    ID_NUMBER,
    NAMED,
    PLACED,
    REACHED,
    RECEIPT,
    SENT,
    TOLD,
    Person,
    case_view,
)

from dialogs.effects import Alarm, Attach, CallBack, Forget, LookUp, Submit, Supplement, Withdraw
from dialogs.messages import FORM_LINK, Media, Said

VOICE = Said(media=(Media("voice", "m1"),))
PHOTO = Said(media=(Media("image", "m2"),))


def heard(words: str) -> Said:
    return Said(media=(Media("voice", "m3", text=words),))


# --- consent -------------------------------------------------------------------------------------------------------


def test_consent_comes_first_and_says_what_for() -> None:
    person = Person().says("我要报困难")
    assert person.hears.asking == "consent"
    assert "您同意吗" in person.words
    assert {"consent=2023-1", "consent=no", "!ask", "!callme"} == set(person.values)


@pytest.mark.parametrize("no", ["不同意", "#consent=no", "2", "不", "不愿意", "不要"])
def test_who_does_not_agree_is_forgotten_and_shown_other_ways(no: str) -> None:
    person = Person().says("我是亥由村的陈大明，孩子病了没钱治", no)
    assert person.talk.to_json().keys() <= {"seen"}
    assert Forget() in person.hears.effects
    for way in ("12317", "村委会", "不用留名字"):
        assert way in person.words
    assert "不会因为有低保" in person.says("低保户能申请吗").words
    assert person.talk.to_json().keys() <= {"seen"}


@pytest.mark.parametrize("code", ["2022-1", "", "2023-1-telegram"])
def test_the_button_of_another_text_is_no_consent(code: str) -> None:
    person = Person().says("我要报困难", f"#consent={code}")
    assert person.hears.asking == "consent"


@pytest.mark.parametrize("words", ["等等", "我先问问", "干什么用的", "那要看情况", "啊"])
def test_what_is_not_plainly_yes_is_no_consent(words: str) -> None:
    assert "consent" not in Person().says("我要报困难", words).talk.answers


def test_consent_by_voice_must_be_the_word() -> None:
    person = Person().says("我要报困难", heard("好的"))
    assert person.hears.asking == "consent"
    assert "怕听错" in person.words
    assert person.says(heard("同意")).hears.asking == "behalf"


def test_what_is_told_before_the_consent_waits_for_it() -> None:
    person = Person().says("我要报困难", "老婆尿毒症，没钱透析了")
    assert person.hears.asking == "consent"
    assert "同意" in person.words
    person.says("同意", "自己")
    assert person.hears.asking == "risk"


# --- one message, many fields --------------------------------------------------------------------------------------


def test_one_message_fills_many_fields_and_is_not_asked_again() -> None:
    person = Person().says("我是宦溪镇亥由村的，我叫陈大明，电话13805001234，老婆透析一年花了八万")
    for words in ("陈大明", "13805001234", "宦溪镇亥由村"):
        assert words in person.words
    asked = []
    person.says("同意")
    while person.hears.asking and len(asked) < 12:
        asked.append(person.hears.asking)
        person.says("对" if "sure=yes" in person.values else "#behalf=self" if asked[-1] == "behalf" else "跳过")
    assert asked == ["risk", "behalf", "id_number", "size", "income"]
    assert "income" not in person.talk.answers  # what was spent is no income


def test_the_name_behind_the_village() -> None:
    assert Person().says("我是亥由村的陈大明，没活干").talk.answers["name"] == "陈大明"
    assert "name" not in Person().says("我是亥由村的低保户，没活干").talk.answers


@pytest.mark.parametrize("said", ["我替我妈报", "帮邻居报", "我帮我爸申请"])
def test_whoever_reports_for_another_is_asked_about_him(said: str) -> None:
    person = Person().says(said, "同意")
    assert person.hears.asking == "helper_relation"
    assert "他叫什么名字" in person.says("儿子").words
    assert "他" in person.says("林依妹").words
    assert "留您的也行" in person.words


# --- questions in between ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("upto", [BEGUN, AGREED, NAMED, REACHED, PLACED, TOLD, FILLED], ids=len)
@pytest.mark.parametrize("question", ["要带什么材料？", "多久有结果", "你们收不收钱"])
def test_a_question_is_answered_and_the_pending_one_asked_again(upto: tuple[str, ...], question: str) -> None:
    person = Person().says(*upto)
    pending, before = person.hears, person.talk
    person.says(question)
    assert person.hears.replies[-1].choices == pending.replies[-1].choices
    assert person.hears.asking == pending.asking
    assert pending.replies[-1].text.splitlines()[-1] in person.words
    assert person.talk == before


def test_a_first_question_is_answered_without_beginning_anything() -> None:
    person = Person().says("你们收不收钱")
    assert "不收钱" in person.words
    assert person.hears.state == "idle"
    assert "menu=apply" in person.values


@pytest.mark.parametrize("key", ["consent", "behalf", "name", "phone", "town", "risk", "story", "id_number", "size"])
def test_why_is_answered_with_the_reason(key: str) -> None:
    person = Person().says(*BEGUN) if key == "consent" else Person().says(*FILLED, f"#fix={key}")
    person.says("问这个干什么")
    assert person.form[key].why in person.words
    assert person.hears.asking == key


# --- not understood ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upto", "key", "offers"),
    [
        (NAMED, "phone", {"!callme"}),
        (PLACED, "risk", {"!callme", "!skip"}),
        ((*TOLD, "跳过"), "size", {"!callme", "!skip"}),
    ],
)
def test_the_third_time_offers_to_skip_or_a_person(upto: tuple[str, ...], key: str, offers: set[str]) -> None:
    person = Person().says(*upto, "嘿嘿", "嘿嘿")
    assert "没关系" not in person.words
    person.says("嘿嘿")
    assert "没关系" in person.words
    assert offers <= set(person.values)
    assert person.hears.asking == key


def test_what_is_read_back_in_vain_is_asked_plainly_again() -> None:
    person = Person().says(*PLACED, "老婆尿毒症", "嘿", "嘿")
    assert "sure=yes" in person.values
    person.says("嘿")
    assert "没关系" in person.words
    assert "risk=illness" in person.values


@pytest.mark.parametrize(
    ("said", "risk", "in_story"),
    [
        ("对", "illness", False),
        ("嗯嗯", "illness", False),
        ("是的，就是这个病害得我们家里欠了很多债", "illness", True),
        ("不是", None, False),
        ("不对，是因学", "schooling", False),
        ("不是啦，主要是儿子去年打工摔下来腿断了没法干活", None, True),
        ("1", "illness", False),
        ("2", None, False),
    ],
)
def test_what_is_said_to_a_guess(said: str, risk: str | None, in_story: bool) -> None:
    person = Person().says(*PLACED, "老婆尿毒症", said)
    assert person.talk.answers.get("risk") == risk
    assert ("story" in person.talk.answers) == in_story
    assert person.hears.asking == ("risk" if risk is None else "id_number" if in_story else "story")


# --- danger --------------------------------------------------------------------------------------------------------

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
        assert not person.choices
        assert person.talk.alarmed == (kind,)
        assert ("哪个村" in person.words) == (len(upto) < len(PLACED))


def test_a_number_to_call_is_no_violence() -> None:
    person = Person().says(*FILLED, "请打给我", "不是，打我儿子的13900002222")
    assert person.hears.effects == (CallBack("13900002222"),)


def test_where_the_person_is_rings_again() -> None:
    person = Person().says("我不想活了", "宦溪亥由村，13805001234")
    assert person.hears.effects == (Alarm("suicide", ""),)
    assert "已经告诉他们" in person.words


# --- a person, a call ----------------------------------------------------------------------------------------------


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


# --- coming and going ----------------------------------------------------------------------------------------------


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
    assert {"aside=yes", "aside=no"} == set(person.values)
    assert Person().says(*PLACED, "重来", "不").talk.answers == Person().says(*PLACED).talk.answers
    for yes in ("是", "重来", "#aside=yes", "1"):
        again = Person().says(*PLACED, "重来", yes)
        assert again.talk.answers == {"consent": "2023-1"}
        assert again.hears.asking == "behalf"


@pytest.mark.parametrize("yes", ["对", "不报了", "撤回", "1", "是，不报了"])
def test_giving_up_a_draft_asks_once_and_forgets(yes: str) -> None:
    person = Person().says(*FILLED, "不报了")
    assert not person.hears.effects
    person.says(yes)
    assert person.hears.effects == (Forget(),)
    assert not person.talk.answers


# --- the report ----------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("忘了说，还有个老人也要吃药", "忘了说，还有个老人也要吃药"),
        ("电话改成13900001111", "电话改成13900001111"),
        ("我的身份证是" + ID_NUMBER, "我的身份证是350111********0018"),
    ],
)
def test_what_is_said_after_the_report_is_added(said: str, kept: str) -> None:
    assert Person().says(*SENT, said).hears.effects == (Supplement(kept),)


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


# --- photos and recordings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("upto", [NAMED, PLACED, FILLED, SENT], ids=len)
@pytest.mark.parametrize("said", [VOICE, PHOTO], ids=["语音", "照片"])
def test_media_are_kept_and_the_question_stays(upto: tuple[str, ...], said: Said) -> None:
    person = Person().says(*upto)
    asking, before = person.hears.asking, person.talk
    person.says(said)
    assert person.hears.effects == (Attach(said.media),)
    assert "收到了" in person.words
    assert (person.hears.asking, person.talk) == (asking, before)


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


# --- channels ------------------------------------------------------------------------------------------------------


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


# --- how people type -----------------------------------------------------------------------------------------------


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
