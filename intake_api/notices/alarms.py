"""Emergencies ring again and again until somebody says "mine" (裁定 6)."""

from datetime import timedelta

from sqlalchemy import func, select, update

from intake_api.models.tables import TASKS
from intake_api.notices.tell import tell_emergency
from intake_api.office import Work


def ring(work: Work) -> int:
    """Alarm again for every emergency that nobody acknowledged within the policy's minutes. Returns how many rang.

    To be called every minute or so. Two processes may do it at once: a ring belongs to who counted it up.
    """
    latest = work.now - timedelta(minutes=work.county.policy.clocks.alarm_repeat_minutes)
    unanswered = (
        select(TASKS)
        .where(TASKS.c.county == work.code, TASKS.c.kind == "emergency", TASKS.c.done_at.is_(None))
        .where(TASKS.c.acknowledged_at.is_(None))
        .where(func.coalesce(TASKS.c.alarmed_at, TASKS.c.created_at) <= latest)
        .order_by(TASKS.c.created_at, TASKS.c.id)
    )
    tasks = work.connection.execute(unanswered).mappings().all()
    return sum(_ring(work, dict(task)) for task in tasks)


def _ring(work: Work, task: dict[str, object]) -> bool:
    # The counter is part of the condition: of two processes with the same row in hand one changes it.
    same = (TASKS.c.county == work.code, TASKS.c.id == task["id"], TASKS.c.alarms == task["alarms"])
    still = (TASKS.c.acknowledged_at.is_(None), TASKS.c.done_at.is_(None))
    values = {"alarms": TASKS.c.alarms + 1, "alarmed_at": work.now}
    if not work.connection.execute(update(TASKS).where(*same, *still).values(values)).rowcount:
        return False
    tell_emergency(work, task | {"alarms": int(str(task["alarms"])) + 1})
    return True
