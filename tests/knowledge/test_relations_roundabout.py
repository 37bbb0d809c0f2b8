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


THE_WAYS_PART = [
    ("户主是我女婿，生病的是我女儿", "配偶"), ("户主是我孙子，生病的是我儿子", "之父"),
    ("户主是我嫂子，生病的是我侄儿", "之子"), ("户主我姑姑，是我表妹", "之女"), ("户主我公公，她是我妯娌", "之儿媳"),
    ("我嫂子，我是户主的弟弟", "配偶"), ("我孙女，我是户主的爸", "之女"), ("我外公，我是户主的女儿", "之岳父"),
    ("户主是我妈，生病的是我爷爷", "之公公"), ("户主小孩的外公", "之岳父"), ("公公，户主是婆婆", "配偶"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), THE_WAYS_PART)
def test_the_way_leads_from_where_the_two_part(text: str, value: str) -> None:
    found = relation(text, OTHER)
    assert found is not None
    assert (found.value, found.confirm) == (value, True)


WHO_THE_HEAD_IS = [
    (YOU, "户口挂我舅舅那里", "其他"), (YOU, "户口跟我女儿", "之母"), (YOU, "我哥走了以后户主改我了", "户主"),
    (YOU, "户主早些年是我爸，现在改成我哥了", "之兄弟姐妹"), (YOU, "我，户主的弟媳妇", "之兄弟媳妇"),
    (YOU, "问这么多 我他妈是他儿子", "之子"), (YOU, "我表叔是户主", "其他"), (YOU, "我叫陈小妹是户主", "户主"),
    (OTHER, "是我，户主是我姐", "之兄弟姐妹"), (OTHER, "我孙子，户主他爸", "之子"),
    (OTHER, "老大，户主老爸，男", "之子"),
    (OTHER, "户主其囝", "之子"), (OTHER, "户主伊爸", "之父"), (OTHER, "是那个 户主的 那个 妈妈", "之母"),
    ("户主和您是什么关系？", "婆婆，我儿媳", "之儿媳"), (OTHER, "户主有个妹妹，就是她", "之兄弟姐妹"),
    (YOU, "我们是亲兄弟三个，户主是老大，我是老三", "之兄弟姐妹"), (YOU, "我们夫妻俩 户主写他 我填的", "配偶"),
    (YOU, "我跟我哥一个户口 我哥是户主", "之兄弟姐妹"), (OTHER, "陈阿婆就是户主陈大明的妈", "之母"),
    (OTHER, "有精神病的哥哥，户主照顾他", "之兄弟姐妹"), ("他是您（户主）的什么人", "当家的", "配偶"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), WHO_THE_HEAD_IS)
def test_who_the_head_is_may_be_told_in_many_ways(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found is not None
    assert value in (found.value, *found.others)


def test_a_relative_we_do_not_know_is_not_the_speaker() -> None:
    found = relation("我契爷是户主", YOU)
    assert found is not None
    assert (found.value, found.confirm) == ("其他", True)


def test_a_man_of_whom_she_is_asked_is_rather_the_head() -> None:
    found = relation("她公公", "她和户主是什么关系？")
    assert found is not None
    assert found.confirm
