"""Accounts, for the administrator: who may log in as what."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access import accounts
from intake_api.access.roles import ROLES, label
from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.errors import Invalid, Problem
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/accounts", dependencies=[Depends(same_site), Depends(user_of("accounts"))])

_Field = Annotated[str, Form(max_length=128)]


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """All accounts, and a form for a new one."""
    return _page(request, office, account)


@router.post("", response_model=None)
def add(
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    login: _Field = "",
    name: _Field = "",
    role: _Field = "",
    area: _Field = "",
    phone: _Field = "",
    department: _Field = "",
    password: _Field = "",
) -> Response:
    """Open an account; what was typed stays when something does not fit."""
    typed = {"login": login, "name": name, "role": role, "area": area, "phone": phone, "department": department}
    try:
        with office.work(account.county) as work:
            code = _code(office, account, area)
            accounts.add(
                work,
                login=login,
                name=name,
                role=role,
                area=code,
                phone=phone,
                department=department,
                password=password,
                by=account.id,
            )
    except Problem as refused:
        return _page(request, office, account, str(refused), typed, refused.status)
    return RedirectResponse("/console/accounts", 303)


@router.post("/disable", response_model=None)
def disable(account: LoggedIn, office: TheOffice, login: _Field) -> Response:
    """Close an account; its sessions end at once."""
    if login == account.login:
        raise Invalid("不能停用自己的账号")
    with office.work(account.county) as work:
        accounts.disable(work, login, by=account.id)
    return RedirectResponse("/console/accounts", 303)


@router.post("/password", response_model=None)
def password(request: Request, account: LoggedIn, office: TheOffice, login: _Field, password: _Field = "") -> Response:
    """A new password for somebody who forgot it or locked the account."""
    try:
        with office.work(account.county) as work:
            accounts.change_password(work, login, password, by=account.id)
    except Problem as refused:
        return _page(request, office, account, str(refused), status=refused.status)
    return RedirectResponse("/console/accounts", 303)


def _code(office: Office, account: Account, area: str) -> str:
    """A division typed by its name, or its code."""
    county = office.county(account.county)
    area = area.strip()
    names = {words.place(county, each.code): each.code for each in county.places.all()}
    return names.get(area, area)


def _page(
    request: Request,
    office: Office,
    account: Account,
    error: str = "",
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        found = accounts.list_accounts(session.connection(), account.county)
    lines: list[dict[str, Any]] = [
        {"account": each, "role": label(each.role), "area": each.department or words.place(county, each.area)}
        for each in found
    ]
    return page(
        request,
        account,
        "accounts.html",
        status,
        lines=lines,
        roles=ROLES.values(),
        areas=[words.place(county, d.code) for d in county.places.all() if d.level in ("county", "town", "village")],
        departments=county.policy.departments,
        error=error,
        typed=typed or dict.fromkeys(("login", "name", "role", "area", "phone", "department"), ""),
    )
