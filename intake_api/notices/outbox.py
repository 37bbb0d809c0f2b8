"""The outbox: notices wait here until a bot has carried them out, and survive any crash on the way.

A notice is claimed for a while (the lease). A bot that dies in between lets the lease end, and the notice comes
back under the same key: it is sent at least once, and twice only when the crash fell between sending and saying so.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Update, and_, bindparam, or_, select, update

from dialogs.messages import Notice, Outcome
from intake_api.errors import Invalid, NotFound
from intake_api.models.tables import NOTICES
from intake_api.office import Work
from intake_api.store.once import insert_once

LEASE = 60  # seconds
TRIES = 8  # then a person must look
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=30)
STUCK_AFTER = timedelta(minutes=15)
CONSOLE = "console"  # read behind the login, carried by nobody


def post(
    work: Work,
    key: str,
    *,
    channel: str,
    text: str,
    user: str = "",
    account_id: str | None = None,
    case_id: str | None = None,
    task_id: str | None = None,
    title: str = "",
    link: str = "",
) -> bool:
    """Put one notice in the outbox. False when its key is there already: the same notice is written once."""
    values: dict[str, Any] = {
        "county": work.code, "id": work.new_id(), "key": key, "channel": channel, "user": user,
        "account_id": account_id, "case_id": case_id, "task_id": task_id, "title": title, "text": text,
        "link": link, "state": "due", "created_at": work.now, "due_at": work.now, "tries": 0, "error": "",
    }  # fmt: skip
    return insert_once(work.connection, NOTICES, values)


def claim(work: Work, channel: str, limit: int, lease_seconds: int = LEASE) -> list[Notice]:
    """Take up to ``limit`` due notices of ``channel`` for a while, oldest first; no two callers get the same."""
    parameters = {
        "of_county": work.code,
        "of_channel": channel,
        "now": work.now,
        "most": limit,
        "until": work.now + timedelta(seconds=lease_seconds),
    }
    taken = work.connection.execute(_CLAIM, parameters).mappings().all()
    return [_notice(row) for row in sorted(taken, key=lambda row: (row["created_at"], row["id"]))]


def _claim_statement() -> Update:
    due = (
        select(NOTICES.c.id)
        .where(NOTICES.c.county == bindparam("of_county"), NOTICES.c.channel == bindparam("of_channel"))
        # While claimed, due_at is the end of the lease: one range of one index finds both kinds.
        .where(NOTICES.c.state.in_(("due", "claimed")), NOTICES.c.due_at <= bindparam("now"))
        .where(NOTICES.c.tries < TRIES)
        .order_by(NOTICES.c.due_at, NOTICES.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)  # PostgreSQL; SQLite has one writer and leaves it out
        .cte("taken")  # chosen once: as a plain subquery PostgreSQL may run it again and take more than asked
    )
    return (
        update(NOTICES)
        .where(NOTICES.c.county == bindparam("of_county"), NOTICES.c.id.in_(select(due.c.id)))
        .values(state="claimed", tries=NOTICES.c.tries + 1, lease_until=bindparam("until"), due_at=bindparam("until"))
        .returning(*NOTICES.c)
    )


_CLAIM = _claim_statement()


def _notice(row: RowMapping) -> Notice:
    return Notice(row["id"], row["key"], row["channel"], row["user"], row["text"], row["link"], row["county"])


def settle(work: Work, notice_id: str, outcome: Outcome, error: str = "") -> RowMapping | None:
    """Write down what became of a claimed notice, and return it. Saying it twice is the same as once: None then."""
    where = (NOTICES.c.county == work.code, NOTICES.c.id == notice_id)
    row = work.connection.execute(select(NOTICES).where(*where)).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这条通知")
    if row["state"] != "claimed":
        return None
    values = _settled(row, outcome, work.now) | {"error": error[:200], "lease_until": None}
    changed = update(NOTICES).where(*where, NOTICES.c.state == "claimed").values(**values)
    return work.connection.execute(changed.returning(*NOTICES.c)).mappings().one_or_none()


def _settled(row: RowMapping, outcome: Outcome, now: datetime) -> dict[str, Any]:
    if outcome == "sent":
        return {"state": "sent", "sent_at": now}
    if outcome == "later" and row["tries"] < TRIES:
        return {"state": "due", "due_at": now + pause(row["tries"])}
    if outcome in ("later", "never", "gone"):
        return {"state": "failed"}
    raise Invalid("通知的结果只能是 sent、later、never 或 gone")


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries: doubling, up to half an hour."""
    return min(FIRST_PAUSE * (1 << min(tries, 16) - 1), LONGEST_PAUSE)


def stuck(work: Work) -> list[RowMapping]:
    """Notices that a person should look at: failed, or not delivered for a quarter of an hour. Newest first."""
    query = select(NOTICES).where(*stuck_ones(work)).order_by(NOTICES.c.created_at.desc(), NOTICES.c.id.desc())
    return list(work.connection.execute(query.limit(200)).mappings())


def stuck_ones(work: Work) -> tuple[ColumnElement[bool], ...]:
    """The conditions that make a notice a stuck one."""
    waiting = and_(NOTICES.c.state.in_(("due", "claimed")), NOTICES.c.created_at <= work.now - STUCK_AFTER)
    return (NOTICES.c.county == work.code, NOTICES.c.channel != CONSOLE, or_(NOTICES.c.state == "failed", waiting))
