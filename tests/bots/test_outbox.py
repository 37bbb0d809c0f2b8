"""The outbox: every notice is settled with what became of it, whatever happens on the way."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from fastapi import APIRouter

from bots.channel import Channel, Gone, Later, Never
from bots.intake import Refused
from bots.outbox import AT_ONCE, Outbox
from dialogs.messages import Heard, Intake, Message, Notice, Outcome, Unavailable

NOW = datetime(2023, 11, 10, 8, tzinfo=UTC)


@dataclass
class Pile(Intake):
    """Due notices by channel; a notice claimed and not settled is claimed again."""

    due: list[Notice] = field(default_factory=list)
    settled: list[tuple[str, Outcome, str]] = field(default_factory=list)
    claim_errors: list[Exception] = field(default_factory=list)
    settle_errors: list[Exception] = field(default_factory=list)
    done: Callable[[], None] = lambda: None

    async def hear(self, message: Message) -> Heard:
        raise AssertionError("the outbox says nothing")

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        if self.claim_errors:
            raise self.claim_errors.pop(0)
        return [notice for notice in self.due if notice.channel == channel][:limit]

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        if self.settle_errors:
            raise self.settle_errors.pop(0)
        self.due = [notice for notice in self.due if notice.id != notice_id]
        self.settled.append((notice_id, outcome, error))
        if not self.due:
            self.done()


@dataclass
class Letterbox(Channel):
    """A channel that fails as told."""

    name: str = "telegram"
    errors: dict[str, Exception] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    now: int = 0
    most: int = 0
    router = APIRouter()

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def send(self, notice: Notice) -> None:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        if notice.id in self.errors:
            raise self.errors[notice.id]
        self.sent.append(notice.id)


def notices(*ids: str, channel: str = "telegram") -> list[Notice]:
    return [Notice(id, f"case:{id}", channel, "7001", "有新申报") for id in ids]


def deliver(pile: Pile, *boxes: Letterbox) -> Outbox:
    """Run until nothing is due."""
    outbox = Outbox(pile, boxes, pause=0.001, clock=lambda: NOW)
    pile.done = outbox.stop
    asyncio.run(outbox.run())
    return outbox


def test_outcomes(caplog: pytest.LogCaptureFixture) -> None:
    errors: dict[str, Exception] = {
        "b": Later("busy"),
        "c": Never("refused"),
        "d": Gone("blocked"),
        "e": KeyError("张三 13800000000"),
    }
    pile = Pile(notices(*"abcdef"))
    outbox = deliver(pile, Letterbox(errors=errors))
    assert sorted(pile.settled) == [
        ("a", "sent", ""),
        ("b", "later", "busy"),
        ("c", "never", "refused"),
        ("d", "gone", "blocked"),
        ("e", "later", "KeyError"),
        ("f", "sent", ""),
    ]
    assert "KeyError" in caplog.text
    assert "张三" not in caplog.text
    assert outbox.last_round == NOW


def test_each_channel_its_own_and_not_too_many_at_once() -> None:
    boxes = [Letterbox("telegram"), Letterbox("wechat")]
    ids = [str(n) for n in range(50)]
    pile = Pile(notices(*ids) + notices("w", channel="wechat"))
    deliver(pile, *boxes)
    assert sorted(boxes[0].sent) == sorted(ids)
    assert boxes[1].sent == ["w"]
    assert boxes[0].most <= AT_ONCE


@pytest.mark.parametrize("error", [Unavailable("away"), Refused(401, "Unauthorized"), KeyError("张三 13800000000")])
def test_an_intake_that_is_away_is_asked_again(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    pile = Pile(notices("a"), claim_errors=[error, error])
    box = Letterbox()
    deliver(pile, box)
    assert box.sent == ["a"]
    assert "张三" not in caplog.text


def test_a_notice_that_is_gone_does_not_end_the_rounds() -> None:
    pile = Pile(notices("a", "b"), settle_errors=[LookupError("no such notice")])
    deliver(pile, Letterbox())
    assert {id for id, _, _ in pile.settled} == {"a", "b"}


def test_what_could_not_be_settled_is_not_sent_twice() -> None:
    pile = Pile(notices("a"), settle_errors=[Unavailable("away")])
    box = Letterbox()
    deliver(pile, box)
    assert box.sent == ["a"]
    assert pile.settled == [("a", "sent", "")]


def test_wake_ends_the_pause() -> None:
    async def story() -> list[str]:
        pile, box = Pile(), Letterbox()
        outbox = Outbox(pile, [box], pause=3600)
        running = asyncio.create_task(outbox.run())
        while outbox.last_round is None:
            await asyncio.sleep(0)
        pile.due = notices("a")
        pile.done = outbox.stop
        outbox.wake()
        await running
        return box.sent

    assert asyncio.run(story()) == ["a"]
