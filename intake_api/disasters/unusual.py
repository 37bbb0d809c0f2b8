"""Is a week's count unusual? Written out, so that whoever is alarmed can follow it.

The past weeks show the usual rate, but not exactly: with few weeks it may be higher than it looks. Both uncertainties
together (how high the rate is, how the next week falls) make the count of one more such week a negative binomial:
with ``n`` weeks and ``k`` reports in them, its shape is k + ½ and its mean (k + ½) / n. What counts is how often such
a week would bring as many reports or more.
"""

from collections.abc import Sequence
from math import exp, lgamma, log

from knowledge.disasters import Surges

_PRIOR = 0.5  # Jeffreys: a town that never had a report may still have one


def chance_of(count: int, past: Sequence[int]) -> float:
    """How likely a usual week brings ``count`` reports or more, by the ``past`` weeks (at least one)."""
    weeks = len(past)
    shape = sum(past) + _PRIOR
    stay, go = log(weeks / (weeks + 1)), log(1 / (weeks + 1))
    below = sum(
        exp(lgamma(number + shape) - lgamma(shape) - lgamma(number + 1) + shape * stay + number * go)
        for number in range(count)
    )
    return max(0.0, 1.0 - below)


def is_unusual(count: int, past: Sequence[int], rules: Surges) -> bool:
    """Whether somebody should look: many enough, much more than usual, and hardly by chance."""
    if count < rules.least:
        return False
    if len(past) < rules.known:
        return count >= rules.many
    usual = sum(past) / len(past)
    return count >= rules.times * usual and chance_of(count, past) <= rules.chance


def in_words(count: int, past: Sequence[int], rules: Surges) -> str:
    """Why it is shown: ``这一周 12 件；前 12 周平均每周 1 件，最多 2 件。……``."""
    if len(past) < rules.known:
        return f"这一周 {count} 件。往周还不够 {rules.known} 周，没法和平常比；满 {rules.many} 件就提醒。"
    usual = sum(past) / len(past)
    often = chance_of(count, past)
    rare = "不到一万分之一" if often < 0.0001 else f"大约一万分之{max(1, round(often * 10000))}"
    return (
        f"这一周 {count} 件；前 {len(past)} 周平均每周 {usual:.1f} 件，最多 {max(past)} 件。"
        f"照平常的样子，碰巧一周有 {count} 件或更多的可能{rare}。"
    )
