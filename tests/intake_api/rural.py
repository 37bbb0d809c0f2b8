"""Households of the roster, lists they stand on, and visits: what the tests of the countryside begin with."""

from datetime import date
from typing import Any

from factories import HUANXI, YIYOU
from sqlalchemy import insert, select

from intake_api.intake.households import phone_columns
from intake_api.models import Account, Household, ListEntry
from intake_api.models.tables import EVENTS, HOUSEHOLDS, PATROLS
from intake_api.office import Office, Work
from intake_api.patrols import patrols
from intake_api.patrols.patrols import Seen

TODAY = date(2023, 11, 10)


def enrolled(work: Work, name: str = "林阿土", **over: Any) -> str:
    """A household of the roster in 亥由村; its id."""
    values = {"county": work.code, "id": work.new_id(), "head_name": name, "town": HUANXI, "village": YIYOU}
    values |= {"created_at": work.now, "enrolled": True, "hamlet": "上寨", "standing": "ordinary"} | over
    values |= phone_columns(work, str(values.pop("phone", "")))
    row = Household(**values)
    work.connection.execute(insert(Household).values(**row.model_dump()))
    return row.id


def on_list(work: Work, household: str, name: str, **over: Any) -> None:
    """A person of the household stands on a department's list."""
    place = work.connection.execute(select(HOUSEHOLDS).where(HOUSEHOLDS.c.id == household)).mappings().one()
    values = {"county": work.code, "list": name, "id_index": f"{name}-{household}", "household_id": household}
    row = ListEntry(**(values | {"town": place["town"], "village": place["village"]} | over))
    work.connection.execute(insert(ListEntry).values(**row.model_dump()))


def seen(household: str = "", **over: Any) -> Seen:
    """A visit of today by 林村长, with nothing found."""
    given = {"id": f"patrol-{household or 'new'}", "household": household, "day": TODAY, "outcome": "well"}
    return Seen(**(given | {"went": ("林村长",)} | over))


def went(office: Office, account: Account, household: str = "", **over: Any) -> Any:
    """The visit saved; its row."""
    with office.work() as work:
        return patrols.save(work, account, seen(household, **over))


def rows(office: Office, table: Any = PATROLS) -> list[Any]:
    """All rows of a table."""
    with office.database.read() as session:
        return list(session.connection().execute(select(table)).mappings())


def events(office: Office) -> list[tuple[str, str]]:
    """The log's (kind, day), oldest first."""
    with office.database.read() as session:
        query = select(EVENTS.c.kind, EVENTS.c.day).order_by(EVENTS.c.at, EVENTS.c.id)
        return [(kind, day) for kind, day in session.connection().execute(query)]


def household(office: Office, id: str) -> Any:
    """One household's row."""
    with office.database.read() as session:
        return session.connection().execute(select(HOUSEHOLDS).where(HOUSEHOLDS.c.id == id)).mappings().one()
