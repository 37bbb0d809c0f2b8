"""What time itself brings: looked at every minute, recomputed, never stored."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import OperationalError

from intake_api.notices.alarms import ring
from intake_api.office import Office

logger = logging.getLogger(__name__)
MINUTE = 60.0


def tick(office: Office) -> None:
    """One look at the clock for every county. Doing it twice does nothing twice."""
    for code in office.settings.counties:
        with office.work(code) as work:
            ring(work)


@asynccontextmanager
async def ticking(office: Office, pause: float = MINUTE) -> AsyncIterator[None]:
    """Tick every ``pause`` seconds while the block runs."""
    task = asyncio.create_task(_run(office, pause))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _run(office: Office, pause: float) -> None:
    while True:
        try:
            await asyncio.to_thread(tick, office)
        except OperationalError as error:
            logger.error("tick failed: %s", type(error.orig).__name__)
        await asyncio.sleep(pause)
