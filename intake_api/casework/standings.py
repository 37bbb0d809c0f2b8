"""How every open case stands against its clocks, read in batches: what warnings and digests are made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, select

from intake_api.casework import clocks, history
from intake_api.casework.clocks import Deadline, Light
from intake_api.casework.lifecycle import action
from intake_api.casework.states import HOLDERS
from intake_api.models.tables import CASES
from knowledge.policy import County

BATCH = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """One open case: its pressing clock with its light, and the roles that have the next step."""

    case: RowMapping
    clock: Deadline | None
    light: Light
    roles: frozenset[str]
    overdue: Deadline | None = None  # the 15 days, once they are over


def standings(connection: Connection, county: County, now: datetime) -> Iterator[Standing]:
    """Every case that somebody owes a step, in order of id."""
    after = ""
    while rows := _batch(connection, county, after):
        logs = history.of_cases(connection, county, [row["id"] for row in rows])
        yield from (_standing(county, row, logs[row["id"]], now) for row in rows if row["id"] in logs)
        after = rows[-1]["id"]


def _batch(connection: Connection, county: County, after: str) -> list[Any]:
    here = and_(CASES.c.county == county.code, CASES.c.id > after, CASES.c.state.in_(sorted(HOLDERS)))
    return list(connection.execute(select(CASES).where(here).order_by(CASES.c.id).limit(BATCH)).mappings())


def _standing(county: County, row: RowMapping, log: history.History, now: datetime) -> Standing:
    running = clocks.deadlines(log, row["state"], county.policy)
    clock = clocks.pressing(running)
    light: Light = clocks.light(clock.start, clock.due, now, county.policy.warn) if clock else "green"
    roles = action(row["proposal"]).roles if row["proposal"] else frozenset(HOLDERS[row["state"]])
    overdue = next((each for each in running if each.name == "recognise" and not each.met and each.due <= now), None)
    return Standing(row, clock, light, roles, overdue)
