"""When a case comes to another village, what is still to be done for it goes along (K9: from here on; what has
happened stays where it was)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, or_, select, update

from intake_api.access.accounts import by_id
from intake_api.access.scope import visible_tasks
from intake_api.models.tables import ISSUES, MEASURES, TASKS
from intake_api.notices.tell import tell_callback, tell_emergency
from intake_api.office import Work

Row = Mapping[Any, Any]


def move_along(work: Work, case: Row, *, ring: bool = True) -> None:
    """Open calls, issues and measures of ``case`` go to the place where it is now. Its new village hears of what
    nobody there has taken; of emergencies only with ``ring``, for whoever alarms by themselves."""
    place = {"town": case["town"], "village": case["village"]}
    unsolved = (ISSUES.c.resolved_at.is_(None),)
    planned = (MEASURES.c.implemented_at.is_(None), MEASURES.c.dropped_at.is_(None))
    for table, still in ((ISSUES, unsolved), (MEASURES, planned)):
        here = (table.c.county == work.code, table.c.case_id == case["id"])
        work.connection.execute(update(table).where(*here, *still).values(**place))
    elsewhere = or_(TASKS.c.village != place["village"], TASKS.c.town != place["town"])
    open_ = (TASKS.c.county == work.code, TASKS.c.case_id == case["id"], TASKS.c.done_at.is_(None), elsewhere)
    moved = work.connection.execute(update(TASKS).where(*open_).values(**place).returning(TASKS)).mappings().all()
    for task in sorted(moved, key=lambda row: row["id"]):
        if not _is_held(work, task):
            _tell(work, _freed(work, task, ring=ring), ring=ring)


def _is_held(work: Work, task: RowMapping) -> bool:
    """Whether somebody took it who still sees it where it is now."""
    holder = by_id(work.connection, work.code, task["acknowledged_by"]) if task["acknowledged_at"] else None
    if holder is None:
        return False
    query = select(TASKS.c.id).where(visible_tasks(holder), TASKS.c.id == task["id"])
    return work.connection.execute(query).first() is not None


def _freed(work: Work, task: RowMapping, *, ring: bool) -> RowMapping:
    """Nobody's any more; the ring is counted, so that it is a notice of its own (裁定 6)."""
    values: dict[str, Any] = {"acknowledged_at": None, "acknowledged_by": ""}
    if ring and task["kind"] == "emergency":
        values |= {"alarms": task["alarms"] + 1, "alarmed_at": work.now}
    here = (TASKS.c.county == work.code, TASKS.c.id == task["id"])
    return work.connection.execute(update(TASKS).where(*here).values(**values).returning(TASKS)).mappings().one()


def _tell(work: Work, task: RowMapping, *, ring: bool) -> None:
    if task["kind"] == "emergency":
        if ring:
            tell_emergency(work, task)
    elif task["kind"] in ("callback", "human"):
        tell_callback(work, task)
