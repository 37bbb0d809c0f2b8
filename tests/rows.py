"""Looking into the whole database."""

from typing import Any

from sqlalchemy import Table, select
from sqlmodel import SQLModel

from intake_api.casework.lifecycle import replay
from intake_api.models.tables import CASES, EVENTS
from intake_api.office import Office


def rows(office: Office, table: Table, **where: Any) -> list[dict[str, Any]]:
    """The rows of a table, by id where there is one."""
    query = select(table).where(*(table.c[name] == value for name, value in where.items()))
    order = [table.c.id] if "id" in table.c else list(table.primary_key)
    with office.database.read() as session:
        return [dict(row) for row in session.connection().execute(query.order_by(*order)).mappings()]


def everything(office: Office) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {name: rows(office, table) for name, table in SQLModel.metadata.tables.items()}


def everything_as_text(office: Office) -> str:
    """The same as one text to search in."""
    return "\n".join(f"{name}: {row}" for name, found in everything(office).items() for row in found)


def check_log(office: Office) -> None:
    """Every case stands where its log leads to."""
    for case in rows(office, CASES):
        kinds = [event["kind"] for event in rows(office, EVENTS, case_id=case["id"])]
        assert replay(kinds) == case["state"], (case["receipt"], kinds)
