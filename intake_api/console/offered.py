"""What may be done with a case on its page: buttons, buttons that cannot be pressed now with the reason, and what a
second person has to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake_api.access.roles import ROLES, label
from intake_api.casework import guards, lifecycle, offers
from intake_api.casework.dossier import Dossier
from intake_api.casework.lifecycle import FARMER, Action
from intake_api.casework.states import HOLDERS
from intake_api.console import timeline, words
from intake_api.models import Account

# Actions that have a page of their own, by the name the table gives it.
PAGES = {"入户采集": "visit", "授权": "authorise"}
_AGAIN = "重新申报"


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. ``why_not``: it cannot be done now, and why; ``proposes``: a second person decides; ``page``: it is
    done on a page of its own, under the case's address."""

    action: Action
    why_not: str = ""
    proposes: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the first of two people said. ``approve``: this account decides; ``why_not`` it cannot, for now."""

    action: Action
    who: str
    at: str
    given: list[str]
    approve: bool
    decline: Action | None
    why_not: str
    deciders: str


def offered(file: Dossier, account: Account) -> list[Offer]:
    """The actions of the table for this account and this state, in its order; none for who only looks."""
    if not ROLES[account.role].writes:
        return []
    waiting = file.history.proposal
    apart = {"decline_proposal", waiting.action if waiting else ""}
    actions = lifecycle.offered(file.case["state"], account.role)
    return [offer for each in actions if each.name not in apart and (offer := _offer(file, account, each))]


def waiting_for(file: Dossier, account: Account, names: Mapping[str, str]) -> Waiting | None:
    """The proposal, with its inputs in words, and whether it is this account's to decide."""
    waiting = file.history.proposal
    if waiting is None:
        return None
    chosen = lifecycle.action(waiting.action)
    decline = lifecycle.action("decline_proposal")
    may = ROLES[account.role].writes and account.role in chosen.roles and waiting.by != account.id
    blocked = guards.why_not(file, account, chosen.name) if may else ""
    return Waiting(
        action=chosen,
        who=names.get(waiting.by, "已离开的人"),
        at=words.moment(words.local(file.county, waiting.at)),
        given=timeline.details(file.county, chosen.event, waiting.given, names),
        approve=may and not blocked,
        decline=decline if account.role in decline.roles and account.role in chosen.roles else None,
        why_not=blocked or ("是您提出的，要另一个人来定" if waiting.by == account.id else ""),
        deciders=who(chosen.roles),
    )


def next_step(file: Dossier) -> str:
    """Who has the next step, in words."""
    state = file.case["state"]
    if waiting := file.history.proposal:
        chosen = lifecycle.action(waiting.action)
        return f"等{who(chosen.roles)}定：{chosen.label}"
    if state == "REJECTED" and not file.case["clock"]:
        return "没有：已经告知农户"
    holders = HOLDERS.get(state, ())
    return "、".join(map(label, holders)) if holders else "没有：这件已经办结"


def who(roles: frozenset[str]) -> str:
    """Roles in words."""
    return "、".join("农户本人" if role == FARMER else label(role) for role in sorted(roles))


def _offer(file: Dossier, account: Account, chosen: Action) -> Offer | None:
    if chosen.via == _AGAIN:
        return Offer(chosen, page="relapse")
    if chosen.via:
        page = PAGES.get(chosen.via, "")
        return Offer(chosen, page=page) if page else None
    if not offers.fits(file, account, chosen):
        return None
    proposes = bool(chosen.proposers) and file.history.proposal is None
    return Offer(chosen, guards.why_not(file, account, chosen.name), proposes)
