"""What an action changes besides the state: one small function each, named like the action in the lifecycle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, select, update

from intake_api.access.scope import visible
from intake_api.casework.handing_over import hand_over
from intake_api.casework.lifecycle import OPEN
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES, HOUSEHOLDS
from intake_api.notices.tell import tell_joined
from intake_api.office import Work


@dataclass(frozen=True, slots=True)
class Change:
    """New values of the case's columns, and what the event keeps about it."""

    values: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)


Changing = Callable[[Work, Account, RowMapping, Mapping[str, str]], Change]


def change(work: Work, account: Account, case: RowMapping, name: str, inputs: Mapping[str, str]) -> Change:
    """What the action ``name`` changes. Raises ``Invalid`` or ``Conflict`` when its own guard refuses."""
    changing = _CHANGES.get(name)
    return changing(work, account, case, inputs) if changing else Change(data=inputs)


def _accept(work: Work, account: Account, case: RowMapping, inputs: Mapping[str, str]) -> Change:
    if not case["village"]:
        raise Invalid("还不知道是哪个村，请先“转派”到村，再受理")
    if other := _in_hand(work, case):
        raise Conflict(f"这户已经有一件在办：{other['receipt']}。请用“判重”把这一件并过去。")
    return Change({"accepted_at": work.now, "accepted_by": account.id}, inputs)


def _in_hand(work: Work, case: RowMapping) -> RowMapping | None:
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


def _reassign(work: Work, _account: Account, case: RowMapping, inputs: Mapping[str, str]) -> Change:
    village = inputs["village"]
    if village == case["village"]:
        raise Invalid("已经在这个村了，请选另一个村")
    town = work.county.places.town_of(village).code
    place = {"town": town, "village": village}
    # K9: a household lives in one place at a time. It moves along, from here on; past events stay where they were.
    moved = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == case["household_id"])
    work.connection.execute(update(HOUSEHOLDS).where(*moved, HOUSEHOLDS.c.village == case["village"]).values(**place))
    return Change(place, {**inputs, "from_village": case["village"]})


def _mark_duplicate(work: Work, account: Account, case: RowMapping, inputs: Mapping[str, str]) -> Change:
    other = _other(work, account, case, inputs["receipt"])
    # The two reports are one household's story: how to reach them is kept together, nothing is overwritten.
    values: dict[str, Any] = {"version": CASES.c.version + 1}
    if not other["phone"]:
        values["phone"] = case["phone"]
    same = (CASES.c.county == work.code, CASES.c.id == other["id"])
    work.connection.execute(update(CASES).where(*same).values(values))
    joined = {"receipt": case["receipt"], "other": case["id"], "channel": case["channel"]}
    record(work, other, "joined", account.id, **joined)
    hand_over(work, case["id"], other["id"])
    tell_joined(work, other)
    return Change(data={**inputs, "other": other["id"]})


def _other(work: Work, account: Account, case: RowMapping, receipt: str) -> RowMapping:
    """The open case that ``receipt`` names, within the account's area; both cases locked, in order of id."""
    both = (CASES.c.receipt == receipt) | (CASES.c.id == case["id"])
    query = select(CASES).where(visible(account), both).order_by(CASES.c.id).with_for_update()
    found = [row for row in work.connection.execute(query).mappings() if row["id"] != case["id"]]
    if not found:
        raise Invalid(f"没有找到另一件编号是 {receipt} 的申报")
    if found[0]["state"] not in OPEN:
        raise Conflict(f"{receipt} 已经不在办了，不能并过去。这一件请照常受理。")
    return found[0]


def _decide_green(decision: str) -> Changing:
    def decide(_work: Work, _account: Account, _case: RowMapping, inputs: Mapping[str, str]) -> Change:
        return Change({"green": decision}, inputs)

    return decide


_CHANGES: Mapping[str, Changing] = {
    "accept": _accept,
    "reassign": _reassign,
    "mark_duplicate": _mark_duplicate,
    "approve_green": _decide_green("approved"),
    "decline_green": _decide_green(""),
}
