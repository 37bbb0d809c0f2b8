"""What the conversation sets going: alarms until somebody answers, calls, withdrawal, look-ups."""

from collections.abc import Iterator
from typing import Any

import pytest
from factories import make_account
from farmer import YIYOU, id_number, report, told, words
from offices import Clock
from rows import check_log, rows

from dialogs.messages import Heard, Said
from intake_api.casework import tasks
from intake_api.casework.actions import act
from intake_api.intake.hear import Hearing
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS, NOTICES, TALKS, TASKS
from intake_api.office import Office
from intake_api.ticking import tick
from knowledge.receipts import make

HUNGRY = Said(text="家里断粮三天了，没米下锅")


@pytest.fixture
def hearing(office: Office) -> Iterator[Hearing]:
    opened = Hearing(office)
    yield opened
    opened.stop()


@pytest.fixture
def duty(office: Office) -> Account:
    """The county's person on duty."""
    with office.work() as work:
        return make_account(work, "county_clerk", f"{work.code}000000")


class Farmer:
    """One person, whose messages are numbered by themselves."""

    def __init__(self, hearing: Hearing, user: str = "farmer", channel: str = "wechat") -> None:
        self.hearing, self.user, self.channel, self.times = hearing, user, channel, 0

    def says(self, *said: Said | str) -> str:
        """The words of the last answer."""
        return words(self.hears(*said))

    def hears(self, *said: Said | str) -> Heard:
        """The last answer."""
        self.times += 1
        all_said = [Said(text=one) if isinstance(one, str) else one for one in said]
        return told(self.hearing, self.user, all_said, self.channel, prefix=f"t{self.times}")


@pytest.fixture
def farmer(hearing: Hearing) -> Farmer:
    return Farmer(hearing)


def only(office: Office, table: Any, **where: Any) -> dict[str, Any]:
    (row,) = rows(office, table, **where)
    return row


def press(choice: str) -> Said:
    return Said(choice=choice)


# --- emergencies ----------------------------------------------------------------------------------------------------


def test_an_emergency_rings_until_it_is_acknowledged(
    farmer: Farmer, office: Office, clock: Clock, duty: Account
) -> None:
    farmer.says(*report()[:3], HUNGRY)
    task = only(office, TASKS)
    assert (task["kind"], task["detail"], task["alarms"], task["words"]) == ("emergency", "food", 1, HUNGRY.text)

    def rung() -> int:
        return len([n for n in rows(office, NOTICES, account_id=duty.id) if n["title"] == "紧急"])

    heard = [rung()]
    for _ in range(3):
        tick(office)  # too early, and twice is the same as once
        clock.advance(minutes=5)
        tick(office)
        tick(office)
        heard.append(rung())
    assert heard == [1, 2, 3, 4]
    with office.work() as work:
        tasks.acknowledge(work, duty, task["id"])
    clock.advance(hours=1)
    tick(office)
    assert rung() == 4


def test_news_of_the_same_emergency_mends_the_task(farmer: Farmer, office: Office, duty: Account) -> None:
    farmer.says(*report()[:3], HUNGRY)
    farmer.says("我在亥由，电话13805001234")
    farmer.says("快来人，真的没米了，断粮了")
    task = only(office, TASKS)
    assert (task["village"], task["phone"]) == (YIYOU, "13805001234")
    assert task["alarms"] >= 2
    case = only(office, CASES)
    assert (case["village"], case["complete"], case["green"], case["urgent"]) == (YIYOU, False, "proposed", "food")
    assert task["case_id"] == case["id"]


def test_an_emergency_of_somebody_unknown_is_a_task_without_a_case(
    farmer: Farmer, office: Office, duty: Account
) -> None:
    """Not yet agreed, no village said: somebody is told at once, but nothing is filed."""
    assert "12356" in farmer.says("我不想活了")
    assert only(office, TASKS)["case_id"] is None
    assert rows(office, CASES) == []


def test_an_emergency_after_the_report_makes_the_case_urgent(farmer: Farmer, office: Office, duty: Account) -> None:
    farmer.says(*report())
    farmer.says(HUNGRY)
    case, task = only(office, CASES), only(office, TASKS)
    assert (case["urgent"], case["green"], case["complete"]) == ("food", "proposed", True)
    assert (task["name"], task["phone"], task["village"]) == ("陈大明", "13805001234", YIYOU)
    assert [event["kind"] for event in rows(office, EVENTS)] == ["submitted", "distress", "green_proposed"]


def test_an_emergency_of_a_known_family_goes_to_its_case(hearing: Hearing, office: Office, duty: Account) -> None:
    Farmer(hearing, "husband").says(*report())
    Farmer(hearing, "wife").says(*report()[:7], HUNGRY)
    case = only(office, CASES)
    assert (case["urgent"], case["green"]) == ("food", "proposed")
    assert only(office, TASKS)["case_id"] == case["id"]
    check_log(office)


def test_an_emergency_after_the_case_was_closed_still_says_whom_to_call(
    farmer: Farmer, office: Office, duty: Account
) -> None:
    farmer.says(*report())
    close(office, "mark_invalid", {"reason": "test", "note": "点错了"})
    farmer.says(HUNGRY)
    task = only(office, TASKS)
    assert (task["name"], task["phone"], task["village"]) == ("陈大明", "13805001234", YIYOU)


def test_the_draft_of_a_closed_emergency_becomes_a_new_case(farmer: Farmer, office: Office, duty: Account) -> None:
    """A clerk took the half-filled emergency for a joke; the farmer goes on and must not get a dead number."""
    farmer.says(*report()[:7], HUNGRY)
    first = only(office, CASES)
    with office.work() as work:
        act(work, make_account(work, "town_leader", first["town"]), first["id"], "decline_green", first["version"],
            {"reason": "问过了，不缺吃的"})  # fmt: skip
    close(office, "mark_invalid", {"reason": "test", "note": "点错了"})
    last = farmer.hears("接着填", *report()[7:8], *report()[9:])
    cases = rows(office, CASES)
    assert [case["state"] for case in cases] == ["REJECTED", "SUBMITTED"]
    assert last.case == cases[1]["receipt"] != first["receipt"]
    check_log(office)


def test_emergency_and_report_of_one_family_become_one(hearing: Hearing, office: Office, duty: Account) -> None:
    """The wife calls for help before she says who she is; the husband has a case in hand."""
    number = id_number(1)
    husband, wife = Farmer(hearing, "husband"), Farmer(hearing, "wife")
    receipt = husband.hears(*report(number=number)).case
    wife.says(*report()[:3], HUNGRY)
    last = wife.hears("接着填", *report("林秀英", number=number)[3:8], *report(number=number)[9:])
    assert last.case == receipt
    states = {case["receipt"]: case["state"] for case in rows(office, CASES)}
    assert sorted(states.values()) == ["DUPLICATE", "SUBMITTED"]
    kept = only(office, CASES, state="SUBMITTED")
    assert (kept["receipt"], kept["urgent"]) == (receipt, "food")
    assert only(office, TASKS)["case_id"] == kept["id"]
    assert {row["case_id"] for row in rows(office, TALKS)} == {kept["id"]}
    assert receipt in wife.says("查进度")
    check_log(office)


def close(office: Office, action: str, inputs: dict[str, str]) -> None:
    case = only(office, CASES)
    with office.work() as work:
        clerk = make_account(work, "town_clerk", case["town"])
        act(work, clerk, case["id"], action, case["version"], inputs)


# --- calls ----------------------------------------------------------------------------------------------------------


def test_asked_twice_to_be_called_is_one_task(farmer: Farmer, office: Office, clock: Clock) -> None:
    farmer.says(press("!callme"), "13805001234")
    due = only(office, TASKS)["due_at"]
    clock.advance(hours=2)
    farmer.says(press("!callme"), press("aside=no"))
    farmer.says(press("!callme"), "13805005678")
    task = only(office, TASKS)
    assert (task["kind"], task["phone"], task["due_at"]) == ("callback", "13805005678", due)


def test_a_number_once_given_is_not_wiped_out(farmer: Farmer, office: Office) -> None:
    farmer.says(press("!callme"), "13805001234")
    farmer.says("转人工")
    assert only(office, TASKS)["phone"] == "13805001234"


def test_a_done_task_is_followed_by_a_new_one(farmer: Farmer, office: Office, duty: Account) -> None:
    farmer.says(press("!callme"), "13805001234")
    with office.work() as work:
        tasks.finish(work, duty, only(office, TASKS)["id"], "已经打通")
    farmer.says(press("!callme"), "13805001234")
    assert len(rows(office, TASKS)) == 2


def test_a_call_after_the_report_knows_the_case(farmer: Farmer, office: Office) -> None:
    farmer.says(*report())
    farmer.says(press("!callme"), "13805005678")
    task, case = only(office, TASKS), only(office, CASES)
    assert (task["phone"], task["name"], task["village"]) == ("13805005678", "陈大明", YIYOU)
    assert task["case_id"] == case["id"]


def test_the_draft_waits_for_the_call(farmer: Farmer, office: Office) -> None:
    farmer.says(*report()[:4], press("!callme"), "13805001234")
    assert farmer.hears(*report()[5:]).case


# --- taking back ----------------------------------------------------------------------------------------------------


def test_withdraw_and_report_again(farmer: Farmer, office: Office, duty: Account) -> None:
    first = farmer.hears(*report()).case
    farmer.says(press("menu=withdraw"), press("aside=yes"))
    assert only(office, CASES)["state"] == "WITHDRAWN"
    second = farmer.hears(*report()).case
    assert second != first
    assert [case["repeat"] for case in rows(office, CASES)] == [0, 1]
    check_log(office)


def test_too_late_to_withdraw_is_said_kindly(farmer: Farmer, office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Between the question and 确定 a clerk closed the case."""
    farmer.says(*report())
    farmer.says(press("menu=withdraw"))
    close(office, "mark_invalid", {"reason": "test", "note": "点错了"})
    answer = farmer.hears(press("aside=yes"))
    assert "12317" in words(answer)
    assert answer.state == "submitted"
    assert only(office, CASES)["state"] == "REJECTED"
    assert not caplog.records
    assert farmer.says("查进度")
    check_log(office)


def test_words_after_a_duplicate_go_to_the_case_in_hand(hearing: Hearing, office: Office) -> None:
    one, two = Farmer(hearing, "one"), Farmer(hearing, "two")
    receipt = one.hears(*report()).case
    two.hears(*report())
    two.says("孙子也住院了，又花了两万")
    case = only(office, CASES)
    assert case["receipt"] == receipt
    assert "孙子也住院了" in case["answers"]["story"]


# --- looking up -----------------------------------------------------------------------------------------------------


def ask(farmer: Farmer, receipt: str, last4: str) -> str:
    return farmer.says("查进度", receipt, last4)


def test_a_look_up_needs_the_last_four(hearing: Hearing, office: Office) -> None:
    number = id_number(1)
    receipt = str(Farmer(hearing).hears(*report(number=number)).case)
    for n, last4 in enumerate(("1234", number[-4:], number[-4:].lower())):
        assert "已经收到" in ask(Farmer(hearing, f"right{n}"), receipt, last4)
    stranger = Farmer(hearing, "stranger")
    for last4 in ("0000", "5001", "9999"):
        answer = ask(stranger, receipt, last4)
        assert receipt not in answer
        assert "已经收到" not in answer
    assert "陈大明" not in str(rows(office, TALKS, user="stranger"))


def test_an_unknown_receipt_answers_like_a_wrong_number(hearing: Hearing) -> None:
    receipt = str(Farmer(hearing).hears(*report()).case)
    other = make("JA", hearing.office.clock().date(), 4321)
    assert ask(Farmer(hearing, "a"), other, "1234") == ask(Farmer(hearing, "b"), receipt, "0000")


def test_five_wrong_tries_a_day(hearing: Hearing, clock: Clock) -> None:
    receipt = str(Farmer(hearing).hears(*report()).case)
    stranger = Farmer(hearing, "stranger")
    for _ in range(5):
        ask(stranger, receipt, "0000")
    assert "已经收到" not in ask(stranger, receipt, "1234")
    clock.advance(days=1)
    assert "已经收到" in ask(stranger, receipt, "1234")


def test_changing_names_does_not_help_to_guess(hearing: Hearing, clock: Clock) -> None:
    receipt = str(Farmer(hearing).hears(*report()).case)
    for n in range(20):
        ask(Farmer(hearing, f"stranger{n}"), receipt, f"{n:04d}")
    assert "已经收到" not in ask(Farmer(hearing, "another"), receipt, "1234")
    clock.advance(days=1)
    assert "已经收到" in ask(Farmer(hearing, "the next day"), receipt, "1234")
