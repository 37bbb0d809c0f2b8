"""不同意: asked once, then another person looks again; kindly said when there is nothing to object to."""

from dataclasses import replace
from datetime import date

import pytest
from talking import SENT, Person, case_view

from dialogs.effects import Appeal, Looked, Supplement
from dialogs.scene import CaseView

ASKED = "您是说结果不对，请镇里换个人再看一遍，对吗？哪里不对，您说一句。"
REFUSED = replace(case_view("REJECTED", can_withdraw=False), can_object=True, can_amend=False, why_not="还撑得过去")


def person(case: CaseView = REFUSED, channel: str = "wechat") -> Person:
    sent = Person(channel).says(*SENT)
    sent.scene = replace(sent.scene, case=case)
    return sent


def appeals(talking: Person) -> list[str]:
    return [effect.reason for effect in talking.hears.effects if isinstance(effect, Appeal)]


@pytest.mark.parametrize(
    "said",
    ["不同意", "我不服", "凭什么", "再看看", "请再看一遍", "复核", "我要申诉", "结果不对", "不公平", "凭什么不给我们家",
     "你们搞错了吧", "换个人来看", "#menu=object", "重新核实一下", "我不同意，我妈还在住院"],
)  # fmt: skip
def test_words_that_object_are_asked_about_once(said: str) -> None:
    talking = person().says(said)
    assert talking.words == ASKED
    assert talking.values[:2] == ["aside=yes", "aside=no"]
    assert not talking.hears.effects


@pytest.mark.parametrize("said", ["我再看看", "谢谢", "好的", "查进度", "请打给我", "什么时候能看病报销"])
def test_other_words_object_to_nothing(said: str) -> None:
    assert ASKED not in person().says(said).words


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("药费没有算进去", "药费没有算进去"),
        ("不对，我妈还病着", "不对，我妈还病着"),
        ("车早就卖了，凭什么说我有车？", "车早就卖了，凭什么说我有车？"),
        ("对", "农户觉得结果不对，请换个人再看一遍"),
        ("#aside=yes", "农户觉得结果不对，请换个人再看一遍"),
        ("1", "农户觉得结果不对，请换个人再看一遍"),
        ("是的，不同意", "农户觉得结果不对，请换个人再看一遍"),
        ("身份证350111197803150018也对不上", "身份证350111********0018也对不上"),
    ],
)
def test_what_is_said_is_the_reason(said: str, reason: str) -> None:
    assert appeals(person().says("不同意", said)) == [reason]


def test_what_was_said_first_counts_too() -> None:
    assert appeals(person().says("不同意，我妈还在住院", "对")) == ["不同意，我妈还在住院"]
    both = appeals(person().says("不同意，我妈还在住院", "药费一个月三千"))
    assert both == ["不同意，我妈还在住院；药费一个月三千"]


@pytest.mark.parametrize("said", ["算了", "不用了", "#aside=no", "2", "那算了吧"])
def test_who_lets_it_be_is_left_in_peace(said: str) -> None:
    talking = person().says("不同意", said)
    assert not talking.hears.effects
    assert "随时说" in talking.words


def test_a_command_in_between_is_carried_out() -> None:
    assert not appeals(person().says("不同意", "查进度"))
    assert "没有纳入监测" in person().says("不同意", "查进度").words


def test_the_menu_offers_it_and_a_new_report() -> None:
    talking = person().says("查进度")
    assert talking.values == ["menu=status", "menu=object", "menu=callme", "menu=another"]
    labels = [choice.label for choice in talking.choices]
    assert labels[1] == "请再看一遍"
    assert labels[3] == "再报一次"


@pytest.mark.parametrize(
    ("case", "part"),
    [
        (replace(REFUSED, can_object=False), "用当时报的那个手机"),
        (replace(REFUSED, can_object=False, upheld=True), "换人又看过一遍了"),
        (case_view("APPEAL"), "已经在重新看了"),
    ],
)
def test_said_kindly_when_it_cannot_be(case: CaseView, part: str) -> None:
    talking = person(case).says("我不服")
    assert part in talking.words
    assert not talking.hears.effects


def test_while_it_is_looked_at_again_more_is_kept() -> None:
    talking = person(case_view("APPEAL")).says("不服，我儿子上个月又住院了")
    assert talking.hears.effects == (Supplement("不服，我儿子上个月又住院了"),)


@pytest.mark.parametrize(("said", "early"), [("我要申诉", True), ("我不同意村里的说法，我家没有车", False)])
def test_before_there_is_a_result(said: str, early: bool) -> None:
    talking = person(case_view("VERIFYING")).says(said)
    assert ("结果还没有出来" in talking.words) is early
    assert bool(talking.hears.effects) is not early


def test_new_trouble_after_a_refusal_is_kept_and_shown_a_way() -> None:
    talking = person().says("我妈上个月又住院，花了三万")
    assert [type(effect) for effect in talking.hears.effects] == [Supplement]
    assert "menu=another" in talking.values
    assert "menu=object" in talking.values


class TestStatus:
    """查进度: what is next, and by when."""

    def told(self, case: CaseView, channel: str = "wechat", days: int = 0) -> str:
        return person(case, channel).waits(days=days).says("查进度").words

    def test_the_refusal_in_the_words_of_the_notice(self) -> None:
        words = self.told(REFUSED)
        for part in ("还撑得过去", "回“不同意”", "随时再报"):
            assert part in words
        assert "不符合" not in words

    def test_a_channel_abroad_carries_no_reason(self) -> None:
        assert "还撑得过去" not in self.told(REFUSED, "telegram")

    @pytest.mark.parametrize(
        ("state", "part"),
        [
            ("PUBLICITY", "贴到11月20日"),
            ("RECOGNIZED", "帮扶计划一般11月20日前定下来"),
            ("ASSISTING", "第一项帮扶一般11月20日前办"),
            ("APPEAL", "一般11月20日前给您回话"),
        ],
    )
    def test_days_of_their_own(self, state: str, part: str) -> None:
        case = replace(case_view(state), until=date(2023, 11, 20))
        assert part in self.told(case)
        late = self.told(case, days=20)
        assert part not in late
        assert "贴够日子" in late if state == "PUBLICITY" else "让您久等了" in late

    def test_late_is_said_with_an_apology_and_no_day(self) -> None:
        words = self.told(case_view("TOWN_AUDIT"), days=20)
        assert words.count("让您久等了") == 1
        assert "11月25日" not in words

    def test_what_is_lacking(self) -> None:
        assert "出院小结" in self.told(replace(case_view("ACCEPTED"), lacks="出院小结"))


class TestAsked:
    """The village asked for something: the next free words are the answer."""

    CASE = replace(case_view("ACCEPTED"), lacks="出院小结")

    @pytest.mark.parametrize("said", ["没有", "丢了", "儿子收着，周末带回来", "去年的还在"])
    def test_free_words_are_the_answer(self, said: str) -> None:
        talking = person(self.CASE).says(said)
        assert [type(effect) for effect in talking.hears.effects] == [Supplement]
        assert "谢谢您，“出院小结”的事记下了，也告诉村里了。" in talking.words

    @pytest.mark.parametrize(
        "said", ["好的", "好的，我找找", "知道了", "等下发给你", "上门再说", "查进度", "要不要钱？", "谢谢"]
    )
    def test_words_that_are_none(self, said: str) -> None:
        assert [each for each in person(self.CASE).says(said).hears.effects if each != Looked()] == []

    def test_hearing_it_is_not_answered_for_long(self) -> None:
        assert person(self.CASE).says("好的" * 900).hears.replies


def test_once_somebody_verifies_it_is_told_to_them() -> None:
    open_ = person(case_view("ACCEPTED")).says("收入三万")
    assert "改好了" in open_.words
    closed = person(replace(case_view("VERIFYING"), can_amend=False)).says("收入三万")
    assert "记下了：一年大概收入 30000 元。" in closed.words
    assert closed.hears.effects == open_.hears.effects


@pytest.mark.parametrize(("state", "part"), [("REJECTED", "不用再撤"), ("APPEAL", "重新看"), ("TOWN_AUDIT", "撤不了")])
def test_too_late_to_take_back(state: str, part: str) -> None:
    assert part in person(case_view(state, can_withdraw=False)).says("撤回").words


class TestBeforeThereIsAResult:
    """不同意 while the report is on its way: kindly told to wait for the result."""

    ON_ITS_WAY = case_view("VERIFYING")

    @pytest.mark.parametrize("said", ["不同意", "我不同意", "我们不服", "不认可。", "复核"])
    def test_a_mere_disagreement(self, said: str) -> None:
        asked = person(self.ON_ITS_WAY).says(said)
        assert "结果还没有出来" in asked.words
        assert not asked.hears.effects

    @pytest.mark.parametrize("said", ["我老公不同意他去打工，家里没人管", "再看看吧"])
    def test_other_words_are_heard_as_before(self, said: str) -> None:
        assert "结果还没有出来" not in person(self.ON_ITS_WAY).says(said).words

    def test_a_change_read_back_is_refused_by_it(self) -> None:
        talker = person(self.ON_ITS_WAY).says("现在家里大概六口人吧")
        assert talker.talk.proposal
        assert "那就不改" in talker.says("不同意").words
