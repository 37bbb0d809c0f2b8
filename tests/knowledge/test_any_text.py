"""No parser falls over, whatever people type; and every question gets an outcome."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import meaning, receipts
from knowledge.answers import yes_no
from knowledge.choices import choosing
from knowledge.danger.distress import distress
from knowledge.heads import counts
from knowledge.land import areas
from knowledge.money import amounts
from knowledge.numbers import numerals
from knowledge.people import id_numbers, masking, names, phones, relations, sex
from knowledge.policy import County
from knowledge.risks import rules as risks
from knowledge.work_year import months

_COMMON = (
    "零一二两三四五六七八九十百千万亿几半多来把出头不到大小好每个月天年元块亩分平我的是叫打没有不对，。0123456789.wk- "
)
_TYPED = st.text(
    alphabet=st.one_of(
        st.sampled_from(_COMMON),
        st.characters(),
    ),
    max_size=60,
)
PARSERS: list[Callable[[str], Any]] = [
    numerals.number,
    numerals.integer,
    amounts.money,
    areas.area_mu,
    areas.area_m2,
    counts.count,
    months.months,
    id_numbers.id_number,
    phones.phone,
    id_numbers.looks_like_id,
    phones.looks_like_phone,
    masking.hide_private,
    names.name,
    relations.relation,
    sex.sex,
    yes_no.yes_no,
    lambda text: choosing.choose(text, ["因大病", "因学"]),
    risks.guess_risks,
    distress,
    meaning.is_question,
    meaning.tells_hardship,
    receipts.parse,
    receipts.looks_like_receipt,
]


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: getattr(parser, "__name__", "parser"))
@given(text=_TYPED)
def test_a_parser_never_falls_over(parser: Callable[[str], Any], text: str) -> None:
    parser(text)


@given(text=_TYPED)
def test_places_facts_and_answers_never_fall_over(county: County, text: str) -> None:
    places = county.places
    assert all(0 < match.score <= 1 for match in places.find_villages(text))
    places.find_town(text)
    places.outside(text)
    meaning.facts(text, places)
    assert county.library.ask(text).outcome in ("answered", "unsure", "out_of_scope", "emergency")


@given(text=_TYPED)
def test_amounts_are_sane(text: str) -> None:
    for parser in (amounts.money, areas.area_mu, areas.area_m2):
        found = parser(text)
        if found:
            assert found.value >= 0
            assert found.low is None or (found.high is not None and found.low <= found.value <= found.high)
    counted, worked = counts.count(text), months.months(text)
    assert counted is None or 0 <= counted.value <= 60
    assert worked is None or 0 <= worked.value <= 12


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: getattr(parser, "__name__", "parser"))
def test_long_texts_are_no_trap(parser: Callable[[str], Any]) -> None:
    for long in ("一" * 2000, "1 " * 1000, "我的" * 1000, "三万到" * 700, "12345678901-" * 160):
        parser(long)
