"""疑似问题: what does not look right in a case. Pure predicates over a dossier, one declaration each.

Errors block the hand-over to the village meeting; warnings are closed by a person who says why. The county's
amounts stand in ``policy.toml`` ``[checks]``.
"""

from intake_api.casework.checks import (
    cover,
    health_and_work,
    housing_land,
    identity,
    income,
    kinship,
    outcome,
    procedure,
    risk,
    schooling,
)
from intake_api.casework.checks.check import OF_HOUSEHOLDS, OF_MEMBERS, WHOLE, Check, Found
from intake_api.casework.checks.facts import NOWHERE, Elsewhere, Facts
from intake_api.casework.dossier import Dossier
from intake_api.casework.states import DRAFT, NEW, STATES

__all__ = ["CHECKED", "CHECKS", "NOWHERE", "WHOLE", "Check", "Elsewhere", "Found", "run"]
THEMES = (
    cover, health_and_work, housing_land, identity, income, kinship, outcome, procedure, risk, schooling,
)  # fmt: skip

CHECKS: dict[str, Check] = {id: declared[0] for id, declared in sorted({**OF_HOUSEHOLDS, **OF_MEMBERS}.items())}
# Nothing is asked any more of a case that was taken back, was never one, or whose household is gone.
CHECKED = frozenset(STATES) - {NEW, DRAFT, "WITHDRAWN", "DUPLICATE", "TRANSFERRED", "CLOSED_NATURAL"}
_ALWAYS = ("case", "cross")  # from the first report on; the others need a sheet
_WHOLE_ALWAYS = tuple(each for each in OF_HOUSEHOLDS.values() if each[0].scope in _ALWAYS)
_MEMBERS_ALWAYS = tuple(each for each in OF_MEMBERS.values() if each[0].scope in _ALWAYS)


def run(dossier: Dossier, elsewhere: Elsewhere = NOWHERE) -> tuple[Found, ...]:
    """What is wrong in the case, by id and member. ``elsewhere`` is what a query found beside the dossier."""
    facts = Facts(dossier, elsewhere)
    if facts.state not in CHECKED:
        return ()
    whole = OF_HOUSEHOLDS.values() if facts.has_sheet else _WHOLE_ALWAYS
    of_members = OF_MEMBERS.values() if facts.has_sheet else _MEMBERS_ALWAYS
    found = [_found(check, facts) for check, wrong in whole if wrong(facts)]
    for check, wrong_with in of_members:
        found += [_found(check, facts, one.place, one.person.name) for one in facts.people if wrong_with(one, facts)]
    return tuple(sorted(found, key=lambda each: (each.check_id, each.member)))


def _found(check: Check, facts: Facts, place: int = WHOLE, name: str = "") -> Found:
    words = {
        "name": name,
        "other": facts.elsewhere.numbers.get(place, "本户"),
        "rules": facts.rules,
        "per_head": facts.per_head,
        "line": facts.line if "{line}" in check.message else "",
        "left": "；".join(outcome.what_is_left(facts)) if "{left}" in check.message else "",
    }
    return Found(check.id, check.severity, check.message.format_map(words), place)
