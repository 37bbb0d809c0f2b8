"""HTTP: every route walked for who may use it; the bots' three endpoints; refusals; limits."""

import json
import logging
from io import BytesIO
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from fastapi import FastAPI
from http_office import BOTS, PAGE, REPORT, SAME_SITE, address, app_of, client_of, log_in, person, routes
from openpyxl import load_workbook
from starlette.testclient import TestClient

from dialogs.messages import Heard, Message, Unavailable
from intake_api.access.roles import ROLES
from intake_api.app import create_app
from intake_api.casework.actions import act
from intake_api.console.menu import PAGES
from intake_api.notices import outbox
from intake_api.office import Office

PUBLIC = {
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/forms/{key}",
    "/console",
    "/console/login",
    "/console/logout",
    "/console/static/{name}",
}
BOT_ROUTES = {"/api/v1/messages", "/api/v1/notices/claim", "/api/v1/notices/{notice_id}"}
REPORT_ROUTES = {"/api/v1/annex2", "/api/v1/annex2/rows", "/api/v1/annex2.xlsx"}
PAGE_OF = {"cases": "cases", "stream": "notices"} | {name: name for name in PAGES}


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    return client_of(app)


def console_page(path: str) -> str:
    """The entry of the navigation that a path belongs to; empty for the door itself."""
    return PAGE_OF.get(path.removeprefix("/console").strip("/").partition("/")[0], "")


def ask(client: TestClient, method: str, path: str, **headers: str) -> Any:
    return client.request(method, address(path), headers=headers)


def test_the_walk_sees_the_routes(app: FastAPI) -> None:
    paths = {path for _, path in routes(app)}
    assert paths >= PUBLIC | BOT_ROUTES | REPORT_ROUTES
    assert {page.path for page in PAGES.values()} <= paths


def test_nobody_gets_past_the_public_routes(app: FastAPI, anybody: TestClient) -> None:
    for method, path in routes(app):
        if path not in PUBLIC:
            answer = ask(anybody, method, path, **SAME_SITE)
            assert answer.status_code == 401, (method, path)
            assert answer.headers["content-type"] == "application/problem+json", path


def test_the_bots_token_reaches_three_endpoints_and_nothing_else(app: FastAPI, anybody: TestClient) -> None:
    reached = set()
    for method, path in routes(app):
        if path not in PUBLIC and ask(anybody, method, path, **BOTS, **SAME_SITE).status_code != 401:
            reached.add(path)
    assert reached == BOT_ROUTES


def test_the_report_token_reads_the_paper_and_nothing_else(app: FastAPI, anybody: TestClient) -> None:
    reached = {
        (method, path)
        for method, path in routes(app)
        if path not in PUBLIC and ask(anybody, method, path, **REPORT, **SAME_SITE).status_code != 401
    }
    assert reached == {("GET", path) for path in REPORT_ROUTES}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_uses_its_own_pages_only(app: FastAPI, office: Office, role: str) -> None:
    client = log_in(app, office, role)
    for method, path in routes(app):
        entry = console_page(path)
        if not entry or path in PUBLIC:
            continue
        allowed = role in PAGES[entry].roles
        if allowed and path == "/console/stream":
            continue  # does not end; the browser test listens to it
        status = ask(client, method, path, **SAME_SITE).status_code
        assert status not in (401, 500), (method, path)
        if not allowed:
            assert status == 403, (method, path)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"referer": "https://evil.example/console"},
        {},
    ],
)
def test_no_post_from_elsewhere_is_taken(app: FastAPI, office: Office, headers: dict[str, str]) -> None:
    clients = [log_in(app, office, role) for role in ("village", "operator", "admin")]
    for client in clients:
        for method, path in routes(app):
            if method == "POST" and path.startswith("/console"):
                assert ask(client, method, path, **headers).status_code == 403, path
    assert clients[0].get("/console").status_code == 200, "still logged in"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "http://127.0.0.1:8000"},
        {"referer": "http://127.0.0.1:8000/console"},
    ],
)
def test_posts_of_our_own_pages_are_taken(app: FastAPI, office: Office, headers: dict[str, str]) -> None:
    client = log_in(app, office, "village")
    assert client.post("/console/logout", headers=headers).status_code == 303


def test_without_tokens_the_endpoints_are_closed(office: Office) -> None:
    office.settings.api_token = office.settings.report_token = type(office.settings.api_token)("")
    client = client_of(app_of(office))
    for path, setting in (("/api/v1/messages", "BAOPIN_API_TOKEN"), ("/api/v1/notices/claim", "BAOPIN_API_TOKEN")):
        answer = client.post(path, json={}, headers={"authorization": "Bearer "})
        assert (answer.status_code, answer.json()["detail"]) == (503, f"没有设置 {setting}")
    answer = client.get("/api/v1/annex2", headers=REPORT)
    assert (answer.status_code, answer.json()["detail"]) == (503, "没有设置 BAOPIN_REPORT_TOKEN")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "Basic bots-token-of-the-suite", "bots-token-of-the-suite", "Bearer 令牌"]
)
def test_wrong_tokens(anybody: TestClient, header: str) -> None:
    answer = anybody.post("/api/v1/messages", json={}, headers={"authorization": header.encode()})
    assert answer.status_code == 401


def say(client: TestClient, id: str, **body: Any) -> Any:
    whole = {"channel": "api", "user": "u1", "message_id": id} | body
    return client.post("/api/v1/messages", json=whole, headers=BOTS)


def test_a_message_is_answered_in_the_contracts_shape_and_once(app: FastAPI) -> None:
    with client_of(app) as client:
        first = say(client, "m1", text="我要报困难")
        again = say(client, "m1", text="我要报困难")
    assert first.status_code == 200
    assert first.content == again.content
    body = first.json()
    assert set(body) == {"replies", "asking", "case", "state"}
    assert body["asking"] == "consent"
    assert body["state"] == "filling"
    assert {"text", "choices"} <= set(body["replies"][0])
    assert {"value", "label"} == set(body["replies"][0]["choices"][0])


FULL = {
    "text": "x" * 10_000,
    "choice": "!help",
    "media": [{"kind": "image", "id": "m-1"}, {"kind": "voice", "url": "data:audio/amr;base64,IyFBTVI="}],
    "place": "350111103210",
    "at": "2023-11-10T09:00:00",
    "county": "350111",
    "via": "web",
    "event": "start",
}
GOOD = [
    {},
    {"text": "x" * 10_000},
    {"text": "😀\x00\x07\u202e"},
    {"text": "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")},
    FULL,
]


@pytest.mark.parametrize("body", GOOD)
def test_messages_that_are_taken(app: FastAPI, body: dict[str, Any]) -> None:
    with client_of(app) as client:
        assert say(client, "m1", **body).status_code == 200


BAD: list[dict[str, Any]] = [
    {"channel": "UPPER"},
    {"channel": "x" * 40},
    {"channel": "a b"},
    {"channel": 1},
    {"user": ""},
    {"user": "x" * 129},
    {"message_id": "x" * 129},
    {"text": 1},
    {"text": "x" * 60_000},
    {"media": [{"kind": "film", "id": "1"}]},
    {"media": [{"kind": "image"}]},
    {"media": "no list"},
    {"media": [{"kind": "image", "id": "1"}] * 21},
    {"event": "party"},
    {"at": "yesterday"},
    {"county": "110000"},
    {"unknown": 1},
]


@pytest.mark.parametrize("body", BAD)
def test_messages_that_are_refused(app: FastAPI, body: dict[str, Any]) -> None:
    answer = say(client_of(app), "m1", **body)
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    assert "x" * 60 not in answer.text, "what was sent does not come back"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"channel":"\\ud800"}', b'"' * 1000])
def test_bodies_that_are_no_message(anybody: TestClient, content: bytes) -> None:
    headers = BOTS | {"content-type": "application/json"}
    answer = anybody.post("/api/v1/messages", content=content, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_bodies_over_the_limit(anybody: TestClient) -> None:
    def pieces(size: int) -> Any:
        for _ in range(size // 65536 + 1):
            yield b" " * 65536

    for path, limit in (("/api/v1/messages", 12 << 20), ("/api/v1/notices/claim", 256 << 10)):
        headers = BOTS | {"content-type": "application/json"}
        announced = anybody.post(path, content=b" " * (limit + 1), headers=headers)
        streamed = anybody.post(path, content=pieces(limit + 1), headers=headers)
        for answer in (announced, streamed):
            assert answer.status_code == 413, path
            assert answer.headers["content-type"] == "application/problem+json"


def test_notices_are_pulled_and_settled(app: FastAPI, office: Office) -> None:
    client = client_of(app)
    with office.work() as work:
        for number in range(3):
            outbox.post(work, f"k{number}", channel="wechat", user="openid", text="有新申报")
        outbox.post(work, "c", channel="console", account_id="a", text="有新申报")
    answer = client.post("/api/v1/notices/claim", json={"channel": "wechat", "limit": 2}, headers=BOTS)
    found = answer.json()["notices"]
    assert [notice["key"] for notice in found] == ["k0", "k1"]
    assert set(found[0]) == {"id", "key", "channel", "user", "text", "link", "county"}
    for outcome in ("sent", "sent"):
        settled = client.post(f"/api/v1/notices/{found[0]['id']}", json={"outcome": outcome}, headers=BOTS)
        assert (settled.status_code, settled.content) == (204, b"")
    assert client.post("/api/v1/notices/none", json={"outcome": "sent"}, headers=BOTS).status_code == 404
    for body in ({"channel": "console"}, {"channel": "wechat", "limit": 0}, {"channel": "wechat", "limit": 1000}, {}):
        assert client.post("/api/v1/notices/claim", json=body, headers=BOTS).status_code == 422
    assert client.post(f"/api/v1/notices/{found[1]['id']}", json={"outcome": "maybe"}, headers=BOTS).status_code == 422


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


def test_the_form_as_a_schema(anybody: TestClient) -> None:
    from dialogs.form import load_form

    found = anybody.get("/api/v1/forms/baopin").json()
    form = load_form()
    assert list(found["properties"]) == [section.key for section in form.sections]
    for section in form.sections:
        described = found["properties"][section.key]
        fields = (described["items"] if section.repeat else described)["properties"]
        assert list(fields) == [question.key for question in section.questions]
    assert found["properties"]["risk"]["properties"]["risk"]["enum"][0] == "illness"
    assert anybody.get("/api/v1/forms/other").status_code == 404


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
    ["since=yesterday", "since=2023-12-02&until=2023-12-01", "unit=北京市", "column=none", "column=patrol_lifted"],
)
def test_papers_that_cannot_be(app: FastAPI, query: str) -> None:
    answer = client_of(app).get(f"/api/v1/annex2/rows?column=online&{query}", headers=REPORT)
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_someone_not_logged_in_gets_no_paper(office: Office, app: FastAPI) -> None:
    person(office, "county_clerk")
    assert client_of(app).get("/api/v1/annex2").status_code == 401
