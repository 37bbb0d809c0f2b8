"""Five seconds, three retries, one message id: what a person reads when the intake is slow or away."""

import asyncio
import logging

import pytest
from wechat_platform import BROKEN, Account, Delivery
from wechat_scene import AES_KEY, FARMER, Listener, scene

from bots.wechat import channel
from dialogs.messages import Heard, Message, Reply

ANSWER = "您好，请问您叫什么名字？"


@pytest.fixture(autouse=True)
def _no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "PAUSE", 0.01)


def delivered(
    intake: Listener, *, overlapping: bool = False, budget: float = 0.05, deadline: float = 30.0, aes_key: str = ""
) -> Delivery:
    """The person types one message; the platform does what it does until there is an answer."""

    async def deliver() -> Delivery:
        account = Account(aes_key=aes_key)
        async with scene(intake, account, budget=budget, deadline=deadline) as (platform, _):
            platform.overlapping = overlapping
            return await platform.text(FARMER, "你好")

    return asyncio.run(deliver())


@pytest.mark.parametrize("aes_key", ["", AES_KEY])
def test_a_late_answer_is_stored_and_the_retry_gets_it(aes_key: str) -> None:
    intake = Listener(slow=0.12)
    delivery = delivered(intake, aes_key=aes_key)
    assert delivery.text == ANSWER
    assert delivery.statuses[0] == 503
    assert delivery.statuses[-1] == 200
    assert len(intake.heard) == 1


@pytest.mark.parametrize("overlapping", [False, True])
def test_a_retry_while_the_first_is_still_heard_gets_the_same_answer(overlapping: bool) -> None:
    intake = Listener(slow=0.3)
    delivery = delivered(intake, overlapping=overlapping, budget=5, deadline=0.2)
    assert delivery.statuses == [0, 200]
    assert delivery.text == ANSWER
    assert len(intake.heard) == 1
    assert intake.calls == 2


def test_a_dropped_connection_does_not_stop_the_hearing() -> None:
    intake = Listener(slow=0.1)
    delivery = delivered(intake, budget=5, deadline=0.01)
    assert delivery.statuses == [0, 0, 0, 0]
    assert delivery.text == BROKEN
    assert len(intake.heard) == 1


def test_a_short_absence_of_the_intake_is_not_noticed() -> None:
    intake = Listener(unavailable=3)
    delivery = delivered(intake, budget=5)
    assert delivery.statuses == [200]
    assert delivery.text == ANSWER


def test_the_platform_is_asked_to_try_again_and_the_last_try_says_so() -> None:
    intake = Listener(unavailable=10_000)
    delivery = delivered(intake)
    assert delivery.statuses == [503, 503, 503, 200]
    assert delivery.text == channel.BUSY
    assert intake.heard == []


def test_an_intake_that_comes_back_between_two_tries_hears_the_message() -> None:
    async def deliver() -> None:
        intake = Listener(unavailable=10_000)
        async with scene(intake, Account(), budget=0.02) as (platform, _):
            query, body = platform.request(platform.message(FARMER, "text", Content="你好"))
            assert await platform.post(query, body) == (503, b"")
            intake.unavailable = 0
            status, answer = await platform.post(query, body)
            assert (status, platform.read_reply(FARMER, answer)) == (200, ANSWER)
            assert len(intake.heard) == 1

    asyncio.run(deliver())


def test_a_fault_after_time_is_up_is_logged_by_its_kind_alone(
    caplog: pytest.LogCaptureFixture,
) -> None:
    class Faulty(Listener):
        async def hear(self, message: Message) -> Heard:
            await asyncio.sleep(0.1)
            raise LookupError(message.user + message.said.text)

    delivered(Faulty(), budget=0.01)
    assert "failed after the answer: LookupError" in caplog.messages
    assert not any(FARMER in line or "你好" in line for line in caplog.messages)


def test_many_people_at_once_each_get_their_own_answer() -> None:
    class Echo(Listener):
        async def hear(self, message: Message) -> Heard:
            await asyncio.sleep(0)
            return Heard((Reply(f"{message.user}说{message.said.text}"),))

    async def rush() -> None:
        async with scene(Echo(), Account(aes_key=AES_KEY)) as (platform, _):
            people = [f"o{n:027}" for n in range(50)]
            read = await asyncio.gather(*(platform.text(person, f"话{person[-2:]}") for person in people))
            assert [each.text for each in read] == [f"{person}说话{person[-2:]}" for person in people]

    asyncio.run(rush())


def test_nothing_personal_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bots")
    delivered(Listener(unavailable=10_000))
    delivered(Listener(slow=0.12))
    assert caplog.messages
    assert not any(FARMER in line or "你好" in line for line in caplog.messages)
