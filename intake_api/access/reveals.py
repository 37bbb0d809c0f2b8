"""Who sees a case in clear: whoever has said why, for half an hour (等保：默认遮住，看要写原因，留痕). The entry in
the audit log is the permission; there is no other."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from intake_api.access.audit import note
from intake_api.access.roles import ROLES
from intake_api.errors import Invalid, NotAllowed
from intake_api.models import Account
from intake_api.models.tables import AUDIT
from intake_api.office import Work
from knowledge.people.masking import hide_private

OPEN_FOR = timedelta(minutes=30)
REASONS = {"call": "打电话联系", "visit": "上门核实", "review": "核对材料、开会、审定"}
OTHER = "other"  # with words of one's own


def may_open(account: Account) -> bool:
    """Whether the account may ever see a case in clear: who only looks may not."""
    return not account.disabled and ROLES[account.role].writes


def open_until(connection: Connection, account: Account, case_id: str, now: datetime) -> datetime | None:
    """Until when this account sees this case in clear; None: it is masked."""
    if not may_open(account):
        return None
    c = AUDIT.c
    mine = (c.county == account.county, c.subject == f"case:{case_id}", c.actor == account.id)
    query = select(func.max(c.at)).where(*mine, c.act == "revealed", c.at > now - OPEN_FOR)
    opened: datetime | None = connection.execute(query).scalar()
    return opened + OPEN_FOR if opened else None


def why(account: Account, reason: str, own_words: str) -> str:
    """The reason in words. Raises ``NotAllowed`` for who only looks, ``Invalid`` for no reason."""
    if not may_open(account):
        raise NotAllowed("您这个岗位只看遮住的信息。")
    if reason in REASONS:
        return REASONS[reason]
    if reason != OTHER or len(own_words.strip()) < 2:
        raise Invalid("请写上为什么要看全。")
    return hide_private(own_words.strip())


def open_case(work: Work, account: Account, case_id: str, reason: str) -> None:
    """Permit it, from now on. Call it last in a transaction, as ``audit.note``."""
    note(work, account.id, "revealed", f"case:{case_id}", reason=reason)
