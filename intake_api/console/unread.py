"""A person's notices in the console: how many are new, and the latest of all."""

from sqlalchemy import ColumnElement, and_, func, select

from intake_api.errors import NotFound
from intake_api.models import Account, NoticeRow
from intake_api.models.tables import NOTICES
from intake_api.office import Office


def own(account: Account) -> ColumnElement[bool]:
    """The condition over ``notice`` for one person's notices in the console."""
    table = NOTICES
    return and_(table.c.county == account.county, table.c.account_id == account.id, table.c.channel == "console")


def unread_count(office: Office, account: Account) -> int:
    """How many the person has not seen."""
    query = select(func.count()).select_from(NOTICES).where(own(account), NOTICES.c.state == "due")
    with office.database.read() as session:
        return session.connection().execute(query).scalar_one()


def latest(office: Office, account: Account, limit: int = 50) -> list[NoticeRow]:
    """The newest first."""
    query = select(NOTICES).where(own(account)).order_by(NOTICES.c.created_at.desc(), NOTICES.c.id.desc()).limit(limit)
    with office.database.read() as session:
        return [NoticeRow(**row) for row in session.connection().execute(query).mappings()]


def one(office: Office, account: Account, notice_id: str) -> NoticeRow:
    """One notice of the person's own. Raises ``NotFound``; somebody else's looks the same as not there."""
    with office.database.read() as session:
        query = select(NOTICES).where(own(account), NOTICES.c.id == notice_id)
        row = session.connection().execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这条通知，或者不是发给您的。")
    return NoticeRow(**row)
