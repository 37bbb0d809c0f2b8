"""The inputs of a form that nobody has filled in yet."""

from collections.abc import Iterator, Mapping
from typing import Any


class Unfilled(Mapping[str, Any]):
    """Holds nothing, and remembers whether somebody looked for something."""

    def __init__(self) -> None:
        self.asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
