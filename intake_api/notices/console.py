"""The notices an account sees behind its login."""

from sqlalchemy import Connection, RowMapping, select, update
from sqlmodel import Session

from intake_api.models import Account
from intake_api.models.tables import NOTICES
from intake_api.notices.outbox import CONSOLE
from intake_api.office import Work


def unread(reader: Connection | Session, account: Account, limit: int = 50) -> list[RowMapping]:
    """What the account has not seen yet, newest first."""
    query = (
        select(NOTICES)
        .where(NOTICES.c.county == account.county, NOTICES.c.account_id == account.id)
        .where(NOTICES.c.state == "due", NOTICES.c.channel == CONSOLE)
        .order_by(NOTICES.c.created_at.desc(), NOTICES.c.id.desc())
        .limit(limit)
    )
    return list(reader.execute(query).mappings())


def mark_read(work: Work, account: Account, *, notice_id: str = "", case_id: str = "") -> int:
    """Mark one notice, or all about one case, or (with neither) all, as read by the account. Returns how many."""
    mine = [NOTICES.c.county == work.code, NOTICES.c.account_id == account.id]
    mine += [NOTICES.c.channel == CONSOLE, NOTICES.c.state == "due"]
    if notice_id:
        mine.append(NOTICES.c.id == notice_id)
    if case_id:
        mine.append(NOTICES.c.case_id == case_id)
    return work.connection.execute(update(NOTICES).where(*mine).values(state="read", read_at=work.now)).rowcount
