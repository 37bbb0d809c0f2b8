"""Every transition of the table, done as people do it; and refused to who may not, and when it may not be."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from offices import Clock
from procedure import INPUTS, Procedure, _relapsed, sheet_answers

from intake_api.casework.lifecycle import ACTIONS, FARMER, SYSTEM, Action, replay
from intake_api.errors import Conflict, NotAllowed, Problem
from intake_api.office import Office

BY_BUTTON = [action for action in ACTIONS if not action.via and action.name != "withdraw"]


def test_a_household_goes_the_whole_way(office: Office, clock: Clock) -> None:
    """From the report to the end of the risk: what the log says is what the plan asks for."""
    p = Procedure(office, clock).to("ELIMINATED")
    assert [kind for kind in p.kinds() if not kind.startswith("measure_pl")] == [
        "submitted", "accepted", "verifying", "visited", *["authorised"] * 4, "compare_sent", "compared", "to_review",
        "voted", "publicity_ended", "town_passed_proposed", "town_passed", "recognised_proposed", "recognised",
        "plan_set", "measure_implemented", "elimination_proposed", "elimination_posted", "eliminated_proposed",
        "eliminated",
    ]  # fmt: skip
    assert replay(p.kinds()) == p.case["state"]
    assert (p.case["household_type"], p.case["risk"]) == ("edge", "illness")


REFUSED_FIRST = {"conclude_no_risk", "vote_fail", "town_reject", "county_reject"}


@pytest.mark.parametrize(
    ("action", "state"),
    [(action, state) for action in BY_BUTTON for state in sorted(action.sources)],
    ids=lambda each: each.name if isinstance(each, Action) else each,
)
def test_the_transition(office: Office, clock: Clock, action: Action, state: str) -> None:
    over: dict[str, Any] = {"green": "proposed"} if action.name == "decline_green" else {}
    p = Procedure(office, clock, **over)
    if action.name == "mark_duplicate":
        return  # wants a second case: tests of actions
    p.to(state, compared=action.name not in ("skip_compare", "send_compare"))
    if action.name == "decline_proposal" and not _propose_something(p, state):
        return  # nothing in this state takes two
    who = _prepare(p, action)
    for role in who[:-1]:
        before = p.case["state"]
        assert p.do(role, action.name)["state"] == before, "a proposal moves nothing"
        with pytest.raises((Conflict, NotAllowed)):
            p.do(role, action.name)  # not both of the two
    after = p.do(who[-1], action.name)
    assert after["state"] == (action.target or state)
    assert p.kinds()[-1] == action.event
    assert replay(p.kinds()) == after["state"]
    assert after["proposal"] == ""


def _propose_something(p: Procedure, state: str) -> bool:
    proposal = next((a for a in ACTIONS if a.proposers and state in a.sources and not a.via), None)
    if proposal is None:
        return False
    _prepare(p, proposal)
    p.do(sorted(proposal.proposers)[0], proposal.name)
    return True


def _prepare(p: Procedure, action: Action) -> list[str]:
    """What must be there before, and who does it: one, or the two of a proposal."""
    p.clock.advance(days=_DAYS.get(action.name, 0))
    if action.name in _FIRST:
        _FIRST[action.name](p)
    if action.name in REFUSED_FIRST:
        p.do("county_leader", "override_refusal")
    if action.name.startswith("appeal_"):
        return ["second_clerk"]
    if action.name == "decline_proposal":
        return [_decider(p)]
    if action.proposers == action.roles == {"town_leader"}:
        return ["town_leader", "second_leader"]
    doers = sorted(action.roles - {FARMER, SYSTEM, "operator"})[:1]  # operators see what they logged themselves
    return [*sorted(action.proposers)[:1], *doers]


def _seen(p: Procedure) -> None:
    """Visited while it is verified; in an appeal, an emergency of which the town knows."""
    if p.case["state"] == "VERIFYING":
        p.clock.advance(days=1)
        p.visit()
    if p.case["state"] == "APPEAL":
        p.do("town_leader", "fast_track")


def _on_dibao(p: Procedure) -> None:
    if p.case["state"] == "VERIFYING":
        p.clock.advance(days=1)
        p.visit(answers=sheet_answers() | {"member[2].dibao": True})


def _planned(p: Procedure) -> None:
    if p.case["state"] == "RECOGNIZED":
        p.plan()


_DAYS = {"vote_pass": 1, "vote_fail": 1, "publicity_end_ok": 6, "elim_confirm": 6}
_FIRST: Mapping[str, Callable[[Procedure], object]] = {
    "skip_compare": _on_dibao,
    "to_review": _seen,
    "conclude_no_risk": _seen,
    "override_refusal": _seen,
    "repost": lambda p: p.do("town_leader", "allow_second_posting"),
    "propose_eliminate": Procedure.half_a_year_on,
    "plan_set": _planned,
}


def _decider(p: Procedure) -> str:
    waiting = next(a for a in ACTIONS if a.name == p.case["proposal"])
    return "second_leader" if waiting.roles == {"town_leader"} else sorted(waiting.roles)[0]


@pytest.mark.parametrize("action", BY_BUTTON, ids=lambda action: action.name)
def test_others_may_not(office: Office, clock: Clock, action: Action) -> None:
    p = Procedure(office, clock)
    before = p.kinds()
    for role in ("village", "grid", "town_clerk", "town_leader", "county_clerk", "county_leader", "auditor"):
        if role not in action.roles | action.proposers:
            with pytest.raises(NotAllowed):
                p.do(role, action.name)
    for role in ("operator", "admin", "dept"):
        with pytest.raises(Problem):
            p.do(role, action.name)
    assert p.kinds() == before


def test_trouble_again_is_a_new_case_of_the_household(office: Office, clock: Clock) -> None:
    p = Procedure(office, clock).to("ELIMINATED")
    new = _relapsed(p)
    assert p.case["state"] == "ELIMINATED"
    assert (new["state"], new["previous"], new["household_id"]) == ("SUBMITTED", p.case_id, p.case["household_id"])
    assert new["submitted_at"] == clock.now, "a new clue, a new 15 days"


def test_all_inputs_are_of_the_table() -> None:
    assert set(INPUTS) <= {action.name for action in ACTIONS}
