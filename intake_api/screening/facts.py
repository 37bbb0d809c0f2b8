"""All that is known of a household before it is said which of the fourteen groups it is in: the roster, the lists, its
reports, and what came of earlier alerts. Read for many households with one query a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from intake_api.casework.collected import Collected, collected
from intake_api.casework.income import Income, income, is_known
from intake_api.casework.states import OPEN
from intake_api.intake.households import NEVER_RECOGNISED
from intake_api.models.tables import CASES, HITS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.roster.looking import by_values
from intake_api.screening.hits import ALERT, SETTLED
from intake_api.screening.thresholds import is_over, list_of
from intake_api.sealed_answers import open_answers
from knowledge.limits import months_after
from knowledge.policy import County, Policy

Row = Mapping[Any, Any]
_RESIDENT = [RESIDENTS.c[name] for name in ("household_id", "name", "born", "id_index", "left")]
_CASE = [CASES.c[name] for name in ("household_id", "id", "state", "risk", "answers", "submitted_at", "recognised_at")]
_HIT = [HITS.c[name] for name in ("household_id", "want", "state", "source", "arrived_at")]
_HOUSEHOLD = [HOUSEHOLDS.c[name] for name in ("id", "town", "village", "standing", "ended")]
_YEAR = 12  # months for which a list that is not whole, and an alert, say something


@dataclass(frozen=True)
class Facts:
    """One household on one day. ``entries``: what holds of the lists, by list; ``report``: its case in hand, opened;
    ``turned_away``: the days of reports and alerts that came to nothing, oldest first."""

    household: Row
    county: County
    today: date
    residents: Sequence[Row] = ()
    entries: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    report: Row | None = None
    found: Collected = field(default_factory=Collected)
    turned_away: Sequence[date] = ()
    is_recognised: bool = False

    @property
    def policy(self) -> Policy:
        """The county's numbers."""
        return self.county.policy

    @property
    def risk(self) -> str:
        """What the report in hand says is the trouble."""
        return str(self.report["risk"]) if self.report else ""

    @cached_property
    def income(self) -> Income | None:
        """As collected; None while nobody asked about it."""
        return income(self.found) if self.report and is_known(self.found) else None

    def on(self, key: str) -> Sequence[Row]:
        """What the list says of its people today."""
        return self.entries.get(key, ())


def read(office: Office, connection: Connection, county: County, ids: Iterable[str]) -> list[Facts]:
    """What is known of these households, in the order of their ids."""
    today = office.clock().astimezone(county.zone).date()
    wanted = sorted(set(ids))

    def rows(column: Any, columns: Sequence[Any] = ()) -> Mapping[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in by_values(connection, county.code, column, wanted, columns=columns):
            found[row["household_id"]].append(row)
        return found

    residents = rows(RESIDENTS.c.household_id, _RESIDENT)
    entries = rows(LIST_ENTRIES.c.household_id)
    cases, hits = rows(CASES.c.household_id, _CASE), rows(HITS.c.household_id, _HIT)
    homes = by_values(connection, county.code, HOUSEHOLDS.c.id, wanted, columns=_HOUSEHOLD)
    return [
        _facts(
            office, county, today, home, residents[home["id"]], entries[home["id"]], cases[home["id"]], hits[home["id"]]
        )
        for home in sorted(homes, key=lambda home: str(home["id"]))
    ]


def _facts(
    office: Office,
    county: County,
    today: date,
    home: Row,
    residents: Sequence[Row],
    entries: Sequence[Row],
    cases: Sequence[Row],
    hits: Sequence[Row],
) -> Facts:
    report = max((each for each in cases if each["state"] in OPEN), key=_submitted, default=None)
    first = months_after(today, -county.policy.screening.groups.repeat_months)
    return Facts(
        household=home,
        county=county,
        today=today,
        residents=[each for each in residents if not each["left"]],
        entries=_by_list(county, entries, today),
        report=report,
        found=collected(open_answers(report["answers"], office.sealer)) if report else Collected(),
        turned_away=_turned_away(county, cases, hits, first),
        is_recognised=any(each["recognised_at"] and _day(county, each["recognised_at"]) >= first for each in cases),
    )


def _by_list(county: County, entries: Sequence[Row], today: date) -> Mapping[str, Sequence[Row]]:
    """What holds: still on the list, and said within the year where the list speaks of something that happened."""
    rules, first = county.policy.screening.rules, months_after(today, -_YEAR).isoformat()
    found: dict[str, list[Row]] = defaultdict(list)
    for entry in entries:
        source = list_of(entry["list"])
        if source is None or is_over(rules.get(source.key), source, entry, today.isoformat()):
            continue
        if source.whole or not entry["since"] or entry["since"] >= first:
            found[source.key].append(entry)
    return found


def _turned_away(county: County, cases: Sequence[Row], hits: Sequence[Row], first: date) -> Sequence[date]:
    reports = [_day(county, each["submitted_at"]) for each in cases if each["state"] in NEVER_RECOGNISED]
    settled = [each for each in hits if each["want"] == ALERT and each["state"] == SETTLED]
    days = [*reports, *(_day(county, each["arrived_at"]) for each in settled)]
    return sorted(day for day in days if day >= first)


def _submitted(case: Row) -> Any:
    return case["submitted_at"], case["id"]


def _day(county: County, moment: Any) -> date:
    day: date = moment.astimezone(county.zone).date()
    return day
