"""Households and their cases."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.sealed_answers import ANSWERS
from intake_api.store.moment import Moment

_COVERED = ("hamlet", "standing", "patrolled_day")
_COUNTED = ("clock", "clock_from", "proposal", "handler", "green")


def _only(which: str) -> dict[str, Any]:
    """An index of the few rows that it is looked up for."""
    return {"sqlite_where": text(which), "postgresql_where": text(which)}


class Household(SQLModel, table=True):
    """A family known to the intake. Matched by ID number (blind index), else by name + phone + village."""

    __tablename__ = "household"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    head_name: str
    phone: str = sealed("phone")
    phone_index: str | None = None  # blind index, to find it by
    town: str = ""  # 12-digit division codes; one town at a time
    village: str = ""
    id_sealed: str = ""
    id_index: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    book: str = ""  # 户号 of the 户籍底册
    hamlet: str = ""  # 自然村、组
    enrolled: bool = False  # stands on the roster: an imported 户籍底册 or list brought it
    standing: str = ""  # lifted, difficult, ordinary: by the lists it is on; "" until it was looked at
    patrolled_day: str = ""  # YYYY-MM-DD of the latest completed visit (patrol): what coverage is counted by
    ended: str = ""  # "", moved, died, merged: no longer to be visited
    ended_day: str = ""
    batch: str = ""  # the import that brought it

    __table_args__ = (
        Index("household_id_index", "county", "id_index", unique=True),
        Index("household_contact", "county", "phone_index", "village"),
        Index("household_book", "county", "village", "book"),
        # Holds all that coverage is counted by.
        Index("household_covered", "county", "enrolled", "ended", "town", "village", *_COVERED),
    )


class Case(SQLModel, table=True):
    """One application, from the first word to the end. ``state`` is the projection of its events, kept for lists;
    the deadlines are computed from the events and never stored."""

    __tablename__ = "cases"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    receipt: str
    household_id: str
    origin: str  # ONLINE, HOTLINE, WALKIN … (discovery channel of Annex 2)
    channel: str  # wechat, telegram, web, hotline …
    state: str  # a state of casework.lifecycle
    name: str = ""
    phone: str = sealed("phone")
    phone_index: str | None = None  # blind index, to find it by
    town: str = ""
    village: str = ""
    risk: str = ""
    urgent: str = ""  # kind of emergency, if any
    complete: bool = True  # False: an emergency opened it before all was answered
    repeat: int = 0  # earlier applications of this household that were never recognised
    green: str = ""  # 绿色通道: "", "proposed", "approved"
    answers: dict[str, Any] = Field(default_factory=dict, sa_column=Column(ANSWERS, nullable=False))
    submitted_at: datetime = Field(sa_type=Moment)  # the clue: the 15 days count from here (裁定 4)
    accepted_at: datetime | None = Field(default=None, sa_type=Moment)
    accepted_by: str = ""
    since: datetime = Field(sa_type=Moment)  # when the leading clock of the state began: what lists are ordered by
    clock: str = "accept"  # the clock that presses most (casework.clocks); "" when none runs
    clock_from: datetime | None = Field(default=None, sa_type=Moment)  # when it began; None: with ``since``
    handler: str = ""  # the account it was given to, if any
    proposal: str = ""  # the action that waits for a second person
    lacks: bool = False  # more was asked for and has not come
    household_type: str = ""  # code of the form's list, once recognised
    recognised_at: datetime | None = Field(default=None, sa_type=Moment)
    previous: str = ""  # the ended case of the same household that this one follows
    version: int = 1

    __table_args__ = (
        Index("cases_receipt", "county", "receipt", unique=True),
        # Holds all that the own work is counted by.
        Index("cases_area", "county", "state", "town", "village", "since", *_COUNTED),
        Index("cases_town", "county", "town", "submitted_at"),
        Index("cases_place", "county", "village", "submitted_at"),
        Index("cases_newest", "county", "submitted_at"),
        Index("cases_proposal", "county", "proposal", **_only("proposal <> ''")),
        Index("cases_green", "county", "green", **_only("green <> ''")),
        Index("cases_village", "county", "village", "state", "since"),
        Index("cases_state", "county", "state", "submitted_at"),
        Index("cases_household", "county", "household_id"),
        Index("cases_phone", "county", "phone_index"),
    )
