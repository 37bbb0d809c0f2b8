"""走访名单: whom to see on a day, on paper or on the phone; and a household that stands on no list yet."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.console import patrol_form, words
from intake_api.console.coverage_page import area_of, today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, FieldErrors, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.patrols import patrols, walk_list
from intake_api.patrols.newcomers import Newcomer
from intake_api.patrols.progress import NAMELESS
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/console/walk", dependencies=[Depends(same_site), Depends(user_of("walk"))])
EVERYWHERE = "*"  # of a village: all its hamlets


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The list of a village or one of its hamlets, to be printed or taken along."""
    county, query = office.county(account.county), request.query_params
    village, today = area_of(county, account, query).village, today_of(office, account)
    hamlet, seen_too = query.get("hamlet", EVERYWHERE), query.get("seen") == "yes"
    with office.database.read() as session:
        connection = session.connection()
        known = walk_list.hamlets(connection, county, account, village) if village else []
        only = None if hamlet == EVERYWHERE else hamlet
        stops = walk_list.stops(connection, county, account, today, village, only, seen_too=seen_too) if village else []
    if stops:
        audit.looked(office, account.id, account.county, "read", "walk")
    return page(
        request,
        account,
        "walk.html",
        villages=villages(county, account),
        village=village,
        place=words.place(county, village),
        hamlets=[(EVERYWHERE, "全村"), *((name, name or NAMELESS) for name in known)],
        hamlet=hamlet,
        seen_too=seen_too,
        stops=stops,
        about=walk_list.about,
        today=today,
        most=walk_list.MOST,
    )


@router.get("/phone", response_model=None)
def phone(request: Request, account: LoggedIn) -> Response:
    """The list on the phone: nobody's data in it, so that the phone may keep the page; filled by itself."""
    return page(request, account, "walk_phone.html", live=False, **patrol_form.choices())


@router.get("/new", response_model=None)
def newcomer(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The form for a household that stands on no list."""
    return _form(request, office, account, dict(request.query_params.items()))


@router.post("/new", response_model=None)
async def enrol(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Take it onto the roster with its visit. When something does not fit, everything typed is still there."""
    sent = await request.form(max_files=0, max_fields=50)
    typed = {key: value[:2000] for key, value in sent.items() if isinstance(value, str)}
    return await run_in_threadpool(_enrol, request, office, account, typed)


def villages(county: County, account: Account) -> list[tuple[str, str]]:
    """The villages that this person walks."""
    if ROLES[account.role].level == "village":
        return [(account.area, words.place(county, account.area))]
    return [(each.code, each.name) for each in county.places.villages(account.area)]


def _enrol(request: Request, office: Office, account: Account, typed: Mapping[str, str]) -> Response:
    met = Newcomer(
        name=typed.get("name", ""),
        village=typed.get("village", ""),
        hamlet=typed.get("hamlet", ""),
        phone=typed.get("phone", ""),
        is_another=typed.get("is_another") == "yes",
    )
    try:
        seen = patrol_form.read(typed, newcomer=met)
        with office.work(account.county) as work:
            row = patrols.save(work, account, seen)
    except FieldErrors as wrong:
        return _form(request, office, account, typed, "；".join(wrong.fields.values()), 422)
    except (Invalid, Conflict) as refused:
        return _form(request, office, account, typed, str(refused), refused.status)
    return RedirectResponse(f"/console/walk/{row['household_id']}", 303)


def _form(
    request: Request, office: Office, account: Account, typed: Mapping[str, str], error: str = "", status: int = 200
) -> Response:
    about: dict[str, Any] = {"typed": {"went": account.name, "method": "visit", **typed}, "error": error}
    about["villages"] = villages(office.county(account.county), account)
    about["today"] = today_of(office, account).isoformat()
    about["patrol_id"] = typed.get("id") or f"walk-{office.ids()}"
    return page(request, account, "walk_new.html", status, **about, **patrol_form.choices())
