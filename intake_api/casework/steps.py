"""Whose step a case is now, as conditions for lists: what stands in an account's own list, and how pressing it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, false, func, literal_column, not_, or_, select
from sqlalchemy import case as when

from intake_api.access.scope import visible
from intake_api.casework import cutoffs
from intake_api.casework.dossier import local_day
from intake_api.casework.lifecycle import ACTIONS, OPEN, action
from intake_api.casework.states import HOLDERS
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES, EVENTS
from knowledge.policy import County

GROUPS = {"overdue": "已超期", "today": "今天到期", "decide": "等我定", "hurry": "要抓紧", "rest": "其余"}
_FIRST_WORDS = tuple(each.proposed_as for each in ACTIONS if each.proposers)
BEGAN: ColumnElement[datetime] = func.coalesce(CASES.c.clock_from, CASES.c.since)
Condition = ColumnElement[bool]
# Written out, as the indexes of the few such cases have it: a database does not look into what is bound.
_IS_PROPOSED = CASES.c.proposal != literal_column("''")
_IS_GREEN = CASES.c.green != literal_column("''")


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The account's own work as conditions. ``parts`` split ``step``, its own next steps; ``decide`` is what waits for
    its word as the second person. No case is in two."""

    step: Condition
    parts: Mapping[str, Condition]
    decide: Condition

    def group(self, name: str) -> Condition:
        """The cases of one group."""
        return self.decide if name == "decide" else and_(self.step, self.parts[name])

    def count(self, connection: Connection) -> dict[str, int]:
        """How many there are of each group."""
        sums = [func.coalesce(func.sum(when((part, 1), else_=0)), 0).label(name) for name, part in self.parts.items()]
        steps = connection.execute(select(*sums).select_from(CASES).where(self.step)).mappings().one()
        decide = connection.execute(select(func.count()).select_from(CASES).where(self.decide)).scalar_one()
        return {name: decide if name == "decide" else int(steps[name]) for name in GROUPS}


def own_work(account: Account, county: County, now: datetime, others: list[str]) -> OwnWork:
    """What is the account's to do now. ``others`` are colleagues that a case may have been given to instead."""
    today = local_day(county, now)
    late = _began_before(cutoffs.due_by(county.policy, today - timedelta(1)))
    due = _began_before(cutoffs.due_by(county.policy, today))
    soon = _began_before(cutoffs.used(county.policy, now, county.policy.warn.yellow))
    parts = {
        "overdue": late,
        "today": and_(due, not_(late)),
        "hurry": and_(soon, not_(due)),
        "rest": and_(not_(soon), not_(due)),
    }
    step = and_(visible(account), _holds(account), CASES.c.handler.not_in(others))
    return OwnWork(step, parts, and_(visible(account), _to_decide(account)))


def has_light(light: str, county: County, now: datetime) -> Condition:
    """Cases whose pressing clock shows that light; one without a clock shows none."""
    late = _began_before(cutoffs.due_by(county.policy, local_day(county, now) - timedelta(1)))
    shares = county.policy.warn
    orange, yellow = (_began_before(cutoffs.used(county.policy, now, each)) for each in (shares.orange, shares.yellow))
    return {
        "red": late,
        "orange": and_(orange, not_(late)),
        "yellow": and_(yellow, not_(orange), not_(late)),
        "green": and_(CASES.c.clock != "", not_(yellow), not_(late)),
    }.get(light, false())


def colleagues(connection: Connection, account: Account) -> list[tuple[str, str]]:
    """(id, name) of everybody who works with the same part and area, the account itself too."""
    same = (ACCOUNTS.c.county == account.county, ACCOUNTS.c.area == account.area, ACCOUNTS.c.role == account.role)
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(*same, ACCOUNTS.c.disabled.is_(False))
    return [(row.id, row.name) for row in connection.execute(query.order_by(ACCOUNTS.c.name, ACCOUNTS.c.id))]


def _began_before(moments: Mapping[str, datetime]) -> Condition:
    return or_(*(and_(CASES.c.clock == name, moment > BEGAN) for name, moment in moments.items()))


def _holds(account: Account) -> Condition:
    """The states whose next step is of that role. What waits for a second person is not; a refusal that the
    household has been told of waits for nobody."""
    states = sorted(state for state, roles in HOLDERS.items() if account.role in roles)
    told = and_(CASES.c.state == "REJECTED", CASES.c.clock == "")
    step = and_(CASES.c.state.in_(states), CASES.c.proposal == "", not_(told))
    return and_(step, CASES.c.green != "proposed") if _decides_green(account) else step


def _to_decide(account: Account) -> Condition:
    """Proposals that the account may decide, less its own: 两人规则. 绿色通道 is proposed by the program (裁定 6)."""
    names = [each.name for each in ACTIONS if each.proposers and account.role in each.roles]
    waiting = and_(_IS_PROPOSED, CASES.c.proposal.in_(names), _proposer() != account.id)
    if not _decides_green(account):
        return waiting
    return or_(waiting, and_(_IS_GREEN, CASES.c.green == "proposed", CASES.c.state.in_(sorted(OPEN))))


def _decides_green(account: Account) -> bool:
    return account.role in action("fast_track").roles


def _proposer() -> ColumnElement[str]:
    """Who spoke the first of two words, as the log says."""
    same = (EVENTS.c.county == CASES.c.county, EVENTS.c.case_id == CASES.c.id, EVENTS.c.kind.in_(_FIRST_WORDS))
    latest = select(EVENTS.c.actor).where(*same).order_by(EVENTS.c.at.desc(), EVENTS.c.id.desc()).limit(1)
    return latest.correlate(CASES).scalar_subquery()
