"""What the departments' lists hit, as lists: what is due first on top; and the figures by town."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy import case as when

from intake_api.access.roles import ROLES
from intake_api.access.scope import visible_hits
from intake_api.casework import clocks
from intake_api.console import words
from intake_api.console.listing import LIGHTS
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES, HITS, HOUSEHOLDS
from intake_api.office import Office
from intake_api.reporting.units import unit_name
from intake_api.roster.sources import SOURCES
from intake_api.screening.hits import ALERT, LINKED, OPEN, SETTLED, VISIT, VISITED
from knowledge.policy import County

SIZE = 30
SHOWN = {"alert": "要核的", "visit": "要上门的", "done": "办过的"}
SCREENED = {key: each.label.removesuffix("名单") for key, each in SOURCES.items() if each.screening}
DONE = {LINKED: "已立案", VISITED: "已上门看过", SETTLED: "核过，没有风险"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. ``page`` counts from 1."""

    show: str = "alert"
    source: str = ""
    town: str = ""
    village: str = ""
    page: str = ""

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        keys = {name: getattr(self, name) for name in self.__slots__} | {"page": ""} | changed
        left = {key: value for key, value in keys.items() if value}
        return f"/console/screening?{urlencode(left)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One hit in words. The name is masked: screens stand in open offices. ``receipt`` is that of its case."""

    id: str
    household_id: str
    place: str
    name: str
    source: str
    reason: str
    category: str
    risk: str
    due: str
    light: str
    light_words: str
    done: str
    case_id: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page; ``counts`` are the figures on the tabs. ``more``: there is another page."""

    lines: list[Line]
    counts: Mapping[str, int]
    more: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """How it stands in one town: hits, those nobody dealt with, those past their day, and what became of the others."""

    name: str
    hits: int
    open: int
    late: int
    suspects: int
    visited: int
    settled: int


def listing(office: Office, account: Account, wanted: Wanted) -> Listing:
    """The page that this account may see. Raises ``Invalid`` for what is not there."""
    number = wanted.page or "1"
    known = wanted.show in SHOWN and wanted.source in ("", *SCREENED)
    if not known or not number.isdecimal() or len(number) > 5:
        raise Invalid("没有这一栏，请从“部门筛查”重新点进来")
    first = (max(int(number), 1) - 1) * SIZE
    with office.database.read() as session:
        connection = session.connection()
        counts = {show: _count(connection, account, wanted, show) for show in SHOWN}
        rows = list(connection.execute(_query(account, wanted, first)).mappings())
        names = _names(connection, account.county, rows)
    return Listing([_line(office, account, row, names) for row in rows[:SIZE]], counts, len(rows) > SIZE)


@dataclass(frozen=True, slots=True)
class Own:
    """What waits in the area of somebody who has the next step: to be looked at, to be visited, past its day."""

    alerts: int = 0
    visits: int = 0
    late: int = 0


def own_work(office: Office, account: Account) -> Own:
    """What of it stands in the own work; nothing for who only looks."""
    if not ROLES[account.role].writes or ROLES[account.role].sees != "area":
        return Own()
    c = HITS.c
    kinds = (c.want == ALERT, c.want == VISIT, c.due_at <= office.clock())
    query = select(*(func.coalesce(func.sum(when((kind, 1), else_=0)), 0) for kind in kinds))
    with office.database.read() as session:
        found = session.connection().execute(query.where(visible_hits(account), c.state == OPEN)).one()
    return Own(*found)


def figures(office: Office, account: Account) -> list[Figures]:
    """By town: for a department of its own lists, whatever the town; nothing that names a household."""
    county, c = office.county(account.county), HITS.c
    where: list[ColumnElement[bool]] = [visible_hits(account)]
    if account.role == "dept":
        own = [key for key, each in SOURCES.items() if each.department and each.department == account.department]
        where = [c.county == account.county, c.source.in_(own)]
    query = select(c.town, *_figures(office)).where(*where, c.state != "undone").group_by(c.town).order_by(c.town)
    with office.database.read() as session:
        return [Figures(unit_name(county, row[0]), *row[1:]) for row in session.connection().execute(query)]


def _figures(office: Office) -> tuple[Any, ...]:
    c, is_open = HITS.c, HITS.c.state == OPEN
    kinds = (is_open, is_open & (c.due_at <= office.clock()), *(c.state == state for state in DONE))
    return (func.count(), *(func.sum(when((kind, 1), else_=0)) for kind in kinds))


def _count(connection: Connection, account: Account, wanted: Wanted, show: str) -> int:
    query = select(func.count()).select_from(HITS).where(*_where(account, wanted, show))
    return int(connection.execute(query).scalar_one())


def _query(account: Account, wanted: Wanted, first: int) -> Any:
    """The hits of one page, with the household and the case of each: only theirs are looked up."""
    order: tuple[Any, ...] = (HITS.c.settled_at.desc(), HITS.c.id)
    if wanted.show != "done":
        order = (HITS.c.due_at, HITS.c.village, HITS.c.id)
    few = select(HITS.c.id).where(*_where(account, wanted, wanted.show)).order_by(*order)
    home = (HOUSEHOLDS.c.county == HITS.c.county) & (HOUSEHOLDS.c.id == HITS.c.household_id)
    file = (CASES.c.county == HITS.c.county) & (CASES.c.id == HITS.c.case_id)
    query = select(*HITS.c, HOUSEHOLDS.c.head_name, CASES.c.receipt).join(HOUSEHOLDS, home).outerjoin(CASES, file)
    few_ids = select(few.limit(SIZE + 1).offset(first).subquery().c.id)
    return query.where(HITS.c.county == account.county, HITS.c.id.in_(few_ids)).order_by(*order)


def _where(account: Account, wanted: Wanted, show: str) -> list[ColumnElement[bool]]:
    c = HITS.c
    where = [visible_hits(account), c.state.in_(tuple(DONE)) if show == "done" else c.state == OPEN]
    if show in (ALERT, VISIT):
        where.append(c.want == show)
    chosen = {c.source: wanted.source, c.town: wanted.town, c.village: wanted.village}
    return [*where, *(column == value for column, value in chosen.items() if value)]


def _names(connection: Connection, county: str, rows: list[RowMapping]) -> Mapping[str, str]:
    ids = {row["settled_by"] for row in rows} - {""}
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(ACCOUNTS.c.county == county, ACCOUNTS.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)} if ids else {}


def _line(office: Office, account: Account, row: RowMapping, names: Mapping[str, str]) -> Line:
    county, now = office.county(account.county), office.clock()
    light = clocks.light(row["arrived_at"], row["due_at"], now, county.policy.warn)
    rule = county.policy.screening.rules.get(row["source"])
    due = clocks.last_day(words.local(county, row["due_at"]))
    return Line(
        id=row["id"],
        household_id=row["household_id"],
        place=words.place(county, row["village"] or row["town"]) or "村还不清楚",
        name=words.masked_name(row["head_name"]),
        source=SCREENED.get(row["source"], row["source"]),
        reason=row["reason"],
        category=rule.category if rule else "other",
        risk=rule.risk if rule else "other",
        due=f"{due.month}月{due.day}日前，{clocks.remaining_words(row['due_at'], now)}",
        light=light,
        light_words=LIGHTS[light],
        done=_done(county, row, names),
        case_id=row["case_id"],
        receipt=row["receipt"] or "",
    )


def _done(county: County, row: RowMapping, names: Mapping[str, str]) -> str:
    if row["state"] not in DONE:
        return ""
    at = words.moment(words.local(county, row["settled_at"])) if row["settled_at"] else ""
    said = f"{at} {names.get(row['settled_by'], '')} {DONE[row['state']]}".strip()
    return f"{said}：{row['settled_why']}" if row["settled_why"] else said
