"""How long it takes to import a district's 户籍底册 and the departments' lists, a newer file, and to undo a list.

``python -m benchmarks.roster [--only sqlite] [--households 65000]``: three people to a household, some 200,000. The
processor's seconds count; beside them what the clock says on a machine that others use too.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from sqlalchemy import func, select

from benchmarks.casework import office_on
from benchmarks.district import District
from benchmarks.messages import postgresql
from intake_api.models.tables import HOUSEHOLDS, RESIDENTS
from intake_api.office import Office
from intake_api.roster import importing, undoing
from knowledge.county_files import load_county

COUNTY = "350111"
T = TypeVar("T")


def main() -> None:
    """Import and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=65_000)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), default="")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        if options.only != "postgresql":
            measure("sqlite", f"sqlite:///{folder}/bench.db", folder, options.households)
        if options.only != "sqlite":
            measure("postgresql", stack.enter_context(postgresql(folder)), folder, options.households)


def measure(name: str, url: str, folder: Path, households: int) -> None:
    """One database, from the first look to a list taken back."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:  # its memory is not the import's
        register, lists, rows = elsewhere.submit(files, households).result()
    with office_on(url, folder / name) as office:
        print(f"{name}{'':24}{'seconds':>10}{'CPU':>10}{'MB':>8}")
        batch = _timed("received", lambda: _received(office, "hukou", register))
        _timed("looked at", lambda: importing.look(office, COUNTY, batch))
        _timed("imported", lambda: importing.apply(office, COUNTY, batch))
        _timed("a newer file", lambda: imported(office, "hukou", register + b"\r\n"))
        made = {key: _timed(key, lambda c=content, k=key: imported(office, k, c)) for key, content in lists.items()}
        _timed("a list undone", lambda: undoing.undo(office, COUNTY, made["dibao"]))
        with office.database.read() as session:
            counts = (select(func.count()).select_from(table) for table in (RESIDENTS, HOUSEHOLDS))
            people, homes = (session.connection().execute(count).scalar_one() for count in counts)
        print(f"{people} people, {homes} households, a register of {rows} rows", flush=True)


def files(households: int) -> tuple[bytes, dict[str, bytes], int]:
    """A made-up district: its register, the departments' lists, and how many rows the register has."""
    district = District(load_county("350111").places, households=households)
    register, lists = district.register(), district.lists()
    return register, lists, district.truth.rows["hukou"]


def imported(office: Office, source: str, content: bytes) -> str:
    """A file received and imported; the batch."""
    batch = _received(office, source, content)
    importing.apply(office, COUNTY, batch)
    return batch


def _received(office: Office, source: str, content: bytes) -> str:
    return str(importing.receive(office, COUNTY, None, source, f"{source}.csv", content)["id"])


def _timed(what: str, run: Callable[[], T]) -> T:
    began, busy = time.perf_counter(), time.process_time()
    done = run()
    took, worked = time.perf_counter() - began, time.process_time() - busy
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {what:28}{took:10.1f}{worked:10.1f}{most:8}", flush=True)
    return done


if __name__ == "__main__":
    main()
