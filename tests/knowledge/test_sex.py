"""男 or 女, in words or by what somebody is to somebody."""

import pytest

from knowledge.people.sex import sex

THEM, YOU = "他是男的还是女的？", "您是男的还是女的？"
TOLD = [
    ("男", "男"), ("女的", "女"), ("是个男孩", "男"), ("妇女一个", "女"), ("写男", "男"), ("女性，五十多", "女"),
    ("♀", "女"),
    ("我妈，你说呢", "女"), ("他是我儿子", "男"), ("我女婿", "男"), ("儿媳妇", "女"), ("我老公的妹妹", "女"),
    ("我妈的弟弟", "男"),
    ("新妇 当然女", "女"), ("依公", "男"), ("诸娘囝", "女"), ("寡妇 带两个男孩子", "女"), ("光棍，没老婆", "男"),
    ("名字像女的 叫美珠 其实是男的", "男"), ("老太太", "女"), ("小子 皮得很", "男"),
]  # fmt: skip
OF_ONESELF = [
    ("我是他妈", "女"),
    ("我是他老公", "男"),
    ("我老婆帮我打的字 我男的", "男"),
    ("上面男是我老公 我女", "女"),
]
UNTOLD = [
    "一男一女", "两个 一儿一女", "龙凤胎 你问哪个", "不知道", "这也要问", "不男不女", "孩子还没生", "我爱人",
    "是我舅妈那边的",
    "陈美珠", "",
]  # fmt: skip
READ_BACK = [
    (THEM, "M", "男"), (THEM, "nan", "男"), (THEM, "不是女的", "男"), (THEM, "我小姑子的事，不是我的事", "女"),
    ("刚才这位是男的吧？", "不是", "女"), (THEM, "身份证倒数第二位是单数", "男"), (THEM, "身份证倒数第二位是6", "女"),
    (THEM, "得的是子宫癌", "女"), (THEM, "刚生完孩子大出血", "女"), (THEM, "前列腺的毛病，你说男女", "男"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), TOLD)
def test_told(text: str, value: str) -> None:
    found = sex(text, THEM)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(("text", "value"), OF_ONESELF)
def test_of_oneself(text: str, value: str) -> None:
    found = sex(text, YOU)
    assert found
    assert found.value == value


WRONGLY_DOWN = [
    ("男的，不是女的，上次登记成女的了", "男"), ("女，户口本印错成男", "女"), ("先生，别叫我女士", "男"),
    ("我一个大男人", "男"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), WRONGLY_DOWN)
def test_what_was_put_down_wrongly_does_not_count(text: str, value: str) -> None:
    found = sex(text, "您的性别？")
    assert found
    assert found.value == value


@pytest.mark.parametrize("text", UNTOLD)
def test_not_told(text: str) -> None:
    assert sex(text, THEM) is None


@pytest.mark.parametrize(("question", "text", "value"), READ_BACK)
def test_read_back(question: str, text: str, value: str) -> None:
    found = sex(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


OF_THE_ONE_ASKED = [
    ("读书的是男孩还是女孩？", "大的男孩已经工作 读书的是妹妹", "女"),
    ("有残疾的是男是女？", "哥哥是男的，残疾的是姐姐", "女"),
    ("生病的人是男是女？", "我家那口子，我是她男人", "女"),
    ("生病的人是男是女？", "我是他老婆，替他报", "男"),
    ("请问报告人性别？", "我是他老婆", "女"),
    ("患病的这位是男的还是女的？", "孙子生病", "男"),
    ("您的性别？", "我没老婆，光棍一条", "男"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), OF_THE_ONE_ASKED)
def test_of_several_the_one_asked_for(question: str, text: str, value: str) -> None:
    found = sex(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize("text", ["我儿子男 我儿媳女 你问的哪个", "一个男一个女，你问哪个", "我是他妈"])
def test_of_several_none_is_chosen(text: str) -> None:
    assert sex(text, "孩子是男是女？") is None


SIZED = [
    ("大的是男是女？", "大的女 小的才是男", "女"), ("小的是男孩还是女孩？", "大的男孩 小的女孩", "女"),
    ("老大是男孩还是女孩？", "老大女孩 老二男孩", "女"), ("大儿子男的女的？", "大的男 小的女", "男"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), SIZED)
def test_the_bigger_or_the_smaller_one(question: str, text: str, value: str) -> None:
    found = sex(text, question)
    assert found is not None
    assert found.value == value


def test_a_question_back_about_a_name_tells_no_sex() -> None:
    assert sex("名字叫建国就一定是男的吗", "性别呢？") is None


NOT_THE_ONE = [
    ("登记的性别是男，对吗？", "点成男了，我妈怎么会是男的", "女"),
    ("登记的性别是女，对吗？", "我爸哪能是女的", "男"),
    ("跟您说话的是男士还是女士？", "男士是我老公，我是他老婆", "女"),
    ("您是先生还是女士？", "先生是我爸，我是他女儿", "女"),
    ("这家老大是男是女？", "先生了个女的，后来才有男孩，老大就是那个女的", "女"),
    ("户主男女？", "以前户主是我爸 现在改我妈了", "女"),
]


@pytest.mark.parametrize(("question", "text", "value"), NOT_THE_ONE)
def test_a_word_said_of_another_or_denied(question: str, text: str, value: str) -> None:
    found = sex(text, question)
    assert found
    assert found.value == value


BESIDE_ANOTHER = [
    ("孩子是男是女？", "男的，大的那个是女孩", "男"), ("孩子是男是女？", "一男一女，上学的是男的", "男"),
    ("您是男是女？", "我老公叫我来问的", "女"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "text", "value"), BESIDE_ANOTHER)
def test_what_is_told_beside_another_is_read_back(question: str, text: str, value: str) -> None:
    found = sex(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


def test_old_folk_together_are_neither() -> None:
    assert sex("两个都病了，老头老太", "病人是男的还是女的？") is None
