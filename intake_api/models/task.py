"""Things a person must do: call somebody back, answer an emergency. And the counters of receipt numbers."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment


class Task(SQLModel, table=True):
    """A call-back, a request for a person, news for a farmer who cannot be written to, or an emergency that alarms
    until somebody acknowledges it."""

    __tablename__ = "task"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str  # callback, human, tell, emergency
    detail: str = ""  # kind of emergency: suicide, food …
    channel: str = ""
    user: str = ""
    case_id: str | None = None
    name: str = ""
    phone: str = sealed("phone")
    town: str = ""
    village: str = ""
    words: str = sealed("words")  # the person's own words, ID numbers masked; for ``tell`` what is to be said
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    alarmed_at: datetime | None = Field(default=None, sa_type=Moment)
    alarms: int = 0
    acknowledged_at: datetime | None = Field(default=None, sa_type=Moment)
    acknowledged_by: str = ""
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str = ""
    note: str = sealed("note")

    __table_args__ = (
        Index("task_open", "county", "kind", "done_at", "due_at"),
        Index("task_person", "county", "channel", "user"),
        Index("task_case", "county", "case_id"),
    )


class Counter(SQLModel, table=True):
    """A number that only grows, such as the receipts of one day."""

    __tablename__ = "counter"

    county: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: int = 0
