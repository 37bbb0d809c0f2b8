"""The home page of whoever works an area: what waits, by urgency."""

from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access.roles import ROLES
from intake_api.console import words
from intake_api.console.listing import TABS, Filter, listing
from intake_api.console.menu import PAGES
from intake_api.console.pages import page
from intake_api.console.todo import alarms
from intake_api.models import Account
from intake_api.office import Office

_KEYS = ("tab", "town", "village", "after")


def home(request: Request, account: Account) -> Response:
    """The first page after the login: each role's own."""
    if account.role in PAGES["cases"].roles:
        return _cases(request, account)
    for name in ("calls", "accounts"):
        if account.role in PAGES[name].roles:
            return RedirectResponse(PAGES[name].path, 303)
    return page(request, account, "rest.html")


def _cases(request: Request, account: Account) -> Response:
    office: Office = request.app.state.office
    asked = {key: request.query_params[key] for key in _KEYS if key in request.query_params}
    wanted = Filter(**asked)

    def query(**changed: str) -> str:
        return urlencode({key: value for key, value in (asked | changed).items() if value})

    key, label, places = _choices(office, account)
    return page(
        request,
        account,
        "cases.html",
        listing=listing(office, account, wanted),
        alarms=alarms(office, account),
        tabs=TABS,
        wanted={name: getattr(wanted, name) for name in _KEYS},
        query=query,
        places=places,
        place_key=key,
        place_label=label,
    )


def _choices(office: Office, account: Account) -> tuple[str, str, list[tuple[str, str]]]:
    """By what the list can be narrowed: the county by town, a town by village, a village by nothing."""
    places = office.county(account.county).places
    level = ROLES[account.role].level
    if level == "county":
        return "town", "只看哪个镇", [(town.code, town.name) for town in places.towns]
    if level == "town":
        return "village", "只看哪个村", [(each.code, each.name) for each in places.villages(account.area)]
    return "", "", []


def village_names(office: Office, account: Account) -> dict[str, str]:
    """Every village of the county: full name → code, for fields where a village is typed."""
    county = office.county(account.county)
    return {words.place(county, d.code): d.code for d in county.places.all() if d.level == "village"}
