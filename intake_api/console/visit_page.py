"""The visit on a cadre's phone: pages without anybody's data in them, so that the phone may keep them.

The data comes from ``visit_api`` and lies on the phone encrypted; ``visit-worker.js`` serves pages and scripts
where there is no network.
"""

import hashlib
import json
from functools import cache

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from intake_api.console import case_view, visit_data, visit_form
from intake_api.console.guard import LoggedIn, only
from intake_api.console.menu import user_of
from intake_api.console.pages import page, static_files
from intake_api.console.visit_api import moved_on
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.routes.who import TheOffice

router = APIRouter()
_may_visit = Depends(only(*visit_data.ROLES))
SHELLS = ("/console/visits", "/console/visits/sheet", "/console/walk/phone")
WORKER = "visit-worker.js"


@router.get("/console/visits", response_model=None, dependencies=[Depends(user_of("visits"))])
def mine(request: Request, account: LoggedIn) -> Response:
    """我的入户; filled by the page itself, from the network or from the phone."""
    return page(request, account, "visits.html", live=False)


@router.get("/console/visits/sheet", response_model=None, dependencies=[_may_visit])
def shell(request: Request, account: LoggedIn) -> Response:
    """The sheet of no case: what the phone keeps and opens for any case without a network."""
    return _sheet(request, account)


@router.get("/console/cases/{case_id}/visit", response_model=None, dependencies=[_may_visit])
def sheet(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The sheet. Of a case that is past the visit it says so, and still shows what lies on the phone."""
    with office.database.read() as session:
        state = case_view.find(session.connection(), account, case_id)["state"]
    if state not in visit_data.STATES:
        return _sheet(request, account, moved_on(state), 409)
    return _sheet(request, account)


@router.get("/console/worker.js", response_model=None, dependencies=[])
def worker() -> Response:
    """The service worker, told which files belong together. It stands here so that all pages of the console are its."""
    return Response(_worker(), media_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _sheet(request: Request, account: Account, error: str = "", status: int = 200) -> Response:
    return page(request, account, "visit.html", status, live=False, parts=visit_form.parts(), error=error)


@cache
def _worker() -> str:
    files = static_files()
    if WORKER not in files:
        raise NotFound("没有这个文件")
    wanted = [f"/console/static/{name}" for name in sorted(files) if name != WORKER]
    version = hashlib.sha256("".join(each.etag for each in files.values()).encode()).hexdigest()[:12]
    about = {"version": version, "files": wanted, "shells": list(SHELLS)}
    return f"const KEPT = {json.dumps(about)};\n{files[WORKER].content.decode()}"
