"""防灾预案: which towns have one, and each town's: to fill in, to print, with the households to fetch first."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.access.scope import may_see
from intake_api.console import photos
from intake_api.console.coverage_page import today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.disasters import first_to_fetch, precautions
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.intake.households import NO_PHONE
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.reporting.units import unit_name
from intake_api.routes.who import TheOffice
from knowledge.places.atlas import Division
from knowledge.policy import County

router = APIRouter(prefix="/console/precautions", dependencies=[Depends(same_site), Depends(user_of("precautions"))])
MOST = 3000  # households of one form


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Every town of the area, and what its plan lacks."""
    county = office.county(account.county)
    with office.database.read() as session:
        plans = precautions.of_county(session.connection(), county)
    towns = [town for town in county.places.towns if may_see(account, town.code, "")]
    rows = [(town, plans.get(town.code), precautions.lacking(plans.get(town.code))) for town in towns]
    return page(request, account, "precautions.html", rows=rows)


@router.get("/{row_id}", response_model=None)
def one(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The plan of a town."""
    return _page(request, office, account, row_id)


@router.post("/{row_id}", response_model=None)
async def save(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Contacts, villages at risk, the note. When something does not fit, everything typed is still there."""
    form = await request.form(max_files=0, max_fields=400)
    contacts, note, villages = _text(form, "contacts"), _text(form, "note"), _all(form, "villages")
    typed = {"contacts": contacts, "note": note, "villages": villages}

    def step(work: Work) -> None:
        precautions.save(work, account, row_id, contacts, villages, note)

    return await run_in_threadpool(_stepped, request, office, account, row_id, step, typed)


@router.post("/{row_id}/document", response_model=None)
async def attach(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The document as signed."""
    async with request.form(max_files=1, max_fields=5) as form:
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""

    def step(work: Work) -> None:
        precautions.attach(work, account, row_id, content)

    return await run_in_threadpool(_stepped, request, office, account, row_id, step, {})


@router.get("/{row_id}/document", response_model=None)
def document(row_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """The document; back to the plan when there is none."""
    found = precautions.document(office, account, row_id)
    if found is None:
        return RedirectResponse(f"/console/precautions/{row_id}", 303)
    row, content = found
    place = unit_name(office.county(account.county), row_id)
    audit.looked(office, account.id, account.county, "exported", "precautions", unit=place)
    return Response(content, media_type=row["content_type"], headers=photos.headers(row))


@router.get("/{row_id}/first", response_model=None)
def first(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The households of a village, those proposed first, to choose from."""
    county, today = office.county(account.county), today_of(office, account)
    villages = _villages(county, row_id)
    village = request.query_params.get("village", "") or next((each.code for each in villages), "")
    with office.database.read() as session:
        connection = session.connection()
        plan = precautions.seen(connection, county, account, row_id)
        if village not in {each.code for each in villages}:
            raise NotFound("这个镇没有这个村")
        found = first_to_fetch.candidates(connection, county, account, village, today)
    if found:
        audit.looked(office, account.id, account.county, "read", "precautions", unit=unit_name(county, village))
    chosen = set(plan["first"])
    return page(
        request,
        account,
        "precaution_first.html",
        town=row_id,
        villages=villages,
        village=village,
        place=unit_name(county, village),
        proposed=[each for each in found if each.reasons or each.id in chosen],
        others=[each for each in found if not each.reasons and each.id not in chosen],
        chosen=chosen,
        may_write=account.role in precautions.WRITERS,
        works=ROLES[account.role].writes,
    )


@router.post("/{row_id}/first", response_model=None)
async def choose(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Who of a village is fetched first."""
    form = await request.form(max_files=0, max_fields=MOST)
    village, households = _text(form, "village"), _all(form, "household")

    def step(work: Work) -> None:
        precautions.choose(work, account, row_id, village, households)

    return await run_in_threadpool(_stepped, request, office, account, row_id, step, {})


@router.get("/{row_id}/paper", response_model=None)
def paper(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The plan to print, with the households by name."""
    county = office.county(account.county)
    about = _about(office, account, row_id)
    if about["households"]:
        audit.looked(office, account.id, account.county, "printed", "precautions", unit=unit_name(county, row_id))
    return page(request, account, "precaution_paper.html", today=today_of(office, account), **about)


def _stepped(
    request: Request,
    office: Office,
    account: Account,
    town: str,
    step: Callable[[Work], object],
    typed: Mapping[str, Any],
) -> Response:
    try:
        with office.work(account.county) as work:
            step(work)
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, town, typed, str(refused), refused.status)
    return RedirectResponse(f"/console/precautions/{town}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    town: str,
    typed: Mapping[str, Any] | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    about = _about(office, account, town)
    values = {key: about["plan"][key] for key in ("contacts", "note", "villages")} | dict(typed or {})
    may_write = account.role in precautions.WRITERS
    return page(request, account, "precaution.html", status, typed=values, error=error, may_write=may_write, **about)


def _about(office: Office, account: Account, town: str) -> dict[str, Any]:
    """A plan and what belongs to it."""
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        plan = precautions.seen(connection, county, account, town)
        households = first_to_fetch.chosen(connection, account, plan["first"])
    return {
        "town": town,
        "name": unit_name(county, town),
        "plan": plan,
        "contacts": precautions.contacts_of(plan),
        "villages": _villages(county, town),
        "households": households,
        "no_phone": NO_PHONE,
        "works": ROLES[account.role].writes,
        "unit": lambda code: unit_name(county, code),
        "lacks": precautions.lacking(plan),
    }


def _villages(county: County, town: str) -> list[Division]:
    return list(county.places.villages(town))


def _text(form: FormData, key: str) -> str:
    value = form.get(key, "")
    return value[:10000] if isinstance(value, str) else ""


def _all(form: FormData, key: str) -> list[str]:
    return [value for value in form.getlist(key) if isinstance(value, str)]
