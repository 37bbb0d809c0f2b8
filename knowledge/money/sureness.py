"""Whether the one amount chosen among several is certain, so that there is nothing to ask back."""

from knowledge.money.flows import Flow
from knowledge.money.selection import share_of
from knowledge.money.sides import ALONE, Flows
from knowledge.money.wanted import Wanted


def alone(chosen: Flows, flows: Flows, wish: Wanted) -> bool:
    """卖三万五，成本两万一，剩一万四: one figure alone is called what was asked, and the others do not gainsay it."""
    others = [each for each in flows if each.measure.start != chosen[0].measure.start]
    if len(chosen) == 1 and others and all(share_of(each, flows) for each in others):
        return True
    if len(chosen) != 1 or not chosen[0].side or chosen[0].carried or chosen[0].side != wish.side:
        return False
    if any(each.side in (wish.side, "") or each.when != chosen[0].when for each in others):
        return wish.side in ALONE and _agrees(chosen[0], others)
    return wish.side in ("net", "own", "cost", "debt") and (len(others) < 2 or _agrees(chosen[0], others))


def _agrees(flow: Flow, others: Flows) -> bool:
    """Is it what is left of the first when the rest is taken off?"""
    left = others[0].amount.value - sum(each.amount.value for each in others[1:]) if len(others) > 1 else 0.0
    return bool(left) and abs(left - flow.amount.value) <= 0.01 * left
