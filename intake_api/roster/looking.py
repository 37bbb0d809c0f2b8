"""Rows of a table by many values at once: few statements for a thousand rows, on either database."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, Table, select, text, values
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
    """The rows in which two columns are one of the pairs. A join: an IN over pairs would not use the index."""
    for some in _in_parts(wanted):
        asked = values(*(named(name, table.c[name].type) for name in names), name="asked").data(some).cte("asked")
        same = [table.c[name] == asked.c[name] for name in names]
        query = select(table).join_from(asked, table, same[0] & same[1]).where(table.c.county == county)
        yield from connection.execute(query).mappings()


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
