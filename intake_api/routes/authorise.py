"""The farmer's own page for 授权: opened by the one-time link, in plain words, without logging in (裁定 8)."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from intake_api.casework import authorisations
from intake_api.console.pages import page
from intake_api.errors import Invalid, Problem
from intake_api.notices import masked
from intake_api.office import Office
from intake_api.routes.pace import Pace
from intake_api.routes.who import TheOffice

router = APIRouter(include_in_schema=False)
# Four digits are guessed in ten thousand tries: a link is tried five times in ten minutes.
LINK, ADDRESS = Pace(5, 600), Pace(60, 60)
SLOW = "试得太快了，请过十分钟再来。号码拿不准的，可以请村干部帮着看。"
AGREED = "好，记下了。谢谢您。"
REFUSED = "好，您没有同意，我们记下了。没有人会为难您，村干部会再跟您说清楚。"


@router.get("/authorise/{token}", response_model=None)
def show(token: str, request: Request, office: TheOffice, county: str = "") -> HTMLResponse:
    """What is asked for, and two buttons. A used or wrong link says so in words."""
    try:
        _slow_down(ADDRESS, _from(request), office)
        return _ask(request, office, county, token)
    except Problem as refused:
        return _said(request, str(refused), refused.status)


@router.post("/authorise/{token}", response_model=None)
def answer(
    token: str,
    request: Request,
    office: TheOffice,
    county: str = "",
    agreed: Annotated[str, Form(max_length=8)] = "",
    last4: Annotated[str, Form(max_length=16)] = "",
) -> HTMLResponse:
    """The person's own word. A number that does not fit is asked for again."""
    try:
        _slow_down(ADDRESS, _from(request), office)
        _slow_down(LINK, hashlib.sha256(token.encode()).hexdigest(), office)
        try:
            _take(office, county, token, agreed, last4)
        except Invalid as refused:
            return _ask(request, office, county, token, str(refused), last4)
    except Problem as refused:
        return _said(request, str(refused), refused.status)
    return _said(request, AGREED if agreed == "yes" else REFUSED, 200)


def _take(office: Office, county: str, token: str, agreed: str, last4: str) -> None:
    if agreed not in ("yes", "no"):
        raise Invalid("请点“同意”或者“不同意”")
    with office.work(county) as work:
        authorisations.answer_link(work, token, agreed == "yes", last4)


class _TooFast(Problem):
    """Tried too often."""

    status = 429


def _ask(request: Request, office: Office, county: str, token: str, error: str = "", last4: str = "") -> HTMLResponse:
    with office.work(county) as work:
        row = authorisations.by_token(work, token)
        _, text = authorisations.text_for(work.county.policy, row["text_version"])
        number = authorisations.asked_at_link(row)
    return page(
        request,
        None,
        "authorise_link.html",
        422 if error else 200,
        name=masked.name(row["name"]),
        text=text.strip(),
        number=number,
        error=error,
        last4=last4,
        said="",
    )


def _said(request: Request, said: str, status: int) -> HTMLResponse:
    return page(request, None, "authorise_link.html", status, said=said, error="")


def _slow_down(pace: Pace, name: str, office: Office) -> None:
    if not pace.take(name, office.clock()):
        raise _TooFast(SLOW)


def _from(request: Request) -> str:
    return request.client.host if request.client else ""
