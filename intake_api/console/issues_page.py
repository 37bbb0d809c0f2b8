"""问题清单 and 转办 of an area on the screen. The paper of the 问题清单 is made elsewhere."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.console.guard import LoggedIn
from intake_api.console.issue_lists import SHOWN, Wanted, listing
from intake_api.console.issues_card import CATEGORIES
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/issues", dependencies=[Depends(user_of("issues"))])


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """What is open and what is solved, by category, town and village."""
    wanted = _wanted(str(request.url.query))
    found = listing(office, account, wanted)
    if found.lines:
        audit.looked(office, account.id, account.county, "read", "issues")
    number = int(wanted.page or 1)
    key, label, places = _places(office, account)
    return page(
        request,
        account,
        "issues.html",
        wanted=wanted,
        found=found,
        shown=SHOWN,
        categories=CATEGORIES,
        place_key=key,
        place_label=label,
        places=places,
        earlier=wanted.link(page=str(number - 1)) if number > 1 else "",
        later=wanted.link(page=str(number + 1)) if found.more else "",
    )


def _places(office: Office, account: Account) -> tuple[str, str, list[tuple[str, str]]]:
    """By what the list can be narrowed: the county by town, a town by village, a village by nothing."""
    places, level = office.county(account.county).places, ROLES[account.role].level
    if level == "county":
        return "town", "哪个镇", [(town.code, town.name) for town in places.towns]
    if level == "town":
        return "village", "哪个村", [(each.code, each.name) for each in places.villages(account.area)]
    return "town", "", []


def _wanted(query: str) -> Wanted:
    """Only what is known of an address."""
    return Wanted(**{key: value for key, value in parse_qsl(query) if key in Wanted.__slots__})
