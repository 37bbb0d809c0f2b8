"""名册名单: the lists that came in, and the form for the next one."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.roster_lists import newest, sources_of
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.roster.batches import SameFile
from intake_api.roster.importing import receive
from intake_api.roster.sheets import MOST_BYTES
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/roster", dependencies=[Depends(same_site), Depends(user_of("roster"))])
_MEGABYTES = MOST_BYTES // 1024 // 1024
_NO_FILE = "请先选文件，再点“交上来”。"
_NO_LIST = "请选这是哪一种名单。"


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The batches, the newest first."""
    return _page(request, office, account)


@router.post("", response_model=None)
async def upload(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """A file: kept, and its columns looked at on the next page."""
    async with request.form(max_files=1, max_fields=10) as form:
        file, source = form.get("file"), form.get("source", "")
        content, name = b"", ""
        if isinstance(file, UploadFile) and file.filename:
            # One byte more than allowed is read, so that what is too large says so.
            content, name = await file.read(MOST_BYTES + 1), file.filename
    return await run_in_threadpool(_received, request, office, account, str(source), name, content)


def _received(request: Request, office: Office, account: Account, source: str, name: str, content: bytes) -> Response:
    try:
        if source not in sources_of(account):
            raise Invalid(_NO_LIST)
        if not name:
            raise Invalid(_NO_FILE)
        batch = receive(office, account.county, account, source, name, content)
    except SameFile as known:
        return _page(request, office, account, source, str(known), known.batch_id, known.status)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, source, str(refused), "", refused.status)
    return RedirectResponse(f"/console/roster/{batch['id']}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    source: str = "",
    error: str = "",
    earlier: str = "",
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        lines, more = newest(session.connection(), county, account, request.query_params.get("before", ""))
    hours = county.policy.quiet_hours
    about: dict[str, Any] = {"source": source, "error": error, "earlier": earlier, "lines": lines, "more": more}
    about["is_busy"] = any(line.percent is not None for line in lines)
    return page(
        request,
        account,
        "roster.html",
        status,
        sources=sources_of(account),
        megabytes=_MEGABYTES,
        hours=hours,
        by_department=account.role == "dept",
        **about,
    )
