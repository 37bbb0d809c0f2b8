"""The outbox: who is told what, where, and what became of it."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment


class NoticeRow(SQLModel, table=True):
    """One message to one person on one channel. ``key`` is stable (``case:…:arrived:account:wechat``): writing the
    same notice twice writes it once. Text carries a masked name at most, never an ID number (裁定 11)."""

    __tablename__ = "notice"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    key: str
    channel: str  # console, wechat, telegram, web …
    user: str = ""  # the platform's name for the person; empty in the console
    account_id: str | None = None  # the cadre it is for; None: a farmer
    case_id: str | None = None
    task_id: str | None = None
    title: str = ""
    text: str = sealed("notice")
    link: str = ""
    state: str = "due"  # due, claimed, sent, read, failed, called (a telephone call took its place)
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    tries: int = 0
    error: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    read_at: datetime | None = Field(default=None, sa_type=Moment)

    __table_args__ = (
        Index("notice_key", "county", "key", unique=True),
        Index("notice_due", "county", "channel", "state", "due_at"),
        Index("notice_account", "county", "account_id", "state"),
    )
