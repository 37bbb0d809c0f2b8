"""群众困难问题: difficulties found at a household, followed until they are solved (附件2 第6、7、10、11列)."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, and_, insert, or_, select, update

from dialogs.declaration import load_form
from intake_api.access.scope import visible, visible_issues
from intake_api.casework import findings
from intake_api.casework.holding import held, held_by_id
from intake_api.casework.log import record, record_household
from intake_api.casework.states import OPEN
from intake_api.casework.typed_days import lately, typed_day
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Issue
from intake_api.models.tables import CASES, HOUSEHOLDS, ISSUES
from intake_api.office import Work
from knowledge.text import clean

ORIGIN_OF = {"DEPT": "DEPT"}  # by the channel of the case; all others were found by cadres at the door
FINDERS = frozenset({"village", "grid", "town_clerk"})
SOLVERS = frozenset({"village", "town_clerk", "town_leader", "county_clerk"})
LONGEST = 500
# What a sheet itself tells: §2.5, house C/D or no safe water opens an issue.
_FROM_SHEET: tuple[tuple[str, Callable[[Mapping[str, Any]], bool], str], ...] = (
    ("housing", lambda answers: answers.get("house_grade") in ("C", "D"), "住房是 C、D 级危房"),
    ("water", lambda answers: answers.get("safe_water") is False, "饮水还没有解决"),
)


def add(work: Work, account: Account, case: Mapping[Any, Any], category: str, text: str, found: date) -> str:
    """A new issue of the household; its id. Raises ``Invalid``."""
    text = clean(text, LONGEST)
    if category not in load_form().codes["issue_category"]:
        raise Invalid("请选是哪一类困难问题")
    if not text:
        raise Invalid("请写一句是什么困难问题")
    if found > work.today():
        raise Invalid("发现日期还没到，请看看日期")
    row = Issue(
        county=work.code,
        id=work.new_id(),
        case_id=case["id"],
        household_id=case["household_id"],
        town=case["town"],
        village=case["village"],
        origin=ORIGIN_OF.get(case["origin"], "PATROL"),
        category=category,
        text=text,
        found_day=found.isoformat(),
        found_by=account.id,
        found_at=work.now,
    )
    work.connection.execute(insert(Issue).values(**row.model_dump()))
    _record(work, case, "issue_found", account, row.found_day, issue=row.id, category=category, text=text)
    return row.id


def at_household(
    work: Work,
    account: Account,
    household: Mapping[Any, Any],
    category: str,
    text: str,
    found: date,
    origin: str = "PATROL",
) -> str:
    """A new issue of a household without a case: met on a patrol, or named by a department (``origin`` DEPT); its id.
    Raises ``Invalid``."""
    return add(work, account, _no_case(household, origin), category, text, found)


def find(work: Work, account: Account, case_id: str, category: str, text: str, found_day: str = "") -> str:
    """An issue that a cadre saw at the household; its id. Raises ``Invalid``, ``NotFound``, ``NotAllowed``,
    ``Conflict`` for an ended case."""
    case = held(work, account, case_id)
    if account.role not in FINDERS:
        raise NotAllowed("困难问题由村里、网格员和镇信息员来登记")
    if case["state"] not in OPEN:
        raise Conflict("这件事已经办结，不能再加困难问题")
    day = lately(work, typed_day(found_day, "发现日期"), "发现日期") if found_day else work.today()
    issue = add(work, account, case, category, text, day)
    findings.examine(work, case)
    return issue


def open_from_sheet(work: Work, account: Account, case: Mapping[Any, Any], answers: Mapping[str, Any]) -> None:
    """Issues that the sheet itself tells, once each while they are open."""
    here = (ISSUES.c.county == work.code, ISSUES.c.case_id == case["id"], ISSUES.c.resolved_at.is_(None))
    waiting = set(work.connection.execute(select(ISSUES.c.category).where(*here)).scalars())
    for category, holds, text in _FROM_SHEET:
        if holds(answers) and category not in waiting:
            add(work, account, case, category, text, work.today())


def plan(work: Work, account: Account, issue_id: str, measure: str, owner: str, due_day: str) -> RowMapping:
    """整改方案: what will be done, by whom, until when. Raises ``Invalid``, ``NotFound``, ``Conflict``."""
    issue = _open(work, account, issue_id)
    measure, owner = clean(measure, LONGEST), clean(owner, 100)
    if not (measure and owner):
        raise Invalid("请写整改措施和责任人")
    values = {"measure": measure, "owner": owner, "due_day": typed_day(due_day, "整改时限").isoformat()}
    case = _belongs_to(work, issue)
    after = _write(work, issue, values)
    _examine(work, case)
    return after


def resolve(work: Work, account: Account, issue_id: str, day: str, evidence: str) -> RowMapping:
    """Solved, with the evidence (附件2 第7、11列). Raises like ``plan``."""
    issue = _open(work, account, issue_id)
    evidence = clean(evidence, LONGEST)
    if not evidence:
        raise Invalid("请写怎么解决的、有什么凭据")
    solved = typed_day(day, "解决日期")
    if not date.fromisoformat(issue["found_day"]) <= solved <= work.today():
        raise Invalid("解决日期要在发现以后，不能是将来")
    values = {"resolved_day": solved.isoformat(), "evidence": evidence}
    case = _belongs_to(work, issue)
    after = _write(work, issue, {**values, "resolved_at": work.now, "resolved_by": account.id})
    about = {"issue": issue_id, "category": issue["category"], "note": evidence}
    _record(work, case, "issue_resolved", account, values["resolved_day"], **about)
    _examine(work, case)
    return after


def _open(work: Work, account: Account, issue_id: str) -> RowMapping:
    query = (
        select(ISSUES)
        .outerjoin(CASES, (CASES.c.county == ISSUES.c.county) & (CASES.c.id == ISSUES.c.case_id))
        .where(ISSUES.c.county == work.code, ISSUES.c.id == issue_id)
        .where(or_(visible(account), and_(ISSUES.c.case_id.is_(None), visible_issues(account))))
    )
    issue = work.connection.execute(query).mappings().one_or_none()
    if issue is None:
        raise NotFound("没有这个困难问题，或者不在您负责的地方")
    if account.role not in SOLVERS:
        raise NotAllowed("整改由村、镇和区信息员来办")
    if issue["resolved_at"]:
        raise Conflict("这个困难问题已经解决了，请刷新页面看最新情况。")
    return issue


def _belongs_to(work: Work, issue: RowMapping) -> Mapping[Any, Any]:
    """The case of the issue, held; of one without a case its household, where it lives now."""
    if issue["case_id"]:
        (case,) = held_by_id(work, [issue["case_id"]])
        return case
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == issue["household_id"])
    return _no_case(work.connection.execute(select(HOUSEHOLDS).where(*here)).mappings().one(), issue["origin"])


def _no_case(household: Mapping[Any, Any], origin: str) -> dict[str, Any]:
    place = {"town": household["town"], "village": household["village"]}
    return {"id": None, "household_id": household["id"], "origin": origin, **place}


def _record(work: Work, case: Mapping[Any, Any], kind: str, account: Account, day: str, **data: Any) -> None:
    """Without a case it counts on the day when it happened: a visit may be sent days later (附件2 第6、7列)."""
    if case["id"]:
        record(work, case, kind, account.id, **data)
    else:
        household = {**case, "id": case["household_id"]}
        record_household(work, household, kind, account.id, origin=case["origin"], day=day, **data)


def _examine(work: Work, case: Mapping[Any, Any]) -> None:
    if isinstance(case, RowMapping):  # a household without a case has nothing to be checked
        findings.examine(work, case)


def _write(work: Work, issue: RowMapping, values: Mapping[str, Any]) -> RowMapping:
    here = (ISSUES.c.county == work.code, ISSUES.c.id == issue["id"], ISSUES.c.resolved_at.is_(None))
    changed = update(ISSUES).where(*here).values(**values).returning(*ISSUES.c)
    after = work.connection.execute(changed).mappings().one_or_none()
    if after is None:
        raise Conflict("这个困难问题刚刚有人办了，请刷新页面看最新情况。")
    return after
