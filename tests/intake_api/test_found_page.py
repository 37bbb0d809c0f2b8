"""走访登记 and 部门预警: cases that no farmer reported."""

from typing import Any

import pytest
from factories import GUSHAN, HUANXI, YIYOU, make_case
from fastapi import FastAPI
from http_office import PAGE, app_of, log_in, post
from sqlalchemy import select

from intake_api.models.tables import CASES, EVENTS
from intake_api.office import Office

MET = {
    "name": "林阿土", "phone": "13805001299", "village": "宦溪镇亥由村", "risk": "disaster", "story": "台风把房顶掀了",
    "day": "2023-11-08", "why": "房子漏，一家人住在祠堂",
}  # fmt: skip


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def only(office: Office) -> Any:
    with office.work() as work:
        return work.connection.execute(select(CASES)).mappings().one()


def test_a_household_met_on_a_patrol(app: FastAPI, office: Office) -> None:
    answer = post(log_in(app, office, "village", YIYOU), "/console/found", **MET)
    case = only(office)
    assert answer.headers["location"] == f"/console/cases/{case['id']}"
    assert (case["state"], case["origin"], case["town"], case["village"]) == ("ACCEPTED", "PATROL", HUANXI, YIYOU)
    assert case["submitted_at"].date().isoformat() == "2023-11-08", "the 15 days count from the patrol (裁定 4)"
    with office.work() as work:
        event = work.connection.execute(select(EVENTS)).mappings().one()
    assert (event["kind"], event["data"]["note"]) == ("found_on_patrol", MET["why"])


def test_a_department_s_alert_waits_to_be_accepted(app: FastAPI, office: Office) -> None:
    post(log_in(app, office, "county_clerk"), "/console/found", **MET)
    assert (only(office)["state"], only(office)["origin"]) == ("SUBMITTED", "DEPT")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "姓名"),
        ({"village": "没有这个村"}, "村"),
        ({"phone": "12345"}, "号码"),
        ({"day": "2023-12-01"}, "日期还没到"),
        ({"why": ""}, "为什么"),
    ],
)
def test_nothing_typed_is_lost(app: FastAPI, office: Office, wrong: dict[str, str], words: str) -> None:
    answer = post(log_in(app, office, "village", YIYOU), "/console/found", **(MET | wrong))
    assert answer.status_code == 422
    assert words in answer.text
    assert MET["story"] in answer.text
    with office.work() as work:
        assert not work.connection.execute(select(CASES)).first()


def test_not_in_another_village_and_not_twice(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "town_clerk", GUSHAN)
    assert post(client, "/console/found", **MET).status_code == 404
    with office.work() as work:
        make_case(work, name=MET["name"], phone=MET["phone"])
    answer = post(log_in(app, office, "village", YIYOU), "/console/found", **MET)
    assert answer.status_code == 409
    assert "在办" in answer.text


@pytest.mark.parametrize("role", ["operator", "town_leader", "auditor", "admin", "dept"])
def test_others_have_no_such_page(app: FastAPI, office: Office, role: str) -> None:
    assert log_in(app, office, role).get("/console/found", headers=PAGE).status_code in (303, 403, 404)
