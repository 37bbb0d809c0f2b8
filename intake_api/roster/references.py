"""What speaks of a household besides the roster: such a household is not removed with the batch that brought it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Column, select

from intake_api.models.tables import CASES, ERRANDS, EVENTS, HITS, LIST_ENTRIES, PATROLS, RESIDENTS
from intake_api.office import Work
from intake_api.roster.looking import by_values

_CASE, _SEEN, _LISTED = "这户申报过", "这户走访过", "后来的名单上有这户"
_PEOPLE, _HIT, _ERRAND, _LOGGED = "这户后来添了人", "部门筛查到这户", "预警名单上有这户", "这户后来办过事"
_OTHERS: tuple[tuple[Column[Any], str, Any], ...] = (
    (CASES.c.household_id, _CASE, None),
    (PATROLS.c.household_id, _SEEN, None),
    (HITS.c.household_id, _HIT, HITS.c.state != "undone"),
    # Whoever was screened stands on a list; once that was taken back, the lines count no longer.
    (EVENTS.c.household_id, _LOGGED, EVENTS.c.case_id.is_(None) & ~EVENTS.c.kind.startswith("screened")),
)


def used(
    work: Work, batch: str, homes: Collection[str], people: Collection[str], linked: Collection[tuple[str, str]]
) -> Mapping[str, str]:
    """For each of these households that is spoken of elsewhere, why it must stay. ``people`` and ``linked`` (list and
    key) are what the batch itself brought there."""
    found: dict[str, str] = {}
    for column, why, where in _OTHERS:
        others = _rows(work, column, homes, *([] if where is None else [where]), columns=(column,))
        found |= {each["household_id"]: why for each in others}
    for entry in _rows(work, LIST_ENTRIES.c.household_id, homes):
        if (entry["list"], entry["id_index"]) not in linked:
            found[entry["household_id"]] = _LISTED
    for person in _rows(work, RESIDENTS.c.household_id, homes):
        if person["id"] not in people:
            found[person["household_id"]] = _PEOPLE
    return found | dict.fromkeys(_fetched(work, homes), _ERRAND)


def _rows(work: Work, column: Column[Any], homes: Iterable[str], *where: Any, **how: Any) -> Any:
    return by_values(work.connection, work.code, column, homes, *where, **how)


def _fetched(work: Work, homes: Collection[str]) -> set[str]:
    """Households of warnings. There is no index by household: warnings are few."""
    query = select(ERRANDS.c.household_id).where(ERRANDS.c.county == work.code).distinct()
    return set(work.connection.execute(query).scalars()) & set(homes)
