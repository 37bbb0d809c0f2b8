"""Letting go of open streams when the server is told to stop."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def before_leaving(close: Callable[[], None]) -> Iterator[None]:
    """Call ``close`` in the running loop when a signal to stop arrives, then let the server's own handler go on.

    The server waits for open responses before it ends the lifespan; a stream never ends by itself, so without this
    every restart would take the whole grace period. Outside the main thread there are no signals: nothing is done.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    # A default handler means that nobody stops gently here; it stays as it is.
    ours = {number: handler for number, handler in handlers.items() if callable(handler)}

    def close_first(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(close)
        ours[signal.Signals(number)](number, frame)

    for number in ours:
        signal.signal(number, close_first)
    try:
        yield
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
