"""转办单: handing one part of the trouble to whoever can solve it, and following it until it is answered.

方案 一(一)：转办低保不能代替识别: the case goes on beside the referral.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, and_, insert, select, update

from intake_api.access.scope import visible_referrals
from intake_api.casework import findings
from intake_api.casework.clocks import due
from intake_api.casework.holding import held_by_id
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Referral
from intake_api.models.tables import CASES, REFERRALS
from intake_api.office import Work
from knowledge.text import clean


def refer(work: Work, account: Account, case: Mapping[Any, Any], given: Mapping[str, Any]) -> str:
    """A new referral; its id."""
    row = Referral(
        county=work.code,
        id=work.new_id(),
        case_id=case["id"],
        target=given["target"],
        note=given["note"],
        sent_at=work.now,
        sent_by=account.id,
        due_at=due(work.now, work.county.policy.clocks.referral, work.county.policy),
    )
    work.connection.execute(insert(Referral).values(**row.model_dump()))
    return row.id


ANSWERERS = frozenset({"village", "town_clerk", "county_clerk", "dept"})
TARGETS = dict(next(need for need in action("refer").needs if need.key == "target").options)
SAME_CASE = and_(CASES.c.county == REFERRALS.c.county, CASES.c.id == REFERRALS.c.case_id)
ANSWERS = {"solved": "已解决", "partly": "解决了一部分", "refused": "办不了"}


def targets_of(department: str) -> tuple[str, ...]:
    """What is handed on to this department: 民政局 gets whatever begins with “民政：”. Nothing for no department."""
    offices = {code: words.partition("：")[0] for code, words in TARGETS.items() if "：" in words}
    return tuple(code for code, office in offices.items() if department.startswith(office))


def one(work: Work, account: Account, referral_id: str) -> RowMapping:
    """A referral that the account may see. Raises ``NotFound``."""
    mine = visible_referrals(account, targets_of(account.department))
    query = select(REFERRALS).join(CASES, SAME_CASE).where(REFERRALS.c.id == referral_id, mine)
    row = work.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这张转办单，或者不在您负责的地方")
    return row


def answer(work: Work, account: Account, referral_id: str, result: str, words: str) -> RowMapping:
    """What the department says. Raises ``Invalid``, ``NotFound``, ``Conflict`` when it was answered."""
    row = _open(work, account, referral_id)
    words = clean(words, 500)
    if result not in ANSWERS or not words:
        raise Invalid("请选办得怎么样，再写一句结果")
    values = {"answer": result, "answer_note": words, "answered_at": work.now, "answered_by": account.id}
    (case,) = held_by_id(work, [row["case_id"]])
    here = (REFERRALS.c.county == work.code, REFERRALS.c.id == referral_id, REFERRALS.c.answered_at.is_(None))
    changed = update(REFERRALS).where(*here).values(**values).returning(*REFERRALS.c)
    after = work.connection.execute(changed).mappings().one_or_none()
    if after is None:
        raise Conflict("这张转办单刚刚有人回了，请刷新页面看最新情况。")
    record(work, case, "referral_answered", account.id, target=row["target"], result=result, text=words)
    findings.examine(work, case)
    return after


def _open(work: Work, account: Account, referral_id: str) -> RowMapping:
    # The department itself, or whoever handed it on writes down what they said.
    if account.role not in ANSWERERS:
        raise NotAllowed("转办的回音由那个部门、村里、镇信息员或者区信息员来登记")
    row = one(work, account, referral_id)
    if row["answered_at"]:
        raise Conflict("这张转办单已经有回音了，请刷新页面看最新情况。")
    return row
