"""A case as one line of a list: masked, with its clock in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from dialogs.declaration import load_form
from intake_api.casework import clocks, history, lifecycle
from intake_api.casework.history import History
from intake_api.console import words
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS
from intake_api.office import Office
from knowledge.policy import County

LIGHTS = {"green": "时间够", "yellow": "要抓紧", "orange": "快到期", "red": "已超期"}


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
    lacks: bool
    handler: str
    proposal: str


def lines_of(office: Office, connection: Connection, account: Account, rows: Sequence[RowMapping]) -> list[Line]:
    """Cases as lines."""
    county = office.county(account.county)
    histories = history.of_cases(connection, county, [row["id"] for row in rows])
    names = _names(connection, account.county, {row["handler"] for row in rows})
    now = office.clock()
    return [_line(county, row, histories.get(row["id"], History()), names, now) for row in rows]


def _line(county: County, row: RowMapping, log: History, names: Mapping[str, str], now: datetime) -> Line:
    light, due = _clock(county, row, log, now)
    return Line(
        id=row["id"],
        receipt=row["receipt"],
        state=lifecycle.STATES.get(row["state"], row["state"]),
        place=words.place(county, row["village"] or row["town"]) or "村还不清楚",
        name=words.masked_name(row["name"]),
        cause=load_form().codes["risk"].get(row["risk"], row["risk"]) or "原因待问",
        channel=words.channel(row["channel"]),
        submitted=words.moment(words.local(county, row["submitted_at"])),
        due=due,
        light=light,
        light_words=LIGHTS.get(light, ""),
        urgent=bool(row["urgent"]),
        green=row["green"],
        incomplete=not row["complete"],
        repeat=row["repeat"],
        lacks=row["lacks"],
        handler=names.get(row["handler"], ""),
        proposal=lifecycle.action(row["proposal"]).label if row["proposal"] else "",
    )


def _clock(county: County, row: RowMapping, log: History, now: datetime) -> tuple[str, str]:
    clock = clocks.pressing(clocks.deadlines(log, row["state"], county.policy)) if log.log else None
    if clock is None:
        return "", ""
    last = clock.last_day
    light = clocks.light(clock.start, clock.due, now, county.policy.warn)
    guess = "（节假日没公布，按估计）" if clock.guess else ""
    return light, f"须{last.month}-{last.day:02d}前{clock.label}，{clocks.remaining_words(clock.due, now)}{guess}"


def _names(connection: Connection, county: str, ids: set[str]) -> dict[str, str]:
    if not ids - {""}:
        return {}
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(ACCOUNTS.c.county == county, ACCOUNTS.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(query)}
