"""The lines of an identity card, however it lay before the camera."""

import math

import pytest

from knowledge.people.id_card import Card, Line, card

NUMBER = "350111197803150018"
# As a machine reads a card that lies straight: text and the middle of its box.
LINES = [
    ("姓名", (90, 80)), ("陈大山", (210, 80)), ("性别男民族汉", (240, 160)), ("出生1978年3月15日", (330, 240)),
    ("住址", (90, 320)), ("福州市晋安区宦溪镇亥由村", (360, 316)), ("亥由村", (200, 366)), ("公民身份号码", (160, 556)),
    (NUMBER, (560, 556)),
]  # fmt: skip


def turned(degrees: float, lines: list[tuple[str, tuple[float, float]]] = LINES) -> list[Line]:
    """The card turned in the picture; the order is as the boxes come, from the top of the picture."""
    turn = math.radians(degrees)
    found = [
        Line(text, (x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)))
        for text, (x, y) in lines
    ]
    return sorted(found, key=lambda line: line.middle[1])


@pytest.mark.parametrize("degrees", [0, 8, -20, 90, 180, 270, 45])
def test_however_it_is_held(degrees: float) -> None:
    assert card(turned(degrees)) == Card("陈大山", NUMBER)


def test_label_and_name_in_one_line() -> None:
    lines = [("姓名 黃大山", (150, 80)), *LINES[2:]]
    assert card(turned(0, lines)) == Card("黄大山", NUMBER)


def test_without_a_name_the_number_is_a_help_too() -> None:
    assert card(turned(0, LINES[2:])) == Card("", NUMBER)
    assert card([Line(f"公民身份号码{NUMBER}", (0, 0)), Line("陈大山", (0, -400))]) == Card("", NUMBER)


@pytest.mark.parametrize("number", ["350111197803150019", "35011119780315001", "很多字"])
def test_a_number_that_is_not_sure_fills_nothing(number: str) -> None:
    assert card(turned(0, [*LINES[:-1], (number, (560, 556))])) is None
