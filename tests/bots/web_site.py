"""The farmer's page with a stand-in for the intake, and how a browser without scripts fills its form in."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fake_intake import FakeIntake
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from bots.settings import BotSettings
from bots.web import Web

KEY = b"0123456789abcdef"
JSON = {"Accept": "application/json"}


@dataclass
class Site:
    """The page with its fake intake and a clock that stands still until moved."""

    intake: FakeIntake = field(default_factory=FakeIntake)
    now: datetime = datetime(2023, 11, 10, 9, tzinfo=UTC)
    per_minute: int = 60
    public_url: str = "http://127.0.0.1:8000"

    def __post_init__(self) -> None:
        settings = BotSettings(_env_file=None, public_url=self.public_url)  # type: ignore[call-arg]
        self.web = Web(
            self.intake,
            settings,
            link_key=KEY,
            hotlines=("12317", "0591-12345678"),
            per_minute=self.per_minute,
            clock=lambda: self.now,
        )
        self.app = FastAPI()
        self.app.include_router(self.web.router)

    def visitor(self) -> TestClient:
        """A browser of its own: cookies, redirects followed."""
        return TestClient(self.app, base_url=self.public_url)


def form_id(page: Response) -> str:
    """The hidden id of the form on a page."""
    found = re.search(r'name="message_id" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


def say(client: TestClient, page: Response, **fields: str) -> Response:
    """Fill the form of ``page`` in and send it as a browser without scripts does."""
    return client.post("/say", data={"message_id": form_id(page), "text": "", **fields})
