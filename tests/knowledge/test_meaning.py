"""One message, many facts."""

from typing import Any

import pytest

from knowledge.meaning import facts, is_question, tells_hardship
from knowledge.places.atlas import Places

EXAMPLE = "我是宦溪镇亥由村的，陈大明，13805001234，老婆透析一年花了八万"
FACTS: list[tuple[str, dict[str, Any]]] = [
    (
        EXAMPLE,
        {
            "village": "350111103210",
            "town": "350111103000",
            "name": "陈大明",
            "phone": "13805001234",
            "risk": "illness",
            "story": EXAMPLE,
        },
    ),
    ("我叫林金花，家里5口人，一年收入两万", {"name": "林金花", "size": 5, "income": 20_000}),
    ("替我爸报", {"behalf": "other"}),
    ("我自己报", {"behalf": "self"}),
    ("我自己家报", {"behalf": "self"}),
    ("能不能帮我申请", {}),
    ("姓名：陈大明 电话：13805001234", {"name": "陈大明", "phone": "13805001234"}),
    ("我是茶会的", {"town": "350111100000"}),
    ("我是新店的", {"town": "350111101000"}),
    ("看病花了八万", {"risk": "illness"}),
    ("欠了三万", {}),
    ("350111197803150018", {"id_number": "350111197803150018"}),
    ("是的", {}),
    ("多久有结果？", {}),
    ("我是农民", {}),
    ("我是残疾人", {"risk": "disability"}),
    ("我一个月挣三千", {"income": 36_000}),
    ("", {}),
]
ASKING = [
    "我能申请吗", "怎么申请", "要多少钱", "能不能代报", "几天有结果", "要带什么材料", "收不收钱？", "低保户呢",
    "为什么要身份证", "请问在哪里报",
]  # fmt: skip
TELLING = [
    "我叫陈大明", "老婆透析一年花了八万", "没什么收入", "不知道怎么办", "家里困难", "三个月没发工资", "亥由村",
    "不知道", "什么都没有了",
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FACTS)
def test_facts(places: Places, text: str, expected: dict[str, Any]) -> None:
    assert {key: parsed.value for key, parsed in facts(text, places).items()} == expected


def test_a_guess_is_always_asked_back(places: Places) -> None:
    found = facts(EXAMPLE, places)
    assert found["risk"].confirm
    assert found["name"].confirm
    assert not found["phone"].confirm


@pytest.mark.parametrize(("text", "asks"), [*((t, True) for t in ASKING), *((t, False) for t in TELLING)])
def test_is_question(text: str, asks: bool) -> None:
    assert is_question(text) is asks


def test_tells_hardship() -> None:
    assert tells_hardship("家里没钱给孩子交学费")
    assert tells_hardship("日子苦得很")
    assert not tells_hardship("我叫陈大明")
