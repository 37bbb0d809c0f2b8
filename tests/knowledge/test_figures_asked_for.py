"""Among several figures the one that the question names is certain; rates and rooms are no areas."""

import pytest

from knowledge.heads.counts import count
from knowledge.land.areas import area_m2, area_mu
from knowledge.work_year.months import months


@pytest.mark.parametrize(
    ("parse", "question", "text", "value"),
    [
        (area_mu, "茶园几亩？", "茶山三亩，还有两亩水田", 3),
        (area_mu, "流转出去几亩？", "给公司五亩，自家留了两亩", 5),
        (area_mu, "家里有几亩田？", "三亩，都荒了", 3),
        (area_m2, "租的房子多大？", "单间，十八平", 18),
        (area_m2, "倒掉多少平方？", "猪栏倒了三十平", 30),
        (area_m2, "住房面积？", "三层，建筑面积240平", 240),
        (count, "您有几个儿子？", "没儿子，就两个女儿", 0),
        (count, "家里有几位老人？", "爸妈都健在", 2),
        (count, "几个人打工？", "没一个打工", 0),
        (months, "在家几个月，外出打工几个月？", "在家四个月，打工八个月", 8),
        (months, "一年做几个月？", "全年，一天都没休", 12),
    ],
)
def test_what_the_question_names_is_sure(parse, question: str, text: str, value: float) -> None:  # type: ignore[no-untyped-def]
    found = parse(text, question)
    assert found
    assert (found.value, found.confirm) == (value, False)


def test_a_rent_for_one_mu_is_no_land() -> None:
    assert area_mu("租金一亩八百", "租了几亩地？") is None


def test_storeys_are_reckoned_and_asked_back() -> None:
    found = area_m2("十米乘八米，三层", "房子多少平？")
    assert found
    assert (found.value, found.confirm) == (240, True)
