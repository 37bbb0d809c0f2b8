"""What somebody is to the head of the household: in words, in chains, and from the side the question takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.people.kin_paths import back, shortened, value_of
from knowledge.people.kinship import STEPS, VALUES
from knowledge.people.relations import relation, relation_group

YOU, OTHER, TURNED, YOURS = "您是户主的什么人？", "他是户主的什么人？", "户主是您什么人？", "他和您（户主）是什么关系？"
WORDS = [
    ("老婆", "配偶"), ("儿媳妇", "之儿媳"), ("外公", "之外祖父"), ("公公", "之公公"), ("侄女", "之侄女"),
    ("邻居", "其他"),
    ("户主的儿子", "之子"), ("女儿", "之女"), ("孙子", "之孙子"), ("依公", "之祖父"), ("之子", "之子"), ("子", "之子"),
    ("母", "之母"), ("嫂子", "之兄弟媳妇"), ("囝", "之子"), ("诸娘囝", "之女"), ("囝婿", "之女婿"), ("新妇", "之儿媳"),
    ("丈人爸", "之岳父"), ("娘奶", "之母"), ("郎罢", "之父"), ("弟妇", "之兄弟媳妇"), ("屋里的", "配偶"),
    ("我家那口子", "配偶"),
    ("孩子他爸", "配偶"), ("二丫头", "之女"), ("上门女婿", "之女婿"), ("养女", "之女"), ("继父", "之父"),
    ("曾孙子", "之曾孙子"),
    ("干儿子", "其他"), ("前妻", "其他"), ("亲家", "其他"), ("房客", "其他"), ("保姆", "其他"), ("姐夫", "其他"),
    ("孙女婿", "其他"),
    ("本人", "户主"), ("我自己", "户主"), ("户主", "户主"),
]  # fmt: skip
CHAINS = [
    ("我儿子的女儿", "之孙女"), ("老婆的爸爸", "之岳父"), ("老公的妈妈", "之婆婆"), ("女儿的儿子", "之外孙子"),
    ("我老婆她妈", "之岳母"), ("我囝的新妇", "之儿媳"), ("老大的媳妇", "之儿媳"), ("女儿的丈夫", "之女婿"),
    ("户主老婆的弟弟", "其他"), ("户主的老公的妈妈", "之婆婆"), ("爸爸的爸爸", "之祖父"), ("儿子的妈妈", "配偶"),
]  # fmt: skip
FROM_MY_SIDE = [
    ("我是他儿子", "之子"), ("我是他爸", "之父"), ("他老婆", "配偶"), ("户主是我老公", "配偶"),
    ("户主是我公公", "之儿媳"),
    ("上门的 户主是我丈人", "之女婿"), ("户主我依公 我是他孙女", "之孙女"), ("他是我老爸，我是诸娘囝", "之女"),
    ("我哥是户主", "之兄弟姐妹"), ("我不是 我姐才是", "之兄弟姐妹"), ("我不是户主，我老公是", "配偶"),
    ("户主我爸，我是老二，女的", "之女"), ("我叫他依爸，男的", "之子"), ("我就是户主", "户主"),
    ("户口本头一页就是我", "户主"), ("家里我当家", "户主"), ("我是陈大明的老婆", "配偶"),
    ("不是他老婆，是他妹妹", "之兄弟姐妹"),
    ("我是这村的网格员 帮填", "其他"), ("他喊我舅舅", "其他"), ("夫妻关系", "配偶"),
]  # fmt: skip
OF_ANOTHER = [
    (OTHER, "是我儿子，我是户主", "之子"), (OTHER, "户主他爷爷", "之祖父"), (OTHER, "他亲妹妹，一直没嫁", "之兄弟姐妹"),
    (OTHER, "就是户主本人", "户主"), (OTHER, "就他本人 一个人一户", "户主"), (OTHER, "户主喊他姐夫", "其他"),
    (OTHER, "外孙 女儿离婚了丢给我们养", "之外孙子"), (YOURS, "我弟", "之兄弟姐妹"), (YOURS, "我依嬷 今年九十一",
    "之祖母"),
    (TURNED, "是我老公", "配偶"), (TURNED, "公公", "之儿媳"), (TURNED, "就是我自己", "户主"),
]  # fmt: skip
ASKED_BACK = [
    (YOU, "我爸", "之子"), (YOU, "户主是我爷爷", "之孙子"), (YOU, "父子", "之子"), (TURNED, "我儿子", "之父"),
    (OTHER, "户主是我老公，她是我妈", "之岳母"), (OTHER, "户主我爸呀，这个是我老婆", "之儿媳"),
    (OTHER, "户主是我妈 要登记我小孩 男孩", "之孙子"), (OTHER, "抱来的", "之子"), (OTHER, "老大", "之子"),
    (YOU, "以前是夫妻 离了", "其他"), (YOU, "我爸户主，不过他去年过世了，男", "之子"), (OTHER, "老公和儿子", "配偶"),
    ("", "媳妇", "配偶"), ("", "老妈", "之母"), ("", "依奶", "之母"),
]  # fmt: skip
UNANSWERED = [
    "不知道", "户主是谁我都不知道 本子我婆婆收着", "讲不清 亲戚套亲戚的", "问这个干什么 我来报他的难处",
    "我叫郑细弟，今年47",
    "我叫林小妹", "五口人", "不想说", "这个要怎么填啊", "",
]  # fmt: skip
GROUPS = {
    "户主", "配偶", "子", "女", "儿媳", "女婿", "孙子女", "外孙子女", "父母", "岳父母公婆", "祖父母", "外祖父母",
    "兄弟姐妹", "其他",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WORDS + CHAINS)
def test_a_word_or_a_chain(text: str, value: str) -> None:
    found = relation(text)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("text", "value"), FROM_MY_SIDE)
def test_the_speaker_asked_about_himself(text: str, value: str) -> None:
    found = relation(text, YOU)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("question", "text", "value"), OF_ANOTHER)
def test_the_question_gives_the_direction(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("question", "text", "value"), ASKED_BACK)
def test_two_readings_or_two_steps_are_asked_back(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)
    assert found.why


NAMED, KNOWN = "陈美玉和户主林依发是什么关系？", "您既然是户主，那这位老人是您什么人？"
BY_NAME_AND_DEED = [
    (NAMED, "林依发是她公公", "之儿媳"), (NAMED, "嫁给林依发的儿子", "之儿媳"),
    (NAMED, "美玉是户主的大姐", "之兄弟姐妹"),
    (OTHER, "他娶了户主的女儿", "之女婿"), (OTHER, "跟户主两口子", "配偶"), (OTHER, "父子俩，他是当爸的", "之父"),
    (OTHER, "孙女，不是，是外孙女", "之外孙女"), (OTHER, "户主是她爸", "之女"), (YOU, "户主由我老公当", "配偶"),
    (YOU, "管他叫舅舅", "其他"), (YOU, "跟户主是双胞胎", "之兄弟姐妹"), (TURNED, "我爷爷的名字，我是孙女", "之孙女"),
    (KNOWN, "我依妈的依爸", "之外祖父"), (KNOWN, "我是他女婿", "之岳父"), (KNOWN, "我家婆", "之婆婆"),
    (KNOWN, "非亲非故，收留来的一个老人", "其他"), (KNOWN, "我大女儿生的那个男孩", "之外孙子"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), BY_NAME_AND_DEED)
def test_names_marriages_and_who_is_head_are_followed(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found
    assert found.value == value


@pytest.mark.parametrize("text", ["户主我也不知道是谁", "她是我们村最苦的人", "你问的是哪一个"])
def test_somebody_named_is_not_yet_somebody_related(text: str) -> None:
    assert relation(text, OTHER) is None


@pytest.mark.parametrize("text", UNANSWERED)
def test_no_relation_is_told(text: str) -> None:
    assert relation(text, YOU) is None


def test_every_relation_has_a_group_of_the_contract() -> None:
    assert len(VALUES) == len(set(VALUES)) == 28
    assert {relation_group(value) for value in VALUES} == GROUPS


@given(st.sampled_from(sorted(STEPS.values())), st.sampled_from(sorted(STEPS.values())))
def test_every_way_of_two_relatives_is_one_of_the_28(first: str, second: str) -> None:
    for path in (first + second, back(first + second), back(first) + second):
        value, others = value_of(shortened(path))
        assert {value, *others} <= set(VALUES)


@given(st.sampled_from(sorted(STEPS.values())))
def test_there_and_back_is_the_same_person_or_open(path: str) -> None:
    value, others = value_of(shortened(path + back(path)))
    assert len(back(path)) == len(path)
    assert value in VALUES
    assert set(others) <= set(VALUES)


ONE_OF_SEVERAL = [
    ("双胞胎里小的那个儿子", "之子"), ("小的那个女儿", "之女"), ("双胞胎儿子", "之子"), ("两个儿子当中的老大", "之子"),
    ("捡来的，当自己儿子养", "之子"), ("领养的 当亲闺女养的", "之女"), ("我爸就是户主 生病的是他自己", "户主"),
]  # fmt: skip
THE_HEAD_IS_A_RELATIVE = [
    ("病的是我嫂子，户主是我哥", "配偶"), ("户主我叔，病的是我婶婶", "配偶"), ("我爸是户主，生病的就是我爸", "户主"),
    ("后来就跟我哥了 我哥是户主", "配偶"), ("女儿生的，叫我们外公外婆", "之外孙子"), ("我喊他叔，其实是邻居", "其他"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ONE_OF_SEVERAL)
def test_which_one_of_several_does_not_matter(text: str, value: str) -> None:
    found = relation(text, "生病的人是户主的什么人？")
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("text", "value"), THE_HEAD_IS_A_RELATIVE)
def test_by_way_of_the_head_who_is_a_relative(text: str, value: str) -> None:
    found = relation(text, "生病的人是户主的什么人？")
    assert found
    assert (found.value, found.confirm) == (value, True)


@pytest.mark.parametrize("text", ["我是来帮他们填表的志愿者", "跟户主没有亲戚关系，我是社工", "我是他们请的护工"])
def test_no_relative_at_all(text: str) -> None:
    found = relation(text, YOU)
    assert found
    assert (found.value, found.confirm) == ("其他", False)


@pytest.mark.parametrize("text", ["你户主户主的我哪知道谁是户主", "你们写的户主是谁我怎么知道"])
def test_who_the_head_is_is_not_known(text: str) -> None:
    assert relation(text, YOU) is None


DESCRIBED = [  # what is said of a relative before he is named
    ("瘫在床上的老伴", "配偶"), ("我那个不争气的女儿", "之女"), ("就是我那个残疾的囝", "之子"),
    ("七十六岁的老母亲", "之母"),
    ("前年刚娶进门的儿媳妇", "之儿媳"), ("二婚的老婆 领证了的", "配偶"), ("外头读大学那个女儿", "之女"),
    ("离了婚回娘家的大女儿", "之女"), ("同父异母的哥哥", "之兄弟姐妹"), ("是户主从福利院领养的女儿", "之女"),
    ("我老公跟前妻生的儿子", "之子"), ("第二个是我屋里头的", "配偶"), ("最小的那个是我孙女", "之孙女"),
    ("躺床上的是我公公", "之公公"), ("写的是 “婿”", "之女婿"), ("写“妻”", "配偶"),
    ("那上面印的是“儿媳”两个字", "之儿媳"),
    ("不是跟你说过了是我妈嘛", "之母"), ("我说过了呀是我男人", "配偶"), ("是儿媳不是女儿", "之儿媳"),
    ("不是户主，是户主的爸", "之父"), ("前年过世的大儿子留下的孙女", "之孙女"), ("我们家的那个傻儿子", "之子"),
    ("是户主，我是他女儿来代办的", "户主"),
]  # fmt: skip
NAMED_IN_THE_ANSWER = [
    ("雷素云与户主的关系是？", "叶国平的爱人，叶国平是户主", "配偶"),
    ("王小军跟户主什么关系？", "王德福是户主，小军喊他爷爷", "之孙子"),
    ("请问他跟户主的关系？", "户主是我林水金 他是我那个在外面打工的大儿子", "之子"),
    ("陈玉兰与户主关系？", "黄小山的媳妇，小山是户主的儿子", "之儿媳"),
    ("请问你是林建国（户主）的什么人？", "建国是我丈夫", "配偶"),
    ("请问你是林建国（户主）的什么人？", "我是建国的妈妈", "之母"),
    ("您说的邱依细跟户主什么关系？", "他是我伯父，没结过婚，户口挂我这里，户主是我", "之叔伯"),
]  # fmt: skip
BY_WAY_OF_ANOTHER = [
    ("她是户主的什么人？", "户主我爷爷，这个是我姑", "之女"),
    ("小孩是户主的什么人", "爸爸是我儿子，我是户主", "之孙子"),
    ("小孩是户主的什么人", "妈妈是我女儿 我是户主", "之外孙子"),
    ("她是户主的什么人？", "奶奶，户主是我爸", "之母"),
    ("他是户主的儿子吗？", "是的", "之子"),
    ("他是户主的什么人？", "我二婚老公带来的儿子，户主是我", "之子"),
    ("您是户主的什么人？", "户主写我过世的老公", "配偶"),
    ("您是户主的什么人？", "以前我爸户主 现在是我弟", "之兄弟姐妹"),
    ("他是户主的什么人？", "我俩离了 户口还没分", "其他"),
]  # fmt: skip
SOMEBODY_ELSE = ["我是他女儿的老师", "我是他儿子请来的护工", "我和户主是老战友", "我是社区的小刘"]
STORIES = ["我妈叫我来问问能补多少钱", "我儿子教我点到这里来的，下一步怎么弄", "我老婆生病了要住院"]


@pytest.mark.parametrize(("text", "value"), DESCRIBED)
def test_a_relative_is_known_by_what_is_said_of_him(text: str, value: str) -> None:
    found = relation(text, "第二位家人是户主的什么人？")
    assert found
    assert found.value == value


@pytest.mark.parametrize(("question", "text", "value"), NAMED_IN_THE_ANSWER)
def test_names_told_in_the_answer_are_followed(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found
    assert found.value == value


@pytest.mark.parametrize(("question", "text", "value"), BY_WAY_OF_ANOTHER)
def test_what_was_worked_out_by_way_of_another_is_asked_back(question: str, text: str, value: str) -> None:
    found = relation(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)
    assert found.why


@pytest.mark.parametrize("text", SOMEBODY_ELSE)
def test_a_word_behind_the_relative_makes_it_somebody_else(text: str) -> None:
    found = relation(text, YOU)
    assert found
    assert found.value == "其他"


@pytest.mark.parametrize("text", STORIES)
def test_a_story_about_a_relative_tells_no_relation(text: str) -> None:
    assert relation(text, YOU) is None
