"""When a new sheet lists the people of a household in another order, what hangs on a person goes along with them.

A signature is one person's word (裁定 8), an answer of a department speaks of one person: neither passes to whoever
stands in that row now.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, update

from intake_api.casework.checks.facts import PLACEHOLDER
from intake_api.casework.collected import Person
from intake_api.models.tables import AUTHORISATIONS, COMPARISONS, FINDINGS
from intake_api.office import Work

GONE = 1000  # the row of somebody who is in the sheet no more: past every row there can be
_APART = 2000  # where rows wait while two people change places
_NUMBER = 18  # characters of an ID number; a 残疾人证 number begins with it
_MISREAD = 2  # so many characters of a number are put right in the sheet; more is another person
_People = dict[int, Person]
_Key = Callable[[Person], str]


def follow(work: Work, case_id: str, before: Sequence[Person], after: Sequence[Person]) -> None:
    """Authorisations, departments' answers and 疑似问题 of the case go to the new rows of their people, before the
    new sheet is written. Who has gone and comes back later signs again."""
    places = new_places(before, after)
    moves = {old: new for old, new in places.items() if old != new}
    for table in (AUTHORISATIONS, COMPARISONS):
        _move(work, table, case_id, moves)
    stay = [old for old, new in places.items() if new != GONE]
    # What was wrong about somebody who is gone is no matter any more; that it was closed, and why, is in the log.
    here = (FINDINGS.c.county == work.code, FINDINGS.c.case_id == case_id)
    work.connection.execute(delete(FINDINGS).where(*here, FINDINGS.c.member >= 0, FINDINGS.c.member.not_in(stay)))
    _move(work, FINDINGS, case_id, {old: new for old, new in moves.items() if new != GONE})


def new_places(before: Iterable[Person], after: Iterable[Person]) -> dict[int, int]:
    """For each row of the old sheet the row of the same person in the new one, ``GONE`` where there is none.

    The same by the ID number, else by the name. Of two people with one name and no numbers nobody can tell who is
    who once the rows have changed: neither is found again.
    """
    left, free = {each.place: each for each in before}, {each.place: each for each in after}
    found = dict.fromkeys(left, GONE)
    for key in (_number, _name):
        for old, new in list(_pairs(left, free, key)):
            found[old] = new
            del left[old], free[new]
    return found


def _pairs(left: _People, free: _People, key: _Key) -> Iterator[tuple[int, int]]:
    were, are = _by(left, key), _by(free, key)
    for each in were.keys() & are.keys() - {""}:
        if len(were[each]) == len(are[each]) == 1 or were[each] == are[each]:
            pairs = zip(were[each], are[each], strict=True)
            yield from ((old, new) for old, new in pairs if _may_be_one(left[old], free[new]))


def _by(people: Mapping[int, Person], key: _Key) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, each in sorted(people.items()):
        found.setdefault(key(each), []).append(place)
    return found


def _number(one: Person) -> str:
    return "" if one.id_no.startswith(PLACEHOLDER) or len(one.id_no) < _NUMBER else one.id_no[:_NUMBER]


def _name(one: Person) -> str:
    return str(one.get("member_name") or "")


def _may_be_one(one: Person, other: Person) -> bool:
    """Whether their numbers allow it: a number that was misread is put right, a quite different one is another's."""
    mine, theirs = _number(one), _number(other)
    return not (mine and theirs) or sum(a != b for a, b in zip(mine, theirs, strict=True)) <= _MISREAD


def _move(work: Work, table: Table, case_id: str, moves: Mapping[int, int]) -> None:
    """All apart first, so that two who change places never meet in one row."""
    here = (table.c.county == work.code, table.c.case_id == case_id)

    def write(old: Any, new: Any) -> None:
        work.connection.execute(update(table).where(*here, old).values(member=new))

    if moves:
        write(table.c.member.in_(list(moves)), table.c.member + _APART)
    for old, new in sorted(moves.items()):
        write(table.c.member == old + _APART, new)
