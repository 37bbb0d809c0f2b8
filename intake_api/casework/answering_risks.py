"""Which categories of measures answer which risk of Annex 1 (方案 三(五)：根据监测对象的实际困难落实帮扶措施)."""

from collections.abc import Mapping

from intake_api.casework.developing import DEVELOPING

_CARE = frozenset({"health", "safety_net", "social"})
ANSWER: Mapping[str, frozenset[str]] = {
    "illness": _CARE,
    "disability": _CARE | {"public_post"},
    "schooling": frozenset({"education", "compulsory_education", "social"}),
    "disaster": frozenset({"housing", "relocation", "water", "living", "infrastructure", "safety_net", "industry"}),
    "epidemic": DEVELOPING | _CARE,
    "accident": _CARE | {"housing"},
    "industry_failure": frozenset({"industry", "finance", "infrastructure"}),
    "unstable_job": frozenset({"job", "public_post"}),
}


def answers(category: str, risk: str) -> bool:
    """Whether a measure of that category is against that risk; against 其他 every one is."""
    return bool(risk) and category in ANSWER.get(risk, {category})
