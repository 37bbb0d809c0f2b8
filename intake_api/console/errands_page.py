"""The call list of a warning: whom to call and to fetch, what to write to the group, who was hit."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import RowMapping

from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.casework.lifecycle import action
from intake_api.console import words
from intake_api.console.disasters_page import shown
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.disasters import errands, green, places, sight
from intake_api.errors import Conflict, Invalid
from intake_api.intake.households import NO_PHONE
from intake_api.models import Account
from intake_api.office import Office
from intake_api.reporting.units import unit_name
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/console/disasters", dependencies=[Depends(same_site), Depends(user_of("disasters"))])
Words = Annotated[str, Form(max_length=500)]


@router.get("/{row_id}/calls", response_model=None)
def calls(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The list of one village, to call from or to print."""
    return _page(request, office, account, row_id, request.query_params.get("village", ""))


@router.post("/{row_id}/tick", response_model=None)
def tick(
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    household: Words = "",
    done: Words = "",
    note: Words = "",
    village: Words = "",
) -> Response:
    """What became of one household."""
    try:
        with office.work(account.county) as work:
            errands.tick(work, account, row_id, household, done, note)
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, row_id, village, str(refused), refused.status)
    query = urlencode({"village": village})
    return RedirectResponse(f"/console/disasters/{row_id}/calls?{query}#h-{household}", 303)


@router.post("/{row_id}/hit", response_model=None)
def hit(
    row_id: str, request: Request, account: LoggedIn, office: TheOffice, household: Words = "", village: Words = ""
) -> Response:
    """One tap: the household is a case, 绿色通道 is proposed."""
    try:
        with office.work(account.county) as work:
            case_id = green.hit(work, account, row_id, household)
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, row_id, village, str(refused), refused.status)
    return RedirectResponse(f"/console/cases/{case_id}", 303)


def _page(
    request: Request, office: Office, account: Account, id: str, village: str, error: str = "", status: int = 200
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        row = sight.one(connection, county, account, id)
        villages = [each.village for each in errands.progress(connection, account, id)]
        village = village if village in villages else next(iter(villages), "")
        lines = errands.calls(connection, account, id, village)
    if lines:
        audit.looked(office, account.id, account.county, "read", "disasters", unit=unit_name(county, village))
    works = ROLES[account.role].writes  # who only looks on sees neither names nor numbers
    phones = [line["phone"] for line in lines if works and line["phone"] not in ("", NO_PHONE)]
    return page(
        request,
        account,
        "calls_of_warning.html",
        status,
        warning=shown(county, row),
        village=village,
        place=words.place(county, village),
        villages=[(code, unit_name(county, code)) for code in villages],
        lines=lines,
        phones=list(dict.fromkeys(phones)),
        no_phone=NO_PHONE,
        works=works,
        text=_text(county, row, village),
        done=errands.DONE,
        moment=lambda at: words.moment(words.local(county, at)),
        may_tick=row["closed_at"] is None and account.role in errands.TICKERS,
        may_found=row["closed_at"] is None and account.role in action("create_from_patrol").roles,
        error=error,
    )


def _text(county: County, row: RowMapping, village: str) -> str:
    """What goes to the village's group."""
    local = words.local(county, row["from_at"])
    time = f"{local.month}月{local.day}日{local.hour}时" + (f"{local.minute}分" if local.minute else "")
    place = words.place(county, village) or places.named(county, row["places"], 1)
    return county.policy.disasters.message(row["kind"], place, time)
