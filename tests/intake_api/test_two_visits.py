"""Two people visit one household: the second overwrites nothing it never saw."""

from typing import Any

import pytest
from offices import Clock
from procedure import Procedure, sheet_answers
from rows import rows

from intake_api.casework import overwriting
from intake_api.casework.overwriting import Started
from intake_api.errors import Conflict
from intake_api.intake import applications
from intake_api.intake.cases import Origin
from intake_api.models.tables import VISITS
from intake_api.office import Office

SOME = {"wage_income": 30000, "member[0].member_name": "陈大山", "member[0].relation": "r02"}


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    return Procedure(office, clock).to("VERIFYING")


def known(case: Procedure) -> dict[str, Any]:
    return overwriting.known_of(case.case, case.office.sealer)


def begun(case: Procedure) -> Started:
    """What a telephone takes along now."""
    with case.office.work() as work:
        return overwriting.started(work.connection, work.code, case.office.sealer, case.case_id, known(case))


def test_the_second_is_told_who_was_first_and_what_differs(case: Procedure) -> None:
    took = begun(case)
    case.visit(id="visit-first")
    before = known(case)
    with pytest.raises(Conflict, match=r"village .*已经交了.*工资性收入.*还在手机上"):
        case.visit("town_clerk", id="visit-second", answers=SOME, started=took)
    assert known(case) == before
    assert len(rows(case.office, VISITS)) == 1
    case.visit("town_clerk", id="visit-second", answers=SOME, started=begun(case))
    assert known(case)["wage_income"] == 30000


def test_ones_own_sheet_taken_back_goes_as_another_visit(case: Procedure) -> None:
    took = begun(case)
    case.visit(id="visit-first", started=took)
    case.visit(id="visit-second", answers=SOME, started=took)
    assert known(case)["wage_income"] == 30000


def correct(case: Procedure, **said: Any) -> None:
    """The farmer puts right what was reported."""
    with case.office.work() as work:
        applications.supplement(work, case.case, "写错了", said, Origin("ONLINE", "wechat"))


def test_a_farmers_correction_is_not_overwritten(case: Procedure) -> None:
    took = begun(case)
    correct(case, phone="13700000009")
    with pytest.raises(Conflict, match=r"有人改过：联系电话"):
        case.visit(answers=SOME | {"phone": "13711111111"}, started=took)
    case.visit(answers=SOME, started=took)  # it says nothing of the telephone
    assert known(case)["phone"] == "13700000009"


def test_what_says_the_same_overwrites_nothing(case: Procedure) -> None:
    took = begun(case)
    correct(case, phone="13700000009")
    case.visit(answers=sheet_answers() | {"phone": "13700000009"}, started=took)


def test_marks_tell_no_value(case: Procedure) -> None:
    took = begun(case)
    assert not set(took.marks.values()) & {str(each) for each in known(case).values()}
    assert all(len(mark) == 16 for mark in took.marks.values())
