"""Who sees what: the only place where scope is written. Village ⊂ town ⊂ county, by division code."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, false, or_, true

from intake_api.access.roles import ROLES
from intake_api.models import Account
from intake_api.models.tables import (
    CASES,
    COMPARISONS,
    CONCERNS,
    ERRANDS,
    EVENTS,
    FINDINGS,
    HITS,
    HOUSEHOLDS,
    ISSUES,
    MEASURES,
    REFERRALS,
    TASKS,
)


def visible(account: Account) -> ColumnElement[bool]:
    """The condition over ``cases`` that leaves only what ``account`` may see."""
    return and_(CASES.c.county == account.county, _sight(account))


def visible_tasks(account: Account) -> ColumnElement[bool]:
    """The same for tasks. Operators call back for everyone: a caller without a village belongs to nobody else."""
    everything = account.role == "operator" and not account.disabled
    return and_(TASKS.c.county == account.county, true() if everything else _in_area(account, TASKS))


def visible_findings(account: Account) -> ColumnElement[bool]:
    """The same for 疑似问题, which carry the place of their case."""
    return and_(FINDINGS.c.county == account.county, _in_area(account, FINDINGS))


def visible_issues(account: Account) -> ColumnElement[bool]:
    """The same for 群众困难问题."""
    return and_(ISSUES.c.county == account.county, _in_area(account, ISSUES))


def visible_households(account: Account) -> ColumnElement[bool]:
    """The same for the households of the roster."""
    return and_(HOUSEHOLDS.c.county == account.county, _in_area(account, HOUSEHOLDS))


def visible_errands(account: Account) -> ColumnElement[bool]:
    """The same for the households of a warning."""
    return and_(ERRANDS.c.county == account.county, _in_area(account, ERRANDS))


def visible_hits(account: Account) -> ColumnElement[bool]:
    """The same for what departments' lists hit."""
    return and_(HITS.c.county == account.county, _in_area(account, HITS))


def visible_concerns(account: Account) -> ColumnElement[bool]:
    """The same for the households of the fourteen groups."""
    return and_(CONCERNS.c.county == account.county, _in_area(account, CONCERNS))


def visible_comparisons(account: Account) -> ColumnElement[bool]:
    """Over ``comparison`` joined with ``cases``: a department its own questions, the county's clerk all of them."""
    mine: ColumnElement[bool] = false()
    if account.role == "dept" and not account.disabled and account.department:
        mine = COMPARISONS.c.department == account.department
    elif account.role == "county_clerk":
        mine = _in_area(account, CASES)
    return and_(COMPARISONS.c.county == account.county, CASES.c.county == account.county, mine)


def visible_referrals(account: Account, targets: Collection[str]) -> ColumnElement[bool]:
    """Over ``referral`` joined with ``cases``: those of the cases one sees; a department those handed on to it, which
    are ``targets``. What a household took back is nobody's any more (裁定 5)."""
    handed_on = _is_department(account) & REFERRALS.c.target.in_(targets) & (CASES.c.state != "WITHDRAWN")
    return and_(REFERRALS.c.county == account.county, CASES.c.county == account.county, or_(_sight(account), handed_on))


def visible_measures(account: Account) -> ColumnElement[bool]:
    """Over ``measure`` joined with ``cases``: those of the cases one sees; a department those it answers for."""
    own = _is_department(account) & (MEASURES.c.owner == account.department) & (CASES.c.state != "WITHDRAWN")
    return and_(MEASURES.c.county == account.county, CASES.c.county == account.county, or_(_sight(account), own))


def may_see(account: Account, town: str, village: str) -> bool:
    """Whether the account's area covers a place of its county. Operators look up; they cover nothing."""
    role = ROLES.get(account.role)
    if account.disabled or role is None or role.sees != "area" or not account.area:
        return False
    return account.area in {"village": {village}, "town": {town}, "county": {county_area(account.county)}}[role.level]


def found_by(account: Account, receipt: str, phones: Sequence[str]) -> ColumnElement[bool]:
    """Cases an operator may find for a caller: by the whole receipt number or the whole telephone number, given as
    its blind indexes."""
    if account.role != "operator" or account.disabled or not (receipt or phones):
        return and_(visible(account), _named(receipt, phones))
    return and_(CASES.c.county == account.county, _named(receipt, phones))


def county_area(county: str) -> str:
    """The division code of a county: ``350111`` is ``350111000000``."""
    return county.ljust(12, "0")


def _is_department(account: Account) -> ColumnElement[bool]:
    return true() if account.role == "dept" and not account.disabled and account.department else false()


def _named(receipt: str, phones: Sequence[str]) -> ColumnElement[bool]:
    wanted: list[Any] = []
    if receipt:
        wanted.append(CASES.c.receipt == receipt)
    if phones:
        wanted.append(CASES.c.phone_index.in_(phones))
    return or_(*wanted) if wanted else false()


def _sight(account: Account) -> ColumnElement[bool]:
    role = ROLES.get(account.role)
    if account.disabled or role is None or role.sees == "nothing":
        return false()
    return _logged_by(account) if role.sees == "own" else _in_area(account, CASES)


def _in_area(account: Account, table: FromClause) -> ColumnElement[bool]:
    role = ROLES.get(account.role)
    if account.disabled or role is None or role.sees != "area":
        return false()
    if role.level == "county":
        return true() if account.area == county_area(account.county) else false()
    if not account.area:
        return false()
    return table.c[role.level] == account.area


def _logged_by(account: Account) -> ColumnElement[bool]:
    return exists().where(
        EVENTS.c.county == CASES.c.county,
        EVENTS.c.case_id == CASES.c.id,
        EVENTS.c.actor == account.id,
        EVENTS.c.kind.in_(("submitted", "joined")),
    )
