"""The audit log: who read, changed or took away personal data. Each entry holds the hash of the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from intake_api.store.moment import Moment


class Audit(SQLModel, table=True):
    """One entry of a county's chain. Never changed, never deleted; ``baopin audit verify`` checks it."""

    __tablename__ = "audit"

    county: str = Field(primary_key=True)
    number: int = Field(primary_key=True)  # 1, 2, 3 …: a gap is a hole in the chain
    at: datetime = Field(sa_type=Moment)
    actor: str  # account id, or "system"
    act: str  # access.audit.ACTS
    subject: str = ""  # what it was done to: case:…, account:…, annex2
    data: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    before: str  # hash of the entry before
    hash: str

    __table_args__ = (
        Index("audit_subject", "county", "subject", "actor", "at"),
        Index("audit_actor", "county", "actor", "number"),
        Index("audit_at", "county", "at"),
    )
