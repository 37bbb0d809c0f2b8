"""What became known to the farmer: a refusal that reached them is told (裁定 4), and nobody rings up to say what they
have read themselves, on the page or in the chat."""

from collections.abc import Mapping
from typing import Any

from intake_api.casework.actions import system_acts
from intake_api.casework.history import REFUSALS, History
from intake_api.notices.by_phone import drop_lines
from intake_api.notices.cadre_words import Row
from intake_api.notices.farmer_words import LATE
from intake_api.notices.tell_farmers import log_of, said_of, whole_words
from intake_api.office import Work

# What the words of 查进度 say too. Who helps, what was handed on and what was done stand only in the notice.
_SHOWN = REFUSALS | {
    "accepted", "verifying", "info_requested", "voted", "recognised", "eliminated", "appeal_reopened", "out_of_area",
    "duplicate",
}  # fmt: skip


def refusal_told(work: Work, case: Row, log: History, given: Mapping[str, Any]) -> None:
    """The refusal that stands has reached the family, with its reason and how to object: written down once."""
    if case["state"] != "REJECTED" or log.refused is None or log.since(*REFUSALS).last("refusal_told"):
        return
    system_acts(work, case["id"], "tell_refusal", given)
    drop_lines(work, case, said_of(work, case, log, _SHOWN), "消息农户已经看到了，不用再打")


def status_read(work: Work, case: Row) -> None:
    """The farmer was told where ``case``, which the caller holds, stands."""
    log = log_of(work, case)
    refusal_told(work, case, log, {"how": "message", "note": "农户查进度时看到了"})
    late = whole_words(work, case, LATE, {}, spoken=True)
    drop_lines(work, case, {late, *said_of(work, case, log, _SHOWN)}, "农户查进度时看到了，不用再打")
