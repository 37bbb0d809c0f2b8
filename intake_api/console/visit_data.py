"""What the telephone needs to know of a case for the visit: everything known, so that nothing is asked twice."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from intake_api.access.scope import visible
from intake_api.casework import dossier as dossiers
from intake_api.casework import history as histories
from intake_api.casework import income as rule
from intake_api.casework import overwriting
from intake_api.casework.authorisations import METHODS
from intake_api.casework.collected import Person
from intake_api.casework.dossier import Dossier
from intake_api.casework.history import History
from intake_api.casework.lifecycle import action
from intake_api.console import words
from intake_api.intake import card_reading
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from intake_api.sealed_answers import private_keys
from knowledge.people.masking import mask_id

ROLES = tuple(sorted(action("visit_done").roles))
STATES = action("visit_done").sources
WAITING = frozenset({"VERIFYING"})  # for the visit; later ones are of one's own accord
# The rule of ``income.py`` as data: the page computes before everybody's eyes, without a network.
RULE: Mapping[str, tuple[str, ...]] = {
    "wage": ("wage_income",),
    "transfer": rule.TRANSFERS,
    "business": ("business_income",),
    "assets": rule.PROPERTY,
    "expense": ("business_expense",),
    "rigid": rule.RIGID,
    "claims": ("claims",),
}


def to_visit(office: Office, connection: Connection, account: Account) -> list[dict[str, Any]]:
    """The cases whose visit is this person's to make, the oldest first, those visited already last."""
    query = select(CASES).where(visible(account), CASES.c.state.in_(sorted(WAITING)))
    rows = list(connection.execute(query.order_by(CASES.c.submitted_at, CASES.c.id).limit(500)).mappings())
    logs = histories.of_cases(connection, office.county(account.county), [row["id"] for row in rows])
    lines = [_line(office, account, row, logs[row["id"]]) for row in rows]
    return sorted(lines, key=lambda line: bool(line["visited"]))


def of_case(office: Office, connection: Connection, account: Account, row: RowMapping) -> dict[str, Any]:
    """One case for its sheet. Private numbers stay here: the page gets them masked, and may say "as known"."""
    county = office.county(account.county)
    file = dossiers.read(office, connection, county, row, office.clock())
    known = overwriting.known_of(row, office.sealer)
    hidden = {key: value for key, value in known.items() if key.rpartition(".")[2] in private_keys() and value}
    return {
        **_line(office, account, row, file.history),
        "answers": {key: value for key, value in known.items() if key not in hidden},
        "hidden": {key: mask_id(value) for key, value in hidden.items()},
        "told": {key: _told(str(value)) for key, value in hidden.items()},
        "people": {str(each.place): _person(file, each.place) for each in file.found.people},
        "started": asdict(overwriting.started(connection, account.county, office.sealer, row["id"], known)),
        "verifiers": _verifiers(file),
        "today": file.today.isoformat(),
        "line": file.line,
        "rule": RULE,
        "reads_cards": card_reading.reader() is not None,
    }


def result(file: Dossier) -> dict[str, Any]:
    """What the visit came to: the same figures that the page showed."""
    income = file.income
    return {
        "per_capita": None if income.per_capita is None else str(income.per_capita),
        "working": income.working(),
        "below": income.below(file.line),
        "sudden": income.is_sudden(file.line),
        "line": file.line,
    }


def _line(office: Office, account: Account, row: RowMapping, history: History) -> dict[str, Any]:
    county = office.county(account.county)
    visited = history.visited
    return {
        "case": row["id"],
        "receipt": row["receipt"],
        "name": row["name"],
        "phone": row["phone"] if any(c.isdigit() for c in row["phone"]) else "",
        "place": words.place(county, row["village"] or row["town"]),
        "since": words.moment(words.local(county, row["submitted_at"])),
        "visited": words.moment(words.local(county, visited.at)) if visited else "",
    }


def _person(file: Dossier, place: int) -> dict[str, str]:
    given = next((row for row in file.authorisations if row["member"] == place and row["given_at"]), None)
    return {"signed": METHODS[given["method"]] if given else ""}


def _told(number: str) -> dict[str, str]:
    """What an identity number tells, so that neither is asked: the birth date and the sex."""
    born = Person(0, {"id_no": number}).born
    digit = number[16:17]
    sex = ("male" if int(digit) % 2 else "female") if digit.isdecimal() else ""
    return {"born": born.isoformat() if born else "", "sex": sex}


def _verifiers(file: Dossier) -> list[str]:
    """Who was named when the visit was set (开始入户核实)."""
    begun = file.history.last("verifying")
    given = begun.data.get("verifiers", ()) if begun else ()
    return [str(each) for each in given] if isinstance(given, list) else []
