"""What the hotline writes down on a case that a caller names: an objection to a publicity, an appeal of a refusal."""

from dataclasses import dataclass

from sqlalchemy import select

from intake_api.access import audit
from intake_api.access.scope import found_by
from intake_api.casework.actions import act
from intake_api.casework.lifecycle import action
from intake_api.errors import Invalid, NotFound
from intake_api.intake.looking_up import look_up
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Work
from knowledge import receipts

# Which input of the action takes the caller's words. Whoever objects is a neighbour and need prove nothing about the
# household; an appeal is the household's own, so the last four must match (裁定 21).
_WORDS = {"objection": "objection", "appeal": "reason"}
_OWN = frozenset({"appeal"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be written down on a case as it stands."""

    name: str
    label: str
    asks_last4: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator filled in; ``name`` is the action's."""

    receipt: str
    name: str
    text: str
    last4: str = ""


def offers(state: str) -> tuple[Offer, ...]:
    """What a caller may have written down on a case in this state."""
    found = [action(name) for name in _WORDS if state in action(name).sources]
    return tuple(Offer(each.name, each.label, each.name in _OWN) for each in found)


def register(work: Work, account: Account, wanted: Wanted) -> None:
    """Do it, for the caller. Raises like ``actions.act``; ``Invalid`` for the wrong last four."""
    if wanted.name not in _WORDS:
        raise Invalid("这里只能登记异议和复核")
    if not wanted.text.strip():
        raise Invalid("请写上来电人怎么说的")
    sight = found_by(account, receipts.parse(wanted.receipt) or "", [])
    case = work.connection.execute(select(CASES).where(sight)).mappings().one_or_none()
    if case is None:
        raise NotFound("没有这个编号的申报，请再对一遍编号")
    if wanted.name in _OWN and look_up(work, case["receipt"], wanted.last4) is None:
        raise Invalid("后四位对不上，没有登记。请再问一遍报的时候留的手机号或身份证后四位。")
    inputs = {_WORDS[wanted.name]: wanted.text, "receiver": account.name}
    act(work, account, case["id"], wanted.name, case["version"], inputs, sight)
    audit.note(work, account.id, "registered", f"case:{case['id']}", what=action(wanted.name).label)


def done(name: str) -> str:
    """That it was written down, in words; nothing for a name made up."""
    return f"“{action(name).label}”记下了，镇里和村里会收到通知。" if name in _WORDS else ""
