"""The one table of actions: lawful, complete, drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.access.roles import ROLES
from intake_api.casework import lifecycle
from intake_api.casework.guards import GUARDS
from intake_api.casework.lifecycle import (
    ACTIONS,
    DRAFT,
    ENDS,
    FARMER,
    NEW,
    OPEN,
    STATES,
    SYSTEM,
    Action,
    move,
    offered,
    replay,
)
from intake_api.casework.lifecycle_page import FILE, page
from intake_api.casework.states import HOLDERS
from intake_api.errors import Conflict, Invalid


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "python -m intake_api.casework.lifecycle_page"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_each_action_names_known_states_and_roles(action: Action) -> None:
    assert action.sources <= set(STATES)
    assert action.target is None or action.target in STATES
    assert action.roles | action.proposers <= set(ROLES) | {FARMER, SYSTEM}
    assert action.label
    assert action.note, "every rule says where it stands"
    assert all(bool(need.options) == (need.kind == "choice") for need in action.needs)
    assert set(action.guards) <= set(GUARDS)


# The procedure as the county wrote it down, in its own order: from, to. What we do otherwise stands below with why.
WRITTEN_DOWN = {
    "start": ("NEW", "DRAFT"),
    "create_from_patrol": ("NEW", "ACCEPTED"),
    "create_from_alert": ("NEW", "SUBMITTED"),
    "request_info": ("SUBMITTED ACCEPTED VERIFYING", ""),
    "submit": ("DRAFT", "SUBMITTED"),
    "accept": ("SUBMITTED", "ACCEPTED"),
    "reassign": ("SUBMITTED", ""),
    "mark_duplicate": ("SUBMITTED", "DUPLICATE"),
    "mark_out_of_area": ("SUBMITTED", "TRANSFERRED"),
    "mark_invalid": ("SUBMITTED", "REJECTED"),
    "withdraw": ("SUBMITTED ACCEPTED VERIFYING", "WITHDRAWN"),
    "start_verify": ("ACCEPTED", "VERIFYING"),
    "visit_done": ("VERIFYING", ""),
    "consent_signed": ("VERIFYING", ""),
    "send_compare": ("VERIFYING", ""),
    "compare_back": ("VERIFYING", ""),
    "skip_compare": ("VERIFYING", ""),
    "to_review": ("VERIFYING", "REVIEW"),
    "conclude_no_risk": ("VERIFYING", "REJECTED"),
    "vote_pass": ("REVIEW", "PUBLICITY"),
    "vote_fail": ("REVIEW", "REJECTED"),
    "publicity_end_ok": ("PUBLICITY", "TOWN_AUDIT"),
    "objection": ("PUBLICITY", "VERIFYING"),
    "town_pass": ("TOWN_AUDIT", "COUNTY_CONFIRM"),
    "town_return": ("TOWN_AUDIT", "VERIFYING"),
    "town_reject": ("TOWN_AUDIT", "REJECTED"),
    "county_confirm": ("COUNTY_CONFIRM", "RECOGNIZED"),
    "county_return": ("COUNTY_CONFIRM", "TOWN_AUDIT"),
    "county_reject": ("COUNTY_CONFIRM", "REJECTED"),
    "entered": ("RECOGNIZED", ""),
    "plan_set": ("RECOGNIZED", "ASSISTING"),
    "measure_implemented": ("RECOGNIZED ASSISTING", "ASSISTING"),
    "propose_eliminate": ("ASSISTING", "ELIM_REVIEW"),
    "elim_publicity": ("ELIM_REVIEW", "ELIM_PUBLICITY"),
    "elim_confirm": ("ELIM_PUBLICITY", "ELIMINATED"),
    "elim_return": ("ELIM_REVIEW ELIM_PUBLICITY", "ASSISTING"),
    "relapse": ("ELIMINATED", "SUBMITTED"),
    "natural_decrease": (" ".join(OPEN), "CLOSED_NATURAL"),
    "refer": (" ".join(OPEN), ""),
    "fast_track": (" ".join(OPEN), ""),
    "appeal": ("REJECTED", "APPEAL"),
    "appeal_upheld": ("APPEAL", "REJECTED"),
    "appeal_reopen": ("APPEAL", "VERIFYING"),
}
BESIDE = {"VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT"}
MORE_STATES = {
    "mark_duplicate": {"APPEAL"},  # the household reported anew meanwhile (裁定 5)
    "withdraw": {"REVIEW", "PUBLICITY"},  # 裁定 5: until the publicity ends
    "visit_done": {"RECOGNIZED", "ASSISTING", "ELIM_REVIEW", "ELIM_PUBLICITY"},  # 回访
    **dict.fromkeys(("consent_signed", "send_compare", "compare_back", "skip_compare"), BESIDE),  # 裁定 1
    "entered": {"ASSISTING"},  # 裁定 3: late is still done
    "plan_set": {"ASSISTING"},
}
MORE = {
    "contact_failed",  # 不同日三次才算联系不上
    "review_return",  # 镇可以发回再议
    "override_refusal",  # 方案 一(一)：若人均低于线须区级复核
    "allow_second_posting", "repost",  # 裁定 2
    "tell_refusal",  # 裁定 4, 9
    "mark_abuse",  # 方案 一(一)：说人恶意，一个人定不了
    "elim_objection",  # 消除程序同认定
    "decline_green", "decline_proposal",  # 裁定 6；两人规则
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN_DOWN)
def test_the_table_is_the_procedure_as_written_down(name: str) -> None:
    states, target = WRITTEN_DOWN[name]
    action = lifecycle.action(name)
    assert action.sources == set(states.split()) | MORE_STATES.get(name, set())
    assert (action.target or "") == target


def test_what_was_added_to_the_procedure_is_named_with_why() -> None:
    assert {action.name for action in ACTIONS} == set(WRITTEN_DOWN) | MORE


@pytest.mark.parametrize(
    "name", [action.name for action in ACTIONS if action.target in ("REJECTED", "CLOSED_NATURAL", "DUPLICATE")]
)
def test_what_takes_nobody_in_is_never_for_dibao_and_by_somebody_else(name: str) -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别；多次申报未纳入的逐户排查。"""
    guards = set(lifecycle.action(name).guards)
    assert "not_for_dibao" in guards
    assert guards & {"not_by_who_refused_before", "another_handler"}


@pytest.mark.parametrize("name", ["conclude_no_risk", "vote_fail", "town_reject", "county_reject", "appeal_upheld"])
def test_a_refusal_of_what_was_examined_is_seen_and_let_pass(name: str) -> None:
    """方案 一(一)：逐户排查、应纳尽纳。"""
    assert {"refused_after_visit", "below_line_needs_override"} <= set(lifecycle.action(name).guards)


def test_every_guard_is_used() -> None:
    assert {name for action in ACTIONS for name in action.guards} == set(GUARDS)


def test_a_closed_case_only_hears_of_appeals_and_of_new_trouble() -> None:
    after_the_end = {action.name for action in ACTIONS if action.sources & ENDS}
    assert after_the_end == {"appeal", "tell_refusal", "relapse"}
    assert all(state in OPEN | {"REJECTED"} for state in HOLDERS)
    assert set(HOLDERS) >= OPEN, "every open case is somebody's step"


def test_names_and_events_are_unique() -> None:
    assert len({a.name for a in ACTIONS}) == len({a.event for a in ACTIONS}) == len(ACTIONS)


def test_every_state_in_the_table_can_be_reached() -> None:
    reached = {NEW}
    while True:
        more = {a.target or s for a in ACTIONS for s in a.sources if s in reached} | reached
        if more == reached:
            break
        reached = more
    assert {s for a in ACTIONS for s in a.sources} <= reached


def test_receiving_dibao_is_no_reason_to_turn_anybody_away() -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。"""
    reasons = [need for a in ACTIONS for need in a.needs if need.key == "reason"]
    words = [text for need in reasons for option in need.options for text in option]
    assert words
    assert not any("低保" in text or "dibao" in text for text in words)
    assert not any("不符合" in text for text in words)


def test_open_and_closed_states_part_cleanly() -> None:
    assert OPEN | ENDS | {NEW, DRAFT} == set(STATES)
    assert not OPEN & ENDS


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_what_the_table_does_not_allow_is_a_conflict(state: str, action: Action) -> None:
    if state in action.sources:
        assert move(state, action.name) == (state if action.opens else action.target or state)
        return
    with pytest.raises(Conflict) as refused:
        move(state, action.name)
    assert STATES[state] in str(refused.value)
    assert action.label in str(refused.value)


def test_an_unknown_action_is_invalid() -> None:
    with pytest.raises(Invalid):
        lifecycle.action("fly")


@pytest.mark.parametrize(
    ("state", "role", "names"),
    [
        ("SUBMITTED", "village", "accept request_info contact_failed natural_decrease refer"),
        (
            "SUBMITTED",
            "town_clerk",
            "accept reassign mark_duplicate mark_invalid mark_abuse request_info contact_failed natural_decrease refer"
            " decline_proposal",
        ),
        ("SUBMITTED", "county_clerk", "reassign mark_duplicate mark_out_of_area decline_proposal"),
        ("SUBMITTED", "town_leader", "mark_abuse natural_decrease fast_track decline_green decline_proposal"),
        ("PUBLICITY", FARMER, "withdraw"),
        ("TOWN_AUDIT", FARMER, ""),
        ("REJECTED", FARMER, "appeal"),
        (
            "COUNTY_CONFIRM",
            "county_leader",
            "override_refusal county_confirm county_return county_reject decline_proposal",
        ),
        ("SUBMITTED", "grid", ""),
        ("VERIFYING", "auditor", ""),
        ("VERIFYING", "admin", ""),
        ("WITHDRAWN", "town_clerk", ""),
    ],
)
def test_who_may_do_what(state: str, role: str, names: str) -> None:
    assert [action.name for action in offered(state, role)] == names.split()


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], "NEW"),
        (["submitted"], "SUBMITTED"),
        (["submitted", "joined", "reassigned", "accepted"], "ACCEPTED"),
        (["submitted", "accepted", "supplemented", "withdrawn"], "WITHDRAWN"),
        (["submitted", "duplicate", "joined"], "DUPLICATE"),
        (["submitted", "green_approved", "invalid"], "REJECTED"),
    ],
)
def test_replay(kinds: list[str], state: str) -> None:
    assert replay(kinds) == state


@pytest.mark.parametrize(
    "kinds", ["accepted", "submitted withdrawn accepted", "submitted submitted", "found_on_patrol accepted"]
)
def test_a_log_that_cannot_be(kinds: str) -> None:
    with pytest.raises(Conflict):
        replay(kinds.split())


@given(st.lists(st.sampled_from(ACTIONS), max_size=12))
def test_any_lawful_walk_replays_to_where_it_ended(steps: list[Action]) -> None:
    state, kinds = NEW, []
    for step in steps:
        if state in step.sources:
            state = move(state, step.name)
            kinds.append(step.event)
    assert replay(kinds) == state
