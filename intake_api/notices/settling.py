"""What follows from the fate of a farmer's notice: one that arrived has told them, one that did not becomes a call."""

from sqlalchemy import RowMapping, select, update

from dialogs.messages import Outcome
from intake_api.casework.history import REFUSALS
from intake_api.models.tables import CASES, NOTICES
from intake_api.notices import outbox
from intake_api.notices.has_read import refusal_told
from intake_api.notices.tell_farmers import FARMERS, event_of, log_of, ring_up, whole_words
from intake_api.office import Work


def settle(work: Work, notice_id: str, outcome: Outcome, error: str = "") -> None:
    """Write down what became of a claimed notice, and what follows. Raises ``NotFound`` for one that is not there."""
    notice = outbox.settle(work, notice_id, outcome, error)
    if notice is None or FARMERS not in notice["key"]:
        return
    case = _case(work, notice)
    if case is None:
        return
    if notice["state"] == "sent":
        _told(work, notice, case)
    elif notice["state"] == "failed" and not _reached_elsewhere(work, notice):
        _call(work, notice, case)


def _call(work: Work, notice: RowMapping, case: RowMapping) -> None:
    """What the notice would have said, as one says it on the telephone."""
    event = event_of(notice["key"])
    happened = log_of(work, case).last(event)
    text = whole_words(work, case, event, happened.data if happened else {}, spoken=True)
    ring_up(work, case, event, text, alert=True)
    here = (NOTICES.c.county == work.code, NOTICES.c.id == notice["id"])
    work.connection.execute(update(NOTICES).where(*here).values(state="called"))


def _case(work: Work, notice: RowMapping) -> RowMapping | None:
    here = (CASES.c.county == work.code, CASES.c.id == notice["case_id"])
    return work.connection.execute(select(CASES).where(*here).with_for_update()).mappings().one_or_none()


def _told(work: Work, notice: RowMapping, case: RowMapping) -> None:
    """裁定 4: the refusal that stands was told, with its reason and how to object. A bare line tells neither."""
    if case["state"] != "REJECTED" or event_of(notice["key"]) not in REFUSALS:
        return
    log = log_of(work, case)
    if log.refused and notice["text"] == whole_words(work, case, log.refused.kind, log.refused.data):
        refusal_told(work, case, log, {"how": "message"})


def _reached_elsewhere(work: Work, notice: RowMapping) -> bool:
    """Whether the same news went to another chat of the farmer's, or still may."""
    begins = notice["key"].partition(FARMERS)[0] + FARMERS
    # Between, not like: the index of the key serves it on both databases.
    same = (NOTICES.c.county == work.code, NOTICES.c.key.between(begins, begins + "\U0010ffff"))
    alive = NOTICES.c.state.in_(("due", "claimed", "sent"))
    query = select(NOTICES.c.id).where(*same, alive, NOTICES.c.id != notice["id"]).limit(1)
    return work.connection.execute(query).first() is not None
