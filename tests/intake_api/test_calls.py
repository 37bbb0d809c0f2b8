"""A call that an operator wrote down: the same questions and rules, channel HOTLINE."""

from collections.abc import Iterator
from typing import Any

import pytest
from factories import make_account
from farmer import YIYOU, id_number, report, told
from rows import check_log, everything, everything_as_text, rows

from intake_api.errors import FieldErrors
from intake_api.intake.applications import Submitted
from intake_api.intake.calls import log_call
from intake_api.intake.hear import Hearing
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, NOTICES
from intake_api.office import Office

GOOD = {
    "consent": "同意",
    "behalf": "self",
    "name": "陈大明",
    "phone": "13805001234",
    "village": YIYOU,
    "risk": "illness",
    "story": "老婆透析，一年花了八万",
}


@pytest.fixture
def operator(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "operator", f"{work.code}000000")


@pytest.fixture
def hearing(office: Office) -> Iterator[Hearing]:
    opened = Hearing(office)
    yield opened
    opened.stop()


def call(office: Office, operator: Account, **over: str) -> Submitted:
    with office.work() as work:
        return log_call(work, operator, GOOD | over)


READ = {
    "name": [("陈大明", "陈大明"), (" 陈大明 ", "陈大明")],
    "phone": [("13805001234", "13805001234"), ("138 0500 1234", "13805001234"), ("87480420", "0591-87480420"),
              ("没有电话", "none")],
    "village": [(YIYOU, YIYOU), ("宦溪镇亥由村", YIYOU), ("亥由", YIYOU)],
    "risk": [("illness", "illness")],
    "behalf": [("other", "other"), ("给自己家报", "self")],
    "income": [("三万二", 32000), ("20000", 20000)],
    "size": [("4", 4), ("五口人", 5)],
    "story": [("孙子住院", "孙子住院")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("key", "typed", "value"), [(key, typed, value) for key, pairs in READ.items() for typed, value in pairs]
)
def test_what_is_typed_is_read(office: Office, operator: Account, key: str, typed: str, value: Any) -> None:
    call(office, operator, **{key: typed})
    (case,) = rows(office, CASES)
    assert case["answers"][key] == value


WRONG = {
    "consent": ["", "不同意", "他说考虑一下"],
    "name": ["", "？？？"],
    "phone": ["", "123", "1380500123"],
    "village": ["", "闽侯县上街村", "999999999999", "没有的村"],
    "id_number": ["350111197803150000", "123"],
    "size": ["很多", "0", "99"],
    "income": ["不少"],
}


@pytest.mark.parametrize(("key", "typed"), [(key, typed) for key, all_typed in WRONG.items() for typed in all_typed])
def test_what_does_not_fit_is_said_and_nothing_is_stored(
    office: Office, operator: Account, key: str, typed: str
) -> None:
    before = everything(office)
    with pytest.raises(FieldErrors) as refused:
        call(office, operator, **{key: typed})
    assert list(refused.value.fields) == [key]
    words = refused.value.fields[key]
    assert words
    assert not words.isascii()
    assert everything(office) == before


def test_everything_wrong_is_said_at_once(office: Office, operator: Account) -> None:
    with pytest.raises(FieldErrors) as refused, office.work() as work:
        log_call(work, operator, {})
    assert set(refused.value.fields) == {"consent", "name", "phone", "village"}


def test_the_case_is_the_hotlines_and_the_village_is_told(office: Office, operator: Account) -> None:
    with office.work() as work:
        cadre = make_account(work, "village", YIYOU)
    logged = call(office, operator)
    (case,) = rows(office, CASES)
    assert (case["id"], case["receipt"]) == (logged.case_id, logged.receipt)
    assert (case["origin"], case["channel"], case["town"]) == ("HOTLINE", "hotline", f"{YIYOU[:9]}000")
    assert case["answers"]["consent"]  # which text was read is kept
    (event,) = rows(office, EVENTS)
    assert (event["kind"], event["origin"], event["actor"]) == ("submitted", "HOTLINE", operator.id)
    assert [notice["account_id"] for notice in rows(office, NOTICES)] == [cadre.id]
    check_log(office)


def test_who_called_and_wrote_is_one_household(office: Office, operator: Account, hearing: Hearing) -> None:
    first = told(hearing, "farmer", report())
    logged = call(office, operator, story="又住院了")
    assert (logged.receipt, logged.joined) == (first.case, True)
    (case,) = rows(office, CASES)
    assert case["origin"] == "ONLINE"
    assert "又住院了" in case["answers"]["story"]


def test_numbers_of_identity_are_sealed_wherever_they_are_typed(office: Office, operator: Account) -> None:
    numbers = [id_number(n) for n in range(3)]
    call(office, operator, id_number=numbers[0], story=f"他老婆的身份证是{numbers[1]}，住院")
    call(office, operator, id_number=numbers[0], story=f"再说一遍 {numbers[2]}")
    text = everything_as_text(office)
    assert [number for number in numbers if number in text] == []
    (household,) = rows(office, HOUSEHOLDS)
    assert office.sealer.open(household["id_sealed"], "id_number") == numbers[0]


def test_reporting_for_somebody_else(office: Office, operator: Account) -> None:
    call(office, operator, behalf="other", helper_relation="")
    (case,) = rows(office, CASES)
    assert case["answers"]["behalf"] == "other"


def test_unknown_fields_and_odd_characters_do_no_harm(office: Office, operator: Account) -> None:
    call(office, operator, nonsense="x", story="😀\0坏\x07字" + "长" * 10_000)
    (case,) = rows(office, CASES)
    assert len(case["answers"]["story"]) <= 4000
    assert "\0" not in case["answers"]["story"]
