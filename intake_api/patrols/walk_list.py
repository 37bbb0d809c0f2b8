"""Whom to see on a day: the households of a village or a hamlet, those first that the plan names, each with its
reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from intake_api.access.scope import visible_households
from intake_api.intake.households import NO_PHONE
from intake_api.models import Account
from intake_api.models.tables import CONCERNS, HOUSEHOLDS, LIST_ENTRIES
from intake_api.patrols import coverage, standing
from intake_api.roster.sources import SOURCES
from knowledge.policy import County

MOST = 1000  # of one list; a larger one is walked hamlet by hamlet
_WHOLE_ROSTER = "hukou"
_c = HOUSEHOLDS.c


@dataclass(frozen=True, slots=True)
class Stop:
    """One household on the way. ``reasons``: why it comes first, empty for the others; ``seen_day``: when it was seen
    within the campaign."""

    id: str
    name: str
    phone: str
    hamlet: str
    standing: str
    reasons: tuple[str, ...]
    seen_day: str


def stops(
    connection: Connection,
    county: County,
    account: Account,
    today: date,
    village: str,
    hamlet: str | None = None,
    *,
    seen_too: bool = False,
) -> list[Stop]:
    """The way through a village, or one hamlet of it (``""``: those without a hamlet). Nothing outside the area."""
    where = [coverage.on_roster(county), visible_households(account), _c.village == village]
    if hamlet is not None:
        where.append(_c.hamlet == hamlet)
    if not seen_too:
        where.append(~coverage.is_seen(county))
    query = select(_c.id, _c.head_name, _c.phone, _c.hamlet, _c.standing, _c.patrolled_day).where(*where)
    rows = list(connection.execute(query.order_by(_c.hamlet, _c.head_name, _c.id).limit(MOST)).mappings())
    why = _reasons(connection, county, village, today)
    start = county.policy.campaign_start.isoformat()
    found = [
        Stop(
            id=row["id"],
            name=row["head_name"],
            phone=row["phone"] if row["phone"] != NO_PHONE else "",
            hamlet=row["hamlet"],
            standing=row["standing"],
            reasons=tuple(why.get(row["id"], ())),
            seen_day=row["patrolled_day"] if row["patrolled_day"] >= start else "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda stop: (not stop.reasons, stop.hamlet, stop.name, stop.id))


def hamlets(connection: Connection, county: County, account: Account, village: str) -> list[str]:
    """The hamlets of a village that have households on the roster."""
    here = (coverage.on_roster(county), visible_households(account), _c.village == village)
    return sorted(connection.execute(select(_c.hamlet).where(*here).distinct()).scalars())


def _reasons(connection: Connection, county: County, village: str, today: date) -> Mapping[str, Sequence[str]]:
    """Why households of the village come first: the priority groups they are in, and the lists they are on."""
    why: dict[str, list[str]] = {}
    c = CONCERNS.c
    groups = select(c.household_id, c.reason).where(c.county == county.code, c.village == village).order_by(c.group)
    for household, reason in connection.execute(groups):
        why.setdefault(household, []).append(reason)
    for household, name in connection.execute(_listed(county, village, today)):
        source = SOURCES.get(name)
        if source is None or name == _WHOLE_ROSTER:
            continue
        label = source.label.removesuffix("名单")
        known = why.setdefault(household, [])
        if not any(label in reason for reason in known):
            known.append(label)
    return why


def _listed(county: County, village: str, today: date) -> Select[Any]:
    c = LIST_ENTRIES.c
    same = (_c.county == c.county) & (_c.id == c.household_id)
    still = (c.until == "") | (c.until > today.isoformat())
    query = select(c.household_id, c.list).join(HOUSEHOLDS, same).where(c.county == county.code, _c.village == village)
    return query.where(still, coverage.on_roster(county)).distinct().order_by(c.household_id, c.list)


def about(stop: Stop) -> str:
    """What the household is, in words, for a list on paper."""
    return "、".join(stop.reasons) or standing.WORDS.get(stop.standing, "")
