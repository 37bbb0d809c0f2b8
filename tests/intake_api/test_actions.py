"""Doing things with cases: who may, what changes, who was first, who is told. On both databases."""

import threading
from typing import Any

import pytest
from factories import (
    GUSHAN,
    GUYI,
    HUANXI,
    HUANXI_VILLAGE,
    YIYOU,
    bind,
    make_account,
    make_case,
    make_talk,
    make_task,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from intake_api.casework import tasks
from intake_api.casework.actions import act, farmer_acts
from intake_api.casework.lifecycle import ACTIONS, replay
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from intake_api.intake import households
from intake_api.models import Account, Issue
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, ISSUES, LISTED, NOTICES
from intake_api.office import Office, Work

COUNTY = "350111000000"


@pytest.fixture
def people(office: Office) -> dict[str, Account]:
    """One account of each role at 亥由村, 宦溪镇 and 晋安区; ``other`` is another village's."""
    with office.work() as work:
        return {
            "village": make_account(work, "village", YIYOU, name="林村长"),
            "other": make_account(work, "village", HUANXI_VILLAGE),
            "gushan": make_account(work, "town_clerk", GUSHAN),
            "town_clerk": make_account(work, "town_clerk", HUANXI, name="黄干事"),
            "town_leader": make_account(work, "town_leader", HUANXI),
            "county_clerk": make_account(work, "county_clerk", COUNTY),
            "operator": make_account(work, "operator", COUNTY),
            "grid": make_account(work, "grid", YIYOU),
            "auditor": make_account(work, "auditor", COUNTY),
        }


def new_case(office: Office, **over: Any) -> dict[str, Any]:
    with office.work() as work:
        return make_case(work, **over)


def do(office: Office, account: Account, case: dict[str, Any], name: str, version: int = 1, **inputs: str) -> Any:
    with office.work() as work:
        return act(work, account, case["id"], name, version, inputs)


def events(work: Work, case_id: str) -> list[Any]:
    query = select(EVENTS).where(EVENTS.c.case_id == case_id).order_by(EVENTS.c.at, EVENTS.c.id)
    return list(work.connection.execute(query).mappings())


def notices(office: Office, **where: Any) -> list[Any]:
    with office.work() as work:
        query = select(NOTICES).order_by(NOTICES.c.id)
        for name, value in where.items():
            query = query.where(NOTICES.c[name] == value)
        return list(work.connection.execute(query).mappings())


@pytest.mark.parametrize("role", ["village", "town_clerk"])
def test_accept(office: Office, people: dict[str, Account], clock: Any, role: str) -> None:
    case = new_case(office)
    clock.advance(hours=3)
    after = do(office, people[role], case, "accept")
    assert (after["state"], after["version"]) == ("ACCEPTED", 2)
    assert (after["accepted_at"], after["accepted_by"]) == (clock.now, people[role].id)
    with office.work() as work:
        last = events(work, case["id"])[-1]
    assert (last["kind"], last["actor"], last["origin"], last["town"]) == (
        "accepted", people[role].id, "ONLINE", HUANXI,
    )  # fmt: skip
    assert last["day"] == "2023-11-10"


@pytest.mark.parametrize(
    ("role", "refusal"),
    [
        ("other", NotFound),
        ("gushan", NotFound),
        ("operator", NotFound),
        ("grid", NotAllowed),
        ("town_leader", NotAllowed),
        ("county_clerk", NotAllowed),
        ("auditor", NotAllowed),
    ],
)
def test_who_may_not_accept(office: Office, people: dict[str, Account], role: str, refusal: type[Exception]) -> None:
    case = new_case(office)
    with pytest.raises(refusal):
        do(office, people[role], case, "accept")
    with office.work() as work:
        assert [event["kind"] for event in events(work, case["id"])] == ["submitted"]


def test_a_closed_account_does_nothing(office: Office, people: dict[str, Account]) -> None:
    people["village"].disabled = True
    with pytest.raises(NotFound):
        do(office, people["village"], new_case(office), "accept")


def test_the_second_person_is_told_who_was_first(office: Office, people: dict[str, Account]) -> None:
    case = new_case(office)
    do(office, people["village"], case, "accept")
    with pytest.raises(Conflict) as refused:
        do(office, people["town_clerk"], case, "mark_invalid", reason="test", note="点错了")
    for word in ("林村长", "受理", "已受理", "11-10 09:00"):
        assert word in str(refused.value)
    with office.work() as work:
        stored = work.connection.execute(select(CASES).where(CASES.c.id == case["id"])).mappings().one()
    assert stored["state"] == "ACCEPTED"


def test_two_at_the_very_same_moment(office: Office, people: dict[str, Account]) -> None:
    case = new_case(office)
    start, outcomes = threading.Barrier(2), []

    def press(role: str) -> None:
        start.wait()
        try:
            outcomes.append(do(office, people[role], case, "accept")["state"])
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=press, args=(role,)) for role in ("village", "town_clerk")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ACCEPTED", "conflict"]
    with office.work() as work:
        assert [event["kind"] for event in events(work, case["id"])] == ["submitted", "accepted"]


def test_one_household_is_in_hand_once(office: Office, people: dict[str, Account]) -> None:
    first = new_case(office)
    second = new_case(office, household_id=first["household_id"])
    do(office, people["village"], first, "accept")
    with pytest.raises(Conflict, match=first["receipt"]):
        do(office, people["village"], second, "accept")
    with office.work() as work:
        farmer_acts(work, first["id"], "withdraw", {}, "wechat")
    assert do(office, people["village"], second, "accept")["state"] == "ACCEPTED"  # 裁定 5


def test_a_case_without_a_village_is_handed_to_one_first(office: Office, people: dict[str, Account]) -> None:
    case = new_case(office, village="")
    with pytest.raises(Invalid, match="转派"):
        do(office, people["town_clerk"], case, "accept")
    do(office, people["town_clerk"], case, "reassign", village=YIYOU, reason="电话问过了")
    assert do(office, people["village"], case, "accept", version=2)["state"] == "ACCEPTED"


def test_reassign(office: Office, people: dict[str, Account]) -> None:
    case = new_case(office)
    after = do(office, people["town_clerk"], case, "reassign", village=GUYI, reason="住在鼓山")
    assert (after["town"], after["village"], after["state"]) == (GUSHAN, GUYI, "SUBMITTED")
    with office.work() as work:
        last = events(work, case["id"])[-1]
        household = work.connection.execute(select(HOUSEHOLDS)).mappings().one()
    assert (last["kind"], last["town"], last["data"]["from_village"]) == ("reassigned", GUSHAN, YIYOU)
    assert (household["town"], household["village"]) == (GUSHAN, GUYI)
    told = notices(office, account_id=people["gushan"].id)  # 鼓一村 has nobody: the town's clerk
    assert [notice["text"] for notice in told] == ["【转派来】鼓山镇鼓一村 陈* 须11-12前受理"]
    with pytest.raises(NotFound):
        do(office, people["village"], case, "accept", version=2)


@pytest.mark.parametrize("village", ["", YIYOU, HUANXI, "350111103999", "亥由村"])
def test_reassign_needs_another_village_of_the_county(office: Office, people: dict[str, Account], village: str) -> None:
    with pytest.raises(Invalid):
        do(office, people["town_clerk"], new_case(office), "reassign", village=village, reason="x")


def test_mark_duplicate(office: Office, people: dict[str, Account]) -> None:
    first = new_case(office, phone="")
    do(office, people["village"], first, "accept")
    second = new_case(office, phone="13900000000")
    receipt = first["receipt"].lower().replace("-", " ")
    after = do(office, people["town_clerk"], second, "mark_duplicate", receipt=receipt, reason="同一户")
    assert after["state"] == "DUPLICATE"
    with office.work() as work:
        other = work.connection.execute(select(CASES).where(CASES.c.id == first["id"])).mappings().one()
        kinds = [event["kind"] for event in events(work, first["id"])]
        assert events(work, second["id"])[-1]["data"]["other"] == first["id"]
    assert (other["state"], other["phone"], other["version"]) == ("ACCEPTED", "13900000000", 3)
    assert kinds == ["submitted", "accepted", "joined"]
    assert [n["title"] for n in notices(office, account_id=people["village"].id)] == ["又来申报"]


def test_the_household_of_a_duplicate_is_found_by_its_numbers_still(office: Office, people: dict[str, Account]) -> None:
    """Who reports again under the closed report's telephone or number is the family that is in hand."""
    with office.work() as work:
        first, second = make_case(work, phone="13805000001"), make_case(work, phone="13805000002")
        households.identify(work, second["household_id"], {"id_number": "350111197803150018"})
    do(office, people["town_clerk"], second, "mark_duplicate", receipt=first["receipt"], reason="同一户")
    with office.work() as work:
        found = households.find(work, {"id_number": "350111197803150018"})
        assert found is not None
        assert found["id"] == first["household_id"]
        by_phone = {"name": second["name"], "phone": "13805000002", "village": second["village"]}
        by_phone_found = households.find(work, by_phone)
        assert by_phone_found is not None
        assert by_phone_found["id"] == first["household_id"]


def test_neighbours_are_not_one_household(office: Office, people: dict[str, Account]) -> None:
    """A village in common is nothing in common; a telephone or somebody of the sheet is."""
    first, second = new_case(office, phone="13805000001"), new_case(office, name="林秀英", phone="13805000002")
    with pytest.raises(Invalid, match="入户核实"):
        do(office, people["town_clerk"], second, "mark_duplicate", receipt=first["receipt"], reason="同一户")
    with office.work() as work:
        for case in (first, second):
            row = {"county": work.code, "case_id": case["id"], "member": 1, "id_index": "her"}
            work.connection.execute(insert(LISTED).values(**row))
    after = do(office, people["town_clerk"], second, "mark_duplicate", receipt=first["receipt"], reason="夫妻")
    assert after["household_id"] == first["household_id"]


def test_two_households_in_hand_are_not_made_one(office: Office, people: dict[str, Account]) -> None:
    first, second = new_case(office), new_case(office)
    again = new_case(office, household_id=second["household_id"])
    for case in (first, second):
        do(office, people["village"], case, "accept")
    with pytest.raises(Conflict, match=second["receipt"]):
        do(office, people["town_clerk"], again, "mark_duplicate", receipt=first["receipt"], reason="同一户")
    with office.work() as work:
        assert [event["kind"] for event in events(work, again["id"])] == ["submitted"]


def test_what_hangs_on_a_folded_household_goes_along(office: Office, people: dict[str, Account]) -> None:
    first, second = new_case(office), new_case(office)
    with office.work() as work:
        issue = Issue(county=work.code, id="i", case_id=second["id"], household_id=second["household_id"],
                      origin="PATROL", category="other", text="x", found_day="2023-11-10", found_by="x",
                      found_at=work.now)  # fmt: skip
        work.connection.execute(insert(ISSUES).values(**issue.model_dump()))
    do(office, people["town_clerk"], second, "mark_duplicate", receipt=first["receipt"], reason="同一户")
    with office.work() as work:
        assert work.connection.execute(select(ISSUES.c.household_id)).scalar_one() == first["household_id"]


def test_mark_duplicate_keeps_a_known_phone(office: Office, people: dict[str, Account]) -> None:
    first, second = new_case(office), new_case(office, phone="13900000000")
    do(office, people["town_clerk"], second, "mark_duplicate", receipt=first["receipt"], reason="同一户")
    with office.work() as work:
        phone = work.connection.execute(select(CASES.c.phone).where(CASES.c.id == first["id"])).scalar_one()
    assert phone == "13800000000"


def test_mark_duplicate_refuses_itself_the_closed_and_what_is_elsewhere(
    office: Office, people: dict[str, Account]
) -> None:
    case, far = new_case(office), new_case(office, town=GUSHAN, village=GUYI)
    closed = new_case(office)
    do(office, people["town_clerk"], closed, "mark_invalid", reason="test", note="点错了")
    clerk = people["town_clerk"]
    for receipt, refusal in [
        (case["receipt"], Invalid), (far["receipt"], Invalid), (closed["receipt"], Conflict),
        ("JA20231110-0007-A", Invalid), ("", Invalid),
    ]:  # fmt: skip
        with pytest.raises(refusal):
            do(office, clerk, case, "mark_duplicate", receipt=receipt, reason="x")
    assert do(office, people["county_clerk"], case, "mark_duplicate", receipt=far["receipt"], reason="x")


def test_out_of_area_and_invalid(office: Office, people: dict[str, Account]) -> None:
    away, joke = new_case(office), new_case(office)
    after = do(office, people["county_clerk"], away, "mark_out_of_area", where="连江县", reason="户口在外")
    assert after["state"] == "TRANSFERRED"
    with pytest.raises(Invalid, match="测试"):
        do(office, people["town_clerk"], joke, "mark_invalid", reason="dibao")
    after = do(office, people["town_clerk"], joke, "mark_invalid", reason="test", note="点错了")
    assert after["state"] == "REJECTED"


def test_unreachable_means_three_different_days(office: Office, people: dict[str, Account], clock: Any) -> None:
    case, clerk = new_case(office), people["town_clerk"]
    for version, hours in ((1, 0), (2, 2), (3, 24)):  # twice on the first day
        clock.advance(hours=hours)
        do(office, clerk, case, "contact_failed", version=version, note="没有人接")
        with pytest.raises(Conflict, match="差"):
            do(office, clerk, case, "mark_invalid", version=version + 1, reason="unreachable")
    clock.advance(hours=24)
    do(office, clerk, case, "contact_failed", version=4, note="没有人接")
    assert do(office, clerk, case, "mark_invalid", version=5, reason="unreachable")["state"] == "REJECTED"


def test_the_green_path_is_the_leaders_decision(office: Office, people: dict[str, Account]) -> None:
    case = new_case(office, green="proposed", urgent="food")
    with pytest.raises(NotAllowed):
        do(office, people["town_clerk"], case, "fast_track", help="送米送油")
    after = do(office, people["town_leader"], case, "fast_track", help="送米送油")
    assert (after["green"], after["state"]) == ("approved", "SUBMITTED")
    with pytest.raises(Conflict):
        do(office, people["town_leader"], case, "decline_green", version=2, reason="x")
    other = new_case(office, green="proposed")
    assert do(office, people["town_leader"], other, "decline_green", reason="x")["green"] == ""


@pytest.mark.parametrize(
    ("channel", "numbered"), [("wechat", True), ("telegram", False), ("web", None), ("hotline", None)]
)
def test_the_farmer_hears_where_a_chat_can_reach(
    office: Office, people: dict[str, Account], channel: str, numbered: bool | None
) -> None:
    with office.work() as work:
        case = make_case(work, channel=channel)
        make_talk(work, channel, "u1", case["id"])
    do(office, people["village"], case, "accept")
    told = notices(office, user="u1")
    if numbered is None:
        assert not told
        return
    number = f"（编号 {case['receipt']}）" if numbered else ""
    assert [n["text"] for n in told] == [f"您报的事{number}村里已经收下了，这几天会有人上门或打电话。不收钱。"]
    assert "陈" not in told[0]["text"]


def test_a_farmer_takes_it_back(office: Office, people: dict[str, Account]) -> None:
    with office.work() as work:
        case = make_case(work)
        make_talk(work, "wechat", "u1", case["id"])
        make_talk(work, "telegram", "t1", case["id"])
    do(office, people["village"], case, "accept")
    with office.work() as work:
        assert farmer_acts(work, case["id"], "withdraw", {}, "wechat", "u1")["state"] == "WITHDRAWN"
    assert len(notices(office, user="u1")) == 1  # accepted; the withdrawal was answered in the conversation
    assert [n["text"] for n in notices(office, user="t1")][-1].startswith("您报的事已经撤回了")
    assert notices(office, account_id=people["village"].id)[-1]["title"] == "已撤回"
    with office.work() as work, pytest.raises(Conflict):
        farmer_acts(work, case["id"], "withdraw", {}, "wechat", "u1")
    with office.work() as work, pytest.raises(NotFound):
        farmer_acts(work, "no-such-case", "withdraw", {}, "wechat", "u1")


def test_no_account_takes_a_case_back_for_a_farmer(office: Office, people: dict[str, Account]) -> None:
    with pytest.raises(NotAllowed, match="农户本人"):
        do(office, people["village"], new_case(office), "withdraw")


INPUTS = {"village": HUANXI_VILLAGE, "where": "连江县", "help": "米", "note": "x"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from([a.name for a in ACTIONS] + ["farmer"]),
            st.sampled_from(["village", "other", "town_clerk", "town_leader", "county_clerk"]),
            st.integers(0, 1),
        ),
        max_size=10,
    )
)
def test_the_state_is_the_replay_of_the_log(
    office: Office, people: dict[str, Account], clock: Any, steps: list[tuple[str, str, int]]
) -> None:
    with office.work() as work:
        target = make_case(work)
        case = make_case(work, green="proposed")
    version = 1
    for name, role, stale in steps:
        clock.advance(minutes=7)
        inputs = INPUTS | {"receipt": target["receipt"], "reason": "test"}
        try:
            with office.work() as work:
                if name == "farmer":
                    version = farmer_acts(work, case["id"], "withdraw", {})["version"]
                else:
                    version = act(work, people[role], case["id"], name, version - stale, inputs)["version"]
        except Problem:
            continue
    with office.work() as work:
        for each in (case, target):
            stored = work.connection.execute(select(CASES).where(CASES.c.id == each["id"])).mappings().one()
            assert stored["state"] == replay(event["kind"] for event in events(work, each["id"]))


class TestTasks:
    """Taken by one, finished with a word."""

    def test_an_emergency_is_taken_once(self, office: Office, people: dict[str, Account]) -> None:
        with office.work() as work:
            task = make_task(work)
        with office.work() as work:
            assert tasks.acknowledge(work, people["village"], task["id"])["acknowledged_by"]
            assert tasks.acknowledge(work, people["village"], task["id"])
            with pytest.raises(Conflict, match="林村长"):
                tasks.acknowledge(work, people["town_clerk"], task["id"])

    def test_finishing_takes_a_word_and_ends_it(self, office: Office, people: dict[str, Account], clock: Any) -> None:
        with office.work() as work:
            case = make_case(work)
            task = make_task(work, "callback", case_id=case["id"])
        with office.work() as work:
            with pytest.raises(Invalid):
                tasks.finish(work, people["village"], task["id"], "  ")
            clock.advance(minutes=1)
        with office.work() as work:
            done = tasks.finish(work, people["village"], task["id"], "打通了")
            assert (done["done_by"], done["acknowledged_by"], done["note"]) == (
                people["village"].id, people["village"].id, "打通了",
            )  # fmt: skip
            assert tasks.open_tasks(work.connection, people["village"]) == []
            with pytest.raises(Conflict):
                tasks.finish(work, people["town_clerk"], task["id"], "再办一次")
            assert [event["kind"] for event in events(work, case["id"])] == ["submitted", "task_done"]

    def test_each_sees_what_is_theirs(self, office: Office, people: dict[str, Account]) -> None:
        with office.work() as work:
            call = make_task(work, "callback")
            food = make_task(work)
            nowhere = make_task(work, "callback", town="", village="")
        seen = {
            "village": [food, call], "other": [], "town_clerk": [food, call], "gushan": [],
            "operator": [food, call, nowhere], "county_clerk": [food, call, nowhere],
        }  # fmt: skip
        with office.database.read() as session:
            for role, expected in seen.items():
                found = [task["id"] for task in tasks.open_tasks(session, people[role])]
                assert found == [task["id"] for task in expected], role
        with office.work() as work, pytest.raises(NotFound):
            tasks.acknowledge(work, people["other"], food["id"])


def test_a_bound_cadre_gets_the_line_on_the_chat_too(office: Office, people: dict[str, Account]) -> None:
    with office.work() as work:
        bind(work, people["other"], "wechat", "w1")
        bind(work, people["other"], "telegram", "t1")
    do(office, people["town_clerk"], new_case(office), "reassign", village=HUANXI_VILLAGE, reason="x")
    texts = {n["channel"]: n["text"] for n in notices(office, account_id=people["other"].id)}
    line = "【转派来】宦溪镇宦溪村 陈* 须11-12前受理"
    assert texts == {"console": line, "wechat": line, "telegram": "有转派来的申报"}
