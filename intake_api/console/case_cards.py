"""The four cards of the casework, put together for the page of a case."""

from dataclasses import dataclass, replace

from intake_api.casework.dossier import Dossier
from intake_api.console import comparison_card, issues_card, measures_card, referrals_card
from intake_api.console.seeing import Seeing
from intake_api.models import Account
from intake_api.office import Office


@dataclass(frozen=True, slots=True)
class Cards:
    """What ``comparison_card.html``, ``measures_card.html``, ``referrals_card.html``, ``issues_card.html`` show."""

    comparison: comparison_card.ComparisonCard
    measures: measures_card.MeasuresCard
    referrals: referrals_card.ReferralsCard
    issues: issues_card.IssuesCard


def cards(office: Office, account: Account, file: Dossier, seen: Seeing) -> Cards:
    """The cards as this account sees them. What was written of the household's trouble is masked as its story is;
    what people of ours plan and do stays to be read."""
    return Cards(
        comparison=_comparison(comparison_card.card(office, account, file), seen),
        measures=measures_card.card(account, file),
        referrals=_referrals(referrals_card.card(account, file), seen),
        issues=_issues(issues_card.card(account, file), seen),
    )


def _comparison(card: comparison_card.ComparisonCard, seen: Seeing) -> comparison_card.ComparisonCard:
    return replace(card, hits=tuple(replace(hit, detail=seen.words(hit.detail)) for hit in card.hits))


def _referrals(card: referrals_card.ReferralsCard, seen: Seeing) -> referrals_card.ReferralsCard:
    masked = (
        replace(each, note=seen.words(each.note), answer_note=seen.words(each.answer_note)) for each in card.referrals
    )
    return replace(card, referrals=tuple(masked))


def _issues(card: issues_card.IssuesCard, seen: Seeing) -> issues_card.IssuesCard:
    masked = (replace(each, text=seen.words(each.text), evidence=seen.words(each.evidence)) for each in card.issues)
    return replace(card, issues=tuple(masked))
