"""The visit (入户采集): all of Annex 1 as the cadre collected it, sent once, however often it arrives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from intake_api.casework import filling, findings, issues, overwriting, reordering
from intake_api.casework.actions import carried_out, opened
from intake_api.casework.collected import collected
from intake_api.casework.dossier import Dossier
from intake_api.casework.holding import held
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.casework.overwriting import Started
from intake_api.errors import Conflict, Invalid
from intake_api.intake import households
from intake_api.models import Account, Visit
from intake_api.models.tables import CASES, VISITS
from intake_api.office import Work
from intake_api.screening import concerns
from intake_api.sealed_answers import seal_answers
from knowledge.people.id_numbers import is_id_number

METHODS = ("visit", "phone")
COLUMNS = ("name", "phone", "town", "village", "risk")  # of the case, repeating an answer


@dataclass(frozen=True, slots=True)
class Sheet:
    """One visit as sent. ``id`` was made on the telephone; ``cleared`` are answers that the cadre took out;
    ``started``: what the telephone knew when it began, None for a sheet that began with nothing."""

    id: str
    method: str
    visited_at: datetime
    verifiers: tuple[str, ...]
    opinion: str
    answers: Mapping[str, Any]
    why: str = ""
    photos: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()
    started: Started | None = None


def save(work: Work, account: Account, case_id: str, sheet: Sheet) -> RowMapping:
    """Keep the visit; the case afterwards. Sent again it is the same as once.

    Raises like ``actions.act``, and ``FieldErrors`` for values that do not fit: nothing is kept then, the telephone
    still has everything.
    """
    if sheet.method not in METHODS:
        raise Invalid("请选“入户”还是“电话访谈”")
    chosen = action("visit_done")
    held(work, account, case_id)  # sent twice at once, the second finds what the first has kept
    if (before := _stored(work, sheet.id)) is not None:
        return _same(work, account, case_id, before)
    dossier = opened(work, account, case_id, chosen, None)
    answers = _merged(work, account, dossier, sheet)
    given = {
        "visit": sheet.id,
        "method": sheet.method,
        "why": sheet.why,
        "visited_at": sheet.visited_at.isoformat(),
        "verifiers": list(sheet.verifiers),
        "photos": list(sheet.photos),
        "opinion": sheet.opinion,
    }
    reordering.follow(work, case_id, dossier.found.people, collected(answers).people)
    after = carried_out(work, account, dossier, chosen, given, _columns(work, answers), examined=False)
    work.connection.execute(insert(Visit).values(**_row(work, account, dossier, sheet, answers)))
    issues.open_from_sheet(work, account, after, answers)
    if after["phone_index"] != dossier.case["phone_index"]:
        households.know(work, after["household_id"], {"phone": after["phone"]})
    after = _known_by_head(work, account, after, answers)
    findings.examine(work, after, dossier.case)
    concerns.refresh(work, [after["household_id"]])
    return after


def _known_by_head(work: Work, account: Account, case: RowMapping, answers: Mapping[str, Any]) -> RowMapping:
    """The household is known by its head's number from now on, so that whoever comes back is found (方案 一(一)
    多次申报). A number that another household is known by is flagged, and its refusals count: people decide."""
    head = collected(answers).head
    number = head.id_no[:18] if head else ""
    if not is_id_number(number):
        return case
    other = households.holder(work, number)
    if other is None:
        households.identify_unless_known(work, case["household_id"], number)
        return case
    before = households.unrecognised_before(work, other["id"])
    if other["id"] == case["household_id"] or before <= case["repeat"]:
        return case
    record(work, case, "known_elsewhere", account.id, text=f"户主的身份证号以前报过，{before} 次没有纳入")
    here = (CASES.c.county == work.code, CASES.c.id == case["id"])
    counted = update(CASES).where(*here).values(repeat=before).returning(*CASES.c)
    return work.connection.execute(counted).mappings().one()


def _stored(work: Work, visit_id: str) -> RowMapping | None:
    here = (VISITS.c.county == work.code, VISITS.c.id == visit_id)
    return work.connection.execute(select(VISITS).where(*here)).mappings().one_or_none()


def _same(work: Work, account: Account, case_id: str, stored: RowMapping) -> RowMapping:
    """The visit is here already: answered as the first time, without doing anything."""
    if stored["case_id"] != case_id or stored["saved_by"] != account.id:
        raise Conflict("这份采集表已经交过，属于另一件申报")
    here = (CASES.c.county == work.code, CASES.c.id == case_id)
    return work.connection.execute(select(CASES).where(*here)).mappings().one()


def _merged(work: Work, account: Account, dossier: Dossier, sheet: Sheet) -> dict[str, Any]:
    """What was known, less what was taken out, with what was collected (方案 三(四)：避免重复采集)."""
    known = overwriting.known_of(dossier.case, work.office.sealer)
    kept = {key: value for key, value in known.items() if key not in sheet.cleared}
    after = {**kept, **filling.read(work, sheet.answers)}
    overwriting.check(work, account, dossier.case["id"], sheet.started, known, after)
    return after


def _columns(work: Work, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of the case that the sheet changes. The place is moved by 转派 only."""
    values = {key: str(answers[key]) for key in COLUMNS if answers.get(key) and key not in ("town", "village")}
    columns = households.indexed(work, values)
    return {**columns, "complete": True, "answers": seal_answers(answers, work.office.sealer)}


def _row(work: Work, account: Account, dossier: Dossier, sheet: Sheet, answers: Mapping[str, Any]) -> dict[str, Any]:
    case = dossier.case
    return Visit(
        county=work.code,
        id=sheet.id,
        case_id=case["id"],
        household_id=case["household_id"],
        town=case["town"],
        village=case["village"],
        method=sheet.method,
        why=sheet.why,
        visited_at=sheet.visited_at,
        verifiers=list(sheet.verifiers),
        opinion=sheet.opinion,
        photos=list(sheet.photos),
        body=work.office.sealer.seal(filling.text_of(answers), "visit"),
        saved_at=work.now,
        saved_by=account.id,
    ).model_dump()
