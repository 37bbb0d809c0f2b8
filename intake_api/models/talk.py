"""Conversations: what was heard (once), and the answers so far."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment


class Inbox(SQLModel, table=True):
    """A message id and the replies it produced: a platform's retry gets the same words."""

    __tablename__ = "inbox"

    county: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    message_id: str = Field(primary_key=True)
    heard_at: datetime = Field(sa_type=Moment)
    reply: str = ""  # JSON of dialogs.messages.Heard, sealed: it reads back what was said


class TalkRow(SQLModel, table=True):
    """One person's conversation on one channel: its state as JSON, sealed as a whole."""

    __tablename__ = "talk"

    county: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    state: str = "idle"
    body: str = "{}"
    case_id: str | None = None
    updated_at: datetime = Field(sa_type=Moment)

    # No index on what changes with every message: PostgreSQL then updates the row in place.
    __table_args__ = (Index("talk_case", "county", "case_id"),)


class Attachment(SQLModel, table=True):
    """A photo or a recording. ``file`` is empty until the content has been fetched from the platform."""

    __tablename__ = "attachment"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    channel: str
    user: str
    media_id: str
    kind: str
    case_id: str | None = None
    transcript: str = sealed("transcript")
    content_type: str = ""
    size: int = 0
    sha256: str = ""
    file: str = ""
    said_at: datetime = Field(sa_type=Moment)

    __table_args__ = (
        Index("attachment_case", "county", "case_id"),
        Index("attachment_media", "county", "channel", "user", "media_id", unique=True),
    )
