"""责任人: who is responsible for a town or a village, and who was trained."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access.roles import ROLES
from intake_api.access.scope import may_see
from intake_api.console.coverage_page import today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.patrols import duties, progress
from intake_api.patrols.duties import Named
from intake_api.reporting.units import unit_name
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/console/duties", dependencies=[Depends(same_site), Depends(user_of("duties"))])
Words = Annotated[str, Form(max_length=200)]


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Everybody of the area, town by town."""
    return _page(request, office, account)


@router.post("", response_model=None)
def name(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    kind: Words = "",
    name: Words = "",
    place: Words = "",
    hamlet: Words = "",
    phone: Words = "",
    trained_day: Words = "",
) -> Response:
    """One more. When something does not fit, everything typed is still there."""
    given = Named(kind, name, place, hamlet, phone, trained_day)
    typed = {each: getattr(given, each) for each in Named.__slots__}
    return _stepped(request, office, account, lambda work: duties.name(work, account, given), typed)


@router.post("/{row_id}/trained", response_model=None)
def trained(row_id: str, request: Request, account: LoggedIn, office: TheOffice, day: Words = "") -> Response:
    """When somebody was trained."""
    return _stepped(request, office, account, lambda work: duties.trained(work, account, row_id, day))


@router.post("/{row_id}/end", response_model=None)
def end(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Somebody is no longer responsible."""
    return _stepped(request, office, account, lambda work: duties.end(work, account, row_id))


def _stepped(
    request: Request,
    office: Office,
    account: Account,
    step: Callable[[Work], object],
    typed: Mapping[str, str] | None = None,
) -> Response:
    try:
        with office.work(account.county) as work:
            step(work)
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, str(refused), typed, refused.status)
    return RedirectResponse("/console/duties", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    error: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    county, role = office.county(account.county), ROLES[account.role]
    area = account.area if role.level != "county" else ""
    with office.database.read() as session:
        town, village = (area, "") if role.level == "town" else ("", area)
        rows = duties.of_places(session.connection(), county, town, village)
    towns = progress.towns(county, []) if role.level == "county" else [county.places.town_of(area).code]
    lacks = [] if role.level == "village" else progress.gap_lines(county, duties.gaps(county, rows, towns))
    return page(
        request,
        account,
        "duties.html",
        status,
        rows=rows,
        kinds=duties.KINDS,
        unit=lambda code: unit_name(county, code),
        lacks=lacks,
        places=places_of(county, account),
        may_write=account.role in duties.WRITERS,
        error=error,
        typed=typed or {},
        today=today_of(office, account).isoformat(),
    )


def places_of(county: County, account: Account) -> list[tuple[str, str]]:
    """The places that somebody can be named for: towns before their villages."""
    found = []
    for town in county.places.towns:
        here = (town, *county.places.villages(town.code))
        for each in here:
            village = each.code if each.level == "village" else ""
            if may_see(account, town.code, village):
                found.append((each.code, county.places.full_name(each.code)))
    return found
