"""Words that steer, words that mend, and words that only sound like it."""

import pytest
from talking import AGREED, FILLED, NAMED, PLACED, REACHED, SENT, Person

from dialogs.commands import command, correction
from dialogs.words import table

COMMANDS = [(word, name) for name, words in table("commands").items() for word in words]


@pytest.mark.parametrize(("word", "name"), COMMANDS, ids=[word for word, _ in COMMANDS])
def test_every_command_word_with_and_without_courtesy(word: str, name: str) -> None:
    for said in (word, f"{word}。", f"“{word}”", f"{word}！！", f" {word} ", f"请{word}", f"{word}吧", f"{word}啊"):
        assert command(said) == name, said


def test_no_word_is_two_commands() -> None:
    words = [word for word, _ in COMMANDS]
    assert len(words) == len(set(words))


def test_every_command_does_something() -> None:
    person = Person().says(*PLACED)
    for name in table("commands"):
        before = person.talk
        person.says(f"#!{name}")
        assert person.hears.replies or person.hears.effects
        person.talk = before


_TRAPS = """
人工养殖的鱼死光了 跑跳都不行 我的电话坏了 继续种地没人 改种茶叶亏了 取消低保了怎么办 下一步怎么办 返回老家了
人工流产花了不少钱 重来没想到会这样 暂停营业三个月 提交过材料了 回电费单 不要钱吗 帮助过我的人走了 进度太慢了
改嫁了 求助过村里没人理 修改房子花了五万 客服电话打不通 忘了交医保 开始透析了 申请过低保没批 撤回来的货卖不掉
不知道怎么活 跳过楼的儿子瘫了 结果怎么样都行吗 钱不够用 村里不理我 情况变了 镇上开店亏了 电话费都交不起 改不了命
"""
TRAPS = _TRAPS.split()


@pytest.mark.parametrize("text", TRAPS)
def test_no_command(text: str) -> None:
    assert command(text) == ""
    assert correction(text) == ("", "", False) or not correction(text)[0]


CORRECTIONS = [
    ("改电话", "phone", "", True),
    ("改一下电话", "phone", "", True),
    ("我要改名字", "name", "", True),
    ("改电话 13900001111", "phone", "13900001111", True),
    ("电话改成13900001111", "phone", "13900001111", True),
    ("电话不对，是13900001111", "phone", "是13900001111", True),
    ("我的电话换了，是13900001111", "phone", "是13900001111", True),
    ("名字写错了叫陈小明", "name", "叫陈小明", True),
    ("名字错了", "name", "", True),
    ("村子不是亥由是降虎", "village", "降虎", True),
    ("名字不是陈大明，是陈小明", "name", "陈小明", True),
    ("我要改一下住址", "village", "", True),
    ("地址填错了", "village", "", True),
    ("收入要改", "income", "", True),
    ("人口应该是5", "size", "5", True),
    ("身份证号不对", "id_number", "", True),
    ("我电话是13900001111", "phone", "13900001111", False),
    ("我名字叫陈小明", "name", "陈小明", False),
]


@pytest.mark.parametrize(("text", "key", "rest", "sure"), CORRECTIONS, ids=[text for text, *_ in CORRECTIONS])
def test_correction(text: str, key: str, rest: str, sure: bool) -> None:
    assert correction(text) == (key, rest, sure)


MENDED = [
    ("改电话 13900001111", "phone", "13900001111"),
    ("电话不对，是13900001111", "phone", "13900001111"),
    ("我电话是13900001111", "phone", "13900001111"),
    ("名字写错了叫陈小明", "name", "陈小明"),
    ("名字不是陈大明，是陈小明", "name", "陈小明"),
    ("村子不是亥由是降虎", "village", "350111103212"),
    ("人口应该是5", "size", 5),
]


@pytest.mark.parametrize("upto", [FILLED, (*FILLED, "有地方要改"), (*FILLED, "改收入")], ids=["念完", "要改", "在改"])
@pytest.mark.parametrize(("text", "key", "value"), MENDED, ids=[text for text, *_ in MENDED])
def test_mended_straight_away(upto: tuple[str, ...], text: str, key: str, value: object) -> None:
    person = Person().says(*upto, text)
    assert person.talk.answers[key] == value
    assert "改好了" in person.words
    assert not person.talk.aside


@pytest.mark.parametrize("key", ["behalf", "name", "phone", "village", "risk", "story", "id_number", "size", "income"])
def test_every_item_read_back_can_be_mended(key: str) -> None:
    person = Person().says(*FILLED, "有地方要改")
    assert f"fix={key}" in person.values
    person.says(f"#fix={key}")
    assert person.hears.asking == ("town" if key == "village" else key)
    assert person.hears.state == "filling"


def test_mending_what_was_not_asked_yet() -> None:
    person = Person().says(*AGREED, "自己", "改电话")
    assert "还没问到" in person.words
    assert person.hears.asking == "name"
    assert Person().says(*AGREED, "自己", "改电话 13900001111").talk.answers["phone"] == "13900001111"


def test_mending_a_telephone_with_a_wrong_number_says_so() -> None:
    for text in ("我电话是139000011112", "电话不对，是139000011112"):
        assert "位数" in Person().says(*REACHED, text).words


def test_mending_comes_before_what_waits_to_be_read_back() -> None:
    person = Person().says(*PLACED, "老婆尿毒症", "改电话")
    assert person.hears.asking == "phone"
    assert "打哪个电话" in person.words
    person.says("13900001111")
    assert person.hears.asking == "risk"
    assert "sure=no" in person.values


EVERYWHERE = {
    "还没开始": (),
    "问同意": ("我要报困难",),
    "问名字": (*AGREED, "自己"),
    "问电话": NAMED,
    "念回来": (*PLACED, "老婆尿毒症"),
    "小岔": (*PLACED, "重来"),
    "念一遍": FILLED,
    "报完": SENT,
    "等人打来": (*PLACED, "人工"),
}
_ANYWHERE = "上一步 修改 改电话 重来 跳过 等会再弄 人工 查进度 撤回 帮助 没听清 请打给我 为什么问这个 谢谢"
SAID_ANYWHERE = _ANYWHERE.split()


@pytest.mark.parametrize("upto", EVERYWHERE.values(), ids=EVERYWHERE)
@pytest.mark.parametrize("word", SAID_ANYWHERE)
def test_a_command_anywhere_is_understood(upto: tuple[str, ...], word: str) -> None:
    person = Person().says(*upto)
    before = person.talk
    person.says(word)
    assert person.hears.replies
    assert "没听明白" not in person.words
    if word not in ("改电话", "重来", "上一步"):
        assert person.talk.answers == before.answers


@pytest.mark.parametrize("upto", EVERYWHERE.values(), ids=EVERYWHERE)
def test_a_call_takes_one_tap_and_a_number(upto: tuple[str, ...]) -> None:
    person = Person().says(*upto)
    if upto and upto[-1] not in ("重来", "人工"):
        assert {"!callme", "menu=callme"} & set(person.values)
    person.says("#!callme", "13700000000")
    assert [(effect.phone, effect.kind) for effect in person.hears.effects] == [("13700000000", "callback")]
