"""The event log: the one place that writes events."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from intake_api.models import Event
from intake_api.office import Work

_INSERT = insert(Event)


def record_household(
    work: Work, household: Mapping[Any, Any], kind: str, actor: str, *, origin: str = "", day: str = "", **data: Any
) -> None:
    """Write down what happened to a household without a case: visited, listed, moved. ``day`` (YYYY-MM-DD): when it
    happened, if not today; Annex 2 counts by it."""
    case = {"id": None, "household_id": household["id"], "origin": origin, **_place(household)}
    work.connection.execute(_INSERT, _event(work, case, kind, actor, data) | ({"day": day} if day else {}))


def record_households(
    work: Work, households: Mapping[str, Mapping[Any, Any]], kind: str, actor: str, *, origin: str = "", **data: Any
) -> None:
    """The same for many at once, today; ``households`` by the id that the event gets."""
    rows = []
    for id, household in households.items():
        case = {"id": None, "household_id": household["id"], "origin": origin, **_place(household)}
        rows.append(_event(work, case, kind, actor, data, id))
    if rows:
        work.connection.execute(_INSERT, rows)


def record(work: Work, case: Mapping[Any, Any], kind: str, actor: str, **data: Any) -> None:
    """Write down that ``kind`` happened to ``case`` now.

    ``case`` needs id, household_id, origin, town and village as they are *after* what happened: Annex 2 counts an
    event where the household lived then. ``actor`` is an account id, or the channel for what a farmer did.
    """
    work.connection.execute(_INSERT, _event(work, case, kind, actor, data))


def _place(row: Mapping[Any, Any]) -> dict[str, str]:
    return {"town": row["town"], "village": row["village"]}


def _event(
    work: Work, case: Mapping[Any, Any], kind: str, actor: str, data: Mapping[str, Any], id: str = ""
) -> dict[str, Any]:
    return {
        "county": work.code,
        "id": id or work.new_id(),
        "case_id": case["id"],
        "household_id": case["household_id"],
        "kind": kind,
        "origin": case["origin"],
        "at": work.now,
        "day": work.today().isoformat(),
        **_place(case),
        "actor": actor,
        "data": dict(data),
    }
