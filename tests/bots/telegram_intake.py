"""An intake for the tests of the Telegram channel, and the channel served as it will be."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fastapi import FastAPI
from telegram_platform import Platform
from telegram_server import Server, until

from bots.settings import BotSettings
from bots.telegram import Telegram
from dialogs.messages import Choice, Heard, Message, Notice, Outcome, Reply

PUBLIC = "https://baopin.example.cn"
SECRET = "secret_token-1"
KEY = b"k" * 32
NOW = datetime(2023, 11, 10, 8, tzinfo=UTC)

CONSENT = Reply("我来帮您记下家里的难处，可以吗？", (Choice("consent=yes", "可以"), Choice("consent=no", "不同意")))
RISK = Reply("主要是哪一样难处？", (Choice("risk=illness", "看病花钱多"), Choice("risk=school", "上学花钱多")))
NUMBER = Reply("身份证号可以等上门时再给。", link="form")
DONE = Reply("报上了，回执号 JA20231110-0007-K。")


def conversation(message: Message) -> tuple[Reply, ...]:
    """A short conversation without memory: each answer leads to the next question."""
    said = message.said
    if message.event == "start":
        return (CONSENT,)
    steps = {"consent=yes": (RISK,), "risk=illness": (NUMBER,), "!repeat": (RISK,)}
    return steps.get(said.choice, (DONE,) if said.text == "上门时再给" else (Reply(f"听到：{said.text}"),))


@dataclass
class ScriptedIntake:
    """Keeps what it heard and each answer under its id; ``errors`` are raised first, one a call."""

    answer: Callable[[Message], tuple[Reply, ...]] = conversation
    heard: list[Message] = field(default_factory=list)
    stored: dict[str, Heard] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)
    calls: int = 0
    gate: Callable[[Message], bool] = lambda message: True  # a message waits until this is true

    async def hear(self, message: Message) -> Heard:
        """Hear once; the same id again gets the stored answer."""
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        while not self.gate(message):
            await asyncio.sleep(0.005)
        if message.message_id not in self.stored:
            self.heard.append(message)
            self.stored[message.message_id] = Heard(self.answer(message))
        return self.stored[message.message_id]

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        """No notices."""
        return []

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        """Nothing to settle."""


def settings(platform: Platform, mode: str = "webhook", **more: str) -> BotSettings:
    """Settings of a bot at the emulator, independent of the environment."""
    values = {
        "county": "350111",
        "public_url": PUBLIC,
        "telegram_token": platform.token,
        "telegram_secret": SECRET,
        "telegram_api_base": platform.url,
        "telegram_mode": mode,
        "telegram_proxy": "",
    }
    return BotSettings(_env_file=None, **(values | more))


@contextmanager
def served(platform: Platform, intake: ScriptedIntake, mode: str = "webhook", **more: object) -> Iterator[str]:
    """The channel registered with the platform and served on loopback; gives its address."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        channel = Telegram(intake, settings(platform, mode), link_key=KEY, clock=lambda: NOW, **more)
        app.include_router(channel.router)
        await channel.start()
        yield
        await channel.stop()

    server = Server(FastAPI(lifespan=lifespan))
    platform.hosts[PUBLIC] = server.url
    with server:
        until(lambda: platform.commands)
        yield server.url
