"""The page of one case, and what is done there."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit, reveals
from intake_api.casework import lifecycle
from intake_api.casework.actions import act
from intake_api.casework.log import record
from intake_api.console import case_view, photo_fields, photos
from intake_api.console.cases_page import village_names
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.papers import papers_of
from intake_api.console.seeing import seeing
from intake_api.console.todo import alarms
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import attachments
from intake_api.models import Account
from intake_api.notices.console import mark_read
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/cases/{case_id}", dependencies=[Depends(same_site)])
_may_look = Depends(user_of("cases"))


@router.get("", response_model=None, dependencies=[_may_look])
def show(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The case. Having looked at it, its notices count as read."""
    response = _page(request, office, account, case_id)
    with office.work(account.county) as work:
        mark_read(work, account, case_id=case_id)
    return response


@router.post("/act/{name}", response_model=None, dependencies=[_may_look])
async def do(case_id: str, name: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """One action of the lifecycle's table."""
    async with request.form(max_files=photo_fields.MOST, max_fields=50) as form:
        typed = {key: value for key, value in form.items() if isinstance(value, str)}
        files = await photo_fields.read(form)
    return await run_in_threadpool(_do, request, office, account, case_id, name, typed, files)


@router.post("/reveal", response_model=None, dependencies=[_may_look])
def reveal(
    case_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    reason: Annotated[str, Form(max_length=16)] = "",
    why: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Everything in clear for a while, with a reason that stays in the case's history (等保：查看留痕)."""
    with office.database.read() as session:
        case_view.find(session.connection(), account, case_id)
    try:
        told = reveals.why(account, reason, why)
    except Invalid as refused:
        return _page(request, office, account, case_id, error=str(refused), tried="reveal", status=refused.status)
    with office.work(account.county) as work:
        row = case_view.find(work.connection, account, case_id)
        if not reveals.open_until(work.connection, account, case_id, work.now):  # a second tap is no second look
            record(work, row, "revealed", account.id, reason=told)
            reveals.open_case(work, account, case_id, told)
    place = "contact" if reason == "call" else "seeing"  # what was wanted, where the button was
    return RedirectResponse(f"/console/cases/{case_id}#{place}", 303)


@router.get("/media/{attachment_id}", response_model=None, dependencies=[_may_look])
def media(case_id: str, attachment_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """A photo or a recording of the case."""
    with office.database.read() as session:
        connection = session.connection()
        case_view.find(connection, account, case_id)
        row = photos.one(connection, account, case_id, attachment_id)
        if not seeing(connection, account, case_id, office.clock()).is_open:
            raise NotAllowed("照片、录音里可能有证件：请先回到这件申报，点一个原因“看全”。")
    content = attachments.content(office, row["file"])
    audit.looked(office, account.id, account.county, "media", f"case:{case_id}/{attachment_id}")
    kind = row["content_type"] if row["content_type"] in photos.INLINE else "application/octet-stream"
    return Response(content, media_type=kind, headers=photos.headers(row))


def _do(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    name: str,
    typed: dict[str, str],
    files: photo_fields.Files,
) -> Response:
    action = lifecycle.action(name)
    version = typed.pop("version", "")
    try:
        if not version.isdecimal() or len(version) > 9:
            raise Invalid("页面太旧了，请刷新再办")
        # The photos first and for themselves: what is refused after this has them still.
        typed |= photo_fields.keep(office, account, case_id, action, typed, files)
        with office.work(account.county) as work:
            act(work, account, case_id, name, int(version), _inputs(office, account, action, typed))
    except (Conflict, Invalid) as refused:
        return _page(
            request, office, account, case_id, error=str(refused), tried=name, typed=typed, status=refused.status
        )
    return _after(office, account, case_id)


def _inputs(office: Office, account: Account, action: lifecycle.Action, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, villages by their code."""
    inputs = dict(typed)
    for need in action.needs:
        if need.kind == "village":
            given = inputs.get(need.key, "").strip()
            inputs[need.key] = village_names(office, account).get(given, given)
    return inputs


def _after(office: Office, account: Account, case_id: str) -> Response:
    """Back to the case; a case handed to another place is no longer seen from here."""
    with office.database.read() as session:
        try:
            case_view.find(session.connection(), account, case_id)
        except NotFound:
            return RedirectResponse("/console", 303)
    return RedirectResponse(f"/console/cases/{case_id}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    *,
    error: str = "",
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    with office.database.read() as session:
        connection = session.connection()
        row = case_view.find(connection, account, case_id)
        view = case_view.view(office, connection, account, row)
    audit.looked(office, account.id, account.county, "read", f"case:{case_id}")
    return page(
        request,
        account,
        "case.html",
        status,
        case=row,
        view=view,
        error=error,
        tried=tried,
        typed=typed or {},
        reasons=reveals.REASONS,
        papers=papers_of(row["state"]),
        findings=view.findings,
        alarms=[todo for todo in alarms(office, account) if todo.case_id == case_id],
    )
