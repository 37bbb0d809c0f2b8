"""The floor area of houses in 平方米."""

import pytest

from knowledge.land.areas import area_m2

FLOORS_OF_A_QUESTION = [
    ("您家新房子多大？", "旧的五十平 新的一百一", 110),
    ("您家老房子多大？", "老房子五十新房子一百二", 50),
    ("您家房子多大？", "安置房七十五平还没交房，现在住的是过渡房四十平", 40),
    ("您家房子多大？", "宅基地一百二，房子盖了九十", 90),
    ("您家房子多大？", "半亩地的院子，房子一百平", 100),
    ("房子塌了多少平方？", "房子一百四 塌掉的有三十平", 30),
    ("您家房子多大？", "四间，两间大的二十平，两间小的十平", 60),
    ("您家房子多大？", "五间房，每间十六平，外加一个二十平的厅", 100),
    ("您家房子多大？", "老厝一百六十平三兄弟平分", 53.333),
    ("您家房子多大？", "买过80平的，卖掉还债了，现在住妹妹那里", 0),
    ("您家房子多大？", "证上一百一，公摊二十几", 110),
    ("您家房子多大？", "三分地的宅基，房子本身一百五十平", 150),
    ("您家房子多大？", "安置给六十，自己贴钱买到八十五", 85),
    ("您家房子多大？", "两层，上面七十下面也七十", 140),
    ("您家房子多大？", "一楼是店面，二楼三楼各六十", 120),
    ("您家房子多大？", "一百二十八点六", 128.6),
    ("漏水的多大？", "十平那间，隔壁十五平的没漏", 10),
    ("您租的房子多大？", "三家人合租九十平，我们占一间，十八平", 18),
    ("您家房子多大？", "以前的老房子150，塌了，现在住板房30平", 30),
    ("您家房子多大？", "原来是九十，火烧了半边，现在能住的四十", 40),
    ("您家房子多大？", "两层半，一层七十平，半层就是楼顶搭的三十平", 170),
    ("您家房子多大？", "楼下六十 楼上也六十 还有个灶间十平", 130),
    ("您家房子多大？", "楼上楼下各五十五", 110),
    ("您家房子多大？", "中间厅堂二十，两边各十五", 50),
    ("您家房子多大？", "两间平房五十平，前年又加盖了一间二十平", 70),
    ("您家房子多大？", "老宅三百平，几房人一起住，我住的就两间三十平", 30),
    ("您家房子多大？", "我弟那边八十，我这边六十", 60),
    ("您家房子多大？", "两榴厝，一榴二十平", 40),
    ("您家房子多大？", "房子判给他了一百一十平，我一平都没有", 0),
    ("您家房子多大？", "七八十瓶吧", 75),
    ("您家房子多大？", "110多个平方", 115),
    ("房子漏水面积有多大？", "屋顶漏的有三十平，整个房子一百", 30),
    ("大棚占地多少平方米？", "6米宽30米长，两个棚", 360),
    ("您家房子多大？", "一百六不到一点", 152),
    ("店铺面积多少？", "前店四十后仓二十", 60),
    ("鸡舍多少平方米？", "两个棚，一个八十一个一百", 180),
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
    ("九十…嗯九十五", 95),
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
    ("原先两百平，拆掉一半盖路，现在一百", 100),
    ("兄弟两个一栋，我得一半，九十个平方吧", 90),
    ("我占一半，整栋两百四", 120),
]


def _near(value: float | None) -> object:
    return value if value is None else pytest.approx(value)


@pytest.mark.parametrize(("question", "text", "value"), FLOORS_OF_A_QUESTION)
def test_the_question_decides_which_house(question: str, text: str, value: float) -> None:
    found = area_m2(text, question)
    assert found
    assert found.value == _near(value)


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


def test_the_working_is_shown() -> None:
    assert area_m2("三层，每层80平").why == "80平方米×3层＝240平方米"  # type: ignore[union-attr]
