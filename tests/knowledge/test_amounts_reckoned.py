"""Amounts that have to be worked out or weighed: prices and counts, payment by instalments, what came of a promise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money.amounts import money

YEAR = "您家一年大概有多少收入？"

PRICES = [
    ("卖茶油得了多少钱？", "榨了八十斤，自己留三十，卖五十斤，六十块一斤", 3000),
    ("稻谷卖了多少钱？", "一百斤一百三，卖了两千斤", 2600),
    ("今年卖鱼多少钱？", "三千斤 六块二", 18_600),
    ("您做木工一年有多少？", "一平方六十块，一年做了六百平", 36_000),
    ("工地上一年干了多少钱？", "一栋楼分了两万六，做了两栋", 52_000),
    ("欠人家多少钱？", "欠了五家，每家一万", 50_000),
    ("打井花了多少？", "一米一百八，打了六十米", 10_800),
    ("胰岛素一个月多少钱？", "一支七十，一个月三支", 210),
    ("电费一年多少？", "一个月六十度，五毛一度", 360),
    ("征地补偿了多少？", "一亩四万三，征了一亩二分", 51_600),
    ("水库移民款一年多少？", "一人六百，户口本上五个", 3000),
    ("计生奖励一年拿多少？", "一个月八十，两口子都有", 1920),
    ("低保一年多少钱？", "低保每人五百一，三个人吃低保", 18_360),
    ("修屋顶花了多少？", "瓦片八百块钱，两个师傅一天两百五做了三天", 2300),
    ("请挖机花了多少？", "一小时两百八，挖了六个钟头", 1680),
    ("卖鸡蛋一年有多少？", "一天捡二十个蛋，一个一块钱", 7300),
    ("补课一年花了多少钱？", "一节课一百五，一周两节，上了二十周", 6000),
    ("孩子上学借了多少？", "一年八千，三年了", 24_000),
    ("打工一年收入多少？", "日结一百八，上了两百二十个班", 39_600),
]
SCHEDULES = [
    ("每月房租要多少？", "半年一交，一次四千八", 800),
    ("每月房租要多少？", "押一付三，一次交三千六", 1200),
    ("房租每月多少？", "季付，两千七", 900),
    ("水费一个月多少？", "两个月一交，上次两百四", 120),
    ("山场一年租给人家多少钱？", "一次给了三万，租二十年", 1500),
    ("土地租金一年收多少？", "一年六百，签了十年，一次性付了六千", 600),
    ("店面一年租金是多少？", "月租两千二，签的三年", 26_400),
    ("打针一年要多少？", "三个礼拜打一针，一针两千三", 2300 * 52 / 3),
    ("一学期学费多少？", "一个月六百五，一学期五个月", 3250),
    (YEAR, "老婆理货一个月2600 全年没停", 31_200),
    (YEAR, "休渔三个半月，其他时间一个月四千", 34_000),
    (YEAR, "月薪一千九，去年做满了一年，另有补助每季度九百", 26_400),
    (YEAR, "一日一百天天做，除了过年那十五天", 35_000),
]
IN_THE_END = [
    ("买三轮车多少钱？", "原价四千二，讲到三千八", 3800),
    ("拆迁补了多少？", "本来说六十万，最后签下来四十八万", 480_000),
    ("去年打工一共挣了多少？", "说是5万多，到手的只有3万8，其他老板跑了", 38_000),
    ("养老金每月多少？", "今年涨了十块，变成一百九了", 190),
    ("现在月工资多少？", "比去年少了五百，现在三千", 3000),
    ("年收入多少？", "我报38000，我爸说要四万二，就按四万二吧", 42_000),
    ("被骗走多少钱？", "先转了9800，后来又转了两万，回执上写的29800", 29_800),
    ("盘店亏了多少钱？", "转让费8万，装修5万，最后收回3万，亏10万", 100_000),
    ("老房子卖了多少钱？", "卖了九万，他先给了五万", 90_000),
]
WHAT_STAYS = [
    ("欠了多少钱？", "欠舅舅两万，欠同学一万五，信用社那笔三万已经清了", 35_000),
    ("老板欠的工资有多少？", "总共一万八，过年给了五千打发我", 13_000),
    ("老板还欠您多少工钱？", "三个月没发，一个月四千五", 13_500),
    ("别人还欠您多少钱？", "工头欠我一万二，给了三千就没影了", 9000),
    ("房租一年要多少？", "一个月九百，押金一千八能退", 10_800),
    ("自费多少？", "三万块里面能报一万八", 12_000),
    ("您自己出了多少钱？", "医保走完还剩一万三，大病救助又给了五千", 8000),
    ("投资亏了多少？", "投了十五万，就拿回来两万", 130_000),
    ("每个月净收入多少？", "流水九千，油电两千，平台抽成一千八", 5200),
    ("卖猪赚了多少？", "卖了六头，一头两千二，本钱一头一千五", 4200),
]
EITHER = [
    ("做一天多少钱？", "管饭一百六，不管饭一百八", 160, 180),
    ("您一场能拿多少？", "十桌以内八百，二十桌一千五", 800, 1500),
    ("您收入大概多少？", "3万左右吧，也可能3万5", 30_000, 35_000),
    ("电费一个月？", "夏天两百，冬天八十", 80, 200),
    ("老公一个月给多少钱？", "两千，有时候一千五", 1500, 2000),
]
OTHER_WORDS = [
    ("一年寄回家多少钱？", "每个月往家打1500，过年多打2000", 20_000),
    ("老板扣了您多少工钱？", "做坏了三十条裤子，一条扣我二十五", 750),
    ("房租收入一年多少？", "小屋租给修车的一个月三百，收了八个月", 2400),
    ("保险公司赔了多少？", "母猪有保，六头，一头赔一千", 6000),
    ("看病借了多少？", "问娘家拿了两万，邻居凑了八千", 28_000),
    ("报销了多少？", "六成，花了两万", 12_000),
]
PLAIN = [
    ("您每月房租多少？", "城中村单间，水电另算，850", 850),
    ("欠医院多少钱？", "医院系统显示欠费 4,326.80 元", 4326.8),
    ("您兼职一小时多少钱？", "16块一个钟", 16),
    ("小猪一头多少钱？", "四百二一头", 420),
    ("您每天工钱多少？", "一百五包一顿饭", 150),
]
NO_ANSWER = [
    (YEAR, "前年一斤六十，去年四十五，今年三十八，你叫我怎么活"),
    (YEAR, "跟前年差不多"),
    ("欠多少钱？", "你帮我还啊"),
]


@pytest.mark.parametrize(("question", "text", "value"), [*PRICES, *SCHEDULES, *WHAT_STAYS, *OTHER_WORDS])
def test_what_was_worked_out_is_read_back(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found is not None
    assert found.value == pytest.approx(value, rel=0.005)
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(("question", "text", "value"), IN_THE_END)
def test_what_it_came_to_counts(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found is not None
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(("question", "text", "low", "high"), EITHER)
def test_one_or_the_other_is_a_range(question: str, text: str, low: float, high: float) -> None:
    found = money(text, question)
    assert found is not None
    assert found.confirm
    assert found.low == pytest.approx(low, rel=0.05)
    assert found.high == pytest.approx(high, rel=0.05)


@pytest.mark.parametrize(("question", "text", "value"), PLAIN)
def test_a_plain_price_is_not_asked_back(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found is not None
    assert found.value == pytest.approx(value)
    assert not found.confirm


@pytest.mark.parametrize(("question", "text"), NO_ANSWER)
def test_what_gives_no_amount(question: str, text: str) -> None:
    assert money(text, question) is None


@given(st.sampled_from("栋科幅米支度晚粒"), st.integers(2, 9), st.integers(2, 9))
def test_any_counted_word_is_a_piece(word: str, count: int, hundreds: int) -> None:
    """一栋五百，做了三栋: it need not be in a list of counted things."""
    found = money(f"一{word}{hundreds * 100}块，一共{count}{word}", "花了多少钱？")
    assert found is not None
    assert found.value == count * hundreds * 100
    assert found.confirm


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("利息一年要还多少？", "借了四万，一千块一年利息八十", 3200),
        ("利息一年多少？", "本金六万，月息一分", 7200),
        ("一年利息多少？", "欠两万，年利百分之六", 1200),
        ("这笔利息一个月多少？", "三万块，一分五的利", 450),
        ("您家人均一年多少？", "全家四口，两万八，你除一下", 7000),
        ("每人一年分多少？", "六个人，总共一万二", 2000),
        ("一个月电费多少？", "两个月一百六", 80),
        ("您六七八三个月挣多少？", "一个月三千一", 9300),
        ("一个月药费多少？", "早上一粒晚上一粒，一粒两块", 120),
        ("一个月药费多少？", "早中晚各一片，一片五毛", 45),
        ("您上一年挣多少？", "正月到四月在厂里，一个月两千八", 11200),
        ("您去年挣多少？", "四月份开始做到年底，一个月三千", 27000),
        ("您去年挣多少？", "七月前每个月三千五", 21000),
        ("一个月挣多少？", "一个钟十八块，一个月做一百五十个钟", 2700),
        ("您家一年收入？", "一年一万五，五年下来七八万都还债了", 15000),
        ("贷款还剩多少没还？", "当时贷六万，每个月还一千，还了二十个月", 40000),
        ("一年租金收多少？", "一楼一千，二楼七百，三楼五百，租了十个月", 22000),
        ("去年果子卖多少？", "梨三百斤两块一斤，桃子两百斤三块", 1200),
        ("工地干了多少钱？", "干了两个月零五天，一天两百", 13000),
        ("店盘掉亏了多少？", "盘进来九万，盘出去五万", 40000),
        ("您去年的毛收入？", "毛收八万，纯的就两万", 80000),
        ("医保报了多少？", "总费用六万，自己出两万", 40000),
        ("老屋修了多少钱？", "政府出一万，自己添了六千", 16000),
        ("占地赔了多少？", "一亩四万，占了我家五分", 20000),
        ("牛卖了多少钱？", "开价一万二，最后一万成交的", 10000),
    ],
)
def test_numbers_find_their_units(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("低保拿多少？", "六百四", 640),
        ("您家年收入？", "不低于两万", 20000),
        ("您家年收入？", "去年三万，今年怕要砍半", 30000),
        ("女儿每月给多少？", "给五百，逢年过节另外包红包", 500),
        ("补贴一个月多少？", "一百五，一共拿了八个月了", 150),
    ],
)
def test_what_leaves_room_for_another_amount_is_asked_back(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)
