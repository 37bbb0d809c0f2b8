"""Every route walked for who may use it: tokens, roles, posts from elsewhere."""

from typing import Any

import pytest
from fastapi import FastAPI
from http_office import BOTS, REPORT, SAME_SITE, address, app_of, client_of, log_in, routes
from starlette.testclient import TestClient

from intake_api.access.roles import ROLES
from intake_api.console.menu import PAGES
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def anybody(app: FastAPI) -> TestClient:
    return client_of(app)


PUBLIC = {
    "/healthz",
    "/readyz",
    "/metrics",
    "/api/v1/forms/{key}",
    "/console",
    "/console/login",
    "/console/logout",
    "/console/static/{name}",
    "/console/worker.js",  # holds nobody's data
    "/authorise/{token}",  # the token is the key
}


BOT_ROUTES = {"/api/v1/messages", "/api/v1/notices/claim", "/api/v1/notices/{notice_id}"}


REPORT_ROUTES = {"/api/v1/annex2", "/api/v1/annex2/rows", "/api/v1/annex2.xlsx"}


PAGE_OF = {"cases": "cases", "stream": "notices"} | {name: name for name in PAGES}


def console_page(path: str) -> str:
    """The entry of the navigation that a path belongs to; empty for the door itself."""
    if path.startswith("/console/walk/{"):
        return "coverage"  # a household, for whoever has it in the area; who goes there, the walk list says
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
        {"origin": "http://["},
        {"referer": "http://a]"},
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


def test_the_form_as_a_schema(anybody: TestClient) -> None:
    from dialogs.declaration import load_form

    found = anybody.get("/api/v1/forms/baopin").json()
    form = load_form()
    assert list(found["properties"]) == [section.key for section in form.sections]
    for section in form.sections:
        described = found["properties"][section.key]
        fields = (described["items"] if section.repeat else described)["properties"]
        assert list(fields) == [question.key for question in section.questions]
    assert found["properties"]["risk"]["properties"]["risk"]["enum"][0] == "illness"
    assert anybody.get("/api/v1/forms/other").status_code == 404
