"""How long a case page and the work lists take with a county's stock: 200,000 households, 50,000 cases with their logs.

``python -m benchmarks.casework [--only sqlite] [--households 200000] [--cases 50000] [--times 60]``. Through the whole
application without a network in between, one request after the other, as a village, a town and the district see it.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, select

from benchmarks.messages import postgresql
from benchmarks.stock import PASSWORD, fill
from intake_api.access.scope import visible
from intake_api.app import create_app
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, CASES
from intake_api.office import Office
from intake_api.settings import Settings
from intake_api.store.database import Database
from intake_api.store.migrate import migrate
from intake_api.store.sealing import Sealer
from knowledge.county_files import load_county

NOW = datetime.fromisoformat("2023-12-08T10:00:00+08:00")
WHO = ("village", "town_clerk", "town_leader", "county_clerk", "county_leader")
LISTS = {
    "own work": "/console",
    "own, all overdue": "/console?tab=own&group=overdue",
    "open": "/console?tab=open",
    "all": "/console?tab=all",
    "ended": "/console?tab=ended",
    "open, red": "/console?tab=open&light=red",
    "by state": "/console?tab=open&state=VERIFYING",
    "by telephone": "/console?find=13800000042",
}


def main() -> None:
    """Fill and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=200_000)
    parser.add_argument("--cases", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        if options.only != "postgresql":
            _one("sqlite", f"sqlite:///{folder}/bench.db", folder, options)
        if options.only != "sqlite":
            _one("postgresql", stack.enter_context(postgresql(folder)), folder, options)


def _one(name: str, url: str, folder: Path, options: argparse.Namespace) -> None:
    with office_on(url, folder) as office:
        began = time.perf_counter()
        fill(office, options.households, options.cases)
        print(f"{name}: filled in {time.perf_counter() - began:.0f} s")
        print(f"{'':16}{'':20}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}")
        for who in WHO:
            for label, (wall, work) in asyncio.run(measure(office, who, options.times)).items():
                figures = (_at(wall, 0.5), _at(wall, 0.95), _at(work, 0.5))
                print(f"{who:16}{label:20}" + "".join(f"{each:8.1f}" for each in figures), flush=True)


@contextmanager
def office_on(url: str, folder: Path) -> Iterator[Office]:
    """A whole intake on a fresh database."""
    database = Database(url)
    migrate(database)
    county = load_county("350111")
    settings = Settings(_env_file=None, database_url=database.url, county="350111", media_dir=folder / "media")
    office = Office(
        settings, database, Sealer("benchmark-secret-not-for-use"), {county.code: county}, clock=lambda: NOW
    )
    yield office
    database.close()


async def measure(office: Office, who: str, times: int) -> dict[str, tuple[list[float], list[float]]]:
    """Milliseconds of every request by page, as the clock says and of the processor (a noisy machine stretches only
    the first); the first five of each warm up."""
    account, cases = _seen_by(office, who)
    transport = httpx.ASGITransport(create_app(office, None))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        form = {"login": account.login, "password": PASSWORD}
        headers = {"sec-fetch-site": "same-origin", "accept": "text/html"}
        await client.post("/console/login", data=form, headers=headers)
        pages = {label: [path] for label, path in LISTS.items()}
        pages["case page"] = [f"/console/cases/{each}" for each in cases]
        return {label: await _ask(client, paths, times, headers) for label, paths in pages.items()}


async def _ask(
    client: httpx.AsyncClient, paths: list[str], times: int, headers: dict[str, str]
) -> tuple[list[float], list[float]]:
    wall, work = [], []
    for n in range(times + 5):
        began, busy = time.perf_counter(), time.process_time()
        answer = await client.get(paths[n % len(paths)], headers=headers)
        wall.append((time.perf_counter() - began) * 1000)
        work.append((time.process_time() - busy) * 1000)
        assert answer.status_code == 200, (answer.status_code, paths[n % len(paths)])
    return sorted(wall[5:]), sorted(work[5:])


def _seen_by(office: Office, who: str) -> tuple[Account, list[str]]:
    """The account that can log in, and cases of its area, another one each time."""
    with office.database.read() as session:
        connection = session.connection()
        can: Any = (ACCOUNTS.c.role == who, ACCOUNTS.c.password != "")
        account = Account(**connection.execute(select(ACCOUNTS).where(*can)).mappings().one())
        ids = list(connection.execute(select(CASES.c.id).where(visible(account))).scalars())
        assert connection.execute(select(func.count()).select_from(CASES)).scalar_one()
    return account, random.Random(1).sample(ids, min(len(ids), 65))


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
