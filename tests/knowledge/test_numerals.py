"""Numbers as people say and write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.numbers.numerals import integer, number

NUMBERS = [
    ("32000", 32000),
    ("32,000", 32000),
    ("三万二", 32000),
    ("3万2", 32000),
    ("十万八", 108000),
    ("3万2000", 32000),
    ("叁万贰仟元整", 32000),
    ("１２００", 1200),
    ("1.2万", 12000),
    ("3w", 30000),
    ("1.5k", 1500),
    ("俩", 2),
    ("仨", 3),
    ("廿五", 25),
    ("两千五", 2500),
    ("一百二", 120),
    ("一万零五百", 10500),
    ("三万零二", 30002),
    ("一千零一", 1001),
    ("十", 10),
    ("十五", 15),
    ("二十", 20),
    ("一百一十五", 115),
    ("两万三千五", 23500),
    ("二零二三", 2023),
    ("三四千", 3500),
    ("两三万", 25000),
    ("八九百", 850),
    ("三五百", 400),
    ("二三十", 25),
    ("十七八", 17.5),
    ("一万二三", 12500),
    ("万把块", 10000),
    ("千把", 1000),
    ("一万出头", 10500),
    ("小两万", 19000),
    ("好几千", 6000),
    ("大几千", 7500),
    ("几千", 5000),
    ("十几", 15),
    ("三万多", 35000),
    ("不到五万", 47500),
    ("四万多五万不到", 45000),
    ("3-4万", 35000),
    ("3到4千", 3500),
    ("三万到四万", 35000),
    ("十来个", 10),
    ("万儿八千", 9000),
    ("一点五万", 15000),
    ("半", 0.5),
    ("两万半", 25000),
    ("两亿", 200000000.0),
    ("一亿两千万", 120000000.0),
    ("一百万", 1000000.0),
    ("百姓", None),
    ("没有", None),
    ("一万二，不对，一万三", 13000),
    ("几十", 50),
    ("二十几", 25),
    ("一直", None),
    ("一千几百块", 1500),
    ("几百", 500),
    ("五六万", 55000),
    ("12万", 120000),
    ("120多万", 1250000),
    ("十万", 100000.0),
    ("两百五十", 250),
    ("五百块", 500),
    ("1万2", 12000),
    ("2万3千", 23000),
    ("九千九", 9900),
    ("一两千", 1500),
    ("一千五", 1500),
    ("千万别", None),
    ("0", 0),
    ("零", 0),
    ("120多万", 1_250_000),
    ("廿五", 25),
    ("三四万三四万", 35_000),
    ("六十七十", 65),
    ("4,326.80", 4326.8),
    ("一千八一千九", 1850),
    ("十来万", 105_000),
    ("上万", 15_000),
    ("万八千", 9000),
    ("三万八千", 38_000),
    ("一万都不到", 9500),
    ("五万都没有", 47_500),
    ("一百五还是一百六", 155),
    ("七老八十", None),
    ("38000，打错了，28000", 28_000),
]
EXACT = ["32000", "三万二", "3万2", "十万八", "1.2万", "叁万贰仟", "俩", "一千零一", "二零二三"]
RANGES = [
    ("三四千", 3000, 4000),
    ("两三万", 20_000, 30_000),
    ("三万到四万", 30_000, 40_000),
    ("3-4万", 30_000, 40_000),
    ("四万多五万不到", 40_000, 50_000),
    ("一万多不到两万", 10_000, 20_000),
    ("三四万三四万", 30_000, 40_000),
    ("二十来万", 180_000, 240_000),
    ("一万出头", 10_000, 11_000),
    ("好几千", 4000, 8000),
    ("十几", 11, 19),
]
_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number(text: str, value: float | None) -> None:
    found = number(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize("text", EXACT)
def test_a_plain_number_is_not_asked_back(text: str) -> None:
    found = number(text)
    assert found
    assert not found.confirm


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_a_range_is_asked_back_with_its_ends(text: str, low: float, high: float) -> None:
    found = number(text)
    assert found
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.confirm


def _spoken(value: int) -> str:
    """A number below 10^8 in plain Chinese, the textbook way."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return _spoken(value // 10_000) + "万" + gap + (_spoken(rest) if rest else "")
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += ("零" if zero else "") + _DIGITS[digit] + name
            zero = False
        elif words:
            zero = True
    return words or "零"


@given(st.integers(0, 99_999_999))
def test_every_number_is_read_as_written(value: int) -> None:
    for text in (str(value), f"{value:,}", _spoken(value)):
        found = number(text)
        assert found, text
        assert found.value == value, text


def test_integer_refuses_a_broken_number() -> None:
    assert integer("2.5") is None
    assert (found := integer("五")) is not None
    assert found.value == 5
