"""Days that a cadre types have a lower bound too, and the words say what to do."""

from datetime import date, timedelta
from typing import Any

import pytest
from factories import HUANXI, YIYOU
from http_office import PAGE, app_of, log_in
from offices import Clock
from procedure import Procedure
from sqlalchemy import func, select

from intake_api.casework import issues, measures
from intake_api.errors import Invalid
from intake_api.intake import founding
from intake_api.models.tables import CASES, MEASURES
from intake_api.office import Office

FAMILY = {"name": "林阿妹", "phone": "13905001111", "town": HUANXI, "village": YIYOU, "risk": "illness"}
TODAY = date(2023, 11, 10)
TOO_EARLY = [date(1, 1, 1), date(1990, 1, 1), date(2022, 11, 10), TODAY - timedelta(61)]


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    return Procedure(office, clock)


def found(p: Procedure, who: str, day: date) -> Any:
    make = founding.alert if who == "county_clerk" else founding.patrol
    with p.office.work() as work:
        return make(work, p.person(who), FAMILY, day, "妻子大病")


@pytest.mark.parametrize("who", ["village", "county_clerk"])
@pytest.mark.parametrize("day", TOO_EARLY)
def test_a_patrol_or_an_alert_of_long_ago(p: Procedure, who: str, day: date) -> None:
    with pytest.raises(Invalid, match="最多往前补登记 60 天，就是 2023-09-11 起"):
        found(p, who, day)
    with p.office.work() as work:
        assert work.connection.execute(select(func.count()).select_from(CASES)).scalar_one() == 1


@pytest.mark.parametrize("who", ["village", "county_clerk"])
@pytest.mark.parametrize("days", [0, 1, 60])
def test_one_of_lately(p: Procedure, who: str, days: int) -> None:
    case = found(p, who, TODAY - timedelta(days))
    assert p.office.county().policy.clocks.back_days == 60
    assert case["submitted_at"].astimezone(p.office.county().zone).date() == TODAY - timedelta(days)


def test_the_page_keeps_what_was_typed(p: Procedure) -> None:
    client = log_in(app_of(p.office), p.office, "village")
    form = {"name": "林阿妹", "village": "亥由村", "risk": "illness", "day": "0001-01-01", "why": "妻子大病"}
    answer = client.post("/console/found", data=form, headers={"sec-fetch-site": "same-origin"} | PAGE)
    assert answer.status_code == 422
    for kept in ("林阿妹", "妻子大病", "0001-01-01", "补登记"):
        assert kept in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "1990-01-01", "2023-09-10"])
def test_an_issue_found_long_ago(p: Procedure, day: str) -> None:
    with pytest.raises(Invalid, match="补登记"), p.office.work() as work:
        issues.find(work, p.person("village"), p.case_id, "housing", "屋顶漏", day)


class TestMeasures:
    """裁定 1: urgent help from the report on; the plan's measures from recognition on."""

    def done(self, p: Procedure, day: str) -> Any:
        waiting = select(MEASURES.c.id).where(MEASURES.c.implemented_at.is_(None))
        with p.office.work() as work:
            (id,) = work.connection.execute(waiting).scalars()
            return measures.implement(work, p.person("village"), id, day, "每月领 1200 元")

    @pytest.mark.parametrize("day", ["2001-01-01", "0001-01-01", "2023-11-09"])
    def test_urgent_help_not_before_the_report(self, p: Procedure, day: str) -> None:
        p.plan()
        with pytest.raises(Invalid, match="早过申报（2023年11月10日）"):
            self.done(p, day)
        assert self.done(p, "2023-11-10")["implemented_day"] == "2023-11-10"

    @pytest.mark.parametrize("day", ["2001-01-01", "2023-11-10", "2023-11-18"])
    def test_a_measure_of_the_plan_not_before_recognition(self, p: Procedure, day: str) -> None:
        p.to("RECOGNIZED").plan()
        assert p.clock.now.date() == date(2023, 11, 19)
        with pytest.raises(Invalid, match="日期写11月19日，实际哪天写在凭据里"):
            self.done(p, day)
        assert self.done(p, "2023-11-19")["implemented_day"] == "2023-11-19"

    def test_urgent_help_that_was_put_down_before_may_be_written_up_later(self, p: Procedure) -> None:
        """急的先帮，手续后补."""
        p.plan()
        p.to("RECOGNIZED")
        assert self.done(p, "2023-11-11")["implemented_day"] == "2023-11-11"
