"""One household of the roster: who lives there, the lists it is on, what happened to it; moved, died, left, split."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from intake_api.access import audit
from intake_api.access.scope import may_see
from intake_api.console.coverage_page import today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.household_card import card, find, seen_household
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.roster import moving
from intake_api.roster.moving import When
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/console/households", dependencies=[Depends(same_site), Depends(user_of("households"))])
Typed = Mapping[str, str]
_ONE = "有不止一户叫这个名字，请把户号也写上。"
_NONE = "这个镇的名册里没有这样一户，请看看名字。"


@router.get("", response_model=None)
def search(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Households by the whole name of one who lives there."""
    name = request.query_params.get("name", "").strip()[:40]
    with office.database.read() as session:
        found = find(session.connection(), office.county(account.county), account, name) if name else []
    if found:
        audit.looked(office, account.id, account.county, "listed", "roster", rows=len(found))
    gone = request.query_params.get("gone") == "yes"
    return page(request, account, "households.html", name=name, found=found, gone=gone)


@router.get("/{household_id}", response_model=None)
def show(household_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The household, for whoever has it in the area."""
    return _page(request, office, account, household_id)


@router.post("/{household_id}/{step}", response_model=None)
async def change(household_id: str, step: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Something happened to it. When something does not fit, everything typed is still there."""
    sent = await request.form(max_files=0, max_fields=100)
    typed = {key: value[:200] for key, value in sent.items() if isinstance(value, str)}
    people = [value for value in sent.getlist("people") if isinstance(value, str)]
    return await run_in_threadpool(_changed, request, office, account, household_id, step, typed, people)


def _changed(
    request: Request, office: Office, account: Account, id: str, step: str, typed: Typed, people: list[str]
) -> Response:
    try:
        with office.work(account.county) as work:
            seen_household(work.connection, account, id)
            there = _carried_out(work, account, id, step, typed, people)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, id, str(refused), step, {**typed, "people": people}, refused.status)
    return RedirectResponse(f"/console/households/{there}" if there else "/console/households?gone=yes", 303)


def _carried_out(work: Work, account: Account, id: str, step: str, typed: Typed, people: list[str]) -> str:
    """One step; the household to look at next, empty when it is no longer the account's. Raises ``Invalid``."""
    given = {key: value.strip() for key, value in typed.items()}
    if step not in _STEPS:
        raise Invalid("没有这一步，请回到这一户再选。")
    return _STEPS[step](work, account, id, given, people)


def _move(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    village = _villages(work.county).get(given.get("village", ""), "")
    moved = moving.move(work, account, id, village, given.get("hamlet", ""), _when(given))
    return id if may_see(account, moved["town"], moved["village"]) else ""


def _leave(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    moving.leave(work, account, id, _when(given))
    return id


def _back(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    moving.come_back(work, account, id, _when(given))
    return id


def _gone(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    moving.person_gone(work, account, given.get("resident", ""), given.get("how", ""), _when(given))
    return id


def _here(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    moving.person_back(work, account, given.get("resident", ""), _when(given))
    return id


def _split(work: Work, account: Account, id: str, given: Typed, people: list[str]) -> str:
    return moving.split(work, account, id, people, given.get("head", ""), _when(given), given.get("book", ""))


def _merge(work: Work, account: Account, id: str, given: Typed, _people: list[str]) -> str:
    into = _other(work, account, id, given.get("into", ""), given.get("book", ""))
    moving.merge(work, account, id, into, _when(given))
    return into


_STEPS: Mapping[str, Callable[[Work, Account, str, Typed, list[str]], str]] = {
    "move": _move,
    "leave": _leave,
    "back": _back,
    "gone": _gone,
    "here": _here,
    "split": _split,
    "merge": _merge,
}


def _when(given: Typed) -> When:
    return When(given.get("day", ""), given.get("why", ""))


def _villages(county: County) -> dict[str, str]:
    """Every village of the county by the name that is typed: a household may move to another town."""
    places = county.places
    return {places.full_name(each.code): each.code for town in places.towns for each in places.villages(town.code)}


def _other(work: Work, account: Account, id: str, name: str, book: str) -> str:
    """The household that is meant by a name, and by its 户号 where there are several."""
    found = [each for each in find(work.connection, work.county, account, name) if each["id"] != id] if name else []
    found = [each for each in found if not each["ended"] and book in ("", each["book"])]
    if len(found) != 1:
        raise Invalid(_ONE if found else _NONE)
    return str(found[0]["id"])


def _page(
    request: Request,
    office: Office,
    account: Account,
    id: str,
    error: str = "",
    tried: str = "",
    typed: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    with office.database.read() as session:
        found = card(office, session.connection(), account, id)
    audit.looked(office, account.id, account.county, "read", f"household:{id}")
    still = account.role in moving.ROLES
    about: dict[str, Any] = {"error": error, "tried": tried, "typed": dict(typed or {}), "may_change": still}
    about["today"] = today_of(office, account).isoformat()
    about["villages"] = list(_villages(office.county(account.county)))
    return page(request, account, "household.html", status, card=found, **about)
