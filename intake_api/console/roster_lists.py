"""The batches of lists that came in: which ones somebody sees, and how they stand in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, false, select, true

from intake_api.access.audit import SYSTEM
from intake_api.console import words
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, BATCHES
from intake_api.roster.batches import label
from intake_api.roster.sources import SOURCES, Source
from knowledge.policy import County

SIZE = 30
OUTCOMES = {
    "new": "新增",
    "changed": "有变化",
    "matched": "对上了人",
    "same": "没变化",
    "left": "退出名单",
    "candidate": "要认一认",
    "rejected": "没收",
    "undone": "已退回",
}
STATES = {
    "received": "等您核对列",
    "looked": "试读过，还没导入",
    "waiting": "排队等夜里导入",
    "running": "正在导入",
    "done": "导入好了",
    "undoing": "正在撤销",
    "undone": "已撤销",
    "failed": "停在半路",
}
BUSY = ("running", "undoing")


@dataclass(frozen=True, slots=True)
class Line:
    """One batch in the list. ``percent``: how far it is, while it is worked at."""

    id: str
    list: str
    file_name: str
    who: str
    at: str
    rows: int
    counts: tuple[tuple[str, int], ...]
    state: str
    percent: int | None
    problem: str


def sources_of(account: Account) -> dict[str, Source]:
    """The lists that this person brings: a department its own ones."""
    if account.role != "dept":
        return dict(SOURCES)
    return {key: each for key, each in SOURCES.items() if each.department and each.department == account.department}


def visible_batches(account: Account) -> ColumnElement[bool]:
    """The district sees every batch, a town those of its own clerks, a department its own."""
    a = ACCOUNTS.c
    colleagues: ColumnElement[bool] = false()
    if account.role == "county_clerk":
        colleagues = true()
    elif account.role == "town_clerk" and account.area:
        colleagues = _by(a.role == "town_clerk", a.area == account.area)
    elif account.role == "dept" and account.department:
        colleagues = _by(a.role == "dept", a.department == account.department)
    return and_(BATCHES.c.county == account.county, false() if account.disabled else colleagues)


def seen_batch(connection: Connection, account: Account, batch_id: str) -> Mapping[Any, Any]:
    """The batch. Raises ``NotFound``, also for somebody else's."""
    query = select(BATCHES).where(visible_batches(account), BATCHES.c.id == batch_id)
    found = connection.execute(query).mappings().first()
    if found is None:
        raise NotFound("没有这一批")
    return found


def newest(connection: Connection, county: County, account: Account, before: str = "") -> tuple[list[Line], str]:
    """A page of batches, the newest first, and where the next page begins."""
    c = BATCHES.c
    query = select(BATCHES).where(visible_batches(account)).order_by(c.received_at.desc(), c.id.desc())
    if at := _moment(before):
        query = query.where(c.received_at < at)
    rows = list(connection.execute(query.limit(SIZE + 1)).mappings())
    names = names_of(connection, county.code, {row["received_by"] for row in rows})
    more = rows[SIZE - 1]["received_at"].isoformat() if len(rows) > SIZE else ""
    return [line(county, row, names) for row in rows[:SIZE]], more


def line(county: County, row: Mapping[Any, Any], names: Mapping[str, str]) -> Line:
    """A batch in words."""
    return Line(
        id=row["id"],
        list=label(row),
        file_name=row["file_name"],
        who=names.get(row["received_by"], "命令行"),
        at=words.moment(words.local(county, row["received_at"])),
        rows=row["total"],
        counts=counted(row),
        state=state_of(row),
        percent=percent_of(row),
        problem=row["problem"],
    )


def counted(row: Mapping[Any, Any]) -> tuple[tuple[str, int], ...]:
    """How many rows became what, in words; what did not happen is not told."""
    return tuple((OUTCOMES[key], row["counts"][key]) for key in OUTCOMES if row["counts"].get(key))


def state_of(row: Mapping[Any, Any]) -> str:
    """How it stands, in words."""
    if row["state"] == "received" and row["reached"]:
        return "正在试读"
    if row["state"] == "undone" and row["done_at"] is None:
        return "没有导入"
    return STATES[row["state"]]


def percent_of(row: Mapping[Any, Any]) -> int | None:
    """How far it is, of a hundred; None when nobody works at it."""
    if row["state"] not in BUSY and not (row["state"] == "received" and row["reached"]):
        return None
    return min(99, int(row["reached"]) * 100 // max(1, int(row["total"])))


def names_of(connection: Connection, county: str, ids: set[str]) -> dict[str, str]:
    """Who these accounts are."""
    c = ACCOUNTS.c
    query = select(c.id, c.name).where(c.county == county, c.id.in_(ids - {SYSTEM, ""}))
    return {row.id: row.name for row in connection.execute(query)}


def _by(*what: ColumnElement[bool]) -> ColumnElement[bool]:
    a, b = ACCOUNTS.c, BATCHES.c
    return exists().where(a.county == b.county, a.id == b.received_by, *what)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
