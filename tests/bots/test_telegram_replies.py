"""How replies look: rows of buttons, pieces of long texts, links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.telegram.replies import is_public, parts, rows_of, split
from dialogs.messages import Choice, Reply


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        ([], []),
        (["是", "不是", "不知道"], [3]),
        (["因大病", "因学", "因灾", "因残"], [3, 1]),
        (["看病花钱多", "上学花钱多", "其他"], [2, 1]),
        (["家里有人生大病住院", "可以"], [1, 1]),
    ],
)
def test_rows(labels: list[str], rows: list[int]) -> None:
    found = rows_of([Choice(f"q={n}", label) for n, label in enumerate(labels)])
    assert [len(row) for row in found] == rows
    assert [button.text for row in found for button in row] == labels


def test_a_value_too_long_for_telegram_is_our_fault() -> None:
    assert rows_of([Choice("x" * 64, "好")])
    with pytest.raises(AssertionError):
        rows_of([Choice("x" * 65, "好")])


@given(st.text(alphabet=st.sampled_from("字a😀\n "), max_size=200), st.integers(2, 40))
def test_pieces_fit_and_lose_no_word(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert pieces
    assert all(len(piece.encode("utf-16-le")) // 2 <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert len(pieces) == 1 or all(piece.strip() for piece in pieces)


def test_pieces_end_with_lines() -> None:
    assert split("一行话\n二行话\n三", 8) == ["一行话\n二行话", "三"]
    assert split("短", 8) == ["短"]


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://baopin.example.cn/?t=1", True),
        ("http://a.b", True),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]/", False),
        ("http://localhost:8000", False),
        ("http://town.local/", False),
        ("/console", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_public_addresses(url: str, public: bool) -> None:
    assert is_public(url) is public


def test_buttons_are_under_the_last_piece() -> None:
    found = parts(Reply("话" * 5000, (Choice("!back", "上一步"),)))
    assert [len(part.text) for part in found] == [4096, 904]
    assert [part.markup is not None for part in found] == [False, True]
