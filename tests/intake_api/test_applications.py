"""From answers to a case: which family is it, is a case in hand, what becomes of a second report."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from farmer import YIYOU, YUEFENG, id_number
from offices import Clock
from rows import check_log, rows

from intake_api.casework.actions import act, farmer_acts
from intake_api.intake import applications, cases
from intake_api.intake.applications import Submitted, submit
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, NOTICES
from intake_api.office import Office, Work
from intake_api.store.database import Database
from knowledge import receipts

ONLINE, PHONE = Origin("ONLINE", "wechat"), Origin("HOTLINE", "hotline", "operator-1")
FIRST, SECOND = id_number(1), id_number(2)


def answers(**over: Any) -> dict[str, Any]:
    given = {"consent": "2023-1", "name": "陈大明", "phone": "13805001234", "town": f"{YIYOU[:9]}000", "village": YIYOU}
    given |= {"risk": "illness", "story": "老婆透析"} | over
    if "village" in over:
        given["town"] = f"{over['village'][:9]}000" if over["village"] else ""
    return {key: value for key, value in given.items() if value is not None}


def put(office: Office, origin: Origin = ONLINE, **over: Any) -> Submitted:
    with office.work() as work:
        return submit(work, answers(**over), origin)


def one(office: Office, case_id: str) -> dict[str, Any]:
    (case,) = rows(office, CASES, id=case_id)
    return case


def kinds(office: Office, case_id: str) -> list[str]:
    return [event["kind"] for event in rows(office, EVENTS, case_id=case_id)]


# --- which family ---------------------------------------------------------------------------------------------------

MATCHES = {
    "the same again": ({}, {}, True),
    "the same ID number, everything else different": (
        {"id_number": FIRST},
        {"id_number": FIRST, "name": "林秀英", "phone": "13805009999", "village": YUEFENG},
        True,
    ),
    "the 残疾人证 of the same person": ({"id_number": FIRST}, {"id_number": FIRST + "43", "phone": "none"}, True),
    "the same phone, another name": ({}, {"name": "陈小明"}, False),
    "the same phone and name, another village": ({}, {"village": YUEFENG}, False),
    "the same name and village, another phone": ({}, {"phone": "13805009999"}, False),
    "the same contact, two ID numbers": ({"id_number": FIRST}, {"id_number": SECOND}, False),
    "the ID number learnt later": ({}, {"id_number": FIRST}, True),
    "the ID number left out later": ({"id_number": FIRST}, {}, True),
    "没有电话 twice": ({"phone": "none"}, {"phone": "none"}, False),
    "没有电话, but the ID number": (
        {"phone": "none", "id_number": FIRST},
        {"phone": "none", "id_number": FIRST},
        True,
    ),
    "nothing known of either": (
        {"name": None, "phone": None, "village": ""},
        {"name": None, "phone": None, "village": ""},
        False,
    ),
}


@pytest.mark.parametrize(("first", "second", "same"), MATCHES.values(), ids=MATCHES)
def test_same_family(office: Office, first: dict[str, Any], second: dict[str, Any], same: bool) -> None:
    one, two = put(office, **first), put(office, **second)
    assert two.joined is same
    assert (one.case_id == two.case_id) is same
    assert len(rows(office, HOUSEHOLDS)) == (1 if same else 2)
    check_log(office)


def test_an_id_number_learnt_later_tells_apart_and_together(office: Office) -> None:
    known = put(office)
    assert put(office, id_number=FIRST).case_id == known.case_id  # kept with the household
    assert put(office, id_number=FIRST, name="林秀英", phone="none").case_id == known.case_id
    assert put(office, id_number=SECOND).case_id != known.case_id


def test_the_id_number_wins_over_the_contact(office: Office) -> None:
    by_contact, by_id = put(office), put(office, id_number=FIRST, phone="13805009999")
    assert by_contact.case_id != by_id.case_id
    assert put(office, id_number=FIRST).case_id == by_id.case_id


@pytest.mark.parametrize("over", [{}, {"id_number": FIRST, "phone": "none"}], ids=["by contact", "by ID number"])
def test_processes_that_meet_the_same_new_family(office: Office, database_url: str, over: dict[str, Any]) -> None:
    """Sixteen times at once: one household, one case."""
    others = [replace(office, database=Database(database_url)) for _ in range(4)]
    found: list[Submitted] = []
    threads = [
        threading.Thread(target=lambda o=other: found.append(put(o, **over))) for other in others for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.database.close()
    assert len(found) == 16
    assert len({each.case_id for each in found}) == 1
    assert sum(not each.joined for each in found) == 1
    assert len(rows(office, HOUSEHOLDS)) == len(rows(office, CASES)) == 1
    check_log(office)


# --- a second report ------------------------------------------------------------------------------------------------


def test_a_second_report_is_added_to_the_case_in_hand(office: Office, clock: Clock) -> None:
    first = put(office, size=4)
    clock.advance(days=1)
    second = put(office, PHONE, size=5, income=20000, story="又住院了", id_number=FIRST)
    case = one(office, first.case_id)
    assert second == Submitted(first.case_id, first.receipt, joined=True)
    assert case["origin"] == "ONLINE"  # 裁定 14: the first channel owns it
    assert case["answers"]["size"] == 4
    assert case["answers"]["income"] == 20000
    assert case["answers"]["story"] == "老婆透析\n又住院了"
    assert case["version"] == 2
    (joined,) = rows(office, EVENTS, kind="joined")
    assert joined["actor"] == "operator-1"
    assert joined["data"]["origin"] == "HOTLINE"
    assert joined["data"]["answers"] == {"size": 5}  # what is said otherwise stays to be seen
    assert "5" in joined["data"]["text"]
    assert FIRST not in str(joined) + str(case)


def test_another_phone_of_a_known_family_is_not_lost(office: Office) -> None:
    first = put(office, id_number=FIRST)
    put(office, id_number=FIRST, phone="13805009999")
    assert one(office, first.case_id)["phone"] == "13805001234"
    (joined,) = rows(office, EVENTS, kind="joined")
    assert "13805009999" in joined["data"]["text"]


def test_blanks_of_the_first_report_are_filled(office: Office) -> None:
    first = put(office, id_number=FIRST, phone="none", village="", risk=None)
    assert one(office, first.case_id)["village"] == ""
    put(office, id_number=FIRST)
    case = one(office, first.case_id)
    assert (case["phone"], case["village"], case["town"]) == ("13805001234", YIYOU, f"{YIYOU[:9]}000")
    assert case["risk"] == "illness"


def test_a_closed_case_is_followed_by_a_new_one_that_knows_it(office: Office, clock: Clock) -> None:
    first = put(office)
    with office.work() as work:
        farmer_acts(work, first.case_id, "withdraw", {})
    clock.advance(days=1)
    second = put(office)
    assert second.case_id != first.case_id
    assert not second.joined
    assert [one(office, each.case_id)["repeat"] for each in (first, second)] == [0, 1]
    assert len(rows(office, HOUSEHOLDS)) == 1
    check_log(office)


def test_a_household_that_moved_is_known_where_it_lives_now(office: Office) -> None:
    first = put(office, id_number=FIRST)
    with office.work() as work:
        farmer_acts(work, first.case_id, "withdraw", {})
    second = put(office, id_number=FIRST, village=YUEFENG, phone="none")
    (household,) = rows(office, HOUSEHOLDS)
    assert (household["village"], household["town"]) == (YUEFENG, f"{YUEFENG[:9]}000")
    assert household["phone"] == "13805001234"  # none does not wipe out a number
    assert one(office, second.case_id)["town"] == f"{YUEFENG[:9]}000"


# --- receipts -------------------------------------------------------------------------------------------------------


def test_receipts_of_a_thousand_cases_from_two_processes(office: Office, database_url: str, clock: Clock) -> None:
    other = replace(office, database=Database(database_url))

    def many(of: Office, start: int) -> None:
        for n in range(start, start + 500, 50):
            with of.work() as work:
                for m in range(n, n + 50):
                    submit(work, answers(name=f"陈{m}", phone=f"1380500{m:04d}"), ONLINE)

    threads = [threading.Thread(target=many, args=pair) for pair in ((office, 0), (other, 500))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.database.close()
    given = {case["receipt"] for case in rows(office, CASES)}
    assert len(given) == 1000
    assert {receipt[:11] for receipt in given} == {"JA20231110-"}
    assert all(receipts.parse(receipt) == receipt for receipt in given)
    assert sorted(receipt[11:15] for receipt in given) == sorted(f"{n:04d}" for n in range(1, 1001))

    clock.advance(hours=14, minutes=59)
    assert put(office, name="林晚上").receipt[:15] == "JA20231110-1001"
    clock.advance(minutes=1)  # midnight at the county
    assert put(office, name="林早上").receipt[:15] == "JA20231111-0001"


# --- an emergency's case --------------------------------------------------------------------------------------------


def urgent(office: Office, **over: Any) -> str:
    """A case that an emergency opened before anything was known."""
    nothing = {"name": None, "phone": None, "village": "", "risk": None, "story": "断粮了"}
    with office.work() as work:
        return str(applications.in_danger(work, answers(**nothing | over), ONLINE, "food")["id"])


def complete(office: Office, case_id: str, **over: Any) -> Submitted:
    with office.work() as work:
        case = cases.held(work, case_id)
        assert case
        return applications.complete(work, case, answers(**over), ONLINE)


def test_the_rest_of_the_answers_completes_it(office: Office) -> None:
    case_id = urgent(office)
    done = complete(office, case_id, id_number=FIRST)
    case = one(office, case_id)
    assert (done.case_id, done.joined) == (case_id, False)
    assert (case["complete"], case["village"], case["urgent"], case["green"]) == (True, YIYOU, "food", "proposed")
    (household,) = rows(office, HOUSEHOLDS)
    assert (household["head_name"], household["phone"], household["village"]) == ("陈大明", "13805001234", YIYOU)
    assert kinds(office, case_id) == ["submitted", "completed"]
    # Whoever reports the same family later is recognised, by contact and by ID number.
    assert put(office).case_id == case_id
    assert put(office, id_number=FIRST, name="林秀英", phone="none").case_id == case_id
    check_log(office)


def test_it_turns_out_to_be_a_known_family(office: Office) -> None:
    """Withdrawn once before: the case goes to that household, and says so."""
    before = put(office, id_number=FIRST)
    with office.work() as work:
        farmer_acts(work, before.case_id, "withdraw", {})
    case_id = urgent(office)
    complete(office, case_id, id_number=FIRST)
    case = one(office, case_id)
    assert case["household_id"] == one(office, before.case_id)["household_id"]
    assert case["repeat"] == 1
    check_log(office)


def test_it_turns_out_to_be_a_family_with_a_case_in_hand(office: Office) -> None:
    """The two become one: nothing is lost, the urgency goes over, and the town leader is asked there."""
    first = put(office, id_number=FIRST)
    case_id = urgent(office)
    done = complete(office, case_id, id_number=FIRST, income=5000, story="断粮了，真的没米了")
    assert done == Submitted(first.case_id, first.receipt, joined=True)
    case, other = one(office, case_id), one(office, first.case_id)
    assert (case["state"], case["complete"]) == ("DUPLICATE", True)
    assert (other["urgent"], other["green"]) == ("food", "proposed")
    assert other["answers"]["income"] == 5000
    assert "没米" in other["answers"]["story"]
    assert kinds(office, case_id) == ["submitted", "completed", "duplicate"]
    assert kinds(office, first.case_id) == ["submitted", "distress", "green_proposed", "joined"]
    check_log(office)


def test_an_accepted_emergency_stays_a_case_of_its_own(office: Office) -> None:
    """A cadre is on the way already: nothing is closed under the cadre's hands; the clerk joins the other one."""
    first = put(office, id_number=FIRST)
    case_id = urgent(office, village=YIYOU)
    with office.work() as work:
        cadre = Account(county=work.code, id="a", login="a", name="a", role="village", area=YIYOU, created_at=work.now)
        work.connection.execute(Account.__table__.insert(), cadre.model_dump())  # type: ignore[attr-defined]
        act(work, cadre, case_id, "accept", 1, {})
    done = complete(office, case_id, id_number=FIRST)
    assert (done.case_id, done.joined) == (case_id, False)
    assert one(office, case_id)["state"] == "ACCEPTED"
    assert one(office, case_id)["household_id"] == one(office, first.case_id)["household_id"]
    check_log(office)


def test_a_case_that_was_moved_is_not_moved_back_by_a_repetition(office: Office) -> None:
    case_id = urgent(office, village=YUEFENG)
    with office.work() as work:
        case = cases.by_id(work, case_id)
        assert case
        cases.write(work, case, {"village": YIYOU, "town": f"{YIYOU[:9]}000"})
    complete(office, case_id, village=YUEFENG)
    assert one(office, case_id)["village"] == YIYOU


def test_the_new_village_is_told_when_it_becomes_known(office: Office) -> None:
    with office.work() as work:
        for number, area in enumerate((YIYOU, YUEFENG)):
            account = Account(
                county=work.code, id=f"a{number}", login=area, name="x", role="village", area=area, created_at=work.now
            )
            work.connection.execute(Account.__table__.insert(), account.model_dump())  # type: ignore[attr-defined]
    case_id = urgent(office)
    assert rows(office, NOTICES) == []
    learn(office, case_id, village=YUEFENG)
    learn(office, case_id, village=YUEFENG)
    assert [notice["account_id"] for notice in rows(office, NOTICES)] == ["a1"]
    complete(office, case_id, village=YIYOU)
    assert [notice["account_id"] for notice in rows(office, NOTICES)] == ["a1", "a0"]


def learn(office: Office, case_id: str, **over: Any) -> None:
    nothing = {"name": None, "phone": None, "village": "", "risk": None, "story": "断粮了"}
    with office.work() as work:
        case = cases.held(work, case_id)
        assert case
        applications.learn(work, case, answers(**nothing | over))


# --- supplements ----------------------------------------------------------------------------------------------------


def add(work: Work, case_id: str, text: str) -> None:
    case = cases.held(work, case_id)
    assert case
    applications.supplement(work, case, text, {}, ONLINE)


def test_words_added_by_two_people_at_once_are_all_kept(office: Office, database_url: str) -> None:
    case_id = put(office, story=None).case_id
    others = [replace(office, database=Database(database_url)) for _ in range(2)]

    def many(of: Office, who: str) -> None:
        for n in range(20):
            with of.work() as work:
                add(work, case_id, f"{who}{n}")

    threads = [threading.Thread(target=many, args=(of, who)) for of, who in zip(others, "甲乙", strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.database.close()
    case = one(office, case_id)
    assert set(case["answers"]["story"].split()) == {f"{who}{n}" for who in "甲乙" for n in range(20)}
    assert case["version"] == 41
    assert kinds(office, case_id).count("supplemented") == 40
    check_log(office)
