"""An intake to test with: a clock that tests turn, and ids that count."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from intake_api.clock import Clock as Ticking
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.sealing import Sealer
from knowledge.policy import County

START = datetime.fromisoformat("2023-11-10T09:00:00+08:00")
SECRET = "test-secret-of-the-suite"


class Clock:
    """A clock that stands still until it is turned."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """``clock.advance(days=2, hours=1)``"""
        self.now += timedelta(**span)


def office_on(database: Database, counties: list[County], clock: Ticking, folder: Path, **more: Any) -> Office:
    """A whole intake on an open database; ``more`` replaces parts of it."""
    numbers = itertools.count(1)
    settings: dict[str, Any] = {
        "database_url": database.url,
        "county": ",".join(county.code for county in counties),
        "secret_key": SECRET,
        "api_token": "bots-token-of-the-suite",
        "report_token": "report-token-of-the-suite",
        "warning_token": "warning-token-of-the-suite",
        "media_dir": folder / "media",
        "public_url": "http://127.0.0.1:8000",
    }
    parts: dict[str, Any] = {
        "settings": Settings(_env_file=None, **settings),
        "database": database,
        "sealer": Sealer(SECRET),
        "counties": {county.code: county for county in counties},
        "clock": clock,
        "ids": lambda: f"id-{next(numbers):06d}",
    }
    return Office(**(parts | more))
