"""Who reports for another is asked about that person as one would: 您妈妈, 这位邻居, 您孙子; never 他."""

import pytest

from dialogs.whom import told_whom
from tests.dialogs.talking import AGREED, FORM, Person

TOLD = [
    ("替我妈报", "您妈妈"), ("帮我依公申请一下", "您爷爷"), ("给我女儿报 她才六岁", "您女儿"), ("帮我小儿子报",
    "您儿子"), ("帮我依嬷", "您奶奶"),
    ("我家隔壁的事", "您邻居"), ("帮我老婆报", "您爱人"), ("我孙子叫陈小宝", "您孙子"), ("替我爸妈报", "您爸妈"),
    ("帮我妈的邻居报", ""), ("帮我老公他妈报", ""), ("帮人报", ""), ("村里一个老人", ""), ("我妈村里的", ""),
]  # fmt: skip


@pytest.mark.parametrize(("said", "whom"), TOLD, ids=[said for said, _ in TOLD])
def test_the_word_for_them(said: str, whom: str) -> None:
    assert told_whom(said) == whom


def questions(*begin: str) -> str:
    """All that is asked of somebody who reports for another."""
    person, heard = Person().says(*AGREED), []
    answers = ("陈秀英", "没有电话", "宦溪镇", "亥由村", "#risk=illness", "躺床上三年了", "先不给", "2", "8000")
    for said in (*begin, *answers):
        heard.append(person.says(said).words)
    return "\n".join(heard[:-1])


@pytest.mark.parametrize(
    ("begin", "whom", "home"),
    [
        (("替我妈报",), "您妈妈", "您妈妈家"),
        (("帮我孙子报",), "您孙子", "家里"),
        (("帮别人报", "邻居"), "这位邻居", "这位邻居家"),
        (("#behalf=other", "#helper_relation=cadre"), "这位乡亲", "这户人家"),
        (("#behalf=other", "我是他女儿"), "这位家人", "家里"),
        (("#behalf=other", "跳过"), "这位乡亲", "这户人家"),
    ],
)
def test_every_question_calls_them_so(begin: tuple[str, ...], whom: str, home: str) -> None:
    asked = questions(*begin)
    assert f"{whom}叫什么名字" in asked
    assert f"能找到{whom}" in asked
    assert f"{home}在哪个镇" in asked
    assert f"{home}最难的是哪一样" in asked
    assert f"{whom}的身份证号" in asked
    assert "他" not in asked.replace("其他", "")
    assert "{" not in asked


def test_nobody_is_called_he_in_the_form() -> None:
    for question in FORM.asks:
        assert "他" not in question.ask_behalf + question.ask


def test_who_reports_for_themselves_after_all_is_asked_so() -> None:
    person = Person().says(*AGREED, "替我妈报", "改给谁报", "自己")
    assert person.talk.whom == ""
    assert "您叫什么名字" in person.words


@pytest.mark.parametrize(
    ("said", "helper"), [("帮邻居", "neighbour"), ("替我妈", "family"), ("我想帮我叔叔", "relative")]
)
def test_the_first_words_may_say_for_whom(said: str, helper: str) -> None:
    person = Person().says(said, "同意")
    assert person.talk.answers["helper_relation"] == helper
    assert person.hears.asking == "name"


@pytest.mark.parametrize("said", ["给我钱", "帮忙", "给不给钱"])
def test_words_that_name_nobody_begin_nothing(said: str) -> None:
    assert Person().says(said).talk.answers == {}


def test_no_one_s_denial_leaves_another_question_out() -> None:
    person = Person().says(*AGREED, "帮别人报", "腿断了", "没有")
    assert not person.talk.skipped
    assert not person.talk.proposals


def test_a_street_has_communities() -> None:
    assert "哪个社区" in Person().says(*AGREED, "自己", "陈大明", "13805001234", "茶园").words
