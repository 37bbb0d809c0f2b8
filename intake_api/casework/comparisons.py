"""信息比对: per department and person one question, answered 有 or 无 with details and the handler's name.

Runs beside recognition (方案 三(四)；裁定 1) and must be back before the town decides. Details are sealed. A case that
was decided, withdrawn or refused meanwhile is asked about no more: the authorisation ended with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, and_, delete, insert, select, update

from intake_api.access.scope import visible, visible_comparisons
from intake_api.casework import dossier as dossiers
from intake_api.casework import findings
from intake_api.casework.actions import carried_out, opened
from intake_api.casework.clocks import due
from intake_api.casework.holding import held_by_id
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Comparison
from intake_api.models.tables import CASES, COMPARISONS
from intake_api.office import Work
from knowledge.text import clean

RESULTS = {"none": "无", "hit": "有"}
ASKING = action("compare_back").sources  # states in which an answer is still wanted
SEALED_AS = "comparison"
ANSWERERS = ("dept", "county_clerk")
SAME_CASE = and_(CASES.c.county == COMPARISONS.c.county, CASES.c.id == COMPARISONS.c.case_id)


@dataclass(frozen=True, slots=True)
class Reply:
    """One department's word on one person. ``result``: a key of ``RESULTS``."""

    id: str
    result: str
    handler: str
    detail: str = ""


class RowErrors(Invalid):
    """Some of many replies do not fit; ``rows`` says for each id why. None of them was kept."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        super().__init__(f"有 {len(rows)} 条没有过，这一次一条都没有存。请改好再交一次。")
        self.rows = dict(rows)


def send(work: Work, account: Account, case_id: str, version: int, departments: Sequence[str] = ()) -> RowMapping:
    """Ask every department (all of the policy's, when none are named) about every member; sent again, about whoever
    was added to the sheet since. Raises like ``act``."""
    chosen = action("send_compare")
    dossier = opened(work, account, case_id, chosen, version)
    known = work.county.policy.departments
    wanted = [name for name in known if not departments or name in departments]
    if not wanted:
        raise Invalid("请选至少一个部门")
    asked = dossier.not_asked_about
    after = carried_out(work, account, dossier, chosen, {"departments": wanted}, examined=False)
    if not dossier.history.since("appeal_reopened").last("compare_sent"):
        _forget_unanswered(work, case_id)
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
        for person in asked
    ]
    work.connection.execute(insert(Comparison), rows)
    findings.examine(work, after)
    return after


def answer(work: Work, account: Account, comparison_id: str, result: str, handler: str, detail: str = "") -> RowMapping:
    """One department's word on one person; the last one answers the case. Raises ``Invalid``, ``NotFound`` (also for
    another department's question), ``NotAllowed`` for other roles, ``Conflict`` when it was answered otherwise."""
    row = _asked(work, account, [comparison_id]).get(comparison_id)
    if row is None:
        raise NotFound("没有这一条比对，或者不是您部门的")
    reply = _checked(row, Reply(comparison_id, result, handler, detail))
    if _is_same(work, row, reply):
        return row
    after = _keep(work, account, row, reply)
    _complete(work, account, [row["case_id"]])
    return after


def answer_many(work: Work, account: Account, replies: Sequence[Reply]) -> int:
    """Many at once, all or none; how many are new. One that says what is kept already is no error, so that a file may
    be sent twice. Raises ``RowErrors``."""
    rows = _asked(work, account, [reply.id for reply in replies])
    fresh, wrong = dict[str, Reply](), dict[str, str]()
    for reply in replies:
        try:
            if reply.id not in rows:
                raise NotFound("没有这一条比对，或者不是您部门的")
            if reply.id in fresh:
                raise Invalid("同一条写了两遍")
            checked = _checked(rows[reply.id], reply)
            if not _is_same(work, rows[reply.id], checked):
                fresh[reply.id] = checked
        except (Conflict, Invalid, NotFound) as refused:
            wrong[reply.id] = str(refused)
    if wrong:
        raise RowErrors(wrong)
    for id_, reply in fresh.items():
        _keep(work, account, rows[id_], reply)
    _complete(work, account, [rows[id_]["case_id"] for id_ in fresh])
    return len(fresh)


def explain(work: Work, account: Account, comparison_id: str, words: str) -> RowMapping:
    """The village's word on a hit: asked for before the town decides. Raises ``Invalid``, ``NotFound``."""
    if account.role not in ("village", "town_clerk"):
        raise NotAllowed("比对查到的情况由村里或镇信息员说明")
    row = _visible(work, account, comparison_id)
    words = clean(words, 500)
    if row["result"] != "hit":
        raise Invalid("没有查到什么，不用说明")
    if not words:
        raise Invalid("请写清楚查到的是怎么回事，例如“车是帮人挂名，已报废”")
    values = {"explanation": words, "explained_at": work.now, "explained_by": account.id}
    (case,) = held_by_id(work, [row["case_id"]])
    after = _write(work, row, COMPARISONS.c.result == "hit", values)
    # The words stay with the hit: not everybody who reads the history may know what was found.
    record(work, case, "hit_explained", account.id, department=row["department"])
    findings.examine(work, case)
    return after


def waiting(work_or_reader: Any, account: Account, limit: int = 200) -> list[RowMapping]:
    """What this account has to answer, the oldest first."""
    query = (
        select(COMPARISONS, CASES.c.receipt, CASES.c.town, CASES.c.village)
        .join(CASES, SAME_CASE)
        .where(visible_comparisons(account), *still_asked())
        .order_by(COMPARISONS.c.due_at, COMPARISONS.c.case_id, COMPARISONS.c.member)
        .limit(limit)
    )
    return list(work_or_reader.execute(query).mappings())


def still_asked() -> tuple[Any, ...]:
    """Conditions: not answered, and the case still wants to know."""
    return (COMPARISONS.c.answered_at.is_(None), CASES.c.state.in_(sorted(ASKING)))


def _asked(work: Work, account: Account, ids: Sequence[str]) -> dict[str, RowMapping]:
    """The questions of the account among ``ids``, each with the state of its case. Raises ``NotAllowed``."""
    if account.role not in ANSWERERS:
        raise NotAllowed("比对由部门联络员回，区信息员可以代录")
    query = select(COMPARISONS, CASES.c.state.label("state")).join(CASES, SAME_CASE)
    # Held, and in one order: two answers to the last two questions of a case must not each take the other for open.
    cases = select(COMPARISONS.c.case_id).where(COMPARISONS.c.county == work.code, COMPARISONS.c.id.in_(ids))
    held = select(CASES.c.id).where(CASES.c.county == work.code, CASES.c.id.in_(cases)).order_by(CASES.c.id)
    work.connection.execute(held.with_for_update()).all()
    rows = work.connection.execute(query.where(visible_comparisons(account), COMPARISONS.c.id.in_(ids)))
    return {row["id"]: row for row in rows.mappings()}


def _checked(row: RowMapping, reply: Reply) -> Reply:
    handler, detail = clean(reply.handler, 50), clean(reply.detail, 500)
    if reply.result not in RESULTS:
        raise Invalid("请选“有”或“无”")
    if not handler:
        raise Invalid("请写经办人姓名")
    if reply.result == "hit" and not detail:
        raise Invalid("查到“有”的，请写明细")
    if row["answered_at"] is None and row["state"] not in ASKING:
        raise Conflict("这件事已经不用查了，请刷新页面")
    return Reply(row["id"], reply.result, handler, detail)


def _is_same(work: Work, row: RowMapping, reply: Reply) -> bool:
    """Whether the row says so already. Raises ``Conflict`` when it says something else."""
    if row["answered_at"] is None:
        return False
    detail = work.office.sealer.open(row["detail"], SEALED_AS) if row["detail"] else ""
    if Reply(row["id"], row["result"], row["handler"], detail) != reply:
        raise Conflict(f"这一条已经回过“{RESULTS[row['result']]}”（{row['handler']}），没有改动。要改请找区信息员。")
    return True


def _keep(work: Work, account: Account, row: RowMapping, reply: Reply) -> RowMapping:
    values = {
        "result": reply.result,
        "handler": reply.handler,
        "detail": work.office.sealer.seal(reply.detail, SEALED_AS) if reply.detail else "",
        "answered_at": work.now,
        "answered_by": account.id,
    }
    return _write(work, row, COMPARISONS.c.answered_at.is_(None), values)


def _complete(work: Work, account: Account, case_ids: Sequence[str]) -> None:
    """When the last answer of a case is in, its comparison is back. All cases are examined, once and together."""
    chosen, answered = action("compare_back"), []
    for case in held_by_id(work, case_ids):
        open_ = select(COMPARISONS.c.id).where(
            COMPARISONS.c.county == work.code, COMPARISONS.c.case_id == case["id"], COMPARISONS.c.answered_at.is_(None)
        )
        if case["state"] in chosen.sources and not work.connection.execute(open_.limit(1)).first():
            dossier = dossiers.load(work, case)
            hits = sum(row["result"] == "hit" for row in dossier.comparisons)
            case = carried_out(work, account, dossier, chosen, {"hits": hits}, examined=False)
        answered.append(case)
    findings.examine_all(work, answered)


def _forget_unanswered(work: Work, case_id: str) -> None:
    """Asked again after an appeal: what nobody answered the first time is not asked twice."""
    here = (COMPARISONS.c.county == work.code, COMPARISONS.c.case_id == case_id, COMPARISONS.c.answered_at.is_(None))
    work.connection.execute(delete(COMPARISONS).where(*here))


def _visible(work: Work, account: Account, comparison_id: str) -> RowMapping:
    here = (COMPARISONS.c.county == work.code, COMPARISONS.c.id == comparison_id, visible(account))
    row = work.connection.execute(select(COMPARISONS).join(CASES, SAME_CASE).where(*here)).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这一条比对，或者不在您负责的地方")
    return row


def _write(work: Work, row: RowMapping, still: Any, values: Mapping[str, Any]) -> RowMapping:
    here = (COMPARISONS.c.county == work.code, COMPARISONS.c.id == row["id"], still)
    changed = update(COMPARISONS).where(*here).values(**values).returning(*COMPARISONS.c)
    after = work.connection.execute(changed).mappings().one_or_none()
    if after is None:
        raise Conflict("这一条已经有人回了，请刷新页面看最新情况。")
    return after
