"""部门筛查: the households that departments' lists hit, what is due, and one tap for what was done about each. A
department sees the figures of its own lists and no household."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dialogs.declaration import load_form
from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.screening_lists import SCREENED, SHOWN, Wanted, figures, listing
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.routes.who import TheOffice
from intake_api.screening import settling

router = APIRouter(prefix="/console/screening", dependencies=[Depends(same_site), Depends(user_of("screening"))])
_Short = Annotated[str, Form(max_length=settling.LONGEST)]
_CASE = "suspect"


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The list of the area, or the figures by town."""
    if account.role == "dept" or request.query_params.get("show") == "figures":
        return page(request, account, "screening_figures.html", rows=figures(office, account))
    return _page(request, office, account, _wanted(str(request.url.query)))


@router.post("/{row_id}", response_model=None)
def settle(
    row_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    step: _Short = "",
    why: _Short = "",
    risk: _Short = "",
    category: _Short = "",
    back: _Short = "",
) -> Response:
    """疑似，立案; 核过了，没有风险; 排上走访; or a difficulty. When it is refused, all typed is still there."""
    typed = {"why": why, "risk": risk, "category": category}
    try:
        with office.work(account.county) as work:
            made = _settled(work, account, row_id, step, typed)
    except (Conflict, Invalid) as refused:
        tried = f"{row_id}-{step}"
        return _page(request, office, account, _wanted(back), str(refused), tried, typed, refused.status)
    return RedirectResponse(f"/console/cases/{made}" if step == _CASE else _wanted(back).link(), 303)


def _settled(work: Work, account: Account, hit: str, step: str, typed: Mapping[str, str]) -> str:
    """What the step made: the id of a case, for the way there."""
    steps: dict[str, Callable[[], Any]] = {
        _CASE: lambda: settling.suspect(work, account, hit, typed["risk"]),
        "no_risk": lambda: settling.no_risk(work, account, hit, typed["why"]),
        "arrange": lambda: settling.arrange(work, account, hit),
        "problem": lambda: settling.problem(work, account, hit, typed["category"], typed["why"]),
    }
    settling.may_settle(work, account, hit)
    if step not in steps:
        raise Invalid("请点这户要怎么办")
    return str(steps[step]() or "")


def _page(
    request: Request,
    office: Office,
    account: Account,
    wanted: Wanted,
    error: str = "",
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    found = listing(office, account, wanted)
    if found.lines:
        audit.looked(office, account.id, account.county, "read", "screening")
    number = int(wanted.page or 1)
    key, label, places = places_below(office, account)
    return page(
        request,
        account,
        "screening.html",
        status,
        wanted=wanted,
        found=found,
        shown=SHOWN,
        sources=SCREENED,
        place_key=key,
        place_label=label,
        places=places,
        risks=load_form().codes["risk"],
        categories=load_form().codes["issue_category"],
        may_settle=account.role in settling.SETTLERS,
        back=wanted.link(page=wanted.page).partition("?")[2],
        earlier=wanted.link(page=str(number - 1)) if number > 1 else "",
        later=wanted.link(page=str(number + 1)) if found.more else "",
        error=error,
        tried=tried,
        typed=typed or {},
    )


def places_below(office: Office, account: Account) -> tuple[str, str, list[tuple[str, str]]]:
    """By what a list can be narrowed: the county by town, a town by village, a village by nothing."""
    places, level = office.county(account.county).places, ROLES[account.role].level
    if level == "county":
        return "town", "哪个镇", [(town.code, town.name) for town in places.towns]
    if level == "town":
        return "village", "哪个村", [(each.code, each.name) for each in places.villages(account.area)]
    return "town", "", []


def _wanted(query: str) -> Wanted:
    """Only what is known of an address: it comes back from forms as well."""
    known = {key: value for key, value in parse_qsl(query) if key in Wanted.__slots__}
    return Wanted(**{key: value.replace("\0", "") for key, value in known.items()})  # PostgreSQL takes no NUL
