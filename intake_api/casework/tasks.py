"""Things a person must do: answer an emergency, call somebody back, tell a farmer something. Taken by one, finished
with a word."""

from typing import Any

from sqlalchemy import Connection, RowMapping, and_, case, select, update
from sqlmodel import Session

from intake_api.access.accounts import by_id
from intake_api.access.scope import visible_tasks
from intake_api.casework import dossier as dossiers
from intake_api.casework.actions import carried_out
from intake_api.casework.history import REFUSALS
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES, TASKS
from intake_api.office import Work
from knowledge.text import clean

TELL = "tell"  # news for a farmer who cannot be written to (notices.by_phone)


def open_tasks(reader: Connection | Session, account: Account) -> list[RowMapping]:
    """What is still to do within the account's area: emergencies first, then by the clock."""
    urgent_first = case((TASKS.c.kind == "emergency", 0), else_=1)
    query = (
        select(TASKS)
        .where(visible_tasks(account), TASKS.c.done_at.is_(None))
        .order_by(urgent_first, TASKS.c.due_at, TASKS.c.id)
    )
    return list(reader.execute(query).mappings())


def acknowledge(work: Work, account: Account, task_id: str) -> RowMapping:
    """The account takes the task; alarms end. Twice by the same person is the same as once."""
    task = _task(work, account, task_id)
    if task["acknowledged_by"] == account.id or task["done_at"]:
        return task
    free = TASKS.c.acknowledged_at.is_(None)
    after = _write(work, task, free, {"acknowledged_at": work.now, "acknowledged_by": account.id})
    if after is None:
        raise Conflict(_taken(work, task_id))
    return after


def finish(work: Work, account: Account, task_id: str, note: str) -> RowMapping:
    """The task is done; ``note`` says how it ended. Also takes it, when nobody had."""
    note = clean(note, 500)
    if not note:
        raise Invalid("请写一句怎么处理的，例如“已经打通，下午上门”")
    task = _task(work, account, task_id)
    # The case first, like whoever does a step with it and has something to tell: nobody waits for the other.
    refused = _refused(work, task) if task["kind"] == TELL else None
    values: dict[str, Any] = {"done_at": work.now, "done_by": account.id, "note": note}
    if task["acknowledged_at"] is None:
        values |= {"acknowledged_at": work.now, "acknowledged_by": account.id}
    after = _write(work, task, TASKS.c.done_at.is_(None), values)
    if after is None:
        raise Conflict("这件事已经有人办完了，请刷新页面看最新情况。")
    _log(work, account, after)
    if refused is not None:
        _told(work, account, refused, note)
    return after


def _refused(work: Work, task: RowMapping) -> RowMapping | None:
    here = (CASES.c.county == work.code, CASES.c.id == task["case_id"], CASES.c.state == "REJECTED")
    return work.connection.execute(select(CASES).where(*here).with_for_update()).mappings().one_or_none()


def _told(work: Work, account: Account, case: RowMapping, note: str) -> None:
    """The farmer was told by telephone: a refusal that stands and was not told yet is now (裁定 4)."""
    dossier, chosen = dossiers.load(work, case), action("tell_refusal")
    if dossier.history.since(*REFUSALS).last("refusal_told"):
        return
    if account.role not in chosen.roles:
        raise NotAllowed("没有纳入的结果由村里、镇信息员或者坐席来告诉农户")
    carried_out(work, account, dossier, chosen, {"how": "phone", "note": note})


def _task(work: Work, account: Account, task_id: str) -> RowMapping:
    mine = and_(TASKS.c.county == work.code, TASKS.c.id == task_id, visible_tasks(account))
    task = work.connection.execute(select(TASKS).where(mine)).mappings().one_or_none()
    if task is None:
        raise NotFound("没有这件待办，或者不在您负责的地方")
    return task


def _write(work: Work, task: RowMapping, still: Any, values: dict[str, Any]) -> RowMapping | None:
    """The task as changed, or None when it is no longer so."""
    same = (TASKS.c.county == work.code, TASKS.c.id == task["id"])
    statement = update(TASKS).where(*same, still).values(**values).returning(*TASKS.c)
    return work.connection.execute(statement).mappings().one_or_none()


def _taken(work: Work, task_id: str) -> str:
    mine = (TASKS.c.county == work.code, TASKS.c.id == task_id)
    holder = work.connection.execute(select(TASKS.c.acknowledged_by).where(*mine)).scalar_one()
    by = by_id(work.connection, work.code, holder)
    return f"{by.name if by else '别人'}已经在处理这件事了"


def _log(work: Work, account: Account, task: RowMapping) -> None:
    if task["case_id"] is None:
        return
    mine = (CASES.c.county == work.code, CASES.c.id == task["case_id"])
    found = work.connection.execute(select(CASES).where(*mine)).mappings().one_or_none()
    if found is not None:
        record(work, found, "task_done", account.id, task=task["id"], task_kind=task["kind"])
