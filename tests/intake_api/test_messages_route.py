"""The bots' endpoints: messages heard once, notices pulled and settled, bad bodies."""

from typing import Any

import pytest
from fastapi import FastAPI
from http_office import BOTS, app_of, client_of
from starlette.testclient import TestClient

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

    for path, limit in (("/api/v1/messages", 15 << 20), ("/api/v1/notices/claim", 256 << 10)):
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
