"""Which column of a file is what: guessed, put right by whoever brought the file, kept for the next one."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.roster_lists import seen_batch
from intake_api.console.roster_preview import Preview, preview
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.roster.batches import label
from intake_api.roster.importing import remap
from intake_api.roster.mapping import missing
from intake_api.roster.sources import source
from intake_api.roster.waiting import ask_look, is_large, look_now
from intake_api.routes.who import TheOffice

router = APIRouter(
    prefix="/console/roster/{batch_id}/columns", dependencies=[Depends(same_site), Depends(user_of("roster"))]
)
_TWICE = "“{heading}”选了两次。一列只能当一样，请改掉一个。"
_LATE = "这一批已经开始导入，不能再改列。"


@router.get("", response_model=None)
def show(batch_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The columns as they are chosen now."""
    with office.database.read() as session:
        batch = seen_batch(session.connection(), account, batch_id)
    if batch["state"] not in ("received", "looked") or batch["reached"]:
        return RedirectResponse(f"/console/roster/{batch_id}", 303)
    return _page(request, office, account, batch, None, "")


@router.post("", response_model=None)
async def choose(
    batch_id: str, request: Request, account: LoggedIn, office: TheOffice, after: BackgroundTasks
) -> Response:
    """Read the first rows anew with what is chosen, or look at the whole file with it."""
    sent = await request.form(max_files=0, max_fields=100)
    typed = {key: value for key, value in sent.items() if isinstance(value, str)}
    return await run_in_threadpool(_choose, request, office, account, batch_id, typed, after)


def _choose(
    request: Request, office: Office, account: Account, batch_id: str, typed: Mapping[str, str], after: BackgroundTasks
) -> Response:
    with office.database.read() as session:
        batch = seen_batch(session.connection(), account, batch_id)
    if batch["state"] not in ("received", "looked"):
        raise Conflict(_LATE)
    chosen = {key: typed[key] for key in source(batch["source"]).fields if typed.get(key)}
    try:
        _check(batch, chosen)
        if typed.get("show"):
            return _page(request, office, account, batch, chosen, "")
        return _looked(office, account, batch, chosen, after)
    except Invalid as wrong:
        return _page(request, office, account, batch, chosen, str(wrong), wrong.status)


def _check(batch: Mapping[Any, Any], chosen: Mapping[str, str]) -> None:
    given = list(chosen.values())
    if twice := next((heading for heading in given if given.count(heading) > 1), ""):
        raise Invalid(_TWICE.format(heading=twice))
    if lacking := missing(source(batch["source"]), chosen):
        raise Invalid(f"还差这几列：{'、'.join(lacking)}。请选出来，或者在文件里补上再交。")


def _looked(
    office: Office, account: Account, batch: Mapping[Any, Any], chosen: dict[str, str], after: BackgroundTasks
) -> Response:
    """A small file is looked at at once; for a large one the next page shows how far it is."""
    with office.work(account.county) as work:
        remap(work, account, batch["id"], chosen)
        ask_look(work, batch["id"])
        large = is_large(work, batch)
    if large:
        after.add_task(look_now, office, account.county, batch["id"])
    else:
        look_now(office, account.county, batch["id"])
    return RedirectResponse(f"/console/roster/{batch['id']}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    batch: Mapping[Any, Any],
    chosen: Mapping[str, str] | None,
    error: str,
    status: int = 200,
) -> Response:
    kind = source(batch["source"])
    shown, problem = Preview((), chosen or {}, ()), error
    try:
        shown = preview(office, office.county(account.county), batch, chosen)
    except Invalid as wrong:
        problem, status = problem or str(wrong), wrong.status
    audit.looked(office, account.id, account.county, "read", "roster", batch=label(batch))
    lacking = missing(kind, shown.chosen if chosen is None else chosen)
    return page(
        request,
        account,
        "roster_columns.html",
        status,
        batch=batch,
        label=label(batch),
        fields=kind.fields,
        needs={key: "（要有）" if len(each) == 1 else "（这几样有一样就行）" for each in kind.required for key in each},
        shown=shown,
        chosen=shown.chosen if chosen is None else chosen,
        lacking="、".join(lacking),
        error=problem,
    )
