"""灾害预警: which there are, what was decided, how far each village is; and a new one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import RowMapping
from starlette.concurrency import run_in_threadpool

from intake_api.access.roles import ROLES
from intake_api.console import words
from intake_api.console.duties_page import places_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.disasters import errands, minutes, places, precautions, sight, warnings
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.reporting.units import unit_name
from intake_api.routes.who import TheOffice
from knowledge.disasters import KINDS, LEVELS
from knowledge.policy import County

router = APIRouter(prefix="/console/disasters", dependencies=[Depends(same_site), Depends(user_of("disasters"))])
Words = Annotated[str, Form(max_length=2000)]
LIGHTS = {"blue": "", "yellow": "yellow", "orange": "orange", "red": "red"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One warning in words."""

    id: str
    title: str
    light: str
    where: str
    since: str
    until: str
    state: str


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """All warnings of the area, and the form for a new one."""
    return _page(request, office, account)


@router.post("", response_model=None)
async def enter(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """A new one. When something does not fit, everything typed is still there."""
    form = await request.form(max_files=0, max_fields=400)
    typed: dict[str, Any] = {key: value for key, value in form.items() if isinstance(value, str)}
    typed["places"] = tuple(str(each) for each in form.getlist("places"))
    return await run_in_threadpool(_enter, request, office, account, typed)


@router.get("/{row_id}", response_model=None)
def one(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """One warning: progress by village, 会商, and what can be done now."""
    return _one(request, office, account, row_id)


@router.post("/{row_id}/activate", response_model=None)
def activate(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Put the call lists into motion."""
    return _stepped(request, office, account, row_id, lambda work: warnings.activate(work, account, row_id))


@router.post("/{row_id}/renew", response_model=None)
def renew(row_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Take in the households that have come since."""
    return _stepped(request, office, account, row_id, lambda work: warnings.renew(work, account, row_id))


@router.post("/{row_id}/talk", response_model=None)
def talk(
    row_id: str, request: Request, account: LoggedIn, office: TheOffice, who: Words = "", words: Words = ""
) -> Response:
    """One more 会商."""
    step = _typed_step(request, office, account, row_id, {"who": who, "words": words})
    return step(lambda work: warnings.talk(work, account, row_id, who, words))


@router.post("/{row_id}/close", response_model=None)
def close(row_id: str, request: Request, account: LoggedIn, office: TheOffice, summary: Words = "") -> Response:
    """It is over."""
    step = _typed_step(request, office, account, row_id, {"summary": summary})
    return step(lambda work: warnings.close(work, account, row_id, summary))


def shown(county: County, row: Mapping[Any, Any]) -> Shown:
    """A warning in words."""
    state = "已结束" if row["closed_at"] else "已启动" if row["activated_at"] else "等镇、区领导启动"
    until = words.moment(words.local(county, row["until_at"])) if row["until_at"] else ""
    return Shown(
        id=row["id"],
        title=sight.title(row),
        light=LIGHTS.get(row["level"], ""),
        where=places.named(county, row["places"]),
        since=words.moment(words.local(county, row["from_at"])),
        until=until,
        state=state,
    )


def _enter(request: Request, office: Office, account: Account, typed: Mapping[str, Any]) -> Response:
    texts = {key: str(typed.get(key, ""))[:2000] for key in ("kind", "level", "words", "from_at", "until_at")}
    try:
        with office.work(account.county) as work:
            id = warnings.enter(work, account, warnings.Given(**texts, places=typed["places"]))
    except (Invalid, Conflict) as refused:
        return _page(request, office, account, typed, str(refused), refused.status)
    return RedirectResponse(f"/console/disasters/{id}", 303)


def _typed_step(
    request: Request, office: Office, account: Account, id: str, typed: Mapping[str, str]
) -> Callable[[Callable[[Work], object]], Response]:
    return lambda step: _stepped(request, office, account, id, step, typed)


def _stepped(
    request: Request,
    office: Office,
    account: Account,
    id: str,
    step: Callable[[Work], object],
    typed: Mapping[str, str] | None = None,
) -> Response:
    try:
        with office.work(account.county) as work:
            step(work)
    except (Invalid, Conflict) as refused:
        return _one(request, office, account, id, typed, str(refused), refused.status)
    return RedirectResponse(f"/console/disasters/{id}", 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    typed: Mapping[str, Any] | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        rows = warnings.of_area(session.connection(), county, account)
        plans = precautions.of_county(session.connection(), county)
    lacking = [town.name for town in county.places.towns if town.code not in plans]
    return page(
        request,
        account,
        "disasters.html",
        status,
        rows=[shown(county, row) for row in rows],
        kinds=KINDS,
        levels=LEVELS,
        places=places_of(county, account),
        may_write=account.role in warnings.WRITERS,
        lacking=lacking if ROLES[account.role].level == "county" else [],
        typed=typed or {"places": ()},
        error=error,
    )


def _one(
    request: Request,
    office: Office,
    account: Account,
    id: str,
    typed: Mapping[str, str] | None = None,
    error: str = "",
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        row = sight.one(connection, county, account, id)
        rows = errands.progress(connection, account, id)
        risky = {code for plan in precautions.of_county(connection, county).values() for code in plan["villages"]}
    rows.sort(key=lambda each: (each.village not in risky, each.town, each.village))
    return page(
        request,
        account,
        "disaster.html",
        status,
        warning=shown(county, row),
        said=row["words"],
        summary=row["summary"],
        minutes=minutes.read(row),
        minute_kinds=minutes.KINDS,
        rows=rows,
        risky=risky,
        total=errands.total(rows),
        unit=lambda code: unit_name(county, code),
        may=_may(county, account, row),
        typed=typed or {},
        error=error,
    )


def _may(county: County, account: Account, row: RowMapping) -> dict[str, bool]:
    """Which steps the account may take now."""
    is_open, leads = row["closed_at"] is None, account.role in warnings.LEADERS
    mine, active = places.mine(county, account, row["places"]), minutes.activated_towns(row)
    return {
        "activate": is_open and leads and bool(set(places.towns(mine)) - active),
        "renew": is_open and account.role in warnings.TALKERS and bool(set(places.towns(mine)) & active),
        "talk": is_open and account.role in warnings.TALKERS,
        "close": is_open and leads and len(mine) == len(places.covered(county, row["places"])),
    }
