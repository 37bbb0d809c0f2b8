"""Amounts put together from several that were told: stretches of a year, corrections, differences, parts."""

import pytest

from knowledge.money.amounts import money

YEAR = "您家一年大概有多少收入？"
DEBT = "家里还欠多少钱？"
NET = "种地一年净赚多少？"
OWN = "看病自己掏了多少钱？"
COST = "看病一共花了多少？"
LOSS = "台风损失多少钱？"

# Amounts put together from what was said, each group by what it shows.
STRETCHES = [
    ("头三个月三千后面涨到三千六", 41400),
    ("前五个月每月五千，后七个月每月四千", 53000),
    ("试用期两个月两千八，转正后三千五", 40600),
    ("厂里一个月3800，从9月起降到3200", 43200),
    ("淡季三个月每个月两千，其余每月三千五", 37500),
    ("除了春节那个月都是四千五一个月", 49500),
    ("一个月五千二，中间歇了三个月", 46800),
    ("一年休一个月，剩下每个月六千", 66000),
    ("半年三万，后面半年没找到活", 30000),
    ("半年一万五，另外半年也差不多", 30000),
    ("一天八十，天天做", 29200),
    ("一个月工资5500，年底多发一个月", 71500),
]
TAKEN_BACK = [
    ("三万四，不是四万三", 34000),
    ("五万吧，哦那是我弟家的，我家一万二", 12000),
    ("四万都没有，三万八", 38000),
    ("三万…三万三千", 33000),
    ("一个月四千，不对，三千四，做了十个月", 34000),
    ("两万就两万，你写两万好了", 20000),
    ("村里报的是一万五，实际上有两万", 20000),
    ("一个月有时候两千有时候三千，平均两千五", 30000),
]
COMPARED = [
    ("去年四万，今年少了一半", 20000),
    ("今年比去年少八千，去年四万", 32000),
    ("老公一年六万，我比他少两万", 100_000),
    ("前年两万，去年翻了一倍", 40000),
    ("每月三千扣社保三百", 32400),
]
MONTHS_NAMED = [
    ("一月份三千二月份两千八", 5800),
    ("一月三千二月两千八三月三千一", 8900),
    ("1月份2千2月份1千8", 3800),
    ("十月份做了三千五十一月份做了四千", 7500),
    ("9月4500 10月4800 11月还没发", 9300),
]
ROUNDS = [
    (COST, "一个季度去一次医院，一次一千一", 1100),
    ("看病一年花多少钱？", "每个星期去一次，一次一百二", 6240),
    ("打工一年的收入是多少？", "每个季度结一次，一次一万一", 44000),
    ("现在租的房子一个月租金多少？", "一个季度付一次，一千八", 600),
    (OWN, "头一次住院自费一万八，第二次九千，后面买药又花了三千", 30000),
    ("养老金、低保一年领多少？", "一个月一百六，还有高龄补贴一百", 3120),
    ("您一个月工资多少？", "三千二，要是加班能到四千", 3200),
    ("做一天工多少钱？", "两百五 有加班的话三百", 250),
]
PORTIONS = [
    (OWN, "花了八万，报了七成", 24000),
    (OWN, "报销百分之六十，总共花了五万", 20000),
    (OWN, "总费用86000，医保报了52000，大病险又报8000", 26000),
    (DEBT, "看病借了十二万，兄弟三个平分", 40000),
    (DEBT, "三个人平摊九万，我这份三万", 30000),
    (COST, "押金交了两万，后来退了三千", 17000),
    (LOSS, "投了九万，收回来两万", 70000),
    (LOSS, "往年三万，今年就一万", 20000),
    (NET, "卖了四万五，鸭苗八千，饲料一万六", 21000),
    (YEAR, "春茶三十斤一斤两百，秋茶二十斤一斤八十", 7600),
    (YEAR, "大猪三头一头两千五，小猪四头一头五百", 9500),
    ("种地一年成本要多少？", "肥料一亩一百八，农药五十，机耕一百二，四亩", 1400),
    ("土地出租一年租金多少？", "一年一亩两百斤谷，折合二百六，我三亩", 780),
    ("土地出租一年租金多少？", "十年一共给了两万", 2000),
    ("买药一年要花多少钱？", "一瓶一百，吃二十天", 1830),
]


@pytest.mark.parametrize(("text", "value"), [*STRETCHES, *TAKEN_BACK, *COMPARED, *MONTHS_NAMED])
def test_what_was_put_together_of_several_amounts(text: str, value: float) -> None:
    found = money(text, YEAR)
    assert found
    assert found.value == pytest.approx(value, rel=0.01)


@pytest.mark.parametrize(("question", "text", "value"), [*PORTIONS, *ROUNDS])
def test_parts_and_differences(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (pytest.approx(value, rel=0.01), True)


@pytest.mark.parametrize(
    "text",
    [
        "腿摔断了还打什么工",
        "不赚不赔",
        "待业在家",
        "地给亲戚白种",
        "被水冲得干净，一根都没收到",
        "店早关了，什么都不做",
    ],
)
def test_nothing_told_in_a_round_about_way(text: str) -> None:
    found = money(text, YEAR)
    assert found
    assert found.value == 0


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("孩子上学一年花多少钱？", "奖学金给了两千，我们自己还要出一万一", 11000),
        ("现在还欠多少？", "信用社两万，我妹夫八千，再就是卖化肥的那家赊的九百", 28900),
        ("被骗了多少？", "先转了三千，说是密码错了，又转了一万二", 15000),
        ("果子卖了多少钱？", "梨卖了九千，柿子三千多一点，就按三千算", 12000),
        ("您家人均一年多少？", "一共三万，五个人，人均六千", 6000),
    ],
)
def test_what_was_chosen_among_several_amounts_is_asked_back(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("看病自己掏了多少钱？", "总共花了五万，报完自己掏了一万八", 18000),
        ("养猪一年净赚多少？", "卖了六万二，成本四万，到手两万二", 22000),
        ("手术自己花了多少钱？", "一共八万，报了五万三，自付两万七", 27000),
        ("养鸡成本一年多少？", "收入三万，成本一万六", 16000),
        ("外面欠了多少钱？", "治病花了二十万，借了八万", 80000),
        ("您家还欠多少债？", "房子十五万买的，欠银行六万", 60000),
        ("建房子欠了多少？", "三十来万盖起来的，还欠人家十一万", 110000),
        ("自付金额是多少？", "总费用128640.5元，统筹报销91200元，自付37440.5元", 37440.5),
    ],
)
def test_what_is_called_by_what_was_asked_is_sure(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("每季度发多少补助？", "一季度五百四", 540),
        ("您家一年收入多少元？", "电话尾号3368 一年四万", 40000),
        ("您每个月收入多少？", "4050岗位的 一个月2100", 2100),
        ("低保拿多少？", "一个月六百八", 680),
        ("低保拿多少？", "一年八千四", 8400),
    ],
)
def test_the_one_amount_told_for_the_time_asked_is_sure(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("开店一个月净赚多少？", "营业额一万二，进货七千，净的一千", 1000),
        ("一季度护理费多少钱？", "一年两千四", 600),
        ("一个季度租金多少？", "一个月三百", 900),
        ("一年打工收入多少？", "半年一万五，一年你自己乘", 30000),
        ("您家一年收入多少元？", "我老公四万，我两万，儿子两万", 80000),
    ],
)
def test_what_does_not_fit_or_was_reckoned_is_asked_back(question: str, text: str, value: float) -> None:
    found = money(text, question)
    assert found
    assert (found.value, found.confirm) == (value, True)


NOTHING_ANY_MORE = [
    "前年五万 去年摔了以后就没了",
    "没有收入 前年还有四五万",
    "以前一年有六万，生病以后就没有了",
    "去年还有两万多，现在没了",
    "前年六万，去年没干",
]
EARNERS = [
    ("三千一个月 老公四千", 84000),
    ("2000一个月 儿子3000", 60000),
    ("一个月三千五，老公给了五千过年", 47000),
    ("去年干了8个月，一个月3500，老婆超市上班一个月2200", 54400),
    ("我一个月3500做了8个月，老婆一个月2200", 54400),
    ("我们都做了8个月，我一个月4000，老婆一个月3000", 56000),
    ("我打工干了10个月每月3000，老婆做保洁每月2000做了6个月", 42000),
]


@pytest.mark.parametrize("text", NOTHING_ANY_MORE)
def test_what_came_in_once_is_no_income_now(text: str) -> None:
    found = money(text, YEAR)
    assert found
    assert (found.value, found.confirm) == (0, True)


@pytest.mark.parametrize(("text", "value"), EARNERS)
def test_each_earner_by_the_own_time(text: str, value: float) -> None:
    found = money(text, YEAR)
    assert found
    assert (found.value, found.confirm) == (value, True)
