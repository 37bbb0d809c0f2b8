"""What cannot be written to a farmer is told by telephone: a closed web page, a caller, a chat that takes nothing.
One open call a case: what else there is to say is added to it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from dialogs.kinds import NO_PHONE
from intake_api.casework import clocks
from intake_api.casework.history import REFUSALS
from intake_api.models.tables import TASKS
from intake_api.notices import cadre_words, recipients
from intake_api.notices.cadre_words import Row
from intake_api.notices.tell import About, tasks_link, tell
from intake_api.office import Work

KIND = "tell"
_LONGEST = 1000


def call_farmer(
    work: Work, case: Row, event: str, text: str, *, alert: bool = False, stale: Collection[str] = ()
) -> None:
    """Somebody near the farmer rings up and says ``text``, which is about ``event``. The call stands in their list;
    ``alert`` brings it to their notice too, as a refusal always is. ``stale`` is what need not be said any more."""
    if task := _open_one(work, case):
        before = [line for line in task["words"].splitlines() if line not in (*stale, text)]
        said = "\n".join((*before, text))[-_LONGEST:]
        values = {"words": said, "detail": event, "due_at": min(task["due_at"], _due(work, event))}
        here = (TASKS.c.county == work.code, TASKS.c.id == task["id"])
        work.connection.execute(update(TASKS).where(*here).values(**values))
        return
    row = work.connection.execute(insert(TASKS).values(**_new(work, case, event, text)).returning(TASKS))
    task = row.mappings().one()
    if not (alert or event in REFUSALS):
        return
    told = recipients.of_callback(work, case["town"], case["village"])
    about = About(f"task:{task['id']}:tell", tasks_link(work), case_id=case["id"], task_id=task["id"])
    tell(work, told, cadre_words.to_tell(work, task), about)


def drop_call(work: Work, case: Row, note: str, *, by: str = "") -> None:
    """The farmer knows: nothing is left to be said. ``note`` is why, ``by`` the account that told them."""
    work.connection.execute(update(TASKS).where(*_open(work, case)).values(done_at=work.now, done_by=by, note=note))


def drop_lines(work: Work, case: Row, known: Collection[str], note: str) -> None:
    """The farmer knows ``known``: the call, if one is open, says what is left, and is not made when nothing is."""
    if (task := _open_one(work, case)) is None:
        return
    left = "\n".join(line for line in task["words"].splitlines() if line not in known)
    if not left:
        drop_call(work, case, note)
    elif left != task["words"]:
        here = (TASKS.c.county == work.code, TASKS.c.id == task["id"])
        work.connection.execute(update(TASKS).where(*here).values(words=left))


def is_call_open(work: Work, case: Row) -> bool:
    """Whether a call is still to be made."""
    return work.connection.execute(select(TASKS.c.id).where(*_open(work, case)).limit(1)).first() is not None


def _open(work: Work, case: Row) -> tuple[ColumnElement[bool], ...]:
    mine = (TASKS.c.county == work.code, TASKS.c.case_id == case["id"], TASKS.c.kind == KIND)
    return (*mine, TASKS.c.done_at.is_(None))


def _open_one(work: Work, case: Row) -> RowMapping | None:
    query = select(TASKS).where(*_open(work, case)).limit(1).with_for_update()
    return work.connection.execute(query).mappings().first()


def _due(work: Work, event: str) -> datetime:
    """A refusal within the working days of the plan, anything else within those of a call-back."""
    policy = work.county.policy
    if event in REFUSALS:
        return clocks.due(work.now, policy.clocks.refusal, policy)
    return work.now + timedelta(hours=policy.clocks.callback_hours)


def _new(work: Work, case: Row, event: str, text: str) -> dict[str, Any]:
    return {
        "county": work.code, "id": work.new_id(), "kind": KIND, "detail": event, "words": text,
        "channel": case["channel"], "user": "", "case_id": case["id"], "name": case["name"],
        "phone": "" if case["phone"] == NO_PHONE else case["phone"], "town": case["town"], "village": case["village"],
        "created_at": work.now, "due_at": _due(work, event), "alarms": 0, "acknowledged_by": "", "done_by": "",
        "note": "",
    }  # fmt: skip
