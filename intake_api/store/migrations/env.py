"""Alembic environment: the connection comes from ``store.migrate``."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

import intake_api.models  # noqa: F401  (declares the tables)
from intake_api.store.moment import Moment


def short_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write column types into migrations in words that need no import of ours but ``Moment``."""
    if kind == "type" and isinstance(item, Moment):
        return "Moment()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    render_item=short_types,
    transaction_per_migration=False,
)
context.run_migrations()
