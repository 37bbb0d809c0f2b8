"""What may be done with a case on its page: buttons, buttons that cannot be pressed now with the reason, and what a
second person has to decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake_api.access.roles import ROLES, label
from intake_api.casework import guards, lifecycle, offers
from intake_api.casework.dossier import Dossier
from intake_api.casework.lifecycle import FARMER, Action
from intake_api.casework.states import HOLDERS, OPEN
from intake_api.console import timeline, words
from intake_api.console.seeing import Seeing
from intake_api.models import Account

# Actions that have a page of their own, by the name the table gives it.
PAGES = {"入户采集": "visit", "授权": "authorise"}
# Actions that are done in a card further down on the same page.
CARDS = {"send_compare": "#comparison", "measure_implemented": "#measures"}
_AGAIN = "重新申报"
# What is left to do when nobody owes the case a step; each end of a case has its words.
_AFTER = {
    "ELIMINATED": "没有：风险已消除，照常监测；又有困难就重新申报",
    "WITHDRAWN": "没有：农户自己撤回了；以后有困难还可以再报",
    "DUPLICATE": "没有：并到在办的那一件了，编号在“经过”里",
    "TRANSFERRED": "没有：转到外地去办了，转到哪里写在“经过”里",
    "REJECTED": "没有：已经告知农户；农户不同意的，可以申请复核",
    "CLOSED_NATURAL": "没有：整户自然减少，已经办结",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One action. ``why_not``: it cannot be done now, and why; ``proposes``: a second person decides; ``page``: it is
    done on a page of its own, under the case's address, or in a card of this one; ``leads``: it carries the case on."""

    action: Action
    why_not: str = ""
    proposes: bool = False
    page: str = ""
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Offers:
    """``main`` is the one thing to do now; ``next`` lead on too, or will when something else is done; ``others`` are
    for when it is not that simple."""

    main: Offer | None
    next: tuple[Offer, ...]
    others: tuple[Offer, ...]

    @property
    def all(self) -> tuple[Offer, ...]:
        """Every offer, as they stand on the page."""
        return (*((self.main,) if self.main else ()), *self.next, *self.others)


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


def offered(file: Dossier, account: Account) -> Offers:
    """The actions of the table for this account and this state, in its order; none for who only looks."""
    if not ROLES[account.role].writes:
        return Offers(None, (), ())
    waiting = file.history.proposal
    apart = {"decline_proposal", waiting.action if waiting else ""}
    actions = lifecycle.offered(file.case["state"], account.role)
    offers_ = [offer for each in actions if each.name not in apart and (offer := _offer(file, account, each))]
    # In the table's order what is needed comes before what needs it; what may come at any time leads in an emergency.
    leading = sorted((each for each in offers_ if each.leads), key=lambda each: each.action.sources != OPEN)
    main = None if waiting else next((each for each in leading if not each.why_not), None)
    others = tuple(each for each in offers_ if not each.leads)
    return Offers(main, tuple(each for each in leading if each is not main), others)


def waiting_for(file: Dossier, account: Account, names: Mapping[str, str], seen: Seeing) -> Waiting | None:
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
        given=timeline.details(file.county, chosen.event, waiting.given, names, seen),
        approve=may and not blocked,
        decline=decline if account.role in decline.roles and account.role in chosen.roles else None,
        why_not=blocked or ("是您提出的，要另一个人来定" if waiting.by == account.id else ""),
        deciders=who(chosen.roles),
    )


def next_step(file: Dossier) -> str:
    """What comes next and who does it, in words; of an ended case, what is left to the household."""
    state = file.case["state"]
    if waiting := file.history.proposal:
        chosen = lifecycle.action(waiting.action)
        return f"等{who(chosen.roles)}定：{chosen.label}"
    if state in _AFTER and not (state == "REJECTED" and file.case["clock"]):
        return _AFTER[state]
    holders = HOLDERS.get(state, ())
    for chosen in lifecycle.ACTIONS:
        doing = [role for role in holders if role in (chosen.proposers or chosen.roles)]
        if doing and state in chosen.sources and offers.is_next(file, chosen):
            return f"{chosen.label}（{'、'.join(map(label, doing))}）"
    return "、".join(map(label, holders))


def who(roles: frozenset[str]) -> str:
    """Roles in words."""
    return "、".join("农户本人" if role == FARMER else label(role) for role in sorted(roles))


def _offer(file: Dossier, account: Account, chosen: Action) -> Offer | None:
    if chosen.via == _AGAIN:
        return Offer(chosen, page="relapse")
    leads = offers.is_next(file, chosen)
    if chosen.via:
        page = PAGES.get(chosen.via, "") or (CARDS.get(chosen.name, "") if leads else "")
        return Offer(chosen, page=page, leads=leads) if page else None
    if not offers.fits(file, account, chosen):
        return None
    proposes = bool(chosen.proposers) and file.history.proposal is None
    return Offer(chosen, guards.why_not(file, account, chosen.name), proposes, leads=leads)
