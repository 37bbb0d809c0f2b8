"""Cadres, operators and officers: accounts, logins, and the chat addresses they bound."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment


class Account(SQLModel, table=True):
    """One person who works with cases. ``area`` is a division code: a village, a town, or the county."""

    __tablename__ = "account"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    login: str
    name: str
    role: str  # a role of access.roles
    area: str
    department: str = ""  # of a 部门联络员: a name of the policy's departments
    phone: str = sealed("phone")
    password: str = ""  # argon2 hash
    disabled: bool = False
    failures: int = 0
    locked_until: datetime | None = Field(default=None, sa_type=Moment)
    created_at: datetime = Field(sa_type=Moment)

    __table_args__ = (
        Index("account_login", "county", "login", unique=True),
        Index("account_area", "county", "area", "role"),
    )


class Login(SQLModel, table=True):
    """A session of the console; only the hash of its cookie is kept."""

    __tablename__ = "login"

    county: str = Field(primary_key=True)
    token_hash: str = Field(primary_key=True)
    account_id: str
    until: datetime = Field(sa_type=Moment)


class Binding(SQLModel, table=True):
    """A cadre's own WeChat or Telegram address."""

    __tablename__ = "binding"

    county: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    account_id: str
    bound_at: datetime = Field(sa_type=Moment)


class BindingCode(SQLModel, table=True):
    """A six-digit code shown in the console; sent to the bot within the hour it binds the address. Used once."""

    __tablename__ = "binding_code"

    county: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    account_id: str
    until: datetime = Field(sa_type=Moment)
