"""The HTTP application: routes, pages, refusals, limits."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from fastapi import APIRouter, FastAPI

from dialogs.messages import Heard, Message
from intake_api.console import routes as console
from intake_api.console.feed import Feed
from intake_api.office import Office
from intake_api.routes import annex2, authorise, forms, health, messages, notices, problems, warnings
from intake_api.routes.limits import BodyLimit, SafeHeaders
from knowledge import semantic

Lifespan = Callable[[], AbstractAsyncContextManager[None]]
ChannelsStatus = Callable[[], Mapping[str, str]]
LARGE_BODIES = ("/api/v1/messages", "/console/", "/say", "/channels/")
HUGE_BODIES = ("/console/roster",)


class Hears(Protocol):
    """The part of ``dialogs.messages.Intake`` that HTTP needs."""

    async def hear(self, message: Message) -> Heard:
        """Hear one message exactly once."""
        ...


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A login shown on the start page of a demo."""

    login: str
    password: str
    role: str
    area: str  # in words


def create_app(
    office: Office,
    intake: Hears,
    *,
    lifespan_tasks: Sequence[Lifespan] = (),
    channels_status: ChannelsStatus = dict,
    demo_accounts: Sequence[DemoAccount] = (),
    routers: Sequence[APIRouter] = (),
) -> FastAPI:
    """The application.

    ``lifespan_tasks`` are entered at start and left at the end, in reverse. ``channels_status`` tells, for each
    channel, why it is off ("" is on). ``demo_accounts`` are shown only when the settings say demo. ``routers``
    are the channels' own (webhooks, the farmer's page).
    """
    # /docs and /redoc load scripts from elsewhere; the description itself stays at /openapi.json.
    app = FastAPI(title="一键报贫", docs_url=None, redoc_url=None, lifespan=_lifespan(lifespan_tasks))
    app.state.office = office
    app.state.intake = intake
    app.state.channels_status = channels_status
    app.state.demo_accounts = tuple(demo_accounts) if office.settings.demo else ()
    app.state.feed = Feed(office)
    problems.install(app, console.as_page)
    for module in (messages, notices, annex2, forms, health, authorise, warnings):
        app.include_router(module.router)
    console.install(app)
    for router in routers:
        app.include_router(router)
    app.add_middleware(BodyLimit, large=LARGE_BODIES, huge=HUGE_BODIES)
    app.add_middleware(SafeHeaders)
    return app


def _lifespan(tasks: Sequence[Lifespan]) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(app.state.feed.running())
            for task in tasks:
                await stack.enter_async_context(task())
            semantic.warm_up()  # before anybody waits for it
            # What start-up made stays for good; the collector need not look at it again and again.
            gc.freeze()
            yield

    return run
