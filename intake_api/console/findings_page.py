"""疑似问题: how many at each town and village, which households, and closing a warning with the reason."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.casework import findings
from intake_api.casework.checks import CHECKS
from intake_api.console.finding_lists import SEVERITIES, SHOWN, Wanted, findings_page
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/findings", dependencies=[Depends(same_site), Depends(user_of("findings"))])
CASE_PAGE = "case"  # in ``back``: the form stood on the page of the case


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The figures of the area, down to the households of a village."""
    return _page(request, office, account, _wanted(str(request.url.query)))


@router.post("/{case_id}/{check_id}/{member}", response_model=None)
def close(
    case_id: str,
    check_id: str,
    member: int,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    why: Annotated[str, Form(max_length=findings.LONGEST)] = "",
    back: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """没有问题, and why."""
    try:
        with office.work(account.county) as work:
            findings.close(work, account, case_id, check_id, member, why)
    except (Conflict, Invalid) as refused:
        tried = f"{case_id}-{check_id}-{member}"
        wanted = Wanted(case=case_id)
        return _page(
            request, office, account, wanted, error=str(refused), tried=tried, typed=why, status=refused.status
        )
    return RedirectResponse(f"/console/cases/{case_id}" if back == CASE_PAGE else _wanted(back).link(), 303)


def _page(
    request: Request,
    office: Office,
    account: Account,
    wanted: Wanted,
    status: int = 200,
    *,
    error: str = "",
    tried: str = "",
    typed: str = "",
) -> Response:
    return page(
        request,
        account,
        "findings.html",
        status,
        wanted=wanted,
        found=findings_page(office, account, wanted),
        shown=SHOWN,
        severities=SEVERITIES,
        checks=CHECKS,
        query=wanted.link().partition("?")[2],
        error=error,
        tried=tried,
        typed=typed,
    )


def _wanted(query: str) -> Wanted:
    """Only what is known of an address: it comes back from forms as well."""
    known = {key: value for key, value in parse_qsl(query) if key in Wanted.__slots__}
    return Wanted(**{key: value.replace("\0", "") for key, value in known.items()})  # PostgreSQL takes no NUL
