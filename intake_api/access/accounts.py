"""Adding, listing and closing accounts. Each person has an account of their own (等保：不共用账号)."""

import re
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from intake_api.access.audit import SYSTEM, note
from intake_api.access.passwords import check_strength, hashed
from intake_api.access.roles import ROLES
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, LOGINS
from intake_api.office import Work
from knowledge.policy import County

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


def add(
    work: Work,
    *,
    login: str,
    name: str,
    role: str,
    area: str,
    password: str,
    phone: str = "",
    department: str = "",
    demo: bool = False,
    by: str = SYSTEM,
) -> Account:
    """Open an account. ``area`` is a 12-digit division code of the role's level, ``department`` a name of the policy's
    for a 部门联络员. Demo passwords may be easy. ``by`` is the id of the account that does it."""
    login = login.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise Invalid("登录名用小写字母和数字，2 到 32 个字符")
    if not name.strip():
        raise Invalid("请写上姓名")
    _check_area(work.county, role, area)
    _check_department(work.county, role, department)
    if not demo:
        check_strength(password, login)
    if by_login(work.connection, work.code, login):
        raise Conflict(f"登录名 {login} 已经有人用了，请换一个")
    account = Account(
        county=work.code,
        id=work.new_id(),
        login=login,
        name=name.strip(),
        role=role,
        area=area,
        department=department,
        phone=phone.strip(),
        password=hashed(password),
        created_at=work.now,
    )
    work.connection.execute(insert(ACCOUNTS).values(**account.model_dump()))
    note(work, by, "account_added", f"account:{account.id}", login=login, role=role, area=area)
    return account


def list_accounts(connection: Connection, county: str) -> list[Account]:
    """All accounts of a county, by role and login."""
    rows = connection.execute(
        select(ACCOUNTS).where(ACCOUNTS.c.county == county).order_by(ACCOUNTS.c.role, ACCOUNTS.c.login)
    )
    return [Account(**row) for row in rows.mappings()]


def disable(work: Work, login: str, *, by: str = SYSTEM) -> Account:
    """Close an account and end its sessions at once. Nothing is deleted: its name stays on what it did."""
    account = by_login(work.connection, work.code, login)
    if account is None:
        raise NotFound(f"没有登录名 {login}")
    mine = (LOGINS.c.county == work.code, LOGINS.c.account_id == account.id)
    work.connection.execute(delete(LOGINS).where(*mine))
    work.connection.execute(
        update(ACCOUNTS).where(ACCOUNTS.c.county == work.code, ACCOUNTS.c.id == account.id).values(disabled=True)
    )
    account.disabled = True
    note(work, by, "account_disabled", f"account:{account.id}", login=account.login)
    return account


def change_password(work: Work, login: str, password: str, *, demo: bool = False, by: str = SYSTEM) -> Account:
    """Give an account another password: its lock and its sessions end."""
    account = by_login(work.connection, work.code, login)
    if account is None:
        raise NotFound(f"没有登录名 {login}")
    if not demo:
        check_strength(password, account.login)
    work.connection.execute(delete(LOGINS).where(LOGINS.c.county == work.code, LOGINS.c.account_id == account.id))
    fresh = {"password": hashed(password), "failures": 0, "locked_until": None}
    work.connection.execute(
        update(ACCOUNTS).where(ACCOUNTS.c.county == work.code, ACCOUNTS.c.id == account.id).values(**fresh)
    )
    note(work, by, "password_changed", f"account:{account.id}", login=account.login)
    return account


def by_login(connection: Connection, county: str, login: str, *, hold: bool = False) -> Account | None:
    """The account with this login; ``hold``: nobody else changes it before the transaction ends."""
    return _one(connection, ACCOUNTS.c.county == county, ACCOUNTS.c.login == login.strip().lower(), hold=hold)


def by_id(connection: Connection, county: str, account_id: str) -> Account | None:
    """The account with this id."""
    return _one(connection, ACCOUNTS.c.county == county, ACCOUNTS.c.id == account_id)


def _one(connection: Connection, *where: Any, hold: bool = False) -> Account | None:
    query = select(ACCOUNTS).where(*where)
    row = connection.execute(query.with_for_update() if hold else query).mappings().one_or_none()
    return Account(**row) if row else None


def _check_area(county: County, role: str, area: str) -> None:
    if role not in ROLES:
        raise Invalid(f"没有“{role}”这种角色")
    division = county.places.get(area)
    level = ROLES[role].level
    if division is None or division.level != level:
        wanted = {"village": "村", "town": "镇（乡、街道）", "county": "区"}[level]
        raise Invalid(f"{ROLES[role].label}要选到{wanted}这一级")


def _check_department(county: County, role: str, department: str) -> None:
    """A department answers what it alone is asked; nobody else belongs to one."""
    if role == "dept" and department not in county.policy.departments:
        raise Invalid("部门联络员要选是哪个部门")
    if role != "dept" and department:
        raise Invalid("只有部门联络员要选部门，别的岗位请把部门空着")
