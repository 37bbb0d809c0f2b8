"""For the hotline: log a call, look something up for a caller, see what one logged oneself."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit
from intake_api.access.scope import found_by, visible
from intake_api.console import registering
from intake_api.console.call_form import script
from intake_api.console.cases_page import village_names
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.listing import Filter, Line, lines_of, listing
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.todo import alarms
from intake_api.errors import Conflict, FieldErrors, Invalid, NotFound
from intake_api.intake.calls import log_call
from intake_api.intake.households import PHONE_FIELD
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from intake_api.routes.who import TheOffice
from knowledge import receipts
from knowledge.people.phones import phone

router = APIRouter(prefix="/console/calls", dependencies=[Depends(same_site), Depends(user_of("calls"))])
MOST_FOUND = 20


@router.get("", response_model=None)
def show(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    find: Annotated[str, Query(max_length=64)] = "",
    registered: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The operator's first page."""
    return _page(request, office, account, find, done=registering.done(registered))


@router.post("/register", response_model=None)
def register(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    receipt: Annotated[str, Form(max_length=64)] = "",
    name: Annotated[str, Form(max_length=40)] = "",
    text: Annotated[str, Form(max_length=2000)] = "",
    last4: Annotated[str, Form(max_length=8)] = "",
) -> Response:
    """What the caller says against a publicity, or against a refusal."""
    wanted = registering.Wanted(receipt, name, text, last4.strip().upper())
    try:
        with office.work(account.county) as work:
            registering.register(work, account, wanted)
    except (Conflict, Invalid, NotFound) as refused:
        return _page(request, office, account, receipt, error=str(refused), tried=wanted, status=refused.status)
    return RedirectResponse(f"/console/calls?registered={name}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    find: str = "",
    *,
    done: str = "",
    error: str = "",
    tried: registering.Wanted | None = None,
    status: int = 200,
) -> Response:
    return page(
        request,
        account,
        "calls.html",
        status,
        done=done,
        error=error,
        tried=tried,
        find=find,
        found=_look_up(office, account, find) if find.strip() else None,
        mine=listing(office, account, Filter(tab="all")).lines,
        alarms=alarms(office, account),
    )


@router.get("/new", response_model=None)
def blank(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The questions to read out, in the form's order."""
    return _form(request, office, account, {}, {})


@router.post("/new", response_model=None)
async def save(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Make it a case. When something does not fit, everything typed is still there."""
    form = await request.form(max_files=0, max_fields=100)
    typed = {key: value for key, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_save, request, office, account, typed)


@router.get("/done/{case_id}", response_model=None)
def done(case_id: str, request: Request, account: LoggedIn, office: TheOffice, joined: bool = False) -> Response:
    """The receipt number, large: 慢慢念给他听."""
    query = select(CASES.c.receipt).where(CASES.c.id == case_id, visible(account))
    with office.database.read() as session:
        receipt = session.connection().execute(query).scalar_one_or_none()
    if receipt is None:
        raise NotFound("没有这件申报，或者不是您登记的")
    policy = office.county(account.county).policy
    return page(request, account, "call_done.html", receipt=receipt, joined=joined, policy=policy)


def _save(request: Request, office: Office, account: Account, typed: Mapping[str, str]) -> Response:
    given = typed.get("village", "").strip()
    fields = {**typed, "village": village_names(office, account).get(given, given)}
    try:
        with office.work(account.county) as work:
            logged = log_call(work, account, fields)
    except FieldErrors as wrong:
        return _form(request, office, account, typed, wrong.fields)
    joined = "?joined=1" if logged.joined else ""
    return RedirectResponse(f"/console/calls/done/{logged.case_id}{joined}", 303)


def _form(
    request: Request, office: Office, account: Account, typed: Mapping[str, str], errors: Mapping[str, str]
) -> Response:
    return page(
        request,
        account,
        "call.html",
        422 if errors else 200,
        questions=script(office.county(account.county)),
        typed=typed,
        errors=errors,
        villages=list(village_names(office, account)),
    )


def _look_up(office: Office, account: Account, find: str) -> list[tuple[Line, tuple[registering.Offer, ...]]]:
    """For a caller: by the receipt number or the telephone number, whole. Only where things stand is shown."""
    receipt = receipts.parse(find) or ""
    told = phone(find, office.county(account.county).policy.area_code)
    number = told.value if told and not receipt else ""
    phones = office.sealer.indexes(number, PHONE_FIELD) if number else []
    query = select(*CASES.c).where(found_by(account, receipt, phones))
    query = query.order_by(CASES.c.submitted_at.desc()).limit(MOST_FOUND)
    with office.database.read() as session:
        connection = session.connection()
        rows = connection.execute(query).mappings().all()
        lines = lines_of(office, connection, account, rows)
    with office.work(account.county) as work:
        how = "receipt" if receipt else "phone" if number else "nothing"
        audit.note(work, account.id, "searched", "cases", by=how, found=[line.receipt for line in lines])
    states = {row["id"]: row["state"] for row in rows}
    return [(line, registering.offers(states[line.id])) for line in lines]
