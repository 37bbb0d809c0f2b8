"""疑似问题 as pages show them: counted per town, village and check, and listed case by case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy import case as when

from intake_api.access.roles import ROLES
from intake_api.access.scope import visible_findings
from intake_api.casework.checks import CHECKS, WHOLE
from intake_api.casework.lifecycle import STATES
from intake_api.console import words
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES, FINDINGS
from intake_api.office import Office
from knowledge.policy import County

SIZE = 20  # cases on a page
NOWHERE = "none"  # in the place of a code: the village is not known yet
SHOWN = {"open": "还没处理", "closed": "已说明"}
SEVERITIES = {"error": "要改对", "warn": "请核对"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see: a place, a check, a severity, one case; ``after`` is where the page begins."""

    show: str = "open"
    town: str = ""
    village: str = ""
    check: str = ""
    severity: str = ""
    case: str = ""
    after: str = ""

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        keys = {name: getattr(self, name) for name in self.__slots__} | {"after": ""} | changed
        left = {key: value for key, value in keys.items() if value and (key, value) != ("show", "open")}
        return "/console/findings" + (f"?{urlencode(left)}" if left else "")


@dataclass(frozen=True, slots=True)
class Count:
    """How many stand at one place, or of one check. ``households`` have any."""

    code: str
    name: str
    errors: int
    warnings: int
    households: int


@dataclass(frozen=True, slots=True)
class Item:
    """One finding. ``message`` names people: for the page of the case; lists show ``name`` and ``who``."""

    check: str
    member: int
    severity: str
    name: str
    message: str
    who: str
    since: str
    closed: str
    key: str


@dataclass(frozen=True, slots=True)
class Household:
    """One case with its findings. The name is masked: screens stand in open offices."""

    id: str
    receipt: str
    place: str
    name: str
    state: str
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Page:
    """``places`` while the place can be narrowed, ``households`` at the village. ``after`` is empty on the last."""

    places: list[Count]
    level: str
    checks: list[Count]
    households: list[Household]
    after: str


def findings_page(office: Office, account: Account, wanted: Wanted) -> Page:
    """All that the page of 疑似问题 shows to this account."""
    if wanted.show not in SHOWN or wanted.severity not in ("", *SEVERITIES) or wanted.check not in ("", *CHECKS):
        raise Invalid("没有这一栏，请从疑似问题的首页重新点进来")
    county, level = office.county(account.county), _level(account, wanted)
    with office.database.read() as session:
        connection = session.connection()
        where = _where(account, wanted)
        rows = _rows(connection, where, wanted.after) if not level else []
        return Page(
            places=_places(connection, county, where, level) if level else [],
            level=level,
            checks=_checks(connection, _where(account, wanted, any_check=True)),
            households=_households(connection, county, rows),
            after=rows[-1]["case_id"] if _has_more(connection, where, rows) else "",
        )


def card(connection: Connection, county: County, case_id: str) -> list[Item]:
    """The findings of one case that the caller may see, as ``findings_card.html`` shows them: closed ones last."""
    here = (FINDINGS.c.county == county.code, FINDINGS.c.case_id == case_id, FINDINGS.c.gone_at.is_(None))
    order = (FINDINGS.c.closed_at.is_not(None), FINDINGS.c.severity, FINDINGS.c.check_id, FINDINGS.c.member)
    rows = list(connection.execute(select(FINDINGS).where(*here).order_by(*order)).mappings())
    names = _names(connection, county, rows)
    return [_item(county, row, names) for row in rows]


def _level(account: Account, wanted: Wanted) -> str:
    """By which places the figures are shown; empty when there are only households left."""
    level = ROLES[account.role].level
    if wanted.case or wanted.village or level == "village":
        return ""
    return "village" if wanted.town or level == "town" else "town"


def _where(account: Account, wanted: Wanted, *, any_check: bool = False) -> list[ColumnElement[bool]]:
    closed = FINDINGS.c.closed_at
    where = [visible_findings(account), FINDINGS.c.gone_at.is_(None)]
    where.append(closed.is_(None) if wanted.show == "open" else closed.is_not(None))
    chosen = {"town": wanted.town, "village": wanted.village, "case_id": wanted.case, "severity": wanted.severity}
    if not any_check:
        chosen["check_id"] = wanted.check
    return where + [FINDINGS.c[key] == value.replace(NOWHERE, "") for key, value in chosen.items() if value]


def _counts(key: str) -> tuple[Any, ...]:
    of = {name: func.sum(when((FINDINGS.c.severity == name, 1), else_=0)) for name in SEVERITIES}
    households = func.count(func.distinct(FINDINGS.c.case_id))
    return (
        FINDINGS.c[key].label("code"),
        of["error"].label("errors"),
        of["warn"].label("warnings"),
        households.label("n"),
    )


def _places(connection: Connection, county: County, where: Sequence[ColumnElement[bool]], level: str) -> list[Count]:
    query = select(*_counts(level)).where(*where).group_by(FINDINGS.c[level]).order_by(FINDINGS.c[level])
    rows = connection.execute(query).all()
    unknown = "村还不清楚" if level == "village" else "镇还不清楚"
    return [
        Count(row.code or NOWHERE, words.place(county, row.code) or unknown, row.errors, row.warnings, row.n)
        for row in rows
    ]


def _checks(connection: Connection, where: Sequence[ColumnElement[bool]]) -> list[Count]:
    query = select(*_counts("check_id")).where(*where).group_by(FINDINGS.c.check_id).order_by(FINDINGS.c.check_id)
    known = [row for row in connection.execute(query).all() if row.code in CHECKS]
    return [Count(row.code, CHECKS[row.code].name, row.errors, row.warnings, row.n) for row in known]


def _rows(connection: Connection, where: Sequence[ColumnElement[bool]], after: str) -> list[RowMapping]:
    """The findings of one page of cases, with what is shown of the case."""
    cases = select(FINDINGS.c.case_id).where(*where, FINDINGS.c.case_id > after).distinct()
    page = cases.order_by(FINDINGS.c.case_id).limit(SIZE).subquery()
    same = (CASES.c.county == FINDINGS.c.county) & (CASES.c.id == FINDINGS.c.case_id)
    shown = (CASES.c.receipt, CASES.c.name, CASES.c.state)
    query = select(*FINDINGS.c, *shown).join(CASES, same).where(*where, FINDINGS.c.case_id.in_(select(page.c.case_id)))
    order = (FINDINGS.c.case_id, FINDINGS.c.severity, FINDINGS.c.check_id, FINDINGS.c.member)
    return list(connection.execute(query.order_by(*order)).mappings())


def _has_more(connection: Connection, where: Sequence[ColumnElement[bool]], rows: Sequence[RowMapping]) -> bool:
    if not rows:
        return False
    behind = select(FINDINGS.c.case_id).where(*where, FINDINGS.c.case_id > rows[-1]["case_id"]).limit(1)
    return connection.execute(behind).first() is not None


def _households(connection: Connection, county: County, rows: Sequence[RowMapping]) -> list[Household]:
    names, found = _names(connection, county, rows), []
    for case_id, group in groupby(rows, key=lambda row: row["case_id"]):
        of_case = list(group)
        first = of_case[0]
        household = Household(
            id=case_id,
            receipt=first["receipt"],
            place=words.place(county, first["village"] or first["town"]) or "村还不清楚",
            name=words.masked_name(first["name"]),
            state=STATES.get(first["state"], first["state"]),
            items=[_item(county, row, names) for row in of_case],
        )
        found.append(household)
    return found


def _names(connection: Connection, county: County, rows: Sequence[RowMapping]) -> dict[str, str]:
    """Who closed any of them."""
    ids = {row["closed_by"] for row in rows} - {""}
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(ACCOUNTS.c.county == county.code, ACCOUNTS.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)} if ids else {}


def _item(county: County, row: RowMapping, names: Mapping[str, str]) -> Item:
    check = CHECKS.get(row["check_id"])
    return Item(
        check=row["check_id"],
        member=row["member"],
        severity=row["severity"],
        name=check.name if check else row["check_id"],
        message=row["message"],
        who="" if row["member"] == WHOLE else f"成员第 {row['member'] + 1} 行",
        since=words.moment(words.local(county, row["found_at"])),
        closed=_closed(county, row, names),
        key=f"{row['case_id']}-{row['check_id']}-{row['member']}",
    )


def _closed(county: County, row: RowMapping, names: Mapping[str, str]) -> str:
    if row["closed_at"] is None:
        return ""
    at = words.moment(words.local(county, row["closed_at"]))
    return f"{at} {names.get(row['closed_by'], '')}：{row['closed_why']}"
