"""What somebody wants done, in words that are no command: before a report, within one, and after it."""

import pytest

from dialogs.commands import command, wants_on
from dialogs.effects import CallBack, Supplement
from tests.dialogs.talking import AGREED, FILLED, PLACED, SENT, Person

AT_STORY = (*PLACED, "#risk=illness")
FOR_A_PERSON = ["我想找人工", "想找个真人聊聊", "你们那个人能不能跟我说", "能不能叫个人来帮我弄"]
TO_MEND = [
    "我想改一下…",
    "我想改一下我填的",
    "刚才填的想改一下",
    "能不能改一下",
    "前面填的东西要改",
    "我要修改",
    "我想更正一下",
]
NOT_TO_MEND = ["改嫁了", "我把房子改了", "想改善一下生活", "改种茶叶亏了", "改不了"]
TO_REPORT = ["我还是报吧", "那就报吧", "还是报吧", "我想想 还是报一下吧", "算了 报吧", "好 那我报"]
NOT_TO_REPORT = ["我报的是我妈", "报警了", "报不了", "报销不了多少", "去年报过没批", "不报了"]


@pytest.mark.parametrize("upto", [(), SENT], ids=["idle", "sent"])
@pytest.mark.parametrize("said", FOR_A_PERSON)
def test_a_person_is_called_for_at_any_time(upto: tuple[str, ...], said: str) -> None:
    person = Person().says(*upto, said)
    assert [effect for effect in person.hears.effects if isinstance(effect, CallBack)]


@pytest.mark.parametrize("said", ["鸡在叫 我先去喂 晚上再来", "我想再听一遍", "我报的那事咋没动静呢"])
def test_a_wish_after_the_report_is_no_addition_to_it(said: str) -> None:
    assert not [e for e in Person().says(*SENT, said).hears.effects if isinstance(e, Supplement)]


@pytest.mark.parametrize("said", ["我老伴上个月又住院了", "房子被台风掀了顶", "医生说晚上再来看看"])
def test_what_is_told_after_the_report_is_added(said: str) -> None:
    assert [e for e in Person().says(*SENT, said).hears.effects if isinstance(e, Supplement)]


@pytest.mark.parametrize("said", TO_MEND)
def test_the_wish_to_mend_something_asks_what(said: str) -> None:
    assert command(said) == "correct"
    assert Person().says(*FILLED, said).talk.aside == "correct"
    assert "电话改成" in Person().says(*SENT, said).words
    idle = Person().says(said)
    assert idle.talk.stage == "idle"
    assert "还没有您填过的" in idle.words


@pytest.mark.parametrize("said", NOT_TO_MEND)
def test_no_wish_to_mend(said: str) -> None:
    assert command(said) != "correct"


@pytest.mark.parametrize("said", TO_REPORT)
def test_the_wish_to_report_is_no_story(said: str) -> None:
    assert wants_on(said)
    person = Person().says(*AT_STORY, said)
    assert person.hears.asking == "story"
    assert "story" not in person.talk.answers
    assert Person().says(said).hears.asking == "consent"
    assert not Person().says(*SENT, said).hears.effects


@pytest.mark.parametrize("said", NOT_TO_REPORT)
def test_no_wish_to_report(said: str) -> None:
    assert not wants_on(said)


def test_a_question_before_the_report_is_answered_as_ever() -> None:
    person = Person().says("要不要钱")
    assert person.talk.stage == "idle"
    assert not person.hears.effects


@pytest.mark.parametrize("said", ["没有儿子", "没有钱", "没有老婆", "没地", "没人管我", "牛丢了"])
def test_what_is_lacking_at_home_leaves_no_question_out(said: str) -> None:
    person = Person().says(*AT_STORY, "老婆在透析", said)
    assert person.hears.asking == "id_number"
    assert "id_number" not in person.talk.skipped


@pytest.mark.parametrize(
    "said",
    ["没有", "没带", "没有证", "不给", "不方便说", "身份证丢了", "放在我儿子那里", "在抽屉里我不会念", "我儿子拿走了"],
)
def test_what_cannot_or_shall_not_be_told_is_left_out(said: str) -> None:
    assert "id_number" in Person().says(*AT_STORY, "老婆在透析", said).talk.skipped


@pytest.mark.parametrize("said", ["没钱", "没病", "没房"])
def test_two_characters_may_be_the_story(said: str) -> None:
    assert Person().says(*AT_STORY, said).talk.answers["story"] == said
    assert "story" in Person().says(*AT_STORY, "没有").talk.skipped


def test_what_is_lacking_is_kept() -> None:
    assert "没有儿子" in Person().says(*AGREED, "自己", "陈大明", "没有儿子").talk.answers["story"]


@pytest.mark.parametrize("said", ["我", "我的", "我们家", "给我报", "俺", "自家", "就是我自己", "我自家的"])
def test_oneself_in_a_word(said: str) -> None:
    assert Person().says(*AGREED, said).talk.answers["behalf"] == "self"


@pytest.mark.parametrize("said", ["我不知道怎么办了", "这日子怎么过", "不知道跟谁说"])
def test_a_cry_before_the_report_withdraws_nothing(said: str) -> None:
    assert "撤回" not in Person().says(said).words


@pytest.mark.parametrize("said", ["那我申请吧", "我要申请", "那就申报吧"])
def test_who_wants_to_apply_gives_nothing_up(said: str) -> None:
    person = Person().says("我爸得了肺癌", said)
    assert person.talk.aside == ""
    assert person.hears.asking == "consent"


def test_consent_given_at_the_wrong_question_counts() -> None:
    person = Person().says("我爸得了肺癌", "不报了", "同意")
    assert person.talk.aside == ""
    assert "consent" in person.talk.answers


@pytest.mark.parametrize("said", ["什么给谁", "啥号", "哪个啊"])
def test_a_short_question_back_gets_ours_again(said: str) -> None:
    person = Person().says(*AGREED, said)
    assert "答不上来" not in person.words
    assert person.hears.asking == "behalf"


def test_yes_to_our_offer_of_a_call_is_one() -> None:
    person = Person().says(*AGREED, "自己", "那个啊", "就那个", "就是那个")
    assert "让人打给您" in person.words
    assert person.says("好").talk.aside == "callme"


def test_the_end_with_thanks_is_the_end() -> None:
    assert command("那就这样 多谢你") == "submit"
    assert command("谢谢你们") == "thanks"


def test_what_is_said_again_is_no_miss() -> None:
    person = Person().says(*AGREED, "自己", "陈水木", "水木 木头的木")
    assert "记着" in person.words
    assert person.says("13805913344", "13805913344").hears.asking == "town"
    assert not person.talk.misses.get("town")


def test_a_doubt_about_us_is_no_story() -> None:
    assert "story" not in Person().says(*AT_STORY, "你们不会是骗子吧").talk.answers
