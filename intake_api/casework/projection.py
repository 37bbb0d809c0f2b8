"""The columns of a case that repeat what its log says, so that lists need not read every log. Never read to decide."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intake_api.casework import clocks
from intake_api.casework.dossier import Dossier
from intake_api.casework.history import Happening, History
from intake_api.casework.states import DECIDING, HOLDERS
from intake_api.office import Work
from knowledge.policy import Policy

# What the leading clock of a state counts from, when it is not the clue.
_SINCE: Mapping[str, tuple[str, ...]] = {
    "RECOGNIZED": ("recognised",),
    "ASSISTING": ("recognised",),
    "ELIM_REVIEW": ("elimination_proposed",),
    "ELIM_PUBLICITY": ("elimination_posted",),
    "APPEAL": ("appealed",),
}


def projected(
    work: Work, dossier: Dossier, state: str, event: str, actor: str, data: Mapping[str, Any]
) -> dict[str, Any]:
    """The columns after ``event``, which has just happened."""
    happened = Happening(event, work.now, dossier.today, actor, data)
    history = History((*dossier.history.log, happened), dossier.history.reset_clue)
    waiting = history.proposal
    return {
        "since": since(history, state, work.now),
        **leading(history, state, work.county.policy),
        "lacks": history.lacks is not None,
        "proposal": waiting.action if waiting else "",
        "recognised_at": history.at("recognised"),
    }


def since(history: History, state: str, now: datetime) -> datetime:
    """When the leading clock of ``state`` began: the clue until it is decided, then what the state waits from."""
    if state in _SINCE:
        return history.at(*_SINCE[state]) or now
    if state in DECIDING:
        return history.clue
    return now


def leading(history: History, state: str, policy: Policy) -> dict[str, Any]:
    """The clock that presses most after this log: its name and when it began. When it ends is always computed."""
    clock = clocks.pressing(clocks.deadlines(history, state, policy)) if state in HOLDERS else None
    return {"clock": clock.name if clock else "", "clock_from": clock.start if clock else None}
