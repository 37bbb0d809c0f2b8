"""A short memory: the last thousand keys, so that what the platform repeats is not done twice."""

from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")
LIMIT = 1000


class Recent(Generic[T]):
    """A mapping that forgets its oldest keys. A key forgotten too early costs a repeated picture, not a case: the
    intake is what makes sure that nothing is heard twice."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._held: OrderedDict[str, T] = OrderedDict()

    def get(self, key: str, default: T) -> T:
        """The value under ``key``."""
        return self._held.get(key, default)

    def put(self, key: str, value: T) -> None:
        """Remember, as the newest."""
        self._held[key] = value
        self._held.move_to_end(key)
        if len(self._held) > self._limit:
            self._held.popitem(last=False)
