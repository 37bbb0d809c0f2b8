"""What happened: the log that cases, clocks and Annex 2 are computed from."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from intake_api.sealed_answers import LOG
from intake_api.store.moment import Moment

_WITHOUT_CASE: dict[str, Any] = {"sqlite_where": text("case_id IS NULL"), "postgresql_where": text("case_id IS NULL")}


class Event(SQLModel, table=True):
    """One thing that happened to a case. Never changed, never deleted. ``day`` is the local date at the county."""

    __tablename__ = "event"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str | None = None
    household_id: str | None = None
    kind: str  # submitted, joined, supplemented, accepted, reassigned, duplicate, withdrawn …
    origin: str = ""  # discovery channel of the case, for counting
    at: datetime = Field(sa_type=Moment)
    day: str  # YYYY-MM-DD
    town: str = ""
    village: str = ""
    actor: str = ""  # account id, or the channel for what a farmer did
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(LOG, nullable=False))

    __table_args__ = (
        Index("event_case", "county", "case_id", "at"),
        # The history of a household itself: moved, split, visited. Events of cases are not in it.
        Index("event_household", "county", "household_id", "at", **_WITHOUT_CASE),
        # Covers the counting of Annex 2: a week of a million events takes milliseconds.
        Index("event_count", "county", "kind", "day", "town", "household_id"),
    )
