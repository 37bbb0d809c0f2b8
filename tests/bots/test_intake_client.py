"""The intake over HTTP: the bodies of the contract, and what each failure means."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.intake import Refused, Remote, heard_from_json, heard_to_json, message_to_json
from dialogs.messages import Choice, Heard, Media, Message, Notice, Reply, Said, Unavailable

HEARD = Heard(
    (Reply("可以吗？", (Choice("consent=yes", "可以"),)), Reply("或者", link="form")), "consent", None, "filling"
)
AT = datetime(2023, 11, 10, 8, tzinfo=UTC)


class Api:
    """Answers one after the other; an exception is raised as the network would."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, Any, str]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode()
        self.asked.append((path, json.loads(request.content), request.headers["authorization"]))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def ask(api: Api, question: Callable[[Remote], Any]) -> Any:
    async def once() -> Any:
        client = httpx.AsyncClient(transport=httpx.MockTransport(api))
        remote = Remote("http://api.test/", "bot-token", client=client)
        try:
            return await question(remote)
        finally:
            await remote.close()

    return asyncio.run(once())


def test_hear() -> None:
    api = Api(httpx.Response(200, json=heard_to_json(HEARD)))
    said = Said("我报困难", media=(Media("image", "p1"),), place="350111103210")
    message = Message("telegram", "7001", "u1", said, AT, "350111", event="start")
    assert ask(api, lambda remote: remote.hear(message)) == HEARD
    assert api.asked == [
        (
            "/api/v1/messages",
            {
                "channel": "telegram",
                "user": "7001",
                "message_id": "u1",
                "text": "我报困难",
                "media": [{"kind": "image", "id": "p1"}],
                "place": "350111103210",
                "at": "2023-11-10T08:00:00+00:00",
                "county": "350111",
                "event": "start",
            },
            "Bearer bot-token",
        )
    ]


def test_notices() -> None:
    known = {"id": "n1", "key": "case:1", "channel": "telegram", "user": "7001", "text": "有新申报"}
    api = Api(httpx.Response(200, json={"notices": [{**known, "link": None}]}), httpx.Response(204))

    async def claim_and_settle(remote: Remote) -> list[Notice]:
        found = await remote.claim_notices("telegram", 5)
        await remote.settle_notice("n/1", "later", "busy")
        return found

    assert ask(api, claim_and_settle) == [Notice(**known)]
    assert [asked[:2] for asked in api.asked] == [
        ("/api/v1/notices/claim", {"channel": "telegram", "limit": 5}),
        ("/api/v1/notices/n%2F1", {"outcome": "later", "error": "busy"}),
    ]


GOOD = httpx.Response(200, json=heard_to_json(HEARD))
AWAY = [
    httpx.ConnectError("refused"),
    httpx.ReadTimeout("slow"),
    httpx.RemoteProtocolError("broken off"),
    httpx.Response(500),
    httpx.Response(503),
    httpx.Response(429),
    httpx.Response(200, text="<html>a proxy's page</html>"),
    httpx.Response(200, json={"replies": [{"no": "text"}]}),
    httpx.Response(200, json=[]),
]


@pytest.mark.parametrize("failure", AWAY, ids=range(len(AWAY)))
def test_away_once_is_asked_again_twice_is_told(failure: httpx.Response | Exception) -> None:
    message = Message("telegram", "7001", "u1")
    api = Api(failure, GOOD)
    assert ask(api, lambda remote: remote.hear(message)) == HEARD
    assert api.asked[0] == api.asked[1]
    with pytest.raises(Unavailable):
        ask(Api(failure, failure), lambda remote: remote.hear(message))


def test_a_claim_is_not_repeated_at_once() -> None:
    api = Api(httpx.ReadTimeout("slow"))
    with pytest.raises(Unavailable):
        ask(api, lambda remote: remote.claim_notices("telegram"))
    assert len(api.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 302])
def test_refused(status: int) -> None:
    api = Api(httpx.Response(status))
    with pytest.raises(Refused) as refused:
        ask(api, lambda remote: remote.hear(Message("telegram", "7001", "u1")))
    assert refused.value.status == status
    assert len(api.asked) == 1


CHOICES = st.builds(Choice, st.text(max_size=9), st.text(max_size=9))
REPLIES = st.builds(Reply, st.text(max_size=9), st.lists(CHOICES, max_size=3).map(tuple), st.text(max_size=9))
STATES = st.sampled_from(["idle", "filling", "confirming", "submitted", "human"])
OPTIONAL = st.none() | st.text(max_size=9)


@given(st.builds(Heard, st.lists(REPLIES, max_size=3).map(tuple), OPTIONAL, OPTIONAL, STATES))
def test_an_answer_comes_back_as_it_was(heard: Heard) -> None:
    assert heard_from_json(json.loads(json.dumps(heard_to_json(heard)))) == heard


def test_only_what_is_filled_is_sent() -> None:
    assert message_to_json(Message("web", "w1", "m1", Said(choice="!back"), via="web")) == {
        "channel": "web",
        "user": "w1",
        "message_id": "m1",
        "choice": "!back",
        "via": "web",
    }
