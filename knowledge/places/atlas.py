"""A county's towns and villages: found in a text by name or by sound."""

from collections.abc import Iterable, Mapping, Sequence

from knowledge.parsed import Parsed
from knowledge.places.divisions import Division, Divisions, Level
from knowledge.places.gazetteer import Gazetteer
from knowledge.places.towns import Towns
from knowledge.places.villages import Match, Villages

__all__ = ["Division", "Level", "Match", "Places"]

# How likely a village must be: not to look for sounds as well, to be meant beyond doubt.
_NAMED, _SURE = 0.6, 0.9
_A_NAME, _SETTLES_THE_TOWN = 0.5, 0.85


class Places(Divisions):
    """The divisions of one county. Lookup by exact name takes microseconds; by sound only when names fail.

    ``outside``: neighbouring places that do not belong to it. ``landmarks``: of each town, by its name, well-known
    places that lie in it.
    """

    def __init__(
        self,
        divisions: Iterable[Division],
        outside: Sequence[str] = (),
        landmarks: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        super().__init__(divisions)
        named = (each for each in self.all() if each.level in ("town", "village"))
        self._names = Gazetteer((each.code, each.name, each.short) for each in named)
        self._by = Villages(self)
        self._towns = Towns(self, self._names, self._by, outside, landmarks or {})

    def find_town(self, text: str, question: str = "") -> Parsed[str] | None:
        """The 12-digit code of the town a text names, by its own name, a village's, a landmark's or the sound of one.

        The question decides between where they live (as a rule), are registered, or come from.
        """
        return self._towns.find(text, question)

    def home(self, text: str, question: str = "") -> str:
        """The part of ``text`` that says where they live (or what ``question`` asks for); all of it if nothing does."""
        return self._towns.home(text, question)

    def find_villages(self, text: str, town: str = "") -> tuple[Match, ...]:
        """The villages a text may mean, best first; ``town`` is the code of a town already known.

        Two equal matches mean that the text leaves it open (茶会 is a 村 and a 社区).
        """
        mentions = self._names.mentions(text)
        found = self._by.by_name(mentions, town)
        if not found or found[0].score < _NAMED:
            found = self._by.ordered([*found, *self._by.by_sound(text, mentions, town)])
        return tuple(found)

    def village(self, text: str, town: str = "") -> Match | None:
        """The one village a text surely means by name; None when there is doubt."""
        found = self._by.by_name(self._names.mentions(text), town)
        sure = [match for match in found if match.score >= _SURE]
        return sure[0] if len(sure) == 1 else None

    def mentions(self, text: str) -> bool:
        """Does ``text`` hold the name of a town or village?"""
        return any(mention.strength >= _A_NAME for mention in self._names.mentions(text))

    def names_town(self, text: str) -> bool:
        """Does ``text`` say a town's name, or a village's that settles the town?"""
        return any(mention.strength >= _SETTLES_THE_TOWN for mention in self._names.mentions(text))

    def outside(self, text: str) -> str | None:
        """The words that name a place clearly outside the county as somebody's home; None when there are none."""
        return self._towns.outside(text)
