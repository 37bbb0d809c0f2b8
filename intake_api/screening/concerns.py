"""重点对象: which of the fourteen groups each household is in, with the reasons, kept for lists. A projection: made
anew when a list or a case changes, and for a share of all households a minute, for time alone changes it too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from intake_api.counters import count_up, counted, forget_before
from intake_api.models.tables import BATCH_ROWS, CASES, CONCERNS, HOUSEHOLDS
from intake_api.office import Office, Work
from intake_api.roster.batches import batch_of
from intake_api.roster.entries import ROSTER
from intake_api.roster.looking import by_index, by_values
from intake_api.screening import facts
from intake_api.screening.groups import groups_of
from knowledge.policy import County

AT_ONCE = 500  # households in one transaction
SHARE = 2000  # households of one minute
_COUNTER = "concerns:"  # and the day: how many shares of it were looked at
_RECENT = timedelta(minutes=15)
Key = tuple[str, str]  # household and group


@dataclass(frozen=True, slots=True)
class _Difference:
    """What must be written so that the groups are right."""

    new: list[dict[str, Any]]
    changed: list[dict[str, Any]]
    gone: list[Key]

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.gone)

    @property
    def households(self) -> set[str]:
        """Whose groups are no longer right."""
        return {row["household_id"] for row in (*self.new, *self.changed)} | {household for household, _ in self.gone}


def refresh(work: Work, household_ids: Iterable[str]) -> int:
    """Write the groups of some households anew; how many rows changed."""
    found = _difference(work.office, work.connection, work.county, sorted(set(household_ids) - {""}))
    if found.new:
        work.connection.execute(_inserting(work.connection.dialect.name), found.new)
    if found.changed:
        work.connection.execute(_UPDATE, [_of(work, _key(row)) | _said(row) for row in found.changed])
    if found.gone:
        work.connection.execute(_DELETE, [_of(work, key) for key in found.gone])
    return len(found)


def of_batch(office: Office, county: str, batch_id: str) -> int:
    """All households that the rows of a list speak of. The whole roster is left to the sweep, which begins
    again: of seventy thousand households only few are in a group by their people alone."""
    with office.work(county) as work:
        if batch_of(work.connection, county, batch_id)["source"] == ROSTER:
            forget_before(work, _COUNTER, f"{_COUNTER}~")
            return 0
    c = BATCH_ROWS.c
    query = select(c.household_id).where(c.county == county, c.batch == batch_id, c.household_id != "").distinct()
    with office.database.read() as session:
        ids = list(session.connection().execute(query).scalars())
    changed = 0
    for some in _parts(ids):
        with office.work(county) as work:
            by_index(work.connection)
            changed += refresh(work, some)
    return changed


def sweep(office: Office, county: str) -> int:
    """All households now."""
    with office.database.read() as session:
        ids = list(session.connection().execute(_all(county)).scalars())
    return _swept(office, county, ids)


def sweep_a_share(office: Office, county: str) -> int:
    """Who reported just now, and the next share of today's sweep, to be called every minute. Two processes may do it
    at once: each share belongs to who counted it up."""
    with office.database.read() as session:
        recent = list(session.connection().execute(_reported(office, county)).scalars())
    changed = _swept(office, county, recent)
    with office.work(county) as work:
        name = f"{_COUNTER}{work.today()}"
        of_all = select(func.count()).select_from(HOUSEHOLDS).where(HOUSEHOLDS.c.county == county)
        if counted(work, name) * SHARE >= work.connection.execute(of_all).scalar_one():
            return changed
        share = count_up(work, name)
        forget_before(work, _COUNTER, name)
    with office.database.read() as session:
        query = _all(county).offset((share - 1) * SHARE).limit(SHARE)
        ids = list(session.connection().execute(query).scalars())
    return changed + _swept(office, county, ids)


def _all(county: str) -> Any:
    return select(HOUSEHOLDS.c.id).where(HOUSEHOLDS.c.county == county).order_by(HOUSEHOLDS.c.id)


def _reported(office: Office, county: str) -> Any:
    since = office.clock() - _RECENT
    return select(CASES.c.household_id).where(CASES.c.county == county, CASES.c.submitted_at >= since).distinct()


def _swept(office: Office, county: str, ids: Sequence[str]) -> int:
    """Nothing is locked while looking; only whose groups are no longer right is written."""
    changed = 0
    for some in _parts(ids):
        with office.database.read() as session:
            connection = session.connection()
            wrong = _difference(office, connection, office.county(county), sorted(set(some))).households
        if wrong:
            with office.work(county) as work:
                changed += refresh(work, wrong)
    return changed


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def _difference(office: Office, connection: Connection, county: County, ids: Sequence[str]) -> _Difference:
    found = facts.read(office, connection, county, ids)
    kept = {_key(row): row for row in by_values(connection, county.code, CONCERNS.c.household_id, ids)}
    rows = [_row(each, key, why) for each in found for key, why in groups_of(each).items()]
    wanted = {_key(row): row for row in rows}
    return _Difference(
        new=[row for key, row in wanted.items() if key not in kept],
        changed=[row for key, row in wanted.items() if key in kept and _differs(row, kept[key])],
        gone=[key for key in kept if key not in wanted],
    )


def _differs(row: Mapping[str, Any], kept: Mapping[Any, Any]) -> bool:
    return any(kept[name] != row[name] for name in _SAID)


def _key(row: Mapping[Any, Any]) -> Key:
    return row["household_id"], row["group"]


def _row(of: facts.Facts, group: str, why: str) -> dict[str, Any]:
    home = of.household
    return {
        "county": of.county.code,
        "household_id": home["id"],
        "group": group,
        "reason": why,
        "town": home["town"],
        "village": home["village"],
        "since": of.today.isoformat(),
    }


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"to_{name}": row[name] for name in _SAID}


@cache
def _inserting(dialect: str) -> Any:
    """Two processes may look at a household at the same moment: whoever is second writes the same."""
    into: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = into(CONCERNS)
    anew = {name: statement.excluded[name] for name in _SAID}
    return statement.on_conflict_do_update(index_elements=["county", "household_id", "group"], set_=anew)


def _of(work: Work, key: Key) -> dict[str, str]:
    return {"of_county": work.code, "of_household": key[0], "of_group": key[1]}


_SAID = ("reason", "town", "village")
_SAME = (
    CONCERNS.c.county == bindparam("of_county"),
    CONCERNS.c.household_id == bindparam("of_household"),
    CONCERNS.c.group == bindparam("of_group"),
)
_UPDATE = update(CONCERNS).where(*_SAME).values({name: bindparam(f"to_{name}") for name in _SAID})
_DELETE = delete(CONCERNS).where(*_SAME)
