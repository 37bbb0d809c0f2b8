"""Binding one's own WeChat or Telegram, so that notices come to the pocket."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access import bindings
from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/binding", dependencies=[Depends(same_site), Depends(user_of("binding"))])


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """What is bound, and a button for a new code."""
    return _page(request, office, account)


@router.post("/code", response_model=None)
def code(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """Show a fresh code. It is shown once: reloading makes another."""
    with office.work(account.county) as work:
        fresh = bindings.new_code(work, account)
    return _page(request, office, account, fresh)


@router.post("/remove", response_model=None)
def remove(account: LoggedIn, office: TheOffice, channel: Annotated[str, Form(max_length=32)]) -> Response:
    """Send no more notices there."""
    with office.work(account.county) as work:
        bindings.unbind(work, account, channel)
    return RedirectResponse("/console/binding", 303)


def _page(request: Request, office: Office, account: Account, code: str = "") -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        found = bindings.bound(session.connection(), account)
    lines = [
        {
            "channel": b.channel,
            "label": words.channel(b.channel),
            "at": words.moment(words.local(county, b.bound_at)),
        }
        for b in found
    ]
    return page(request, account, "binding.html", bound=lines, code=code)
