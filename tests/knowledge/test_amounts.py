"""Money in 元 a year, as farmers tell it."""

import pytest

from knowledge.numbers.amounts import money

AMOUNTS = [
    ("32000", 32000),
    ("三万二", 32000),
    ("一年大概三万二", 32000),
    ("一天一百二做两百天", 24000),
    ("一个月三千", 36000),
    ("三千一个月做八个月", 24000),
    ("一天150，一个月做20天，做10个月", 30000),
    ("一天120一个月20天", 28800),
    ("低保600一个月，养老金150一个月", 9000),
    ("没啥收入", 0),
    ("颗粒无收", 0),
    ("一分钱没有", 0),
    ("不晓得", None),
    ("三万二，不对，是三万八", 38000),
    ("收入三万，看病花了两万", 30000),
    ("三四千", 3500),
    ("万把块", 10000),
    ("一万出头", 10500),
    ("12个月每月800", 9600),
    ("一百二一天", None),
    ("打工八个月，每月三千五", 28000),
    ("没有", 0),
    ("0", 0),
    ("两万左右", 20000),
    ("一年到头剩不下几个钱", None),
    ("仨月挣了五千", 5000),
    ("2023年收入三万", 30000),
    ("5口人，一年三万", 30000),
    ("月薪4500", 54000),
    ("一季三千", 12000),
    ("没什么收入，就低保一个月600", 7200),
    ("¥1,200", 1200),
    ("大概一两万块钱吧", 15000),
    ("三万，就是30000", 30000),
    ("我13805001234", None),
    ("3月到10月每月三千", 36000),
    ("亏了三万", 30000),
    ("没打工", 0),
    ("三万左右吧，种地的", 30000),
    ("一个月三千，一年做十个月", 30000),
    ("一天200，做了15天", 3000),
    ("半年挣了一万", 10000),
    ("好几千", 6000),
    ("大几千", 7500),
    ("小两万", 19000),
    ("二十一天，一天一百", 2100),
    ("五万不到", 47500),
    ("一年两万八千五", 28500),
    ("老婆一年两万，我一年三万", 50000),
    ("工资三千五百块一个月", 42000),
    ("3000/月", 36000),
    ("每天一百，干了三个月", None),
    ("一万块多点", 15000),
    ("老婆三万，我三万", 60_000),
    ("一年三万六，一个月三千", 36_000),
    ("没有收入", 0),
    ("没有，在家带孩子", 0),
    ("一年四万，还欠了十万", 40_000),
    ("说不准，大概两万", 20_000),
    ("两万五千八", 25_800),
    ("1.5万元/年", 15_000),
    ("每月工资3500元，做10个月", 35_000),
    ("没什么钱 就养老金", None),
    ("就靠养老金一百多", 1800),
    ("低保六百", 7200),
    ("养老金一年六百", 600),
    ("一年养老金六百", 600),
    ("养老金两千", 2000),
    ("没什么钱", 0),
]
PLAIN = ["32000", "三万二", "一年三万二", "32,000元", "3万2千块", "没有", "颗粒无收"]
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
]


@pytest.mark.parametrize(("text", "value"), AMOUNTS)
def test_money(text: str, value: float | None) -> None:
    found = money(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_amount_is_not_asked_back(text: str) -> None:
    found = money(text)
    assert found
    assert not found.confirm


@pytest.mark.parametrize("text", ASKED_BACK)
def test_what_was_computed_or_sounds_odd_is_asked_back(text: str) -> None:
    found = money(text)
    assert found
    assert found.confirm
    assert found.why


def test_the_working_is_shown() -> None:
    found = money("一天一百二，做两百天")
    assert found
    assert found.why == "一天120元×200天＝24000元"
    assert (found.unit, found.period) == ("元", "年")


@pytest.mark.parametrize("text", ["不晓得", "不知道", "一天150", "随便", "13805001234", "九千九百亿", ""])
def test_no_answer_is_none(text: str) -> None:
    assert money(text) is None
