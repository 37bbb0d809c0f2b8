"""The event log: the one place that writes events."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from intake_api.models import Event
from intake_api.office import Work

_INSERT = insert(Event)


def record(work: Work, case: Mapping[Any, Any], kind: str, actor: str, **data: Any) -> None:
    """Write down that ``kind`` happened to ``case`` now.

    ``case`` needs id, household_id, origin, town and village as they are *after* what happened: Annex 2 counts an
    event where the household lived then. ``actor`` is an account id, or the channel for what a farmer did.
    """
    event = {
        "county": work.code,
        "id": work.new_id(),
        "case_id": case["id"],
        "household_id": case["household_id"],
        "kind": kind,
        "origin": case["origin"],
        "at": work.now,
        "day": work.today().isoformat(),
        "town": case["town"],
        "village": case["village"],
        "actor": actor,
        "data": data,
    }
    work.connection.execute(_INSERT, event)
