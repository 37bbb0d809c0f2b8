"""The door of the console: the start page, logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access.logins import LONGEST, WrongPassword, log_in, log_out
from intake_api.console import words
from intake_api.console.cases_page import home
from intake_api.console.guard import same_site
from intake_api.console.pages import page
from intake_api.routes.who import COOKIE, TheOffice, Visitor

router = APIRouter(dependencies=[Depends(same_site)])


@router.get("/console", response_model=None)
def start(request: Request, account: Visitor) -> Response:
    """The person's own work, or the login form."""
    return login_form(request) if account is None else home(request, account)


@router.post("/console/login", response_model=None)
def login(
    request: Request,
    office: TheOffice,
    login: Annotated[str, Form(max_length=64)] = "",
    password: Annotated[str, Form(max_length=256)] = "",
    county: Annotated[str, Form(max_length=12)] = "",
    next: Annotated[str, Form(max_length=512)] = "",
) -> Response:
    """Check the password and set the cookie."""
    try:
        _, token = log_in(office, login, password, county)
    except WrongPassword as refused:
        return login_form(request, str(refused), login, next, 403)
    response = RedirectResponse(_inside(next), 303)
    secure = request.url.scheme == "https" or office.settings.public_url.startswith("https:")
    response.set_cookie(
        COOKIE, token, max_age=int(LONGEST.total_seconds()), path="/", httponly=True, samesite="lax", secure=secure
    )
    return response


@router.post("/console/logout", response_model=None)
def logout(request: Request, office: TheOffice) -> Response:
    """End the session, here and in the database."""
    log_out(office, request.cookies.get(COOKIE, ""))
    response = RedirectResponse("/console", 303)
    response.delete_cookie(COOKIE, path="/")
    response.headers["Clear-Site-Data"] = '"storage"'  # the sheets of visits that the phone kept
    return response


def login_form(request: Request, error: str = "", login: str = "", next: str = "", status: int = 200) -> Response:
    """The form; in a demo also who may log in and which channels are on."""
    state = request.app.state
    return page(
        request,
        None,
        "login.html",
        status,
        error=error,
        login=login,
        next=next,
        demo=state.office.settings.demo,
        demo_accounts=state.demo_accounts,
        channels=_channels(request) if state.office.settings.demo else [],
        counties=[(code, each.name) for code, each in state.office.counties.items()],
    )


def _channels(request: Request) -> list[tuple[str, str]]:
    """Where farmers can report: (name, why not), the page itself first."""
    status = request.app.state.channels_status()
    return [(words.channel(name), why) for name, why in sorted(status.items(), key=lambda item: item[0] != "web")]


def _inside(address: str) -> str:
    """Only addresses of the console itself: a link must not lead elsewhere after the password."""
    inside = address.startswith("/console") and "\\" not in address and not any(c in address for c in "\r\n")
    return address if inside else "/console"
