"""How many people, how many of whatever the question counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers.counts import count

SAID = [
    ("5口人", 5),
    ("陆口人", 6),
    ("一家五口", 5),
    ("三代六口", 6),
    ("5", 5),
    ("五个人", 5),
    ("六个", 6),
    ("就我一个", 1),
    ("我一个人过", 1),
    ("家里没人了 就我", 1),
    ("家里4个人，两个老人两个小孩", 4),
    ("一家三口", 3),
    ("五口，不对，六口人", 6),
    ("三个 我老头子跟我还有孙子", 3),
    ("四口，我老公，我，一儿一女", 4),
    ("五口人 我妈瘫痪在床", 5),
    ("我跟儿子两个人", 2),
    ("一家五口都靠我一个人", 5),
    ("家里五口 我三十八我老婆三十六孩子三个", 5),
    ("本来七个 依公去年走了 剩六个", 6),
    ("连我四个", 4),
    ("五个，其中两个残疾", 5),
    ("6口，年收入3万", 6),
    ("没有", 0),
    ("不知道", None),
    ("很多", None),
    ("好几个", None),
    ("女儿出嫁了算不算", None),
    ("13800138000", None),
]
ASKED = [
    ("我和老伴，两个孙子", 4),
    ("我跟儿子", 2),
    ("老两口", 2),
    ("三个大人两个小孩", 5),
    ("夫妻俩带一个孩子", 3),
    ("我、老婆、三个孩子", 5),
    ("爸妈和我", 3),
    ("我和我老婆还有我妈", 3),
    ("一男一女", 2),
    ("儿子媳妇孙子加我们老两口", 5),
    ("老的两个 我们两个 小的两个", 6),
    ("一家三口加我妈", 4),
    ("五加一", 6),
    ("不加我三个", 4),
    ("除了我还有三个", 4),
    ("原来五个，走了一个", 4),
    ("我和我妈，我爸去年走了", 2),
    ("老的走了，女儿嫁了，剩我跟老太婆", 2),
    ("儿子一家四口分出去了 就我和老太婆", 2),
    ("四个半，新妇肚子里还有一个", 4),
    ("户口上六个，常住三个", 6),
    ("五口人，我、老婆、两个孩子", 5),
    ("三个 我老头子跟我", 3),
    ("五六个", 6),
    ("七八口人", 8),
]
OF_A_QUESTION = [
    ("家里几个孩子？", "两个，一个八岁一个五岁", 2),
    ("家里几个孩子？", "两个儿子一个女儿都成家了", 3),
    ("家里几个孩子？", "没孩子", 0),
    ("您有几个儿子？", "两个儿子一个女儿", 2),
    ("几个孩子还在读书？", "三个孩子，大的工作了，两个读书", 2),
    ("几个孩子还在读书？", "三个孩子两个读书一个打工", 2),
    ("家里几个在上学的？", "两个大学生 一个毕业了 现在就老二还在读", 1),
    ("家里几个人在上学？", "小的读三年级 大的高中", 2),
    ("家里有几个老人？", "我公公婆婆 还有我妈也接过来了", 3),
    ("家里几个老人？", "老人都过世了", 0),
    ("家里几个残疾人？", "两个 弟弟是二级 我依爸是四级", 2),
    ("家里几个病人？", "除了我都病", None),
    ("家里几个劳动力？", "五口人只有两个能干活", 2),
    ("家里几个劳动力？", "一个都没有", 0),
    ("家里几个人打工？", "6口人4个在外面", 4),
    ("家里常住几个人？", "户口本六个 住在家里的就三个", 3),
    ("户口本上几个人？", "户口本六个,常住三个", 6),
    ("家里有几间房？", "楼上三间楼下两间", 5),
    ("倒了几间房？", "五间倒了两间", 2),
    ("养了几头猪？", "母猪两头，猪仔十一个", 13),
    ("死了几头猪？", "原来三十头，死了十二头", 12),
    ("养了几只羊？", "二十三只 死了两只 剩二十一只", 21),
    ("养了几只鸡？", "鸡五十只，鸭三十只", 50),
    ("养了多少只鸭？", "一千二百只", 1200),
    ("家里有几辆车？", "没车", 0),
]


@pytest.mark.parametrize(("text", "value"), SAID)
def test_what_was_said_is_not_asked_back(text: str, value: int | None) -> None:
    found = count(text)
    assert (found.value if found else None) == value
    assert found is None or not found.confirm


@pytest.mark.parametrize(("text", "value"), ASKED)
def test_what_was_counted_up_or_is_doubtful_is_asked_back(text: str, value: int) -> None:
    found = count(text, "您家几口人？")
    assert found
    assert found.value == value
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(("question", "text", "value"), OF_A_QUESTION)
def test_what_the_question_counts(question: str, text: str, value: int | None) -> None:
    found = count(text, question)
    assert (found.value if found else None) == value


def test_the_working_is_shown() -> None:
    assert count("我和老伴，两个孙子").why == "数下来一共4人"  # type: ignore[union-attr]
    assert count("原来五个，走了一个").why == "5−1＝4人"  # type: ignore[union-attr]


@given(st.integers(1, 30), st.sampled_from(["{}口人", "一家{}口", "我家{}个人", "{}个", "{}"]))
def test_a_plain_total_is_used_at_once(number: int, shape: str) -> None:
    found = count(shape.format(number), "您家几口人？")
    assert found
    assert found.value == number
    assert not found.confirm
