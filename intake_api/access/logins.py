"""Logging in and staying logged in: a random token in a cookie, of which only the hash is stored."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake_api.access import accounts, passwords
from intake_api.access.audit import NOBODY, looked, note
from intake_api.errors import NotAllowed
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, LOGINS
from intake_api.office import Office, Work

IDLE = timedelta(minutes=30)  # 等保：闲置 30 分钟退出
LONGEST = timedelta(hours=12)  # a working day; then the password again
FAILURES = 5  # 等保：连错 5 次
LOCKED = timedelta(minutes=15)
LOCKED_WORDS = "登录名或密码不对。连着错了 5 次，请过 15 分钟再试，或者请系统管理员帮忙。"
WRONG_WORDS = "登录名或密码不对，请再试一次。"
_LAZY = timedelta(minutes=1)  # a session is prolonged once a minute, not on every click


class WrongPassword(NotAllowed):
    """Not logged in. The same words whatever was wrong."""

    title = "没有登录"


def log_in(office: Office, login: str, password: str, county: str = "") -> tuple[Account, str]:
    """The account and a fresh session token. Raises ``WrongPassword``; the failed try itself is kept."""
    code = office.county(county).code
    with office.database.read() as session:
        known = accounts.by_login(session.connection(), code, login)
    # Slow on purpose, so outside any transaction; an unknown login costs the same time as a wrong password.
    fits = passwords.fits(known.password if known else "", password)
    with office.work(code) as work:
        account = accounts.by_login(work.connection, code, login, hold=True)
        if account and not account.disabled and not _is_locked(account, work.now):
            if fits:
                _set(work, account, failures=0, locked_until=None)
                token = _open(work, account)
                note(work, account.id, "logged_in", f"account:{account.id}")
                return account, token
            _count_failure(work, account)
        locked = account is not None and _is_locked(account, work.now)
    if account is None or account.disabled:
        # What was typed is not kept: it may be a password. Once an hour says enough; who guesses could fill the chain.
        whose = account.id if account else "unknown"
        looked(office, NOBODY, code, "login_failed", f"account:{whose}")
    raise WrongPassword(LOCKED_WORDS if locked else WRONG_WORDS)


def account_of(office: Office, token: str, *, prolong: bool = True) -> Account | None:
    """Who is behind a cookie, or None. ``prolong``: this was a person's doing, so the half hour starts anew."""
    began = _began(token)
    if began is None:
        return None
    now = office.clock()
    found = _find(office, token)
    if found is None:
        return None
    account, until = found
    if account.disabled or until <= now or began + LONGEST <= now:
        return None
    wanted = min(now + IDLE, began + LONGEST)
    if prolong and wanted - until > _LAZY:
        with office.work(account.county) as work:
            work.connection.execute(update(LOGINS).where(*_key(account.county, token)).values(until=wanted))
    return account


def log_out(office: Office, token: str) -> None:
    """End the session. A token that is not known is no error."""
    if found := _find(office, token):
        with office.work(found[0].county) as work:
            work.connection.execute(delete(LOGINS).where(*_key(work.code, token)))


def _open(work: Work, account: Account) -> str:
    # The moment of the beginning travels in the token; the stored hash covers it, so it cannot be changed.
    token = f"{secrets.token_urlsafe(32)}.{int(work.now.timestamp())}"
    work.connection.execute(delete(LOGINS).where(LOGINS.c.county == work.code, LOGINS.c.until < work.now))
    insert = sqlite.insert if work.office.database.is_sqlite else postgresql.insert
    work.connection.execute(
        insert(LOGINS).values(county=work.code, token_hash=_hash(token), account_id=account.id, until=work.now + IDLE)
    )
    return token


def _find(office: Office, token: str) -> tuple[Account, datetime] | None:
    both = LOGINS.join(ACCOUNTS, (LOGINS.c.county == ACCOUNTS.c.county) & (LOGINS.c.account_id == ACCOUNTS.c.id))
    query = (
        select(*ACCOUNTS.c, LOGINS.c.until)
        .select_from(both)
        .where(LOGINS.c.county.in_(office.settings.counties), LOGINS.c.token_hash == _hash(token))
    )
    with office.database.read() as session:
        row = session.connection().execute(query).mappings().one_or_none()
    if row is None:
        return None
    values = dict(row)
    until = values.pop("until")
    return Account(**values), until


def _count_failure(work: Work, account: Account) -> None:
    account.failures += 1
    if account.failures >= FAILURES:
        account.failures, account.locked_until = 0, work.now + LOCKED
    _set(work, account, failures=account.failures, locked_until=account.locked_until)
    act = "login_failed" if account.failures else "locked"
    note(work, NOBODY, act, f"account:{account.id}")


def _set(work: Work, account: Account, **values: Any) -> None:
    mine = (ACCOUNTS.c.county == work.code, ACCOUNTS.c.id == account.id)
    work.connection.execute(update(ACCOUNTS).where(*mine).values(**values))


def _is_locked(account: Account, now: datetime) -> bool:
    return account.locked_until is not None and now < account.locked_until


def _key(county: str, token: str) -> tuple[Any, Any]:
    return LOGINS.c.county == county, LOGINS.c.token_hash == _hash(token)


def _began(token: str) -> datetime | None:
    _, _, seconds = token.rpartition(".")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() and len(seconds) < 12 else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
