"""What comes to light late still counts: a revisit before the help ends, an objection before the next meeting, another
cadre's sheet before one's own."""

from datetime import timedelta

import pytest
from offices import Clock
from procedure import Procedure, sheet_answers

from intake_api.errors import Conflict, Invalid
from intake_api.office import Office


def test_whoever_is_poor_again_at_the_last_visit_is_not_let_go(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("ELIM_REVIEW")
    p.visit(answers=sheet_answers())  # below the line, as at the beginning
    day = clock.now.date().isoformat()
    with pytest.raises(Conflict, match="消除"):
        p.do("village", "elim_publicity", meeting_day=day)


def test_nor_when_it_shows_while_the_notice_hangs(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("ELIM_PUBLICITY")
    p.visit(answers=sheet_answers())
    clock.advance(days=7)
    with pytest.raises(Conflict, match="消除"):
        p.do("town_clerk", "elim_confirm")


def test_an_objection_is_put_before_a_new_meeting(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("PUBLICITY")
    before = (clock.now.date() - timedelta(1)).isoformat()
    clock.advance(days=2)
    p.do("village", "objection")
    p.do("village", "to_review")
    again = {"posted_day": "", "posted_photo": ""}
    with pytest.raises(Invalid, match="评议会"):
        p.do("village", "vote_pass", meeting_day=before, **again)
    p.do("village", "vote_pass", meeting_day=clock.now.date().isoformat(), **again)


def test_a_sheet_that_says_nothing_of_its_beginning_overwrites_nobody(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("VERIFYING")
    p.visit()
    clock.advance(hours=1)
    with pytest.raises(Conflict, match="工资"):
        p.visit("grid", answers=sheet_answers() | {"wage_income": 1})
    p.visit(answers=sheet_answers() | {"wage_income": 43000})  # one's own is put right
    assert p.case["answers"]["wage_income"] == 43000
