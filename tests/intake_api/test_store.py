"""The store: one schema on two databases, migrations, sealing, moments, rows written once."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel
from sqlmodel import select as select_model

from intake_api.clock import new_id
from intake_api.models import Account, Household
from intake_api.models.tables import COUNTERS
from intake_api.store.database import Database
from intake_api.store.migrate import config, migrate
from intake_api.store.once import insert_once
from intake_api.store.sealing import Sealer, demo_secret

HOUSEHOLDS: Any = Household.__table__  # type: ignore[attr-defined]
NOON = datetime(2023, 11, 10, 12, tzinfo=timezone(timedelta(hours=8)))
MIGRATE = "import sys; from intake_api.store.database import Database; from intake_api.store.migrate import migrate; "
MIGRATE += "d = Database(sys.argv[1]); migrate(d); d.close()"


# --- schema and migrations ------------------------------------------------------------------------------------------


def test_the_migrated_schema_is_that_of_the_models(database: Database) -> None:
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_up_down_and_up_again(database: Database) -> None:
    before = schema(database)
    with database.write() as connection:
        command.downgrade(config(connection), "base")
    assert [name for name in schema(database) if name != "alembic_version"] == []
    migrate(database)
    assert schema(database) == before


def schema(database: Database) -> dict[str, Any]:
    with database.engine.connect() as connection:
        looking = inspect(connection)
        return {
            name: (
                sorted(column["name"] for column in looking.get_columns(name)),
                looking.get_pk_constraint(name)["constrained_columns"],
                sorted((str(i["name"]), i["column_names"], bool(i["unique"])) for i in looking.get_indexes(name)),
            )
            for name in looking.get_table_names()
        }


def test_every_key_begins_with_the_county(database: Database) -> None:
    """Architecture 11: a county's rows can be moved to a database of their own."""
    tables = {name: found for name, found in schema(database).items() if name != "alembic_version"}
    assert set(tables) == set(SQLModel.metadata.tables)
    for name, (_columns, key, indexes) in tables.items():
        assert key[0] == "county", name
        for index, columns, _unique in indexes:
            assert columns[0] == "county", f"{name}.{index}"


def test_two_processes_migrate_at_once(postgres: Any, tmp_path: Path) -> None:
    name, url = postgres.create()
    postgres.drop(name)
    postgres._run(f"CREATE DATABASE {name}")
    for address in (url, f"sqlite:///{tmp_path / 'fresh.db'}"):
        started = [
            subprocess.Popen([sys.executable, "-c", MIGRATE, address], stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        for process in started:
            assert process.communicate(timeout=60)[1] == ""
            assert process.returncode == 0
        database = Database(address)
        assert set(schema(database)) == {*SQLModel.metadata.tables, "alembic_version"}
        database.close()
    postgres.drop(name)


def test_migrating_what_is_migrated_changes_nothing(database: Database) -> None:
    before = schema(database)
    migrate(database)
    assert schema(database) == before


def test_sqlite_must_be_a_file() -> None:
    for url in ("sqlite://", "sqlite:///:memory:"):
        with pytest.raises(ValueError, match="文件"):
            Database(url)


# --- transactions ---------------------------------------------------------------------------------------------------


def count(database: Database) -> int:
    with database.read() as session:
        return len(session.connection().execute(select(COUNTERS)).all())


def counter(name: str) -> dict[str, Any]:
    return {"county": "350111", "name": name, "value": 7}


def test_write_commits_and_rolls_back(database: Database) -> None:
    with database.write() as connection:
        insert_once(connection, COUNTERS, counter("a"))

    def half_done() -> None:
        with database.write() as connection:
            insert_once(connection, COUNTERS, counter("b"))
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        half_done()
    assert count(database) == 1


def test_a_session_commits_and_rolls_back_too(database: Database) -> None:
    row = {"county": "350111", "login": "x", "name": "x", "role": "admin", "area": "350111000000", "created_at": NOON}
    with database.session() as session:
        session.add(Account(id="a", **row))

    def half_done() -> None:
        with database.session() as session:
            session.add(Account(id="b", **row | {"login": "y"}))
            session.flush()
            raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        half_done()
    with database.read() as session:
        assert list(session.exec(select_model(Account.id))) == ["a"]


def test_reading_commits_nothing(database: Database) -> None:
    with database.read() as session:
        session.connection().execute(COUNTERS.insert(), counter("never"))
    assert count(database) == 0


def test_insert_once(database: Database) -> None:
    with database.write() as connection:
        assert insert_once(connection, COUNTERS, counter("a"))
        assert not insert_once(connection, COUNTERS, counter("a") | {"value": 9})
        assert insert_once(connection, COUNTERS, counter("b"))
    with database.read() as session:
        found = session.connection().execute(select(COUNTERS.c.name, COUNTERS.c.value)).all()
    assert sorted(map(tuple, found)) == [("a", 7), ("b", 7)]


def test_ids_only_grow() -> None:
    """Events of one millisecond are read back in the order in which they happened."""
    ids = [new_id() for _ in range(5000)]
    assert ids == sorted(set(ids))
    assert {len(id) for id in ids} == {26}


# --- moments --------------------------------------------------------------------------------------------------------


def household(at: datetime) -> dict[str, Any]:
    return Household(county="350111", id="h", head_name="陈大明", created_at=at).model_dump()


def test_a_moment_comes_back_aware_and_equal(database: Database) -> None:
    with database.write() as connection:
        connection.execute(HOUSEHOLDS.insert(), household(NOON))
    with database.read() as session:
        found = session.connection().execute(select(HOUSEHOLDS.c.created_at)).scalar_one()
        at_least = select(HOUSEHOLDS.c.id).where(HOUSEHOLDS.c.created_at >= NOON.astimezone(UTC))
        assert session.connection().execute(at_least).scalars().all() == ["h"]
    assert found == NOON
    assert found.tzinfo == UTC


def test_a_naive_moment_is_a_bug(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone") as raised, database.write() as connection:
        connection.execute(HOUSEHOLDS.insert(), household(NOON.replace(tzinfo=None)))
    assert "陈大明" not in str(raised.value)


def test_errors_do_not_quote_what_people_said(database: Database) -> None:
    twice = [household(NOON), household(NOON)]
    with pytest.raises(IntegrityError) as raised, database.write() as connection:
        connection.execute(HOUSEHOLDS.insert(), twice)
    assert "household" in str(raised.value)
    assert "陈大明" not in str(raised.value)


# --- sealing --------------------------------------------------------------------------------------------------------

SEALER = Sealer("a-secret-of-sixteen-or-more")


@given(text=st.text(), context=st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_sealed_text_opens_only_under_its_context_and_key(text: str, context: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    context = context.encode("utf-8", "replace").decode()
    sealed = SEALER.seal(text, context)
    assert SEALER.open(sealed, context) == text
    assert SEALER.is_sealed(sealed)
    assert sealed != SEALER.seal(text, context)
    for sealer, other in ((SEALER, context + "x"), (Sealer("another-secret-of-this-size"), context)):
        with pytest.raises(ValueError, match="another key"):
            sealer.open(sealed, other)


@pytest.mark.parametrize(
    "damaged", ["", "35011119780315", "s1:", "s1:AAAA", "s1:!!!!", "s1:" + "A" * 40, "s1:\u4e2d", "s1:A"], ids=repr
)
def test_damage_is_a_value_error(damaged: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        SEALER.open(damaged, "field")


@given(place=st.integers(min_value=0, max_value=200))
@settings(max_examples=40, deadline=None)
def test_every_byte_counts(place: int) -> None:
    box = bytearray(SEALER.seal_bytes("亥由村".encode() * 5, "file"))
    box[place % len(box)] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        SEALER.open_bytes(bytes(box), "file")


def test_the_index_is_equal_for_equal_text_only() -> None:
    assert SEALER.index("350111", "id") == SEALER.index("350111", "id")
    another = Sealer("another-secret-of-this-size")
    others = [SEALER.index("350112", "id"), SEALER.index("350111", "x"), another.index("350111", "id")]
    assert SEALER.index("350111", "id") not in others
    assert "350111" not in SEALER.index("350111", "id")


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="BAOPIN_SECRET_KEY"):
        Sealer("too short")


def test_the_demo_secret_is_made_once(tmp_path: Path) -> None:
    first = demo_secret(tmp_path / "var")
    assert demo_secret(tmp_path / "var") == first
    assert (tmp_path / "var" / "demo-secret").stat().st_mode & 0o077 == 0
