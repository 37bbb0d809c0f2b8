"""Chromium, and the page it looks at, for every browser test."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, sync_playwright

from bots.settings import BotSettings
from bots.web import Web

sys.path.insert(0, str(Path(__file__).parents[1] / "bots"))  # the stand-in is shared with the tests over HTTP
from fake_intake import FakeIntake

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Without it browser tests fail: an untested page is not a passed test.

    Ended with each file: while Playwright's synchronous side is open, no other test of this process can run a loop.
    """
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing. Please run: apt-get install chromium fonts-noto-cjk", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that has never seen the page. Any error of the page's scripts fails the test."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", has_touch=True)
    phone = context.new_page()
    errors: list[str] = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    yield phone
    context.close()
    assert errors == []


@pytest.fixture(scope="session")
def intake() -> FakeIntake:
    """What the page under test talks to."""
    return FakeIntake()


@pytest.fixture(scope="session")
def farmer_url(intake: FakeIntake) -> Iterator[str]:
    """Address of the farmer's page, served by uvicorn on a loopback port."""
    app = FastAPI()
    settings = BotSettings(_env_file=None)  # type: ignore[call-arg]
    app.include_router(Web(intake, settings, link_key=b"k" * 32, per_minute=10_000).router)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
