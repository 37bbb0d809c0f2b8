"""A visit (走访): one household seen, or asked by telephone, and what was found (附件2 第3—7列)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from dialogs.declaration import load_form
from intake_api.access.scope import visible_households
from intake_api.casework import issues
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record_household
from intake_api.casework.typed_days import lately
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import founding, households
from intake_api.models import Account, Patrol
from intake_api.models.tables import HOUSEHOLDS, PATROLS
from intake_api.office import Work
from intake_api.patrols import standing
from intake_api.patrols.newcomers import Newcomer, enrol
from intake_api.roster import standings
from intake_api.screening import settling
from knowledge.text import clean

ROLES = action("create_from_patrol").roles
METHODS = {"visit": "上门", "phone": "电话"}
WELL, PROBLEM, SUSPECT, ABSENT = "well", "problem", "suspect", "absent"
OUTCOMES = {WELL: "没有困难", PROBLEM: "发现困难问题", SUSPECT: "可能返贫，要核实", ABSENT: "没遇到人"}
KINDS = {
    standings.LIFTED: "patrolled_lifted",
    standings.DIFFICULT: "patrolled_difficult",
    standings.ORDINARY: "patrolled",
}
LONGEST, MOST = 500, 9  # characters of a text; people who went, and problems of one visit
_GONE = {"moved": "已经迁走", "died": "已经没有人了", "merged": "已经并到另一户"}


@dataclass(frozen=True, slots=True)
class Problem:
    """A difficulty seen at the door: a code of ``issue_category``, and what it is."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit as sent. ``id`` was made on the telephone. Either ``household`` (an id) or ``newcomer``. ``risk`` and
    ``suspicion`` (why) belong to a suspect, ``problems`` to a household that has any."""

    id: str
    day: date
    outcome: str
    household: str = ""
    newcomer: Newcomer | None = None
    method: str = "visit"
    why: str = ""
    went: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    risk: str = ""
    suspicion: str = ""
    note: str = ""
    hit: str = ""


def save(work: Work, account: Account, seen: Seen) -> RowMapping:
    """Keep the visit and all that follows from it; the row. Sent again it is the same as once.

    Raises ``NotAllowed``, ``NotFound`` outside the area, ``Conflict``, and ``Invalid`` in words: nothing is kept
    then, the telephone still has everything.
    """
    if account.role not in ROLES:
        raise NotAllowed("走访由村干部、网格员和镇信息员来记")
    _one_at_a_time(work, seen.id)
    if (before := _stored(work, seen.id)) is not None:
        return _same(account, before)
    _check(work, seen)
    household = _household(work, account, seen)
    kind = standing.refresh(work, household["id"])
    if seen.outcome != ABSENT:
        _count(work, account, household, kind, seen)
    case_id = _suspected(work, account, household, seen)
    if seen.outcome != ABSENT:
        settling.visited(work, household["id"], account.id, case_id)
    for each in seen.problems:
        issues.at_household(work, account, household, each.category, each.text, seen.day)
    work.connection.execute(insert(Patrol).values(**_row(work, account, household, seen, kind, case_id)))
    if seen.outcome != ABSENT:
        settling.visited(work, household["id"], account.id, case_id)
    return _kept(work, seen.id)


def _check(work: Work, seen: Seen) -> None:
    lately(work, seen.day, "走访日期")
    if seen.method not in METHODS:
        raise Invalid("请选是上门走访还是打电话")
    if seen.outcome not in OUTCOMES:
        raise Invalid("请选这户的情况")
    if seen.method == "phone" and not clean(seen.why, LONGEST):
        # 方案 三(二): by telephone only for a reason.
        raise Invalid("打电话的，请写为什么没能上门，例如“全家在外务工”")
    if not _went(seen):
        raise Invalid("请写是谁去的")
    if seen.outcome == PROBLEM and not seen.problems:
        raise Invalid("请写发现了什么困难问题")
    if seen.problems and seen.outcome not in (PROBLEM, SUSPECT):
        raise Invalid("写了困难问题的，情况请选“发现困难问题”")
    if seen.outcome == SUSPECT:
        _check_suspicion(seen)


def _check_suspicion(seen: Seen) -> None:
    if seen.risk not in load_form().codes["risk"]:
        raise Invalid("请选主要困难是什么")
    if not clean(seen.suspicion, LONGEST):
        raise Invalid("请写为什么觉得这户有风险")


def _household(work: Work, account: Account, seen: Seen) -> RowMapping:
    """The household, held until the end: two who visited it are counted one after the other."""
    met = None if seen.household else seen.newcomer
    found = enrol(work, account, met) if met else _of_roster(work, account, seen)
    if found["ended"]:
        raise Conflict(f"这户{_GONE.get(found['ended'], '已经不在名册里')}，不用再走访")
    return found


def _of_roster(work: Work, account: Account, seen: Seen) -> RowMapping:
    c = HOUSEHOLDS.c
    query = select(HOUSEHOLDS).where(c.county == work.code, c.id == seen.household, visible_households(account))
    found = work.connection.execute(query.with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound("名册里没有这一户，或者不在您负责的地方")
    return found


def _count(work: Work, account: Account, household: RowMapping, kind: str, seen: Seen) -> None:
    """The household was seen on that day: counted once a day, whoever else came (附件2 第3、4列)."""
    day, c = seen.day.isoformat(), PATROLS.c
    same_day = (c.county == work.code, c.household_id == household["id"], c.day == day, c.outcome != ABSENT)
    if work.connection.execute(select(c.id).where(*same_day).limit(1)).first() is None:
        record_household(work, household, KINDS[kind], account.id, day=day, patrol=seen.id, method=seen.method)
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household["id"], HOUSEHOLDS.c.patrolled_day < day)
    work.connection.execute(update(HOUSEHOLDS).where(*here).values(patrolled_day=day))


def _suspected(work: Work, account: Account, household: RowMapping, seen: Seen) -> str:
    """The case of a suspect: a new one (附件2 第5列), or the one that the household has in hand already."""
    if seen.outcome != SUSPECT:
        return ""
    if in_hand := households.open_case(work, household["id"]):
        return str(in_hand["id"])
    answers = founding.answers_of(work, household, seen.risk, seen.note)
    return str(founding.patrol(work, account, answers, seen.day, seen.suspicion, household)["id"])


def _went(seen: Seen) -> list[str]:
    return [name for each in seen.went[:MOST] if (name := clean(each, 40))]


def _row(work: Work, account: Account, household: RowMapping, seen: Seen, kind: str, case_id: str) -> dict[str, Any]:
    return Patrol(
        county=work.code,
        id=seen.id,
        household_id=household["id"],
        **{name: household[name] for name in ("town", "village", "hamlet")},
        day=seen.day.isoformat(),
        method=seen.method,
        why=clean(seen.why, LONGEST) if seen.method == "phone" else "",
        standing=kind,
        outcome=seen.outcome,
        note=clean(seen.note, LONGEST),
        went=_went(seen),
        case_id=case_id,
        hit_id=seen.hit,
        saved_at=work.now,
        saved_by=account.id,
    ).model_dump()


def _stored(work: Work, id: str) -> RowMapping | None:
    here = (PATROLS.c.county == work.code, PATROLS.c.id == id)
    return work.connection.execute(select(PATROLS).where(*here)).mappings().one_or_none()


def _kept(work: Work, id: str) -> RowMapping:
    row = _stored(work, id)
    assert row is not None
    return row


def _same(account: Account, stored: RowMapping) -> RowMapping:
    """It is here already: answered as the first time, without doing anything."""
    if stored["saved_by"] != account.id:
        raise Conflict("这一次走访已经由别人交过了")
    return stored


def _one_at_a_time(work: Work, id: str) -> None:
    """The same visit sent twice at once waits for itself. SQLite has one writer."""
    if not work.office.database.is_sqlite:
        work.connection.execute(_ADVISORY, {"key": f"{work.code}:patrol:{id}"})


_ADVISORY = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("key"))))
