"""Everything about one case, put together for a decision: its row, its log, what was collected, what hangs on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
        return self.unauthorised_on(self.today)

    def unauthorised_on(self, day: date) -> tuple[Person, ...]:
        """The same of those who were adults on ``day``."""
        given = {row["member"] for row in self.authorisations if row["given_at"]}
        return tuple(each for each in self.found.adults(day) if each.place not in given)

    @property
    def not_asked_about(self) -> tuple[Person, ...]:
        """Who stands in the sheet, and no department was asked about in this round: all before the first sending,
        afterwards whoever was added to the sheet."""
        sent = [each.at for each in self.history.since("appeal_reopened").log if each.kind == "compare_sent"]
        asked = {row["member"] for row in self.comparisons if sent and row["sent_at"] >= sent[0]}
        return tuple(each for each in self.found.people if each.place not in asked)

    @property
    def income(self) -> Income:
        """What the household has, as collected."""
        return income(self.found)

    @property
    def line(self) -> int:
        """The line of the clue's year, 元 per head (方案 一(一))."""
        return self.county.policy.line_on(local_day(self.county, self.history.clue))

    @property
    def knows_income(self) -> bool:
        """Whether the income per head is reckoned of people who were counted: a visit without a list tells nothing."""
        return any(each.counted for each in self.found.people)

    @property
    def is_below_line(self) -> bool:
        """Whether the income as collected is below the line; unknown is not."""
        return self.knows_income and bool(self.income.below(self.line))

    @property
    def is_in_need(self) -> bool:
        """Whether only the district may let a refusal pass (方案 一(一) 应纳尽纳): below the line, in acute need, or
        visited without the income becoming known."""
        unknown = self.history.visited is not None and not self.knows_income
        return self.is_below_line or unknown or self.case["green"] == "approved"

    @property
    def visited_on(self) -> date | None:
        """The day of the latest visit of this round; it may have been sent in later."""
        visited = self.history.visited
        at = visited.data.get("visited_at") if visited else None
        if at:
            return local_day(self.county, datetime.fromisoformat(str(at)))
        return visited.day if visited else None


def load(work: Work, case: RowMapping) -> Dossier:
    """The dossier inside a writing transaction."""
    return read(work.office, work.connection, work.county, case, work.now)


def read(office: Office, connection: Connection, county: County, case: RowMapping, now: datetime) -> Dossier:
    """The dossier of a case that the caller may see."""
    (dossier,) = read_many(office, connection, county, [case], now)
    found = _rows(connection, county, [case["id"]], FINDINGS, FINDINGS.c.check_id, FINDINGS.c.member)
    open_findings = tuple(row for row in found.get(case["id"], ()) if not row["gone_at"])
    return replace(dossier, findings=open_findings, refused_before=_refused_before(connection, case))


def read_many(
    office: Office, connection: Connection, county: County, cases: Sequence[RowMapping], now: datetime
) -> list[Dossier]:
    """Several dossiers in the order of ``cases``, with one query a table; without what no check reads."""
    ids = [case["id"] for case in cases]
    logs = histories.of_cases(connection, county, ids)

    def rows(table: Table, *order: Any) -> Callable[[str], Rows]:
        found = _rows(connection, county, ids, table, *order)
        return lambda case_id: tuple(found.get(case_id, ()))

    authorisations = rows(AUTHORISATIONS, AUTHORISATIONS.c.member, AUTHORISATIONS.c.asked_at)
    comparisons = rows(COMPARISONS, COMPARISONS.c.department, COMPARISONS.c.member)
    measures = rows(MEASURES, MEASURES.c.planned_at, MEASURES.c.id)
    referrals = rows(REFERRALS, REFERRALS.c.sent_at, REFERRALS.c.id)
    issues = rows(ISSUES, ISSUES.c.found_at, ISSUES.c.id)
    return [
        Dossier(
            case=case,
            history=logs.get(case["id"], History()),
            county=county,
            now=now,
            today=local_day(county, now),
            found=collected(open_answers(case["answers"], office.sealer)),
            authorisations=authorisations(case["id"]),
            comparisons=comparisons(case["id"]),
            measures=measures(case["id"]),
            referrals=referrals(case["id"]),
            issues=issues(case["id"]),
        )
        for case in cases
    ]


def _rows(
    connection: Connection, county: County, case_ids: Iterable[str], table: Table, *order: Any
) -> dict[str, list[RowMapping]]:
    """What hangs on the cases, by case."""
    here = (table.c.county == county.code, table.c.case_id.in_(list(case_ids)))
    found: dict[str, list[RowMapping]] = {}
    for row in connection.execute(select(table).where(*here).order_by(*order)).mappings():
        found.setdefault(row["case_id"], []).append(row)
    return found


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
