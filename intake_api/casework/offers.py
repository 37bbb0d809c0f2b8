"""Which actions a page offers: what the table allows, less what makes no sense for this case now."""

from collections.abc import Callable, Mapping

from intake_api.casework.dossier import Dossier
from intake_api.casework.lifecycle import Action
from intake_api.models import Account


def fits(dossier: Dossier, account: Account, chosen: Action) -> bool:
    """Whether the action is worth a button; a guard may still refuse it, and says why."""
    if chosen.via:
        return False
    if chosen.name in _WHEN:
        return _WHEN[chosen.name](dossier)
    if not chosen.proposers:
        return True
    waiting = dossier.history.proposal
    if waiting is None:
        return account.role in chosen.proposers
    return waiting.action == chosen.name and account.role in chosen.roles and waiting.by != account.id


def is_next(dossier: Dossier, chosen: Action) -> bool:
    """Whether the action leads on from where this case stands: in the table it does, and it is not done yet."""
    return chosen.leads and _NEXT.get(chosen.name, _always)(dossier)


def _always(_dossier: Dossier) -> bool:
    return True


def _may_compare(dossier: Dossier) -> bool:
    skipped = dossier.history.since("appeal_reopened").last("compare_skipped")
    return skipped is None and bool(dossier.not_asked_about) and not dossier.unauthorised


# What can be done again or at any time leads on only while the case waits for it.
_NEXT: Mapping[str, Callable[[Dossier], bool]] = {
    "visit_done": lambda dossier: dossier.case["state"] == "VERIFYING" and dossier.history.visited is None,
    "consent_signed": lambda dossier: bool(
        dossier.found.people and dossier.unauthorised and not dossier.history.compared
    ),
    "send_compare": _may_compare,
    "plan_set": lambda dossier: dossier.history.last("plan_set") is None,
    "entered": lambda dossier: dossier.history.last("entered") is None,
    "measure_implemented": lambda dossier: any(
        not (row["implemented_at"] or row["dropped_at"]) for row in dossier.measures
    ),
    "fast_track": lambda dossier: dossier.case["green"] == "proposed",
}
_WHEN: Mapping[str, Callable[[Dossier], bool]] = {
    "fast_track": lambda dossier: dossier.case["green"] != "approved",
    "decline_green": lambda dossier: dossier.case["green"] == "proposed",
    "decline_proposal": lambda dossier: dossier.history.proposal is not None,
    "tell_refusal": lambda dossier: dossier.history.since("refusal_told").refused is not None,
    "allow_second_posting": lambda dossier: dossier.history.posted_day is not None,
    "override_refusal": lambda dossier: dossier.is_in_need,
    "repost": lambda dossier: dossier.history.posted_wrongly,
    "skip_compare": lambda dossier: not dossier.history.compared and not dossier.comparisons,
}
