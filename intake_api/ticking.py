"""What time itself brings: looked at every minute, recomputed, never stored."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from intake_api.casework.stock import sweep_a_share
from intake_api.notices.alarms import ring
from intake_api.notices.reminding import remind
from intake_api.office import Office

logger = logging.getLogger(__name__)
MINUTE = 60.0
REMIND_EVERY = 10  # minutes


def tick(office: Office) -> None:
    """One look at the clock for every county. Doing it twice does nothing twice."""
    for code in office.settings.counties:
        with office.work(code) as work:
            ring(work)
        sweep_a_share(office, code)
        if office.clock().minute % REMIND_EVERY == 0:
            remind(office, code)


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
        except Exception as error:
            # Whatever went wrong this minute, the next must come: alarms ring until somebody answers (裁定 6).
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("tick failed: %s\n%s", type(error).__name__, where)
        await asyncio.sleep(pause)
