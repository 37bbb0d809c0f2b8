"""Every guard, one by one: what it lets pass, what it refuses and what it says then. The data: ``guard_cases.py`` and
``guard_refusals.py``."""

import pytest
from families import file_of
from guard_cases import COMPARING, DECIDING, HELPING, VERIFYING
from guard_given import UNLISTED, Given
from guard_refusals import REFUSING
from offices import START

from intake_api.casework import guards
from intake_api.casework.guards import GUARDS, REFUSALS
from intake_api.casework.guards.unfilled import Unfilled
from intake_api.models import Account
from knowledge.policy import County

CASES = [*VERIFYING, *COMPARING, *DECIDING, *HELPING, *REFUSING]


def account(given: Given) -> Account:
    return Account(county="350111", id=given.who, login="x", name="x", role=given.role, area="", created_at=START)


@pytest.mark.parametrize("given", CASES, ids=lambda given: f"{given.guard}-{given.refused or 'passes'}")
def test_the_guard(given: Given, county: County) -> None:
    dossier = file_of(county, given.answers, given.log, given.days, given.case, **given.parts)
    if not given.refused:
        GUARDS[given.guard](dossier, account(given), given.form)
        return
    with pytest.raises(REFUSALS) as refused:
        GUARDS[given.guard](dossier, account(given), given.form)
    assert given.refused in str(refused.value)
    assert len(str(refused.value)) < 100, "short, and what to do next"


@pytest.mark.parametrize("name", sorted(GUARDS))
def test_every_guard_is_tried_both_ways(name: str) -> None:
    tried = [bool(given.refused) for given in CASES if given.guard == name]
    assert set(tried) == {True, False}, name


@pytest.mark.parametrize("given", CASES, ids=lambda given: f"{given.guard}-{given.refused or 'passes'}")
def test_nothing_filled_in_is_no_reason_to_say_never(given: Given, county: County) -> None:
    """What passes as filled in is not refused before anything is: the button stays."""
    if given.refused:
        return
    dossier = file_of(county, given.answers, given.log, given.days, given.case, **given.parts)
    empty = Unfilled()
    try:
        GUARDS[given.guard](dossier, account(given), empty)
    except guards.Invalid:
        assert empty.asked
    except KeyError:
        pass


def test_the_line_is_that_of_the_local_year(county: County) -> None:
    """An hour after midnight of New Year is still the old year in Greenwich."""
    late = ((51.65, "submitted", {}),)  # 2024-01-01 00:36 here
    dossier = file_of(county, UNLISTED, late, 52)
    assert dossier.history.clue.astimezone(county.zone).year == 2024
    assert dossier.line == county.policy.line_on(dossier.today)
