"""Annex 1 as collected so far: the household's fields and its people, out of a case's answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

_ITEM = re.compile(r"member\[(\d+)\]\.(\w+)")
ADULT = 18  # 民法典17条
ABLE = frozenset({"ordinary", "skilled"})
UNABLE = frozenset({"lost", "none"})
_WORKING_AGE = range(16, 60)


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the household. ``place`` is the row on paper, 0 the first."""

    place: int
    values: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """The answer to one of the member's questions; None when there is none."""
        value = self.values.get(key)
        return None if value == "" else value

    @property
    def name(self) -> str:
        """The name; 第 n 位 while it is not known."""
        return str(self.get("member_name") or f"第 {self.place + 1} 位")

    @property
    def id_no(self) -> str:
        """The number as written down: of the identity card, or of the 残疾人证, which begins with it."""
        return str(self.get("id_no") or "").upper()

    @property
    def born(self) -> date | None:
        """The birth date that the number tells."""
        digits = self.id_no[6:14]
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 else None
        except ValueError:
            return None

    def age(self, day: date) -> int | None:
        """Full years on ``day``; None while the birth date is not known."""
        born = self.born
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else None

    def is_adult(self, day: date) -> bool:
        """Whether they sign for themselves. Who may be grown up is asked."""
        age = self.age(day)
        return age is None or age >= ADULT

    def can_work(self, day: date) -> bool:
        """Whether they have 劳动能力: as written down, else in working age, well and out of school."""
        if self.get("labour"):
            return self.get("labour") in ABLE
        age, health = self.age(day), set(self.get("health") or ())
        return age is not None and age in _WORKING_AGE and not health - {"healthy", "chronic"} and not self.in_school

    def may_work(self, day: date) -> bool:
        """Whether they might have 劳动能力, and nobody asked: neither written down, nor told by an age or by what
        keeps them from it."""
        told = self.get("labour") or self.age(day) is not None or self.in_school
        return not told and not set(self.get("health") or ()) - {"healthy", "chronic"}

    def has_no_labour(self, day: date) -> bool:
        """丧失劳动力 or 无劳动力: as written down, else as far as can be told. 弱劳动力、半劳动力 is some."""
        return self.get("labour") in UNABLE if self.get("labour") else not self.can_work(day)

    @property
    def in_school(self) -> bool:
        """Whether they learn at a school, infants left out."""
        return str(self.get("in_school") or "s01") > "s02"

    @property
    def counted(self) -> bool:
        """Whether they live and eat with the family: who does not is listed, but not counted."""
        return not self.get("not_counted")


@dataclass(frozen=True, slots=True)
class Collected:
    """All answers, the private ones open."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    people: tuple[Person, ...] = ()

    def get(self, key: str) -> Any:
        """The answer to a question of the household; None when there is none."""
        value = self.fields.get(key)
        return None if value == "" else value

    @property
    def head(self) -> Person | None:
        """户主."""
        return next((each for each in self.people if each.get("relation") == "r02"), None)

    def adults(self, day: date) -> tuple[Person, ...]:
        """Those who must each authorise the comparison (裁定 8)."""
        return tuple(each for each in self.people if each.is_adult(day))

    def has_no_labour(self, day: date) -> bool:
        """整户没有劳动力. Nobody can tell while nobody is listed."""
        return bool(self.people) and all(each.has_no_labour(day) for each in self.people)

    def can_work(self, day: date) -> bool:
        """Whether anybody at home has 劳动能力."""
        return any(each.can_work(day) for each in self.people)


def collected(answers: Mapping[str, Any]) -> Collected:
    """The answers sorted: ``member[0].sex`` belongs to the first person."""
    fields: dict[str, Any] = {}
    people: dict[int, dict[str, Any]] = {}
    for key, value in answers.items():
        if item := _ITEM.fullmatch(key):
            people.setdefault(int(item[1]), {})[item[2]] = value
        else:
            fields[key] = value
    return Collected(fields, tuple(Person(place, people[place]) for place in sorted(people)))
