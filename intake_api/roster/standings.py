"""What a household is by the lists it stands on: lifted, else difficult, else ordinary (附件2 第3、4列). A projection of
the lists, made anew whenever one changes."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, update

from intake_api.models.tables import HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Work
from intake_api.roster.looking import by_values
from intake_api.roster.sources import SOURCES

LIFTED, DIFFICULT, ORDINARY = "lifted", "difficult", "ordinary"
_ENTRY = (LIST_ENTRIES.c.household_id, LIST_ENTRIES.c.list, LIST_ENTRIES.c.until)
_HOUSEHOLD = (HOUSEHOLDS.c.id, HOUSEHOLDS.c.enrolled, HOUSEHOLDS.c.standing)


def refresh(work: Work, household_ids: Iterable[str]) -> None:
    """Write the standing of some households anew."""
    ids, today = sorted(set(household_ids)), work.today().isoformat()
    found: dict[str, set[str]] = defaultdict(set)
    for row in by_values(work.connection, work.code, LIST_ENTRIES.c.household_id, ids, columns=_ENTRY):
        if not row["until"] or row["until"] > today:
            found[row["household_id"]].add(_of_list(row["list"]))
    households = by_values(work.connection, work.code, HOUSEHOLDS.c.id, ids, columns=_HOUSEHOLD)
    wanted = {row["id"]: (row["standing"], _standing(found[row["id"]], row["enrolled"])) for row in households}
    changes = [{"of_id": id, "to": now} for id, (was, now) in wanted.items() if was != now]
    if changes:
        work.connection.execute(_SET, [{"of_county": work.code} | each for each in changes])


def _standing(lists: set[str], enrolled: bool) -> str:
    """A household that only reported, and that no list names, was not looked at."""
    return next((each for each in (LIFTED, DIFFICULT) if each in lists), ORDINARY if enrolled or lists else "")


def _of_list(key: str) -> str:
    return SOURCES[key].standing if key in SOURCES else ""


_SET = (
    update(HOUSEHOLDS)
    .where(HOUSEHOLDS.c.county == bindparam("of_county"), HOUSEHOLDS.c.id == bindparam("of_id"))
    .values(standing=bindparam("to"))
)
