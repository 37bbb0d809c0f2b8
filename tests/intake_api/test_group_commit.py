"""Group commit: together when it is busy, one by one when one fails, never a mix-up of answers."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from intake_api.store.database import Database
from intake_api.store.groups import GroupCommit

_INSERT = text("INSERT INTO counter (county, name, value) VALUES ('c', :name, 1)")
_NAMES = text("SELECT name FROM counter ORDER BY name")


class Work:
    """Inserts a counter for each item; ``bad`` items raise; remembers the groups it was given."""

    def __init__(self, database: Database, most: int = 64) -> None:
        self.database = database
        self.groups: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.faults: list[Exception] = []
        self.commit: GroupCommit[str, str] = GroupCommit(database, self.together, most)

    def together(self, tx: Connection, items: Sequence[str]) -> list[str]:
        self.gate.wait()
        self.groups.append(list(items))
        for item in items:
            tx.execute(_INSERT, {"name": item})
        if self.faults:
            raise self.faults.pop(0)
        if bad := [item for item in items if item.startswith("bad")]:
            raise ValueError(bad[0])
        return [f"done {item}" for item in items]

    async def all(self, *items: str) -> list[str | BaseException]:
        return await asyncio.gather(*(self.commit.submit(item) for item in items), return_exceptions=True)

    def stored(self) -> list[str]:
        with self.database.read() as session:
            return list(session.connection().execute(_NAMES).scalars())


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    opened = Work(database)
    yield opened
    opened.gate.set()
    opened.commit.stop()


async def held(work: Work, *items: str) -> list[str | BaseException]:
    """The first item occupies the thread until all others wait."""
    work.gate.clear()
    waiting = asyncio.ensure_future(work.all(*items))
    await asyncio.sleep(0)
    threading.Timer(0.05, work.gate.set).start()
    return await waiting


def test_what_waits_shares_a_transaction_in_order(work: Work) -> None:
    items = [f"n{n:02d}" for n in range(40)]
    assert asyncio.run(held(work, *items)) == [f"done {item}" for item in items]
    assert [item for group in work.groups for item in group] == items
    assert len(work.groups) <= 2
    assert work.stored() == items


def test_a_group_has_a_largest_size(database: Database) -> None:
    work = Work(database, most=10)
    items = [f"n{n:02d}" for n in range(35)]
    asyncio.run(held(work, *items))
    work.commit.stop()
    assert max(map(len, work.groups)) == 10
    assert work.stored() == items


def test_one_that_fails_does_not_fail_its_neighbours(work: Work) -> None:
    answers = asyncio.run(held(work, "first", "a", "bad-1", "b", "bad-2", "c"))
    assert [answer for answer in answers if isinstance(answer, str)] == ["done first", "done a", "done b", "done c"]
    assert [str(answer) for answer in answers if isinstance(answer, ValueError)] == ["bad-1", "bad-2"]
    assert work.stored() == ["a", "b", "c", "first"]


def test_one_that_fails_alone_is_answered_with_its_error(work: Work) -> None:
    assert [str(answer) for answer in asyncio.run(work.all("bad"))] == ["bad"]
    assert work.groups == [["bad"]]  # a bug is not tried again
    assert work.stored() == []


@pytest.mark.parametrize(("faults", "outcome"), [(2, "done a"), (3, "error")])
def test_a_deadlock_is_tried_again(work: Work, faults: int, outcome: str) -> None:
    work.faults = [OperationalError("UPDATE", {}, RuntimeError("deadlock detected")) for _ in range(faults)]
    (answer,) = asyncio.run(work.all("a"))
    assert ("error" if isinstance(answer, OperationalError) else answer) == outcome
    assert work.stored() == (["a"] if outcome == "done a" else [])


def test_when_the_database_is_away_all_are_told_at_once(work: Work) -> None:
    work.faults = [OperationalError("BEGIN", {}, RuntimeError("no connection")) for _ in range(6)]
    answers = asyncio.run(held(work, "first", "a", "b", "c"))
    assert all(isinstance(answer, OperationalError) for answer in answers)
    assert len(work.groups) <= 6  # never one by one
    assert work.stored() == []


def test_a_lock_that_sqlite_has_waited_for_is_not_waited_for_again(work: Work) -> None:
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    work.faults = [OperationalError("BEGIN", {}, locked)]
    (answer,) = asyncio.run(work.all("a"))
    assert isinstance(answer, OperationalError)
    assert work.groups == [["a"]]


def test_who_gave_up_waiting_does_not_disturb_the_others(work: Work) -> None:
    async def run() -> list[str | BaseException]:
        work.gate.clear()
        waiting = [asyncio.ensure_future(work.commit.submit(item)) for item in ("a", "b", "c")]
        await asyncio.sleep(0)
        waiting[1].cancel()
        work.gate.set()
        return await asyncio.gather(*waiting, return_exceptions=True)

    answers = asyncio.run(run())
    assert (answers[0], answers[2]) == ("done a", "done c")
    assert isinstance(answers[1], asyncio.CancelledError)
    assert work.stored() == ["a", "b", "c"]  # what was handed over is done


def test_a_loop_that_ended_meanwhile_is_nobodys_trouble(work: Work) -> None:
    async def leave() -> None:
        work.gate.clear()
        waiting = asyncio.ensure_future(work.commit.submit("left"))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(leave())
    work.gate.set()
    assert asyncio.run(work.all("next")) == ["done next"]
    assert work.stored() == ["left", "next"]


def test_several_loops_share_one_thread(work: Work) -> None:
    found: list[list[str | BaseException]] = []
    before = threading.active_count()
    threads = [
        threading.Thread(target=lambda n=n: found.append(asyncio.run(work.all(f"a{n}", f"b{n}")))) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers = sorted(str(answer) for some in found for answer in some)
    assert answers == sorted(f"done {letter}{n}" for letter in "ab" for n in range(4))
    assert threading.active_count() <= before + 1


def test_after_stop_it_starts_again(work: Work) -> None:
    assert asyncio.run(work.all("a")) == ["done a"]
    work.commit.stop()
    work.commit.stop()
    assert asyncio.run(work.all("b")) == ["done b"]
