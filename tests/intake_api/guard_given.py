"""What a guard is shown in its tests: a dossier and a form, each short to write: ``from guard_given import Given``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from families import BEGUN, FAMILY, PHOTO, PLANNED, PROPOSED, VERIFIERS, Step

SUBMITTED: tuple[Step, ...] = ((0, "submitted", {}),)
RICH = FAMILY | {"wage_income": 90000}
ON_DIBAO = FAMILY | {"member[5].dibao": True}
UNLISTED = {key: value for key, value in FAMILY.items() if not key.startswith("member[")}
AWAY = FAMILY | {f"member[{place}].not_counted": "分户另过" for place in range(6)}
UNASKED = FAMILY | {"member[0].id_no": None, "member[0].labour": None}
SENT: tuple[Step, ...] = (*BEGUN, (1.5, "compare_sent", {}))
SKIPPED: tuple[Step, ...] = (*BEGUN, (1.5, "compare_skipped", {}))
OVERRIDDEN: Step = (2, "refusal_overridden", {"note": "子女收入没有算"})
AGAIN: Step = (2.5, "visited", {"method": "visit"})
ALLOWED: Step = (4, "second_posting_allowed", {})
APPEALED: tuple[Step, ...] = (*BEGUN, (2, "no_risk", {"reason": "R02"}), (3, "appealed", {}))
JOKE: tuple[Step, ...] = (*SUBMITTED, (1, "invalid", {"reason": "test"}), (2, "appealed", {}))
CALLED: tuple[Step, ...] = (*SUBMITTED, *((day, "contact_failed", {}) for day in (0.1, 1, 1.1, 2)))
GREEN: Mapping[str, Any] = {"green": "approved"}
HURRIED: tuple[Step, ...] = (*SUBMITTED, (0.1, "green_approved", {}))
WAITING: tuple[Step, ...] = (*BEGUN, (2, "no_risk_proposed", {"reason": "R02"}))
ENDING: tuple[Step, ...] = (*PLANNED, PROPOSED)
ENDS = {"state": "ELIM_REVIEW"}
HANGING: tuple[Step, ...] = (*ENDING, (201, "elimination_posted", {}))
OBJECTED: tuple[Step, ...] = (*HANGING, (203, "elimination_objected", {}))
SIGNED = tuple({"member": place, "given_at": "yes"} for place in (0, 1, 2, 4, 5))
VOTE = {"meeting_day": "2023-11-12", "votes_for": 3, "votes_against": 0, "attendees": ["甲", "乙", "丙"]}
HUNG = VOTE | {"posted_photo": ["p"]}
SEEN = {
    "method": "visit", "visited_at": "2023-11-12T09:00:00+08:00", "photos": PHOTO, "opinion": "属实",
    "verifiers": VERIFIERS,
}  # fmt: skip


def rows(count: int = 6, **over: Any) -> tuple[dict[str, Any], ...]:
    """What one department answered of each member."""
    row = {"department": "民政局", "result": "none", "explained_at": None, "answered_at": "yes", "sent_at": _ALWAYS}
    return tuple({**row, "name": "陈大山", "member": place, **over} for place in range(count))


class _Always:
    """A moment after all others."""

    def __ge__(self, _other: object) -> bool:
        return True


_ALWAYS = _Always()


def measure(category: str = "job", **over: Any) -> tuple[dict[str, Any], ...]:
    """A measure of the plan."""
    row = {"category": category, "what": "做保洁员", "owner": "村委会", "due_day": "2023-12-20"}
    return (row | {"dropped_at": None, "implemented_at": None} | over,)


def referral(target: str) -> tuple[dict[str, Any], ...]:
    """Handed on, and solved there."""
    return ({"target": target, "answer": "solved"},)


@dataclass(frozen=True)
class Given:
    """One dossier and one form before a guard. ``refused`` is in what it says; empty when it lets them pass."""

    guard: str
    refused: str
    log: Sequence[Step] = BEGUN
    form: Mapping[str, Any] = field(default_factory=dict)
    days: float = 4.25
    answers: Mapping[str, Any] = field(default_factory=lambda: FAMILY)
    case: Mapping[str, Any] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)
    who: str = "nobody"
    role: str = "town_clerk"


def note(words: str) -> Mapping[str, Any]:
    """A refusal's form."""
    return {"reason": "R02", "note": words}


def vote(**over: Any) -> Mapping[str, Any]:
    """A vote's form, nothing posted yet."""
    return VOTE | over


def hung(**over: Any) -> Mapping[str, Any]:
    """A vote's form, with the posting."""
    return HUNG | over
