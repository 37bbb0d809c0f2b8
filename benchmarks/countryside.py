"""How long the walk's figures take with a whole district on the roster: 70,000 households, four in ten seen.

``python -m benchmarks.countryside [--only sqlite] [--households 70000] [--times 40]``. The queries alone, then pages
through the whole application, no network in between, as the district, a town and a village see them.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import insert

from benchmarks.casework import office_on
from benchmarks.messages import postgresql
from benchmarks.stock import settle
from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.app import create_app
from intake_api.models import Account, Household, ListEntry
from intake_api.models.tables import HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Office, Work
from intake_api.patrols import coverage, progress, walk_list
from intake_api.reporting.weeks import local_date
from knowledge.places.divisions import Division

PASSWORD = "benchmark-password"
WHO = ("county_leader", "town_clerk", "village")
HAMLETS = tuple(f"{name}厝" for name in "上下前后东西南北")
SHARES = {"lifted": 0.02, "dibao": 0.04, "tekun": 0.01, "disabled": 0.03}
STANDING = {"lifted": "lifted", "dibao": "difficult", "tekun": "difficult", "disabled": "difficult"}
SEEN = 0.4
Times = tuple[list[float], list[float]]  # milliseconds as the clock says, and of the processor


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=70_000)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="")
    options = parser.parse_args()
    found: dict[str, dict[str, Times]] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        if options.only != "postgresql":
            found["sqlite"] = _one(f"sqlite:///{folder}/bench.db", folder, options)
        if options.only != "sqlite":
            found["postgresql"] = _one(stack.enter_context(postgresql(folder)), folder, options)
    _print(found)


def _one(url: str, folder: Path, options: argparse.Namespace) -> dict[str, Times]:
    with office_on(url, folder) as office:
        fill(office, options.households)
        return {**queries(office, options.times), **asyncio.run(pages(office, options.times))}


def _print(found: dict[str, dict[str, Times]]) -> None:
    """The databases side by side."""
    print(" " * 44 + "".join(f"{name:>30}" for name in found))
    print(" " * 44 + "".join(f"{'p50 ms':>10}{'p95 ms':>10}{'CPU ms':>10}" for _ in found))
    for label in next(iter(found.values())):
        rows = (each[label] for each in found.values())
        figures = ((_at(wall, 0.5), _at(wall, 0.95), _at(work, 0.5)) for wall, work in rows)
        print(f"{label:44}" + "".join(f"{number:10.1f}" for each in figures for number in each))


def fill(office: Office, households: int) -> None:
    """A district on the roster, and somebody of each role who looks at it."""
    chance = random.Random(5)
    villages = [each for each in office.county().places.all() if each.level == "village" and each.kind == "村"]
    with office.work() as work:
        homes = [_home(work, chance, number, villages) for number in range(households)]
        entries = list(_entries(work, chance, homes))
        for start in range(0, len(homes), 1000):
            work.connection.execute(insert(HOUSEHOLDS), homes[start : start + 1000])
        for start in range(0, len(entries), 1000):
            work.connection.execute(insert(LIST_ENTRIES), entries[start : start + 1000])
        for role in WHO:
            area = {"village": villages[0].code, "town": villages[0].parent, "county": f"{work.code}000000"}
            who = {"login": role.replace("_", "-"), "name": role, "role": role, "area": area[ROLES[role].level]}
            accounts.add(work, password=PASSWORD, demo=True, **who)
    settle(office)


def _home(work: Work, chance: random.Random, number: int, villages: list[Division]) -> dict[str, Any]:
    place = chance.choice(villages)
    return Household(
        county=work.code,
        id=f"home-{number:06d}",
        head_name=f"户主{number}",
        town=place.parent,
        village=place.code,
        hamlet=chance.choice(HAMLETS),
        enrolled=True,
        standing="ordinary",
        patrolled_day="2023-11-20" if chance.random() < SEEN else "",
        created_at=work.now,
    ).model_dump()


def _entries(work: Work, chance: random.Random, homes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for home in homes:
        for name, share in SHARES.items():
            if chance.random() < share:
                home["standing"] = "lifted" if home["standing"] == "lifted" else STANDING[name]
                place = {"town": home["town"], "village": home["village"], "household_id": home["id"]}
                yield ListEntry(county=work.code, list=name, id_index=f"{name}-{home['id']}", **place).model_dump()


def queries(office: Office, times: int) -> dict[str, Times]:
    """The district's figures without a page around them."""
    county, today = office.county(), local_date(office.clock(), office.county().policy.timezone)
    with office.database.read() as session:
        connection = session.connection()
        account = accounts.by_login(connection, county.code, "county-leader")
        assert account is not None
        village = next(each.code for each in county.places.all() if each.level == "village" and each.kind == "村")
        asked: dict[str, Callable[[], Any]] = {
            "coverage by town": lambda: coverage.count(connection, county, account, today),
            "coverage by village": lambda: coverage.count(connection, county, account, today, ("village",)),
            "progress, every hamlet": lambda: progress.progress(connection, county, account, today),
            "walk list of a village": lambda: walk_list.stops(connection, county, account, today, village),
        }
        return {label: _timed(ask, times) for label, ask in asked.items()}


def _timed(ask: Callable[[], Any], times: int) -> Times:
    wall, work = [], []
    for _ in range(times + 2):
        began, busy = time.perf_counter(), time.process_time()
        assert ask()
        wall.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - busy) * 1000)
    return sorted(wall[2:]), sorted(work[2:])


async def pages(office: Office, times: int) -> dict[str, Times]:
    """The pages, one request after the other."""
    found: dict[str, Times] = {}
    transport = httpx.ASGITransport(create_app(office, None))  # type: ignore[arg-type]
    for role in WHO:
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            form = {"login": role.replace("_", "-"), "password": PASSWORD}
            headers = {"sec-fetch-site": "same-origin", "accept": "text/html"}
            await client.post("/console/login", data=form, headers=headers)
            for path in _paths(_account(office, role)):
                found[f"{role} {path.partition('?')[0]}"] = await _asked(client, path, times, headers)
    return found


def _account(office: Office, role: str) -> Account:
    with office.database.read() as session:
        account = accounts.by_login(session.connection(), office.county().code, role.replace("_", "-"))
    assert account is not None
    return account


def _paths(account: Account) -> list[str]:
    walked = {"village": account.area} if account.role == "village" else {}
    lists = [f"/console/walk?village={walked['village']}"] if walked else []
    return ["/console/coverage", "/console/coverage/report", *lists]


async def _asked(client: httpx.AsyncClient, path: str, times: int, headers: dict[str, str]) -> Times:
    wall, work = [], []
    for _ in range(times + 2):
        began, busy = time.perf_counter(), time.process_time()
        answer = await client.get(path, headers=headers)
        wall.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - busy) * 1000)
        assert answer.status_code == 200, (answer.status_code, path)
    return sorted(wall[2:]), sorted(work[2:])


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
