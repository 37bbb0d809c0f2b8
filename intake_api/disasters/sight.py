"""One warning as an account may see it: whoever has a place of it."""

from typing import Any

from sqlalchemy import Connection, RowMapping, select

from intake_api.disasters import places
from intake_api.errors import Conflict, NotFound
from intake_api.models import Account
from intake_api.models.tables import WARNINGS
from intake_api.office import Work
from knowledge.disasters import KINDS, LEVELS
from knowledge.policy import County

_c = WARNINGS.c


def one(connection: Connection, county: County, account: Account, id: str) -> RowMapping:
    """One warning. Raises ``NotFound`` when it touches nothing of the account's area."""
    query = select(WARNINGS).where(_c.county == county.code, _c.id == id)
    return _seen(county, account, connection.execute(query).mappings().one_or_none())


def held(work: Work, account: Account, id: str) -> RowMapping:
    """The same, locked, as long as it is open. Raises ``Conflict`` when it is closed."""
    query = select(WARNINGS).where(_c.county == work.code, _c.id == id).with_for_update()
    row = _seen(work.county, account, work.connection.execute(query).mappings().one_or_none())
    if row["closed_at"] is not None:
        raise Conflict("这条预警已经结束了")
    return row


def title(row: Any) -> str:
    """台风橙色预警."""
    return f"{KINDS.get(row['kind'], '灾害')}{LEVELS.get(row['level'], '')}预警"


def _seen(county: County, account: Account, row: RowMapping | None) -> RowMapping:
    if row is None or not places.mine(county, account, row["places"]):
        raise NotFound("没有这条预警，或者不在您负责的地方")
    return row
