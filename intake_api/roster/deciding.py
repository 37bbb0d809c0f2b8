"""Candidates: rows whose person may be one already known. People say whether it is; nothing is merged before."""

from collections import Counter
from dataclasses import dataclass, replace

from sqlalchemy import select

from intake_api.access.audit import note
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.intake.households import ID_FIELD
from intake_api.models import Account
from intake_api.models.tables import BATCH_ROWS
from intake_api.office import Work
from intake_api.roster.batches import Stored, actor, batch_of, label, may_decide, own_town, set_batch
from intake_api.roster.entries import ROSTER, Entry
from intake_api.roster.known import Known, number_indexes, plain_key
from intake_api.roster.listing import list_person
from intake_api.roster.matching import Matcher, learn_number
from intake_api.roster.rows import CANDIDATE, REJECTED, WRITTEN, Change, Existing, Plan, Row, Run
from intake_api.roster.writing import note_rows, write
from intake_api.screening import arriving

_NOT_YET = "这一批还没有导入。先导入，再一个一个认人。"
_DECIDED = "这一行已经认过了，或者不用认。请刷新页面。"
_NOT_ALIKE = "这个人和这一行不是同名、同出生年月，请在列出的人里选。"


@dataclass(slots=True)
class _Asked:
    """A row that waits, and whom it may mean. ``household_id``: where its file puts it, if that is known."""

    batch: Stored
    row: Row
    household_id: str
    known: Known
    alike: dict[str, Existing]


def candidates(work: Work, account: Account | None, batch_id: str, sheet: int, row: int) -> list[Existing]:
    """The residents whom a row may mean, each with ``home``, the household. Raises as ``decide``."""
    asked = _opened(work, account, batch_id, sheet, row)
    return [{**each, "home": asked.known.home_of(each)} for each in asked.alike.values()]


def decide(work: Work, account: Account | None, batch_id: str, sheet: int, row: int, resident_id: str) -> str:
    """Say that a row means this resident, or, when ``resident_id`` is empty, that it is somebody else; what became of
    the row. Raises ``NotFound``, ``NotAllowed``, ``Conflict`` when it was decided, ``Invalid`` for a stranger."""
    asked = _opened(work, account, batch_id, sheet, row)
    if resident_id and resident_id not in asked.alike:
        raise Invalid(_NOT_ALIKE)
    plan, chosen = Plan(), asked.alike.get(resident_id)
    change = (_on_roster if asked.batch["source"] == ROSTER else _on_list)(work, asked, plan, chosen)
    plan.changes = [change]
    write(work, plan)
    note_rows(work, batch_id, plan.changes)
    counts: Counter[str] = Counter(asked.batch["counts"])
    counts[CANDIDATE] -= 1
    counts[change.outcome] += 1
    set_batch(work, batch_id, counts=dict(+counts))
    arriving.decided(work, batch_id, change.household_id)
    note(work, actor(account), "decided", "roster", batch=label(asked.batch), found=len(resident_id and "1"))
    return change.outcome


def _on_roster(work: Work, asked: _Asked, plan: Plan, chosen: Existing | None) -> Change:
    known, row = asked.known, asked.row
    known.look_up_homes([row])
    there = known.households.get(asked.household_id)
    if there is None and chosen and row.entry and not row.entry.book:
        there = known.home_of(chosen)
    change = Matcher(work, asked.batch["id"], known, Run(), plan).decided(row, chosen, there)
    if change.outcome == REJECTED:
        raise Conflict(change.why)
    return change


def _on_list(work: Work, asked: _Asked, plan: Plan, chosen: Existing | None) -> Change:
    known, row, sealer = asked.known, asked.row, work.office.sealer
    assert row.entry
    if chosen and chosen["id_index"] and not row.indexes:
        row.entry = replace(row.entry, id_no=sealer.open(chosen["id_sealed"], ID_FIELD))
        row.indexes = number_indexes(sealer, row.entry.id_no)
    known.look_up_entries(asked.batch["source"], [row])
    keys = [*row.indexes, plain_key(row)]
    now = next((known.entries[key] for key in keys if key in known.entries), None)
    home = known.home_of(chosen) if chosen else None
    change = list_person(work, asked.batch, plan, row, keys[0], now, home, chosen)
    if chosen and row.indexes and not chosen["id_index"] and change.outcome in WRITTEN:
        learn_number(work, asked.batch["id"], plan, row, chosen, change)
    return change


def _opened(work: Work, account: Account | None, batch_id: str, sheet: int, row: int) -> _Asked:
    may_decide(account)
    batch = batch_of(work.connection, work.code, batch_id, hold=True)
    if batch["state"] != "done":
        raise Conflict(_NOT_YET)
    c = BATCH_ROWS.c
    same = (c.county == work.code, c.batch == batch_id, c.sheet == sheet, c.row == row)
    stored = work.connection.execute(select(BATCH_ROWS).where(*same)).mappings().first()
    if stored is None or own_town(account) not in ("", stored["town"]):
        raise NotFound("没有这一行，或者不在您的乡镇")
    if stored["outcome"] != CANDIDATE:
        raise Conflict(_DECIDED)
    entry = Entry(**dict(stored["before"]["told"]))
    asked = Row(1, sheet, row, entry, indexes=number_indexes(work.office.sealer, entry.id_no))
    known = Known(work.connection, work.code, work.office.sealer)
    known.look_up([asked])
    known.look_up_household(stored["household_id"])
    person = known.person(asked)
    alike = [person] if person else known.alike(asked, entry.village or stored["village"])
    return _Asked(batch, asked, stored["household_id"], known, {each["id"]: each for each in alike})
