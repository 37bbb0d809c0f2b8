"""村内公示: five whole days are five whole days, once, and what hung wrongly counts for nothing. On both databases."""

from datetime import date, timedelta

import pytest
from offices import Clock
from procedure import Procedure

from intake_api.casework.actions import farmer_acts
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.office import Office


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    """Visited on the 12th, before the meeting of the village on the 13th."""
    found = Procedure(office, clock).to("REVIEW")
    clock.advance(days=1)
    return found


def withdraw(p: Procedure) -> str:
    with p.office.work() as work:
        return str(farmer_acts(work, p.case_id, "withdraw", {})["state"])


class TestDays:
    """A5: neither the meeting nor the posting is dated back."""

    def test_the_meeting_speaks_about_a_visit(self, case: Procedure) -> None:
        with pytest.raises(Invalid, match="11月12日"):
            case.do("village", "vote_pass", meeting_day="2020-01-01", posted_day="2020-01-02")
        with pytest.raises(Invalid, match="11月12日"):
            case.do("village", "vote_fail", meeting_day="2023-11-11")

    def test_written_down_late_it_counts_from_then(self, case: Procedure) -> None:
        case.clock.advance(days=5)
        with pytest.raises(Invalid, match="11月16日"):
            case.do("village", "vote_pass", posted_day="2023-11-13")
        case.do("village", "vote_pass", posted_day="2023-11-16")
        case.clock.advance(days=3)
        with pytest.raises(Conflict, match="11月21日"):
            case.do("village", "publicity_end_ok")

    @pytest.mark.parametrize(("votes", "name"), [((0, 5), "vote_pass"), ((0, 0), "vote_pass"), ((3, 0), "vote_fail")])
    def test_the_vote_is_read(self, case: Procedure, votes: tuple[int, int], name: str) -> None:
        """B4."""
        with pytest.raises(Invalid, match="票"):
            case.do(
                "village", name, votes_for=str(votes[0]), votes_against=str(votes[1]), attendees="甲、乙、丙、丁、戊"
            )


class TestPostedWrongly:
    """B6: the town leader said so, so it is posted again, and only that one ends."""

    def test_posted_again_where_it_hangs(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("PUBLICITY")
        with pytest.raises(Conflict, match="只贴一次"):
            p.do("village", "repost")
        p.do("town_leader", "allow_second_posting")
        clock.advance(days=6)
        with pytest.raises(Conflict, match="不算"):
            p.do("village", "publicity_end_ok")
        with pytest.raises(Invalid, match="同意重新公示"):
            p.do("village", "repost", posted_day="2023-11-12")
        assert p.do("village", "repost")["state"] == "PUBLICITY"
        with pytest.raises(Conflict, match="11月24日"):
            p.do("village", "publicity_end_ok")
        with pytest.raises(Conflict, match="只贴一次"):
            p.do("village", "repost")
        clock.advance(days=6)
        assert p.do("village", "publicity_end_ok")["state"] == "TOWN_AUDIT"

    def test_nobody_else_posts(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("PUBLICITY")
        p.do("town_leader", "allow_second_posting")
        with pytest.raises(NotAllowed):
            p.do("town_clerk", "repost")


class TestTakingBack:
    """C7, 裁定 5: until the publicity ends."""

    def test_on_its_last_day(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("PUBLICITY")
        clock.advance(days=5)
        assert withdraw(p) == "WITHDRAWN"

    def test_not_afterwards(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("PUBLICITY")
        clock.advance(days=6)
        with pytest.raises(Conflict, match="公示已经满了"):
            withdraw(p)

    def test_nor_when_the_town_sends_it_back(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("TOWN_AUDIT")
        p.do("town_clerk", "town_return")
        with pytest.raises(Conflict, match="公示已经满了"):
            withdraw(p)


class TestOfAnElimination:
    """A6, C14: 消除程序同认定."""

    @pytest.mark.parametrize("day", ["2020-01-01", "9999-12-31", "0001-01-01"])
    def test_its_posting_has_a_day_that_can_be(self, office: Office, clock: Clock, day: str) -> None:
        p = Procedure(office, clock).to("ELIM_REVIEW")
        with pytest.raises(Invalid, match="张贴日期"):
            p.do("village", "elim_publicity", posted_day=day)

    def test_it_has_a_photo(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ELIM_REVIEW")
        with pytest.raises(Invalid, match="照片"):
            p.do("village", "elim_publicity", posted_photo="")

    def test_the_vote_is_read(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ELIM_REVIEW")
        with pytest.raises(Invalid, match="没有通过"):
            p.do("village", "elim_publicity", votes_for="0", votes_against="3")

    def test_an_objection_keeps_it(self, office: Office, clock: Clock) -> None:
        p = Procedure(office, clock).to("ELIM_PUBLICITY")
        posted: date = clock.now.date()
        clock.advance(days=2)
        assert p.do("village", "elim_objection")["state"] == "ELIM_REVIEW"
        with pytest.raises(Invalid, match="只公示一次"):
            p.do("village", "elim_publicity")
        assert p.do("village", "elim_publicity", posted_photo="")["state"] == "ELIM_PUBLICITY"
        clock.now = clock.now.replace(hour=1)
        last = posted + timedelta(5)
        with pytest.raises(Conflict, match=f"{last.month}月{last.day}日"):
            p.do("town_clerk", "elim_confirm")
        clock.advance(days=4)
        assert p.both("town_clerk", "county_leader", "elim_confirm")["state"] == "ELIMINATED"

    def test_a_true_objection_goes_back_to_helping_and_a_new_proposal_posts_anew(
        self, office: Office, clock: Clock
    ) -> None:
        p = Procedure(office, clock).to("ELIM_PUBLICITY")
        p.do("village", "elim_objection")
        assert p.do("town_clerk", "elim_return")["state"] == "ASSISTING"
        clock.advance(days=1)
        p.do("village", "propose_eliminate")
        with pytest.raises(Invalid, match="照片"):
            p.do("village", "elim_publicity", posted_photo="")
