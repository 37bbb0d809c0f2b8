"""The one table of actions: lawful, complete, drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_api.access.roles import ROLES
from intake_api.casework import lifecycle
from intake_api.casework.lifecycle import ACTIONS, ENDS, FARMER, OPEN, START, STATES, Action, move, offered, replay
from intake_api.casework.lifecycle_page import FILE, page
from intake_api.errors import Conflict, Invalid


def test_the_page_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "python -m intake_api.casework.lifecycle_page"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_each_action_names_known_states_and_roles(action: Action) -> None:
    assert action.sources <= set(STATES)
    assert action.target is None or action.target in STATES
    assert action.roles <= set(ROLES) | {FARMER}
    assert action.label
    assert action.note, "every rule says where it stands"
    assert all(need.options for need in action.needs if need.kind == "reason")
    assert not any(action.sources & ENDS), "nothing happens to a closed case"


def test_names_and_events_are_unique() -> None:
    assert len({a.name for a in ACTIONS}) == len({a.event for a in ACTIONS}) == len(ACTIONS)


def test_every_state_in_the_table_can_be_reached() -> None:
    reached = {START}
    while True:
        more = {a.target or s for a in ACTIONS for s in a.sources if s in reached} | reached
        if more == reached:
            break
        reached = more
    assert {s for a in ACTIONS for s in a.sources} <= reached


def test_receiving_dibao_is_no_reason_to_turn_anybody_away() -> None:
    """方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。"""
    words = [text for a in ACTIONS for need in a.needs for option in need.options for text in option]
    assert words
    assert not any("低保" in text or "dibao" in text for text in words)
    assert not any("不符合" in text for text in words)


def test_open_and_closed_states_part_cleanly() -> None:
    assert OPEN | ENDS | {START} == set(STATES)
    assert not OPEN & ENDS


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_what_the_table_does_not_allow_is_a_conflict(state: str, action: Action) -> None:
    if state in action.sources:
        assert move(state, action.name) == (action.target or state)
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
        ("SUBMITTED", "village", ["accept"]),
        ("SUBMITTED", "town_clerk", ["accept", "reassign", "mark_duplicate", "mark_invalid"]),
        ("SUBMITTED", "county_clerk", ["reassign", "mark_duplicate", "mark_out_of_area"]),
        ("SUBMITTED", "town_leader", ["approve_green", "decline_green"]),
        ("SUBMITTED", FARMER, ["withdraw"]),
        ("ACCEPTED", FARMER, ["withdraw"]),
        ("ACCEPTED", "village", []),
        ("SUBMITTED", "grid", []),
        ("SUBMITTED", "auditor", []),
        ("SUBMITTED", "admin", []),
        ("WITHDRAWN", "town_clerk", []),
    ],
)
def test_who_may_do_what(state: str, role: str, names: list[str]) -> None:
    assert [action.name for action in offered(state, role)] == names


@pytest.mark.parametrize(("green", "count"), [("proposed", 2), ("", 0), ("approved", 0)])
def test_the_green_path_is_offered_only_while_proposed(green: str, count: int) -> None:
    assert len(offered("SUBMITTED", "town_leader", {"green": green})) == count


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], "DRAFT"),
        (["submitted"], "SUBMITTED"),
        (["submitted", "joined", "reassigned", "accepted"], "ACCEPTED"),
        (["submitted", "accepted", "supplemented", "withdrawn"], "WITHDRAWN"),
        (["submitted", "duplicate", "joined"], "DUPLICATE"),
        (["submitted", "green_approved", "invalid"], "REJECTED"),
    ],
)
def test_replay(kinds: list[str], state: str) -> None:
    assert replay(kinds) == state


@pytest.mark.parametrize("kinds", ["accepted", "submitted withdrawn accepted", "submitted submitted"])
def test_a_log_that_cannot_be(kinds: str) -> None:
    with pytest.raises(Conflict):
        replay(kinds.split())


@given(st.lists(st.sampled_from(ACTIONS), max_size=12))
def test_any_lawful_walk_replays_to_where_it_ended(steps: list[Action]) -> None:
    state, kinds = START, []
    for step in steps:
        if state in step.sources:
            state = move(state, step.name)
            kinds.append(step.event)
    assert replay(kinds) == state
