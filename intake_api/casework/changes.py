"""What an action changes besides the state: one small function each, named like the action in the lifecycle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, select, update

from intake_api.access.scope import visible
from intake_api.casework.dossier import Dossier
from intake_api.casework.handing_over import hand_over
from intake_api.casework.lifecycle import OPEN
from intake_api.casework.log import record
from intake_api.casework.moving import move_along
from intake_api.casework.referrals import refer
from intake_api.errors import Conflict, Invalid
from intake_api.intake import households
from intake_api.models import Account
from intake_api.models.tables import CASES, HOUSEHOLDS, LISTED
from intake_api.notices.by_phone import drop_call
from intake_api.notices.tell import tell_asked, tell_joined
from intake_api.office import Work
from knowledge import receipts


@dataclass(frozen=True, slots=True)
class Change:
    """New values of the case's columns, and what the event keeps about it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


Row = Mapping[Any, Any]
Changing = Callable[[Work, Account, Dossier, Mapping[str, Any]], Change]


def change(work: Work, account: Account, dossier: Dossier, name: str, given: Mapping[str, Any]) -> Change:
    """What the action ``name`` changes. Raises ``Invalid`` or ``Conflict`` for what only the database can tell."""
    changing = _CHANGES.get(name)
    return changing(work, account, dossier, given) if changing else Change(data=given)


def _accept(work: Work, account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    _only_one_in_hand(work, dossier.case)
    return Change({"accepted_at": work.now, "accepted_by": account.id}, given)


def _reopen(work: Work, _account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    _only_one_in_hand(work, dossier.case)  # a refused household may have reported anew meanwhile (裁定 5)
    return Change(data=given)


def _only_one_in_hand(work: Work, case: Row) -> None:
    if other := _in_hand(work, case):
        raise Conflict(f"这户已经有一件在办：{other['receipt']}。请用“判重”把这一件并过去。")


def _in_hand(work: Work, case: Row) -> RowMapping | None:
    """Another accepted case of the household that is still open."""
    # Whoever accepts holds the household, so two cases of one family are not accepted at the same moment.
    household = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == case["household_id"])
    work.connection.execute(select(HOUSEHOLDS.c.id).where(*household).with_for_update())
    query = (
        select(CASES)
        .where(CASES.c.county == work.code, CASES.c.household_id == case["household_id"])
        .where(CASES.c.id != case["id"], CASES.c.state.in_(sorted(OPEN - {"SUBMITTED"})))
        .order_by(CASES.c.submitted_at, CASES.c.id)
    )
    return work.connection.execute(query).mappings().first()


def _reassign(work: Work, _account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    case, village = dossier.case, given["village"]
    if village == case["village"]:
        raise Invalid("已经在这个村了，请选另一个村")
    town = work.county.places.town_of(village).code
    place = {"town": town, "village": village}
    # K9: a household lives in one place at a time. It moves along, from here on; past events stay where they were.
    moved = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == case["household_id"])
    work.connection.execute(update(HOUSEHOLDS).where(*moved, HOUSEHOLDS.c.village == case["village"]).values(**place))
    move_along(work, {**case, **place})
    return Change(place, {**given, "from_village": case["village"]})


def _mark_duplicate(work: Work, account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    case = dossier.case
    other = _other(work, account, case, given["receipt"])
    # The two reports are one household's story: how to reach them is kept together, nothing is overwritten.
    values: dict[str, Any] = {"version": CASES.c.version + 1, **_urgency(work, account, case, other)}
    if not other["phone"]:
        values |= {"phone": case["phone"], "phone_index": case["phone_index"]}
    same = (CASES.c.county == work.code, CASES.c.id == other["id"])
    work.connection.execute(update(CASES).where(*same).values(values))
    joined = {"receipt": case["receipt"], "other": case["id"], "channel": case["channel"]}
    record(work, other, "joined", account.id, **joined)
    hand_over(work, case["id"], other["id"])
    tell_joined(work, other)
    _not_two_in_hand(work, case, other)
    # One household from now on: whoever refused one of the two has refused it (方案 一(一) 多次申报).
    households.fold(work, case["household_id"], other["household_id"], account.id)
    return Change({"household_id": other["household_id"]}, {**given, "other": other["id"]})


def _urgency(work: Work, account: Account, case: Row, other: RowMapping) -> dict[str, Any]:
    """裁定 6: an emergency is not filed away with the report that told it; the town's leader is asked again."""
    if not case["green"] or other["green"]:
        return {}
    record(work, other, "green_proposed", account.id, urgent=case["urgent"], receipt=case["receipt"])
    return {"green": "proposed", "urgent": other["urgent"] or case["urgent"]}


def _other(work: Work, account: Account, case: Row, receipt: str) -> RowMapping:
    """The open case that ``receipt`` names, within the account's area; both cases locked, in order of id."""
    both = (CASES.c.receipt == receipt) | (CASES.c.id == case["id"])
    query = select(CASES).where(visible(account), both).order_by(CASES.c.id).with_for_update()
    found = [row for row in work.connection.execute(query).mappings() if row["id"] != case["id"]]
    if not found:
        raise Invalid(f"没有找到另一件编号是 {receipt} 的申报")
    if found[0]["state"] not in OPEN:
        raise Conflict(f"{receipt} 已经不在办了，不能并过去。这一件请照常办。")
    if not _is_one_household(work, case, found[0]):
        raise Invalid(f"{receipt} 和这一件看不出是一户：电话、同村的户主、家里的人都对不上。请先受理、入户核实。")
    return found[0]


def _is_one_household(work: Work, case: Row, other: RowMapping) -> bool:
    """Something that only one family has in common: a village alone is many families'. What was refused and is looked
    at again (复核) goes to no other household at all."""
    if case["household_id"] == other["household_id"]:
        return True
    if case["state"] == "APPEAL":
        return False
    same_phone = case["phone_index"] and case["phone_index"] == other["phone_index"]
    same_name = case["name"] and (case["name"], case["village"]) == (other["name"], other["village"])
    return bool(same_phone or same_name or _people(work, case) & _people(work, other))


def _people(work: Work, case: Row) -> set[str]:
    """The blind indexes of everybody known by number: the members of the sheet, and the household's own number."""
    listed = select(LISTED.c.id_index).where(LISTED.c.county == work.code, LISTED.c.case_id == case["id"])
    head = select(HOUSEHOLDS.c.id_index).where(
        HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == case["household_id"], HOUSEHOLDS.c.id_index.is_not(None)
    )
    return {str(index) for query in (listed, head) for index in work.connection.execute(query).scalars()}


def _not_two_in_hand(work: Work, case: Row, other: RowMapping) -> None:
    """裁定 5: of one household one case is in hand; two families that are each being helped are not made one."""
    if case["household_id"] == other["household_id"]:
        return
    mine = _in_hand(work, case)
    theirs = other if other["state"] != "SUBMITTED" else _in_hand(work, other)
    if mine and theirs:
        raise Conflict(f"两户各有一件在办：{mine['receipt']}、{theirs['receipt']}。请先办完一件，再来判重。")


def _refuse(work: Work, _account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    """已经在监测帮扶中 is so only where the case that is named is being helped, or on its way there."""
    if given["reason"] == "R06":
        named = receipts.parse(given["note"])
        query = select(CASES.c.id).where(CASES.c.county == work.code, CASES.c.receipt == named)
        in_hand = sorted(OPEN - {"SUBMITTED", "APPEAL"})
        helped = query.where(CASES.c.id != dossier.case["id"], CASES.c.state.in_(in_hand))
        if work.connection.execute(helped).first() is None:
            raise Conflict(f"{named} 不在办，也不在帮扶中，不能说已经在监测帮扶。请核对编号，或者换一个原因。")
    return Change(data=given)


def _green(decision: str) -> Changing:
    def decide(_work: Work, _account: Account, _dossier: Dossier, given: Mapping[str, Any]) -> Change:
        return Change({"green": decision}, given)

    return decide


def _recognise(_work: Work, _account: Account, _dossier: Dossier, given: Mapping[str, Any]) -> Change:
    return Change({"household_type": given["household_type"], "risk": given["risk"]}, given)


def _refer(work: Work, account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    return Change(data={**given, "referral": refer(work, account, dossier.case, given)})


def _request_info(work: Work, account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    tell_asked(work, dossier.case, str(given["whom"]), account.id)
    return Change(data=given)


def _tell_refusal(work: Work, account: Account, dossier: Dossier, given: Mapping[str, Any]) -> Change:
    """裁定 4: told is told. The call that was to say it is not made any more."""
    drop_call(work, dossier.case, "结果已经告诉农户了，不用再打", by=account.id)
    return Change(data=given)


_CHANGES: Mapping[str, Changing] = {
    "accept": _accept,
    "appeal_reopen": _reopen,
    "reassign": _reassign,
    "mark_duplicate": _mark_duplicate,
    "fast_track": _green("approved"),
    "decline_green": _green(""),
    "county_confirm": _recognise,
    "conclude_no_risk": _refuse,
    "town_reject": _refuse,
    "county_reject": _refuse,
    "refer": _refer,
    "request_info": _request_info,
    "tell_refusal": _tell_refusal,
}
