"""The household lines of a batch: each household that its rows were matched to, once, with what the list says of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from intake_api.models.tables import BATCH_ROWS, HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Work
from intake_api.roster.looking import by_values
from intake_api.roster.rows import CHANGED, MATCHED, NEW, SAME
from intake_api.roster.sources import Source
from intake_api.screening.thresholds import is_over

_STANDS = (NEW, CHANGED, MATCHED, SAME)  # outcomes of rows that stand in the file and belong to a household
_HOUSEHOLD = [HOUSEHOLDS.c[name] for name in ("id", "town", "village", "standing", "patrolled_day", "ended")]


@dataclass(frozen=True, slots=True)
class Line:
    """One household on the list. ``is_news``: the file says something that the list did not say before."""

    household: Mapping[Any, Any]
    is_news: bool
    entries: tuple[Mapping[Any, Any], ...]


def households(connection: Connection, county: str, batch_id: str, *, undone: bool = False) -> dict[str, bool]:
    """The ids of the households a batch was matched to, in order, and whether it says anything new of them;
    ``undone``: whatever became of the rows since."""
    c = BATCH_ROWS.c
    news = func.max(case((c.outcome != SAME, 1), else_=0))
    mine = [c.county == county, c.batch == batch_id, c.household_id != ""]
    if not undone:
        mine.append(c.outcome.in_(_STANDS))
    query = select(c.household_id, news).where(*mine).group_by(c.household_id).order_by(c.household_id)
    return {id: bool(is_news) for id, is_news in connection.execute(query)}


def lines(work: Work, batch: Mapping[Any, Any], source: Source, of: Mapping[str, bool]) -> list[Line]:
    """The lines of some households; not of those that moved away or are no more."""
    homes = by_values(work.connection, work.code, HOUSEHOLDS.c.id, of, columns=_HOUSEHOLD)
    entries = _entries(work, batch, source, of)
    return [Line(home, of[home["id"]], tuple(entries[home["id"]])) for home in homes if not home["ended"]]


def _entries(
    work: Work, batch: Mapping[Any, Any], source: Source, of: Mapping[str, bool]
) -> Mapping[str, Sequence[Mapping[Any, Any]]]:
    """What the list says of them now. A list that is not whole speaks of this time only: what an earlier file said
    was looked at then."""
    rule, today = work.county.policy.screening.rules.get(source.key), work.today().isoformat()
    found: dict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for entry in by_values(work.connection, work.code, LIST_ENTRIES.c.household_id, of):
        # The list is picked here: asked for it, SQLite reads all of the list for each few households.
        told_now = source.whole or entry["batch"] == batch["id"] or not of[entry["household_id"]]
        if entry["list"] == source.key and told_now and not is_over(rule, source, entry, today):
            found[entry["household_id"]].append(entry)
    return found
