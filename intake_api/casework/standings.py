"""How every open case stands against its clocks, read in batches: what warnings and digests are made from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, select

from intake_api.casework import clocks, history
from intake_api.casework.clocks import Deadline
from intake_api.casework.lifecycle import action
from intake_api.casework.states import HOLDERS
from intake_api.models.tables import CASES, REFERRALS
from knowledge.policy import County

BATCH = 500
# Whose clock it is, when it is not that of whoever has the next step.
_OWNERS: Mapping[str, frozenset[str]] = {
    "enter": action("entered").roles,
    "green_answer": action("fast_track").roles,
    "green_visit": frozenset({"village", "town_clerk"}),
}
_REFERRED = frozenset({"village", "town_clerk"})  # who handed it on writes down the answer (casework.referrals)


@dataclass(frozen=True, slots=True)
class Running:
    """A clock of a case that still waits for what it asks, and the roles that owe it. ``id`` tells one of several
    with the same name from the others."""

    case: RowMapping
    clock: Deadline
    roles: frozenset[str]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One open case: all its clocks that run, each on its own (裁定 3), and the roles that have the next step."""

    case: RowMapping
    running: tuple[Running, ...]
    roles: frozenset[str]

    def overdue(self, now: datetime) -> Deadline | None:
        """The 15 days, once they are over."""
        return next((r.clock for r in self.running if r.clock.name == "recognise" and r.clock.due <= now), None)


def standings(connection: Connection, county: County) -> Iterator[Standing]:
    """Every case that somebody owes a step, in order of id."""
    after = ""
    while rows := _batch(connection, county, after):
        logs = history.of_cases(connection, county, [row["id"] for row in rows])
        yield from (_standing(county, row, logs[row["id"]]) for row in rows if row["id"] in logs)
        after = rows[-1]["id"]


def referrals(connection: Connection, county: County) -> Iterator[Running]:
    """转办单 without an answer, the oldest first; also of cases that have ended, for the part that was handed on was
    not solved by that."""
    same = and_(CASES.c.county == REFERRALS.c.county, CASES.c.id == REFERRALS.c.case_id)
    sent = (REFERRALS.c.id.label("referral"), REFERRALS.c.sent_at, REFERRALS.c.due_at)
    here = (REFERRALS.c.county == county.code, REFERRALS.c.answered_at.is_(None))
    query = select(CASES, *sent).join(REFERRALS, same).where(*here).order_by(REFERRALS.c.due_at, REFERRALS.c.id)
    for row in connection.execute(query).mappings():
        end = row["due_at"].astimezone(county.zone)
        clock = Deadline("referral", "问到转办的回音", row["sent_at"], end)
        yield Running(row, clock, _REFERRED, row["referral"])


def _batch(connection: Connection, county: County, after: str) -> list[Any]:
    here = and_(CASES.c.county == county.code, CASES.c.id > after, CASES.c.state.in_(sorted(HOLDERS)))
    return list(connection.execute(select(CASES).where(here).order_by(CASES.c.id).limit(BATCH)).mappings())


def _standing(county: County, row: RowMapping, log: history.History) -> Standing:
    roles = action(row["proposal"]).roles if row["proposal"] else frozenset(HOLDERS[row["state"]])
    found = (clock for clock in clocks.deadlines(log, row["state"], county.policy) if clock.met is None)
    running = tuple(Running(row, clock, _OWNERS.get(clock.name, roles)) for clock in found)
    told = row["state"] == "REJECTED" and not running  # a refusal that was told waits for nobody
    return Standing(row, running, frozenset() if told else roles)
