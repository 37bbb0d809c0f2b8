"""授权: who of the adults has agreed to the comparison, and the three ways to ask the others (裁定 8)."""

import base64
from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from dialogs.messages import Media
from intake_api.access import audit
from intake_api.casework import authorisations
from intake_api.casework import dossier as dossiers
from intake_api.casework.collected import Person
from intake_api.casework.dossier import Dossier
from intake_api.console import case_view, visit_data, words
from intake_api.console.guard import LoggedIn, only, same_site
from intake_api.console.pages import page
from intake_api.errors import Conflict, Invalid
from intake_api.intake import phone_photos
from intake_api.intake.attachments import MOST_BYTES
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(
    prefix="/console/cases/{case_id}/authorise",
    dependencies=[Depends(same_site), Depends(only(*visit_data.ROLES))],
)

_REFUSED = "本人没有同意"  # as ``authorisations.answer_link`` notes it


@dataclass(frozen=True, slots=True)
class Adult:
    """One who must agree. ``given``: how and when; ``waiting``: until when a link is good; ``refused`` by link;
    ``needs_phone``: without an ID number the link asks for the last four of a telephone."""

    member: int
    name: str
    given: str
    waiting: str
    refused: bool
    needs_phone: bool


@router.get("", response_model=None)
def show(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Every adult of the household."""
    return _page(request, office, account, case_id)


@router.post("/link", response_model=None)
async def link(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """A one-time link, shown once."""
    async with request.form(max_files=0, max_fields=5) as form:
        return await run_in_threadpool(_link, request, office, account, case_id, form)


@router.post("/give", response_model=None)
async def give(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The photo of the signed page, or the recording of the call."""
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        raw = await file.read() if isinstance(file, UploadFile) else b""
        kind = (file.content_type or "") if isinstance(file, UploadFile) else ""
        return await run_in_threadpool(_give, request, office, account, case_id, form, raw, kind)


def _link(request: Request, office: Office, account: Account, case_id: str, form: FormData) -> Response:
    member, phone = _member(form), str(form.get("phone") or "")[:20]
    try:
        with office.work(account.county) as work:
            token = authorisations.make_link(work, account, case_id, member, phone)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, case_id, str(refused), refused.status, member=member, phone=phone)
    query = "" if account.county == office.county().code else f"?county={account.county}"
    address = f"{office.settings.public_url.rstrip('/')}/authorise/{token}{query}"
    return _page(request, office, account, case_id, link=address, member=member)


def _give(
    request: Request, office: Office, account: Account, case_id: str, form: FormData, raw: bytes, kind: str
) -> Response:
    method, note = str(form.get("method") or ""), str(form.get("note") or "")[:500]
    try:
        with office.work(account.county) as work:
            case_view.find(work.connection, account, case_id)
            attachment = ""
            if raw and len(raw) <= MOST_BYTES:
                url = f"data:{kind};base64,{base64.b64encode(raw).decode()}"
                media = Media("voice" if method == "call" else "image", work.new_id(), url)
                attachment = phone_photos.keep(work, account, case_id, media)
            authorisations.give(work, account, case_id, _member(form), method, attachment=attachment, note=note)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, case_id, str(refused), refused.status, member=_member(form))
    return RedirectResponse(f"/console/cases/{case_id}/authorise", 303)


def _member(form: FormData) -> int:
    given = str(form.get("member") or "")
    if not given.isdecimal() or len(given) > 2:
        raise Invalid("请选是哪一位")
    return int(given)


def _page(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    error: str = "",
    status: int = 200,
    *,
    link: str = "",
    member: int = -1,
    phone: str = "",
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        row = case_view.find(session.connection(), account, case_id)
        file = dossiers.read(office, session.connection(), county, row, office.clock())
    audit.looked(office, account.id, account.county, "read", f"case:{case_id}")
    return page(
        request,
        account,
        "authorise.html",
        status,
        case=row,
        place=words.place(county, row["village"] or row["town"]),
        adults=[_adult(file, each) for each in file.found.adults(file.today)],
        text=authorisations.text_for(county.policy)[1].strip(),
        methods=county.policy.authorisation.methods,
        is_open=row["state"] in visit_data.WAITING,
        error=error,
        link=link,
        member=member,
        phone=phone,
    )


def _adult(file: Dossier, person: Person) -> Adult:
    rows = [row for row in file.authorisations if row["member"] == person.place]
    given = next((row for row in rows if row["given_at"]), None)
    open_link = next((row for row in rows if row["token_hash"] and row["until"] > file.now), None)
    zone = file.county.zone
    return Adult(
        member=person.place,
        name=person.name,
        given=f"{words.moment(given['given_at'].astimezone(zone))} {authorisations.METHODS[given['method']]}"
        if given
        else "",
        waiting=words.moment(open_link["until"].astimezone(zone)) if open_link else "",
        refused=not given and any(row["note"] == _REFUSED for row in rows),
        needs_phone=not person.id_no,
    )
