"""Questions answered, and nonsense recognised."""

import pytest

from knowledge.policy import County
from knowledge.questions.library import read_markdown

ASKED = [
    ("会不会把我名字贴出来", "F060"),
    ("有车能报吗", "F014"),
    ("低保户可以报吗", "F004"),
    ("要带什么东西", "F051"),
    ("如何撤销", "F065"),
    ("我在外面打工能不能报", "F010"),
    ("申请这个要不要交钱", "F050"),
    ("几天能出结果", "F055"),
    ("多久有人来", "F054"),
    ("帮我妈报行吗", "F048"),
    ("我不识字怎么办", "F049"),
    ("没评上怎么办", "F066"),
    ("村干部不理我", "F067"),
    ("城里有房可以吗", "F015"),
    ("开了个小店能报吗", "F016"),
    ("家里有公务员行不行", "F017"),
    ("打工的钱算收入吗", "F028"),
    ("低保金算不算收入", "F031"),
    ("养老金算收入吗", "F032"),
    ("信息会不会泄露", "F085"),
    ("你是真人还是机器人", "F094"),
    ("评上了有什么好处", "F072"),
    ("给多少钱", "F073"),
    ("收入线多少", "F002"),
    ("监测线是多少钱", "F002"),
    ("12345是什么", "F045"),
    ("怎么查进度", "F063"),
    ("填错了怎么改", "F064"),
    ("骗子要验证码怎么办", "F089"),
    ("怎么申请低保", "F077"),
    ("孩子上大学能申请吗", "F024"),
    ("猪死了能申请吗", "F022"),
    ("失业能申请吗", "F023"),
    ("房子漏雨怎么办", "F080"),
    ("看病钱太多怎么办", "F078"),
    ("什么是民主评议", "F059"),
    ("公示几天", "F060"),
    ("谁来家里核实", "F056"),
    ("上门看什么", "F057"),
    ("热线几点上班", "F046"),
    ("没有手机怎么报", "F047"),
    ("脱贫户还能报吗", "F006"),
    ("残疾人可以申请吗", "F007"),
    ("乡村振兴局电话多少", "F095"),
    ("要不要签字授权", "F052"),
    ("孩子给的生活费算收入吗", "F030"),
    ("贷款怎么办", "F083"),
    ("能不能不公示", "F061"),
]
NONSENSE = [
    "今天天气怎么样",
    "讲个笑话",
    "世界杯谁赢了",
    "怎么做红烧肉",
    "股票怎么样",
    "明天会下雨吗",
    "你叫什么名字",
    "附近有什么好吃的",
    "帮我订机票",
    "美国总统是谁",
    "怎么办护照",
    "社保怎么转移",
    "驾照怎么换",
    "如何治感冒",
    "孩子几岁上小学",
    "结婚证怎么办",
    "手机没信号怎么办",
    "彩票多少钱",
    "电费怎么交",
    "给我写首诗",
    "嗯",
    "😀",
    "",
]


@pytest.mark.parametrize(("question", "entry_id"), ASKED)
def test_colloquial_questions_find_their_answer(county: County, question: str, entry_id: str) -> None:
    found = county.library.ask(question)
    near = [found.entry, *found.near]
    assert found.outcome in ("answered", "unsure")
    assert entry_id in [entry.id for entry in near if entry]
    if found.outcome == "answered":
        assert near[0] is not None
        assert near[0].id == entry_id


@pytest.mark.parametrize("question", NONSENSE)
def test_nonsense_is_never_answered(county: County, question: str) -> None:
    assert county.library.ask(question).outcome in ("out_of_scope", "unsure")


@pytest.mark.parametrize("question", ["今天天气怎么样", "讲个笑话", "世界杯谁赢了", "怎么做红烧肉", "明天会下雨吗"])
def test_plain_nonsense_is_out_of_scope(county: County, question: str) -> None:
    assert county.library.ask(question).outcome == "out_of_scope"


def test_every_question_and_variant_finds_itself(county: County) -> None:
    missed = [
        (phrasing, county.library.ask(phrasing).entry)
        for entry in county.library.entries
        for phrasing in (entry.question, *entry.variants)
        if county.library.ask(phrasing).outcome != "emergency" and county.library.ask(phrasing).entry != entry
    ]
    assert missed == []


def test_an_emergency_goes_first(county: County) -> None:
    assert county.library.ask("家里没饭吃怎么办").outcome == "emergency"


def test_answers_are_plain_short_and_promise_nothing(county: County) -> None:
    for entry in county.library.entries:
        assert len(entry.answer) <= 120, entry.id
        assert "不符合" not in entry.answer, entry.id
        assert "{" not in entry.answer, entry.id
        assert not set("?,;") & set(entry.answer), entry.id
        bureau = county.policy.bureau_phone in entry.answer
        assert bureau == (entry.id == "F095"), "the bureau's number only for who asks for it (rulings 22)"


def test_a_slip_in_a_file_is_named() -> None:
    problems: list[str] = []
    read_markdown(
        "# 资格\n\n## 没有编号\n\n答案\n\n来源：x\n\n## 好的 {#F1}\n\n{没有的数}\n\n来源：x\n", "x.md", {}, problems
    )
    assert len(problems) == 2
