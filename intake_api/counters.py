"""Numbers that only grow: receipts of a day, wrong guesses of an hour. Counting is one statement, so that no two
processes ever get the same number."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from intake_api.models.tables import COUNTERS
from intake_api.office import Work


def count_up(work: Work, name: str) -> int:
    """One more; the first is 1."""
    row = {"county": work.code, "name": name, "value": 1}
    return int(work.connection.execute(_next(work.connection.dialect.name), row).scalar_one())


def counted(work: Work, name: str) -> int:
    """How many so far."""
    return work.connection.execute(_VALUE, {"of_county": work.code, "of_name": name}).scalar_one_or_none() or 0


def which_counted(connection: Connection, county: str, names: Collection[str]) -> set[str]:
    """Those of ``names`` that were counted at least once."""
    query = select(COUNTERS.c.name).where(COUNTERS.c.county == county, COUNTERS.c.name.in_(names))
    return set(connection.execute(query).scalars())


def forget_before(work: Work, kind: str, name: str) -> None:
    """Drop the counters of a kind (``lookup:``) whose names sort before ``name``: those of earlier days or hours."""
    old = COUNTERS.c.name.startswith(kind, autoescape=True) & (COUNTERS.c.name < name)
    work.connection.execute(delete(COUNTERS).where(COUNTERS.c.county == work.code, old))


@cache
def _next(dialect: str) -> Any:
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    grown = {"value": COUNTERS.c.value + 1}
    statement = insert(COUNTERS).on_conflict_do_update(index_elements=["county", "name"], set_=grown)
    return statement.returning(COUNTERS.c.value)


_VALUE = select(COUNTERS.c.value).where(
    COUNTERS.c.county == bindparam("of_county"), COUNTERS.c.name == bindparam("of_name")
)
