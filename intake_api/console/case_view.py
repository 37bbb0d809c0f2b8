"""A case as its page shows it: how to reach the people, clocks, answers, what may be done, what happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from dialogs.declaration import load_form
from intake_api.access.scope import visible
from intake_api.casework import clocks, dossier, lifecycle
from intake_api.casework.dossier import Dossier
from intake_api.casework.income import is_known
from intake_api.console import answers, case_cards, finding_lists, offered, photos, timeline, words
from intake_api.console.lines import LIGHTS
from intake_api.console.seeing import Seeing, seeing
from intake_api.console.todo import emergency
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock in words; ``met`` when it was done; ``guess``: holidays of that year are not published yet."""

    label: str
    met: str
    until: str
    left: str
    light: str
    light_words: str
    guess: bool


@dataclass(frozen=True, slots=True)
class Money:
    """What the household has per head, with its working, and what that hints at. People decide."""

    working: str
    hint: str
    is_below: bool


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
    handler: str
    next_step: str
    clocks: list[Clock]
    money: Money | None
    waiting: offered.Waiting | None
    offers: offered.Offers
    sections: list[answers.Part]
    photos: list[photos.Shown]
    findings: list[finding_lists.Item]
    history: list[timeline.Happened]
    villages: list[str]
    cards: case_cards.Cards
    seen: Seeing
    seen_until: str


def find(connection: Connection, account: Account, case_id: str) -> RowMapping:
    """The case, if the account may see it. Raises ``NotFound``; outside the area looks the same as not there."""
    query = select(*CASES.c).where(visible(account), CASES.c.id == case_id)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFound("没有这件申报，或者不在您负责的地方。")
    return row


def view(office: Office, connection: Connection, account: Account, row: RowMapping) -> CaseView:
    """The page's content for one account."""
    county, now = office.county(account.county), office.clock()
    file = dossier.read(office, connection, county, row, now)
    seen = seeing(connection, account, row["id"], now)
    names = timeline.people(connection, county.code, _mentioned(file))
    offers = offered.offered(file, account)
    needs_village = any(need.kind == "village" for offer in offers.all for need in offer.action.needs)
    return CaseView(
        place=words.place(county, row["village"] or row["town"]) or "村还不清楚",
        name=row["name"] or "未留姓名",
        state=lifecycle.STATES.get(row["state"], row["state"]),
        urgent=emergency(row["urgent"]) if row["urgent"] else "",
        submitted=words.moment(words.local(county, row["submitted_at"])),
        channel=words.channel(row["channel"]),
        reporter=_reporter(row["answers"]),
        phone=seen.phone(row["phone"]),
        handler=names.get(row["handler"], ""),
        next_step=offered.next_step(file),
        clocks=[_clock(county, each, now) for each in clocks.deadlines(file.history, row["state"], county.policy)],
        money=_money(file),
        waiting=offered.waiting_for(file, account, names, seen),
        offers=offers,
        sections=answers.parts(office, county, row["answers"], seen),
        photos=photos.of_case(connection, account, row["id"]),
        findings=finding_lists.card(connection, county, row["id"]),
        history=timeline.timeline(connection, county, file.history.log, seen),
        villages=_village_names(county) if needs_village else [],
        cards=case_cards.cards(office, account, file, seen),
        seen=seen,
        seen_until=f"{words.local(county, seen.until):%H:%M}" if seen.until else "",
    )


def _mentioned(file: Dossier) -> set[str]:
    waiting = file.history.proposal
    return {file.case["handler"], waiting.by if waiting else ""}


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
        until=words.moment(clock.due) if clock.by_hour else f"{last.month}月{last.day}日 24:00",
        left=clocks.remaining_words(clock.due, now),
        light=light,
        light_words=LIGHTS[light],
        guess=clock.guess,
    )


def _money(file: Dossier) -> Money | None:
    if not is_known(file.found):
        return None
    income, line = file.income, file.line
    if file.is_below_line:
        hint = f"低于 {line} 元。只是提示，纳不纳入由人来定；不纳入要区里写明理由。"
    elif income.is_sudden(line):
        hint = f"不低于 {line} 元，但是刚性支出大或者收入大幅减少，看看是不是突发严重困难户。只是提示。"
    else:
        hint = f"不低于 {line} 元。只是提示，纳不纳入还要看三保障、饮水和支出。"
    return Money(income.working(), hint, file.is_below_line)


def _village_names(county: County) -> list[str]:
    return [words.place(county, each.code) for each in county.places.all() if each.level == "village"]
