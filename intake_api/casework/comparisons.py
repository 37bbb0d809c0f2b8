"""信息比对: per department and person one question, answered 有 or 无 with details and the handler's name.

Runs beside recognition (方案 三(四)；裁定 1) and must be back before the town decides. Details are sealed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, and_, insert, select, update

from intake_api.access.scope import visible
from intake_api.casework import dossier as dossiers
from intake_api.casework.actions import carried_out, opened
from intake_api.casework.clocks import due
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Comparison
from intake_api.models.tables import CASES, COMPARISONS
from intake_api.office import Work
from knowledge.text import clean

RESULTS = {"none": "无", "hit": "有"}
SEALED_AS = "comparison"


def send(work: Work, account: Account, case_id: str, version: int, departments: Sequence[str] = ()) -> RowMapping:
    """Ask every department (all of the policy's, when none are named) about every member. Raises like ``act``."""
    chosen = action("send_compare")
    dossier = opened(work, account, case_id, chosen, version)
    known = work.county.policy.departments
    wanted = [name for name in known if not departments or name in departments]
    if not wanted:
        raise Invalid("请选至少一个部门")
    after = carried_out(work, account, dossier, chosen, {"departments": wanted})
    ends = due(work.now, work.county.policy.clocks.compare, work.county.policy)
    rows = [
        Comparison(
            county=work.code,
            id=work.new_id(),
            case_id=case_id,
            department=department,
            member=person.place,
            name=person.name,
            sent_at=work.now,
            due_at=ends,
        ).model_dump()
        for department in wanted
        for person in dossier.found.people
    ]
    work.connection.execute(insert(Comparison), rows)
    return after


def answer(work: Work, account: Account, comparison_id: str, result: str, handler: str, detail: str = "") -> RowMapping:
    """One department's word on one person; the last one answers the case. Raises ``Invalid``, ``NotFound``,
    ``NotAllowed`` for another department's question, ``Conflict`` when it was answered."""
    row = _of_department(work, account, comparison_id)
    handler, detail = clean(handler, 50), clean(detail, 500)
    if result not in RESULTS:
        raise Invalid("请选“有”或“无”")
    if not handler:
        raise Invalid("请写经办人姓名")
    if result == "hit" and not detail:
        raise Invalid("查到“有”的，请写明细")
    values = {
        "result": result,
        "handler": handler,
        "detail": work.office.sealer.seal(detail, SEALED_AS) if detail else "",
        "answered_at": work.now,
        "answered_by": account.id,
    }
    after = _write(work, row, COMPARISONS.c.answered_at.is_(None), values)
    _complete(work, account, row["case_id"])
    return after


def explain(work: Work, account: Account, comparison_id: str, words: str) -> RowMapping:
    """The village's word on a hit: asked for before the town decides. Raises ``Invalid``, ``NotFound``."""
    if account.role not in ("village", "town_clerk"):
        raise NotAllowed("比对查到的情况由村里或镇信息员说明")
    row = _one(work, comparison_id, visible(account))
    words = clean(words, 500)
    if row["result"] != "hit":
        raise Invalid("没有查到什么，不用说明")
    if not words:
        raise Invalid("请写清楚查到的是怎么回事，例如“车是帮人挂名，已报废”")
    values = {"explanation": words, "explained_at": work.now, "explained_by": account.id}
    after = _write(work, row, COMPARISONS.c.id == comparison_id, values)
    record(work, _case(work, row["case_id"]), "hit_explained", account.id, department=row["department"], text=words)
    return after


def waiting(work_or_reader: Any, account: Account, limit: int = 200) -> list[RowMapping]:
    """What this department's account has to answer, the oldest first."""
    query = (
        select(COMPARISONS, CASES.c.receipt, CASES.c.town, CASES.c.village)
        .join(CASES, and_(CASES.c.county == COMPARISONS.c.county, CASES.c.id == COMPARISONS.c.case_id))
        .where(COMPARISONS.c.county == account.county, COMPARISONS.c.department == account.department)
        .where(COMPARISONS.c.answered_at.is_(None))
        .order_by(COMPARISONS.c.due_at, COMPARISONS.c.case_id, COMPARISONS.c.member)
        .limit(limit)
    )
    return list(work_or_reader.execute(query).mappings())


def _complete(work: Work, account: Account, case_id: str) -> None:
    """When the last answer is in, the comparison of the case is back."""
    here = (COMPARISONS.c.county == work.code, COMPARISONS.c.case_id == case_id, COMPARISONS.c.answered_at.is_(None))
    case = _case(work, case_id)
    chosen = action("compare_back")
    if work.connection.execute(select(COMPARISONS.c.id).where(*here).limit(1)).first() or (
        case["state"] not in chosen.sources
    ):
        return
    dossier = dossiers.load(work, case)
    hits = sum(row["result"] == "hit" for row in dossier.comparisons)
    carried_out(work, account, dossier, chosen, {"hits": hits})


def _of_department(work: Work, account: Account, comparison_id: str) -> RowMapping:
    row = _one(work, comparison_id, CASES.c.county == work.code)
    if account.role == "dept" and account.department != row["department"]:
        raise NotFound("没有这一条比对，或者不是您部门的")
    if account.role not in ("dept", "county_clerk"):
        raise NotAllowed("比对由部门联络员回，区信息员可以代录")
    return row


def _one(work: Work, comparison_id: str, allowed: Any) -> RowMapping:
    query = (
        select(COMPARISONS)
        .join(CASES, and_(CASES.c.county == COMPARISONS.c.county, CASES.c.id == COMPARISONS.c.case_id))
        .where(COMPARISONS.c.county == work.code, COMPARISONS.c.id == comparison_id, allowed)
    )
    row = work.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这一条比对，或者不在您负责的地方")
    return row


def _case(work: Work, case_id: str) -> RowMapping:
    here = (CASES.c.county == work.code, CASES.c.id == case_id)
    return work.connection.execute(select(CASES).where(*here)).mappings().one()


def _write(work: Work, row: RowMapping, still: Any, values: Mapping[str, Any]) -> RowMapping:
    here = (COMPARISONS.c.county == work.code, COMPARISONS.c.id == row["id"], still)
    changed = update(COMPARISONS).where(*here).values(**values).returning(*COMPARISONS.c)
    after = work.connection.execute(changed).mappings().one_or_none()
    if after is None:
        raise Conflict("这一条已经有人回了，请刷新页面看最新情况。")
    return after
