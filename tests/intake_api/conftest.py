"""An office with a clock that tests turn, and ids that count."""

import itertools
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.sealing import Sealer
from knowledge.policy import County, load_county

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


@pytest.fixture(scope="session")
def county() -> County:
    """晋安区, from its real files."""
    return load_county("350111")


@pytest.fixture
def clock() -> Clock:
    """Friday 2023-11-10 09:00 in 晋安区: the first day of the campaign."""
    return Clock()


@pytest.fixture
def office(database: Database, county: County, clock: Clock, tmp_path: Path) -> Office:
    """A whole intake on a fresh database."""
    numbers = itertools.count(1)
    settings: dict[str, Any] = {
        "database_url": database.url,
        "county": county.code,
        "secret_key": SECRET,
        "api_token": "bots-token-of-the-suite",
        "report_token": "report-token-of-the-suite",
        "media_dir": tmp_path / "media",
        "public_url": "http://127.0.0.1:8000",
    }
    return Office(
        settings=Settings(_env_file=None, **settings),
        database=database,
        sealer=Sealer(SECRET),
        counties={county.code: county},
        clock=clock,
        ids=lambda: f"id-{next(numbers):06d}",
    )
