"""转办单: a department sees what was handed on to it, answers, puts down what it did; nothing else of a case."""

from collections.abc import Mapping
from typing import Any

import pytest
from factories import make_account
from fastapi import FastAPI
from http_office import COUNTY, PAGE, PASSWORD, SAME_SITE, _quick_hash, app_of, client_of, log_in, post
from offices import Clock
from procedure import Procedure
from rows import rows
from starlette.testclient import TestClient

from intake_api.casework import measures
from intake_api.casework.actions import farmer_acts
from intake_api.casework.referrals import targets_of
from intake_api.models.tables import ACCOUNTS, EVENTS, MEASURES, REFERRALS
from intake_api.office import Office

HELP = {"category": "health", "what": "医疗救助 3000 元", "day": "2023-11-10", "evidence": "已发放，有回单"}


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    """Handed on for 医疗救助."""
    found = Procedure(office, clock).to("VERIFYING")
    found.do("village", "refer")
    return found


def desk(app: FastAPI, office: Office, department: str) -> TestClient:
    login = f"dept{len(rows(office, ACCOUNTS))}"
    with office.work() as work:
        over = {"login": login, "name": "周科员", "password": _quick_hash(), "department": department}
        make_account(work, "dept", COUNTY, **over)
    client = client_of(app)
    form = {"login": login, "password": PASSWORD}
    assert client.post("/console/login", data=form, headers=SAME_SITE).status_code == 303
    return client


def step(client: TestClient, path: str, **data: str) -> Any:
    return post(client, f"/console/referrals/{path}", **data)


def referral(office: Office) -> Mapping[str, Any]:
    (row,) = rows(office, REFERRALS)
    return row


@pytest.mark.parametrize(
    ("department", "gets"),
    [("医保局", {"medical_aid", "insurance"}), ("民政局", {"dibao", "dibao_edge", "tekun", "relief"}),
     ("住建局", {"housing"}), ("应急管理局", {"disaster"}), ("残联", {"disability"}), ("财政局", set()), ("", set())],
)  # fmt: skip
def test_who_gets_what(department: str, gets: set[str]) -> None:
    assert set(targets_of(department)) == gets


def test_it_sees_who_where_and_what_and_no_more(app: FastAPI, office: Office, case: Procedure) -> None:
    text = desk(app, office, "医保局").get("/console/referrals", headers=PAGE).text
    assert all(words in text for words in ("陈大山", "亥由村", "大病自付六万", "医保：医疗救助"))
    assert case.case["phone"] not in text
    assert f"/cases/{case.case_id}" not in text


def test_another_departments_are_not_there(app: FastAPI, office: Office, case: Procedure) -> None:
    other = desk(app, office, "民政局")
    assert "陈大山" not in other.get("/console/referrals", headers=PAGE).text
    id = referral(office)["id"]
    assert step(other, f"{id}/answer", result="solved", text="办了").status_code == 404
    assert step(other, f"{id}/measure", **HELP).status_code == 404
    assert referral(office)["answered_at"] is None


def test_it_answers_for_itself(app: FastAPI, office: Office, case: Procedure) -> None:
    client, id = desk(app, office, "医保局"), referral(office)["id"]
    refused = step(client, f"{id}/answer", result="solved")
    assert (refused.status_code, "再写一句结果" in refused.text) == (422, True)
    assert step(client, f"{id}/answer", result="partly", text="报了一半").status_code == 303
    assert (referral(office)["answer"], referral(office)["answer_note"]) == ("partly", "报了一半")
    assert step(client, f"{id}/answer", result="solved", text="又办了").status_code == 409
    assert "报了一半" in client.get("/console/referrals", headers=PAGE).text


def test_it_puts_down_what_it_did(app: FastAPI, office: Office, clock: Clock) -> None:
    case = Procedure(office, clock).to("RECOGNIZED")
    case.do("village", "refer")
    client, id = desk(app, office, "医保局"), referral(office)["id"]
    given = HELP | {"day": clock.now.date().isoformat()}
    lacking = step(client, f"{id}/measure", **given | {"evidence": ""})
    assert (lacking.status_code, "医疗救助 3000 元" in lacking.text) == (422, True)
    assert rows(office, MEASURES) == []
    assert step(client, f"{id}/measure", **given).status_code == 303
    (measure,) = rows(office, MEASURES)
    assert (measure["owner"], measure["implemented_day"]) == ("医保局", given["day"])
    assert case.case["state"] == "ASSISTING"


def test_help_before_the_recognition_is_urgent_help(app: FastAPI, office: Office, case: Procedure) -> None:
    client, id = desk(app, office, "医保局"), referral(office)["id"]
    assert step(client, f"{id}/measure", **HELP).status_code == 303
    assert case.kinds()[-1] == "urgent_help"
    assert case.case["state"] == "VERIFYING"


def test_a_measure_of_the_plan_that_it_answers_for(app: FastAPI, office: Office, clock: Clock) -> None:
    case = Procedure(office, clock).to("RECOGNIZED")
    id = case.plan("job", what="推荐到园区上班", owner="人社局")
    day = clock.now.date().isoformat()
    assert "推荐到园区上班" not in desk(app, office, "医保局").get("/console/referrals", headers=PAGE).text
    assert step(desk(app, office, "医保局"), f"measures/{id}/done", day=day, evidence="x").status_code == 404
    client = desk(app, office, "人社局")
    assert "推荐到园区上班" in client.get("/console/referrals", headers=PAGE).text
    assert step(client, f"measures/{id}/done", day=day, evidence="签了合同").status_code == 303
    assert rows(office, MEASURES)[0]["evidence"] == "签了合同"
    assert "推荐到园区上班" not in client.get("/console/referrals", headers=PAGE).text


def test_what_was_taken_back_is_no_longer_shown(app: FastAPI, office: Office, case: Procedure) -> None:
    with office.work() as work:
        farmer_acts(work, case.case_id, "withdraw", {})
    client, id = desk(app, office, "医保局"), referral(office)["id"]
    assert "陈大山" not in client.get("/console/referrals", headers=PAGE).text
    assert step(client, f"{id}/answer", result="solved", text="办了").status_code == 404


def test_a_department_plans_and_drops_nothing(office: Office, clock: Clock) -> None:
    case = Procedure(office, clock).to("RECOGNIZED")
    id = case.plan("job", owner="人社局")
    dept = case.person("dept").model_copy(update={"department": "人社局"})
    with office.work() as work, pytest.raises(Exception, match="由村、镇来定"):
        measures.drop(work, dept, id, "不办")
    assert "measure_dropped" not in [row["kind"] for row in rows(office, EVENTS)]


@pytest.mark.parametrize("role", ["village", "town_clerk", "operator", "auditor", "admin"])
def test_nobody_else_has_the_page(app: FastAPI, office: Office, role: str) -> None:
    assert log_in(app, office, role).get("/console/referrals", headers=PAGE).status_code == 403
