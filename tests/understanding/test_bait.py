"""Whatever is typed: an answer in bounded time, never an exception. The budget is a safety line, no measure."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bots.lines import told
from dialogs.understanding import READERS, Line, understand
from knowledge.county_files import load_county
from knowledge.meaning import facts

TODAY = date(2023, 11, 20)
OPTIONS = ("因大病", "因学", "3000到5000元", "以上都不是")
# Short pieces that grammars love to begin with; repeated, they are bait for backtracking.
PIECES = (
    "一", "三万", "两百", "1 ", "12", "1.", "幺三八", "三万到", "一天一百二", "每月", "个月", "亩", "分", "不对", "是",
    "我", "我的", "我叫", "儿子的", "老婆", "爸", "不", "没", "有", "第", "第二个", "和", "去年", "腊月", "初八", "号",
    "，", " ", "。", "鼓山", "厝", "村", "改", "电话", "取消", "人工", "长短的长", "弓长张", "的", "x", "-", "(", "😀",
    "\u200b", "\x00", "０",
)  # fmt: skip
QUESTIONS = ("", "去年一共收入多少？", "户主叫什么？", "可以选几个：哪些难处？")
LONGEST = 10_000
BUDGET = timedelta(seconds=2)

_bait = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
_long = st.tuples(_bait, st.integers(1, LONGEST), _bait).map(lambda t: (t[0] * t[1])[:LONGEST] + t[2])
_mixed = st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@pytest.fixture(scope="module", autouse=True)
def _ready() -> None:
    """The budget is for hearing: what is read from files at the first word is read before."""
    for kind in READERS:
        understand(Line(kind, "我家三口人，去年两万", TODAY, QUESTIONS[1], OPTIONS), load_county("350111"))


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(deadline=BUDGET, max_examples=60)
@given(
    text=_mixed | _long, question=st.sampled_from(["", "去年一共收入多少？", "户主叫什么？", "可以选几个：哪些难处？"])
)
@example(text="", question="")
@example(text="😀😀", question="")
@example(text="\x00\u200b\u202e", question="")
@example(text="а三萬２千元ب", question="一年收入多少？")
def test_every_kind_answers_anything_in_time(kind: str, text: str, question: str) -> None:
    found = understand(Line(kind, text, TODAY, question, OPTIONS), load_county("350111"))
    assert json.dumps(told(found))


@pytest.mark.parametrize(
    "read",
    [
        lambda text: load_county("350111").library.ask(text).outcome,
        lambda text: facts(text[:2000], load_county("350111").places),
    ],
    ids=["ask", "facts"],
)
@settings(deadline=BUDGET, max_examples=60)
@given(text=_mixed | _long)
def test_questions_and_facts_of_anything_in_time(read: Callable[[str], object], text: str) -> None:
    assert read(text) is not None
