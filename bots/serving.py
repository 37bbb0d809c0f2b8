"""The one place that wires both halves: channels around an intake, in one process or two."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.types import ASGIApp

from bots.channel import Channel
from bots.intake import Remote
from bots.logs import keep_words_out
from bots.outbox import Outbox
from bots.settings import BotSettings
from bots.shortcuts import Shortcuts
from bots.web import Web
from dialogs.messages import Intake
from intake_api import demo
from intake_api.access.roles import label
from intake_api.app import DemoAccount, create_app
from intake_api.intake.hear import Hearing
from intake_api.office import Office, Work
from intake_api.opening import open_office
from intake_api.settings import Settings
from intake_api.ticking import ticking
from knowledge.county_files import load_county
from knowledge.policy import County

Running = Callable[[], AbstractAsyncContextManager[None]]
OFF = {
    "wechat": "没有设置 BAOPIN_WECHAT_TOKEN、BAOPIN_WECHAT_APPID",
    "telegram": "没有设置 BAOPIN_TELEGRAM_TOKEN",
}


def whole_app(settings: Settings | None = None, bot_settings: BotSettings | None = None) -> FastAPI:
    """Everything in one process: intake, console, farmer's page and channels."""
    keep_words_out()
    settings, bot_settings = settings or Settings(), bot_settings or BotSettings()
    office = open_office(settings)
    if settings.demo:
        demo.load_demo(office)
    hearing = Hearing(office)
    channels = open_channels(hearing, bot_settings, office.county(), office.sealer.link_key)

    @asynccontextmanager
    async def stopping() -> AsyncIterator[None]:
        yield
        hearing.stop()
        office.database.close()

    app = create_app(
        office,
        hearing,
        lifespan_tasks=[stopping, lambda: ticking(office), *running(hearing, channels)],
        channels_status=lambda: status(channels),
        demo_accounts=_demo_accounts(office),
        routers=[channel.router for channel in channels],
    )
    app.add_middleware(Shortcuts, paths=shortcuts(channels))
    return app


def bots_app(api: str, bot_settings: BotSettings | None = None) -> FastAPI:
    """The channels alone, facing the internet; the case data stays behind ``api``."""
    keep_words_out()
    settings = bot_settings or BotSettings()
    token = settings.api_token.get_secret_value()
    remote = Remote(api, token)
    key = hashlib.sha256(b"link:" + token.encode()).digest()
    channels = open_channels(remote, settings, load_county(settings.county.split(",")[0]), key)

    @asynccontextmanager
    async def closing() -> AsyncIterator[None]:
        yield
        await remote.close()

    app = FastAPI(
        title="一键报贫 通道", docs_url=None, redoc_url=None, lifespan=_all([closing, *running(remote, channels)])
    )
    for channel in channels:
        app.include_router(channel.router)
    app.add_middleware(Shortcuts, paths=shortcuts(channels))
    app.add_api_route("/healthz", lambda: {"status": "ok"}, methods=["GET"])
    return app


def open_channels(intake: Intake, settings: BotSettings, county: County, link_key: bytes) -> list[Channel]:
    """The channels that have their settings. The farmer's page always has."""
    title = f"{county.short}一键报贫"
    channels: list[Channel] = [Web(intake, settings, link_key=link_key, title=title, hotlines=county.policy.hotlines)]
    if settings.has_wechat():
        from bots.wechat import WeChat

        channels.append(WeChat(intake, settings, link_key=link_key))
    if settings.has_telegram():
        # Loaded only where it is used: half of a cold start would be spent on it.
        from bots.telegram import Telegram

        channels.append(Telegram(intake, settings, link_key=link_key))
    return channels


def running(intake: Intake, channels: Sequence[Channel]) -> list[Running]:
    """What runs while the application does: each channel, and the outbox that carries notices to them."""
    return [*(_started(channel) for channel in channels), lambda: _carrying(Outbox(intake, channels))]


def shortcuts(channels: Sequence[Channel]) -> dict[str, ASGIApp]:
    """The paths that channels serve by themselves."""
    return {path: app for channel in channels for path, app in channel.shortcuts.items()}


def status(channels: Sequence[Channel]) -> dict[str, str]:
    """For each channel why it is off, or an empty string."""
    return {**OFF, **{channel.name: "" for channel in channels}}


def _started(channel: Channel) -> Running:
    @asynccontextmanager
    async def run() -> AsyncIterator[None]:
        await channel.start()
        try:
            yield
        finally:
            await channel.stop()

    return run


@asynccontextmanager
async def _carrying(outbox: Outbox) -> AsyncIterator[None]:
    task = asyncio.create_task(outbox.run())
    try:
        yield
    finally:
        outbox.stop()
        await task


def _all(
    tasks: Sequence[Running],
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for task in tasks:
                await stack.enter_async_context(task())
            yield

    return run


def _demo_accounts(office: Office) -> list[DemoAccount]:
    if not office.settings.demo:
        return []
    with office.work() as work:
        return [
            DemoAccount(desk.login, demo.PASSWORD, label(desk.role), place_name(work, desk.area))
            for desk in demo.shown_desks(work)
        ]


def place_name(work: Work, area: str) -> str:
    """An account's area in words."""
    return work.county.short if area.startswith(work.code + "000") else work.county.places.full_name(area)


def channels_app() -> FastAPI:
    """The channels alone, with the API's address from the environment (how a worker process starts)."""
    return bots_app(os.environ["BAOPIN_API"])
