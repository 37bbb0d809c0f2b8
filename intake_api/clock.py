"""Where time and ids come from; tests put their own in."""

import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Ids = Callable[[], str]

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


_newest = 0
_one_by_one = threading.Lock()


def new_id() -> str:
    """26 characters: milliseconds first (rows of one time lie together), then random bits (nobody guesses).

    Within a process they only grow: events of one millisecond stay in the order in which they happened.
    """
    global _newest
    with _one_by_one:
        fresh = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
        number = _newest = max(fresh, _newest + 1 + secrets.randbits(64))
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
