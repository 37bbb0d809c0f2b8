"""Plans and measures: what is done for a household, by whom, until when, and the evidence that it was done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, and_, insert, select, update

from dialogs.declaration import load_form
from intake_api.access.scope import visible_measures
from intake_api.casework import dossier as dossiers
from intake_api.casework import findings, history, referrals
from intake_api.casework.actions import carried_out
from intake_api.casework.guards.helping import able_households_develop
from intake_api.casework.holding import held, held_by_id
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.casework.states import DECIDING, OPEN
from intake_api.casework.typed_days import typed_day
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Measure
from intake_api.models.tables import ATTACHMENTS, CASES, MEASURES
from intake_api.office import Work
from knowledge.text import clean

PLANNERS = frozenset({"village", "town_clerk", "town_leader"})


def plan(
    work: Work, account: Account, case_id: str, category: str, what: str, owner: str = "", due_day: str = ""
) -> str:
    """A measure of the plan; its id. May be drafted before recognition (裁定 1). Raises ``Invalid``, ``NotFound``,
    ``NotAllowed``, ``Conflict`` for an ended case."""
    case = held(work, account, case_id)
    _may_plan(account)
    return _planned(work, account, case, category, what, owner, due_day)


def done_by_department(
    work: Work, account: Account, referral_id: str, category: str, what: str, day: str, evidence: str
) -> RowMapping:
    """What a department did for a household that was handed on to it, put down in one (附件2 第13列). Raises like
    ``implement``."""
    referral = referrals.one(work, account, referral_id)
    if account.role != "dept":
        raise NotAllowed("这里由部门自己登记；村里和镇里在帮扶计划里登记")
    (case,) = held_by_id(work, [referral["case_id"]])
    measure_id = _planned(work, account, case, category, what, account.department, day)
    return implement(work, account, measure_id, day, evidence)


def _planned(work: Work, account: Account, case: RowMapping, category: str, what: str, owner: str, due_day: str) -> str:
    if case["state"] not in OPEN:
        raise Conflict("这件事已经办结，不能再加措施")
    row = Measure(
        county=work.code,
        id=work.new_id(),
        case_id=case["id"],
        household_id=case["household_id"],
        town=case["town"],
        village=case["village"],
        category=_category(category),
        what=_words(what, "请写做什么，例如“安排到村里做保洁员”"),
        owner=clean(owner, 100),
        due_day=typed_day(due_day, "时限").isoformat() if due_day else "",
        urgent=case["state"] in DECIDING,
        planned_at=work.now,
        planned_by=account.id,
    )
    work.connection.execute(insert(Measure).values(**row.model_dump()))
    record(work, case, "measure_planned", account.id, measure=row.id, category=category, what=row.what)
    findings.examine(work, case)
    return row.id


def implement(
    work: Work, account: Account, measure_id: str, day: str, evidence: str, photos: tuple[str, ...] = ()
) -> RowMapping:
    """The measure was carried out (附件2 第13列): when, and by what one can see it. Raises like ``plan``."""
    measure = _one(work, account, measure_id)
    done = typed_day(day, "落实日期")
    if done > work.today():
        raise Invalid("落实日期还没到，请看看日期")
    evidence = _words(evidence, "请写凭什么说办好了，例如“9月起每月领 1200 元，有工资单”")
    chosen = action("measure_implemented")
    if account.role not in chosen.roles:
        raise NotAllowed("措施落实由村里、镇信息员或者负责的部门来登记")
    # Seen through the measure: a department does not see the case itself.
    (case,) = held_by_id(work, [measure["case_id"]])
    _check_day(work, case, measure, done)
    _check_photos(work, case, photos)
    values = {"implemented_day": done.isoformat(), "evidence": evidence, "photos": list(photos)}
    given = {
        "measure": measure_id,
        "category": measure["category"],
        "what": measure["what"],
        "note": evidence,
        **values,
    }
    if case["state"] in chosen.sources:
        case = carried_out(work, account, dossiers.load(work, case), chosen, given, examined=False)
    elif case["state"] in DECIDING:
        record(work, case, "urgent_help", account.id, **given)  # 裁定 1: help first, papers later
    else:
        raise Conflict("这件事现在不能登记落实，请刷新页面看最新情况。")
    after = _write(work, measure, {**values, "implemented_at": work.now, "implemented_by": account.id})
    findings.examine(work, case)
    return after


def drop(work: Work, account: Account, measure_id: str, why: str) -> RowMapping:
    """Taken out of the plan, with the reason; what was carried out stays."""
    measure = _one(work, account, measure_id)
    _may_plan(account)
    why = _words(why, "请写为什么去掉")
    case = held(work, account, measure["case_id"])
    _check_what_is_left(work, account, case, measure)
    after = _write(work, measure, {"dropped_at": work.now, "dropped_why": why})
    record(work, case, "measure_dropped", account.id, what=measure["what"], text=why)
    findings.examine(work, case)
    return after


def _may_plan(account: Account) -> None:
    if account.role not in PLANNERS:
        raise NotAllowed("帮扶措施由村、镇来定")


def _one(work: Work, account: Account, measure_id: str) -> RowMapping:
    query = (
        select(MEASURES)
        .join(CASES, and_(CASES.c.county == MEASURES.c.county, CASES.c.id == MEASURES.c.case_id))
        .where(MEASURES.c.id == measure_id, visible_measures(account))
    )
    measure = work.connection.execute(query).mappings().one_or_none()
    if measure is None:
        raise NotFound("没有这项措施，或者不在您负责的地方")
    if measure["implemented_at"] or measure["dropped_at"]:
        raise Conflict("这项措施已经办过了，请刷新页面看最新情况。")
    return measure


def _write(work: Work, measure: RowMapping, values: Mapping[str, Any]) -> RowMapping:
    still = (MEASURES.c.implemented_at.is_(None), MEASURES.c.dropped_at.is_(None))
    here = (MEASURES.c.county == work.code, MEASURES.c.id == measure["id"])
    changed = update(MEASURES).where(*here, *still).values(**values).returning(*MEASURES.c)
    after = work.connection.execute(changed).mappings().one_or_none()
    if after is None:
        raise Conflict("这项措施刚刚有人办了，请刷新页面看最新情况。")
    return after


def _check_day(work: Work, case: RowMapping, measure: RowMapping, done: date) -> None:
    """方案 三(五): the plan's measures follow the recognition; urgent help, put down before it, the report (裁定 1)."""
    log = history.of_cases(work.connection, work.county, [case["id"]])[case["id"]]
    recognised = log.at("recognised")
    before = measure["urgent"] or recognised is None
    first = work.local(log.clue if before or recognised is None else recognised).date()
    if done >= first:
        return
    day = f"{first.month}月{first.day}日"
    if before:
        raise Invalid(f"落实日期早过申报（{first.year}年{day}），请看看年份和日期")
    raise Invalid(
        f"这项措施是认定（{first.year}年{day}）以后定的，落实日期不能早过认定，请看看年份和日期。"
        f"认定以前就帮上的，日期写{day}，实际哪天写在凭据里。"
    )


def _check_what_is_left(work: Work, account: Account, case: RowMapping, dropped: RowMapping) -> None:
    """What let the plan be set must hold of what remains of it (方案 三(五)：有劳动能力的，优先开发式帮扶)."""
    dossier = dossiers.load(work, case)
    if not dossier.history.last("plan_set"):
        return
    left = tuple(row for row in dossier.measures if row["id"] != dropped["id"])
    try:
        able_households_develop(replace(dossier, measures=left), account, {})
    except Conflict as refused:
        raise Conflict(f"{refused}。先加上另一项，再去掉这一项。") from refused


def _check_photos(work: Work, case: RowMapping, photos: tuple[str, ...]) -> None:
    here = (ATTACHMENTS.c.county == work.code, ATTACHMENTS.c.case_id == case["id"], ATTACHMENTS.c.id.in_(photos))
    found = set(work.connection.execute(select(ATTACHMENTS.c.id).where(*here)).scalars()) if photos else set()
    if missing := set(photos) - found:
        raise Invalid(f"有 {len(missing)} 张照片没有传上来，请重新拍照上传")


def _category(code: str) -> str:
    if code not in load_form().codes["measure_category"]:
        raise Invalid("请选是哪一类措施")
    return code


def _words(text: str, ask: str) -> str:
    text = clean(text, 500)
    if not text:
        raise Invalid(ask)
    return text
