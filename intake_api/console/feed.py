"""New notices, pushed to open pages: the database is asked twice a second for the whole process."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from intake_api.console.leaving import before_leaving
from intake_api.models import Account
from intake_api.models.tables import NOTICES
from intake_api.office import Office

logger = logging.getLogger(__name__)

PAUSE = 0.5  # seconds: with the way to the browser, a notice is seen within one
# Ids grow with time, but two transactions may commit in the other order: look back a little, tell once.
LOOK_BACK = timedelta(minutes=2)

News = dict[str, str]
Queue = asyncio.Queue[News | None]


class Feed:
    """Who is listening, and what is new for them."""

    def __init__(self, office: Office, pause: float = PAUSE) -> None:
        self._office = office
        self._pause = pause
        self._queues: dict[tuple[str, str], set[Queue]] = {}
        self._told: set[str] = set()
        self._closed = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch while the application lives."""
        # What was there before is on the pages already.
        self._told = {row["id"] for row in await self._ask()}
        task = asyncio.create_task(self._watch(), name="console feed")
        try:
            with before_leaving(self.close):
                yield
        finally:
            self.close()
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def close(self) -> None:
        """End every stream, now and for whoever comes after."""
        self._closed = True
        for queue in [queue for queues in self._queues.values() for queue in queues]:
            _end(queue)

    @contextmanager
    def listen(self, account: Account) -> Iterator[Queue]:
        """A queue of what is new for one person from now on."""
        key = (account.county, account.id)
        queue: Queue = asyncio.Queue(100)
        self._queues.setdefault(key, set()).add(queue)
        if self._closed:
            _end(queue)
        try:
            yield queue
        finally:
            self._queues[key].discard(queue)
            if not self._queues[key]:
                del self._queues[key]

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._pause)
            rows = await self._ask()
            for row in rows:
                if row["id"] not in self._told:
                    self._tell(row)
            if rows:
                self._told = {row["id"] for row in rows}

    def _tell(self, row: dict[str, Any]) -> None:
        news = {"id": row["id"], "title": row["title"], "text": row["text"], "link": row["link"]}
        for queue in self._queues.get((row["county"], row["account_id"]), ()):
            if not queue.full():
                queue.put_nowait(news)

    async def _ask(self) -> list[dict[str, Any]]:
        try:
            return await asyncio.to_thread(self._recent)
        except SQLAlchemyError as error:
            logger.warning("console feed: %s", type(error).__name__)
            return []

    def _recent(self) -> list[dict[str, Any]]:
        table = NOTICES
        query = select(table.c.county, table.c.id, table.c.account_id, table.c.title, table.c.text, table.c.link)
        query = query.where(
            table.c.county.in_(self._office.settings.counties),
            table.c.channel == "console",
            table.c.state == "due",
            table.c.due_at >= self._office.clock() - LOOK_BACK,
        )
        with self._office.database.read() as session:
            return [dict(row) for row in session.connection().execute(query.order_by(table.c.id)).mappings()]


def _end(queue: Queue) -> None:
    if queue.full():
        queue.get_nowait()
    queue.put_nowait(None)
