"""What a page filled in, read against the one declaration."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procedure import sheet_answers

from dialogs.declaration import load_form
from intake_api.casework import filling
from intake_api.errors import FieldErrors
from intake_api.office import Office


def read(office: Office, **given: Any) -> dict[str, Any]:
    with office.work() as work:
        return filling.read(work, {key.replace("__", "[0]."): value for key, value in given.items()})


def test_a_whole_sheet(office: Office) -> None:
    with office.work() as work:
        assert filling.read(work, sheet_answers()) == sheet_answers()


@pytest.mark.parametrize(
    ("key", "sent", "kept"),
    [
        ("wage_income", 32000, 32000),
        ("wage_income", "32000", 32000),
        ("wage_income", "三万二", 32000),
        ("farmland_mu", "3亩2分", 3.2),
        ("safe_water", True, True),
        ("safe_water", "否", False),
        ("house_grade", "C", "C"),
        ("house_grade", "C级(局部危险)", "C"),
        ("risk", "因大病", "illness"),
        ("member__health", ["chronic", "disabled"], ["chronic", "disabled"]),
        ("member__relation", "配偶", "r10"),
        ("member__member_name", "林秀英", "林秀英"),
        ("member__work_months", 12, 12),
        ("village", "350111103210", "350111103210"),
        ("village", "宦溪镇亥由村", "350111103210"),
        ("fill_date", "2023-11-12", "2023-11-12"),
    ],
)
def test_as_people_and_pages_say_it(office: Office, key: str, sent: Any, kept: Any) -> None:
    assert list(read(office, **{key: sent}).values()) == [kept]


@pytest.mark.parametrize(
    ("key", "sent"),
    [
        ("wage_income", -1), ("wage_income", float("nan")), ("wage_income", float("inf")), ("wage_income", True),
        ("wage_income", "不晓得"), ("wage_income", {"a": 1}), ("member__work_months", 13), ("house_grade", "E"),
        ("member__health", ["healthy", "flying"]), ("member__id_no", "350111197803150019"), ("phone", "1234"),
        ("sex", "male"), ("member__risk", "illness"), ("transfer_income", 5), ("nothing", "x"), ("village", "没有这村"),
        ("village", "350111999999"),
        ("fill_date", "不记得了"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(office: Office, key: str, sent: Any) -> None:
    with pytest.raises(FieldErrors) as wrong:
        read(office, **{key: sent})
    assert list(wrong.value.fields) == [key.replace("__", "[0].")]


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    with pytest.raises(FieldErrors) as wrong:
        read(office, wage_income=-1, phone="12", house_grade="Z", safe_water=True)
    assert set(wrong.value.fields) == {"wage_income", "phone", "house_grade"}


def test_empty_ones_are_left_out(office: Office) -> None:
    assert read(office, wage_income="", phone=None, member__health=[]) == {}


KEYS = [question.key for question in load_form()] + [f"member[{n}].{key}" for n in (0, 99) for key in ("sex", "id_no")]
VALUES = st.one_of(
    st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.none(), st.lists(st.text(max_size=5))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given=st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8))
def test_anything_is_read_or_refused_in_words(office: Office, given: dict[str, Any]) -> None:
    with suppress(FieldErrors), office.work() as work:
        filling.read(work, given)
