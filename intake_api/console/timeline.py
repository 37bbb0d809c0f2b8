"""The log of a case in words, the latest first: who did what, and what was given with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dialogs.declaration import load_form
from intake_api.access.roles import label
from intake_api.casework import lifecycle
from intake_api.casework.authorisations import METHODS
from intake_api.casework.history import Happening
from intake_api.console import words
from intake_api.console.seeing import Seeing
from intake_api.console.todo import emergency
from intake_api.models.tables import ACCOUNTS
from intake_api.sealed_answers import FREE_WORDS
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: str
    label: str
    who: str
    details: list[str]


def timeline(connection: Connection, county: County, log: Iterable[Happening], seen: Seeing) -> list[Happened]:
    """Every event, the latest first."""
    events = list(log)[::-1]
    ids = {each.actor for each in events} | {str(each.data.get("handler", "")) for each in events}
    names = people(connection, county.code, ids)
    return [
        Happened(
            at=words.moment(words.local(county, each.at)),
            label=lifecycle.event_label(each.kind),
            who=names.get(each.actor) or _nobody_of_ours(each.actor),
            details=details(county, each.kind, each.data, names, seen),
        )
        for each in events
    ]


def _nobody_of_ours(actor: str) -> str:
    """The farmer on a channel; nobody, when a link or the intake itself did it."""
    return "" if actor in ("link", lifecycle.SYSTEM) else f"农户（{words.channel(actor)}）"


def people(connection: Connection, county: str, ids: set[str]) -> dict[str, str]:
    """Accounts by id: name and role."""
    query = select(ACCOUNTS.c.id, ACCOUNTS.c.name, ACCOUNTS.c.role)
    query = query.where(ACCOUNTS.c.county == county, ACCOUNTS.c.id.in_(sorted(ids - {""})))
    return {id_: f"{name}（{label(role)}）" for id_, name, role in connection.execute(query)}


def details(county: County, kind: str, data: Mapping[str, Any], names: Mapping[str, str], seen: Seeing) -> list[str]:
    """What the event keeps: the inputs of an action under the labels of its table, then the words of others. What a
    person wrote is masked as the story is: it may speak of illness, of a home, of a number."""
    needs = {need.key: need for action in lifecycle.ACTIONS for need in _needs(action, kind)}
    found = [f"{need.label}：{_input(county, need, data[key], seen)}" for key, need in needs.items() if data.get(key)]
    if place := words.place(county, str(data.get("from_village", ""))):
        found.append(f"原来在：{place}")
    if kind == "assigned":
        found.append(f"分给：{names.get(str(data.get('handler', '')), '不指定谁')}")
    others = ((key, label_) for key, label_ in _OTHERS.items() if data.get(key) and key not in needs)
    open_words = kind == "revealed"  # why somebody looked is for everybody to see
    return found + [
        f"{label_}：{seen.words(said) if key in FREE_WORDS and not open_words else said}"
        for key, label_ in others
        if (said := _words(key, data[key]))
    ]


def _input(county: County, need: lifecycle.Need, value: Any, seen: Seeing) -> str:
    said = given(county, need, value)
    return seen.words(said) if need.kind == "text" and need.key not in _OURS else said


def given(county: County, need: lifecycle.Need, value: Any) -> str:
    """One input as people say it."""
    if need.kind == "village":
        return words.place(county, str(value))
    if need.kind == "photos":
        return f"{len(value)} 张" if isinstance(value, list) else "有"
    if need.kind == "day":
        return _day(str(value))
    if need.kind == "yes":
        return "是"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return dict(need.options).get(str(value), str(value))


def _needs(action: lifecycle.Action, kind: str) -> tuple[lifecycle.Need, ...]:
    return action.needs if kind in (action.event, action.proposed_as) else ()


def _words(key: str, value: Any) -> str:
    if key in _CODES:
        return _CODES[key].get(str(value), str(value))
    if key in ("posted_day", "due_day", "implemented_day", "day"):
        return _day(str(value))
    if key == "photos":
        return f"{len(value)} 张"
    if key == "urgent":
        return emergency(str(value))
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日"


_CODES: Mapping[str, Mapping[str, str]] = {
    "method": {**METHODS, "visit": "入户", "phone": "电话访谈"},
    "result": {"solved": "已解决", "partly": "解决了一部分", "refused": "办不了"},
    "target": dict(next(need.options for need in lifecycle.action("refer").needs if need.key == "target")),
    "category": {**load_form().codes.get("measure_category", {}), **load_form().codes.get("issue_category", {})},
}
# Inputs that name an office or one of its people, not the household.
_OURS = frozenset({"where", "receiver", "contact", "number"})
# Words that events keep beside the inputs of the table; ids and marks for the program are left out.
_OTHERS = {
    "reason": "为什么",
    "receipt": "编号",
    "urgent": "什么急事",
    "method": "方式",
    "why": "为什么没有入户",
    "verifiers": "核实人",
    "opinion": "核实意见",
    "name": "谁",
    "department": "部门",
    "departments": "部门",
    "category": "类别",
    "what": "做什么",
    "owner": "责任人",
    "due_day": "办到哪天",
    "target": "转到哪里",
    "result": "结果",
    "day": "日期",
    "text": "说的是",
    "evidence": "凭据",
    "photos": "照片",
    "note": "说明",
    "check": "哪一项",
}
