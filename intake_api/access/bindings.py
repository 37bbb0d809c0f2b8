"""A cadre's own chat address: bound with a six-digit code that the console shows and the bot hears."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from intake_api.access import accounts
from intake_api.counters import count_up, counted, forget_before
from intake_api.models import Account, Binding
from intake_api.models.tables import BINDING_CODES, BINDINGS
from intake_api.office import Work

VALID = timedelta(hours=1)
WRONG_AN_HOUR = 5  # guesses from one address
WRONG_IN_ALL = 200  # guesses in one county: a million codes stay a million


def new_code(work: Work, account: Account) -> str:
    """A code good for an hour and for one use; an earlier one of the same account ends."""
    connection = work.connection
    forget_before(work, "bind:", f"bind:{work.now:%Y%m%d%H}")
    connection.execute(
        delete(BINDING_CODES).where(
            BINDING_CODES.c.county == work.code,
            (BINDING_CODES.c.until <= work.now) | (BINDING_CODES.c.account_id == account.id),
        )
    )
    taken = set(connection.execute(select(BINDING_CODES.c.code).where(BINDING_CODES.c.county == work.code)).scalars())
    code = _fresh(taken)
    connection.execute(
        insert(BINDING_CODES).values(county=work.code, code=code, account_id=account.id, until=work.now + VALID)
    )
    return code


def bind(work: Work, channel: str, user: str, code: str) -> Account | None:
    """Bind the address to the account that was shown ``code``. None for a wrong or old code, and after too many."""
    counters = {_counter(work.now, channel, user): WRONG_AN_HOUR, _counter(work.now): WRONG_IN_ALL}
    if any(counted(work, name) >= most for name, most in counters.items()):
        return None
    account = _use(work, code.strip())
    if account is None:
        for name in counters:
            count_up(work, name)
        return None
    mine = (BINDINGS.c.county == work.code, BINDINGS.c.channel == channel, BINDINGS.c.user == user)
    work.connection.execute(delete(BINDINGS).where(*mine))
    work.connection.execute(
        insert(BINDINGS).values(county=work.code, channel=channel, user=user, account_id=account.id, bound_at=work.now)
    )
    return account


def bound(connection: Connection, account: Account) -> list[Binding]:
    """The addresses of an account."""
    mine = (BINDINGS.c.county == account.county, BINDINGS.c.account_id == account.id)
    rows = connection.execute(select(BINDINGS).where(*mine).order_by(BINDINGS.c.bound_at))
    return [Binding(**row) for row in rows.mappings()]


def unbind(work: Work, account: Account, channel: str) -> None:
    """Forget the account's addresses on a channel."""
    mine = (BINDINGS.c.county == work.code, BINDINGS.c.account_id == account.id, BINDINGS.c.channel == channel)
    work.connection.execute(delete(BINDINGS).where(*mine))


def _use(work: Work, code: str) -> Account | None:
    key = (BINDING_CODES.c.county == work.code, BINDING_CODES.c.code == code)
    used = work.connection.execute(
        delete(BINDING_CODES).where(*key, BINDING_CODES.c.until > work.now).returning(BINDING_CODES.c.account_id)
    ).scalar_one_or_none()
    account = accounts.by_id(work.connection, work.code, used) if used else None
    return account if account and not account.disabled else None


def _fresh(taken: set[str]) -> str:
    while True:
        code = f"{secrets.randbelow(1_000_000):06d}"
        if code not in taken:
            return code


def _counter(now: datetime, channel: str = "", user: str = "") -> str:
    who = hashlib.sha256(f"{channel}\0{user}".encode()).hexdigest()[:24] if user else "all"
    return f"bind:{now:%Y%m%d%H}:{who}"
