"""A risk ends after help that was planned and given, and somebody looked; labour is asked about. On both databases."""

from datetime import timedelta
from typing import Any

import pytest
from offices import Clock
from procedure import Procedure, sheet_answers

from intake_api.errors import Conflict, Invalid
from intake_api.office import Office

UNNUMBERED = {key: value for key, value in sheet_answers().items() if key != "member[3].id_no"}


def helped(p: Procedure, **over: Any) -> Procedure:
    """In help, with a measure carried out."""
    p.to("ASSISTING").implement()
    return p


class TestNaturally:
    """B10: 自然消除 is spared the six months, nothing else."""

    def test_it_is_shown(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ASSISTING")
        with pytest.raises(Invalid, match="凭据"):
            p.do("village", "propose_eliminate", method="natural")
        with pytest.raises(Conflict, match="回访"):
            p.do("village", "propose_eliminate", method="natural", proof="工资单")
        clock.advance(days=1)
        p.visit()
        with pytest.raises(Conflict, match="低于线"):
            p.do("village", "propose_eliminate", method="natural", proof="工资单")
        p.visit(id="again", answers=sheet_answers() | {"wage_income": 120000})
        assert p.case["state"] == "ASSISTING", "a later visit moves nothing"
        assert p.do("village", "propose_eliminate", method="natural", proof="工资单")["state"] == "ELIM_REVIEW"


class TestByHelp:
    """B10: without a plan there is nothing to end."""

    def test_urgent_help_alone_is_no_plan(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        p.plan("safety_net")
        p.half_a_year_on()
        assert p.case["state"] == "ASSISTING"
        with pytest.raises(Conflict, match="帮扶计划"):
            p.do("village", "propose_eliminate")

    def test_what_is_planned_is_done(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ASSISTING")
        clock.advance(days=200)
        with pytest.raises(Conflict, match="一项措施"):
            p.do("village", "propose_eliminate")

    def test_six_months_are_full(self, office: Office, clock: Clock) -> None:
        """C13: recognised on 11-19, full on 05-19 at 24:00."""
        p = Procedure(office, clock).to("ASSISTING")
        recognised = p.case["recognised_at"].astimezone(clock.now.tzinfo)
        p.half_a_year_on()
        clock.now = recognised.replace(year=recognised.year + 1, month=recognised.month - 6, hour=23)
        with pytest.raises(Conflict, match=f"{recognised.month - 6}月{recognised.day + 1}日"):
            p.do("village", "propose_eliminate")
        clock.now += timedelta(hours=2)
        assert p.do("village", "propose_eliminate")["state"] == "ELIM_REVIEW"


class TestLabour:
    """B9: who has no number is asked, not taken for unable."""

    def test_it_is_asked_before_the_plan_is_set(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("RECOGNIZED")
        p.visit(answers=UNNUMBERED, cleared=("member[3].id_no",))
        p.plan()
        with pytest.raises(Conflict, match="陈小明"):
            p.do("village", "plan_set")
        p.visit(id="again", answers=UNNUMBERED | {"member[3].labour": "ordinary"})
        assert p.do("village", "plan_set")["state"] == "ASSISTING"
