"""Days with a name: festivals (端午, 国庆), solar terms (立冬) and what everybody remembers (台风杜苏芮)."""

from collections.abc import Mapping
from datetime import date, timedelta

from knowledge.dates.calendar import TERMS, eve, lunar_day, term
from knowledge.wordlists import wordtable

_FESTIVALS = wordtable("festivals")
_EVENTS = wordtable("events")
EVENTS: Mapping[str, str] = {**_EVENTS["typhoons"], **_EVENTS["others"]}
_TERM: Mapping[str, str] = {name: name for name in TERMS} | _FESTIVALS["terms"]
_NAMED = {*_TERM}.union(*(_FESTIVALS[kind] for kind in ("solar", "lunar", "either", "weekly")))
FESTIVALS: tuple[str, ...] = tuple(sorted(_NAMED, key=len, reverse=True))


def festival_days(name: str, year: int) -> list[date]:
    """The day of a festival or solar term in a year (of its own calendar), likeliest first; empty when unknown."""
    if name in _TERM:
        day = term(_TERM[name], year)
        return [day] if day else []
    if name in _FESTIVALS["solar"]:
        return [date(year, *_parts(_FESTIVALS["solar"][name]))]
    if name in _FESTIVALS["weekly"]:
        month, which, weekday = map(int, _FESTIVALS["weekly"][name].split("-"))
        first = date(year, month, 1)
        return [first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))]
    told = _FESTIVALS["either"].get(name) or [_FESTIVALS["lunar"][name]]
    days = (eve(year) if each == "12-30" else lunar_day(year, *_parts(each)) for each in told)
    return [day for day in days if day]


def is_lunar(name: str) -> bool:
    """Does the festival belong to the lunar year?"""
    return name in _FESTIVALS["lunar"] or name in _FESTIVALS["either"]


def at_years_end(name: str) -> bool:
    """Does it fall into the last lunar month?"""
    return str(_FESTIVALS["lunar"].get(name, "12-" if name in _FESTIVALS["either"] else "")).startswith("12-")


def is_solar(name: str) -> bool:
    """Is it the same day of the Gregorian calendar every year?"""
    return name in _FESTIVALS["solar"]


def _parts(told: str) -> tuple[int, int]:
    month, _, day = told.partition("-")
    return int(month), int(day)
