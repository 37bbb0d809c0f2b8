"""What every part of the intake works with: the database, the counties served, the clock, the ids."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from intake_api.clock import Clock, Ids, new_id, now
from intake_api.errors import NotFound
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.sealed import attach
from intake_api.store.sealing import Sealer
from knowledge.policy import County


@dataclass(frozen=True)
class Office:
    """One running intake."""

    settings: Settings
    database: Database
    sealer: Sealer
    counties: Mapping[str, County]
    clock: Clock = now
    ids: Ids = new_id

    def __post_init__(self) -> None:
        # The sealed columns of this database are written and read with this office's keys.
        attach(self.database.engine, self.sealer)

    def county(self, code: str = "") -> County:
        """The county of that code, the default one without a code. Raises ``NotFound`` for one not served."""
        code = code or self.settings.counties[0]
        if code not in self.counties:
            raise NotFound(f"这里不受理区划 {code} 的事项")
        return self.counties[code]

    @contextmanager
    def work(self, county: str = "") -> Iterator["Work"]:
        """One writing transaction for one county: commits at the end, rolls back on an exception."""
        with self.database.write() as connection:
            yield Work(self, connection, self.county(county), self.clock())


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction, in one county, at one moment. All rules take it as their first argument."""

    office: Office
    connection: Connection
    county: County
    now: datetime

    @property
    def code(self) -> str:
        """The county's code: the first part of every key."""
        return self.county.code

    def new_id(self) -> str:
        """A fresh random id."""
        return self.office.ids()

    def today(self) -> date:
        """The local date at the county."""
        return self.local(self.now).date()

    def local(self, moment: datetime) -> datetime:
        """``moment`` on the county's own clock."""
        return moment.astimezone(ZoneInfo(self.county.policy.timezone))
