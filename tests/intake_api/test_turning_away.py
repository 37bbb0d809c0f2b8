"""Nobody is turned away unseen, for being helped already, or by one person's word (方案 一(一)). On both databases."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, make_case, make_talk
from offices import Clock
from procedure import Procedure, sheet_answers
from rows import rows

from intake_api.casework import referrals
from intake_api.casework.actions import act, farmer_acts
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models.tables import CASES, EVENTS, NOTICES, REFERRALS
from intake_api.office import Office

POOR = sheet_answers()
RICH = POOR | {"wage_income": 90000}


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    """Being verified, a day after the report, not visited yet."""
    found = Procedure(office, clock).to("VERIFYING")
    clock.advance(days=1)
    return found


def another(case: Procedure, **over: Any) -> dict[str, Any]:
    """A second report, of the same household unless told otherwise."""
    with case.office.work() as work:
        return make_case(work, **({"household_id": case.case["household_id"]} | over))


def do(case: Procedure, who: str, report: dict[str, Any], name: str, version: int = 1, **inputs: str) -> Any:
    with case.office.work() as work:
        return act(work, case.person(who), report["id"], name, version, inputs)


class TestUnseen:
    """A1, A4: what a household has is looked at before it is refused, and again before the district lets it pass."""

    @pytest.mark.parametrize("reason", ["R02", "R03", "R05"])
    def test_means_are_seen_at_the_house(self, case: Procedure, reason: str) -> None:
        with pytest.raises(Conflict, match="入户"):
            case.do("village", "conclude_no_risk", reason=reason)

    def test_who_does_not_want_is_not_seen(self, case: Procedure) -> None:
        with pytest.raises(Conflict, match="记一次"):
            case.do("village", "conclude_no_risk", reason="R04")
        case.do("village", "contact_failed", note="到了门口，不让进")
        assert case.both("village", "town_clerk", "conclude_no_risk", reason="R04")["state"] == "REJECTED"

    def test_who_is_helped_already_has_a_case_that_is_in_hand(self, case: Procedure) -> None:
        helped = another(case, household_id="")
        words = {"reason": "R06", "note": f"已经在 {helped['receipt']} 里帮着"}
        case.do("village", "conclude_no_risk", **words)
        with pytest.raises(Conflict, match="不在办"):
            case.do("town_clerk", "conclude_no_risk")
        do(case, "village", helped, "accept")
        assert case.do("town_clerk", "conclude_no_risk")["state"] == "REJECTED"

    def test_a_visit_without_a_list_tells_nothing(self, case: Procedure) -> None:
        case.visit(answers={key: value for key, value in RICH.items() if not key.startswith("member")} | {"size": 4})
        with pytest.raises(Conflict, match="家庭成员"):
            case.do("village", "conclude_no_risk")
        case.do("county_leader", "override_refusal")
        assert case.both("village", "town_clerk", "conclude_no_risk")["state"] == "REJECTED"

    def test_the_district_does_not_let_pass_what_nobody_saw(self, case: Procedure) -> None:
        with pytest.raises(Conflict, match="入户"):
            case.do("county_leader", "override_refusal")
        case.visit(answers=RICH)
        with pytest.raises(Conflict, match="用不着"):
            case.do("county_leader", "override_refusal")

    def test_a_later_visit_asks_the_district_again(self, case: Procedure) -> None:
        case.visit()
        case.do("county_leader", "override_refusal")
        case.visit(id="again", answers=POOR | {"wage_income": 30000})
        with pytest.raises(Conflict, match="低于"):
            case.do("village", "conclude_no_risk")


class TestDibao:
    """A2: 坚决杜绝以落实低保为由不识别监测对象, by no detour."""

    def test_handed_on_to_dibao_is_not_solved(self, case: Procedure) -> None:
        case.visit(answers=RICH)
        case.do("village", "refer", target="dibao")
        (waiting,) = rows(case.office, REFERRALS)
        with case.office.work() as work:
            referrals.answer(work, case.person("village"), waiting["id"], "solved", "低保批了")
        with pytest.raises(Conflict, match="不算"):
            case.do("village", "conclude_no_risk", reason="R07")

    def test_the_district_may_not_say_so_either(self, case: Procedure) -> None:
        case.visit()
        with pytest.raises(Invalid, match="低保"):
            case.do("county_leader", "override_refusal", note="已有低保")
        case.do("county_leader", "override_refusal")
        with pytest.raises(Invalid, match="低保"):
            case.do("village", "conclude_no_risk", note="低 保户")

    @pytest.mark.parametrize(
        ("name", "inputs"),
        [
            ("mark_invalid", {"note": "已是五保 户"}),
            ("mark_abuse", {"note": "享受最低生活保障"}),
            ("natural_decrease", {"note": "转低保"}),
            ("mark_duplicate", {"reason": "已有特困"}),
        ],
    )
    def test_nor_is_a_report_filed_away_for_it(
        self, office: Office, clock: Clock, name: str, inputs: dict[str, str]
    ) -> None:
        p = Procedure(office, clock)
        with pytest.raises(Invalid, match="低保"):
            p.do("town_clerk", name, **({"receipt": another(p)["receipt"]} | inputs))


class TestOnePerson:
    """A3: what ends a case without taking the household in takes two, and no emergency is filed away."""

    def test_ill_will_takes_two(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock)
        with pytest.raises(Invalid, match="选"):
            p.do("town_clerk", "mark_invalid", reason="abuse")
        assert p.do("town_clerk", "mark_abuse")["state"] == "SUBMITTED"
        with pytest.raises(Conflict):
            p.do("second_clerk", "mark_abuse")
        assert p.do("town_leader", "mark_abuse")["state"] == "REJECTED"

    def test_a_natural_decrease_takes_two_and_the_family_hears_of_it(self, case: Procedure) -> None:
        with case.office.work() as work:
            make_talk(work, "wechat", "u1", case.case_id)
        case.visit()
        assert case.do("town_clerk", "natural_decrease")["state"] == "VERIFYING"
        assert case.do("town_leader", "natural_decrease")["state"] == "CLOSED_NATURAL"
        told = [notice["text"] for notice in rows(case.office, NOTICES)]
        assert any("登记错了" in text for text in told), told

    def test_who_is_still_there_and_poor_has_not_gone(self, case: Procedure) -> None:
        case.visit()
        with pytest.raises(Conflict, match="低于"):
            case.do("town_clerk", "natural_decrease", gone="other")
        case.do("county_leader", "override_refusal")
        case.do("town_clerk", "natural_decrease", gone="other")
        assert case.do("town_leader", "natural_decrease")["state"] == "CLOSED_NATURAL"

    @pytest.mark.parametrize("name", ["mark_invalid", "mark_abuse", "natural_decrease"])
    def test_an_emergency_is_seen_to_first(self, office: Office, clock: Clock, name: str) -> None:
        p = Procedure(office, clock)
        p.do("town_leader", "fast_track")
        with pytest.raises(Conflict, match="绿色通道"):
            p.do("town_clerk", name)

    def test_who_refused_the_household_files_none_of_its_reports_away(self, case: Procedure) -> None:
        case.visit(answers=RICH)
        case.both("village", "town_clerk", "conclude_no_risk")
        new = another(case)
        for name, inputs in {
            "mark_invalid": {"reason": "test", "note": "x"},
            "mark_abuse": {"reason": "abuse", "note": "x"},
            "natural_decrease": {"gone": "moved", "proof": "x", "note": "x"},
        }.items():
            with pytest.raises(NotAllowed, match="换一个人"):
                do(case, "town_clerk", new, name, **inputs)
        assert do(case, "second_clerk", new, "mark_invalid", reason="test", note="点错了")["state"] == "REJECTED"

    def test_two_reports_become_one_household(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock)
        new = another(p, household_id="", name="林秀英", phone=p.case["phone"], green="proposed", urgent="food")
        after = do(p, "town_clerk", new, "mark_duplicate", receipt=p.case["receipt"], reason="夫妻")
        assert after["household_id"] == p.case["household_id"] != new["household_id"]
        assert (p.case["green"], p.case["urgent"]) == ("proposed", "food"), "its emergency goes along"

    def test_of_strangers_nothing_is_joined(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock)
        far = {"town": GUSHAN, "village": GUYI, "name": "郑大海", "phone": "13900000000", "household_id": ""}
        new = another(p, **far)
        with pytest.raises(Invalid, match="看不出是一户"):
            do(p, "county_clerk", new, "mark_duplicate", receipt=p.case["receipt"], reason="同一户")


class TestTwoCases:
    """B5, C6: a refused household that reported anew has one case in hand; its appeal can end."""

    @pytest.fixture
    def appealed(self, case: Procedure) -> tuple[Procedure, dict[str, Any]]:
        """The refusal is appealed while a new report is being verified."""
        case.visit(answers=RICH)
        case.both("village", "town_clerk", "conclude_no_risk")
        new = another(case)
        do(case, "village", new, "accept")
        with case.office.work() as work:
            farmer_acts(work, case.case_id, "appeal", {"reason": "还是很难"})
        return case, new

    def test_the_appeal_goes_to_the_case_in_hand(self, appealed: tuple[Procedure, dict[str, Any]]) -> None:
        case, new = appealed
        with pytest.raises(Conflict, match=new["receipt"]):
            case.do("second_clerk", "appeal_reopen")
        with pytest.raises(NotAllowed):
            case.do("town_clerk", "mark_duplicate", receipt=new["receipt"], reason="同一户")
        after = case.do("second_clerk", "mark_duplicate", receipt=new["receipt"], reason="同一户，新报的在办")
        assert after["state"] == "DUPLICATE"

    def test_an_appeal_goes_to_no_other_household(self, appealed: tuple[Procedure, dict[str, Any]]) -> None:
        case, _ = appealed
        stranger = another(case, household_id="", phone=case.case["phone"])
        with pytest.raises(Invalid, match="看不出是一户"):
            case.do("second_clerk", "mark_duplicate", receipt=stranger["receipt"], reason="同一户")

    def test_an_emergency_in_an_appeal_does_not_bar_its_end(self, case: Procedure) -> None:
        case.visit(answers=RICH)
        case.both("village", "town_clerk", "conclude_no_risk")
        case.do("village", "appeal")
        case.do("town_leader", "fast_track")
        with pytest.raises(Conflict, match="绿色通道"):
            case.do("second_clerk", "appeal_upheld")
        case.do("county_leader", "override_refusal")
        assert case.do("second_clerk", "appeal_upheld")["state"] == "REJECTED"


def test_the_log_of_both_is_whole(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock)
    new = another(p, household_id="")
    do(p, "town_clerk", new, "mark_duplicate", receipt=p.case["receipt"], reason="同一户")
    kinds = [row["kind"] for row in rows(office, EVENTS, case_id=new["id"])]
    assert kinds == ["submitted", "duplicate"]
    assert p.kinds() == ["submitted", "joined"]
    assert {row["household_id"] for row in rows(office, CASES)} == {p.case["household_id"]}
