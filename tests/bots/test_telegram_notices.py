"""Notices through the Bot API: how they look, and what each refusal means."""

import asyncio
from collections.abc import Iterator

import pytest
from telegram_intake import KEY, PUBLIC, ScriptedIntake, settings
from telegram_people import buttons
from telegram_platform import Platform

from bots.channel import Gone, Later, Never, SendFailed
from bots.telegram import Telegram
from dialogs.messages import Notice

PERSON = 7001


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform() as platform:
        platform.user(PERSON)
        yield platform


def send(platform: Platform, user: str = str(PERSON), text: str = "有新申报", link: str = "", **more: str) -> None:
    async def once() -> None:
        channel = Telegram(ScriptedIntake(), settings(platform, **more), link_key=KEY)
        await channel.send(Notice("1", "case:1", "telegram", user, text, link))
        await channel.stop()

    asyncio.run(once())


def test_a_notice_is_a_line_and_a_link(platform: Platform) -> None:
    send(platform, link="/console/cases/ab12")
    message = platform.user(PERSON).last()
    assert message["text"] == "有新申报"
    assert buttons(message) == [{"text": "打开看看", "url": PUBLIC + "/console/cases/ab12"}]


def test_a_local_address_is_written_out(platform: Platform) -> None:
    send(platform, link="/console", public_url="http://127.0.0.1:8000")
    assert platform.user(PERSON).texts() == ["有新申报\n\n打开看看：http://127.0.0.1:8000/console"]


@pytest.mark.parametrize(
    ("code", "description", "more", "outcome"),
    [
        (403, "Forbidden: bot was blocked by the user", {}, Gone),
        (403, "Forbidden: user is deactivated", {}, Gone),
        (400, "Bad Request: chat not found", {}, Gone),
        (400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": -1009}, Gone),
        (400, "Bad Request: can't parse entities", {}, Never),
        (429, "Too Many Requests: retry after 5", {"retry_after": 5}, Later),
        (502, "Bad Gateway", {}, Later),
        (500, "Internal Server Error", {}, Later),
        (401, "Unauthorized", {}, Later),
    ],
)
def test_refusals(
    platform: Platform, code: int, description: str, more: dict[str, int], outcome: type[SendFailed]
) -> None:
    platform.fail("sendMessage", code, description, **more)
    with pytest.raises(outcome):
        send(platform)


def test_nobody_listens(platform: Platform) -> None:
    with pytest.raises(Later):
        send(platform, telegram_api_base="http://127.0.0.1:9")


@pytest.mark.parametrize("user", ["@channel", "-100500", "", "12a"])
def test_only_private_chats(platform: Platform, user: str) -> None:
    with pytest.raises(Never):
        send(platform, user=user)
    assert platform.calls == []


def test_unknown_person(platform: Platform) -> None:
    with pytest.raises(Gone):
        send(platform, user="999")


def test_through_a_proxy(platform: Platform) -> None:
    # The host does not exist: only the proxy can have carried the call.
    send(platform, telegram_api_base="http://telegram.test", telegram_proxy=platform.url)
    assert platform.user(PERSON).texts() == ["有新申报"]
