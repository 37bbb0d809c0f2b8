"""A county's towns and villages: found in a text by name or by sound."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from knowledge.parsed import Parsed
from knowledge.places.elsewhere import Outside, far_off
from knowledge.places.gazetteer import NEIGHBOUR, Gazetteer, Mention
from knowledge.places.roundabout import roundabout
from knowledge.places.sounding import SoundIndex
from knowledge.places.whereabouts import order, parts

Level = Literal["province", "city", "county", "town", "village"]
_LONGEST = 200
_EITHER = re.compile(
    r"([一-鿿]{2,5})还是(?!住|在|去)([一-鿿]{2}(?:镇|乡|街道)?)(?=[啊呢吗呀哦]|[，。？? ]|$|我|不|搞|分|说|哪)"
)
_KIND_ORDER = {"村": 0, "农场": 1, "社区": 2}


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division with its 12-digit code; ``kind`` is 镇, 乡, 街道, 村, 农场 or 社区."""

    code: str
    level: Level
    name: str
    short: str
    parent: str
    kind: str


@dataclass(frozen=True, slots=True)
class Match:
    """A village that a text may mean, how likely (0..1), and the words that say so."""

    code: str
    score: float
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A town named (empty for a place outside): by which words, how surely, and what its clause says of it."""

    town: str
    words: str
    sure: bool = True
    why: str = ""
    role: str = ""
    clause: str = ""


class Places:
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
        self._all = {each.code: each for each in divisions}
        # Changes whenever a place comes or goes: whoever stored a code can see whether to look at it again.
        self.edition = hashlib.sha256(" ".join(sorted(self._all)).encode()).hexdigest()[:8]
        self.towns = tuple(d for d in self._all.values() if d.level == "town")
        self._villages = {town.code: self._villages_of(town) for town in self.towns}
        named = [d for d in self._all.values() if d.level in ("town", "village")]
        self._names = Gazetteer((d.code, d.name, d.short) for d in named)
        self._outside = Outside(outside, (d.name for d in self._all.values()))
        codes = {town.name: town.code for town in self.towns}
        known = {each: codes[town] for town, inside in (landmarks or {}).items() for each in inside}
        self._town_of_landmark = known
        self._landmarks = re.compile("|".join(sorted(known, key=len, reverse=True)) or "(?!)")

    @cached_property
    def _village_sounds(self) -> SoundIndex:
        villages = ((d.code, d.short) for d in self._all.values() if d.level == "village")
        return SoundIndex(villages, "村|社区|农场|大队")

    @cached_property
    def _town_sounds(self) -> SoundIndex:
        return SoundIndex(((d.code, d.short) for d in self.towns), "镇|乡|街道")

    def _villages_of(self, town: Division) -> tuple[Division, ...]:
        inside = (d for d in self._all.values() if d.parent == town.code)
        return tuple(sorted(inside, key=lambda d: (_KIND_ORDER.get(d.kind, 3), d.code)))

    def get(self, code: str) -> Division | None:
        """The division with this code."""
        return self._all.get(code)

    def all(self) -> tuple[Division, ...]:
        """Every division, in file order."""
        return tuple(self._all.values())

    def villages(self, town_code: str) -> tuple[Division, ...]:
        """The 村 of a town, then its 农场, then its 社区."""
        return self._villages.get(town_code, ())

    def town_of(self, code: str) -> Division:
        """The town of a village, or the town itself. KeyError for anything else."""
        division = self._all[code]
        found = division if division.level == "town" else self._all[division.parent]
        if found.level != "town":
            raise KeyError(code)
        return found

    def full_name(self, code: str) -> str:
        """``宦溪镇亥由村`` for a village, the plain name for anything else."""
        division = self._all[code]
        return self.town_of(code).name + division.name if division.level == "village" else division.name

    def find_town(self, text: str, question: str = "") -> Parsed[str] | None:
        """The 12-digit code of the town a text names, by its own name, a village's, a landmark's or the sound of one.

        The question decides between where they live (as a rule), are registered, or come from.
        """
        if told := roundabout(text, question, self.towns):
            return told
        if self._undecided(text):
            return None
        spots = self._spots(text)
        for role in order(question):
            here = [spot for spot in spots if spot.role == role]
            if here:
                apart = any(spot.town != here[0].town for spot in spots) and not question
                return self._settled(here, apart, role == "once" != order(question)[0])
        return None

    def _undecided(self, text: str) -> bool:
        """岳峰还是王庄啊: they ask, or cannot tell."""
        either = _EITHER.search(text[:_LONGEST])
        return either is not None and all(self._towns_said(self._names.mentions(side)) for side in either.groups())

    def home(self, text: str, question: str = "") -> str:
        """The part of ``text`` that says where they live (or what ``question`` asks for); all of it if nothing does."""
        spots = self._spots(text)
        for role in order(question):
            if clauses := [spot.clause for spot in spots if spot.role == role]:
                return "，".join(dict.fromkeys(clauses)) if len({spot.role for spot in spots}) > 1 else text
        return text

    def _spots(self, text: str) -> list["Spot"]:
        """The places named, clause by clause; a clause that names none passes its role on (户口跟老公 汤斜)."""
        spots: list[Spot] = []
        passed = ""
        for part in parts(text):
            role = "others" if passed == "others" else part.role or passed
            found = [replace(spot, role=role, clause=part.words) for spot in self._spots_in(part.words, role)]
            spots += found
            passes = part.role in ("registered", "lives", "once", "others") and not part.words.startswith("不是")
            passed = part.role if passes and not found else ""
        return spots

    def _spots_in(self, clause: str, role: str) -> list["Spot"]:
        mentions = self._names.mentions(clause)
        said = self._towns_said(mentions)
        if outside := self.outside(clause) or far_off(clause, [mention.start for mention in mentions]):
            return [] if role in ("works", "others") else [Spot("", outside)]
        if said:
            return [Spot(code, mention.words) for code, mention in said.items()]
        villages = [match for match in self._by_name(mentions, "") if match.score >= 0.5]
        if villages:
            sure = villages[0].score >= 0.85
            return [Spot(self.town_of(m.code).code, m.words, sure) for m in villages if m.score == villages[0].score]
        if landmark := self._landmarks.search(clause):
            return [Spot(self._town_of_landmark[landmark[0]], landmark[0], False, f"{landmark[0]}在那里")]
        heard = self._town_by_sound(clause) or self._village_by_sound(clause)
        return [Spot(heard.value, heard.words, False, heard.why)] if heard else []

    def _settled(self, here: list["Spot"], apart: bool, once: bool) -> Parsed[str] | None:
        """One town out of those named in the same role; None when the one that counts lies outside."""
        towns = list(dict.fromkeys(spot.town for spot in here))
        first = next((spot for spot in here if spot.sure), here[0])
        if not first.town:
            return None
        if len(towns) > 1:
            others = tuple(town for town in towns if town and town != first.town)
            return Parsed(first.town, first.words, True, "说了不止一个地方", others=others)
        why = "说了不止一个地方" if apart else first.why or ("说的像是老家" if once else "")
        return Parsed(first.town, first.words, apart or once or not first.sure, why)

    def _village_by_sound(self, text: str) -> Parsed[str] | None:
        found = sorted(self._by_sound(text, [], ""), key=self._order)
        if not found or found[0].score < 0.75:
            return None
        towns = {self.town_of(match.code).code for match in found if match.score == found[0].score}
        name = self.full_name(found[0].code)
        return Parsed(towns.pop(), found[0].words, True, f"听起来像{name}") if len(towns) == 1 else None

    def _towns_said(self, mentions: list[Mention]) -> dict[str, Mention]:
        """Towns named in their own right; a short form that is also a village's counts for its town."""
        said: dict[str, Mention] = {}
        for mention in mentions:
            for code in mention.codes:
                if self._all[code].level == "town" and mention.strength >= 0.6:
                    said.setdefault(code, mention)
        return said

    def _town_by_sound(self, text: str) -> Parsed[str] | None:
        alike = self._town_sounds.like(text)
        likeness, words = max(alike.values(), default=(0.0, ""))
        codes = [code for code, found in alike.items() if found[0] == likeness]
        if likeness < 0.65 or len(codes) > 1:
            return None
        return Parsed(codes[0], words, confirm=True, why=f"听起来像{self._all[codes[0]].name}")

    def find_villages(self, text: str, town: str = "") -> tuple[Match, ...]:
        """The villages a text may mean, best first; ``town`` is the code of a town already known.

        Two equal matches mean that the text leaves it open (茶会 is a 村 and a 社区).
        """
        mentions = self._names.mentions(text)
        found = self._by_name(mentions, town)
        if not found or found[0].score < 0.6:
            found = [*found, *self._by_sound(text, mentions, town)]
        return tuple(sorted(found, key=self._order))

    def _order(self, match: Match) -> tuple[float, int, str]:
        """Best first; of equals the 村, for most who report live in one."""
        return -match.score, _KIND_ORDER.get(self._all[match.code].kind, 3), match.code

    def village(self, text: str, town: str = "") -> Match | None:
        """The one village a text surely means by name; None when there is doubt."""
        found = self._by_name(self._names.mentions(text), town)
        sure = [match for match in found if match.score >= 0.9]
        return sure[0] if len(sure) == 1 else None

    def mentions(self, text: str) -> bool:
        """Does ``text`` hold the name of a town or village?"""
        return any(mention.strength >= 0.5 for mention in self._names.mentions(text))

    def names_town(self, text: str) -> bool:
        """Does ``text`` say a town's name, or a village's that settles the town?"""
        return any(mention.strength >= 0.85 for mention in self._names.mentions(text))

    def _by_name(self, mentions: list[Mention], town: str) -> list[Match]:
        towns = {town} if town else set(self._towns_said(mentions))
        firm = {town, *(code for mention in mentions if mention.whole for code in mention.codes)}
        best: dict[str, Match] = {}
        for mention in mentions:
            for code in mention.codes:
                score = self._score(code, mention, firm)
                if score > best.get(code, _NOWHERE).score:
                    best[code] = Match(code, score, mention.words)
        return sorted(self._within(list(best.values()), towns), key=self._order)

    def _score(self, code: str, mention: Mention, firm: set[str]) -> float:
        division = self._all[code]
        if division.level != "village":
            return 0.0
        if mention.suffix and mention.suffix != division.kind:
            others = {self._all[other].kind for other in mention.codes}
            return 0.0 if mention.suffix in others else 0.75
        if not mention.whole and not mention.suffix and self._is_town_short(mention):
            # 寿山 alone is rather the 乡; known to be from there, it is the village.
            return mention.strength if self.town_of(code).code in firm else min(0.6, mention.strength)
        return mention.strength

    def _is_town_short(self, mention: Mention) -> bool:
        return any(self._all[code].level == "town" for code in mention.codes)

    def _within(self, found: list[Match], towns: set[str]) -> list[Match]:
        """Matches inside the towns named; if none is, all of them, but doubtful."""
        if not towns:
            return found
        inside = [match for match in found if self.town_of(match.code).code in towns]
        return inside or [Match(m.code, round(m.score * 0.6, 2), m.words) for m in found]

    def _by_sound(self, text: str, mentions: list[Mention], town: str) -> list[Match]:
        towns = {town} if town else set(self._towns_said(mentions))
        for mention in mentions:
            if mention.beside or self._is_town_short(mention):
                text = NEIGHBOUR.sub("，", text.replace(mention.words, "，"))
        alike = self._village_sounds.like(text)
        found = [Match(code, round(score, 2), words) for code, (score, words) in alike.items() if score >= 0.55]
        return self._within(found, towns)

    def outside(self, text: str) -> str | None:
        """The words that name a place clearly outside the county as somebody's home; None when there are none."""
        if any(mention.whole for mention in self._names.mentions(text)):
            return None
        words = self._outside.words(text)
        if words and self._town_by_sound(words):
            return None
        return words


_NOWHERE = Match("", 0.0, "")
