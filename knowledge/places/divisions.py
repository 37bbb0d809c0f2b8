"""The divisions of a county as they are printed: towns, their villages, and the code of each."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["province", "city", "county", "town", "village"]
KIND_ORDER = {"村": 0, "农场": 1, "社区": 2}  # most who report live in a 村


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division with its 12-digit code; ``kind`` is 镇, 乡, 街道, 村, 农场 or 社区."""

    code: str
    level: Level
    name: str
    short: str
    parent: str
    kind: str


class Divisions:
    """The divisions of one county by their codes."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self._by_code = {each.code: each for each in divisions}
        # Changes whenever a place comes or goes: whoever stored a code can see whether to look at it again.
        self.edition = hashlib.sha256(" ".join(sorted(self._by_code)).encode()).hexdigest()[:8]
        self.towns = tuple(each for each in self.all() if each.level == "town")
        self._villages = {town.code: self._villages_of(town) for town in self.towns}

    def _villages_of(self, town: Division) -> tuple[Division, ...]:
        inside = (each for each in self.all() if each.parent == town.code)
        return tuple(sorted(inside, key=lambda each: (KIND_ORDER.get(each.kind, 3), each.code)))

    def get(self, code: str) -> Division | None:
        """The division with this code."""
        return self._by_code.get(code)

    def all(self) -> tuple[Division, ...]:
        """Every division, in file order."""
        return tuple(self._by_code.values())

    def villages(self, town_code: str) -> tuple[Division, ...]:
        """The 村 of a town, then its 农场, then its 社区."""
        return self._villages.get(town_code, ())

    def is_town(self, code: str) -> bool:
        """Is this the code of a town?"""
        return code in self._villages

    def town_of(self, code: str) -> Division:
        """The town of a village, or the town itself. KeyError for anything else."""
        division = self._by_code[code]
        found = division if division.level == "town" else self._by_code[division.parent]
        if found.level != "town":
            raise KeyError(code)
        return found

    def full_name(self, code: str) -> str:
        """``宦溪镇亥由村`` for a village, the plain name for anything else."""
        division = self._by_code[code]
        return self.town_of(code).name + division.name if division.level == "village" else division.name
