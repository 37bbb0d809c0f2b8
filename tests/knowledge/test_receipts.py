"""Receipt numbers."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.receipts import looks_like_receipt, make, parse

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHARACTERS = "0123456789" + _LETTERS
PREFIXES = st.text(alphabet=_LETTERS, min_size=2, max_size=2)
DAYS = st.dates(date(2020, 1, 1), date(2099, 12, 31))
SERIALS = st.integers(1, 99_999)


def test_the_number_of_the_contract() -> None:
    assert make("JA", date(2023, 11, 10), 7) == "JA20231110-0007-K"


@pytest.mark.parametrize(
    "text",
    [
        "JA20231110-0007-K",
        "ja20231110-0007-k",
        "JA202311100007K",
        "ja 20231110 0007 k",
        "ＪＡ２０２３１１１０－０００７－Ｋ",
        "我的编号是JA20231110-0007-K，帮我查一下",
        "JA2O23111O-OOO7-K",
        "JA20231110—0007—K",
    ],
)
def test_parse_forgives(text: str) -> None:
    assert parse(text) == "JA20231110-0007-K"
    assert looks_like_receipt(text)


@pytest.mark.parametrize("text", ["JA20231110-0007-L", "JA20231110-0008-K", "JA20231310-0007-K", "JA20231110", ""])
def test_parse_refuses(text: str) -> None:
    assert parse(text) is None


def test_a_mistyped_receipt_is_still_taken_for_one() -> None:
    assert looks_like_receipt("JA20231110-0008-K")
    assert not looks_like_receipt("我想申请")


@pytest.mark.parametrize(("prefix", "serial"), [("J", 1), ("IO", 1), ("JA", 0), ("JA", 10**6), ("ja", 1)])
def test_make_refuses(prefix: str, serial: int) -> None:
    with pytest.raises(ValueError, match=r"receipt prefix|serial"):
        make(prefix, date(2023, 11, 10), serial)


@given(PREFIXES, DAYS, SERIALS)
def test_round_trip(prefix: str, day: date, serial: int) -> None:
    number = make(prefix, day, serial)
    assert parse(number.lower().replace("-", "")) == number


@given(PREFIXES, DAYS, SERIALS, st.data())
def test_one_wrong_character_is_found(prefix: str, day: date, serial: int, data: st.DataObject) -> None:
    number = make(prefix, day, serial)
    at = data.draw(st.sampled_from([i for i, c in enumerate(number) if c != "-"]))
    other = data.draw(st.sampled_from([c for c in _CHARACTERS if c != number[at]]))
    # L is read as 1 where a digit must stand, so it is no wrong character there.
    assume(not (other == "L" and number[at] == "1"))
    assert parse(number[:at] + other + number[at + 1 :]) is None


@given(PREFIXES, DAYS, SERIALS, st.data())
def test_two_swapped_neighbours_are_found(prefix: str, day: date, serial: int, data: st.DataObject) -> None:
    number = make(prefix, day, serial).replace("-", "")
    at = data.draw(st.integers(0, len(number) - 2))
    assume(number[at] != number[at + 1])
    assert parse(number[:at] + number[at + 1] + number[at] + number[at + 2 :]) is None
