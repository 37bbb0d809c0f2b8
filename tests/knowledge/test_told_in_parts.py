"""A year, a household, land and a house told in parts: what is left out in speaking, and what one leaves of another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dates.day import day
from knowledge.heads.counts import count
from knowledge.land.areas import area_m2, area_mu
from knowledge.numbers.parts import plainly
from knowledge.work_year.months import months

WORKED, IDLE = "去年打工几个月？", "去年有几个月没活干？"
YEARS = [
    # two halves, one of them without a figure
    (WORKED, "上半年天天在店里，下半年才去了两个月", 8),
    (WORKED, "前半年带孙子，后半年进厂", 6),
    (WORKED, "头三个月在福清，后面一直在厦门", 12),
    (WORKED, "上半年打零工，下半年陪护我妈", 6),
    (IDLE, "上半年都没有", 6),
    # written dates, days of the month, terms of the solar year
    (WORKED, "2023年3月至2023年11月", 9),
    (WORKED, "3.15-9.15", 6),
    (WORKED, "4月10日进厂，9月10日辞工", 5),
    (WORKED, "二月中旬出门，八月中旬回来", 6),
    (WORKED, "立夏到霜降", 6),
    (WORKED, "正月到五月在鞋厂，六月到十月在船上", 10),
    # what was not worked
    (WORKED, "十二个月减两个月", 10),
    (WORKED, "中间病了一个月，不然就满一年", 11),
    (WORKED, "疫情关在家一整年", 0),
    (WORKED, "瘫在床上两年了", 0),
    (WORKED, "五年前就不打工了", 0),
    (WORKED, "我七十几的人了，谁还雇", 0),
    (WORKED, "带孙子呢，哪走得开", 0),
    (WORKED, "前年做满的，去年就没出去了", 0),
    (WORKED, "两个月前就没做了", None),
    (WORKED, "有一天没一天", None),
    (IDLE, "六七月下雨没做，腊月也没做", 3),
    (IDLE, "没断过", 0),
    ("一年几个月住在村里？", "除了三个月去女儿家，都在村里", 9),
    ("去年在家几个月？", "没出门，都在家", 12),
    # a stretch and a figure besides
    (WORKED, "年头做到清明，后来茶季又做了一个月", 4),
    (WORKED, "五个月，六月到十月", 5),
    (WORKED, "隔一个月做一个月", 6),
]

PEOPLE = [
    # words between the figure and the noun, and nouns told twice
    ("家里几口人？", "我爱人，我，一个上大学的儿子", 3),
    ("家里还有几个人？", "剩我孤老婆子一个", 1),
    ("几个党员？", "就我爹是老党员", 1),
    ("家里几个劳力？", "三口之家就我老公一个劳力", 1),
    ("家里几口人？", "夫妻二人及子女三人", 5),
    ("家里几口人？", "跟儿子住", 2),
    # one of a row of children
    ("几个人在外打工？", "大儿子深圳，二儿子泉州，我在家", 2),
    ("几个孩子在读书？", "大的毕业了，二的高二，三的初一", 2),
    ("您家几个孩子？", "头一个是囝，后面又生两个诸娘囝", 3),
    # the whole less those excepted, the few of the whole
    ("几个孩子成家了？", "四个就剩老四没嫁", 3),
    ("参加医保几人？", "五个人交了四个", 4),
    ("几人没参保？", "五个人交了四个", 1),
    ("家里能干活的几个？", "五个人就两个能动", 2),
    ("几个人有病？", "儿子肾病，媳妇心脏病，就我没毛病", 2),
    # counted with oneself
    ("欠了几个人的工钱？", "连我一共九个工友", 9),
    ("您有几个姐妹？", "五姐妹我排第二", 4),
    ("您家几口人？", "不加我三个", 4),
    # none of those
    ("您家几个孩子？", "结婚五年还没怀上", 0),
    ("家里几个小孩？", "没囝没孙", 0),
    ("您有几个孙子？", "孙子没有，孙女仨", 3),
    ("几个孩子在上学？", "都没上了，大的出来打工了", 0),
    ("家里几个人生病？", "我得癌，别人都好", 1),
    # things
    ("死了几头猪？", "三十头剩八头", 22),
    ("养了多少只鸭？", "进了五百只，病死一百，剩四百", 400),
    ("住院几次？", "三回了", 3),
]

LAND = [
    ("还剩几亩没收？", "十亩收了七亩", 3),
    ("几亩没插秧？", "五亩里插了三亩，剩两亩等水", 2),
    ("受灾几亩？", "八亩，有三亩没事", 5),
    ("受灾几亩？", "三成，十亩地", 3),
    ("征了您家几亩？", "说是一亩，丈量下来一亩一", 1.1),
    ("家里种几亩？", "八亩，种不过来，给别人种了五亩", 3),
    ("您家茶园多少亩？", "以前七亩，分家给弟弟三亩", 4),
    ("家里几亩地？", "三块，一块半亩，两块四分", 1.3),
    ("家里几亩地？", "1.2+0.8亩", 2),
    ("几亩？", "1.5亩，我再想想，1.8亩", 1.8),
    ("今年种几亩？", "2亩，哦去年是2亩，今年3亩半", 3.5),
    ("家里几亩地？", "一亩地都没剩", 0),
]

FLOORS = [
    ("房子多大？", "一层八十二层七十", 150),
    ("一层多少平方？", "三层楼，一层九十", 90),
    ("房子一层多少平？", "一层七十，三层共两百一", 70),
    ("房子多大？", "两层半，一层八十，半层算四十", 200),
    ("房子多大？", "两间，大的二十五小的十五", 40),
    ("还能住的多少平？", "总共一百六，倒掉六十", 100),
    ("受损面积多少？", "全屋九十，进水的就一楼四十五", 45),
    ("房屋受损多少平？", "屋顶掀了一半，大概四十平", 40),
    ("房屋受损多少平？", "四间塌了两间，一间二十平", 40),
    ("实际多大？", "证上九十，实际一百一", 110),
]


@pytest.mark.parametrize(("question", "text", "value"), YEARS)
def test_the_year(question: str, text: str, value: int | None) -> None:
    found = months(text, question)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("question", "text", "value"), PEOPLE)
def test_the_household(question: str, text: str, value: int | None) -> None:
    found = count(text, question)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("question", "text", "value"), LAND)
def test_the_land(question: str, text: str, value: float) -> None:
    found = area_mu(text, question)
    assert found
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(("question", "text", "value"), FLOORS)
def test_the_house(question: str, text: str, value: float) -> None:
    found = area_m2(text, question)
    assert found
    assert found.value == pytest.approx(value)


@given(st.integers(1, 5))
def test_half_a_year_and_a_figure_are_added_and_asked_back(more: int) -> None:
    found = months(f"上半年都在厂里，下半年只做了{more}个月", WORKED)
    assert found
    assert (found.value, found.confirm) == (6 + more, True)


@given(st.integers(2, 20), st.integers(1, 20))
def test_what_is_not_reaped_is_what_the_whole_leaves(whole: int, done: int) -> None:
    if done < whole:
        found = area_mu(f"{whole}亩收了{done}亩", "还有几亩没收？")
        assert found
        assert (found.value, found.confirm) == (whole - done, True)


def test_a_day_from_which_on_and_capital_numerals() -> None:
    today = date(2024, 5, 20)
    ahead = day("25号以后", today, "哪天方便上门？")
    born = day("壹玖伍捌年叁月贰日", today, "出生日期？")
    assert ahead
    assert (ahead.value, ahead.confirm) == ("2024-05-25", True)
    assert born
    assert born.value == "1958-03-02"


@pytest.mark.parametrize(
    ("text", "plain"), [("三亩，两亩", "三亩，两亩"), ("三亩, 两亩", "三亩， 两亩"), ("1,200块", "1,200块")]
)
def test_a_comma_ends_a_clause_unless_it_groups_digits(text: str, plain: str) -> None:
    assert plainly(text) == plain
