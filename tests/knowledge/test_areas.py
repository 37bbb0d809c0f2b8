"""Land in 亩, houses in 平方米."""

import pytest

from knowledge.numbers.areas import area_m2, area_mu

LAND = [
    ("三亩二分", 3.2),
    ("两亩半", 2.5),
    ("十二亩七", 12.7),
    ("3", 3),
    ("亩把地", 1),
    ("几分地", 0.5),
    ("没有地", 0),
    ("2.5亩", 2.5),
    ("一亩三分地", 1.3),
    ("半亩", 0.5),
    ("田三亩，山五亩", 8),
    ("一公顷", 15),
    ("三分地", 0.3),
    ("五六亩", 5.5),
    ("十来亩", 10),
    ("没有", 0),
    ("5口人", None),
    ("七分地", 0.7),
    ("一亩二，不对，一亩五", 1.5),
    ("两千平方米", 3.0),
    ("不知道", None),
]
FLOORS = [
    ("120平", 120),
    ("一百二十平方米", 120),
    ("八十来平", 80),
    ("120㎡", 120),
    ("两层，每层60平", 60),
    ("长10米宽8米", 80),
    ("90", 90),
    ("没有房子", 0),
    ("一百多平", 150),
    ("3间", None),
    ("不知道", None),
]


@pytest.mark.parametrize(("text", "value"), LAND)
def test_area_mu(text: str, value: float | None) -> None:
    found = area_mu(text)
    assert (found.value if found else None) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize(("text", "value"), FLOORS)
def test_area_m2(text: str, value: float | None) -> None:
    found = area_m2(text)
    assert (found.value if found else None) == (value if value is None else pytest.approx(value))


@pytest.mark.parametrize("text", ["几分地", "五六亩", "田三亩，山五亩", "一百平方"])
def test_rough_land_is_asked_back(text: str) -> None:
    found = area_mu(text)
    assert found
    assert found.confirm


def test_plain_land_is_not() -> None:
    found = area_mu("三亩二分")
    assert found
    assert not found.confirm
