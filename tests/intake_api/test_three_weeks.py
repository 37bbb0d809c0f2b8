"""A made-up district, imported, walked and screened over three weeks: columns 3 to 11 of 附件2 are what its own log
says, counted without any of our queries."""

from typing import Any

from http_office import REPORT, app_of, client_of, log_in
from offices import Clock

from benchmarks.campaign import Campaign, days_later, recount
from benchmarks.district import District
from intake_api.office import Office

COLUMNS = (
    "patrol_lifted", "patrol_difficult", "patrol_suspects", "patrol_problems", "patrol_solved",
    "dept_screened", "dept_suspects", "dept_problems", "dept_solved",
)  # fmt: skip


def test_columns_3_to_11_are_what_was_done(office: Office, clock: Clock) -> None:
    app = app_of(office)
    district = District(office.county().places, households=460, seed=3)
    campaign = Campaign(
        office, district, lambda role, area: log_in(app, office, role, area), days_later(clock), visits=25
    )
    campaign.run()
    wanted = recount(campaign)
    table = client_of(app).get("/api/v1/annex2", headers=REPORT).json()
    keys = [column["key"] for column in table["columns"]]
    shown: dict[str, dict[str, Any]] = {
        key: {row["code"]: row["values"][keys.index(key)] for row in table["rows"]} for key in COLUMNS
    }
    counted = office.county().policy.counted_towns
    assert shown == {key: {town: wanted[key].get(town, 0) for town in counted} for key in COLUMNS}
    assert all(sum(wanted[key].values()) for key in COLUMNS), "every column was put to the test"
