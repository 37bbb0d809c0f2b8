"""A county's stock of years for measuring: households, cases in every state with their logs, in bulk."""

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.casework.history import of_rows
from intake_api.casework.projection import leading, since
from intake_api.casework.states import ENDS
from intake_api.intake.households import PHONE_FIELD
from intake_api.models import Account, Case, Event, Household
from intake_api.models.tables import ACCOUNTS, CASES, EVENTS, HOUSEHOLDS
from intake_api.office import Office, Work
from intake_api.sealed_answers import seal_answers
from knowledge.receipts import make

PASSWORD = "Benchmark-2023"
# What the log of a case in each state holds: kinds with the days after the clue, a letter for who did it.
_HELPED = "voted@6v publicity_ended@12v town_passed_proposed@12l town_passed@13m recognised_proposed@13c recognised@14g"
_VISITED = "submitted@0f accepted@1v verifying@2v visited@3v compare_sent@3t compared@5t to_review@5v"
WAYS = {
    "SUBMITTED": "submitted@0f",
    "ACCEPTED": "submitted@0f accepted@1v",
    "VERIFYING": "submitted@0f accepted@1v verifying@2v visited@3v",
    "REVIEW": _VISITED,
    "PUBLICITY": f"{_VISITED} voted@6v",
    "TOWN_AUDIT": f"{_VISITED} voted@6v publicity_ended@12v",
    "COUNTY_CONFIRM": f"{_VISITED} voted@6v publicity_ended@12v town_passed_proposed@12l town_passed@13m",
    "RECOGNIZED": f"{_VISITED} {_HELPED}",
    "ASSISTING": f"{_VISITED} {_HELPED} measure_planned@15v plan_set@16v entered@16t measure_implemented@30v",
    "REJECTED": f"{_VISITED} voted_down_proposed@6v voted_down@7t refusal_told@9v",
    "WITHDRAWN": "submitted@0f accepted@1v withdrawn@2f",
    "DUPLICATE": "submitted@0f duplicate@1t",
    "ELIMINATED": f"{_VISITED} {_HELPED} plan_set@16v measure_implemented@30v elimination_proposed@210v "
    "elimination_posted@212v eliminated@219g",
}
# (share of all cases, days ago of the clue, from and to)
SHARES: Mapping[str, tuple[float, int, int]] = {
    "SUBMITTED": (0.03, 0, 5), "ACCEPTED": (0.03, 1, 8), "VERIFYING": (0.06, 3, 20), "REVIEW": (0.03, 5, 20),
    "PUBLICITY": (0.03, 6, 20), "TOWN_AUDIT": (0.03, 12, 25), "COUNTY_CONFIRM": (0.03, 13, 25),
    "RECOGNIZED": (0.03, 14, 30), "ASSISTING": (0.20, 30, 300), "REJECTED": (0.30, 10, 700),
    "WITHDRAWN": (0.05, 3, 700), "DUPLICATE": (0.05, 2, 700), "ELIMINATED": (0.13, 220, 900),
}  # fmt: skip
Rows = Iterable[Mapping[str, Any]]


def fill(office: Office, households: int, cases: int) -> None:
    """So many households and cases, spread over the county's villages. The same every time."""
    chance = random.Random(2023)
    county = office.county()
    villages = [each.code for each in county.places.all() if each.level == "village"]
    with office.work() as work:
        people = _accounts(work, villages)
        phones = [(f"138{n:08d}", office.sealer.index(f"138{n:08d}", PHONE_FIELD)) for n in range(2000)]
        _bulk(work.connection, HOUSEHOLDS, _households(work, chance, villages, phones, households))
        answers = [seal_answers(_answers(chance), office.sealer) for _ in range(50)]
        made = _cases(work, chance, villages, phones, answers, people, cases)
        while some := list(itertools.islice(made, 2_000)):
            _bulk(work.connection, CASES, (case for case, _ in some))
            _bulk(work.connection, EVENTS, (event for _, events in some for event in events))
    settle(office)


def settle(office: Office) -> None:
    """What a database does by itself in the night after such a load."""
    with office.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if office.database.is_sqlite else "VACUUM ANALYZE")


def _accounts(work: Work, villages: Sequence[str]) -> dict[tuple[str, str], str]:
    """Everybody who works there, by part and area; the first of each part can log in."""
    areas = {"village": villages, "town": sorted({work.county.places.town_of(v).code for v in villages})}
    found, able = {}, set()
    for role in ("village", "grid", "town_clerk", "town_leader", "county_clerk", "county_leader"):
        for area in areas.get(ROLES[role].level, [work.code.ljust(12, "0")]):
            login = f"{role.replace('_', '-')}-{area}"
            if role not in able:
                able.add(role)
                account = accounts.add(
                    work, login=login, name=ROLES[role].label, role=role, area=area, password=PASSWORD
                )
            else:
                account = Account(
                    county=work.code, id=work.new_id(), login=login, name=ROLES[role].label, role=role, area=area,
                    created_at=work.now,
                )  # fmt: skip
                work.connection.execute(insert(ACCOUNTS).values(**account.model_dump()))
            found[role, area] = account.id
    return found


def _households(
    work: Work, chance: random.Random, villages: Sequence[str], phones: Sequence[tuple[str, str]], number: int
) -> Iterator[dict[str, Any]]:
    blank = Household(county=work.code, id="", head_name="陈大山", created_at=work.now).model_dump()
    for n in range(number):
        village = villages[n % len(villages)]
        phone, index = phones[chance.randrange(len(phones))]
        town = work.county.places.town_of(village).code
        yield blank | {"id": f"h{n:06d}", "phone": phone, "phone_index": index, "town": town, "village": village}


def _cases(
    work: Work,
    chance: random.Random,
    villages: Sequence[str],
    phones: Sequence[tuple[str, str]],
    answers: Sequence[dict[str, Any]],
    people: Mapping[tuple[str, str], str],
    number: int,
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    blank = Case(
        county=work.code, id="", receipt="", household_id="", origin="ONLINE", channel="wechat", state="SUBMITTED",
        submitted_at=work.now, since=work.now,
    ).model_dump()  # fmt: skip
    states = chance.choices(list(SHARES), [share for share, _, _ in SHARES.values()], k=number)
    for n, state in enumerate(states):
        village = villages[n % len(villages)]
        town = work.county.places.town_of(village).code
        _, least, most = SHARES[state]
        clue = work.now - timedelta(days=chance.uniform(least, most))
        phone, index = phones[n % len(phones)]
        receipt = f"{make('JA', clue.date(), n % 9999 + 1)}{n:05d}"
        case = blank | {
            "id": f"c{n:06d}", "household_id": f"h{n:06d}", "receipt": receipt,
            "name": "陈大山", "phone": phone, "phone_index": index, "town": town, "village": village, "state": state,
            "risk": chance.choice(("illness", "disaster", "schooling")), "answers": answers[n % len(answers)],
            "submitted_at": clue, "urgent": "food" if n % 200 == 0 else "",
        }  # fmt: skip
        events = list(_events(work, case, _who(people, town, village)))
        yield case | _columns(work, case, events), events


def _columns(work: Work, case: Mapping[str, Any], events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    history, state = of_rows(events), case["state"]
    waits = "county_confirm" if state == "COUNTY_CONFIRM" and int(case["id"][1:]) % 2 else ""
    began = events[-1]["at"] if state in ENDS else since(history, state, work.now)
    return {
        **leading(history, state, work.county.policy),
        "since": began,
        "proposal": waits,
        "accepted_at": history.at("accepted"),
        "recognised_at": history.at("recognised"),
    }


def _events(work: Work, case: Mapping[str, Any], who: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    way = WAYS[case["state"]]
    if case["state"] == "COUNTY_CONFIRM" and int(case["id"][1:]) % 2:
        way += " recognised_proposed@13c"
    blank = Event(county=work.code, id="", kind="", at=work.now, day="").model_dump()
    for n, step in enumerate(way.split()):
        kind, _, rest = step.partition("@")
        at = case["submitted_at"] + timedelta(days=int(rest[:-1]), minutes=n)
        same = {key: case[key] for key in ("household_id", "origin", "town", "village")}
        yield blank | same | {
            "id": f"{case['id']}-{n:02d}", "case_id": case["id"], "kind": kind, "at": at,
            "day": work.local(at).date().isoformat(), "actor": who[rest[-1]], "data": _DATA.get(kind, _NOTHING),
        }  # fmt: skip


def _who(people: Mapping[tuple[str, str], str], town: str, village: str) -> dict[str, str]:
    county = "350111000000"
    return {
        "f": "wechat", "v": people["village", village], "t": people["town_clerk", town],
        "l": people["town_leader", town], "m": people["town_clerk", town], "c": people["county_clerk", county],
        "g": people["county_leader", county],
    }  # fmt: skip


_NOTHING: dict[str, Any] = {}
_DATA: Mapping[str, dict[str, Any]] = {
    "verifying": {"verifiers": ["林村长", "王驻村"]},
    "visited": {"method": "visit", "verifiers": ["林村长", "王驻村"], "opinion": "情况属实", "photos": ["p1"]},
    "voted": {"meeting_day": "2023-11-13", "attendees": ["甲", "乙", "丙"], "votes_for": 3, "votes_against": 0},
    "recognised_proposed": {"household_type": "edge", "risk": "illness", "opinion": "同意纳入"},
    "recognised": {"household_type": "edge", "risk": "illness", "opinion": "同意纳入"},
}
_BORN = ("19750318", "19780602", "19500101", "20000909", "20091001", "20120505")


def _answers(chance: random.Random) -> dict[str, Any]:
    """A whole Annex 1 of six people."""
    household = {
        "consent": "2023-1", "behalf": "self", "name": "陈大山", "head_name": "陈大山", "phone": "13805001234",
        "id_number": "350111197803150018", "address": "亥由村 3 组 8 号", "risk": "illness",
        "story": "妻子今年查出大病，自己掏了六万，家里欠了钱", "wage_income": chance.randrange(20000, 90000),
        "pension_amount": 1800, "business_income": 6000, "business_expense": 2000, "med_oop": 60000, "farmland_mu": 2,
        "house_m2": 120, "house_grade": "B", "sanitary_toilet": True, "safe_water": True, "size": 6,
    }  # fmt: skip
    person = {
        "sex": "male", "relation": "r20", "education": "e3", "health": ["healthy"], "work_months": 6,
        "id_type": "resident", "ethnicity": "m01", "politics": "masses", "medical_insurance": True, "dibao": False,
    }  # fmt: skip
    for n, born in enumerate(_BORN):
        mine = person | {"member_name": f"陈小{'一二三四五六'[n]}", "id_no": f"350111{born}0018"}
        household |= {f"member[{n}].{key}": value for key, value in mine.items()}
    return household


def _bulk(connection: Connection, table: Table, rows: Rows) -> None:
    """The rows as the columns' own types write them, past the statement of each: what is equal is sealed once."""
    names = [column.name for column in table.c]
    writers = [_writer(column.type, connection) for column in table.c]
    values = ([write(row[name]) for name, write in zip(names, writers, strict=True)] for row in rows)
    raw = connection.connection.driver_connection
    assert raw is not None
    listed = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        raw.executemany(f'INSERT INTO "{table.name}" ({listed}) VALUES ({", ".join("?" * len(names))})', values)
        return
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
        for row in values:
            copy.write_row(row)


def _writer(kind: Any, connection: Connection) -> Callable[[Any], Any]:
    process = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
    known: dict[Any, Any] = {}

    def write(value: Any) -> Any:
        if process is None or value is None:
            return value
        key = id(value) if isinstance(value, dict) else value
        if isinstance(value, dict | str) and key in known:
            return known[key]
        written = process(value)
        if isinstance(value, dict | str) and len(known) < 5000:
            known[key] = written
        return written

    return write
