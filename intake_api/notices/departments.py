"""What departments still owe the comparison (方案 三(四)), as notices tell it: how many and by when, never whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from intake_api.casework.clocks import last_day, light
from intake_api.casework.comparisons import SAME_CASE, still_asked
from intake_api.counters import count_up, counted
from intake_api.models import Account
from intake_api.models.tables import CASES, COMPARISONS
from intake_api.notices import cadre_words, recipients
from intake_api.notices.tell import About, comparisons_link, tell
from intake_api.office import Work
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Batch:
    """Open questions to one department that must be back at the same moment; ``sent``: when the first was put."""

    department: str
    due: datetime
    sent: datetime
    count: int


@dataclass(slots=True)
class Owed:
    """All that one account has to answer: how many, how many of them late, and the first day that is not past."""

    count: int = 0
    late: int = 0
    first: date | None = None

    def add(self, batch: Batch, now: datetime, local: date) -> None:
        """One batch more; ``local`` is its last day on the county's clock."""
        self.count += batch.count
        if batch.due <= now:
            self.late += batch.count
        else:
            self.first = min(self.first or local, local)


def batches(connection: Connection, county: County) -> list[Batch]:
    """Every department's open questions, the earliest first."""
    asked = (COMPARISONS.c.department, COMPARISONS.c.due_at)
    query = (
        select(*asked, func.min(COMPARISONS.c.sent_at), func.count())
        .join(CASES, SAME_CASE)
        .where(COMPARISONS.c.county == county.code, *still_asked())
        .group_by(*asked)
        .order_by(COMPARISONS.c.due_at, COMPARISONS.c.department)
    )
    return [Batch(*row) for row in connection.execute(query)]


def owed_by(work: Work, accounts: Iterable[Account], found: Iterable[Batch]) -> dict[str, Owed]:
    """By account of ``accounts``: a department's own, and for the district's clerks those of departments without an
    account at work."""
    wanted, answering = list(accounts), recipients.answering_departments(work)
    owed: dict[str, Owed] = {}
    for batch in found:
        last = last_day(work.local(batch.due))
        for account in wanted:
            own = account.role == "dept" and account.department == batch.department
            if own or (account.role == "county_clerk" and batch.department not in answering):
                owed.setdefault(account.id, Owed()).add(batch, work.now, last)
    return owed


def warn(work: Work, batch: Batch, ladder: Mapping[str, frozenset[str]]) -> int:
    """A warning when the batch has turned yellow, orange, red; once each, whoever looks. Returns how many."""
    turned = light(batch.sent, batch.due, work.now, work.county.policy.warn)
    if turned not in ladder:
        return 0
    key = f"compare:{batch.department}:{batch.due:%Y%m%d}:{turned}"
    if counted(work, key) or count_up(work, key) > 1:
        return 0
    told = recipients.of_department(work, batch.department, ladder[turned])
    line = cadre_words.asked_of_departments(work, batch.department, batch.count, batch.due, turned)
    tell(work, told, line, About(key, comparisons_link(work)))
    return 1
