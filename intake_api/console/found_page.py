"""Cases that no farmer reported: a cadre writes down a household met on a patrol, a district clerk one that a
department's list named, and whoever has an ended case opens it anew when there is new trouble."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from dialogs.declaration import load_form
from intake_api.casework import filling
from intake_api.console.cases_page import village_names
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, FieldErrors, Invalid
from intake_api.intake import founding
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console", dependencies=[Depends(same_site)])
_finder = Depends(user_of("found"))
_ASKED = ("name", "phone", "village", "risk", "story", "size")


@router.get("/found", response_model=None, dependencies=[_finder])
def form(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The empty form."""
    return _page(request, office, account, {}, {}, "")


@router.post("/found", response_model=None, dependencies=[_finder])
async def save(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Make it a case. When something does not fit, everything typed is still there."""
    sent = await request.form(max_files=0, max_fields=50)
    typed = {key: value for key, value in sent.items() if isinstance(value, str)}
    return await run_in_threadpool(_save, request, office, account, typed)


@router.post("/cases/{case_id}/relapse", response_model=None, dependencies=[Depends(user_of("cases"))])
def relapse(
    case_id: str,
    account: LoggedIn,
    office: TheOffice,
    version: Annotated[int, Form()],
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """又有困难: a new case of the household whose risk had ended."""
    with office.work(account.county) as work:
        case = founding.relapse(work, account, case_id, version, note)
    return RedirectResponse(f"/console/cases/{case['id']}", 303)


def _save(request: Request, office: Office, account: Account, typed: Mapping[str, str]) -> Response:
    given = typed.get("village", "").strip()
    fields = {key: typed.get(key, "").strip() for key in _ASKED}
    fields["village"] = village_names(office, account).get(given, given)
    try:
        with office.work(account.county) as work:
            case = _found(work, account, fields, typed.get("day", ""), typed.get("why", ""))
    except FieldErrors as wrong:
        return _page(request, office, account, typed, wrong.fields, "")
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, typed, {}, str(refused), refused.status)
    return RedirectResponse(f"/console/cases/{case['id']}", 303)


def _found(work: Work, account: Account, fields: Mapping[str, str], day: str, why: str) -> dict[str, Any]:
    if missing := [key for key in ("name", "village", "risk") if not fields[key]]:
        labels = load_form().questions
        raise FieldErrors({key: f"“{labels[key].label}”还没有填" for key in missing})
    answers = filling.read(work, fields)
    answers["town"] = work.county.places.town_of(answers["village"]).code
    try:
        when = date.fromisoformat(day) if day else work.today()
    except ValueError as error:
        raise FieldErrors({"day": "日期请写成 2023-11-10 这样的"}) from error
    make = founding.alert if account.role == "county_clerk" else founding.patrol
    return make(work, account, answers, when, why)


def _page(
    request: Request,
    office: Office,
    account: Account,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    error: str,
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    risks = load_form().codes["risk"]
    return page(
        request,
        account,
        "found.html",
        422 if errors else status,
        typed=typed,
        errors=errors,
        error=error,
        risks=risks,
        villages=list(village_names(office, account)),
        by_department=account.role == "county_clerk",
        today=office.clock().astimezone(county.zone).date().isoformat(),
    )
