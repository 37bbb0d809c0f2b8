"""重点对象 as pages show them: how many households of each group, and a village's households with their reasons."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy import case as when

from intake_api.access.roles import ROLES
from intake_api.access.scope import visible_concerns
from intake_api.console import words
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import CONCERNS, HOUSEHOLDS
from intake_api.office import Office
from intake_api.patrols.standing import WORDS as STANDINGS
from intake_api.screening.group import Group
from intake_api.screening.groups import GROUPS

SIZE = 50  # households on a page
_HOME = tuple(HOUSEHOLDS.c[name] for name in ("id", "head_name", "hamlet", "standing", "patrolled_day"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. ``page`` counts from 1."""

    group: str = ""
    town: str = ""
    village: str = ""
    left: str = ""  # only who was not seen in this campaign
    page: str = ""

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        keys = {name: getattr(self, name) for name in self.__slots__} | {"page": ""} | changed
        left = {key: value for key, value in keys.items() if value}
        return "/console/concerns" + (f"?{urlencode(left)}" if left else "")


@dataclass(frozen=True, slots=True)
class Count:
    """A group, or a place: households in it, and those not seen since the campaign began."""

    code: str
    name: str
    households: int
    left: int
    is_must: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """One household with all its groups. The name is masked: screens stand in open offices."""

    id: str
    name: str
    place: str
    standing: str
    seen: str
    reasons: list[tuple[Group, str, str]]  # group, reason, since


@dataclass(frozen=True, slots=True)
class Page:
    """``places`` while the place can be narrowed, ``homes`` of a village. ``more``: there is another page."""

    groups: list[Count]
    places: list[Count]
    level: str
    homes: list[Home]
    more: bool


def concerns_page(office: Office, account: Account, wanted: Wanted) -> Page:
    """All that the page shows to this account. Raises ``Invalid`` for what is not there."""
    number = wanted.page or "1"
    if wanted.group not in ("", *GROUPS) or not number.isdecimal() or len(number) > 5:
        raise Invalid("没有这一栏，请从“重点对象”重新点进来")
    level = _level(account, wanted)
    with office.database.read() as session:
        connection = session.connection()
        rows = [] if level else _homes(connection, office, account, wanted, (max(int(number), 1) - 1) * SIZE)
        return Page(
            groups=_groups(connection, office, account, wanted),
            places=_places(connection, office, account, wanted, level) if level else [],
            level=level,
            homes=_with_reasons(connection, office, account, rows[:SIZE]),
            more=len(rows) > SIZE,
        )


def _level(account: Account, wanted: Wanted) -> str:
    """By which places the figures are shown; empty when there are only households left."""
    level = ROLES[account.role].level
    if wanted.village or level == "village":
        return ""
    return "village" if wanted.town or level == "town" else "town"


def _left(office: Office, account: Account) -> Any:
    """How many of the households were not seen in this campaign."""
    return func.sum(when((HOUSEHOLDS.c.patrolled_day < _start(office, account), 1), else_=0))


def _groups(connection: Connection, office: Office, account: Account, wanted: Wanted) -> list[Count]:
    c = CONCERNS.c
    query = select(c.group, func.count(), _left(office, account)).join(HOUSEHOLDS, _same())
    rows = connection.execute(query.where(*_where(office, account, wanted, any_group=True)).group_by(c.group)).all()
    found = {group: (households, left) for group, households, left in rows}
    figures = {key: found.get(key, (0, 0)) for key in sorted(GROUPS)}
    return [Count(key, GROUPS[key].label, *of, GROUPS[key].is_must) for key, of in figures.items()]


def _places(connection: Connection, office: Office, account: Account, wanted: Wanted, level: str) -> list[Count]:
    """A household that is in several groups is counted once."""
    c, h = CONCERNS.c, HOUSEHOLDS.c
    where = _where(office, account, replace(wanted, left=""))
    once = select(c.household_id, c[level].label("place")).where(*where).distinct().subquery()
    same = (h.county == account.county) & (h.id == once.c.household_id)
    query = select(once.c.place, func.count(), _left(office, account)).join(HOUSEHOLDS, same)
    if wanted.left:
        query = query.where(h.patrolled_day < _start(office, account))
    rows = connection.execute(query.group_by(once.c.place).order_by(once.c.place)).all()
    county = office.county(account.county)
    return [Count(code, words.place(county, code) or "村还不清楚", number, left) for code, number, left in rows]


def _homes(
    connection: Connection, office: Office, account: Account, wanted: Wanted, first: int
) -> Sequence[RowMapping]:
    """Who is in the most groups that nobody may miss comes first, then by hamlet, as one walks."""
    c, h = CONCERNS.c, HOUSEHOLDS.c
    must = func.sum(when((c.group.in_([key for key, each in GROUPS.items() if each.is_must]), 1), else_=0))
    query = select(*_HOME, c.village, c.town).join(HOUSEHOLDS, _same()).where(*_where(office, account, wanted))
    query = query.group_by(*_HOME, c.village, c.town).order_by(must.desc(), func.count().desc(), h.hamlet, h.id)
    return list(connection.execute(query.limit(SIZE + 1).offset(first)).mappings())


def _with_reasons(connection: Connection, office: Office, account: Account, rows: Sequence[RowMapping]) -> list[Home]:
    c, why = CONCERNS.c, defaultdict(list)
    ids = [row["id"] for row in rows]
    query = select(c.household_id, c.group, c.reason, c.since).where(visible_concerns(account), c.household_id.in_(ids))
    for id, group, reason, since in connection.execute(query.order_by(c.group)):
        if group in GROUPS:
            why[id].append((GROUPS[group], reason, since))
    county, start = office.county(account.county), _start(office, account)
    return [
        Home(
            id=row["id"],
            name=words.masked_name(row["head_name"]),
            place=" ".join(filter(None, (words.place(county, row["village"] or row["town"]), row["hamlet"]))),
            standing=STANDINGS.get(row["standing"], ""),
            seen=row["patrolled_day"] if row["patrolled_day"] >= start else "",
            reasons=why[row["id"]],
        )
        for row in rows
    ]


def _where(office: Office, account: Account, wanted: Wanted, *, any_group: bool = False) -> list[ColumnElement[bool]]:
    c = CONCERNS.c
    chosen = {c.town: wanted.town, c.village: wanted.village, c.group: "" if any_group else wanted.group}
    where = [visible_concerns(account), *(column == value for column, value in chosen.items() if value)]
    if wanted.left:
        where.append(HOUSEHOLDS.c.patrolled_day < _start(office, account))
    return where


def _start(office: Office, account: Account) -> str:
    return office.county(account.county).policy.campaign_start.isoformat()


def _same() -> ColumnElement[bool]:
    return (HOUSEHOLDS.c.county == CONCERNS.c.county) & (HOUSEHOLDS.c.id == CONCERNS.c.household_id)
