"""转办单: handing one part of the trouble to whoever can solve it, and following it until it is answered.

方案 一(一)：转办低保不能代替识别: the case goes on beside the referral.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert

from intake_api.casework.clocks import due
from intake_api.models import Account, Referral
from intake_api.office import Work


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
