"""Money as farmers tell it: by the question's side, period, person and year; computed only with its working."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.money.amounts import money

YEAR = "您家一年大概有多少收入？"
WAGE = "您每个月工资多少？"
DEBT = "家里还欠多少钱？"
NET = "种地一年净赚多少？"
OWN = "看病自己掏了多少钱？"
COST = "看病一共花了多少？"
LOSS = "台风损失多少钱？"

BY_THE_YEAR = [
    ("32000", 32000),
    ("三万二", 32000),
    ("一年大概三万二", 32000),
    ("0", 0),
    ("¥1,200", 1200),
    ("三 万", 30000),
    ("两万五千八", 25_800),
    ("1.5万元/年", 15_000),
    ("三四千", 3500),
    ("万把块", 10000),
    ("一万出头", 10500),
    ("好几千", 6000),
    ("大几千", 7500),
    ("小两万", 19000),
    ("五万不到", 47500),
    ("三万多 不到四万", 35000),
    ("上万是有的", 15000),
    ("大概一两万块钱吧", 15000),
    ("半年挣了一万", 10000),
    ("仨月挣了五千", 5000),
    ("2023年收入三万", 30000),
]
RATES = [
    ("一天一百二做两百天", 24000),
    ("一天，一百二，做两百天", 24000),
    ("一天150，一个月做20天，做10个月", 30000),
    ("一天120一个月20天", 28800),
    ("日结的一天一百五一个月也就做十五天", 27000),
    ("做了一百二十工 一工两百二", 26400),
    ("二十一天，一天一百", 2100),
    ("两百六 做了一百天", 26000),
    ("一个月三千", 36000),
    ("两千一一个月", 25200),
    ("三千一个月做八个月", 24000),
    ("12个月每月800", 9600),
    ("打工八个月，每月三千五", 28000),
    ("做半年歇半年，做的时候五千一个月", 30000),
    ("3月到10月每月三千", 24000),
    ("干了七个半月，一个月四千", 30000),
    ("月薪4500", 54000),
    ("3000/月", 36000),
    ("每月工资3500元，做10个月", 35000),
    ("一季三千", 12000),
    ("一个礼拜五百", 26000),
    ("三个月发一次，一次五百", 2000),
    ("三千五乘十二", 42000),
    ("3000*12", 36000),
    ("低保六百", 7200),
    ("就靠养老金一百多", 1800),
    ("养老金一年六百", 600),
    ("养老金两千", 2000),
]
PRICES = [
    ("每人一万，三口人", 30000),
    ("我家4口人，一个人摊下来五千", 20000),
    ("两个人一样的 一人四千 做十一个月", 88000),
    ("一亩四千 我三亩半", 14000),
    ("茶青八百斤 一斤六块", 4800),
    ("十五块一斤，摘了六百斤", 9000),
    ("四十箱，一箱算五斤，五十块一斤", 10000),
    ("四头 每头二千一", 8400),
    ("养两百只死了四十只，剩下的一只赚十五", 2400),
    ("一年四个节 一个节五百", 2000),
    ("一次八千，一次一万二", 20000),
]
SUMS = [
    ("老婆三万，我三万", 60000),
    ("低保600一个月，养老金150一个月", 9000),
    ("我一个月养老金180，他200", 4560),
    ("橄榄卖了一万二 养老金两千 儿子给三千", 17000),
    ("大的三千五一个月做满十个月小的两千八做一整年", 68600),
    ("三万，就是30000", 30000),
    ("一年三万六，一个月三千", 36000),
    ("加起来五万，我三万，老婆两万", 50000),
    ("卖菜一万，打工两万，总共三万", 30000),
    ("全年6200，里面4800是低保", 6200),
    ("总收入31200元，人均7800元", 31200),
]
CHANGES = [
    ("三万二，不对，是三万八", 38000),
    ("38000,不对不对打错了,28000", 28000),
    ("不是三万，是一万三", 13000),
    ("老婆两万，我三万，不对，我三万五", 55000),
    ("去年两万，今年只有一万二", 12000),
    ("原来五万多，腿断了以后一年也就八千", 8000),
    ("2022年三万，2023年两万五", 25000),
    ("去年三万，今年一分没有", 0),
    ("五万没有，四万有", 45000),
    ("年景好三万，年景差一万", 20000),
    ("人家讲我家十万，其实三万", 30000),
]
NOT_INCOME = [
    ("收入三万，看病花了两万", 30000),
    ("一年四万，还欠了十万", 40000),
    ("存款有两万，收入一年一万五", 15000),
    ("亏了三万", 0),
    ("老板欠着没给，应该有两万四", 0),
    ("5口人，一年三万", 30000),
    ("我七十三老太婆七十一两个人一年就那个养老金四千三百二", 4320),
    ("我1963年生的，今年六十，一年一万二", 12000),
    ("我家在3号楼201，年收入28000", 28000),
    ("我手机号幺三八零五九幺二二七六一年两万", 20000),
]
NOTHING = [
    "没有",
    "没打工",
    "没收入",
    "没有收入",
    "颗粒无收",
    "一分钱没有",
    "没有，在家带孩子",
    "冇收入",
    "收入为0",
    "打平",
]
NO_ANSWER = [
    "不晓得",
    "说不准",
    "没算过",
    "问我儿子去",
    "一天150",
    "一百二一天",
    "一天八十 有活就干",
    "随便",
    "13805001234",
    "我13805001234",
    "九千九百亿",
    "",
    "一年到头剩不下几个钱",
    "没什么钱 就养老金",
    "三亩田",
    "家里五口人",
    "我下午三点再打给你",
    "能申请几万块？",
    "欠了十万",
]
# The other side of the question, the wrong time, a word that only looks like an amount.
BY_QUESTION = [
    (WAGE, "三千二", 3200),
    (WAGE, "以前五千五，现在四千二", 4200),
    (WAGE, "应发4500 到手3980", 3980),
    (WAGE, "三千块啦 房租自己还要出八百", 3000),
    (WAGE, "我老公四千，我两千八", 2800),
    (WAGE, "一天一百五，做二十六天", 3900),
    (WAGE, "一个小时十八块，一天十小时，一个月二十六天", 4680),
    ("您家每个月工资收入多少？", "老公四千，我两千八", 6800),
    ("您老公一年打工多少？", "他一年四万我一年两万", 40000),
    ("您一天工钱多少？", "两百六", 260),
    ("您一天工钱多少？", "小工一百八 大工三百 我做小工", 180),
    ("一天的工资是多少元？", "一个月六千 做二十五天", 240),
    ("养老金一个月多少（不算高龄补贴）？", "高龄那个五十 养老金一百七十三", 173),
    ("养老金每月多少？", "三个月打一次 一次五百一", 170),
    ("您去年收入多少？", "去年三万，今年就一万多", 30000),
    ("送外卖一个月能挣多少？", "一单四块五，一天跑四十单，一个月跑二十八天", 5040),
    ("茶叶一年卖多少？", "卖了三万，成本一万", 30000),
    ("种地成本一年多少？", "卖了三万，成本一万", 10000),
    (NET, "卖了三万，成本一万", 20000),
    (NET, "毛收入五万，化肥农药去掉一万二，请工八千", 30000),
    (NET, "两亩，一亩净赚两千五", 5000),
    ("种地一年花在人工上多少？", "请人摘花，一天一百三，两个人，请了十二天", 3120),
    (DEBT, "亲戚那边五万信用社三万我依舅那边还有八千", 88000),
    (DEBT, "本来十二万 还掉五万了", 70000),
    (DEBT, "借了十万，还了四万，还欠六万", 60000),
    (DEBT, "没欠别人，别人欠我三千", 0),
    ("当时一共贷了多少？", "20w，每月还1860", 200000),
    ("房贷每个月还多少？", "贷了三十万，一个月还两千一", 2100),
    (COST, "前后十五万，报了六万", 150000),
    (OWN, "前后十五万，报了六万", 90000),
    (OWN, "总费用八万六，统筹支付五万，个人支付三万六", 36000),
    ("吃药一年要花多少？", "一天十二块 一天都断不得", 4380),
    ("学费一年多少？", "一学期四千五", 9000),
    (COST, "一天八百，住了半个月", 12000),
    (COST, "助学贷款交的，一年八千", 8000),
    (DEBT, "信用社的五万，每年利息三千", 50000),
    (LOSS, "倒了三个 一个八千", 24000),
    (LOSS, "赔了我们二万 可是损失三万五啊", 35000),
    ("儿子一年给您多少？", "过年给两千，中秋给五百", 2500),
    ("女儿一年给您多少？", "儿子给三千，女儿给两千", 2000),
    ("女儿一年给您多少？", "不给", 0),
    ("年收入多少（万元）？", "3.5", 35000),
]
PLAIN = [
    ("", "32000"),
    ("", "三万二"),
    (YEAR, "一年三万二"),
    (YEAR, "32,000元"),
    (YEAR, "3万2千块"),
    (YEAR, "没有"),
    (YEAR, "颗粒无收"),
    (YEAR, "叁万贰仟元整"),
    (YEAR, "2w5"),
    (YEAR, "我家一年两万块钱"),
    (WAGE, "一个月四千二"),
    (WAGE, "3500包吃住"),
    ("您一天工钱多少？", "一百五一天"),
    (DEBT, "没欠"),
    (DEBT, "八万"),
    ("养鸡亏了多少？", "一万八亏进去了"),
]
ASKED_BACK = [
    "每人一万，三口人",
    "一个月三千",
    "一天一百二做两百天",
    "三四千",
    "没啥收入",
    "亏了三万",
    "5",
    "三百万零五十万",
    "两万左右",
    "就靠养老金一百多",
    "八签",
    "三万顶天",
    "10万 我要有10万还来找你们",
    "是不是收入低于一万才能报？",
    "半年三万",
    "上个月拿了三千二",
    "躺床上三年了",
    "做是做了三万的活 一分没到手",
]
_SAID = [*BY_THE_YEAR, *RATES, *PRICES, *SUMS, *CHANGES, *NOT_INCOME]


def _value(text: str, question: str = "") -> float | None:
    found = money(text, question)
    return found.value if found else None


@pytest.mark.parametrize(("text", "value"), _SAID)
def test_a_years_income(text: str, value: float) -> None:
    for question in ("", YEAR):
        assert _value(text, question) == value


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_came_in(text: str) -> None:
    assert _value(text) == 0


@pytest.mark.parametrize("text", NO_ANSWER)
def test_no_answer_is_none(text: str) -> None:
    assert money(text) is None


@pytest.mark.parametrize(("question", "text", "value"), BY_QUESTION)
def test_the_question_decides_what_is_wanted(question: str, text: str, value: float) -> None:
    assert _value(text, question) == value


@pytest.mark.parametrize(("question", "text"), PLAIN)
def test_a_plain_amount_is_not_asked_back(question: str, text: str) -> None:
    found = money(text, question)
    assert found
    assert not found.confirm


@pytest.mark.parametrize("text", [*ASKED_BACK, *(text for text, _ in [*RATES[:25], *PRICES])])
def test_what_was_computed_or_sounds_odd_is_asked_back(text: str) -> None:
    found = money(text)
    assert found
    assert found.confirm
    assert found.why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("一天一百二，做两百天", "一天120元×200天＝24000元"),
        ("一个月三千做十个月", "一个月3000元×10个月＝30000元"),
        ("一天150，一个月20天", "一天150元×每月20天×12个月＝36000元"),
        ("茶青八百斤 一斤六块", "一斤6元×800斤＝4800元"),
        ("每人一万，三口人", "每人10000元×3人＝30000元"),
        ("老婆三万，我两万", "30000元＋20000元＝50000元"),
    ],
)
def test_the_working_is_shown(text: str, why: str) -> None:
    found = money(text)
    assert found
    assert found.why == why
    assert (found.unit, found.period) == ("元", "年")


def test_what_is_taken_off_is_shown() -> None:
    found = money("本来十二万 还掉五万了", DEBT)
    assert found
    assert found.why == "120000元－50000元＝70000元"


def test_wages_that_nobody_paid_are_offered_as_the_other_value() -> None:
    found = money("做是做了三万的活 一分没到手", "去年打工拿了多少钱?")
    assert found
    assert (found.value, found.others) == (0, (30000,))


def test_a_range_keeps_its_ends() -> None:
    found = money("一个月三四千", "一年收入多少？")
    assert found
    assert (found.low, found.value, found.high) == (36000, 42000, 48000)


@given(amount=st.integers(100, 99_999), days=st.integers(10, 300), months=st.integers(2, 12))
def test_rates_are_multiplied_and_read_back(amount: int, days: int, months: int) -> None:
    for text, value in (
        (f"一天{amount}元，做了{days}天", amount * days),
        (f"每月{amount}元，干了{months}个月", amount * months),
        (f"{amount}元一个月，一年做{months}个月", amount * months),
    ):
        found = money(text, YEAR)
        assert found, text
        assert (found.value, found.confirm) == (value, True), text


@given(amount=st.integers(100, 999_999), question=st.sampled_from(["", YEAR, WAGE, DEBT, NET, OWN, COST, LOSS]))
def test_one_plain_amount_is_taken_as_it_is(amount: int, question: str) -> None:
    for text in (str(amount), f"{amount}元", f"{amount}块"):
        found = money(text, question)
        assert found, text
        assert (found.value, found.confirm) == (amount, False), text
