"""Everything about one case, put together for a decision: its row, its log, what was collected, what hangs on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from intake_api.casework import history as histories
from intake_api.casework.collected import Collected, Person, collected
from intake_api.casework.history import History
from intake_api.casework.income import Income, income
from intake_api.models.tables import (
    AUTHORISATIONS,
    CASES,
    COMPARISONS,
    EVENTS,
    FINDINGS,
    ISSUES,
    MEASURES,
    REFERRALS,
)
from intake_api.office import Office, Work
from intake_api.sealed_answers import open_answers
from knowledge.policy import County

Row = Mapping[Any, Any]
Rows = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case at one moment. ``refused_before`` are the accounts that turned this household away in earlier cases."""

    case: Mapping[Any, Any]
    history: History
    county: County
    now: datetime
    today: date
    found: Collected = field(default_factory=Collected)
    authorisations: Rows = ()
    comparisons: Rows = ()
    measures: Rows = ()
    referrals: Rows = ()
    issues: Rows = ()
    findings: Rows = ()  # open ones
    refused_before: frozenset[str] = frozenset()

    @property
    def unauthorised(self) -> tuple[Person, ...]:
        """The adults whose word on the comparison is still wanted (裁定 8)."""
        given = {row["member"] for row in self.authorisations if row["given_at"]}
        return tuple(each for each in self.found.adults(self.today) if each.place not in given)

    @property
    def income(self) -> Income:
        """What the household has, as collected."""
        return income(self.found)

    @property
    def line(self) -> int:
        """The line of the clue's year, 元 per head (方案 一(一))."""
        return self.county.policy.line_on(self.history.clue.date())

    @property
    def is_below_line(self) -> bool:
        """Whether the income as collected is below the line; unknown is not."""
        return bool(self.income.below(self.line)) and bool(self.found.people)


def load(work: Work, case: RowMapping) -> Dossier:
    """The dossier inside a writing transaction."""
    return read(work.office, work.connection, work.county, case, work.now)


def read(office: Office, connection: Connection, county: County, case: RowMapping, now: datetime) -> Dossier:
    """The dossier of a case that the caller may see."""

    def rows(table: Table, *order: Any) -> Rows:
        here = (table.c.county == case["county"], table.c.case_id == case["id"])
        return tuple(connection.execute(select(table).where(*here).order_by(*order)).mappings())

    log = rows(EVENTS, EVENTS.c.at, EVENTS.c.id)
    restarts = county.policy.clocks.appeal_restarts
    open_findings = (row for row in rows(FINDINGS, FINDINGS.c.check_id, FINDINGS.c.member) if not row["gone_at"])
    return Dossier(
        case=case,
        history=histories.of_rows(log, reset_clue=restarts),
        county=county,
        now=now,
        today=local_day(county, now),
        found=collected(open_answers(case["answers"], office.sealer)),
        authorisations=rows(AUTHORISATIONS, AUTHORISATIONS.c.member, AUTHORISATIONS.c.asked_at),
        comparisons=rows(COMPARISONS, COMPARISONS.c.department, COMPARISONS.c.member),
        measures=rows(MEASURES, MEASURES.c.planned_at, MEASURES.c.id),
        referrals=rows(REFERRALS, REFERRALS.c.sent_at, REFERRALS.c.id),
        issues=rows(ISSUES, ISSUES.c.found_at, ISSUES.c.id),
        findings=tuple(open_findings),
        refused_before=_refused_before(connection, case),
    )


def local_day(county: County, moment: datetime) -> date:
    """The date on the county's clock."""
    return moment.astimezone(county.zone).date()


def _refused_before(connection: Connection, case: RowMapping) -> frozenset[str]:
    """Who refused earlier cases of the household: 方案 一(一) 多次申报未纳入的要另一个人来看."""
    earlier = select(CASES.c.id).where(
        CASES.c.county == case["county"], CASES.c.household_id == case["household_id"], CASES.c.id != case["id"]
    )
    kinds = histories.REFUSALS | {f"{kind}_proposed" for kind in histories.REFUSALS}
    ids = list(connection.execute(earlier).scalars())
    if not ids:
        return frozenset()
    # The kinds are picked here: asked for them, SQLite reads every refusal of the county.
    query = select(EVENTS.c.kind, EVENTS.c.actor).where(EVENTS.c.county == case["county"], EVENTS.c.case_id.in_(ids))
    return frozenset(actor for kind, actor in connection.execute(query) if kind in kinds)
