"""Land in 亩, houses in 平方米."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers.areas import area_m2, area_mu

LAND = [
    ("三亩二分", 3.2),
    ("两亩半", 2.5),
    ("十二亩七", 12.7),
    ("3", 3),
    ("2.5亩", 2.5),
    ("一亩三分地", 1.3),
    ("半亩", 0.5),
    ("三分地", 0.3),
    ("七分地", 0.7),
    ("八分半", 0.85),
    ("亩半", 1.5),
    ("三亩二分五厘", 3.25),
    ("四亩二分三", 4.23),
    ("叁亩柒分", 3.7),
    ("3亩2", 3.2),
    ("四母", 4),
    ("一亩二，不对，一亩五", 1.5),
    ("一亩半 不不 两亩半", 2.5),
    ("没有地", 0),
    ("没有", 0),
    ("一分都没种", 0),
    ("5口人", None),
    ("不知道", None),
    ("有啊 怎么没有", None),
    ("巴掌大一块", None),
    ("两百棵橄榄", None),
    ("电话13800138000，问我儿子", None),
]
# What was added, converted, multiplied or is rough is read back.
LAND_ASKED = [
    ("亩把地", 1),
    ("几分地", 0.5),
    ("五六亩", 5.5),
    ("十来亩", 10),
    ("一亩来地", 1),
    ("一公顷", 15),
    ("两千平方米", 3.0),
    ("一百厘", 1),
    ("田三亩，山五亩", 8),
    ("两块，一块三分，一块五分", 0.8),
    ("四块地每块半亩", 2),
    ("五口人，一人四分", 2),
    ("我们村人均才三分地 我家四口", 1.2),
    ("一百二十亩三个人合的，我占四分之一", 30),
    ("原来五亩，征走了三亩", 2),
    ("两亩地，荒了一亩", 2),
    ("证上一亩九，实际两亩三", 1.9),
    ("早稻一亩 晚稻一亩 同一块田", 1),
    ("地都征掉了", 0),
    ("两千亩", 2000),
]
# Other numbers around the answer change nothing.
LAND_BESIDES = [
    ("5亩地，一亩一年收八百斤稻子", 5),
    ("三亩地五口人", 3),
    ("我六十八了，就种一亩二", 1.2),
    ("房子120平 地两亩", 2),
    ("666平方，也就是一亩", 1),
    ("十五亩 其中水田三亩", 15),
    ("3亩（水田2亩，旱地1亩）", 3),
    ("田两亩跟山地三亩合起来五亩", 5),
    ("本来四亩被鱼塘占一亩现在三亩", 3),
]
LAND_OF_A_QUESTION = [
    ("您家耕地几亩？", "山上两亩，田里一亩半", 1.5),
    ("您家山林多少亩？", "山上两亩，田里一亩半", 2),
    ("种橄榄的地多少亩？", "橄榄五亩 茶两亩", 5),
    ("您自己种几亩？", "一共三亩，自己种一亩", 1),
    ("您家有几亩地？", "一共三亩，自己种一亩", 3),
    ("流转了多少亩？", "总共五亩，三亩流转给合作社，自己留两亩", 3),
    ("淹了几亩？", "十亩里头淹了六亩", 6),
    ("现在还种几亩？", "两亩地 荒了一亩", 1),
    ("几亩受灾？", "都没淹", 0),
]
FLOORS = [
    ("120平", 120),
    ("一百二十平方米", 120),
    ("120㎡", 120),
    ("90", 90),
    ("一百二", 120),
    ("3室2厅110平", 110),
    ("没有房子", 0),
    ("85平，不对，是95平", 95),
    ("五十五平啊不是 四十五 我念错了", 45),
    ("四乘九 就是三十六平一层 两层七十二", 72),
    ("占地七十，两层半，一百七十五", 175),
    ("三层加起来两百一", 210),
    ("3间", None),
    ("不知道", None),
    ("没量过", None),
]
FLOORS_ASKED = [
    ("八十来平", 80),
    ("一百多平", 150),
    ("两层，每层60平", 120),
    ("一层90平，盖了两层", 180),
    ("120平，三层", 120),
    ("一楼九十 二楼八十", 170),
    ("长10米宽8米", 80),
    ("宽3米5，深10米", 35),
    ("12*9", 108),
    ("两间房 一间十五平 加灶间十平", 40),
    ("跟我弟共一座两百平 一人一半", 100),
    ("老房子八十，新房子一百二", 200),
    ("火烧光了", 0),
]


def _near(value: float | None) -> object:
    return value if value is None else pytest.approx(value)


@pytest.mark.parametrize(("text", "value"), LAND + LAND_BESIDES)
def test_land_said_outright_is_not_asked_back(text: str, value: float | None) -> None:
    found = area_mu(text)
    assert (found.value if found else None) == _near(value)
    assert found is None or not found.confirm


@pytest.mark.parametrize(("text", "value"), LAND_ASKED)
def test_land_that_was_computed_or_is_rough_is_asked_back(text: str, value: float) -> None:
    found = area_mu(text)
    assert found
    assert found.value == _near(value)
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(("question", "text", "value"), LAND_OF_A_QUESTION)
def test_the_question_decides_which_land(question: str, text: str, value: float) -> None:
    found = area_mu(text, question)
    assert found
    assert found.value == _near(value)


def test_the_working_is_shown() -> None:
    assert area_mu("水田两亩 旱地半亩").why == "2＋0.5＝2.5亩"  # type: ignore[union-attr]
    assert area_m2("三层，每层80平").why == "80平方米×3层＝240平方米"  # type: ignore[union-attr]


def test_rented_land_beside_the_own_is_a_doubt() -> None:
    found = area_mu("自己种一亩 另外租人家三亩 拢共四亩", "您自己种的有多少亩？")
    assert found
    assert found.confirm


@pytest.mark.parametrize(("text", "value"), FLOORS)
def test_a_floor_said_outright_is_not_asked_back(text: str, value: float | None) -> None:
    found = area_m2(text)
    assert (found.value if found else None) == _near(value)
    assert found is None or not found.confirm


@pytest.mark.parametrize(("text", "value"), FLOORS_ASKED)
def test_a_floor_that_was_computed_or_is_rough_is_asked_back(text: str, value: float) -> None:
    found = area_m2(text)
    assert found
    assert found.value == _near(value)
    assert found.confirm


def test_each_persons_floor() -> None:
    found = area_m2("六十平住四个人", "住房人均多少平方？")
    assert found
    assert found.value == 15
    assert found.confirm


@given(st.integers(1, 999), st.integers(1, 9), st.integers(1, 9))
def test_mu_fen_li_read_alike_in_digits(mu: int, fen: int, li: int) -> None:
    for text in (f"{mu}亩{fen}分{li}厘", f"{mu}.{fen}{li}亩", f"{mu}亩{fen}分{li}"):
        found = area_mu(text, "您家有几亩地？")
        assert found
        assert found.value == pytest.approx(mu + fen / 10 + li / 100)
        assert not found.confirm


@given(st.lists(st.integers(1, 50), min_size=2, max_size=4, unique=True))
def test_plots_are_added_and_asked_back(plots: list[int]) -> None:
    text = "，".join(f"第{name}块{plot}亩" for name, plot in zip("一二三四", plots, strict=False))
    found = area_mu(text)
    assert found
    assert found.confirm or found.value in (sum(plots), max(plots))
