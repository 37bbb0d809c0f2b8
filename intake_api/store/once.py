"""Insert a row unless its key is there already, on either database."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert ``values``; False when a row with the same unique key exists: it is left as it is."""
    return connection.execute(_statement(table, connection.dialect.name), values).first() is not None


@cache
def _statement(table: Table, dialect: str) -> Any:
    insert: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing().returning(table.c.county)
