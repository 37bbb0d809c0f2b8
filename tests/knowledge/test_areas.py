"""Land in 亩, houses in 平方米."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.land.areas import area_m2, area_mu

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
    ("四亩…四亩二", 4.2),
    ("三亩 哦 三亩半", 3.5),
    ("一亩二 不对 加上山脚那三分 一亩五", 1.5),
    ("路都断了 田里进不去 问这个干什么", None),
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
    ("按人头 一个人得了三分 我家六个人", 1.8),
    ("每人摊到四分 四口人", 1.6),
    ("我跟我哥共六亩，一人一半", 3),
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
    ("流转出去几亩", "总共六亩 转了四亩二", 4.2),
]
# Whose land, told of others' beside the own; one figure told by its bounds or twice; land that is gone.
LAND_OF_WHOM = [
    ("全村四百多亩，分到我们头上就两亩一", 2.1),
    ("地是我大伯的，五亩，我自己只有八分", 0.8),
    ("跟隔壁合伙包了六十亩，我们家占二十亩", 20),
    ("自己四亩，又包了人家二十亩", 24),
    ("我爸手上五亩 后来三兄弟分家 我分了一亩七", 1.7),
    ("老爸名下四亩，分给我一亩三", 1.3),
]
LAND_TOLD_TWICE = [
    ("五亩 就是五亩", 5),
    ("田是有 两分田 就两分", 0.2),
    ("不到一亩，大概九分", 0.9),
    ("我爸说七亩我妈说六亩，那就六亩吧", 6),
    ("依妈讲三亩我讲两亩，以依妈的为准", 3),
    ("村东一亩 村西两亩 溪边还有五分", 3.5),
    ("共3块：0.8亩，1.1亩，0.6亩", 2.5),
    ("三块田 大的两亩 另外两块各五分", 3),
    ("一亩五六分的样子", 1.55),
    ("三木地", 3),
    ("长三十米宽二十米", 0.9),
    # several papers and people of one and the same land
    ("茶园五亩半，我爸讲六亩，本子上写五亩半", 5.5),
    ("报上去八亩，镇里核下来六亩六", 6.6),
    ("村里量的是7亩，后来证上6.5亩，以证为准", 6.5),
    ("四亩，其实不到，三亩六的样子", 3.6),
    ("三亩三 写三亩就行", 3),
    # 还有 adds, a head's share is counted, what one can manage is no share
    ("三亩全泡汤，还有一亩冲了一半", 4),
    ("口粮田 一口人六分 我家五口", 3),
    ("竹山三十亩，自己砍得动的也就一半", 30),
    ("征了，一分都没有了", 0),
    ("地早收回集体了", 0),
]
LAND_LEFT = [
    ("您家还有几亩没被淹？", "六亩，淹掉四亩", 2),
    ("您家荒了几亩？", "八亩地，种了三亩，其他荒着", 5),
    ("租出去几亩？", "以前租出去五亩，去年收回来两亩", 3),
    ("征地征了几亩？", "本来五亩现在剩一亩二", 3.8),
    ("征地征了几亩？", "征了一亩三 还留一亩没征", 1.3),
    ("您家种了几亩西瓜？", "西瓜早不种了，原来种两亩", 0),
    ("您家水田几亩？", "水田早没了，剩旱地一亩", 0),
    ("您家水田几亩？", "田两亩 山七亩", 2),
    ("田和山加起来几亩？", "田两亩 山七亩", 9),
    ("养鱼的水面有几亩？", "两口塘 大的三亩 小的一亩半", 4.5),
    ("您家有几亩地？", "我七十六了 早不种了", 0),
    ("淹了几亩？", "三亩全泡汤，还有一亩淹了一半", 3.5),
    ("淹了几亩？", "水稻两亩全泡了 菜地那两分倒没事", 2),
    ("还剩几亩没收？", "九亩谷子割了六亩", 3),
    ("您家几亩水田？", "水田没有 旱地倒有三亩", 0),
]
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


@pytest.mark.parametrize(("text", "value"), LAND_OF_WHOM + LAND_TOLD_TWICE)
def test_the_own_land_told_once(text: str, value: float) -> None:
    found = area_mu(text, "您家有几亩地？")
    assert found
    assert found.value == _near(value)


@pytest.mark.parametrize(("question", "text", "value"), LAND_LEFT)
def test_what_is_left_or_gone(question: str, text: str, value: float) -> None:
    found = area_mu(text, question)
    assert found
    assert found.value == _near(value)


@pytest.mark.parametrize(("question", "text", "value"), FLOORS_OF_A_QUESTION)
def test_the_question_decides_which_house(question: str, text: str, value: float) -> None:
    found = area_m2(text, question)
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


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("竹山和茶山一共几亩？", "竹山是茶山的两倍，茶山六亩", 18),
        ("竹山几亩？", "茶山六亩，竹山比茶山多一倍", 12),
        ("一共几亩？", "水田三亩，旱地是水田的三倍", 12),
        ("茶山几亩？", "竹山是茶山的两倍，茶山六亩", 6),
    ],
)
def test_one_piece_told_by_another(question: str, text: str, value: float) -> None:
    found = area_mu(text, question)
    assert found
    assert found.value == pytest.approx(value)
