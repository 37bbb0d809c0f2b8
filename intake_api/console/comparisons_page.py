"""部门比对: a department answers what it is asked, on the page or by file; the county's clerk sees who is late."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from intake_api.access import audit
from intake_api.casework.comparisons import Reply, RowErrors, answer_many
from intake_api.console import comparison_file, words
from intake_api.console.comparison_lists import SHOWN, SIZE, Listing, Wanted, asked, listing, names_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.annex2 import XLSX
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/comparisons", dependencies=[Depends(same_site), Depends(user_of("comparisons"))])
SUBJECT = "comparisons"


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says besides the list: what was refused or kept, what was typed, what is wrong in which row."""

    error: str = ""
    done: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    status: int = 200


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The questions, the oldest first; for the county's clerk every department's figures above them."""
    saved = request.query_params.get("saved", "")
    done = f"存好了 {saved} 条。" if saved.isdecimal() and len(saved) < 6 else ""
    return _page(request, office, account, _wanted(account, str(request.url.query)), Told(done=done))


@router.get("/list.xlsx", response_model=None)
def download(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """All that one department has to answer, to be filled in elsewhere."""
    wanted = _wanted(account, str(request.url.query))
    if not wanted.department:
        raise Invalid("请先选是哪个部门的，再下载")
    questions = asked(office, account, wanted)
    now = words.local(office.county(account.county), office.clock())
    content = comparison_file.workbook(questions, now, f"部门比对 {wanted.department}")
    _noted(office, account, "exported", wanted, len(questions))
    name = quote(f"比对_{wanted.department}_{now:%Y-%m-%d}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename=\"comparisons.xlsx\"; filename*=UTF-8''{name}"}
    return Response(content, media_type=XLSX, headers=headers)


@router.post("", response_model=None)
async def answer(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The answers of one page: all of them, or none and what is wrong in which row."""
    form = await request.form(max_files=0, max_fields=SIZE * 4 + 20)
    return await run_in_threadpool(_answer, request, office, account, form)


@router.post("/file", response_model=None)
async def upload(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The filled workbook. Sent twice it is the same as once."""
    async with request.form(max_files=1, max_fields=20) as form:
        file = form.get("file")
        content = await file.read() if isinstance(file, UploadFile) else b""
        back = _text(form, "back")
    return await run_in_threadpool(_upload, request, office, account, back, content)


def _answer(request: Request, office: Office, account: Account, form: FormData) -> Response:
    wanted = _wanted(account, _text(form, "back"))
    typed = {key: value for key, value in form.multi_items() if isinstance(value, str)}
    others = "none" if _text(form, "rest") else ""
    replies = [
        Reply(id_, result, _text(form, "handler"), _text(form, f"detail-{id_}"))
        for id_ in dict.fromkeys(str(each) for each in form.getlist("id"))
        if (result := _text(form, f"result-{id_}") or others)
    ]
    try:
        if not replies:
            raise Invalid("还没有选“有”或“无”")
        with office.work(account.county) as work:
            saved = answer_many(work, account, replies)
    except (Conflict, Invalid) as refused:
        wrong = refused.rows if isinstance(refused, RowErrors) else {}
        told = Told(error=str(refused), typed=typed, wrong=wrong, status=refused.status)
        return _page(request, office, account, wanted, told)
    return RedirectResponse(wanted.link(saved=str(saved)), 303)


def _upload(request: Request, office: Office, account: Account, back: str, content: bytes) -> Response:
    wanted = _wanted(account, back)
    try:
        filled = comparison_file.read(content)
        told = _kept(office, account, filled)
    except Invalid as refused:
        told = Told(error=str(refused), status=refused.status)
    return _page(request, office, account, wanted, told)


def _kept(office: Office, account: Account, filled: comparison_file.Filled) -> Told:
    """All rows of the file, or none and what to put right in which row."""
    wrong = dict(filled.wrong)
    numbers = {reply.id: number for number, reply in filled.rows.items()}
    saved = 0
    try:
        # Rows that could not be read keep the others from being saved: checked all the same, to be told at once.
        with office.work(account.county) as work:
            saved = answer_many(work, account, list(filled.rows.values()))
            if wrong:
                raise RowErrors({})
    except RowErrors as refused:
        wrong |= {numbers[id_]: why for id_, why in refused.rows.items()}
        names = names_of(office, account, numbers)
        named = {numbers[id_]: f"（{name}）" for id_, name in names.items()}
        rows = tuple(f"第 {number} 行{named.get(number, '')}：{why}" for number, why in sorted(wrong.items()))
        return Told(error=str(RowErrors(dict.fromkeys(rows, ""))), rows=rows, status=422)
    same = len(filled.rows) - saved
    parts = [f"存好了 {saved} 条"]
    parts += [f"{same} 条原来就是这样"] if same else []
    parts += [f"{filled.empty} 条没有填"] if filled.empty else []
    return Told(done="，".join(parts) + "。")


def _page(request: Request, office: Office, account: Account, wanted: Wanted, told: Told) -> Response:
    found = listing(office, account, wanted)
    if found.questions:
        _noted(office, account, "read", wanted, len(found.questions))
    told = _with_absent(office, account, found, told)
    return page(request, account, "comparisons.html", told.status, **_context(office, account, wanted, found, told))


def _with_absent(office: Office, account: Account, found: Listing, told: Told) -> Told:
    """What is wrong with questions that are no longer on the page is told above it."""
    absent = set(told.wrong) - {each.id for each in found.questions}
    if not absent:
        return told
    names = names_of(office, account, absent)
    rows = sorted(f"{names.get(id_, '有一条')}：{told.wrong[id_]}" for id_ in absent)
    return replace(told, rows=tuple(rows))


def _context(office: Office, account: Account, wanted: Wanted, found: Listing, told: Told) -> dict[str, Any]:
    places = office.county(account.county).places
    number = int(wanted.page or 1)
    return {
        "wanted": wanted,
        "found": found,
        "told": told,
        "shown": SHOWN,
        "sees_all": account.role != "dept",
        "may_answer": bool(wanted.department) and wanted.show != "answered",
        "towns": [(town.code, town.name) for town in places.towns],
        "query": wanted.link().partition("?")[2],
        "earlier": wanted.link(page=str(number - 1)) if number > 1 else "",
        "later": wanted.link(page=str(number + 1)) if found.more else "",
    }


def _noted(office: Office, account: Account, act: str, wanted: Wanted, rows: int) -> None:
    """Who saw whose names: each time, for these pages show people of the whole county."""
    with office.work(account.county) as work:
        audit.note(work, account.id, act, SUBJECT, department=wanted.department, rows=rows)


def _wanted(account: Account, query: str) -> Wanted:
    """Only what is known of an address; a department's account sees its own department, whatever it says."""
    given = {key: value for key, value in parse_qsl(query) if key in Wanted.__slots__}
    return Wanted(**given | ({"department": account.department} if account.role == "dept" else {}))


def _text(form: FormData, key: str) -> str:
    value = form.get(key, "")
    return value.strip() if isinstance(value, str) else ""
