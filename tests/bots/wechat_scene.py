"""A channel, an intake that only listens, and the platform in front of them."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from wechat_platform import Account, Platform

from bots.settings import BotSettings
from bots.wechat import WeChat
from dialogs.messages import Heard, Message, Notice, Outcome, Reply, Unavailable

NOW = datetime(2023, 11, 10, 9, 30, tzinfo=UTC)
AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
KEY = b"k" * 32
FARMER = "oRsTk1farmerWangXiuYingAAA01"


def now() -> datetime:
    return NOW


@dataclass
class Listener:
    """Stores the first answer under each message id, as the intake does; can be slow or unavailable."""

    replies: tuple[Reply, ...] = (Reply("您好，请问您叫什么名字？"),)
    heard: list[Message] = field(default_factory=list)
    stored: dict[str, Heard] = field(default_factory=dict)
    calls: int = 0
    unavailable: int = 0  # how many calls fail
    slow: float = 0.0  # seconds the first call takes
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def hear(self, message: Message) -> Heard:
        self.calls += 1
        if self.unavailable > 0:
            self.unavailable -= 1
            raise Unavailable
        async with self.lock:
            if message.message_id not in self.stored:
                await asyncio.sleep(self.slow)
                self.heard.append(message)
                self.stored[message.message_id] = Heard(self.replies)
        return self.stored[message.message_id]

    async def claim_notices(self, channel: str, limit: int = 20) -> list[Notice]:
        return []

    async def settle_notice(self, notice_id: str, outcome: Outcome, error: str = "") -> None:
        pass


def settings(account: Account, **more: str) -> BotSettings:
    values = {
        "wechat_token": SecretStr(account.token),
        "wechat_appid": account.appid,
        "wechat_aes_key": SecretStr(account.aes_key),
        "wechat_secret": SecretStr(""),
        "wechat_api_base": "http://127.0.0.1:9/cgi-bin/",
        "wechat_template": "",
        "public_url": "https://baopin.example.cn",
        "county": "350111",
    }
    return BotSettings(_env_file=None, **(values | more))


def channel(intake: Listener, account: Account, *, budget: float = 4.5, **more: str) -> WeChat:
    return WeChat(intake, settings(account, **more), link_key=KEY, clock=now, budget=budget)


@contextlib.asynccontextmanager
async def scene(
    intake: Listener, account: Account, *, budget: float = 4.5, deadline: float = 5.0, **more: str
) -> AsyncIterator[tuple[Platform, WeChat]]:
    """The platform wired to the channel in this process; at the end the channel has stopped."""
    wechat = channel(intake, account, budget=budget, **more)
    app = FastAPI()
    app.include_router(wechat.router)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://office") as client:

        async def post(query: dict[str, str], body: bytes) -> tuple[int, bytes]:
            response = await client.post("/channels/wechat", params=query, content=body)
            return response.status_code, response.content

        platform = Platform(account, post, clock=NOW.timestamp, deadline=deadline)
        await wechat.start()
        try:
            yield platform, wechat
            await platform.settle()
        finally:
            await wechat.stop()
