"""A department's list against the county's thresholds: each household line is counted (附件2 第8列), and becomes a hit
where it asks for a look. Screened twice is the same as once; a batch taken back takes its open hits along."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import update

from intake_api.access.audit import SYSTEM
from intake_api.casework import clocks
from intake_api.casework.log import record_households
from intake_api.intake.households import CLOSED
from intake_api.models.tables import CASES, EVENTS, HITS
from intake_api.office import Office, Work
from intake_api.reporting.counting import TAKEN_BACK
from intake_api.roster.batches import Stored, batch_of
from intake_api.roster.looking import by_index, by_values
from intake_api.roster.sources import Source
from intake_api.screening import lines
from intake_api.screening.lines import Line
from intake_api.screening.thresholds import judge, list_of

ORIGIN, SCREENED, UNDONE_EVENT = "DEPT", "screened", "screened_undone"
ALERT, VISIT = "alert", "visit"
OPEN, LINKED, VISITED, SETTLED, UNDONE = "open", "case", "visited", "settled", "undone"
PORTION = 1000  # households in one transaction: whoever reports meanwhile waits for no more
_HIT = [HITS.c[name] for name in ("household_id", "state", "case_id")]
_EVENT = (EVENTS.c.id,)
_BLANK = {"settled_why": ""}


def screen(office: Office, county: str, batch_id: str, *, portion: int = PORTION) -> int:
    """Count the lines of an applied batch and look which ask for more; how many lines were new. Of a list that is no
    screening there are none. Broken off, or called again when a candidate was decided, it goes on."""
    with office.database.read() as session:
        batch = batch_of(session.connection(), county, batch_id)
        found = lines.households(session.connection(), county, batch_id) if _screening(batch) else {}
    new = 0
    for some in _parts(found, portion):
        with office.work(county) as work:
            by_index(work.connection)
            new += _screened(work, batch_id, some)
    return new


def screen_one(work: Work, batch_id: str, household_id: str) -> int:
    """The same for one household, to which a row of the batch was matched just now."""
    return _screened(work, batch_id, {household_id: True})


def take_back(office: Office, county: str, batch_id: str, *, portion: int = PORTION) -> int:
    """The batch is undone: its lines count no longer, and its open hits are taken back; how many lines there were.
    What people did about a hit stays done."""
    with office.database.read() as session:
        batch = batch_of(session.connection(), county, batch_id)
        found = lines.households(session.connection(), county, batch_id, undone=True)
    taken = 0
    for some in _parts(found, portion):
        with office.work(county) as work:
            taken += _uncount(work, batch, some)
    with office.work(county) as work:
        c = HITS.c
        mine = (c.county == county, c.batch == batch_id, c.state == OPEN)
        work.connection.execute(update(HITS).where(*mine).values(state=UNDONE, settled_at=work.now))
    return taken


def line_id(batch_id: str, household_id: str) -> str:
    """The id of the event of one line: made of what it is about, it cannot be written twice."""
    return sha256(f"{batch_id} {household_id}".encode()).hexdigest()[:26]


def undone_id(of_line: str) -> str:
    """The id of the event that takes it back."""
    return of_line + TAKEN_BACK


def _screening(batch: Stored) -> Source | None:
    """The list, if its lines are to be counted now: not before it is applied, nor once it was taken back."""
    source = list_of(batch["source"])
    return source if source and source.screening and batch["state"] == "done" else None


def _parts(found: Mapping[str, bool], size: int) -> Iterator[dict[str, bool]]:
    ids = list(found)
    for start in range(0, len(ids), size):
        yield {id: found[id] for id in ids[start : start + size]}


def _screened(work: Work, batch_id: str, some: Mapping[str, bool]) -> int:
    batch = batch_of(work.connection, work.code, batch_id, hold=True)
    source = _screening(batch)
    if source is None:
        return 0
    found = lines.lines(work, batch, source, some)
    _hit(work, batch, source, found)
    return _count(work, batch, found)


def _count(work: Work, batch: Stored, found: Sequence[Line]) -> int:
    """One event a household and batch (附件2 第8列), where the household lives now."""
    ids = {line_id(batch["id"], line.household["id"]): line.household for line in found}
    for known in by_values(work.connection, work.code, EVENTS.c.id, ids, columns=_EVENT):
        del ids[known["id"]]
    actor = batch["received_by"] or SYSTEM
    record_households(work, ids, SCREENED, actor, origin=ORIGIN, batch=batch["id"], source=batch["source"])
    return len(ids)


def _uncount(work: Work, batch: Stored, some: Mapping[str, bool]) -> int:
    ids = [line_id(batch["id"], household) for household in some]
    counted = {row["id"]: row for row in by_values(work.connection, work.code, EVENTS.c.id, ids)}
    again = by_values(work.connection, work.code, EVENTS.c.id, map(undone_id, counted), columns=_EVENT)
    known = {row["id"] for row in again}
    left = {undone_id(id): _household(row) for id, row in counted.items() if undone_id(id) not in known}
    actor = batch["undone_by"] or SYSTEM
    record_households(work, left, UNDONE_EVENT, actor, origin=ORIGIN, batch=batch["id"], source=batch["source"])
    return len(left)


def _household(event: Mapping[Any, Any]) -> dict[str, Any]:
    return {"id": event["household_id"], "town": event["town"], "village": event["village"]}


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of a household: the states of its earlier hits of this list, and its case in hand."""

    states: frozenset[str]
    cases: frozenset[str]
    in_hand: str


def _hit(work: Work, batch: Stored, source: Source, found: Sequence[Line]) -> None:
    rule = work.county.policy.screening.rules.get(source.key)
    if rule is None:
        return
    asked = [(line, judge(rule, source, line.entries, line.household["standing"])) for line in found]
    wanted = [(line, *answer) for line, answer in asked if answer]
    before = _before(work, source, [line.household["id"] for line, _, _ in wanted])
    rows = [
        _row(work, batch, line, want, why, before[line.household["id"]])
        for line, want, why in wanted
        if _is_due(work, line, want, before[line.household["id"]])
    ]
    if rows:
        work.connection.execute(HITS.insert(), rows)


def _before(work: Work, source: Source, ids: Sequence[str]) -> dict[str, _Before]:
    states: dict[str, set[str]] = defaultdict(set)
    cases: dict[str, set[str]] = defaultdict(set)
    in_hand: dict[str, str] = {}
    c = HITS.c
    for row in by_values(work.connection, work.code, c.household_id, ids, c.source == source.key, columns=_HIT):
        states[row["household_id"]].add(row["state"])
        cases[row["household_id"]].add(row["case_id"])
    of_case = (CASES.c.household_id, CASES.c.id, CASES.c.submitted_at)
    not_ended = CASES.c.state.not_in(CLOSED)
    open_cases = by_values(work.connection, work.code, CASES.c.household_id, ids, not_ended, columns=of_case)
    for row in sorted(open_cases, key=lambda each: (each["submitted_at"], each["id"])):
        in_hand[row["household_id"]] = row["id"]
    return {id: _Before(frozenset(states[id]), frozenset(cases[id]), in_hand.get(id, "")) for id in ids}


def _is_due(work: Work, line: Line, want: str, before: _Before) -> bool:
    """Whether there is to be a hit: one open at most; none for a line that only says what was looked at already, nor
    to send somebody where they have been in this campaign."""
    if OPEN in before.states or (before.in_hand and before.in_hand in before.cases):
        return False
    if not line.is_news and before.states - {UNDONE}:
        return False
    been_there = line.household["patrolled_day"] >= work.county.policy.campaign_start.isoformat()
    return not (want == VISIT and been_there)


def _row(work: Work, batch: Stored, line: Line, want: str, reason: str, before: _Before) -> dict[str, Any]:
    """The clock runs from the day when the list reached the district (裁定 4). A household with a case in hand gets no
    second one: the hit belongs to it."""
    policy, home = work.county.policy, line.household
    return _BLANK | {
        "county": work.code,
        "id": work.new_id(),
        "batch": batch["id"],
        "source": batch["source"],
        "household_id": home["id"],
        "town": home["town"],
        "village": home["village"],
        "want": want,
        "reason": reason,
        "arrived_at": batch["received_at"],
        "due_at": clocks.due(batch["received_at"], policy.screening.limit(want), policy),
        "state": LINKED if before.in_hand else OPEN,
        "case_id": before.in_hand,
        "settled_at": work.now if before.in_hand else None,
        "settled_by": SYSTEM if before.in_hand else "",
    }


def open_hits(work: Work, household_ids: Iterable[str]) -> Iterator[Mapping[Any, Any]]:
    """The hits of these households that nobody has dealt with yet."""
    yield from by_values(work.connection, work.code, HITS.c.household_id, household_ids, HITS.c.state == OPEN)
