"""What is refused or goes wrong: told politely, logged without anything personal; health and figures."""

import logging
from typing import Any

import pytest
from factories import make_case
from fastapi import FastAPI
from http_office import BOTS, PAGE, SAME_SITE, app_of, client_of, log_in
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from dialogs.messages import Heard, Message, Unavailable
from intake_api.app import create_app
from intake_api.notices import outbox
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    return client_of(app)


def say(client: TestClient, id: str, **body: Any) -> Any:
    whole = {"channel": "api", "user": "u1", "message_id": id} | body
    return client.post("/api/v1/messages", json=whole, headers=BOTS)


class Broken:
    """An intake that fails in a given way."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def hear(self, message: Message) -> Heard:
        """Fail."""
        raise self.error


def test_a_surprise_is_told_politely_and_logged_without_anything_personal(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(create_app(office, Broken(RuntimeError("陈大明 13800000000"))))
    with caplog.at_level(logging.ERROR, logger="intake_api"):
        answer = say(client, "m-42", text="陈大明 13800000000")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "12317" in answer.json()["detail"]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("intake_api")]
    assert len(ours) == 1
    assert "RuntimeError POST" in ours[0]
    assert "/api/v1/messages" in ours[0]
    assert "m-42" in ours[0]
    for secret in ("陈大明", "13800000000"):
        assert secret not in ours[0] + answer.text


def test_an_intake_that_is_away_asks_to_come_back(office: Office) -> None:
    answer = say(client_of(create_app(office, Broken(Unavailable("disk full")))), "m1", text="x")
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "disk" not in answer.text


def test_problems_are_json_for_programs_and_pages_for_people(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "village")
    for path, status in (("/console/cases/none", 404), ("/console/accounts", 403), ("/console/none", 404)):
        as_json = client.get(path)
        assert as_json.status_code == status
        assert as_json.headers["content-type"] == "application/problem+json"
        page = client.get(path, headers=PAGE)
        assert (page.status_code, page.headers["content-type"]) == (status, "text/html; charset=utf-8")
        assert "回到首页" in page.text
    assert client.get("/nowhere").json()["title"] == "找不到"
    assert client.delete("/healthz").json() == {"type": "about:blank", "title": "这个地址不能这样用", "status": 405}


def test_every_answer_carries_the_safe_headers(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "village")
    for path in ("/console", "/healthz", "/nowhere", "/console/accounts", "/api/v1/annex2"):
        headers = client.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_no_page_loads_scripts_from_elsewhere(anybody: TestClient) -> None:
    assert anybody.get("/docs").status_code == 404
    assert anybody.get("/redoc").status_code == 404
    assert "/api/v1/messages" in anybody.get("/openapi.json").json()["paths"]


def test_health(office: Office) -> None:
    status = {"web": "", "wechat": "没有设置 BAOPIN_WECHAT_TOKEN"}
    client = client_of(create_app(office, Broken(RuntimeError()), channels_status=lambda: status))
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["channels"] == {
        "web": {"on": True, "why": ""},
        "wechat": {"on": False, "why": status["wechat"]},
    }
    office.database.close()


def test_not_ready_without_a_database(app: FastAPI, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    with office.database.write() as connection:
        connection.execute(text("ALTER TABLE counter RENAME TO counter_away"))
    answer = client_of(app).get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False


def test_metrics_count_and_name_nobody(app: FastAPI, office: Office) -> None:
    with office.work() as work:
        make_case(work)
        outbox.post(work, "k", channel="wechat", user="openid-of-chen", text="x")
    text = client_of(app).get("/metrics").text
    assert 'baopin_cases{county="350111",state="SUBMITTED"} 1.0' in text
    assert 'baopin_notices{channel="wechat",county="350111",state="due"} 1.0' in text
    for secret in ("陈", "13800000000", "openid"):
        assert secret not in text


@pytest.mark.parametrize("path", ["/console/cases/none", "/api/v1/annex2"])
def test_a_database_that_is_away_is_no_fault_of_ours(
    app: FastAPI, office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    client = log_in(app, office, "county_clerk")

    def away(*_: object) -> Any:
        raise OperationalError("SELECT", {}, RuntimeError("陈大明"))

    monkeypatch.setattr(office.database.engine, "connect", away)
    answer = client.get(path, headers=PAGE)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "12317" in answer.text
    assert "RuntimeError" in caplog.text
    assert "陈大明" not in caplog.text


def test_what_no_database_takes_is_refused(app: FastAPI, office: Office) -> None:
    client = client_of(app)
    for login in ("qu\0", "\0"):
        answer = client.post("/console/login", data={"login": login, "password": "x"}, headers=SAME_SITE)
        assert answer.status_code == (403 if office.database.is_sqlite else 422)
    clerk = log_in(app, office, "county_clerk")
    assert clerk.get("/console/cases/a%00b").status_code == (404 if office.database.is_sqlite else 422)
