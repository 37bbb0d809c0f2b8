"""Deadlines turned round: which clocks that began before a moment are late, or late soon. Lists ask the database so,
for a deadline itself is never stored."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from intake_api.casework.clocks import RULES, due, last_day, latest_posting
from knowledge.limits import Limit
from knowledge.policy import Policy

_DAY = timedelta(1)
_LEAST = timedelta(microseconds=1)
Ends = Callable[[datetime], datetime]


def due_by(policy: Policy, day: date) -> Mapping[str, datetime]:
    """By clock: whatever began before this moment is due on ``day`` or was earlier."""
    return {name: _due_by(ends, policy, day) for name, ends in _ends(policy).items()}


def due_day(policy: Policy, clock: str, began: datetime) -> date:
    """The last day of that clock when it began then."""
    return last_day(_ends(policy)[clock](began))


def used(policy: Policy, now: datetime, share: float) -> Mapping[str, datetime]:
    """By clock: whatever began before this moment has used ``share`` (0 to 1) of its time or more."""
    return {name: _used(ends, policy, now, share) for name, ends in _ends(policy).items()}


def _ends(policy: Policy) -> dict[str, Ends]:
    def of(limit: Limit) -> Ends:
        return lambda start: due(start, limit, policy)

    zone = ZoneInfo(policy.timezone)
    found = {rule.name: of(rule.limit(policy.clocks)) for rule in RULES}
    return found | {"post": lambda clue: datetime.combine(latest_posting(clue, policy) + _DAY, time(), zone)}


def _due_by(ends: Ends, policy: Policy, day: date) -> datetime:
    start = _midnight(day, policy)
    while last_day(ends(start)) > day:
        start = _midnight(start.date() - _DAY, policy)
    return _midnight(start.date() + _DAY, policy)


def _used(ends: Ends, policy: Policy, now: datetime, share: float) -> datetime:
    """Within one day all clocks end together: the moment lies in the first day, going back, that holds one."""
    start = _midnight(now.astimezone(ZoneInfo(policy.timezone)).date(), policy)
    while (latest := now - (ends(start) - now) * (share / (1 - share))) < start and ends(start) > now:
        start = _midnight(start.date() - _DAY, policy)
    return min(latest + _LEAST, _midnight(start.date() + _DAY, policy)) if ends(start) > now else start + _DAY


def _midnight(day: date, policy: Policy) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(policy.timezone))
