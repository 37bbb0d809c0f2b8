"""The four cards of the casework, put together for the page of a case."""

from dataclasses import dataclass

from intake_api.casework.dossier import Dossier
from intake_api.console import comparison_card, issues_card, measures_card, referrals_card
from intake_api.models import Account
from intake_api.office import Office


@dataclass(frozen=True, slots=True)
class Cards:
    """What ``comparison_card.html``, ``measures_card.html``, ``referrals_card.html``, ``issues_card.html`` show."""

    comparison: comparison_card.ComparisonCard
    measures: measures_card.MeasuresCard
    referrals: referrals_card.ReferralsCard
    issues: issues_card.IssuesCard


def cards(office: Office, account: Account, file: Dossier) -> Cards:
    """The cards as this account sees them."""
    return Cards(
        comparison=comparison_card.card(office, account, file),
        measures=measures_card.card(account, file),
        referrals=referrals_card.card(account, file),
        issues=issues_card.card(account, file),
    )
