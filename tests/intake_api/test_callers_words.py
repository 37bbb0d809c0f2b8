"""The hotline writes down an objection or an appeal on a case that a caller names, and sees nothing more of it."""

from typing import Any

import pytest
from fastapi import FastAPI
from http_office import PAGE, app_of, log_in, post
from offices import Clock
from procedure import Procedure
from rows import rows
from starlette.testclient import TestClient

from intake_api.models.tables import AUDIT, EVENTS
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def found(operator: TestClient, find: str) -> str:
    return operator.get("/console/calls", params={"find": find}, headers=PAGE).text


def register(operator: TestClient, case: Procedure, name: str, **over: str) -> Any:
    given = {"receipt": case.case["receipt"], "name": name, "text": "他家有车", "last4": case.case["phone"][-4:]} | over
    return post(operator, "/console/calls/register", **given)


def test_an_objection(office: Office, clock: Clock, app: FastAPI) -> None:
    case, operator = Procedure(office, clock).to("PUBLICITY"), log_in(app, office, "operator")
    page = found(operator, case.case["receipt"])
    assert "登记异议" in page
    assert "申请复核" not in page
    assert f"/console/cases/{case.case_id}" not in page
    answer = register(operator, case, "objection", last4="")
    assert answer.status_code == 303
    assert "登记异议" in operator.get(answer.headers["location"], headers=PAGE).text
    assert case.case["state"] == "VERIFYING"
    event = next(row for row in rows(office, EVENTS, case_id=case.case_id) if row["kind"] == "objected")
    assert event["data"]["receiver"] == "坐席"


def test_an_appeal_by_telephone_number(office: Office, clock: Clock, app: FastAPI) -> None:
    case, operator = Procedure(office, clock).to("REJECTED"), log_in(app, office, "operator")
    assert "申请复核" in found(operator, case.case["phone"])
    wrong = register(operator, case, "appeal", text="还是很难", last4="9999")
    assert wrong.status_code == 422
    assert "还是很难" in wrong.text
    assert case.case["state"] == "REJECTED"
    assert register(operator, case, "appeal", text="还是很难").status_code == 303
    assert case.case["state"] == "APPEAL"
    noted = [(row["act"], row["subject"], row["data"]) for row in rows(office, AUDIT) if row["act"] == "registered"]
    assert noted == [("registered", f"case:{case.case_id}", {"what": "申请复核"})]


@pytest.mark.parametrize(
    ("name", "over", "status"),
    [("appeal", {}, 409), ("withdraw", {}, 422), ("mark_invalid", {}, 422), ("objection", {"text": " "}, 422),
     ("objection", {"receipt": "JA20231110-9999-X"}, 404), ("objection", {"receipt": ""}, 404)],
)  # fmt: skip
def test_nothing_else(office: Office, clock: Clock, app: FastAPI, name: str, over: dict[str, str], status: int) -> None:
    case, operator = Procedure(office, clock).to("PUBLICITY"), log_in(app, office, "operator")
    before = case.kinds()
    answer = register(operator, case, name, **over)
    assert answer.status_code == status
    assert case.kinds() == before


@pytest.mark.parametrize("role", ["village", "dept", "admin", "auditor"])
def test_only_the_hotline(app: FastAPI, office: Office, clock: Clock, role: str) -> None:
    case = Procedure(office, clock).to("PUBLICITY")
    assert register(log_in(app, office, role), case, "objection").status_code == 403
