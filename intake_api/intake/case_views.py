"""A case as the conversation sees it: where it stands, what is waited for and by when, why it was not taken in."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping

from dialogs.scene import CaseView
from intake_api.casework import clocks, history
from intake_api.casework.history import BIRTHS, REFUSALS, History
from intake_api.casework.lifecycle import action
from intake_api.notices.farmer_words import why
from intake_api.office import Work
from knowledge.policy import Policy

# Until a cadre is at the visit the report is the farmer's own; from then on the sheet stands (方案 三(二)).
AMENDED_IN = frozenset({"SUBMITTED", "ACCEPTED"})
_WAITS_FOR = {"APPEAL": "appeal", "RECOGNIZED": "plan", "ASSISTING": "measure"}
_FIRST_REFUSALS = REFUSALS - {"appeal_upheld"}
_DAY = timedelta(days=1)


def view(work: Work, case: RowMapping | dict[str, Any] | None, joined: bool = False) -> CaseView | None:
    """The case, or None without one. Whoever only joined it with a report of their own may add to it, but not take
    back what another conversation began, nor hear or contest why: a neighbour knows name, phone and village too."""
    if case is None:
        return None
    log, state = _log(work, case), case["state"]
    upheld = log.refused is not None and log.refused.kind == "appeal_upheld"
    over = clocks.publicity_is_over(log, work.now, work.county.policy)
    return CaseView(
        receipt=case["receipt"],
        state=state,
        submitted_at=case["submitted_at"],
        due=_recognised_by(case, log, work.county.policy),
        complete=case["complete"],
        can_withdraw=state in action("withdraw").sources and not joined and not over,  # 裁定 5
        until=_until(log, state, work.county.policy),
        lacks=str(log.lacks.data.get("what", "")) if log.lacks and not joined else "",
        why_not="" if joined else _why_not(log),
        upheld=upheld,
        can_object=state in action("appeal").sources and not joined and not upheld,
        can_amend=state in AMENDED_IN,
    )


def _log(work: Work, case: RowMapping | dict[str, Any]) -> History:
    """The log, as far as anything can have happened: a report that nobody has touched needs no look at it."""
    if case["state"] == "SUBMITTED" and not case["lacks"]:
        return History()
    found = history.of_cases(work.connection, work.county, [case["id"]]).get(case["id"], History())
    return found if found.last(*BIRTHS) else History()


def _recognised_by(case: RowMapping | dict[str, Any], log: History, policy: Policy) -> datetime:
    clue = log.clue if log.log else case["submitted_at"]
    return clocks.due(clue, policy.clocks.recognise, policy) - _DAY


def _until(log: History, state: str, policy: Policy) -> date | None:
    """The last day of what the state waits for, besides the 15 days."""
    if not log.log:
        return None
    if state == "PUBLICITY":
        return clocks.last_day(clocks.publicity_ends(log.posted_day, policy)) if log.posted_day else None
    wanted = _WAITS_FOR.get(state)
    running = (clock for clock in clocks.deadlines(log, state, policy) if clock.name == wanted and clock.met is None)
    return next((clock.last_day for clock in running), None)


def _why_not(log: History) -> str:
    """Why the family was not taken in, also after a second person stayed with it."""
    found = log.last(*_FIRST_REFUSALS) if log.refused else None
    return why(found.data) if found else ""
