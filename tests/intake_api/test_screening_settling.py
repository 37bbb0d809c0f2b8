"""What the town does about a hit: a case, no risk, a visit, a difficulty."""

from typing import Any

import pytest
from factories import GUSHAN, HUANXI, YIYOU, make_account, make_case
from listed import figure, hits, imported
from rural import enrolled, events, rows
from sqlalchemy import select

from intake_api.casework import issues
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from intake_api.intake.households import ID_FIELD
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS
from intake_api.office import Office
from intake_api.screening import settling
from intake_api.screening.hits import screen

COUNTY, DISTRICT = "350111", "350111000000"


@pytest.fixture
def clerk(office: Office) -> Account:
    """镇信息员 of 宦溪镇."""
    with office.work() as work:
        return make_account(work, "town_clerk", HUANXI)


def _hit(office: Office, source: str = "medical", **says: Any) -> str:
    with office.work() as work:
        home = enrolled(work, phone="13805001234", id_sealed=work.office.sealer.seal("350111197503180017", ID_FIELD))
    screen(office, COUNTY, imported(office, source, [(home, {"amount": 30_000} | says)]))
    return str(hits(office)[-1]["id"])


def test_a_suspect_is_an_accepted_case_of_the_department(office: Office, clerk: Account, clock: Any) -> None:
    hit = _hit(office)
    clock.advance(days=2)
    with office.work() as work:
        case_id = settling.suspect(work, clerk, hit)
    (case,) = rows(office, CASES)
    assert (case["id"], case["origin"], case["state"], case["risk"]) == (case_id, "DEPT", "ACCEPTED", "illness")
    assert case["answers"]["story"] == "医保大额自付 30,000 元"
    assert case["submitted_at"].astimezone(office.county().zone).date().isoformat() == "2023-11-10", "裁定 4"
    assert (hits(office)[0]["state"], hits(office)[0]["case_id"]) == ("case", case_id)
    assert figure(office, "dept_suspects") == 1
    assert figure(office, "dept_screened") == 1


def test_the_district_says_suspect_and_the_town_accepts(office: Office, clerk: Account) -> None:
    hit = _hit(office)
    with office.work() as work:
        district = make_account(work, "county_clerk", DISTRICT)
        settling.suspect(work, district, hit, "disability")
    (case,) = rows(office, CASES)
    assert (case["state"], case["risk"]) == ("SUBMITTED", "disability")
    assert figure(office, "dept_suspects") == 0


def test_a_household_with_a_case_in_hand_keeps_it(office: Office, clerk: Account) -> None:
    hit = _hit(office)
    with office.work() as work:
        mine = make_case(work, household_id=hits(office)[0]["household_id"])
        assert settling.suspect(work, clerk, hit) == mine["id"]
    assert len(rows(office, CASES)) == 1
    assert figure(office, "dept_suspects") == 0, "the farmer's own report has its column"


def test_one_case_answers_the_hits_of_all_lists(office: Office, clerk: Account) -> None:
    hit = _hit(office)
    screen(office, COUNTY, imported(office, "accident", [(hits(office)[0]["household_id"], {})]))
    with office.work() as work:
        case_id = settling.suspect(work, clerk, hit)
    assert [(each["source"], each["state"], each["case_id"]) for each in hits(office)] == [
        ("medical", "case", case_id),
        ("accident", "case", case_id),
    ]


def test_no_risk_says_why(office: Office, clerk: Account) -> None:
    hit = _hit(office)
    with office.work() as work, pytest.raises(Invalid):
        settling.no_risk(work, clerk, hit, "  ")
    with office.work() as work:
        settling.no_risk(work, clerk, hit, "报销后自付三千，儿子在外有稳定收入")
    (found,) = hits(office)
    assert (found["state"], found["settled_by"], found["settled_why"][:3]) == ("settled", clerk.id, "报销后")
    assert ("hit_settled", "2023-11-10") in events(office)
    with office.work() as work, pytest.raises(Conflict):
        settling.suspect(work, clerk, hit)


def test_arranged_for_a_visit_it_has_the_days_of_a_visit(office: Office, clerk: Account) -> None:
    hit = _hit(office)
    with office.work() as work:
        settling.arrange(work, clerk, hit)
    (found,) = hits(office)
    assert (found["state"], found["want"]) == ("open", "visit")
    assert found["due_at"].astimezone(office.county().zone).isoformat() == "2023-11-26T00:00:00+08:00"
    with office.work() as work, pytest.raises(Conflict):
        settling.arrange(work, clerk, hit)


def test_a_difficulty_of_a_list_is_the_departments(office: Office, clerk: Account) -> None:
    hit = _hit(office, "housing", amount=None, grade="D")
    with office.work() as work:
        issue = settling.problem(work, clerk, hit, "housing", "D 级危房，还有人住")
    assert hits(office)[0]["state"] == "open"
    assert (figure(office, "dept_problems"), figure(office, "dept_solved")) == (1, 0)
    assert figure(office, "patrol_problems") == 0
    with office.work() as work:
        issues.resolve(work, clerk, issue, "2023-11-10", "已搬到安置房")
    assert (figure(office, "dept_problems"), figure(office, "dept_solved")) == (1, 1)
    with office.database.read() as session:
        cases = session.connection().execute(select(EVENTS.c.case_id).where(EVENTS.c.kind == "issue_found")).scalars()
        assert list(cases) == [None]


def test_a_visit_answers_what_asked_for_one(office: Office) -> None:
    hit = _hit(office, "tekun", amount=None)
    screen(office, COUNTY, imported(office, "medical", [(hits(office)[0]["household_id"], {"amount": 30_000})]))
    home = hits(office)[0]["household_id"]
    with office.work() as work:
        settling.visited(work, home, "who")
    assert [each["state"] for each in hits(office)] == ["visited", "open"], hit
    with office.work() as work:
        settling.visited(work, home, "who", case_id="case-1")
    assert [(each["state"], each["case_id"]) for each in hits(office)] == [("visited", ""), ("case", "case-1")]


@pytest.mark.parametrize(
    ("role", "area", "problem"),
    [
        ("town_clerk", HUANXI, None),
        ("county_clerk", DISTRICT, None),
        ("town_clerk", GUSHAN, NotFound),
        ("village", YIYOU, NotAllowed),
        ("grid", YIYOU, NotAllowed),
        ("town_leader", HUANXI, NotAllowed),
        ("county_leader", DISTRICT, NotAllowed),
        ("auditor", DISTRICT, NotAllowed),
        ("dept", DISTRICT, NotFound),
        ("operator", DISTRICT, NotFound),
        ("admin", DISTRICT, NotFound),
    ],
)
def test_who_may_settle(office: Office, role: str, area: str, problem: type[Problem] | None) -> None:
    hit = _hit(office)
    with office.work() as work:
        account = make_account(work, role, area)
        steps = (
            lambda: settling.problem(work, account, hit, "medical", "药费高"),
            lambda: settling.arrange(work, account, hit),
            lambda: settling.suspect(work, account, hit),
        )
        for step in steps:
            if problem is None:
                step()
            else:
                with pytest.raises(problem):
                    step()
