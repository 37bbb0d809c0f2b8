"""One batch: what would become of its rows, import or not, how far it is, and taken back."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from intake_api.access import audit
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.roster_lists import line, names_of, seen_batch
from intake_api.console.roster_rows import MOST, outcomes, refused_heads, refused_rows, samples
from intake_api.console.streamed_workbook import workbook
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.roster.batches import label, may_undo, set_batch
from intake_api.roster.sources import SOURCES
from intake_api.roster.undoing import kept_households
from intake_api.roster.waiting import ask_import, drop, import_now, is_large, is_quiet, undo_now
from intake_api.routes.annex2 import XLSX
from intake_api.routes.who import TheOffice
from knowledge.people.masking import hide_private

router = APIRouter(prefix="/console/roster/{batch_id}", dependencies=[Depends(same_site), Depends(user_of("roster"))])
WHY = "要改的地方"
_NO_REASON = "请写一句为什么撤销，查得到是谁、为什么退回去的。"


@router.get("", response_model=None)
def show(batch_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The batch; one whose columns nobody has looked at begins there."""
    with office.database.read() as session:
        batch = seen_batch(session.connection(), account, batch_id)
    if batch["state"] == "received" and not batch["reached"] and not batch["problem"]:
        return RedirectResponse(f"/console/roster/{batch_id}/columns", 303)
    return _page(request, office, account, batch_id)


@router.post("/import", response_model=None)
def carry_in(
    batch_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    after: BackgroundTasks,
    at_once: Annotated[str, Form(max_length=5)] = "",
) -> Response:
    """导入: now, or in the quiet hours when it is large."""
    try:
        with office.work(account.county) as work:
            seen_batch(work.connection, account, batch_id)
            now = ask_import(work, account, batch_id, at_once=at_once == "yes")
    except Conflict as refused:
        return _page(request, office, account, batch_id, str(refused), refused.status)
    if now:
        after.add_task(import_now, office, account.county, batch_id)
    return RedirectResponse(f"/console/roster/{batch_id}", 303)


@router.post("/drop", response_model=None)
def leave_it(batch_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """不导了."""
    try:
        with office.work(account.county) as work:
            seen_batch(work.connection, account, batch_id)
            file = drop(work, account, batch_id)
    except Conflict as refused:
        return _page(request, office, account, batch_id, str(refused), refused.status)
    if file:
        (office.settings.media_dir / file).unlink(missing_ok=True)
    return RedirectResponse("/console/roster", 303)


@router.post("/undo", response_model=None)
def take_back(
    batch_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    after: BackgroundTasks,
    reason: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """撤销, with the reason; what was changed since stays and is named."""
    try:
        with office.work(account.county) as work:
            batch = seen_batch(work.connection, account, batch_id)
            may_undo(work.connection, account, batch)
            if not _was_imported(batch):
                raise Conflict("这一批没有导入过，或者正在办，不能撤销。请看最新的情况。")
            if not reason.strip():
                raise Invalid(_NO_REASON)
            set_batch(work, batch_id, state="undoing", reached=0, problem="")
            why = hide_private(reason.strip())
            audit.note(work, account.id, "import_undone", "roster", batch=label(batch), reason=why)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, batch_id, str(refused), refused.status)
    after.add_task(undo_now, office, account.county, batch_id, account)
    return RedirectResponse(f"/console/roster/{batch_id}", 303)


@router.get("/rejected.xlsx", response_model=None)
def rejected(batch_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """The refused rows as they came, with what to put right: to be mended and handed in again."""
    with office.database.read() as session:
        batch = seen_batch(session.connection(), account, batch_id)
    with office.work(account.county) as work:
        rows = batch["counts"].get("rejected", 0)
        audit.note(work, account.id, "exported", "roster", batch=label(batch), rows=rows)
    heads, names = refused_heads(office, account.county, batch_id)
    found = (
        (
            names.get(row["sheet"], f"表{row['sheet']}"),
            [*(str(row["cells"].get(head, "")) for head in heads), row["why"]],
        )
        for row in refused_rows(office, account.county, batch_id)
    )
    name = quote(f"{label(batch)}_没收的行.xlsx")
    headers = {"Content-Disposition": f"attachment; filename=\"rejected.xlsx\"; filename*=UTF-8''{name}"}
    return StreamingResponse(workbook([*heads, WHY], found), media_type=XLSX, headers=headers)


def _was_imported(batch: Mapping[Any, Any]) -> bool:
    """Whether there is something to take back, and nobody is at it."""
    return batch["state"] == "failed" or (batch["state"] in ("done", "undone") and batch["done_at"] is not None)


def _page(
    request: Request, office: Office, account: Account, batch_id: str, error: str = "", status: int = 200
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        work, batch = Work(office, connection, county, office.clock()), seen_batch(connection, account, batch_id)
        about: dict[str, Any] = {"large": is_large(work, batch), "quiet": is_quiet(work)}
        names = names_of(connection, county.code, {batch["received_by"], batch["undone_by"]})
        about["line"] = line(county, batch, names)
        about["undone_by"] = names.get(batch["undone_by"], "")
        settled = about["line"].percent is None and batch["state"] != "undone"
        about["outcomes"] = outcomes(office, connection, county, batch) if settled else []
        kept = kept_households(work, batch_id) if batch["state"] == "undone" and batch["done_at"] else []
        about["kept"] = list(samples(connection, county, batch, kept[:MOST]))
        about["kept_count"] = len(kept)
    audit.looked(office, account.id, account.county, "read", "roster", batch=label(batch))
    about["decides"] = account.role != "dept" and batch["state"] == "done"
    about["hours"] = county.policy.quiet_hours
    source = SOURCES.get(batch["source"])
    about["whole"] = bool(source and source.whole)
    return page(request, account, "roster_batch.html", status, batch=batch, error=error, most=MOST, **about)
