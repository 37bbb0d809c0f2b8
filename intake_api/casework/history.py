"""What the log of one case says: moments, people and marks. Everything about a case's progress is computed here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from intake_api.casework.lifecycle import ACTIONS, FARMER, action
from intake_api.errors import Problem
from intake_api.models.tables import EVENTS
from knowledge.policy import County

REFUSALS = frozenset({"no_risk", "voted_down", "town_rejected", "county_rejected", "invalid", "abuse", "appeal_upheld"})
BIRTHS = frozenset({"submitted", "found_on_patrol", "alerted"})
_ANSWERS_INFO = frozenset({"supplemented", "completed", "visited"})


class WithoutBeginning(Problem):
    """The log of a case lacks its first word: the intake writes none like that, a careless import may."""

    status = 500
    title = "记录不全"

    def __init__(self) -> None:
        super().__init__("这件事的记录里没有申报、走访或者预警这一条，时限没法算。请告诉区里管系统的人。")


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of the log. ``day`` is the county's local date; ``at`` is aware."""

    kind: str
    at: datetime
    day: date
    actor: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_refusal(self) -> bool:
        """Whether it closed the case without taking the household in."""
        return self.kind in REFUSALS


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first of two people said: waits for another one who may decide."""

    action: str
    by: str
    at: datetime
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class History:
    """A case's log, oldest first, and the questions the procedure asks of it."""

    log: tuple[Happening, ...] = ()
    reset_clue: bool = True  # an appeal that reopens the case starts a new 15 days (区里可改)

    def last(self, *kinds: str) -> Happening | None:
        """The latest event of these kinds."""
        return next((each for each in reversed(self.log) if each.kind in kinds), None)

    def since(self, *kinds: str) -> "History":
        """What happened after the latest event of these kinds; everything, when there was none."""
        last = max((n for n, each in enumerate(self.log) if each.kind in kinds), default=-1)
        return History(self.log[last + 1 :], self.reset_clue)

    def at(self, *kinds: str) -> datetime | None:
        """When it last happened."""
        found = self.last(*kinds)
        return found.at if found else None

    @property
    def clue(self) -> datetime:
        """The clue's moment: the 15 days count from it (方案 三(四)；裁定 4). Raises ``WithoutBeginning``."""
        found = self._begun
        if found is None:
            raise WithoutBeginning
        return _moment(found.data.get("clue"), found.at)

    @property
    def is_begun(self) -> bool:
        """Whether the log says how the case came to be, as every log of the intake does."""
        return self._begun is not None

    @property
    def _begun(self) -> Happening | None:
        return self.last(*(BIRTHS | ({"appeal_reopened"} if self.reset_clue else set())))

    @property
    def posted_day(self) -> date | None:
        """The first day of the publicity that counts. Once, and only in the village: a later vote does not post
        again unless the town leader allowed it (裁定 2)."""
        posted, _ = self._posting
        return _day(posted) if posted else None

    @property
    def posted_wrongly(self) -> bool:
        """Whether what hangs there was found wrong, and the right one is not posted yet (裁定 2)."""
        posted, allowed = self._posting
        return posted is not None and allowed

    @property
    def _posting(self) -> tuple[Happening | None, bool]:
        posted: Happening | None = None
        allowed = False
        for each in self.log:
            allowed = allowed or each.kind == "second_posting_allowed"
            if each.kind == "reposted" or (each.kind == "voted" and (posted is None or allowed)):
                posted, allowed = each, False
        return posted, allowed

    @property
    def elimination_posted_day(self) -> date | None:
        """The first day of the publicity of an elimination: once for each proposal, an objection keeps it (裁定 2)."""
        proposed = self.since("elimination_proposed").log
        found = next((each for each in proposed if each.kind == "elimination_posted"), None)
        return _day(found) if found else None

    @property
    def proposal(self) -> Proposal | None:
        """What waits for a second person, if anything: a step of the case or a refusal ends it."""
        waiting: Proposal | None = None
        for each in self.log:
            if each.kind in _PROPOSED:
                waiting = Proposal(_PROPOSED[each.kind], each.actor, each.at, each.data)
            elif each.kind in _ENDS_PROPOSAL:
                waiting = None
        return waiting

    @property
    def refusers(self) -> frozenset[str]:
        """Everybody who proposed or decided that the household is not taken in."""
        kinds = REFUSALS | {f"{kind}_proposed" for kind in REFUSALS}
        return frozenset(each.actor for each in self.log if each.kind in kinds)

    @property
    def days_without_contact(self) -> int:
        """On how many different days nobody was reached."""
        return len({each.day for each in self.log if each.kind == "contact_failed"})

    @property
    def lacks(self) -> Happening | None:
        """The request for more that the farmer has not answered yet (NEED_INFO)."""
        for each in reversed(self.log):
            if each.kind in _ANSWERS_INFO:
                return None
            if each.kind == "info_requested" and is_asked_of_farmer(each.data):
                return each
        return None

    @property
    def visited(self) -> Happening | None:
        """The visit of this round: an appeal, an objection that sends back, ask for no second one by themselves."""
        return self.since("appeal_reopened").last("visited")

    @property
    def override(self) -> Happening | None:
        """The district's word that the household may be refused all the same; a later visit asks for a new one."""
        return self.since("appeal_reopened", "visited").last("refusal_overridden")

    @property
    def compared(self) -> bool:
        """Whether the departments have answered, or the comparison may be left out."""
        return self.since("appeal_reopened").last("compared", "compare_skipped") is not None

    @property
    def refused(self) -> Happening | None:
        """The refusal that stands, if one does."""
        found = self.last(*REFUSALS)
        return found if found and not self.since(*REFUSALS).last("appealed", "appeal_reopened") else None


def is_asked_of_farmer(given: Mapping[str, Any]) -> bool:
    """Whether a request for more is put to the farmer: what is asked of others is none of theirs to bring."""
    return given.get("whom") not in _OTHERS


def of_cases(connection: Connection, county: County, case_ids: Iterable[str]) -> dict[str, History]:
    """The histories of several cases, in one query."""
    here = (EVENTS.c.county == county.code, EVENTS.c.case_id.in_(list(case_ids)))
    query = select(EVENTS).where(*here).order_by(EVENTS.c.at, EVENTS.c.id)
    logs: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        logs.setdefault(row["case_id"], []).append(row)
    restarts = county.policy.clocks.appeal_restarts
    return {case_id: of_rows(rows, reset_clue=restarts) for case_id, rows in logs.items()}


def of_rows(rows: Iterable[Mapping[Any, Any]], *, reset_clue: bool = True) -> History:
    """The history that rows of the event table tell, oldest first."""
    return History(
        tuple(
            Happening(row["kind"], row["at"], date.fromisoformat(row["day"]), row["actor"], row["data"]) for row in rows
        ),
        reset_clue,
    )


def _day(posted: Happening) -> date:
    given = posted.data.get("posted_day")
    return date.fromisoformat(given) if given else posted.day


def _moment(text: object, otherwise: datetime) -> datetime:
    return datetime.fromisoformat(str(text)) if text else otherwise


_OTHERS = {code for need in action("request_info").needs if need.key == "whom" for code, _ in need.options} - {FARMER}
_PROPOSED: Mapping[str, str] = {action.proposed_as: action.name for action in ACTIONS if action.proposers}
_ENDS_PROPOSAL = frozenset(action.event for action in ACTIONS if action.target) | {"proposal_declined"}
