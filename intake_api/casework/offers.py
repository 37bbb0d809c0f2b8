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


_WHEN: Mapping[str, Callable[[Dossier], bool]] = {
    "fast_track": lambda dossier: dossier.case["green"] != "approved",
    "decline_green": lambda dossier: dossier.case["green"] == "proposed",
    "decline_proposal": lambda dossier: dossier.history.proposal is not None,
    "tell_refusal": lambda dossier: dossier.history.since("refusal_told").refused is not None,
    "allow_second_posting": lambda dossier: dossier.history.posted_day is not None,
    "override_refusal": lambda dossier: dossier.is_below_line or dossier.case["green"] == "approved",
    "send_compare": lambda dossier: not dossier.history.compared and not dossier.comparisons,
    "skip_compare": lambda dossier: not dossier.history.compared and not dossier.comparisons,
}
