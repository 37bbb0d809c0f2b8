"""Who should be fetched first when water comes: proposed with the reason, chosen by the town, never by machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from intake_api.access.scope import visible_households
from intake_api.intake.households import NO_PHONE
from intake_api.models import Account
from intake_api.models.tables import CONCERNS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.roster.sources import SOURCES
from knowledge.policy import County

_h = HOUSEHOLDS.c


@dataclass(frozen=True, slots=True)
class Candidate:
    """A household of the village; ``reasons`` why it is proposed, empty for the others."""

    id: str
    name: str
    phone: str
    hamlet: str
    reasons: tuple[str, ...]


def candidates(connection: Connection, county: County, account: Account, village: str, today: date) -> list[Candidate]:
    """All households of a village within the area, those with reasons first."""
    query = select(_h.id, _h.head_name, _h.phone, _h.hamlet)
    query = query.where(visible_households(account), _h.village == village, _h.ended == "")
    why = reasons(connection, county, village, today)
    found = [
        Candidate(id, name, phone if phone != NO_PHONE else "", hamlet, tuple(why.get(id, ())))
        for id, name, phone, hamlet in connection.execute(query)
    ]
    return sorted(found, key=lambda each: (not each.reasons, each.hamlet, each.name, each.id))


def chosen(connection: Connection, account: Account, ids: Sequence[str]) -> list[Any]:
    """The households of a plan as they are now, those that left the roster left out, by village and name."""
    found: list[Any] = []
    for start in range(0, len(ids), 500):
        here = (visible_households(account), _h.id.in_(ids[start : start + 500]), _h.ended == "")
        query = select(_h.id, _h.head_name, _h.phone, _h.hamlet, _h.village).where(*here)
        found += connection.execute(query).mappings().all()
    return sorted(found, key=lambda row: (row["village"], row["hamlet"], row["head_name"], row["id"]))


def reasons(connection: Connection, county: County, village: str, today: date) -> dict[str, list[str]]:
    """Why households of the village are proposed: old people by themselves, lists, priority groups."""
    found = _old(connection, county, village, today)
    for household, words in [*_listed(connection, county, village), *_concerned(connection, county, village)]:
        known = found.setdefault(household, [])
        if words not in known:
            known.append(words)
    return found


def _old(connection: Connection, county: County, village: str, today: date) -> dict[str, list[str]]:
    """Households in which everybody is old; of people without a month of birth nothing is said."""
    c, age = RESIDENTS.c, county.policy.disasters.old_age
    latest = f"{today.year - age}-{today.month:02d}"
    query = (
        select(c.household_id, func.count())
        .join(HOUSEHOLDS, (_h.county == c.county) & (_h.id == c.household_id))
        .where(c.county == county.code, _h.village == village, _h.ended == "", c.left == "")
        .group_by(c.household_id)
        .having(func.min(c.born) != "", func.max(c.born) <= latest)
    )
    words = {1: f"{age}岁以上，一个人住"}
    return {id: [words.get(count, f"全家都满{age}岁")] for id, count in connection.execute(query)}


def _listed(connection: Connection, county: County, village: str) -> list[tuple[str, str]]:
    c, lists = LIST_ENTRIES.c, county.policy.disasters.first_lists
    query = select(c.household_id, c.list, c.grade).where(c.county == county.code, c.list.in_(lists), c.until == "")
    query = query.where(c.village == village, c.household_id != "").order_by(c.household_id, c.list, c.grade)
    found = []
    for household, name, grade in connection.execute(query):
        rule = county.policy.screening.rules.get(name)
        if rule is None or not rule.grades or grade in rule.grades:
            label = SOURCES[name].label.removesuffix("名单") if name in SOURCES else name
            found.append((household, label + (f"（{grade}级）" if grade else "")))
    return found


def _concerned(connection: Connection, county: County, village: str) -> list[tuple[str, str]]:
    c, groups = CONCERNS.c, county.policy.disasters.first_groups
    here = (c.county == county.code, c.village == village, c.group.in_(groups))
    query = select(c.household_id, c.reason).where(*here).order_by(c.household_id, c.group)
    return [(household, reason) for household, reason in connection.execute(query)]
