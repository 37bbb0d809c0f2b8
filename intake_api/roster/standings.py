"""What households are by the lists they stand on: lifted, else difficult, else ordinary (附件2 第3、4列). A projection,
made anew whenever a list changes."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, update

from intake_api.casework.states import DECIDED, ENDS
from intake_api.models.tables import CASES, HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Work
from intake_api.roster.looking import by_values
from intake_api.roster.sources import SOURCES

LIFTED, DIFFICULT, ORDINARY = "lifted", "difficult", "ordinary"
MONITORED = DECIDED - ENDS  # 监测对象 whose risk has not ended
_ENTRY = (LIST_ENTRIES.c.household_id, LIST_ENTRIES.c.list, LIST_ENTRIES.c.until)
_CASE = (CASES.c.household_id,)
_HOUSEHOLD = (HOUSEHOLDS.c.id, HOUSEHOLDS.c.enrolled, HOUSEHOLDS.c.standing)


def refresh(work: Work, household_ids: Iterable[str]) -> None:
    """Write the standing of some households anew."""
    ids, today = sorted(set(household_ids)), work.today().isoformat()
    found: dict[str, set[str]] = defaultdict(set)
    for row in by_values(work.connection, work.code, LIST_ENTRIES.c.household_id, ids, columns=_ENTRY):
        if not row["until"] or row["until"] > today:
            found[row["household_id"]].add(_of_list(row["list"]))
    monitored = CASES.c.state.in_(MONITORED)
    for row in by_values(work.connection, work.code, CASES.c.household_id, ids, monitored, columns=_CASE):
        found[row["household_id"]].add(DIFFICULT)
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
