"""Warnings go up the ladder once each; one digest a day; whoever looks, and however often."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from offices import Clock
from procedure import Procedure
from sqlalchemy import select

from intake_api.models.tables import NOTICES
from intake_api.notices.reminding import remind
from intake_api.office import Office
from intake_api.ticking import tick

COUNTY = "350111000000"


def titles(office: Office, account: Any) -> list[str]:
    with office.work() as work:
        query = select(NOTICES.c.title).where(NOTICES.c.account_id == account.id, NOTICES.c.channel == "console")
        return list(work.connection.execute(query.order_by(NOTICES.c.created_at, NOTICES.c.id)).scalars())


@pytest.fixture
def staff(office: Office) -> dict[str, Any]:
    with office.work() as work:
        return {
            "village": make_account(work, "village", YIYOU),
            "town_clerk": make_account(work, "town_clerk", HUANXI),
            "town_leader": make_account(work, "town_leader", HUANXI),
            "county_clerk": make_account(work, "county_clerk", COUNTY),
            "elsewhere": make_account(work, "town_clerk", GUSHAN),
        }


def warnings(office: Office, account: Any) -> list[str]:
    return [title for title in titles(office, account) if title in ("要抓紧", "快到期", "已超期")]


def test_a_case_that_nobody_accepts_goes_up_the_ladder(office: Office, staff: dict[str, Any], clock: Clock) -> None:
    """受理 2 天: reported on the 10th at 9:00, late after the 12th."""
    with office.work() as work:
        make_case(work)
    seen = {}
    for hours in (0, 24, 14, 13, 24):  # the 10th 9:00, 11th 9:00, 11th 23:00, 12th 12:00, 13th 12:00
        clock.advance(hours=hours)
        remind(office, "350111")
        remind(office, "350111")
        seen[clock.now.strftime("%d %H")] = {who: warnings(office, account) for who, account in staff.items()}
    both = ["要抓紧", "快到期", "已超期"]
    assert seen["10 09"] == {who: [] for who in staff}
    assert seen["11 23"]["village"] == ["要抓紧"]
    assert seen["12 12"]["village"] == ["要抓紧", "快到期"]
    assert seen["13 12"] == {
        "village": both, "town_clerk": both, "town_leader": ["已超期"], "county_clerk": ["已超期"], "elsewhere": [],
    }  # fmt: skip


def test_the_same_warning_never_comes_twice(office: Office, staff: dict[str, Any], clock: Clock) -> None:
    with office.work() as work:
        make_case(work)
    for _ in range(20):
        clock.advance(days=1)
        tick(office)
    for account in staff.values():
        assert max(Counter(warnings(office, account)).values(), default=0) <= 1, "one clock presses all the time"


def test_one_digest_a_day_for_who_has_anything_to_do(office: Office, staff: dict[str, Any], clock: Clock) -> None:
    with office.work() as work:
        make_case(work)
        make_case(work, town=GUSHAN, village=GUYI)
    clock.now = clock.now.replace(hour=7)
    remind(office, "350111")
    assert "今天要办" not in titles(office, staff["village"]), "not before eight"
    for days in range(3):
        for hour in (8, 9, 20):
            clock.now = clock.now.replace(day=10 + days, hour=hour)
            remind(office, "350111")
    assert titles(office, staff["village"]).count("今天要办") == 3
    assert titles(office, staff["elsewhere"]).count("今天要办") == 3
    assert titles(office, staff["town_leader"]).count("今天要办") == 0, "no step of theirs"


def test_the_digest_counts_what_is_due_late_and_to_decide(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("VERIFYING")
    clock.now = clock.now + timedelta(days=3)
    remind(office, "350111")
    with office.work() as work:
        query = select(NOTICES.c.text).where(
            NOTICES.c.title == "今天要办", NOTICES.c.account_id == p.person("village").id
        )
        (text,) = work.connection.execute(query).scalars()
    assert "手上共 1 件" in text
    assert "今天到期 1 件" in text
