"""附件2 over HTTP: the table, the rows behind a figure, the workbook."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Connection

from intake_api.access import audit
from intake_api.access.scope import may_see
from intake_api.errors import Invalid, NotAllowed
from intake_api.models import Account
from intake_api.office import Office
from intake_api.reporting import annex2 as figures
from intake_api.reporting.sheets import annex2_xlsx
from intake_api.reporting.units import area
from intake_api.routes.who import Reader, TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/api/v1", tags=["reports"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper is wanted; empty strings mean: the default."""

    since: date | None
    until: date | None
    unit: str | None


def asked(
    since: Annotated[str, Query(max_length=10)] = "",
    until: Annotated[str, Query(max_length=10)] = "",
    unit: Annotated[str, Query(max_length=32)] = "",
) -> Asked:
    """Read the query of a paper."""
    return Asked(_day(since), _day(until), unit.strip() or None)


AskedFor = Annotated[Asked, Depends(asked)]


@router.get("/annex2")
def table(reader: Reader, office: TheOffice, wanted: AskedFor) -> dict[str, Any]:
    """The table. A town's officer gets the paper of the own town."""
    return paper(office, reader, wanted).as_json()


@router.get("/annex2/rows")
def rows(
    reader: Reader, office: TheOffice, wanted: AskedFor, column: Annotated[str, Query(max_length=32)]
) -> dict[str, Any]:
    """The households behind one figure, masked."""
    return {"rows": [_record(record) for record in behind(office, reader, wanted, column)]}


@router.get("/annex2.xlsx")
def workbook(reader: Reader, office: TheOffice, wanted: AskedFor) -> Response:
    """The table as printed, with the rows behind its figures on a second sheet."""
    found = paper(office, reader, wanted)
    county = _county(office, reader)
    with _reading(office) as connection:
        behind_all = figures.details(connection, county, found)
    content = annex2_xlsx(found, county, reader.name if reader else "", behind_all)
    _noted(office, reader, "exported", unit=wanted.unit or "", until=found.period.until.isoformat())
    name = f"附件2_{found.name}_{found.period.until.isoformat()}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename=\"annex2.xlsx\"; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=XLSX, headers=headers)


def paper(office: Office, account: Account | None, wanted: Asked) -> figures.Annex2:
    """The paper that may be shown to ``account`` (None: a program with the report token)."""
    county = _county(office, account)
    unit = within(county, account, wanted.unit)
    with _reading(office) as connection:
        return figures.annex2(connection, county, wanted.since, wanted.until, unit, now=office.clock())


def behind(office: Office, account: Account | None, wanted: Asked, column: str) -> list[figures.Record]:
    """The records behind a figure, within what the account may see."""
    county = _county(office, account)
    unit = within(county, account, wanted.unit)
    with _reading(office) as connection:
        found = figures.rows_behind(connection, county, column, unit, wanted.since, wanted.until, now=office.clock())
    _noted(office, account, "listed", column=column, unit=unit or "", rows=len(found))
    return found


def within(county: County, account: Account | None, unit: str | None) -> str | None:
    """The unit, if the account may see its figures; an officer of a town who names none gets the own town."""
    if account is None or may_see(account, "", ""):
        return unit
    if not unit and may_see(account, account.area, ""):
        return account.area
    _, codes = area(county, unit)
    if len(codes) == 1 and may_see(account, county.places.town_of(codes[0]).code, codes[0]):
        return unit
    raise NotAllowed("这张表不在您负责的地方。")


def _noted(office: Office, account: Account | None, act: str, **data: Any) -> None:
    with office.work(account.county if account else "") as work:
        audit.note(work, account.id if account else audit.PROGRAM, act, "annex2", **data)


@contextmanager
def _reading(office: Office) -> Iterator[Connection]:
    with office.database.read() as session:
        yield session.connection()


def _county(office: Office, account: Account | None) -> County:
    return office.county(account.county if account else "")


def _record(record: figures.Record) -> dict[str, Any]:
    return {
        "receipt": record.receipt,
        "town": record.town,
        "village": record.village,
        "name": record.name,
        "at": record.at.isoformat(),
        "what": record.what,
        "channel": record.channel,
    }


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise Invalid("日期写成 2023-11-10 这样") from error
    if not 2000 <= day.year < 2100:  # weeks are counted around it, and the calendar ends with the year 9999
        raise Invalid("日期的年份不对，写成 2023-11-10 这样")
    return day
