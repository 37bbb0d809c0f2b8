"""Rows of a table by many values at once: few statements for a thousand rows, on either database."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    RowMapping,
    String,
    Table,
    and_,
    bindparam,
    cast,
    func,
    select,
    text,
)
from sqlalchemy import column as named

MOST = 500  # values in one statement
Columns = Sequence[Column[Any]]


def by_values(
    connection: Connection, county: str, column: Column[Any], wanted: Iterable[Any], *where: Any, columns: Columns = ()
) -> Iterator[RowMapping]:
    """The rows whose ``column`` is one of ``wanted`` (all columns of them, if none are named)."""
    table: Any = column.table
    for some in _in_parts(wanted):
        query = select(*(columns or table.c)).where(table.c.county == county, column.in_(some), *where)
        yield from connection.execute(query).mappings()


def by_pairs(
    connection: Connection, county: str, table: Table, names: tuple[str, str], wanted: Iterable[tuple[str, str]]
) -> Iterator[RowMapping]:
    """The rows in which two columns are one of the pairs. A join with one JSON array, which holds the county too, so
    that each row is looked up by the whole index: an IN over pairs would not use it."""
    for some in _in_parts(wanted):
        asked = json.dumps([(county, *pair) for pair in some])
        yield from connection.execute(_pairs(table, names, connection.dialect.name), {"pairs": asked}).mappings()


@cache
def _pairs(table: Table, names: tuple[str, str], dialect: str) -> Any:
    given = bindparam("pairs", type_=String)
    if dialect == "sqlite":
        asked = func.json_each(given).table_valued("value", name="asked")
        values: list[Any] = [func.json_extract(asked.c.value, f"$[{place}]") for place in range(3)]
    else:
        asked = func.json_array_elements(cast(given, JSON)).table_valued(named("value", JSON), name="asked")
        values = [asked.c.value.op("->>")(place) for place in range(3)]
    same = [table.c[name] == value for name, value in zip(("county", *names), values, strict=True)]
    return select(table).join_from(asked, table, and_(*same))


def by_index(connection: Connection) -> None:
    """For the rest of this transaction. While a table fills, PostgreSQL does not know how large it has become and
    would read it whole for each statement."""
    if connection.dialect.name == "postgresql":
        for plan in ("seqscan", "hashjoin", "mergejoin"):
            connection.execute(text(f"SET LOCAL enable_{plan} = off"))


def _in_parts(wanted: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(dict.fromkeys(wanted))
    for start in range(0, len(listed), MOST):
        yield listed[start : start + MOST]
