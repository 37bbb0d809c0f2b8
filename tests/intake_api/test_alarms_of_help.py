"""绿色通道 and 转办单 go up the same ladder as every other clock."""

import pytest
from factories import HUANXI, YIYOU, make_account, make_case
from heard_alarms import every_six_hours, texts, warned
from offices import Clock
from procedure import COUNTY, Procedure
from sqlalchemy import select

from intake_api.casework import referrals
from intake_api.intake import cases
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.models.tables import REFERRALS
from intake_api.notices.reminding import remind
from intake_api.office import Office


@pytest.fixture
def staff(office: Office) -> dict[str, Account]:
    areas = {"village": YIYOU, "town_leader": HUANXI, "county_clerk": COUNTY}
    with office.work() as work:
        return {role: make_account(work, role, area) for role, area in areas.items()}


class TestTheGreenChannel:
    """2 小时回应，24 小时到户: up the same ladder."""

    def test_nobody_answers(self, office: Office, clock: Clock, staff: dict[str, Account]) -> None:
        with office.work() as work:
            case = make_case(work)
            held = cases.held(work, case["id"])
            assert held
            cases.urge(work, held, "food", Origin("ONLINE", "wechat"))
        colours = []
        for _ in range(16):
            clock.advance(minutes=10)
            remind(office, "350111")
            colours.append([light for light, late in warned(office, staff["town_leader"]) if late == "回应绿色通道"])
        assert colours[6] == [], "70 minutes"
        assert colours[7] == ["要抓紧"]
        assert colours[9] == ["要抓紧", "快到期"]
        assert colours[11] == colours[15] == ["要抓紧", "快到期", "已超期"]
        assert ("已超期", "回应绿色通道") in warned(office, staff["county_clerk"])
        assert ("要抓紧", "回应绿色通道") not in warned(office, staff["village"])
        (text,) = texts(office, staff["county_clerk"], "回应绿色通道")
        assert "须11-10 11:00前" in text

    def test_nobody_goes_there(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock, urgent="food", green="proposed")
        p.do("town_leader", "fast_track")
        every_six_hours(p, days=2)
        assert ("已超期", "按绿色通道到户") in warned(office, p.person("village"))
        assert ("已超期", "按绿色通道到户") in warned(office, p.person("county_clerk"))


class TestReferrals:
    """转办单 without an answer."""

    @pytest.fixture
    def p(self, office: Office, clock: Clock) -> Procedure:
        p = Procedure(office, clock)
        p.do("village", "refer")
        return p

    def late(self, p: Procedure, who: str) -> list[str]:
        return [light for light, late in warned(p.office, p.person(who)) if late == "问到转办的回音"]

    def test_up_the_ladder_once_each(self, p: Procedure) -> None:
        every_six_hours(p, days=20)
        assert self.late(p, "village") == ["要抓紧", "快到期", "已超期"]
        assert self.late(p, "county_clerk") == self.late(p, "town_leader") == ["已超期"]
        (text,) = texts(p.office, p.person("county_clerk"), "问到转办的回音")
        assert "医" not in text, "what was handed on may tell an illness (裁定 11)"

    def test_two_are_two(self, p: Procedure) -> None:
        p.do("village", "refer", target="job")
        every_six_hours(p, days=20)
        assert self.late(p, "county_clerk") == ["已超期", "已超期"]

    def test_also_when_the_case_has_ended(self, p: Procedure) -> None:
        p.do("town_clerk", "natural_decrease")
        every_six_hours(p, days=20)
        assert self.late(p, "county_clerk") == ["已超期"]

    def test_an_answered_one_is_quiet(self, p: Procedure) -> None:
        with p.office.work() as work:
            (row,) = work.connection.execute(select(REFERRALS)).mappings()
            referrals.answer(work, p.person("village"), row["id"], "solved", "已经报销")
        every_six_hours(p, days=20)
        assert self.late(p, "village") == []
