"""A photographed card fills name and number, as a help that never stands in the way."""

import base64

import pytest

from intake_api.intake import card_reading
from knowledge.people.id_card import Card, Line

NUMBER = "350111197803150018"
PHOTO = "data:image/jpeg;base64," + base64.b64encode(b"\xff\xd8\xff").decode()


class Says:
    """A reader of fixed lines."""

    def __init__(self, *lines: Line) -> None:
        self.found = list(lines)

    def lines(self, photo: bytes) -> list[Line]:
        assert photo
        return self.found


class Breaks:
    """A reader that a picture broke."""

    def lines(self, photo: bytes) -> list[Line]:
        raise MemoryError


def test_the_lines_become_a_card() -> None:
    says = Says(Line("姓名陈大山", (0, 0)), Line(NUMBER, (300, 500)))
    assert card_reading.read(PHOTO, says) == Card("陈大山", NUMBER)


@pytest.mark.parametrize(
    "url", ["", "https://example.org/a.jpg", "data:image/jpeg;base64,%", "data:text/html;base64,PGI+"]
)
def test_what_is_no_photo_is_read_as_nothing(url: str) -> None:
    assert card_reading.read(url, Says(Line(NUMBER, (0, 0)))) is None


def test_a_reader_that_breaks_stops_nobody() -> None:
    assert card_reading.read(PHOTO, Breaks()) is None
    assert card_reading.read(PHOTO, Says(Line(NUMBER, (0, 0)))) == Card("", NUMBER), "the next one has its turn"
