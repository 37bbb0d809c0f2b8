"""The row of a case held until the end of the transaction: who writes beside it does so one after the other."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, RowMapping, Select, select

from intake_api.access.scope import visible
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Work


def held(work: Work, account: Account, case_id: str) -> RowMapping:
    """The case, for an account that wants to do something with it. Raises ``NotFound`` outside its area."""
    case = work.connection.execute(_held(work, CASES.c.id == case_id, visible(account))).mappings().one_or_none()
    if case is None:
        raise NotFound("没有这件申报，或者不在您负责的地方")
    return case


def held_by_id(work: Work, case_ids: Iterable[str]) -> list[RowMapping]:
    """The cases that something in hand belongs to, in order of id: two who hold several cannot block each other."""
    return list(work.connection.execute(_held(work, CASES.c.id.in_(sorted(set(case_ids))))).mappings())


def _held(work: Work, *here: ColumnElement[bool]) -> Select[tuple[object, ...]]:
    return select(CASES).where(CASES.c.county == work.code, *here).order_by(CASES.c.id).with_for_update()
