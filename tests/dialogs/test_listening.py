"""Consent, many facts in one message, questions in between, and what is not understood."""

import pytest
from talking import (
    AGREED,
    BEGUN,
    FILLED,
    ID_NUMBER,
    NAMED,
    PLACED,
    REACHED,
    SENT,
    TOLD,
    Person,
    heard,
)

from dialogs.effects import Forget

# --- consent ---


def test_consent_comes_first_and_says_what_for() -> None:
    person = Person().says("我要报困难")
    assert person.hears.asking == "consent"
    assert "您同意吗" in person.words
    assert {"consent=2023-1", "consent=no", "!ask", "!callme"} == set(person.values)


@pytest.mark.parametrize("no", ["不同意", "#consent=no", "2", "不", "不愿意", "不要"])
def test_who_does_not_agree_is_forgotten_and_shown_other_ways(no: str) -> None:
    person = Person().says("我是亥由村的陈大明，孩子病了没钱治", no)
    assert person.talk.to_json().keys() <= {"seen", "refused"}
    assert Forget() in person.hears.effects
    for way in ("12317", "村委会", "不用留名字"):
        assert way in person.words
    assert "不会因为有低保" in person.says("低保户能申请吗").words
    assert person.talk.to_json().keys() <= {"seen", "refused"}


@pytest.mark.parametrize("code", ["2022-1", "", "2023-1-telegram"])
def test_the_button_of_another_text_is_no_consent(code: str) -> None:
    person = Person().says("我要报困难", f"#consent={code}")
    assert person.hears.asking == "consent"


@pytest.mark.parametrize(
    "words", ["等等", "我先问问", "干什么用的", "那要看情况", "啊", "你是机器还是人", "这是干啥的", "你是谁", "有事"]
)
def test_what_is_not_plainly_yes_is_no_consent(words: str) -> None:
    assert "consent" not in Person().says("我要报困难", words).talk.answers


def test_consent_by_voice_must_be_the_word() -> None:
    person = Person().says("我要报困难", heard("好的"))
    assert person.hears.asking == "consent"
    assert "怕听错" in person.words
    assert person.says(heard("同意")).hears.asking == "behalf"


def test_what_is_told_before_the_consent_waits_for_it() -> None:
    person = Person().says("我要报困难", "老婆尿毒症，透析花了好多钱")
    assert person.hears.asking == "consent"
    assert "同意" in person.words
    person.says("同意", "自己")
    assert person.hears.asking == "risk"


# --- one message, many fields ---


def test_one_message_fills_many_fields_and_is_not_asked_again() -> None:
    person = Person().says("我是宦溪镇亥由村的，我叫陈大明，电话13805001234，老婆透析一年花了八万")
    for words in ("陈大明", "13805001234", "宦溪镇亥由村"):
        assert words in person.words
    asked = []
    person.says("同意")
    while person.hears.asking and len(asked) < 12:
        asked.append(person.hears.asking)
        person.says("对" if "sure=no" in person.values else "#behalf=self" if asked[-1] == "behalf" else "跳过")
    assert asked == ["risk", "behalf", "id_number", "size", "income"]
    assert "income" not in person.talk.answers  # what was spent is no income


def test_the_name_behind_the_village() -> None:
    assert Person().says("我是亥由村的陈大明，没活干").talk.answers["name"] == "陈大明"
    assert "name" not in Person().says("我是亥由村的低保户，没活干").talk.answers


@pytest.mark.parametrize(
    ("said", "helper", "whom"),
    [
        ("我替我妈报", "family", "您妈妈"),
        ("帮隔壁邻居报", "neighbour", "这位邻居"),
        ("我帮我爸申请", "family", "您爸爸"),
        ("替村里一个老人登记", "", "这位家人"),
    ],
)
def test_whoever_reports_for_another_is_asked_about_them(said: str, helper: str, whom: str) -> None:
    person = Person().says(said, "同意")
    if not helper:
        assert person.hears.asking == "helper_relation"
        person.says("儿子")
    assert person.talk.answers["helper_relation"] == (helper or "family")
    assert f"{whom}叫什么名字" in person.words
    assert f"能找到{whom}" in person.says("林依妹").words
    assert "留您的也行" in person.words


# --- questions in between ---


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


# --- not understood ---


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
    assert "sure=no" in person.values
    person.says("嘿")
    assert "没关系" in person.words
    assert "sure=no" not in person.values
    assert "risk=unstable_job" in person.values


@pytest.mark.parametrize(
    ("said", "risk", "in_story"),
    [
        ("对", "illness", False),
        ("嗯嗯", "illness", False),
        ("是的，就是这个病害得我们家里欠了很多债", "illness", True),
        ("不是", None, False),
        ("不对，是因学", "schooling", False),
        ("1", "illness", False),
        ("4", None, False),
        ("都不是", None, False),
    ],
)
def test_what_is_said_to_a_guess(said: str, risk: str | None, in_story: bool) -> None:
    person = Person().says(*PLACED, "老婆尿毒症", said)
    assert person.talk.answers.get("risk") == risk
    assert ("story" in person.talk.answers) == in_story
    assert person.hears.asking == ("risk" if risk is None else "id_number" if in_story else "story")


def test_the_three_likeliest_causes_are_buttons_and_none_of_them() -> None:
    person = Person().says(*PLACED, "做工的厂关了，现在没活干")
    assert "听起来主要是“没活干" in person.words
    first, *near, none, callme = person.values
    assert (first, none, callme) == ("risk=unstable_job", "sure=no", "!callme")
    assert len(near) == 2
    second = near[0].removeprefix("risk=")
    assert person.says("2").talk.answers["risk"] == second
    assert not person.talk.near


def test_another_cause_told_instead_is_read_back_in_its_turn() -> None:
    person = Person().says(*PLACED, "老婆尿毒症", "不是啦，主要是儿子去年打工摔下来腿断了没法干活")
    assert person.values[0] == "risk=accident"
    assert "摔下来" in person.says("对", "跳过").talk.answers["story"]


def test_what_named_the_cause_begins_the_story() -> None:
    told = (*PLACED, "屋顶漏雨了没钱修", "对")
    assert Person().says(*told).hears.asking == "story"
    assert Person().says(*told, "去年台风掀的").talk.answers["story"] == "屋顶漏雨了没钱修\n去年台风掀的"
    assert Person().says(*told, "跳过").talk.answers["story"] == "屋顶漏雨了没钱修"
    assert Person().says(*told, "去年台风掀的", "改情况", "修要两万").talk.answers["story"] == "修要两万"


def test_a_sentence_not_understood_is_kept_as_story() -> None:
    person = Person().says(*PLACED, "我们这里正月里唱大戏，大家凑在一起讲东讲西")
    assert "讲东讲西" in person.talk.answers["story"]
    assert "记到情况里" in person.words
    assert person.hears.asking == "risk"


def test_a_mistyped_number_is_no_story() -> None:
    assert "story" not in Person().says(*PLACED, "#risk=illness", "跳过", "350111197803150019").talk.answers


def test_the_same_words_stand_in_the_story_once() -> None:
    person = Person().says(*PLACED, "老婆尿毒症，没钱透析", "对", "老婆尿毒症，没钱透析")
    assert person.talk.answers["story"] == "老婆尿毒症，没钱透析"


def test_the_fourth_time_goes_on_without() -> None:
    person = Person().says(*TOLD, "跳过", "嘿", "嘿", "嘿")
    assert person.hears.asking == "size"
    assert person.says("嘿").hears.asking == "income"
    assert "先放着" in person.words
    assert Person().says(*NAMED, *(["嘿嘿"] * 6)).hears.asking == "phone"


@pytest.mark.parametrize("said", ["没有", "不给", "不方便", "我讲不来", "记不牢", "不知道", "上门给", "跳过", "就这些"])
def test_what_need_not_be_given_is_left_out_for_any_no(said: str) -> None:
    person = Person().says(*TOLD, said)
    assert person.hears.asking == "size"
    assert "id_number" in person.talk.skipped


# --- more than yes or no; numbers that are no story ---


@pytest.mark.parametrize("said", ["老婆透析一年花了八万", "是的，老婆透析一年花了八万", "老婆得的是癌症，我叫陈小明"])
def test_words_that_say_yes_and_more_are_kept(said: str) -> None:
    person = Person().says(*PLACED, "老婆尿毒症", said)
    assert person.talk.answers["risk"] == "illness"
    assert said in person.talk.answers["story"]
    assert not person.talk.proposals


def test_facts_told_with_the_yes_are_noted() -> None:
    person = Person().says(*PLACED, "老婆尿毒症", "老婆透析没钱了，家里五口人")
    assert person.talk.answers["size"] == 5


AT_STORY = (*PLACED, "#risk=illness")


@pytest.mark.parametrize(
    ("said", "key", "value"),
    [
        (ID_NUMBER, "id_number", ID_NUMBER),
        ("我的身份证" + ID_NUMBER, "id_number", ID_NUMBER),
        ("13805001234", "phone", "13805001234"),
        ("350111197803150019", "id_number", None),
        ("138050012345", "phone", "13805001234"),
    ],
)
def test_a_number_alone_is_no_story(said: str, key: str, value: str | None) -> None:
    person = Person().says(*AT_STORY, said)
    assert "story" not in person.talk.answers
    assert person.talk.answers.get(key) == value
    assert person.hears.asking == "story"


def test_another_telephone_at_the_story_is_read_back() -> None:
    person = Person().says(*AT_STORY, "13900001111")
    assert "13900001111，对吗" in person.words
    assert person.says("对").talk.answers["phone"] == "13900001111"
    assert person.hears.asking == "story"
    denied = Person().says(*AT_STORY, "13900001111", "不对", "#!keep=phone")
    assert denied.talk.answers["phone"] == "13805001234"


@pytest.mark.parametrize("upto", [(), FILLED, SENT], ids=len)
@pytest.mark.parametrize("said", ["为什么问这个", "问这些干什么"])
def test_why_anything_is_asked_at_all(upto: tuple[str, ...], said: str) -> None:
    assert "让村里找得到您" in Person().says(*upto, said).words


def test_who_agrees_to_the_cause_with_more_of_the_story_is_heard() -> None:
    """欠饲料店五万还不上 says yes to 产业失败, and is not lost."""
    person = Person().says(*PLACED, "养的鸡瘟死了两千只，亏了八万", "欠饲料店五万还不上")
    assert person.talk.answers["risk"] == "industry_failure"
    assert person.talk.answers["story"].splitlines() == ["养的鸡瘟死了两千只，亏了八万", "欠饲料店五万还不上"]


@pytest.mark.parametrize("said", ["对", "种的、养的、生意亏了", "就是这个", "就是亏的"])
def test_who_only_agrees_tells_no_story(said: str) -> None:
    person = Person().says(*PLACED, "养的鸡瘟死了两千只，亏了八万", said)
    assert person.talk.answers["risk"] == "industry_failure"
    assert said not in str(person.talk.answers.get("story", person.talk.told))


@pytest.mark.parametrize("said", ["我又想报了", "还是想报", "现在又想申报了"])
def test_who_wants_to_report_after_all_is_asked_the_first_question(said: str) -> None:
    assert Person().says(said).hears.asking == "consent"
