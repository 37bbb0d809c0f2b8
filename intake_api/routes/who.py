"""Who is asking: a person with the console's cookie, or a program with a token."""

import hmac
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool

from intake_api.access.logins import account_of
from intake_api.models import Account
from intake_api.office import Office

COOKIE = "baopin_login"


def office_of(request: Request) -> Office:
    """The running intake."""
    office: Office = request.app.state.office
    return office


async def the_office(request: Request) -> Office:
    """The same as a dependency: not in a thread, or messages would wait in line behind slow logins."""
    return office_of(request)


TheOffice = Annotated[Office, Depends(the_office)]


def visitor(request: Request, office: TheOffice) -> Account | None:
    """The person logged in, or None."""
    token = request.cookies.get(COOKIE, "")
    return account_of(office, token) if token else None


Visitor = Annotated[Account | None, Depends(visitor)]


async def bot(request: Request, office: TheOffice) -> None:
    """Only the bots: they may post messages, pull notices and settle them."""
    demand(request, office.settings.api_token, "BAOPIN_API_TOKEN")


async def warner(request: Request, office: TheOffice) -> None:
    """Only a system that sends warnings: it may neither read nor decide anything."""
    demand(request, office.settings.warning_token, "BAOPIN_WARNING_TOKEN")


async def reader(request: Request, office: TheOffice) -> Account | None:
    """A person logged in, or None for a program with the report token. Anybody else: 401."""
    if "authorization" in request.headers:
        demand(request, office.settings.report_token, "BAOPIN_REPORT_TOKEN")
        return None
    account = await run_in_threadpool(visitor, request, office)
    if account is None:
        raise HTTPException(401, "请先登录", {"WWW-Authenticate": "Bearer"})
    return account


Reader = Annotated[Account | None, Depends(reader)]


def demand(request: Request, wanted: SecretStr, setting: str) -> None:
    """Let the request pass only with the bearer token; the comparison takes the same time for any wrong one."""
    secret = wanted.get_secret_value()
    if not secret:
        raise HTTPException(503, f"没有设置 {setting}")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), secret.encode()):
        raise HTTPException(401, "令牌不对", {"WWW-Authenticate": "Bearer"})
