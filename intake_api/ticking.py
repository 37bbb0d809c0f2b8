"""What time itself brings: looked at every minute, recomputed, never stored."""

import asyncio
import logging
import threading
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from intake_api.casework.stock import sweep_a_share
from intake_api.disasters.surges import tell_surges
from intake_api.disasters.telling import ring as ring_warnings
from intake_api.notices.alarms import ring
from intake_api.notices.reminding import remind
from intake_api.office import Office
from intake_api.roster.waiting import work_off
from intake_api.screening import concerns, reminding

logger = logging.getLogger(__name__)
MINUTE = 60.0
REMIND_EVERY = 10  # minutes


def tick(office: Office) -> None:
    """One look at the clock for every county. Doing it twice does nothing twice."""
    for code in office.settings.counties:
        with office.work(code) as work:
            ring(work)
        with office.work(code) as work:
            ring_warnings(work)
        sweep_a_share(office, code)
        concerns.sweep_a_share(office, code)
        if office.clock().minute % REMIND_EVERY == 0:
            remind(office, code)
            reminding.remind(office, code)
            with office.work(code) as work:
                tell_surges(work)


@asynccontextmanager
async def ticking(office: Office, pause: float = MINUTE) -> AsyncIterator[None]:
    """Tick every ``pause`` seconds while the block runs."""
    task, stop = asyncio.create_task(_run(office, pause)), threading.Event()
    # Beside the tick, for an alarm must not wait for a list; a daemon, for the end of the program need not either.
    threading.Thread(target=_work_off, args=(office, pause, stop), name="lists", daemon=True).start()
    try:
        yield
    finally:
        stop.set()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _run(office: Office, pause: float) -> None:
    while True:
        try:
            await asyncio.to_thread(tick, office)
        except Exception as error:
            # Whatever went wrong this minute, the next must come: alarms ring until somebody answers (裁定 6).
            _log(error)
        await asyncio.sleep(pause)


def _work_off(office: Office, pause: float, stop: threading.Event) -> None:
    """Large lists that wait for the quiet hours (错峰), and first of all what was broken off."""
    broken_off = True
    while not stop.is_set():
        try:
            work_off(office, broken_off=broken_off)
            broken_off = False
        except Exception as error:
            _log(error)
        stop.wait(pause)


def _log(error: Exception) -> None:
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("tick failed: %s\n%s", type(error).__name__, where)
