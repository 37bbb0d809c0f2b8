"""附件2 over HTTP: within each one's area."""

import json
from io import BytesIO
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from fastapi import FastAPI
from http_office import REPORT, app_of, client_of, log_in, person
from openpyxl import load_workbook
from starlette.testclient import TestClient

from intake_api.casework.actions import act
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    return client_of(app)


@pytest.fixture
def counted(office: Office) -> None:
    """One accepted household in 亥由村 (宦溪镇), one in 鼓一村 (鼓山镇)."""
    with office.work() as work:
        for number, (town, village) in enumerate([(HUANXI, YIYOU), (GUSHAN, GUYI)], 1):
            cadre = make_account(work, "village", village)
            case = make_case(work, id=f"case-{number}", town=town, village=village)
            act(work, cadre, case["id"], "accept", 1, {})


def total(body: dict[str, Any]) -> Any:
    return body["total"][[column["key"] for column in body["columns"]].index("online")]


def test_annex2_for_a_program(app: FastAPI, counted: None) -> None:
    client = client_of(app)
    body = client.get("/api/v1/annex2?since=&until=&unit=", headers=REPORT).json()
    assert len(body["columns"]) == 15
    assert total(body) == 2
    assert {"key", "title", "group", "unit"} <= set(body["columns"][1])
    rows = client.get("/api/v1/annex2/rows?column=online", headers=REPORT).json()["rows"]
    assert len(rows) == 2
    assert {row["name"] for row in rows} == {"陈*"}
    assert "13800000000" not in json.dumps(rows)
    nobody = client.get("/api/v1/annex2?since=2023-12-01&until=2023-12-02", headers=REPORT).json()
    assert total(nobody) == 0


@pytest.mark.parametrize(
    ("role", "unit", "expected"),
    [
        ("county_clerk", "", 2),
        ("county_leader", HUANXI, 1),
        ("auditor", "鼓山镇", 1),
        ("town_clerk", "", 1),
        ("town_leader", HUANXI, 1),
        ("town_clerk", "宦溪镇", 1),
        ("town_clerk", GUSHAN, None),
        ("town_clerk", "350111", None),
        ("village", "", None),
        ("village", HUANXI, None),
        ("operator", "", None),
        ("admin", "", None),
        ("dept", "", None),
    ],
)
def test_annex2_for_people_stays_within_their_area(
    app: FastAPI, office: Office, counted: None, role: str, unit: str, expected: int | None
) -> None:
    client = log_in(app, office, role)
    for path in ("annex2", "annex2/rows", "annex2.xlsx"):
        answer = client.get(f"/api/v1/{path}", params={"unit": unit, "column": "online"})
        assert answer.status_code == (403 if expected is None else 200), path
    if expected is not None:
        assert total(client.get("/api/v1/annex2", params={"unit": unit}).json()) == expected
        rows = client.get("/api/v1/annex2/rows", params={"unit": unit, "column": "online"}).json()["rows"]
        assert len(rows) == expected


def test_a_village_reads_the_rows_of_its_own_village(app: FastAPI, office: Office, counted: None) -> None:
    client = log_in(app, office, "village")
    answer = client.get("/api/v1/annex2/rows", params={"unit": YIYOU, "column": "online"})
    assert len(answer.json()["rows"]) == 1
    assert client.get("/api/v1/annex2/rows", params={"unit": GUYI, "column": "online"}).status_code == 403


def test_the_workbook_opens(app: FastAPI, office: Office, counted: None) -> None:
    client = log_in(app, office, "town_clerk")
    answer = client.get("/api/v1/annex2.xlsx")
    assert "attachment" in answer.headers["content-disposition"]
    sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "防止返贫动态监测和帮扶工作开展情况汇总表" in cells


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday",
        "since=9999-12-31",
        "until=9999-12-31",
        "until=0001-01-01",
        "since=2023-12-02&until=2023-12-01",
        "unit=北京市",
        "column=none",
        "column=patrol_lifted",
    ],
)
def test_papers_that_cannot_be(app: FastAPI, query: str) -> None:
    answer = client_of(app).get(f"/api/v1/annex2/rows?column=online&{query}", headers=REPORT)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_someone_not_logged_in_gets_no_paper(office: Office, app: FastAPI) -> None:
    person(office, "county_clerk")
    assert client_of(app).get("/api/v1/annex2").status_code == 401
