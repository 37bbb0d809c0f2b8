"""The villages that a text may mean, by name and by sound, each with how likely it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.places.divisions import KIND_ORDER, Divisions
from knowledge.places.gazetteer import NEIGHBOUR, Mention
from knowledge.places.sounding import SoundIndex

_OUTSIDE_THE_TOWN = 0.6  # of its likeliness is left to a village that lies in another town than the one named
_ONLY_SHORT = 0.6  # 寿山 alone is rather the 乡 than the village
_OTHER_KIND = 0.75  # 社区 said of a 村
_ALIKE = 0.55


@dataclass(frozen=True, slots=True)
class Match:
    """A village that a text may mean, how likely (0..1), and the words that say so."""

    code: str
    score: float
    words: str


class Villages:
    """Finds villages among ``divisions``; in every call ``town`` is the code of a town already known, or empty."""

    def __init__(self, divisions: Divisions) -> None:
        self._of = divisions

    @cached_property
    def _sounds(self) -> SoundIndex:
        named = ((each.code, each.short) for each in self._of.all() if each.level == "village")
        return SoundIndex(named, "村|社区|农场|大队")

    def by_name(self, mentions: Sequence[Mention], town: str) -> list[Match]:
        """The villages named, best first."""
        firm = {town, *(code for mention in mentions if mention.whole for code in mention.codes)}
        best: dict[str, Match] = {}
        for mention in mentions:
            for code in mention.codes:
                score = self._score(code, mention, firm)
                if score > (best[code].score if code in best else 0.0):
                    best[code] = Match(code, score, mention.words)
        return self.ordered(self._within(list(best.values()), self._towns(mentions, town)))

    def by_sound(self, text: str, mentions: Sequence[Mention], town: str) -> list[Match]:
        """The villages that sound like a part of ``text`` which is neither a town's name nor a neighbour's."""
        for mention in mentions:
            if mention.beside or self._names_a_town(mention):
                text = NEIGHBOUR.sub("，", text.replace(mention.words, "，"))
        alike = self._sounds.like(text)
        found = [Match(code, round(score, 2), words) for code, (score, words) in alike.items() if score >= _ALIKE]
        return self.ordered(self._within(found, self._towns(mentions, town)))

    def ordered(self, found: Sequence[Match]) -> list[Match]:
        """Best first; of equals the 村, for most who report live in one."""
        return sorted(found, key=self._order)

    def _order(self, match: Match) -> tuple[float, int, str]:
        division = self._of.get(match.code)
        return -match.score, KIND_ORDER.get(division.kind if division else "", 3), match.code

    def _score(self, code: str, mention: Mention, firm: set[str]) -> float:
        division = self._of.get(code)
        if division is None or division.level != "village":
            return 0.0
        if mention.suffix and mention.suffix != division.kind:
            others = {other.kind for each in mention.codes if (other := self._of.get(each))}
            return 0.0 if mention.suffix in others else _OTHER_KIND
        if not mention.whole and not mention.suffix and self._names_a_town(mention):
            known_to_be_there = self._of.town_of(code).code in firm
            return mention.strength if known_to_be_there else min(_ONLY_SHORT, mention.strength)
        return mention.strength

    def _names_a_town(self, mention: Mention) -> bool:
        return any(self._of.is_town(code) for code in mention.codes)

    def _towns(self, mentions: Sequence[Mention], town: str) -> set[str]:
        return {town} if town else set(towns_said(mentions, self._of))

    def _within(self, found: list[Match], towns: set[str]) -> list[Match]:
        """Matches inside the towns named; if none is, all of them, but doubtful."""
        if not towns:
            return found
        inside = [match for match in found if self._of.town_of(match.code).code in towns]
        return inside or [Match(m.code, round(m.score * _OUTSIDE_THE_TOWN, 2), m.words) for m in found]


_SAID = 0.6


def towns_said(mentions: Sequence[Mention], divisions: Divisions) -> dict[str, Mention]:
    """Towns named in their own right; a short form that is also a village's counts for its town."""
    said: dict[str, Mention] = {}
    for mention in mentions:
        for code in mention.codes:
            if divisions.is_town(code) and mention.strength >= _SAID:
                said.setdefault(code, mention)
    return said
