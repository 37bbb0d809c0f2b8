"""Lists of cases: what waits for the person, the most urgent first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select
from sqlalchemy import case as when

from dialogs.declaration import load_form
from intake_api.access.scope import visible
from intake_api.casework import clocks, history, lifecycle
from intake_api.casework.history import History
from intake_api.console import words
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from knowledge.policy import County

SIZE = 30
LIGHTS = {"green": "时间够", "yellow": "要抓紧", "orange": "快到期", "red": "已超期"}
TABS = {"waiting": "等受理", "open": "办理中", "ended": "办结", "all": "全部"}
_NEWEST_FIRST = frozenset({"ended", "all"})


@dataclass(frozen=True, slots=True)
class Filter:
    """What the person wants to see. ``after`` is where the next page begins."""

    tab: str = "waiting"
    town: str = ""
    village: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list. Names are masked: screens stand in open offices."""

    id: str
    receipt: str
    state: str
    place: str
    name: str
    cause: str
    channel: str
    submitted: str
    due: str
    light: str
    light_words: str
    urgent: bool
    green: str
    incomplete: bool
    repeat: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. ``after`` is empty on the last."""

    lines: list[Line]
    counts: dict[str, int]
    after: str


def listing(office: Office, account: Account, wanted: Filter) -> Listing:
    """The page of cases that ``account`` may see."""
    if wanted.tab not in TABS:
        raise Invalid("没有这一栏")
    place = [CASES.c[key] == value for key in ("town", "village") if (value := getattr(wanted, key))]
    where = [visible(account), *place]
    with office.database.read() as session:
        connection = session.connection()
        counted = select(CASES.c.state, func.count().label("number")).where(*where).group_by(CASES.c.state)
        by_state: dict[str, int] = {row.state: row.number for row in connection.execute(counted)}
        rows = list(connection.execute(_page(where, wanted)).mappings())
        lines = lines_of(office, connection, account, rows[:SIZE])
    after = _cursor(rows[SIZE - 1]) if len(rows) > SIZE else ""
    counts = {tab: sum(by_state.get(state, 0) for state in _states(tab)) for tab in TABS}
    return Listing(lines, counts, after)


def lines_of(office: Office, connection: Connection, account: Account, rows: Sequence[RowMapping]) -> list[Line]:
    """Cases as lines."""
    county = office.county(account.county)
    histories = history.of_cases(connection, county, [row["id"] for row in rows])
    return [_line(county, row, histories.get(row["id"], History()), office.clock()) for row in rows]


def _line(county: County, row: RowMapping, log: History, now: datetime) -> Line:
    local = words.local(county, row["submitted_at"])
    light, due = _clock(county, row, log, now)
    return Line(
        id=row["id"],
        receipt=row["receipt"],
        state=lifecycle.STATES.get(row["state"], row["state"]),
        place=words.place(county, row["village"] or row["town"]) or "村还不清楚",
        name=words.masked_name(row["name"]),
        cause=load_form().codes["risk"].get(row["risk"], row["risk"]) or "原因待问",
        channel=words.channel(row["channel"]),
        submitted=words.moment(local),
        due=due,
        light=light,
        light_words=LIGHTS.get(light, ""),
        urgent=bool(row["urgent"]),
        green=row["green"],
        incomplete=not row["complete"],
        repeat=row["repeat"],
    )


def _clock(county: County, row: RowMapping, log: History, now: datetime) -> tuple[str, str]:
    clock = clocks.pressing(clocks.deadlines(log, row["state"], county.policy)) if log.log else None
    if clock is None:
        return "", ""
    last = clock.last_day
    light = clocks.light(clock.start, clock.due, now, county.policy.warn)
    return light, f"须{last.month}-{last.day:02d}前{clock.label}，{clocks.remaining_words(clock.due, now)}"


def _states(tab: str) -> frozenset[str]:
    groups = {
        "waiting": frozenset({"SUBMITTED"}),
        "open": lifecycle.OPEN - {"SUBMITTED"},
        "ended": lifecycle.ENDS,
    }
    return groups.get(tab, frozenset(lifecycle.STATES))


def _page(where: list[ColumnElement[bool]], wanted: Filter) -> Any:
    """One row more than a page, so that we know whether there is another."""
    # An emergency comes first; then whoever has waited longest, which is also whose clock ends first.
    rank = when((CASES.c.urgent != "", 0), else_=1)
    query = select(*CASES.c).where(*where, CASES.c.state.in_(_states(wanted.tab)))
    if wanted.tab in _NEWEST_FIRST:
        query = query.order_by(CASES.c.submitted_at.desc(), CASES.c.id.desc())
    else:
        query = query.order_by(rank, CASES.c.submitted_at, CASES.c.id)
    if wanted.after:
        query = query.where(_beyond(wanted, rank))
    return query.limit(SIZE + 1)


def _beyond(wanted: Filter, rank: Any) -> ColumnElement[bool]:
    urgent, at, last = _read_cursor(wanted.after)
    moment, id_ = CASES.c.submitted_at, CASES.c.id
    if wanted.tab in _NEWEST_FIRST:
        return or_(moment < at, and_(moment == at, id_ < last))
    later = or_(moment > at, and_(moment == at, id_ > last))
    return or_(rank > urgent, and_(rank == urgent, later))


def _cursor(row: RowMapping) -> str:
    return f"{0 if row['urgent'] else 1}~{row['submitted_at'].isoformat()}~{row['id']}"


def _read_cursor(text: str) -> tuple[int, datetime, str]:
    rank, _, rest = text.partition("~")
    at, _, last = rest.partition("~")
    try:
        moment = datetime.fromisoformat(at.replace(" ", "+"))
    except ValueError as error:
        raise Invalid("这一页的地址不对，请从列表重新点进来") from error
    if rank not in ("0", "1") or moment.tzinfo is None:
        raise Invalid("这一页的地址不对，请从列表重新点进来")
    return int(rank), moment, last
