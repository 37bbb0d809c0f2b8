"""Notices that did not get through: who has the place sees them, and sends them again or picks up the telephone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select, update

from intake_api.access.scope import visible, visible_tasks
from intake_api.errors import Conflict, NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES, NOTICES, TASKS
from intake_api.notices.outbox import stuck_ones
from intake_api.office import Work


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One notice, for whom it was (empty: the person who reported), where it should have gone and why it did not."""

    id: str
    to: str
    channel: str
    text: str
    error: str
    since: datetime
    case_id: str | None


def undelivered(work: Work, account: Account) -> list[Undelivered]:
    """What is stuck within the account's area, newest first."""
    notices = work.connection.execute(_within(work, account)).mappings()
    return [
        Undelivered(n["id"], n["name"] or "", n["channel"], n["text"], n["error"], n["created_at"], n["case_id"])
        for n in notices
    ]


def send_again(work: Work, account: Account, notice_id: str) -> None:
    """Lay a stuck notice out anew. Raises ``NotFound`` outside the area, ``Conflict`` when it is not stuck any more."""
    here = (NOTICES.c.county == work.code, NOTICES.c.id == notice_id)
    if work.connection.execute(select(NOTICES.c.id).where(*here, _in_area(account))).first() is None:
        raise NotFound("没有这条通知，或者不在您负责的地方。")
    if work.connection.execute(select(NOTICES.c.id).where(*here, *stuck_ones(work))).first() is None:
        raise Conflict("这条通知已经送到了，请刷新页面看最新情况。")
    again = {"state": "due", "due_at": work.now, "created_at": work.now, "tries": 0, "error": "", "lease_until": None}
    work.connection.execute(update(NOTICES).where(*here).values(**again))


def _in_area(account: Account) -> ColumnElement[bool]:
    of_case = exists(select(CASES.c.id).where(CASES.c.id == NOTICES.c.case_id, visible(account)))
    of_task = exists(select(TASKS.c.id).where(TASKS.c.id == NOTICES.c.task_id, visible_tasks(account)))
    return or_(of_case, of_task)


def _within(work: Work, account: Account) -> Select[tuple[object, ...]]:
    whose = (ACCOUNTS.c.county == NOTICES.c.county) & (ACCOUNTS.c.id == NOTICES.c.account_id)
    return (
        select(NOTICES, ACCOUNTS.c.name)
        .join(ACCOUNTS, whose, isouter=True)
        .where(*stuck_ones(work), _in_area(account))
        .order_by(NOTICES.c.created_at.desc(), NOTICES.c.id.desc())
        .limit(50)
    )
