"""A case as its page shows it: how to reach the people, clocks, answers, what may be done, what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from dialogs.declaration import load_form
from intake_api.access.roles import ROLES, label
from intake_api.access.scope import visible
from intake_api.casework import clocks, dossier, lifecycle, offers
from intake_api.console import answers, photos, words
from intake_api.console.listing import LIGHTS
from intake_api.console.todo import emergency
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES, EVENTS
from intake_api.office import Office
from knowledge.people.masking import mask_phone
from knowledge.policy import County

EVENTS_OF_PAGES = {"revealed": "查看了证件全号"}


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock in words; ``met`` when it was done."""

    label: str
    met: str
    last_day: str
    left: str
    light: str
    light_words: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: str
    label: str
    who: str
    details: list[str]


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that ``case.html`` needs beside the row."""

    place: str
    name: str
    state: str
    urgent: str
    submitted: str
    channel: str
    reporter: str
    phone: str
    clocks: list[Clock]
    sections: list[answers.Part]
    photos: list[photos.Shown]
    history: list[Happened]
    actions: tuple[lifecycle.Action, ...]
    villages: list[str]


def find(connection: Connection, account: Account, case_id: str) -> RowMapping:
    """The case, if the account may see it. Raises ``NotFound``; outside the area looks the same as not there."""
    query = select(*CASES.c).where(visible(account), CASES.c.id == case_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这件申报，或者不在您负责的地方。")
    return row


def view(office: Office, connection: Connection, account: Account, row: RowMapping) -> CaseView:
    """The page's content for one account."""
    county = office.county(account.county)
    file = dossier.read(office, connection, county, row, office.clock())
    actions = tuple(each for each in lifecycle.offered(row["state"], account.role) if offers.fits(file, account, each))
    needs_village = any(need.kind == "village" for action in actions for need in action.needs)
    return CaseView(
        place=words.place(county, row["village"] or row["town"]) or "村还不清楚",
        name=row["name"] or "未留姓名",
        state=lifecycle.STATES.get(row["state"], row["state"]),
        urgent=emergency(row["urgent"]) if row["urgent"] else "",
        submitted=words.moment(words.local(county, row["submitted_at"])),
        channel=words.channel(row["channel"]),
        reporter=_reporter(row["answers"]),
        phone=_number(account, row["phone"]) if any(c.isdigit() for c in row["phone"]) else "",
        clocks=[
            _clock(county, clock, office.clock())
            for clock in clocks.deadlines(file.history, row["state"], county.policy)
        ],
        sections=answers.parts(office, county, _shown(account, row["answers"])),
        photos=photos.of_case(connection, account, row["id"]),
        history=_history(connection, county, account, row["id"]),
        actions=actions if ROLES[account.role].writes else (),
        villages=_village_names(county) if needs_village else [],
    )


def _number(account: Account, phone: str) -> str:
    """Whoever handles the case must call; whoever only looks needs no number."""
    return phone if ROLES[account.role].writes else mask_phone(phone)


def _shown(account: Account, given: dict[str, Any]) -> dict[str, Any]:
    phone = str(given.get("phone", ""))
    return {**given, "phone": _number(account, phone)} if any(c.isdigit() for c in phone) else given


def _reporter(given: dict[str, Any]) -> str:
    form = load_form()
    if given.get("behalf") != "other":
        return form.codes["behalf"].get(given.get("behalf", ""), "没有说")
    relation = form.codes["helper_relation"].get(given.get("helper_relation", ""), "")
    return f"{form.codes['behalf']['other']}（{relation}）" if relation else form.codes["behalf"]["other"]


def _clock(county: County, clock: clocks.Deadline, now: datetime) -> Clock:
    light = clocks.light(clock.start, clock.due, now, county.policy.warn)
    last = clock.last_day
    return Clock(
        label=clock.label,
        met=words.moment(words.local(county, clock.met)) if clock.met else "",
        last_day=f"{last.month}月{last.day}日",
        left=clocks.remaining_words(clock.due, now),
        light=light,
        light_words=LIGHTS[light],
    )


def _history(connection: Connection, county: County, account: Account, case_id: str) -> list[Happened]:
    mine = (EVENTS.c.county == account.county, EVENTS.c.case_id == case_id)
    query = select(EVENTS).where(*mine).order_by(EVENTS.c.at.desc(), EVENTS.c.id.desc())
    rows = list(connection.execute(query).mappings())
    who = _actors(connection, account.county, {row["actor"] for row in rows})
    return [
        Happened(
            at=words.moment(words.local(county, row["at"])),
            label=EVENTS_OF_PAGES.get(row["kind"]) or lifecycle.event_label(row["kind"]),
            who=who.get(row["actor"]) or f"农户（{words.channel(row['actor'])}）",
            details=_details(county, row["kind"], row["data"]),
        )
        for row in rows
    ]


def _actors(connection: Connection, county: str, ids: set[str]) -> dict[str, str]:
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name, ACCOUNTS.c.role)
    query = query.where(ACCOUNTS.c.county == county, ACCOUNTS.c.id.in_(ids))
    return {id_: f"{name}（{label(role)}）" for id_, name, role in connection.execute(query)}


def _details(county: County, kind: str, data: dict[str, Any]) -> list[str]:
    """What the event keeps: the inputs of an action under the labels of its table, and a few words of others."""
    needs = {need.key: need for action in lifecycle.ACTIONS if action.event == kind for need in action.needs}
    found = [f"{need.label}：{_given(county, need, data[key])}" for key, need in needs.items() if data.get(key)]
    if place := words.place(county, str(data.get("from_village", ""))):
        found.append(f"原来在：{place}")
    others = {"reason": "为什么", "text": "说的是", "receipt": "编号"}
    found += [f"{label_}：{data[key]}" for key, label_ in others.items() if data.get(key) and key not in needs]
    return found


def _given(county: County, need: lifecycle.Need, value: Any) -> str:
    if need.kind == "village":
        return words.place(county, str(value))
    return dict(need.options).get(str(value), str(value))


def _village_names(county: County) -> list[str]:
    return [words.place(county, each.code) for each in county.places.all() if each.level == "village"]
