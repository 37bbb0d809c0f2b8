"""One household of the roster: its visits, its difficulties, and the form of a visit."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection, RowMapping, select
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit
from intake_api.access.scope import visible_households
from intake_api.casework import issues
from intake_api.console import patrol_form, words
from intake_api.console.coverage_page import today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.issues_card import IssuesCard, trouble
from intake_api.console.menu import PAGES, user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, FieldErrors, Invalid, NotFound
from intake_api.models import Account
from intake_api.models.tables import HOUSEHOLDS, ISSUES, LIST_ENTRIES, PATROLS
from intake_api.office import Office, Work
from intake_api.patrols import patrols, standing
from intake_api.roster.sources import SOURCES
from intake_api.routes.who import TheOffice

router = APIRouter(
    prefix="/console/walk/{household_id}", dependencies=[Depends(same_site), Depends(user_of("coverage"))]
)
Words = Annotated[str, Form(max_length=2000)]
Step = Callable[[Work], Any]


@router.get("", response_model=None)
def show(household_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The household, for whoever has it in the area."""
    return _page(request, office, account, household_id)


@router.post("/patrols", response_model=None, dependencies=[Depends(user_of("walk"))])
async def save(household_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """A visit. When something does not fit, everything typed is still there."""
    sent = await request.form(max_files=0, max_fields=50)
    typed = {key: value[:2000] for key, value in sent.items() if isinstance(value, str)}

    def step(work: Work) -> None:
        patrols.save(work, account, patrol_form.read(typed, household_id))

    return await run_in_threadpool(_stepped, request, office, account, household_id, step, "patrol", typed)


@router.post("/issues/{row_id}/plan", response_model=None)
def plan(
    household_id: str,
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    measure: Words = "",
    owner: Words = "",
    due_day: Words = "",
) -> Response:
    """整改: what will be done about a difficulty."""

    def step(work: Work) -> None:
        _of_household(work, household_id, row_id)
        issues.plan(work, account, row_id, measure, owner, due_day)

    typed = {"measure": measure, "owner": owner, "due_day": due_day}
    return _stepped(request, office, account, household_id, step, f"issues-plan-{row_id}", typed)


@router.post("/issues/{row_id}/resolve", response_model=None)
def resolve(
    household_id: str,
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    day: Words = "",
    evidence: Words = "",
) -> Response:
    """A difficulty is solved."""

    def step(work: Work) -> None:
        _of_household(work, household_id, row_id)
        issues.resolve(work, account, row_id, day, evidence)

    typed = {"day": day, "evidence": evidence}
    return _stepped(request, office, account, household_id, step, f"issues-resolve-{row_id}", typed)


def _stepped(
    request: Request, office: Office, account: Account, id: str, step: Step, tried: str, typed: Mapping[str, str]
) -> Response:
    try:
        with office.work(account.county) as work:
            _household(work.connection, account, id)
            step(work)
    except FieldErrors as wrong:
        return _page(request, office, account, id, "；".join(wrong.fields.values()), tried, typed, 422)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, id, str(refused), tried, typed, refused.status)
    return RedirectResponse(f"/console/walk/{id}#{tried.partition('-')[0]}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    id: str,
    error: str = "",
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    county, today = office.county(account.county), today_of(office, account)
    with office.database.read() as session:
        connection = session.connection()
        home = _household(connection, account, id)
        visits = list(connection.execute(_of(PATROLS, account, id).order_by(PATROLS.c.day.desc())).mappings())
        troubles = list(connection.execute(_of(ISSUES, account, id).order_by(ISSUES.c.found_day)).mappings())
        lists = list(connection.execute(_of(LIST_ENTRIES, account, id)).mappings())
    audit.looked(office, account.id, account.county, "read", f"household:{id}")
    card = IssuesCard(
        issues=tuple(trouble(row, today) for row in troubles),
        categories=(),
        may_add=False,
        may_solve=account.role in issues.SOLVERS,
        today=today.isoformat(),
    )
    given = dict(typed or {})
    about: dict[str, Any] = {"cards": {"issues": card}, "tried": tried, "error": error, "today": today.isoformat()}
    about["patrol_id"] = given.get("id") or f"walk-{office.ids()}"
    about["typed"] = {"went": account.name, "method": "visit", **given}
    return page(
        request,
        account,
        "walk_stop.html",
        status,
        home=home,
        place=words.place(county, home["village"] or home["town"]),
        visits=visits,
        lists=sorted({SOURCES[row["list"]].label for row in lists if row["list"] in SOURCES and not row["until"]}),
        standing=standing.WORDS.get(home["standing"], ""),
        may_walk=account.role in PAGES["walk"].roles and not home["ended"],
        issues_at=f"/console/walk/{id}",
        **about,
        **patrol_form.choices(),
    )


def _household(connection: Connection, account: Account, id: str) -> RowMapping:
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.id == id, visible_households(account))
    found = connection.execute(query).mappings().one_or_none()
    if found is None:
        raise NotFound("名册里没有这一户，或者不在您负责的地方")
    return found


def _of(table: Any, account: Account, id: str) -> Any:
    return select(table).where(table.c.county == account.county, table.c.household_id == id)


def _of_household(work: Work, id: str, row_id: str) -> None:
    """Raises ``NotFound`` for a difficulty of another household than the address says."""
    c = ISSUES.c
    if (
        work.connection.execute(select(c.id).where(c.county == work.code, c.household_id == id, c.id == row_id)).first()
        is None
    ):
        raise NotFound("这一户没有这个困难问题")
