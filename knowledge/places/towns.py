"""The town that a text names as somebody's home: by its own name, a village's, a landmark's or the sound of one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.parsed import Parsed
from knowledge.places.divisions import Divisions
from knowledge.places.elsewhere import Outside
from knowledge.places.gazetteer import Gazetteer, Mention
from knowledge.places.roundabout import roundabout
from knowledge.places.sounding import SoundIndex
from knowledge.places.villages import Match, Villages, towns_said
from knowledge.places.whereabouts import order, parts

_LONGEST = 200
_EITHER = re.compile(
    r"([一-鿿]{2,5})还是(?!住|在|去)([一-鿿]{2}(?:镇|乡|街道)?)(?=[啊呢吗呀哦]|[，。？?… ]|$|我|不|搞|分|说|哪)"
)
_BORN_THERE = re.compile("人[啊呀的啦]*$")  # 我连江人
_NEAR = re.compile("脚下|山下|小区|新区|家园|苑|(?:旁边|边上|附近|对面|后面|前面)(?=[的啊呢那]*$)")
_TOWN_SOUNDS, _VILLAGE_SOUNDS = 0.65, 0.75  # how much alike is enough
_MAY_BE, _SURE = 0.5, 0.85  # how likely a village must be to speak for its town, and to leave no doubt


@dataclass(frozen=True, slots=True)
class Spot:
    """A town named (empty for a place outside): by which words, how surely, and what its clause says of it."""

    town: str
    words: str
    sure: bool = True
    why: str = ""
    role: str = ""
    clause: str = ""


class Towns:
    """Finds the town; ``landmarks``: of each town, by its name, well-known places that lie in it."""

    def __init__(
        self,
        divisions: Divisions,
        names: Gazetteer,
        villages: Villages,
        outside: Sequence[str],
        landmarks: Mapping[str, Sequence[str]],
    ) -> None:
        self._of, self._names, self._villages = divisions, names, villages
        self._outside = Outside(outside, (each.name for each in divisions.all()))
        codes = {town.name: town.code for town in divisions.towns}
        self._at = {each: codes[town] for town, inside in landmarks.items() for each in inside}
        known = "|".join(sorted(self._at, key=len, reverse=True))
        self._landmarks = re.compile(rf"(?<!不是)(?<!不在)(?<!不住)(?:{known})" if known else "(?!)")

    @cached_property
    def _sounds(self) -> SoundIndex:
        return SoundIndex(((town.code, town.short) for town in self._of.towns), "镇|乡|街道")

    def find(self, text: str, question: str) -> Parsed[str] | None:
        """The code of the town; the question decides between where they live, are registered, or come from."""
        if told := roundabout(text, question, self._of.towns):
            return told
        text = self._decided(text)
        spots = self.spots(text)
        for role in order(question):
            here = [spot for spot in spots if spot.role == role]
            if here:
                apart = any(spot.town != here[0].town for spot in spots) and not question
                return _settled(here, apart, role == "once" != order(question)[0])
        return None

    def _decided(self, text: str) -> str:
        """Nothing of 岳峰还是王庄啊, where they ask or cannot tell; of 茶园还是象园…哦是象园 what follows."""
        either = _EITHER.search(text[:_LONGEST])
        if either and all(self._towns_in(side) for side in either.groups()):
            afterwards = text[either.end() :]
            return afterwards if self._towns_in(afterwards) else ""
        return text

    def _towns_in(self, text: str) -> Mapping[str, Mention]:
        return towns_said(self._names.mentions(text), self._of)

    def home(self, text: str, question: str) -> str:
        """The part of ``text`` that says where they live (or what ``question`` asks for); all of it if nothing does."""
        spots = self.spots(text)
        for role in order(question):
            if clauses := [spot.clause for spot in spots if spot.role == role]:
                return "，".join(dict.fromkeys(clauses)) if len({spot.role for spot in spots}) > 1 else text
        return text

    def spots(self, text: str) -> list[Spot]:
        """The places named, clause by clause; a clause that names none passes its role on (户口跟老公 汤斜)."""
        spots: list[Spot] = []
        passed = ""
        for part in parts(text):
            role = "others" if passed == "others" else part.role or passed
            found = self._spots_in(part.words, role)
            spots += [replace(spot, role=spot.role or role, clause=part.words) for spot in found]
            passes = part.role in ("registered", "lives", "once", "others") and not part.words.startswith("不是")
            passed = part.role if passes and not found else ""
        return spots

    def _spots_in(self, clause: str, role: str) -> list[Spot]:
        mentions = self._names.mentions(clause)
        if outside := self.outside(clause) or self._outside.before(clause, [mention.start for mention in mentions]):
            if role in ("works", "others"):
                return []
            return [Spot("", outside, role="once" if _BORN_THERE.search(clause) else role)]
        if said := towns_said(mentions, self._of):
            near = _NEAR.search(clause)
            why = f"说的是{near[0]}" if near else self._lies_elsewhere(mentions, set(said))
            return [Spot(code, mention.words, not why, why) for code, mention in said.items()]
        villages = [match for match in self._villages.by_name(mentions, "") if match.score >= _MAY_BE]
        if villages:
            return self._towns_of(villages)
        if landmark := self._landmarks.search(clause):
            return [Spot(self._at[landmark[0]], landmark[0], False, f"{landmark[0]}在那里")]
        heard = self._by_sound(clause) or self._by_sound_of_village(clause)
        return [heard] if heard else []

    def _lies_elsewhere(self, mentions: Sequence[Mention], towns: set[str]) -> str:
        """日溪南洋: why the town said is doubtful, when the village said with it lies in another one."""
        for mention in mentions:
            around = {self._of.town_of(code).code for code in mention.codes}
            if mention.strength >= _SURE and not mention.beside and not around & towns:
                return f"{mention.words}在{self._of.full_name(self._of.town_of(mention.codes[0]).code)}"
        return ""

    def _towns_of(self, villages: Sequence[Match]) -> list[Spot]:
        """The towns of the likeliest of the villages named."""
        best = villages[0].score
        named = [match for match in villages if match.score == best]
        why = "" if best >= _SURE else f"听着像{self._of.full_name(named[0].code)}"
        return [Spot(self._of.town_of(match.code).code, match.words, best >= _SURE, why) for match in named]

    def _by_sound(self, text: str) -> Spot | None:
        alike = self._sounds.like(text)
        likeness, words = max(alike.values(), default=(0.0, ""))
        codes = [code for code, found in alike.items() if found[0] == likeness]
        if likeness < _TOWN_SOUNDS or len(codes) > 1:
            return None
        return Spot(codes[0], words, False, f"听起来像{self._of.full_name(codes[0])}")

    def _by_sound_of_village(self, text: str) -> Spot | None:
        found = self._villages.by_sound(text, (), "")
        if not found or found[0].score < _VILLAGE_SOUNDS:
            return None
        towns = {self._of.town_of(match.code).code for match in found if match.score == found[0].score}
        why = f"听起来像{self._of.full_name(found[0].code)}"
        return Spot(towns.pop(), found[0].words, False, why) if len(towns) == 1 else None

    def outside(self, text: str) -> str | None:
        """The words that name a place clearly outside the county as somebody's home; None when there are none."""
        if any(mention.whole for mention in self._names.mentions(text)):
            return None
        words = self._outside.words(text)
        return None if words and self._by_sound(words) else words


def _settled(here: list[Spot], apart: bool, once: bool) -> Parsed[str] | None:
    """One town out of those named in the same role; None when the one that counts lies outside."""
    towns = list(dict.fromkeys(spot.town for spot in here))
    first = next((spot for spot in here if spot.sure), here[0])
    if not first.town:
        return None
    if len(towns) > 1:
        others = tuple(town for town in towns if town and town != first.town)
        return Parsed(first.town, first.words, True, "说了不止一个地方", others=others)
    apart = apart or first.role == "between"
    why = "说了不止一个地方" if apart else first.why or ("说的像是老家" if once else "")
    return Parsed(first.town, first.words, apart or once or not first.sure, why)
