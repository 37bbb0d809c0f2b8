"""What binds or deletes is said plainly: the consent, giving up, sending; and what is not at hand is no mistake."""

import pytest
from talking import AGREED, BEGUN, FILLED, NAMED, PLACED, SENT, TOLD, Person

from dialogs.commands import command, goes_on
from dialogs.effects import CallBack, Forget, Submit, Withdraw


@pytest.mark.parametrize(
    "said",
    [
        *(
            "同意是什么意思",
            "什么叫同意",
            "同意了会怎样",
            "为什么要同意",
            "看不懂 同意什么",
            "谁同意",
            "同意书上写的啥",
        ),
        *(
            "等我儿子回来再同意",
            "同意之前我先问一下",
            "你先说要不要钱我再同意",
            "我看看再同意",
            "明天再同意",
            "先不同意",
        ),
        *(
            "不同意会怎么样",
            "同意不同意都一样吧",
            "一样吧",
            "不同意行不行",
            "我要是不同意呢",
            "还没想好同不同意",
            "同意以后能反悔吗",
        ),
        *("好，等我儿子回来", "同意，但是别让村里人知道", "同意 不过先问一句"),
    ],
)
def test_who_asks_or_postpones_has_not_agreed(said: str) -> None:
    person = Person().says(*BEGUN, said)
    assert "consent" not in person.talk.answers
    assert person.hears.asking == "consent"
    assert not person.talk.refused
    assert not person.hears.effects


def test_who_asks_about_agreeing_is_told_what_it_means_or_what_was_asked() -> None:
    assert "就是准我把您说的记下来" in Person().says(*BEGUN, "什么叫同意").words
    assert "不收钱" in Person().says(*BEGUN, "同意要钱吗").words


@pytest.mark.parametrize(
    "said",
    [
        "同意",
        "1",
        "我同意了",
        "那就同意",
        "好好好 随便你",
        "报吧 同意",
        "同以",
        "同意 快点",
        "行，听你们的",
        "要得 同意吧",
    ],
)
def test_plain_words_agree(said: str) -> None:
    assert "consent" in Person().says(*BEGUN, said).talk.answers


def test_what_follows_the_consent_is_heard() -> None:
    person = Person().says(*BEGUN, "同意，我叫陈大明，电话13805001234")
    assert person.talk.answers["phone"] == "13805001234"
    assert "consent" in person.talk.answers


@pytest.mark.parametrize("said", ["不同意", "2", "我不同意", "不愿意"])
def test_plain_words_refuse(said: str) -> None:
    assert Person().says(*BEGUN, said).hears.effects == (Forget(),)


@pytest.mark.parametrize(
    "said",
    ["那报吧", "那还是报吧", "我还是报吧", "报了吧", "刚才断了 接着报", "继续报", "接着往下问吧", "想了想还是接着来"],
)
def test_who_wants_to_go_on_is_not_asked_whether_to_give_up(said: str) -> None:
    person = Person().says(*PLACED, said)
    assert (person.talk.aside, person.hears.asking) == ("", "risk")


WANTS_IT = [
    "报",
    "报吧",
    "那报吧",
    "行 报",
    "可以报",
    "好吧 那就报吧",
    "接着报",
    "还是报",
    "我要报",
    "别删",
    "你先别删",
    "不要撤",
    "算了，还是留着吧",
    "不，接着填",
]


@pytest.mark.parametrize("said", WANTS_IT)
def test_wanting_the_report_keeps_it(said: str) -> None:
    for upto, order in ((PLACED, "不报了"), (FILLED, "撤回"), (PLACED, "重来"), (SENT, "撤回")):
        before = Person().says(*upto).talk
        person = Person().says(*upto, order, said)
        assert not person.hears.effects
        assert (person.talk.answers, person.talk.stage, person.talk.aside) == (before.answers, before.stage, "")


@pytest.mark.parametrize("said", ["好", "好了", "行", "可以"])
def test_a_mere_all_right_deletes_nothing(said: str) -> None:
    for upto, order in ((PLACED, "不报了"), (SENT, "撤回")):
        person = Person().says(*upto, order, said)
        assert not person.hears.effects
        assert person.talk.aside


@pytest.mark.parametrize("said", ["是，不报了", "是", "对", "不报", "不报了", "删", "删吧", "撤", "对 不报了", "1"])
def test_giving_up_said_plainly(said: str) -> None:
    assert Person().says(*PLACED, "不报了", said).hears.effects == (Forget(),)


@pytest.mark.parametrize("said", ["是，撤回来", "撤", "撤吧", "不报了", "是的"])
def test_withdrawing_said_plainly(said: str) -> None:
    assert Person().says(*SENT, "撤回", said).hears.effects == (Withdraw(),)


def test_not_starting_again_is_no_starting_again() -> None:
    assert Person().says(*FILLED, "重来", "不报了").talk.answers == Person().says(*FILLED).talk.answers


@pytest.mark.parametrize(
    "said",
    [
        *(
            "交",
            "交了吧",
            "没错 提交",
            "对 就这样 交上去",
            "可以了交吧",
            "好 交上去吧",
            "就这样报上去",
            "报吧",
            "那报吧",
        ),
        *("帮我交一下", "都对 报给村里吧", "发出去吧", "麻烦你们递上去"),
    ],
)
def test_sending_said_plainly(said: str) -> None:
    assert Submit() in Person().says(*FILLED, said).hears.effects


@pytest.mark.parametrize(
    "said",
    ["交给谁", "交了会怎样", "什么时候交", "先不交", "别交", "不交", "医保没交", "钱交了", "等下再交", "交上去了吗"],
)
def test_other_words_about_sending_send_nothing(said: str) -> None:
    assert Submit() not in Person().says(*FILLED, said).hears.effects


@pytest.mark.parametrize(
    "said",
    [
        *("身份证找不着", "丢了", "没有身份证", "身份证在女儿那里", "在抽屉里我不会念啊", "没带", "记不得", "忘带了"),
        *("看不清楚", "我老公拿去了", "身份证弄丢了补办没下来", "不知道放哪了", "锁在柜子里", "背不出来", "不在身边"),
    ],
)
def test_an_id_card_not_at_hand_is_given_later(said: str) -> None:
    person = Person().says(*TOLD, said)
    assert "等人上门时再给" in person.words
    assert "18 位" not in person.words
    assert person.hears.asking == "size"


def test_a_wrong_id_number_is_asked_again() -> None:
    assert Person().says(*TOLD, "3501111978").hears.asking == "id_number"


@pytest.mark.parametrize("said", ["打我的电话吧，我妈耳朵不好，13600991122", "打给我 13600991122"])
def test_an_order_to_call_with_the_number_answers_the_question_for_it(said: str) -> None:
    assert Person().says(*NAMED, said).talk.answers["phone"] == "13600991122"
    assert Person().says(*NAMED, "请打给我", said).hears.effects == (CallBack("13600991122", "callback"),)


def test_an_order_to_call_with_the_number_elsewhere_needs_no_asking() -> None:
    person = Person().says(*AGREED, "打我电话 13600991122")
    assert person.hears.effects == (CallBack("13600991122", "human"),)
    assert not person.talk.aside


@pytest.mark.parametrize(
    ("said", "key"), [("亥由村", "village"), ("老婆尿毒症", "risk"), ("名字错了，叫陈大民", "name"), ("三口人", "size")]
)
def test_words_that_are_no_number_are_heard_where_a_number_was_wanted(said: str, key: str) -> None:
    person = Person().says(*NAMED, "请打给我", said)
    assert "位数" not in person.words
    assert key in person.talk.answers or key in [proposed for proposed, _value, _why in person.talk.proposals]


def test_a_short_number_is_asked_again_where_a_number_was_wanted() -> None:
    assert "位数" in Person().says(*NAMED, "请打给我", "1360099").words


@pytest.mark.parametrize(
    "said", ["我自几", "自已", "给我自己报咯", "我家的", "俺家", "帮我报一下", "给自已家报", "我字己", "给我报吧"]
)
def test_ones_own_report(said: str) -> None:
    assert Person().says(*AGREED, said).talk.answers["behalf"] == "self"


@pytest.mark.parametrize("said", ["帮我妈报", "给我爸报", "替邻居报", "给我家隔壁报"])
def test_somebody_elses_report(said: str) -> None:
    assert Person().says(*AGREED, said).talk.answers["behalf"] == "other"


@pytest.mark.parametrize("bait", ["报" * 2000, "同意" * 1000, "好，" * 700, "接着" * 1000, "的了吧啊" * 500 + "删x"])
def test_long_bait_ends(bait: str) -> None:
    assert not goes_on(bait)
    command(bait)
    for upto in (BEGUN, FILLED, (*FILLED, "不报了"), TOLD):
        Person().says(*upto, bait)


@pytest.mark.parametrize("said", ["我们都好", "我们家都还好"])
def test_how_we_are_is_no_consent(said: str) -> None:
    assert "consent" not in Person().says(*BEGUN, said).talk.answers


def test_a_tale_around_an_order_is_kept() -> None:
    person = Person().says(*PLACED, "#risk=illness", "老伴住院了我去送饭 回头再讲")
    assert "老伴住院了" in person.talk.answers["story"]
