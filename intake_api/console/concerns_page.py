"""重点对象: the fourteen groups of the plan (方案 一(一)) from town to village to household, each with its reasons."""

from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from intake_api.access import audit
from intake_api.console import words
from intake_api.console.concern_lists import Wanted, concerns_page
from intake_api.console.guard import LoggedIn
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.routes.who import TheOffice
from intake_api.screening.groups import GROUPS

router = APIRouter(prefix="/console/concerns", dependencies=[Depends(user_of("concerns"))])


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The figures of the area, down to the households of a village."""
    query = parse_qsl(str(request.url.query))
    wanted = Wanted(**{key: value.replace("\0", "") for key, value in query if key in Wanted.__slots__})
    found = concerns_page(office, account, wanted)
    if found.homes:
        audit.looked(office, account.id, account.county, "read", "concerns")
    number = int(wanted.page or 1)
    return page(
        request,
        account,
        "concerns.html",
        wanted=wanted,
        found=found,
        group=GROUPS.get(wanted.group),
        groups=GROUPS,
        place=words.place(office.county(account.county), wanted.village or wanted.town),
        earlier=wanted.link(page=str(number - 1)) if number > 1 else "",
        later=wanted.link(page=str(number + 1)) if found.more else "",
    )
