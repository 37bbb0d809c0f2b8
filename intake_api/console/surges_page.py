"""规模性返贫: towns where far more is reported than usual, with the cases behind it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access import audit
from intake_api.access.accounts import by_id
from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.disasters import surges
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.reporting.units import unit_name
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/surges", dependencies=[Depends(same_site), Depends(user_of("surges"))])
Words = Annotated[str, Form(max_length=500)]


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """What is unusual this week and the last."""
    return _page(request, office, account)


@router.post("", response_model=None)
def acknowledge(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    town: Words = "",
    risk: Words = "",
    week: Words = "",
    note: Words = "",
) -> Response:
    """Somebody looked, and says what is behind it."""
    typed = {"town": town, "risk": risk, "week": week, "note": note}
    try:
        with office.work(account.county) as work:
            surges.acknowledge(work, account, town, risk, _day(week), note)
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, typed, str(refused), refused.status)
    return RedirectResponse("/console/surges", 303)


@router.get("/cases", response_model=None)
def cases(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The cases of one count."""
    county, query = office.county(account.county), request.query_params
    town, risk = query.get("town", ""), query.get("risk", "")
    week = surges.monday(_day(query.get("week", "") or "2023-01-02"))
    with office.database.read() as session:
        rows = surges.cases_behind(session.connection(), county, account, town, risk, week)
    if rows:
        audit.looked(office, account.id, account.county, "listed", "surges", unit=unit_name(county, town))
    return page(
        request,
        account,
        "surge_cases.html",
        rows=rows,
        heading=f"{words.place(county, town)} {surges.risk_words(risk)}",
        week=week,
        unit=lambda code: unit_name(county, code),
        moment=lambda at: words.moment(words.local(county, at)),
    )


def _page(
    request: Request,
    office: Office,
    account: Account,
    typed: Mapping[str, str] | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        found = surges.unusual(connection, county, office.clock())
        noted = {each.note["noted_by"] for each in found if each.note}
        people = {id: by_id(connection, county.code, id) for id in sorted(noted)}
    return page(
        request,
        account,
        "surges.html",
        status,
        surges=found,
        rules=county.policy.surges,
        unit=lambda code: unit_name(county, code),
        risk=surges.risk_words,
        link=lambda each: (
            "/console/surges/cases?" + urlencode({"town": each.town, "risk": each.risk, "week": each.week.isoformat()})
        ),
        who={id: person.name if person else "" for id, person in people.items()},
        moment=lambda at: words.moment(words.local(county, at)),
        typed=typed or {},
        error=error,
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid("没有这一周，请回到“规模性返贫”那一页再点") from error
