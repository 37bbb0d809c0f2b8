"""附件2 on the screen, laid out as printed; each figure opens the rows behind it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from intake_api.access.roles import ROLES
from intake_api.access.scope import may_see
from intake_api.console import words
from intake_api.console.guard import LoggedIn
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.models import Account
from intake_api.office import Office
from intake_api.reporting import columns
from intake_api.reporting.annex2 import Annex2
from intake_api.reporting.weeks import Period, local_date, week_of
from intake_api.routes.annex2 import Asked, asked, behind, paper
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/annex2", dependencies=[Depends(user_of("annex2"))])


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of the upper header row; its columns stand below it, or it spans both rows when it is one."""

    title: str
    columns: tuple[columns.Column, ...]


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The table of the campaign, of this week, or of chosen days."""
    query = request.query_params
    week = _this_week(office, account)
    span = query.get("span", "all")
    since, until = (str(week.since), str(week.until)) if span == "week" else ("", "")
    if span == "days":
        since, until = query.get("since", ""), query.get("until", "")
    wanted = asked(since, until, query.get("unit", ""))
    table = paper(office, account, wanted)
    return page(
        request,
        account,
        "annex2.html",
        table=table,
        heads=_heads(table),
        span=span,
        link=_link(wanted, table),
        towns=_towns(office, account),
        local=lambda day: f"{day.year}年{day.month}月{day.day}日",
        note=columns.NOTE,
        heading=columns.TITLE,
    )


@router.get("/rows", response_model=None)
def rows(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The households behind one figure."""
    query = request.query_params
    wanted = asked(query.get("since", ""), query.get("until", ""), query.get("unit", ""))
    key = query.get("column", "")
    found = behind(office, account, wanted, key)
    county = office.county(account.county)
    times = [words.moment(words.local(county, each.at)) for each in found]
    return page(
        request,
        account,
        "annex2_rows.html",
        records=found,
        times=times,
        back=urlencode({"span": "days", "since": query.get("since", ""), "until": query.get("until", "")}),
        column=columns.column(key),
        channel=words.channel,
        has_kinds=any(each.what for each in found),
        may_open=ROLES[account.role].sees == "area",
    )


def _this_week(office: Office, account: Account) -> Period:
    policy = office.county(account.county).policy
    return week_of(local_date(office.clock(), policy.timezone), policy.report_weekday)


def _heads(table: Annex2) -> list[Head]:
    """Neighbouring columns of one group stand under one head."""
    heads: list[Head] = []
    for group, members in groupby(table.columns, key=lambda column: column.group):
        below = tuple(members)
        heads += [Head(group, below)] if group else [Head(each.printed, (each,)) for each in below]
    return heads


def _link(wanted: Asked, table: Annex2) -> object:
    """Addresses that keep the period: the workbook, the rows behind a figure."""
    period = {"since": _iso(table.period.since), "until": _iso(table.period.until)}

    def address(path: str, **more: str) -> str:
        return f"{path}?{urlencode(period | {key: value for key, value in more.items() if value})}"

    return address


def _iso(day: date) -> str:
    return day.isoformat()


def _towns(office: Office, account: Account) -> list[tuple[str, str]]:
    county = office.county(account.county)
    codes = county.policy.counted_towns if may_see(account, "", "") else ()
    return [(code, words.place(county, code)) for code in codes]
