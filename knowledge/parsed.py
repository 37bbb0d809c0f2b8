"""The one result type of every parser: a value and how sure we may be of it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """What a text says, with the words it came from.

    ``confirm`` means: read it back before using it. ``low``/``high`` are the ends of a range whose middle is
    ``value``. ``unit`` is 元, 亩, 平方米, 人, 月 …; ``period`` is 年, 月, 日 … where money flows.
    ``others`` are further values that the words may mean, best first.
    """

    value: T
    words: str = ""
    confirm: bool = False
    why: str = ""
    low: float | None = None
    high: float | None = None
    unit: str = ""
    period: str = ""
    others: tuple[T, ...] = ()
