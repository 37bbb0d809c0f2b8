"""问题清单 and 转办 of an area, as lists: what is still open with the earliest day first, what is done the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, func, select

from intake_api.access.scope import visible, visible_issues
from intake_api.casework.dossier import local_day
from intake_api.console import words
from intake_api.console.issues_card import CATEGORIES, Trouble, trouble
from intake_api.console.referrals_card import HandedOn, handed_on
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES, HOUSEHOLDS, ISSUES, REFERRALS
from intake_api.office import Office

SIZE = 30
SHOWN = {
    ("issues", "open"): "还没解决",
    ("issues", "done"): "已解决",
    ("referrals", "open"): "转办没回音",
    ("referrals", "done"): "转办有回音",
}
_TABLES = {"issues": ISSUES, "referrals": REFERRALS}
_DONE = {"issues": ISSUES.c.resolved_at, "referrals": REFERRALS.c.answered_at}
_DUE = {"issues": (ISSUES.c.due_day == "", ISSUES.c.due_day, ISSUES.c.found_at), "referrals": (REFERRALS.c.due_at,)}
_SHOWN = (
    func.coalesce(CASES.c.name, HOUSEHOLDS.c.head_name, "").label("head"),
    func.coalesce(CASES.c.town, HOUSEHOLDS.c.town, "").label("at_town"),
    func.coalesce(CASES.c.village, HOUSEHOLDS.c.village, "").label("at_village"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. ``page`` counts from 1."""

    kind: str = "issues"
    show: str = "open"
    category: str = ""
    town: str = ""
    village: str = ""
    page: str = ""

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        keys = {name: getattr(self, name) for name in self.__slots__} | {"page": ""} | changed
        left = {key: value for key, value in keys.items() if value}
        return f"/console/issues?{urlencode(left)}"


@dataclass(frozen=True, slots=True)
class Line:
    """One row. The name is masked: screens stand in open offices."""

    path: str  # of the case, or of a household without one
    place: str
    name: str
    item: Trouble | HandedOn


@dataclass(frozen=True, slots=True)
class Listing:
    """One page; ``counts`` are the figures on the tabs. ``more``: there is another page."""

    lines: list[Line]
    counts: dict[tuple[str, str], int]
    more: bool


def listing(office: Office, account: Account, wanted: Wanted) -> Listing:
    """The page that this account may see. Raises ``Invalid`` for what is not there."""
    number = wanted.page or "1"
    known = (wanted.kind, wanted.show) in SHOWN and wanted.category in ("", *CATEGORIES)
    if not known or not number.isdecimal() or len(number) > 5:
        raise Invalid("没有这一栏，请从“问题清单”重新点进来")
    first = (max(int(number), 1) - 1) * SIZE
    with office.database.read() as session:
        connection = session.connection()
        counts = {tab: _count(connection, account, wanted, *tab) for tab in SHOWN}
        query = _query(account, wanted).limit(SIZE + 1).offset(first)
        rows = list(connection.execute(query).mappings())
    return Listing([_line(office, account, wanted, row) for row in rows[:SIZE]], counts, len(rows) > SIZE)


def _count(connection: Connection, account: Account, wanted: Wanted, kind: str, show: str) -> int:
    table = _TABLES[kind]
    query = select(func.count()).select_from(table.outerjoin(CASES, _same_case(table)))
    return int(connection.execute(query.where(*_where(account, wanted, kind, show))).scalar_one())


def _query(account: Account, wanted: Wanted) -> Any:
    table, done = _TABLES[wanted.kind], _DONE[wanted.kind]
    order = _DUE[wanted.kind] if wanted.show == "open" else (done.desc(),)
    query = select(*table.c, *_SHOWN).outerjoin(CASES, _same_case(table))
    # A difficulty met on a patrol has a household and no case.
    home = ISSUES.c.household_id if table is ISSUES else CASES.c.household_id
    query = query.outerjoin(HOUSEHOLDS, (HOUSEHOLDS.c.county == table.c.county) & (HOUSEHOLDS.c.id == home))
    return query.where(*_where(account, wanted, wanted.kind, wanted.show)).order_by(*order, table.c.id)


def _where(account: Account, wanted: Wanted, kind: str, show: str) -> Sequence[ColumnElement[bool]]:
    done = _DONE[kind]
    # A difficulty stays where it was found; a referral goes with its case.
    where = [visible_issues(account) if kind == "issues" else visible(account)]
    where.append(done.is_(None) if show == "open" else done.is_not(None))
    place = ISSUES if kind == "issues" else CASES
    chosen = {place.c.town: wanted.town, place.c.village: wanted.village}
    if kind == "issues":
        chosen[ISSUES.c.category] = wanted.category
    return [*where, *(column == value for column, value in chosen.items() if value)]


def _same_case(table: Table) -> ColumnElement[bool]:
    return (CASES.c.county == table.c.county) & (CASES.c.id == table.c.case_id)


def _line(office: Office, account: Account, wanted: Wanted, row: RowMapping) -> Line:
    county, now = office.county(account.county), office.clock()
    item = trouble(row, local_day(county, now)) if wanted.kind == "issues" else handed_on(county, row, now)
    place = words.place(county, row["at_village"] or row["at_town"]) or "村还不清楚"
    path = f"cases/{row['case_id']}#{wanted.kind}" if row["case_id"] else f"walk/{row['household_id']}#issues"
    return Line(f"/console/{path}", place, words.masked_name(row["head"]), item)
