"""A family that comes back is the same family: known by its head's number and by everybody its sheet lists."""

from typing import Any

from factories import HUANXI, YIYOU
from offices import Clock
from procedure import PEOPLE, Procedure, id_no, sheet_answers
from rows import rows

from intake_api.intake import applications, households
from intake_api.intake.applications import Submitted
from intake_api.intake.cases import Origin
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS
from intake_api.office import Office

WELL_OFF = sheet_answers() | {"wage_income": 200000}


def report(office: Office, **over: Any) -> Submitted:
    """Somebody reports on WeChat with another telephone."""
    answers = {"consent": "yes", "behalf": "self", "name": "陈大山", "phone": "13700000001", "town": HUANXI}
    answers |= {"village": YIYOU, "risk": "illness", "story": "又难了"} | over
    with office.work() as work:
        return applications.submit(work, answers, Origin("ONLINE", "wechat"))


def refused(office: Office, clock: Clock) -> Procedure:
    """Visited, well off, not taken in."""
    case = Procedure(office, clock).to("VERIFYING")
    case.visit(answers=WELL_OFF)
    case.both("village", "town_clerk", "conclude_no_risk")
    return case


def test_the_head_comes_back_with_another_phone(office: Office, clock: Clock) -> None:
    case = refused(office, clock)
    again = report(office, id_number=PEOPLE[0]["id_no"])
    (row,) = rows(office, CASES, id=again.case_id)
    assert (row["household_id"], row["repeat"]) == (case.case["household_id"], 1)


def test_his_wife_comes_back_for_the_family(office: Office, clock: Clock) -> None:
    case = refused(office, clock)
    again = report(office, name="林秀英", id_number=PEOPLE[1]["id_no"])
    (row,) = rows(office, CASES, id=again.case_id)
    assert (row["household_id"], row["repeat"]) == (case.case["household_id"], 1)


def test_a_known_number_is_not_overwritten_by_the_head_of_the_sheet(office: Office, clock: Clock) -> None:
    """His wife reported with her own number; the head of the sheet is the husband. Both find the family."""
    known = Procedure(office, clock).to("VERIFYING")
    with office.work() as work:
        households.identify(work, known.case["household_id"], {"id_number": PEOPLE[1]["id_no"]})
    before = rows(office, HOUSEHOLDS, id=known.case["household_id"])[0]["id_index"]
    known.visit()
    assert rows(office, HOUSEHOLDS, id=known.case["household_id"])[0]["id_index"] == before
    assert report(office, id_number=PEOPLE[0]["id_no"]).joined


def test_a_head_who_was_refused_elsewhere_is_flagged(office: Office, clock: Clock) -> None:
    """Reported without a number and under another telephone: the visit shows that the family was refused before."""
    refused(office, clock)
    second = Procedure(office, clock, phone="13799999999").to("VERIFYING")
    second.visit(id="visit-second", answers=WELL_OFF)
    assert second.case["repeat"] == 1
    assert "known_elsewhere" in [each["kind"] for each in rows(office, EVENTS, case_id=second.case_id)]


def test_who_stands_in_two_sheets_is_a_family_of_their_own(office: Office, clock: Clock) -> None:
    """A daughter who married out: neither household is taken for hers."""
    Procedure(office, clock).to("VERIFYING").visit(id="visit-first")
    other = Procedure(office, clock, phone="13799999999").to("VERIFYING")
    people = {"member[0].id_no": id_no("19700101", 7, False), "member[0].member_name": "王大海"}
    other.visit(id="visit-other", answers=sheet_answers() | people)
    again = report(office, name="陈小明", id_number=PEOPLE[3]["id_no"])
    assert not again.joined
