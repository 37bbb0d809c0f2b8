"""Warnings go up the ladder once each; one digest a day; whoever looks, and however often."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, YIYOU, make_account, make_case
from heard_alarms import COLOURS, every_six_hours, titles, warned
from offices import Clock, office_on
from procedure import Procedure
from sqlalchemy import select

from intake_api.casework.log import record
from intake_api.models.tables import NOTICES
from intake_api.notices.reminding import remind
from intake_api.office import Office
from intake_api.store.database import Database
from intake_api.ticking import tick

COUNTY = "350111000000"


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
    return [title for title in titles(office, account) if title in COLOURS]


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
        given = [(clock, light) for light, clock in warned(office, account)]
        assert max(Counter(given).values(), default=0) <= 1
    assert {clock for _, clock in warned(office, staff["village"])} == {"受理", "提交评议", "张贴公示", "认定"}


class TestEachClockByItself:
    """One that is long overdue hides none of the others (裁定 3)."""

    def test_a_visit_never_made_does_not_hide_the_fifteen_days(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        every_six_hours(p, days=25)
        leader = warned(office, p.person("town_leader"))
        for late in ("入户", "提交评议", "张贴公示", "认定"):
            assert leader.count(("已超期", late)) == 1, late
        for light in ("要抓紧", "快到期", "已超期"):
            assert warned(office, p.person("village")).count((light, "认定")) == 1, light

    def test_help_has_three_clocks_that_run_side_by_side(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        every_six_hours(p, days=45)
        for who in ("town_leader", "county_clerk"):
            heard = warned(office, p.person(who))
            for late in ("录入全国系统", "帮扶计划", "落实第一项措施"):
                assert heard.count(("已超期", late)) == 1, (who, late)

    def test_a_farmer_who_does_not_answer(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock)
        p.do("village", "request_info")
        every_six_hours(p, days=8)
        assert warned(office, p.person("town_leader")).count(("已超期", "等农户补充")) == 1

    def test_what_was_done_is_warned_of_no_more(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        p.do("town_clerk", "entered")
        every_six_hours(p, days=20)
        assert not [late for _, late in warned(office, p.person("town_clerk")) if late == "录入全国系统"]

    def test_one_digest_a_day_whatever_is_late(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("VERIFYING")
        for _ in range(25):
            clock.advance(days=1)
            remind(office, "350111")
        assert titles(office, p.person("village")).count("今天要办") == 25


def test_a_refusal_that_was_told_is_nobodys_work(office: Office, clock: Clock) -> None:
    with office.work() as work:
        case = make_case(work, state="REJECTED")
        record(work, case, "no_risk", "somebody")
        make_account(work, "village", YIYOU, id="cadre")
    clock.advance(days=1)
    remind(office, "350111")
    with office.work() as work:
        record(work, case, "refusal_told", "cadre")
    for _ in range(3):
        clock.advance(days=1)
        remind(office, "350111")
    with office.work() as work:
        query = select(NOTICES.c.title).where(NOTICES.c.account_id == "cadre")
        assert list(work.connection.execute(query).scalars()) == ["今天要办"]


class TestWhoeverLooks:
    """Restarted, and in two processes: the ids, connections and caches are others, the warnings are given once."""

    def test_after_a_restart(
        self, database: Any, county: Any, clock: Clock, tmp_path: Path, staff: dict[str, Any], office: Office
    ) -> None:
        with office.work() as work:
            make_case(work)
        for run in range(20):
            clock.advance(days=1)
            again = office_on(database, [county], clock, tmp_path, ids=lambda run=run, n=count(): f"{run}-{next(n)}")
            remind(again, "350111")
            assert remind(again, "350111") == 0
        every = warned(office, staff["village"])
        assert len(every) == len(set(every))

    def test_two_at_the_same_moment(
        self, database: Any, county: Any, clock: Clock, tmp_path: Path, staff: dict[str, Any], office: Office
    ) -> None:
        with office.work() as work:
            for number in range(30):
                make_case(work, id=f"case-{number}")
        clock.advance(days=20)
        beside = Database(database.url)
        offices = [
            office_on(some, [county], clock, tmp_path, ids=lambda name=name, n=count(): f"{name}-{next(n)}")
            for name, some in (("one", database), ("two", beside))
        ]
        with ThreadPoolExecutor(2) as both:
            found = list(both.map(lambda each: remind(each, "350111"), offices))
        beside.close()
        digests = 2  # the village's and the town clerk's
        assert sum(found) == 30 * 4 + digests
        every = warned(office, staff["village"])
        assert len(every) == 30 * 4

    def test_nobody_is_there_yet(self, office: Office, clock: Clock) -> None:
        """A warning that nobody could hear is not used up."""
        with office.work() as work:
            make_case(work)
        clock.advance(days=3)
        assert remind(office, "350111") == 0
        with office.work() as work:
            new = make_account(work, "village", YIYOU)
        remind(office, "350111")
        assert ("已超期", "受理") in warned(office, new)


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
