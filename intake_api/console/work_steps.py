"""What is done on the cards of a case: each form one step, each step one transaction."""

import base64
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from sqlalchemy import Table, select
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from dialogs.messages import Media
from intake_api.casework import comparisons, issues, measures, referrals
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.work_page import stepped
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.intake import phone_photos
from intake_api.models import Account
from intake_api.models.tables import COMPARISONS, ISSUES, MEASURES, REFERRALS
from intake_api.office import Office, Work
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/cases/{case_id}", dependencies=[Depends(same_site), Depends(user_of("cases"))])
MOST_PHOTOS = 9
Words = Annotated[str, Form(max_length=2000)]


@router.post("/compare", response_model=None)
async def send(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Ask the chosen departments about everybody."""
    form = await request.form(max_files=0, max_fields=60)
    chosen = [str(each) for each in form.getlist("department")]

    def step(work: Work) -> None:
        if not chosen:
            raise Invalid("请选至少一个部门")
        comparisons.send(work, account, case_id, _version(str(form.get("version", ""))), chosen)

    typed = {f"department-{name}": "on" for name in chosen}
    return await run_in_threadpool(stepped, request, office, account, case_id, "comparison-send", typed, step)


@router.post("/compare/{row_id}/explain", response_model=None)
def explain(
    case_id: str, row_id: str, request: Request, account: LoggedIn, office: TheOffice, text: Words = ""
) -> Response:
    """The village's word on a hit."""

    def step(work: Work) -> None:
        _of_case(work, COMPARISONS, case_id, row_id)
        comparisons.explain(work, account, row_id, text)

    return stepped(request, office, account, case_id, f"comparison-{row_id}", {"text": text}, step)


@router.post("/measures", response_model=None)
def plan(
    case_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    category: Words = "",
    what: Words = "",
    owner: Words = "",
    due_day: Words = "",
) -> Response:
    """One more measure in the plan."""
    typed = {"category": category, "what": what, "owner": owner, "due_day": due_day}

    def step(work: Work) -> None:
        measures.plan(work, account, case_id, category, what, owner, due_day)

    return stepped(request, office, account, case_id, "measures-add", typed, step)


@router.post("/measures/{row_id}/implement", response_model=None)
async def implement(case_id: str, row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The measure was carried out: when, what shows it, photos."""
    async with request.form(max_files=MOST_PHOTOS, max_fields=20) as form:
        files = [each for each in form.getlist("photo") if isinstance(each, UploadFile) and each.filename]
        photos = [(each.content_type or "", await each.read()) for each in files]
        typed = _typed(form)
    return await run_in_threadpool(_implement, request, office, account, case_id, row_id, typed, photos)


@router.post("/measures/{row_id}/drop", response_model=None)
def drop(
    case_id: str, row_id: str, request: Request, account: LoggedIn, office: TheOffice, why: Words = ""
) -> Response:
    """A measure taken out of the plan."""

    def step(work: Work) -> None:
        _of_case(work, MEASURES, case_id, row_id)
        measures.drop(work, account, row_id, why)

    return stepped(request, office, account, case_id, f"measures-drop-{row_id}", {"why": why}, step)


@router.post("/referrals/{row_id}/answer", response_model=None)
def answer(
    case_id: str,
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    result: Words = "",
    text: Words = "",
) -> Response:
    """What came back on a referral."""

    def step(work: Work) -> None:
        _of_case(work, REFERRALS, case_id, row_id)
        referrals.answer(work, account, row_id, result, text)

    typed = {"result": result, "text": text}
    return stepped(request, office, account, case_id, f"referrals-{row_id}", typed, step)


@router.post("/issues", response_model=None)
def find(
    case_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    category: Words = "",
    text: Words = "",
    day: Words = "",
) -> Response:
    """One more difficulty of the household."""
    typed = {"category": category, "text": text, "day": day}

    def step(work: Work) -> None:
        issues.find(work, account, case_id, category, text, day)

    return stepped(request, office, account, case_id, "issues-add", typed, step)


@router.post("/issues/{row_id}/plan", response_model=None)
def put_right(
    case_id: str,
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    measure: Words = "",
    owner: Words = "",
    due_day: Words = "",
) -> Response:
    """整改: what will be done about a difficulty."""
    typed = {"measure": measure, "owner": owner, "due_day": due_day}

    def step(work: Work) -> None:
        _of_case(work, ISSUES, case_id, row_id)
        issues.plan(work, account, row_id, measure, owner, due_day)

    return stepped(request, office, account, case_id, f"issues-plan-{row_id}", typed, step)


@router.post("/issues/{row_id}/resolve", response_model=None)
def resolve(
    case_id: str,
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    day: Words = "",
    evidence: Words = "",
) -> Response:
    """A difficulty is solved."""
    typed = {"day": day, "evidence": evidence}

    def step(work: Work) -> None:
        _of_case(work, ISSUES, case_id, row_id)
        issues.resolve(work, account, row_id, day, evidence)

    return stepped(request, office, account, case_id, f"issues-resolve-{row_id}", typed, step)


def _implement(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    row_id: str,
    typed: Mapping[str, str],
    photos: list[tuple[str, bytes]],
) -> Response:
    def step(work: Work) -> None:
        _of_case(work, MEASURES, case_id, row_id)
        kept = tuple(_keep(work, account, case_id, *photo) for photo in photos)
        measures.implement(work, account, row_id, typed.get("day", ""), typed.get("evidence", ""), kept)

    return stepped(request, office, account, case_id, f"measures-done-{row_id}", typed, step)


def _keep(work: Work, account: Account, case_id: str, kind: str, raw: bytes) -> str:
    url = f"data:{kind};base64,{base64.b64encode(raw).decode()}"
    return phone_photos.keep(work, account, case_id, Media("image", work.new_id(), url))


def _of_case(work: Work, table: Table, case_id: str, row_id: str) -> None:
    """Raises ``NotFound`` for a row of another case than the address says."""
    here = (table.c.county == work.code, table.c.case_id == case_id, table.c.id == row_id)
    if work.connection.execute(select(table.c.id).where(*here)).first() is None:
        raise NotFound("这件申报里没有这一条")


def _version(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Conflict("页面太旧了，请刷新再办")
    return int(text)


def _typed(form: FormData) -> dict[str, str]:
    return {key: value for key, value in form.items() if isinstance(value, str)}
