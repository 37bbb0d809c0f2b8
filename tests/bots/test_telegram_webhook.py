"""The door of the webhook: who may come in, what is junk, and what happens when something is away."""

import asyncio
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi import FastAPI
from telegram_intake import KEY, SECRET, ScriptedIntake, served, settings
from telegram_platform import Platform
from telegram_server import Server, until

from bots.intake import Refused
from bots.telegram.channel import BODY_LIMIT, BUSY, PATH, SECRET_HEADER, Telegram
from dialogs.messages import Media, Reply, Said, Unavailable

CHAT = {"id": 7001, "type": "private", "first_name": "张"}
Door = tuple[Platform, ScriptedIntake, str]
PERSON = {"id": 7001, "is_bot": False, "first_name": "张"}


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as platform:
        yield platform


@pytest.fixture(scope="module")
def door() -> Iterator[Door]:
    """One channel for all that must leave no trace."""
    intake = ScriptedIntake()
    with Platform() as platform, served(platform, intake) as url:
        platform.user(7001)
        yield platform, intake, url + PATH


@pytest.fixture
def intake() -> ScriptedIntake:
    return ScriptedIntake()


@pytest.fixture
def url(platform: Platform, intake: ScriptedIntake) -> Iterator[str]:
    with served(platform, intake) as url:
        yield url + PATH


def update(number: int = 1, text: object = "你好", **message: object) -> dict[str, object]:
    words = {"message_id": 5, "from": PERSON, "chat": CHAT, "date": 1699600000, "text": text}
    return {"update_id": number, "message": words | message}


def post(url: str, body: object, secret: str | None = SECRET) -> httpx.Response:
    headers = {SECRET_HEADER: secret} if secret is not None else {}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.post(url, headers=headers, trust_env=False, timeout=30, content=content)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET.upper()])
def test_forged_updates_leave_no_trace(door: Door, secret: str | None) -> None:
    platform, intake, url = door
    response = post(url, update(), secret)
    assert response.status_code == 403
    assert response.headers["content-type"] == "application/problem+json"
    assert intake.calls == 0
    assert not [method for method, _ in platform.calls if method == "sendMessage"]


JUNK = [
    b"",
    b"hello",
    b"\xff\xfe",
    b"[1]",
    b"null",
    b"{}",
    b"[" * 100_000,
    b'{"update_id": "1"}',
    b'{"update_id": true}',
    b'{"update_id": 99999999999999999999}',
    {"update_id": 1, "message": 5},
    {"update_id": 1, "message": {"message_id": 5}},
    {"update_id": 1, "message": {"message_id": 5, "date": "x", "chat": CHAT}},
    {"update_id": 1, "message": {"message_id": 5, "date": 10**15, "chat": CHAT}},
    {"update_id": 1, "message": {"message_id": 5, "date": 1, "chat": {"id": "7001", "type": "private"}}},
    update(text=5),
    update(text="", photo=[{}]),
    update(text="", photo=5),
    update(text="", contact={}),
    {"update_id": 1, "callback_query": {"id": "1"}},
]


@pytest.mark.parametrize("body", JUNK, ids=range(len(JUNK)))
def test_junk_is_refused(door: Door, body: object) -> None:
    _, intake, url = door
    response = post(url, body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert intake.calls == 0


UNKNOWN = [
    {"update_id": 1},
    {"update_id": 1, "news_of_the_platform": {"a": 1}},
    {"update_id": 1, "edited_message": {"not": "read"}},
    {"update_id": 1, "channel_post": 5},
    {"update_id": 1, "poll": {}},
]


@pytest.mark.parametrize("body", UNKNOWN, ids=range(len(UNKNOWN)))
def test_unknown_kinds_are_accepted_unread(door: Door, body: object) -> None:
    _, intake, url = door
    assert post(url, body).status_code == 200
    assert intake.calls == 0


def test_oversized_body(door: Door) -> None:
    _, intake, url = door
    assert post(url, update(text="字" * BODY_LIMIT)).status_code == 413
    assert intake.calls == 0


def test_ten_thousand_characters_and_half_an_emoji(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    user = platform.user(7001)
    assert post(url, update(1, "字" * 10_000)).status_code == 200
    assert post(url, update(2, "\ud83d半个\x00")).status_code == 200
    assert [len(m.said.text) for m in intake.heard] == [10_000, 2]
    assert len(user.messages) == 4


def test_the_same_update_again_changes_nothing(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    user = platform.user(7001)
    assert [post(url, update(9)).status_code for _ in range(3)] == [200] * 3
    assert len(intake.heard) == 1
    assert user.texts() == ["听到：你好"]


def test_an_intake_that_is_away_has_the_update_come_again(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    intake.errors = [Unavailable("no"), Unavailable("no")]
    user = platform.user(7001)
    user.say("你好")
    assert [status for _, status in platform.attempts] == [503, 503, 200]
    assert user.texts() == ["听到：你好"]


@pytest.mark.parametrize("error", [RuntimeError("姓名 13800000000"), Refused(422, "no")])
def test_a_message_that_breaks_the_intake_is_told(
    platform: Platform, intake: ScriptedIntake, url: str, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    intake.errors = [error]
    user = platform.user(7001)
    user.say("你好")
    user.say("还在吗")
    assert user.texts() == [BUSY, "听到：还在吗"]
    assert type(error).__name__ in caplog.text or "refused" in caplog.text
    assert "13800000000" not in caplog.text


def test_a_long_flood_wait_is_left_to_telegram(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    platform.fail("sendMessage", 429, "Too Many Requests: retry after 300", retry_after=300)
    user = platform.user(7001)
    user.say("你好")
    assert [status for _, status in platform.attempts] == [503, 200]
    assert user.texts() == ["听到：你好"]


def test_a_refused_reply_does_not_come_again(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    platform.fail("sendMessage", 400, "Bad Request: something new")
    intake.answer = lambda m: (Reply("第一句"), Reply("第二句"))
    user = platform.user(7001)
    user.say("你好")
    assert user.texts() == ["第二句"]
    assert [status for _, status in platform.attempts] == [200]


def test_the_token_stays_out_of_the_log(
    platform: Platform, intake: ScriptedIntake, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), served(platform, intake):
        platform.fail("sendMessage", 502, "Bad Gateway")
        platform.user(7001).say("你好，我是张三")
    assert platform.token not in caplog.text
    assert "张三" not in caplog.text


def test_content_of_photos_only_where_allowed(platform: Platform) -> None:
    photo = [{"file_id": "p1", "file_unique_id": "u", "width": 1, "height": 1}]
    gone = [{"file_id": "gone", "file_unique_id": "u", "width": 1, "height": 1}]
    platform.files["p1"] = b"\xff\xd8jpeg"
    user = platform.user(7001)
    closed, open_ = ScriptedIntake(), ScriptedIntake()
    with served(platform, closed):
        user.send(photo=photo)
    assert [m.said.media for m in closed.heard] == [(Media("image", "p1"),)]
    platform.commands = []
    with served(platform, open_, fetch_media=True):
        user.send(photo=photo)
        user.send(photo=gone)
    first, second, third = open_.heard
    assert second.message_id == first.message_id + "/media"
    assert second.said == Said(media=(Media("image", "p1", "data:image/jpeg;base64,/9hqcGVn"),))
    assert third.said == Said(media=(Media("image", "gone"),))


@pytest.mark.parametrize(
    ("mode", "secret", "named"),
    [
        ("webhook", "", "BAOPIN_TELEGRAM_SECRET"),
        ("webhook", "有汉字", "BAOPIN_TELEGRAM_SECRET"),
        ("carrier pigeon", SECRET, "BAOPIN_TELEGRAM_MODE"),
    ],
)
def test_an_open_door_does_not_start(platform: Platform, mode: str, secret: str, named: str) -> None:
    channel = Telegram(ScriptedIntake(), settings(platform, mode, telegram_secret=secret), link_key=KEY)
    with pytest.raises(ValueError, match=named):
        asyncio.run(channel.start())


def test_polling_without_a_secret_has_no_webhook(platform: Platform, intake: ScriptedIntake) -> None:
    app = FastAPI()
    open_door = settings(platform, "polling", telegram_secret="")
    app.include_router(Telegram(intake, open_door, link_key=KEY).router)
    with Server(app) as server:
        assert post(server.url + PATH, update(), "").status_code == 403
    assert intake.calls == 0


def test_one_person_is_answered_in_order(platform: Platform, intake: ScriptedIntake, url: str) -> None:
    """Even where two updates of one chat arrive at once, which Telegram avoids."""
    released: list[bool] = []
    intake.gate = lambda m: m.message_id != "u1" or bool(released)
    user, other = platform.user(7001), platform.user(7002)
    with ThreadPoolExecutor() as pool:
        first = pool.submit(post, url, update(1, "第一句"))
        until(lambda: intake.calls == 1)
        second = pool.submit(post, url, update(2, "第二句"))
        other.say("别人的话")
        assert intake.calls == 2
        assert not second.done()
        released.append(True)
        assert [first.result().status_code, second.result().status_code] == [200, 200]
    assert user.texts() == ["听到：第一句", "听到：第二句"]
