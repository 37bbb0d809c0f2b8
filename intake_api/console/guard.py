"""What stands before every page: logged in, the right role, and no posts sent by other sites."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from intake_api.access.roles import ROLES
from intake_api.errors import NotAllowed
from intake_api.models import Account
from intake_api.routes.who import TheOffice, Visitor


class NotLoggedIn(Exception):
    """Nobody is logged in: the page answers with the login form."""


def logged_in(account: Visitor) -> Account:
    """The person logged in. Raises ``NotLoggedIn``."""
    if account is None:
        raise NotLoggedIn
    return account


LoggedIn = Annotated[Account, Depends(logged_in)]


def only(*roles: str) -> Callable[[Account], Account]:
    """A dependency that lets these roles pass."""
    unknown = set(roles) - set(ROLES)
    if unknown:
        raise ValueError(f"no such roles: {unknown}")

    def check(account: LoggedIn) -> Account:
        if account.role not in roles:
            raise NotAllowed("这一页不归您这个岗位用。需要的话请找系统管理员。")
        return account

    return check


def same_site(request: Request, office: TheOffice) -> None:
    """Refuse a post that another site made the browser send.

    Browsers say so in ``Sec-Fetch-Site``, older ones in ``Origin`` or ``Referer``; one that says nothing at all
    is refused, for the console is used with browsers only.
    """
    if request.method in ("GET", "HEAD"):
        return
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        ours = site in ("same-origin", "none")
    else:
        said = request.headers.get("origin") or request.headers.get("referer") or ""
        hosts = {request.headers.get("host", ""), _host(office.settings.public_url)} - {""}
        ours = _host(said) in hosts
    if not ours:
        raise NotAllowed("这一步不是从本系统的页面发来的，没有做。请回到页面上再点一次。")


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # "http://[": no browser sends that
        return ""
