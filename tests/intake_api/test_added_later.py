"""Who is added to the sheet after the comparison is asked about too, before the town decides (裁定 8)."""

from typing import Any

import pytest
from offices import Clock
from procedure import PEOPLE, Procedure, id_no, sheet_answers
from rows import rows

from intake_api.casework import comparisons, measures
from intake_api.errors import Conflict
from intake_api.models.tables import COMPARISONS, MEASURES
from intake_api.office import Office

CIVIL = "民政局"
BROTHER = {"member_name": "陈大海", "sex": "male", "relation": "r70", "id_no": id_no("19790101", 8, False)}


def with_brother() -> dict[str, Any]:
    """The sheet with one adult more."""
    like = {key.partition(".")[2]: value for key, value in sheet_answers().items() if key.startswith("member[0].")}
    return sheet_answers() | {f"member[6].{key}": value for key, value in (like | BROTHER).items()}


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    """Compared; then another visit finds a brother who lives there too."""
    found = Procedure(office, clock).to("VERIFYING")
    found.visit()
    found.authorise(0, 1, 2, 3)
    found.compare(CIVIL)
    assert found.case["state"] == "VERIFYING"
    found.visit(id="visit-again", answers=with_brother())
    return found


def send(case: Procedure) -> None:
    with case.office.work() as work:
        comparisons.send(work, case.person("county_clerk"), case.case_id, case.case["version"], (CIVIL,))


def to_town(case: Procedure) -> None:
    case.do("village", "to_review")
    case.clock.advance(days=4)
    case.do("village", "vote_pass")
    case.clock.advance(days=6)
    case.do("village", "publicity_end_ok")


def test_the_town_waits_until_he_was_asked_about(case: Procedure) -> None:
    with pytest.raises(Conflict, match="还差授权：陈大海"):
        send(case)
    case.authorise(6)
    to_town(case)
    with pytest.raises(Conflict, match="陈大海"):
        case.do("town_leader", "town_pass")
    send(case)
    with pytest.raises(Conflict, match="没有回全"):
        case.do("town_leader", "town_pass")
    (waiting,) = [row for row in rows(case.office, COMPARISONS) if not row["answered_at"]]
    assert waiting["name"] == "陈大海"
    with case.office.work() as work:
        comparisons.answer(work, case.person("county_clerk"), waiting["id"], "none", "经办人张")
    case.both("town_leader", "second_leader", "town_pass")
    assert case.case["state"] == "COUNTY_CONFIRM"


def test_nobody_is_asked_about_twice(case: Procedure) -> None:
    case.authorise(6)
    send(case)
    with pytest.raises(Conflict, match="已经送出"):
        send(case)
    assert len(rows(case.office, COMPARISONS)) == len(PEOPLE) + 1


def test_the_plan_keeps_its_development(office: Office, clock: Clock) -> None:
    """方案 三(五): with hands at home, a set plan does not lose its only developing measure."""
    case = Procedure(office, clock).to("ASSISTING")
    case.plan("safety_net", what="发救助金")
    (job,) = rows(office, MEASURES, category="job")
    with office.work() as work, pytest.raises(Conflict, match="先加上另一项"):
        measures.drop(work, case.person("village"), job["id"], "不去了")
    case.plan("industry", what="养兔子")
    with office.work() as work:
        assert measures.drop(work, case.person("village"), job["id"], "不去了")["dropped_at"]
