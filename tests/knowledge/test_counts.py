"""How many people, how many months."""

import pytest

from knowledge.numbers.counts import count
from knowledge.numbers.months import months

PEOPLE = [
    ("5口人", 5),
    ("我和老伴，两个孙子", 4),
    ("就我一个", 1),
    ("一家五口", 5),
    ("三个大人两个小孩", 5),
    ("我跟儿子", 2),
    ("夫妻俩带一个孩子", 3),
    ("老两口", 2),
    ("五六个", 6),
    ("我、老婆、三个孩子", 5),
    ("5", 5),
    ("五个人", 5),
    ("我一个人过", 1),
    ("家里4个人，两个老人两个小孩", 4),
    ("没有", 0),
    ("爸妈和我", 3),
    ("我和我老婆还有我妈", 3),
    ("一家三口", 3),
    ("五口，不对，六口人", 6),
    ("七八口人", 8),
    ("不知道", None),
    ("很多", None),
    ("三个 我老头子跟我还有孙子", 3),
]
MONTHS = [
    ("八个月", 8),
    ("半年", 6),
    ("大半年", 8),
    ("一年到头", 12),
    ("没打工", 0),
    ("3月到10月", 8),
    ("仨月", 3),
    ("两三个月", 3),
    ("200天", 7),
    ("一年打八个月", 8),
    ("8", 8),
    ("十二个月", 12),
    ("13个月", None),
    ("没有", 0),
    ("10个多月", 11),
    ("农闲出去", None),
    ("全年", 12),
    ("在家务农", 0),
    ("六个月，不对，七个月", 7),
    ("不知道", None),
]


@pytest.mark.parametrize(("text", "value"), PEOPLE)
def test_count(text: str, value: int | None) -> None:
    found = count(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(("text", "value"), MONTHS)
def test_months(text: str, value: int | None) -> None:
    found = months(text)
    assert (found.value if found else None) == value


def test_a_total_that_agrees_with_the_list_is_not_asked_back() -> None:
    agreed, differing = count("三个 我老头子跟我还有孙子"), count("三个 我老头子跟我")
    assert agreed
    assert differing
    assert not agreed.confirm
    assert not agreed.why
    assert differing.confirm


def test_people_added_up_are_asked_back() -> None:
    added, said = count("我和老伴，两个孙子"), count("5口人")
    assert added
    assert said
    assert added.confirm
    assert not said.confirm
