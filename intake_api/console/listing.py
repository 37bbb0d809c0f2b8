"""Lists of cases, a page at a time: the own work in groups, the most pressing first, and all others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, or_, select

from intake_api.access.scope import visible
from intake_api.casework import steps
from intake_api.console import due_first
from intake_api.console.filters import TABS, Filter, conditions, states_of
from intake_api.console.lines import LIGHTS, Line, lines_of
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office

__all__ = ["FIRST", "LIGHTS", "SIZE", "TABS", "Filter", "Group", "Line", "Listing", "lines_of", "listing"]

SIZE = 30
FIRST = 10  # of each group, before somebody asks for all of it


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the own work: how many there are, and the first of them."""

    name: str
    label: str
    number: int
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: groups, or lines with ``after`` where the next page begins (empty on the last)."""

    lines: list[Line]
    counts: dict[str, int]
    after: str
    groups: tuple[Group, ...] = ()


def listing(office: Office, account: Account, wanted: Filter) -> Listing:
    """The page of cases that ``account`` may see. Raises ``Invalid`` for an address that cannot be."""
    if wanted.tab not in TABS or wanted.group not in ("", *steps.GROUPS):
        raise Invalid("没有这一栏")
    with office.database.read() as session:
        connection = session.connection()
        own = _own(office, connection, account)
        number = own.count(connection)
        counts = {"own": sum(number.values()), **_of_tabs(connection, account)}
        if wanted.tab == "own" and not wanted.group:
            groups = _groups(office, connection, account, own, number)
            return Listing([], counts, "", groups)
        policy = office.county(account.county).policy
        if wanted.tab == "own":
            rows = due_first.first(connection, policy, own.group(wanted.group), SIZE + 1, wanted.after)
        else:
            rows = list(connection.execute(_of_tab(office, account, wanted).limit(SIZE + 1)).mappings())
        lines = lines_of(office, connection, account, rows[:SIZE])
    if len(rows) <= SIZE:
        return Listing(lines, counts, "")
    last = rows[SIZE - 1]
    return Listing(lines, counts, str(due_first.Place.of(last, policy)) if wanted.tab == "own" else _cursor(last))


def _own(office: Office, connection: Connection, account: Account) -> steps.OwnWork:
    others = [id_ for id_, _ in steps.colleagues(connection, account) if id_ != account.id]
    return steps.own_work(account, office.county(account.county), office.clock(), others)


def _groups(
    office: Office,
    connection: Connection,
    account: Account,
    own: steps.OwnWork,
    number: Mapping[str, int],
) -> tuple[Group, ...]:
    policy = office.county(account.county).policy
    rows = {name: due_first.first(connection, policy, own.group(name), FIRST) for name in steps.GROUPS if number[name]}
    lines = {
        line.id: line
        for line in lines_of(office, connection, account, [each for some in rows.values() for each in some])
    }
    return tuple(
        Group(name, steps.GROUPS[name], number[name], [lines[row["id"]] for row in some]) for name, some in rows.items()
    )


def _of_tabs(connection: Connection, account: Account) -> dict[str, int]:
    counted = select(CASES.c.state, func.count().label("number")).where(visible(account)).group_by(CASES.c.state)
    by_state: dict[str, int] = {row.state: row.number for row in connection.execute(counted)}
    return {tab: sum(by_state.get(state, 0) for state in states_of(tab)) for tab in TABS if tab != "own"}


def _of_tab(office: Office, account: Account, wanted: Filter) -> Any:
    """The newest first."""
    query = select(*due_first.SHOWN).where(*conditions(office, account, wanted))
    if wanted.tab != "all" and not wanted.state:
        # Half of all cases fit: better to walk them by their day than to gather and sort them by an index on the state.
        query = query.where(func.coalesce(CASES.c.state, "").in_(sorted(states_of(wanted.tab))))
    # Found by a number there are few: they are sorted, and the list is not walked for them.
    moment = func.coalesce(CASES.c.submitted_at, CASES.c.since) if wanted.find else CASES.c.submitted_at
    id_ = CASES.c.id
    query = query.order_by(moment.desc(), id_.desc())
    if not wanted.after:
        return query
    at, last = _read_cursor(wanted.after)
    return query.where(or_(moment < at, and_(moment == at, id_ < last)))


def _cursor(row: RowMapping) -> str:
    return f"{row['submitted_at'].isoformat()}~{row['id']}"


def _read_cursor(text: str) -> tuple[datetime, str]:
    at, _, last = text.partition("~")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError as error:
        raise Invalid("这一页的地址不对，请从列表重新点进来") from error
    if moment.tzinfo is None:
        raise Invalid("这一页的地址不对，请从列表重新点进来")
    return moment, last
