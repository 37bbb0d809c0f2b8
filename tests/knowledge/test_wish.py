"""Commands said in a roundabout way: learned from sentences, heard only when nothing else is."""

from collections.abc import Iterator

import pytest

from knowledge import semantic
from knowledge.commands.lesson import COMMANDS, LESSON
from knowledge.commands.wish import wish
from knowledge.learning.sentences import mark
from knowledge.learning.weights import shipped

# None of these is learned from.
WISHES = {
    "back": ["刚刚那一题我点快了，让我再答一次", "退到前面那个去"],
    "restart": ["全搞乱了，咱们从第一句再来一遍", "都不作数，重头来过好了"],
    "cancel": ["想来想去还是不报了，免得人家笑话", "我儿子不让弄，那个东西给我删掉吧"],
    "human": ["跟机器讲不来，叫个活人来听", "你们那边有没有人可以接一下电话"],
    "status": ["上个月报的那个怎么样了，一直没人来", "我妈那张单子批下来没有"],
    "pause": ["锅里烧着菜，等一下我再来弄", "要去接孙子了，晚上接着讲"],
    "skip": ["这个我不想说，问下一个吧", "这一条先空着"],
    "repeat": ["你刚才讲啥，我耳朵背再讲一遍", "没看清，那句再发一次"],
}
ANSWERS = [
    "三口人，两个在外面做工", "老公上个月跟人家去工地了", "鸡养了两百只，去年全死光", "退耕还林那块地不算",
    "住在山上老厝里",
    "女儿读到初二就不读了", "一年挣不到两万", "重新盖了一间灶间", "去年摔断腿，今年还在吃药", "没有人管我们",
    "前面那座山是我家的", "停工停了三个月", "我儿子回不来，机票太贵",
]  # fmt: skip


@pytest.fixture(params=["core", "semantic"], autouse=True)
def hearing(request: pytest.FixtureRequest) -> Iterator[str]:
    semantic.off(request.param == "core")
    yield request.param
    semantic.off(False)


def test_most_wishes_are_heard_and_none_as_another() -> None:
    told = [(command, wish(text)) for command, texts in WISHES.items() for text in texts]
    assert sum(command == heard for command, heard in told) >= 0.7 * len(told)
    assert sum(heard not in ("", command) for command, heard in told) <= 1


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_is_no_command(text: str) -> None:
    assert not wish(text)


@pytest.mark.parametrize("text", ["", "1", "？？？", "好" * 200, "ok", "三万"])
def test_what_tells_nothing_wants_nothing(text: str) -> None:
    assert not wish(text)


def test_the_shipped_weights_were_learned_from_these_sentences() -> None:
    """After a change in knowledge/commands/sentences: ``baopin commands train``."""
    weights, told = shipped(LESSON.weights()), LESSON.sentences()
    assert weights.digest == mark(told)
    assert weights.labels[:-1] == COMMANDS
    lines = [line for lines in told.values() for line in lines]
    assert len(lines) == len(set(lines))
    assert not set(lines) & {*ANSWERS, *(text for texts in WISHES.values() for text in texts)}
    for scores in weights.scores.values():
        assert scores["right"] >= 0.5
        assert scores["wrong"] <= 0.08
        assert scores["false"] <= 0.02
