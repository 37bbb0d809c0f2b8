"""Relations told in roundabout words, of somebody whom the question names or leaves open."""

import pytest

from knowledge.people.relations import relation

YOU, OTHER, TURNED = "您是户主的什么人？", "他是户主的什么人？", "户主是您什么人？"
THE_QUESTION_NAMES_HIM = [
    ("您奶奶是户主的什么人？", "户主就是我奶奶", "户主"), ("您父亲和户主什么关系？", "我爸自己就是户主", "户主"),
    ("您婆婆跟户主是什么关系？", "户主是我老公", "之母"), ("您姐姐和户主什么关系？", "户主她老公", "配偶"),
    ("阿明是户主的什么人？", "阿明是户主的孙子", "之孙子"),
    ("这个小孩跟户主什么关系？", "户主是小孩的爷爷，男孩", "之孙子"),
    ("林阿婆跟户主的关系是？", "阿婆就是户主", "户主"), ("小兰是您什么人？", "我大女儿生的丫头，我是户主", "之外孙女"),
    ("他是户主的什么人？", "跟我一个娘胎出来的，我是户主", "之兄弟姐妹"),
    ("他是户主的什么人？", "他跟户主亲兄弟", "之兄弟姐妹"),
    ("他妈跟户主什么关系？", "是他老婆", "配偶"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), THE_QUESTION_NAMES_HIM)
def test_whoever_the_question_names_is_the_one_asked_for(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found is not None
    assert found.value == value


NOT_SAID_WHOSE = [
    ("我老婆是户主", "配偶"), ("户主 我哥", "之兄弟姐妹"), ("户主是我婆婆", "之儿媳"), ("我是二女婿", "之女婿"),
    ("本人", "户主"), ("首页是我自己", "户主"), ("我填的：之父", "之父"), ("写着长子", "之子"),
    ("我妈妈是他的小女儿，我男的", "之外孙子"), ("岳母", "之岳母"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NOT_SAID_WHOSE)
def test_where_the_question_leaves_it_open_the_answer_tells_of_whom(text: str, value: str) -> None:
    found = relation(text, "与户主的关系")
    assert found is not None
    assert found.value == value


ROUNDABOUT = [
    (OTHER, "我女", "之女"),
    (YOU, "户主是我当家的", "配偶"),
    (TURNED, "是我当家的", "配偶"),
    (OTHER, "户主的小子", "之子"),
    (YOU, "户口本写的我大哥的名字", "之兄弟姐妹"), (OTHER, "她是我大儿子讨的，户主是我", "之儿媳"),
    (OTHER, "媳妇（儿子的媳妇，不是我媳妇）", "之儿媳"), (YOU, "两口子，他户主", "配偶"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), ROUNDABOUT)
def test_short_and_roundabout_sayings_are_known(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text", ["我妹妹过继给我的儿子，我户主", "过继给我的侄子", "户主是我，他是我媳妇改嫁带过来的儿子"]
)
def test_a_child_by_adoption_is_asked_about(text: str) -> None:
    found = relation(text, OTHER)
    assert found is not None
    assert (found.value, found.confirm) == ("之子", True)


@pytest.mark.parametrize("text", ["我们家有老婆、两个孩子，还有我妈", "家里就我爸我妈跟我弟"])
def test_all_who_live_there_are_no_answer(text: str) -> None:
    assert relation(text, OTHER) is None
