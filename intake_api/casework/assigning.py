"""Giving cases to a colleague: who is to see to them. It changes nobody's right to act, and no state."""

from collections.abc import Sequence

from sqlalchemy import select, update

from intake_api.access.roles import ROLES
from intake_api.access.scope import visible
from intake_api.casework.log import record
from intake_api.casework.states import OPEN
from intake_api.casework.steps import colleagues
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Work

MOST = 100  # at a time


def assign(work: Work, account: Account, case_ids: Sequence[str], handler: str) -> int:
    """Give the cases to ``handler`` (an account id; empty gives them back to all); how many changed hands.

    All or none. Raises ``NotAllowed`` for a role that only looks, ``NotFound`` outside the area, ``Invalid`` for
    somebody who is no colleague, ``Conflict`` for a case that has ended.
    """
    if not ROLES[account.role].writes:
        raise NotAllowed("您这个岗位只看不办，不能分派")
    wanted = sorted(set(case_ids))
    if not wanted:
        raise Invalid("请先勾选要分派的申报")
    if len(wanted) > MOST:
        raise Invalid(f"一次最多分派 {MOST} 件")
    if handler and handler not in dict(colleagues(work.connection, account)):
        raise Invalid("只能分给同一个地方、同一个岗位的同事")
    query = select(CASES).where(visible(account), CASES.c.id.in_(wanted)).order_by(CASES.c.id).with_for_update()
    found = work.connection.execute(query).mappings().all()
    if len(found) < len(wanted):
        raise NotFound("有的申报没有，或者不在您负责的地方，一件也没有分派")
    if ended := [row["receipt"] for row in found if row["state"] not in OPEN]:
        raise Conflict(f"已经办结，不用分派：{'、'.join(ended[:3])}")
    moved = [row for row in found if row["handler"] != handler]
    for row in moved:
        record(work, row, "assigned", account.id, handler=handler)
    same = (CASES.c.county == work.code, CASES.c.id.in_([row["id"] for row in moved]))
    work.connection.execute(update(CASES).where(*same).values(handler=handler, version=CASES.c.version + 1))
    return len(moved)
