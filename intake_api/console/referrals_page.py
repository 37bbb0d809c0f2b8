"""转办单 of a department: what was handed on to a department, its answer, and what it did for the household."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, and_, select

from dialogs.declaration import load_form
from intake_api.access import audit
from intake_api.access.scope import visible_measures, visible_referrals
from intake_api.casework import measures, referrals
from intake_api.casework.referrals import ANSWERS, SAME_CASE, targets_of
from intake_api.casework.states import DECIDING, OPEN
from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.referrals_card import HandedOn, handed_on
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES, MEASURES, REFERRALS
from intake_api.office import Office, Work
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/referrals", dependencies=[Depends(same_site), Depends(user_of("referrals"))])
MOST = 200
_HELPED_IN = DECIDING | {"RECOGNIZED", "ASSISTING"}
Words = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Asked:
    """One referral as the department sees it: who, where, what is asked; no number, no other answer."""

    name: str
    place: str
    one: HandedOn
    may_help: bool


@dataclass(frozen=True, slots=True)
class Owed:
    """A measure the department answers for and has not carried out."""

    id: str
    name: str
    place: str
    what: str
    due_day: str


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """What waits first, the oldest first; then what was answered."""
    done = "记下了。" if request.query_params.get("saved") else ""
    return _page(request, office, account, done=done)


@router.post("/{row_id}/answer", response_model=None)
def answer(
    row_id: str, request: Request, account: LoggedIn, office: TheOffice, result: Words = "", text: Words = ""
) -> Response:
    """What becomes of a referral."""
    typed = {"result": result, "text": text}

    def step(work: Work) -> None:
        referrals.answer(work, account, row_id, result, text)

    return _step(request, office, account, f"answer-{row_id}", typed, step)


@router.post("/{row_id}/measure", response_model=None)
def helped(
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    category: Words = "",
    what: Words = "",
    day: Words = "",
    evidence: Words = "",
) -> Response:
    """Something was done for the household."""
    typed = {"category": category, "what": what, "day": day, "evidence": evidence}

    def step(work: Work) -> None:
        measures.done_by_department(work, account, row_id, category, what, day, evidence)

    return _step(request, office, account, f"measure-{row_id}", typed, step)


@router.post("/measures/{row_id}/done", response_model=None)
def done(
    row_id: str, request: Request, account: LoggedIn, office: TheOffice, day: Words = "", evidence: Words = ""
) -> Response:
    """A measure of the plan that the department answers for was carried out."""
    typed = {"day": day, "evidence": evidence}

    def step(work: Work) -> None:
        measures.implement(work, account, row_id, day, evidence)

    return _step(request, office, account, f"done-{row_id}", typed, step)


def _step(
    request: Request,
    office: Office,
    account: Account,
    tried: str,
    typed: Mapping[str, str],
    step: Callable[[Work], None],
) -> Response:
    """One step in one transaction; refused, everything typed is still there."""
    try:
        with office.work(account.county) as work:
            step(work)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, error=str(refused), tried=tried, typed=typed, status=refused.status)
    return RedirectResponse("/console/referrals?saved=1", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    *,
    error: str = "",
    done: str = "",
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    with office.database.read() as session:
        connection = session.connection()
        asked, owed = _asked(office, connection, account), _owed(office, connection, account)
    if asked or owed:
        audit.looked(office, account.id, account.county, "read", "referrals")
    return page(
        request,
        account,
        "referrals.html",
        status,
        waiting=[each for each in asked if not each.one.answer],
        answered=[each for each in asked if each.one.answer],
        owed=owed,
        answers=tuple(ANSWERS.items()),
        categories=tuple(load_form().codes["measure_category"].items()),
        today=words.local(office.county(account.county), office.clock()).date().isoformat(),
        error=error,
        done=done,
        tried=tried,
        typed=typed or {},
    )


def _asked(office: Office, connection: Connection, account: Account) -> list[Asked]:
    county, now = office.county(account.county), office.clock()
    shown = (*REFERRALS.c, CASES.c.name, CASES.c.town, CASES.c.village, CASES.c.state)
    query = select(*shown).join(CASES, SAME_CASE).where(visible_referrals(account, targets_of(account.department)))
    query = query.order_by(REFERRALS.c.answered_at.is_not(None), REFERRALS.c.due_at, REFERRALS.c.id).limit(MOST)
    return [
        Asked(
            row["name"] or "未留姓名",
            words.place(county, row["village"] or row["town"]),
            handed_on(county, row, now),
            row["state"] in _HELPED_IN,
        )
        for row in connection.execute(query).mappings()
    ]


def _owed(office: Office, connection: Connection, account: Account) -> list[Owed]:
    county = office.county(account.county)
    same = and_(CASES.c.county == MEASURES.c.county, CASES.c.id == MEASURES.c.case_id)
    still = (MEASURES.c.implemented_at.is_(None), MEASURES.c.dropped_at.is_(None), CASES.c.state.in_(sorted(OPEN)))
    shown = (MEASURES.c.id, MEASURES.c.what, MEASURES.c.due_day, CASES.c.name, CASES.c.town, CASES.c.village)
    query = select(*shown).join(CASES, same).where(visible_measures(account), *still)
    rows = connection.execute(query.order_by(MEASURES.c.due_day, MEASURES.c.id).limit(MOST)).mappings()
    return [
        Owed(row["id"], row["name"], words.place(county, row["village"] or row["town"]), row["what"], row["due_day"])
        for row in rows
    ]
