"""One database, two engines: SQLite in one process by default, PostgreSQL when that is outgrown."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlmodel import Session


class Database:
    """Opens transactions. ``write`` commits when the block ends and rolls back when it raises."""

    def __init__(self, url: str) -> None:
        self.url = _driver_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
        # SQLite has one writer; waiting on a lock of our own is fair and quick, its busy handler is neither.
        self._writer = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A Core connection in a writing transaction."""
        with self.engine.connect() as connection, self.writing(connection):
            yield connection

    def keep(self) -> Connection:
        """A connection for one thread to keep, for the per-message path."""
        connection = self.engine.connect()
        if not self.is_sqlite:
            # Prepared when the tables are still small, a statement would go on reading them whole when they have
            # grown, until the next ANALYZE. Here a row is always looked up by its key.
            for plan in ("seqscan", "hashjoin", "mergejoin"):
                connection.exec_driver_sql(f"SET enable_{plan} = off")
            connection.commit()
        return connection

    @contextmanager
    def writing(self, connection: Connection) -> Iterator[None]:
        """A writing transaction on a connection of the caller's own, which may serve for many."""
        if self.is_sqlite:
            connection.execution_options(sqlite_begin="IMMEDIATE")
        with self._writer, connection.begin():
            yield

    @contextmanager
    def session(self) -> Iterator[Session]:
        """An ORM session in a writing transaction, for the back office (never on the per-message path)."""
        with self.write() as connection, Session(bind=connection, expire_on_commit=False) as session:
            yield session
            session.flush()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """An ORM session for looking only: one consistent snapshot, never committed."""
        with self.engine.connect() as connection, Session(bind=connection, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _driver_url(url: str) -> str:
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise ValueError("BAOPIN_DATABASE_URL 要写成 sqlite:///var/baopin.db 或 postgresql://用户:密码@主机/库名")
    return url


def _sqlite_engine(url: str) -> Engine:
    file = make_url(url).database
    if not file or file == ":memory:":
        raise ValueError("SQLite 要存成文件，例如 sqlite:///var/baopin.db")
    Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": 15})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        # FULL: an acknowledged report survives a power cut; it is the start of the statutory 15 days.
        # secure_delete: what is sealed anew or deleted does not stay behind in the file's free pages.
        told = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000", "secure_delete=ON")
        for pragma in told:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", ""))

    return engine


def _postgres_engine(url: str) -> Engine:
    # hide_parameters: what people told us stays out of error messages and logs.
    return create_engine(
        url,
        hide_parameters=True,
        connect_args={"connect_timeout": 5},
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
    )
