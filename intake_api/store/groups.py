"""Group commit: what waits together shares one transaction, and is acknowledged only after it is durable."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from intake_api.store.database import Database

T = TypeVar("T")
R = TypeVar("R")
_TRIES = 3  # a deadlock or a lost connection is tried again; a bug is not


class GroupCommit(Generic[T, R]):
    """One thread that takes all waiting items, runs ``together`` on them in one transaction, and answers.

    An item that makes the group fail does not fail its neighbours: they are then done one by one. When the database
    itself is away, all of them fail at once: each would only wait again for the same answer.
    """

    def __init__(
        self, database: Database, together: Callable[[Connection, Sequence[T]], Sequence[R]], most: int = 64
    ) -> None:
        self._database = database
        self._together = together
        self._most = most
        self._queue: SimpleQueue[tuple[T, asyncio.Future[R]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._held: Connection | None = None  # the thread's own

    async def submit(self, item: T) -> R:
        """The result for ``item``, after its transaction is committed. Raises what made it fail."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._start()
        self._queue.put((item, future))
        return await future

    def stop(self) -> None:
        """Finish what waits and end the thread."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread:
            self._queue.put(None)
            thread.join()

    def _start(self) -> None:
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="group-commit", daemon=True)
                    self._thread.start()

    def _run(self) -> None:
        more = True
        while more and (first := self._queue.get()) is not None:
            group = [first]
            more = self._filled(group)
            _answer(group, self._outcomes([item for item, _ in group]))
            # Let the loop hand out the answers and bring what came meanwhile: the next group is the larger for it.
            time.sleep(0)
        self._let_go()

    def _filled(self, group: list[tuple[T, asyncio.Future[R]]]) -> bool:
        """Take what waits, and what comes while the loop has something to bring; False when the end was announced."""
        before = 0
        while before < len(group) < self._most:
            before = len(group)
            while len(group) < self._most and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    return False
                group.append(item)
            time.sleep(0)
        return True

    def _outcomes(self, items: Sequence[T]) -> Sequence[R | BaseException]:
        try:
            return self._commit(items)
        except Exception as error:
            if len(items) == 1 or _is_away(error):
                return [error] * len(items)
        return [outcome for item in items for outcome in self._outcomes([item])]

    def _commit(self, items: Sequence[T]) -> Sequence[R]:
        for left in range(_TRIES - 1, -1, -1):
            try:
                # One connection for all groups: taking it from the pool and trying it costs as much as a statement.
                self._held = self._held or self._database.keep()
                with self._database.writing(self._held):
                    return self._together(self._held, items)
            except OperationalError as error:
                self._let_go()
                if not left or hasattr(error.orig, "sqlite_errorcode"):  # SQLite has waited for its lock already
                    raise
        raise AssertionError("unreachable")

    def _let_go(self) -> None:
        if self._held:
            self._held.close()
            self._held = None


def _is_away(error: Exception) -> bool:
    """No fault of an item: SQLite locked or not writable, PostgreSQL not reached (what it refuses has a code)."""
    return isinstance(error, OperationalError) and getattr(error.orig, "sqlstate", None) is None


def _answer(group: Sequence[tuple[Any, "asyncio.Future[Any]"]], outcomes: Sequence[Any]) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
    for (_item, future), outcome in zip(group, outcomes, strict=True):
        by_loop.setdefault(future.get_loop(), []).append((future, outcome))
    for loop, answers in by_loop.items():
        if not loop.is_closed():
            loop.call_soon_threadsafe(_settle, answers)


def _settle(answers: Sequence[tuple["asyncio.Future[Any]", Any]]) -> None:
    for future, outcome in answers:
        if future.done():  # the caller went away; the work is stored all the same
            continue
        if isinstance(outcome, BaseException):
            future.set_exception(outcome)
        else:
            future.set_result(outcome)
