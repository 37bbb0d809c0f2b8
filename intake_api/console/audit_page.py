"""留痕: who looked at, took away or changed what, for the auditor and the administrator. Never what was seen."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, Connection, RowMapping, and_, or_, select

from intake_api.access import audit
from intake_api.access.accounts import by_login
from intake_api.access.roles import label
from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, AUDIT, CASES
from intake_api.office import Office
from intake_api.routes.who import TheOffice
from knowledge import receipts

router = APIRouter(prefix="/console/audit", dependencies=[Depends(same_site), Depends(user_of("audit"))])
SIZE = 50
_ACTORS = {audit.SYSTEM: "命令行", audit.PROGRAM: "取报表的程序", audit.NOBODY: "没有登录的人"}
SUBJECTS = {"tasks": "要打的电话", "annex2": "附件2", "cases": "申报", "audit": "留痕", "keys": "密钥"}
SUBJECTS |= {"findings": "疑似问题", "comparisons": "部门比对", "issues": "问题清单", "visits": "我的入户"}
SUBJECTS |= {"referrals": "转办单"}
SUBJECTS |= {"walk": "走访名单", "roster": "名册名单", "screening": "部门筛查", "concerns": "重点对象"}
SUBJECTS |= {"disasters": "灾害预警", "precautions": "防灾预案", "surges": "规模性返贫"}
DETAILS = {"reason": "为什么", "by": "按什么查", "key": "哪一项", "column": "哪一列", "unit": "单位", "until": "到哪天"}
DETAILS |= {"rows": "几户", "found": "找到", "login": "登录名", "role": "岗位", "area": "管哪里", "format": "格式"}
DETAILS |= {"department": "哪个部门", "paper": "哪张纸", "batch": "哪份名单", "what": "登记什么"}
_HOW = {"phone": "电话", "receipt": "编号", "nothing": "都不像"}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    number: int
    at: str
    who: str
    act: str
    subject: str
    details: str


@router.get("", response_model=None)
def show(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    who: Annotated[str, Query(max_length=32)] = "",
    subject: Annotated[str, Query(max_length=64)] = "",
    day: Annotated[str, Query(max_length=10)] = "",
    below: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    """The newest first, by person, by case or account, by day."""
    typed = {"who": who.strip(), "subject": subject.strip(), "day": day.strip()}
    error, lines = "", list[Line]()
    try:
        lines = _lines(office, account, typed, below)
    except Invalid as refused:
        error = str(refused)
    audit.looked(office, account.id, account.county, "read", "audit")
    more = urlencode({**typed, "below": lines[SIZE - 1].number}) if len(lines) > SIZE else ""
    return page(
        request, account, "audit.html", 422 if error else 200, lines=lines[:SIZE], typed=typed, more=more, error=error
    )


def _lines(office: Office, account: Account, typed: dict[str, str], below: int) -> list[Line]:
    with office.database.read() as session:
        connection = session.connection()
        where = [AUDIT.c.county == account.county, *_asked(office, connection, account, typed)]
        if below:
            where.append(AUDIT.c.number < below)
        query = select(AUDIT).where(*where).order_by(AUDIT.c.number.desc()).limit(SIZE + 1)
        rows = connection.execute(query).mappings().all()
        people, cases = _people(connection, account, rows), _receipts(connection, account, rows)
    county = office.county(account.county)
    return [
        Line(
            number=row["number"],
            at=f"{words.local(county, row['at']):%Y-%m-%d %H:%M:%S}",
            who=_ACTORS.get(row["actor"]) or people.get(row["actor"], row["actor"]),
            act=audit.ACTS.get(row["act"], row["act"]),
            subject=_subject(row["subject"], people, cases),
            details=_details(row["data"]),
        )
        for row in rows
    ]


def _asked(
    office: Office, connection: Connection, account: Account, typed: dict[str, str]
) -> list[ColumnElement[bool]]:
    """What the form asks for. Raises ``Invalid`` for what is not there."""
    where = list[ColumnElement[bool]]()
    if typed["who"]:
        where.append(AUDIT.c.actor == _account_id(connection, account, typed["who"]))
    if typed["subject"]:
        where.append(_about(connection, account, typed["subject"]))
    if typed["day"]:
        where.append(_on(typed["day"], office.county(account.county).policy.timezone))
    return where


def _about(connection: Connection, account: Account, subject: str) -> ColumnElement[bool]:
    """A receipt number, a login, or one of the lists."""
    if plain := next((name for name, told in SUBJECTS.items() if subject in (name, told)), ""):
        return AUDIT.c.subject == plain
    receipt = receipts.parse(subject)
    if not receipt:
        return AUDIT.c.subject == f"account:{_account_id(connection, account, subject)}"
    query = select(CASES.c.id).where(CASES.c.county == account.county, CASES.c.receipt == receipt)
    case_id = connection.execute(query).scalar_one_or_none()
    if case_id is None:
        raise Invalid(f"没有编号是 {receipt} 的申报")
    # ``case:…/…`` are its photos and recordings; the sign after the slash ends the range.
    own, photos = f"case:{case_id}", (f"case:{case_id}/", f"case:{case_id}0")
    return or_(AUDIT.c.subject == own, and_(AUDIT.c.subject >= photos[0], AUDIT.c.subject < photos[1]))


def _account_id(connection: Connection, account: Account, login: str) -> str:
    if login in _ACTORS or login in _ACTORS.values():
        return next(id_ for id_, told in _ACTORS.items() if login in (id_, told))
    found = by_login(connection, account.county, login)
    if found is None:
        raise Invalid(f"没有登录名 {login}")
    return found.id


def _on(day: str, timezone: str) -> ColumnElement[bool]:
    try:
        begins = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(timezone))
        ends = begins + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise Invalid("日期写成 2023-11-10 这样") from error
    return and_(AUDIT.c.at >= begins, AUDIT.c.at < ends)


def _people(connection: Connection, account: Account, rows: Any) -> dict[str, str]:
    about = (row["subject"].removeprefix("account:") for row in rows if row["subject"].startswith("account:"))
    ids = {row["actor"] for row in rows} | set(about)
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name, ACCOUNTS.c.login, ACCOUNTS.c.role)
    query = query.where(ACCOUNTS.c.county == account.county, ACCOUNTS.c.id.in_(ids))
    return {id_: f"{name}（{login}，{label(role)}）" for id_, name, login, role in connection.execute(query)}


def _receipts(connection: Connection, account: Account, rows: Any) -> dict[str, str]:
    ids = {_case_id(row) for row in rows} - {""}
    query = select(CASES.c.id, CASES.c.receipt).where(CASES.c.county == account.county, CASES.c.id.in_(ids))
    return {row.id: row.receipt for row in connection.execute(query)}


def _case_id(row: RowMapping) -> str:
    kind, _, rest = str(row["subject"]).partition(":")
    return rest.partition("/")[0] if kind == "case" else ""


def _subject(subject: str, people: dict[str, str], cases: dict[str, str]) -> str:
    kind, _, rest = subject.partition(":")
    if kind == "case":
        case_id, _, photo = rest.partition("/")
        return cases.get(case_id, case_id) + (" 的照片、录音" if photo else "")
    if kind == "account":
        return people.get(rest, "没有的账号")
    if kind == "household":
        return "名册里的一户"
    return SUBJECTS.get(subject, subject)


def _details(data: dict[str, Any]) -> str:
    def told(value: Any) -> str:
        return "、".join(map(str, value)) if isinstance(value, list) else _HOW.get(str(value), str(value))

    return "；".join(f"{DETAILS[key]}：{told(value)}" for key, value in data.items() if key in DETAILS and value)
