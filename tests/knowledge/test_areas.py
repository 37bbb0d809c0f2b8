"""Land in 亩."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.land.areas import area_mu

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


# The question's own thing first; others' pieces, what was let go and what only leads beside it.
LAND_BESIDE_THE_ASKED = [
    ("田里种水稻的有几亩？", "四亩，另外两亩种菜", 4),
    ("您家种烟叶多少亩？", "5亩烟叶，另有3亩水稻", 5),
    ("您家拥有耕地多少亩（包括没种的）？", "种着的一亩五 抛荒的两亩五", 4),
    ("您租种别人家的有几亩？", "一共种十二亩，自己的只有三亩", 9),
    ("被台风毁了的香蕉有几亩？", "香蕉总共四亩，毁了三亩", 3),
    ("毁了几亩地？", "水冲走了八分，沙子埋了一亩二", 2),
    ("今年撂荒了几亩？", "三块田，荒了两块，一块七分", 1.4),
    ("脐橙种了几亩？", "九亩，挂果的五亩", 9),
    ("塌方压坏了多少亩田？", "没压到田，压到路了", 0),
    ("您家山上有多少亩林地？", "公益林三十亩，自留山五亩", 35),
]
LAND_IN_ALL = [
    ("三亩多一点，水田两亩旱地一亩", 3),
    ("菜三亩，稻子两亩半，番薯五分", 6),
    ("水田一亩，旱地两亩，山三亩", 6),
    ("自家的两亩三，代耕叔叔家的一亩七", 4),
    ("跟我哥合起来四十亩，我这边二十", 20),
    ("兄弟三个一共七亩半，一人两亩半", 2.5),
    ("两兄弟合着十亩，一人一半，我那份五亩", 5),
    ("按人头五个人一个人八分，后来被收回去一份，剩三亩二", 3.2),
    ("去年挖掉两亩改种油茶，还有四亩半", 4.5),
    ("原有六亩三，退耕退了三亩", 3.3),
    ("没了，全征光了，之前有四亩", 0),
    ("少于两亩多于一亩半", 1.75),
    ("三亩多，具体三亩四", 3.4),
    ("走路四十分钟，两亩四", 2.4),
    ("四块，0.5、0.8、0.6、1.1", 3),
    ("田1.2山2.5", 3.7),
    ("人均不到五分，六口人", 2.85),
    ("有十几亩", 15),
    ("三亩四亩的样子", 3.5),
    ("三亩以上四亩以下", 3.5),
    ("一亩五，呃不，一亩七", 1.7),
    ("一百二十亩？哪有，十二亩", 12),
    ("三亩，给合作社了，一亩都不种了", 3),
    ("两亩水田，租金一年八百一亩", 2),
    ("没几亩，一亩半", 1.5),
    ("一家三亩一家两亩半", 5.5),
    ("集体的，我家没有", 0),
    ("三百多棵，几亩我讲不清楚", None),
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


def test_the_working_is_shown() -> None:
    assert area_mu("水田两亩 旱地半亩").why == "2＋0.5＝2.5亩"  # type: ignore[union-attr]


def test_rented_land_beside_the_own_is_a_doubt() -> None:
    found = area_mu("自己种一亩 另外租人家三亩 拢共四亩", "您自己种的有多少亩？")
    assert found
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


@pytest.mark.parametrize(("question", "text", "value"), LAND_BESIDE_THE_ASKED)
def test_what_is_told_beside_the_land_asked_for(question: str, text: str, value: float) -> None:
    found = area_mu(text, question)
    assert found
    assert found.value == _near(value)


@pytest.mark.parametrize(("text", "value"), LAND_IN_ALL)
def test_the_land_there_is_in_all(text: str, value: float | None) -> None:
    found = area_mu(text, "您家一共有几亩地？")
    assert (found.value if found else None) == _near(value)
