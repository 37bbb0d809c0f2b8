"""Town and village answers: buttons from the divisions, free text that finds the village."""

from typing import Any

from dialogs.asked import Asked
from dialogs.messages import Choice
from dialogs.words import say
from knowledge.parsed import Parsed

_CERTAIN = 0.99
_LIKELY = 0.6


def parse_town(text: str, asked: Asked) -> Parsed[str] | None:
    """The town named, or the town of the village named. The value is a 12-digit division code."""
    found = asked.county.places.find_town(text)
    if found:
        return found
    village = parse_village(text, asked)
    return Parsed(village.value, text, confirm=village.confirm) if village else None


def parse_village(text: str, asked: Asked) -> Parsed[str] | None:
    """The one village meant. Several equally good ones give None: then they are offered as buttons."""
    matches = asked.county.places.find_villages(text, asked.town)
    if not matches and asked.town:
        matches = asked.county.places.find_villages(text)
    if not matches or matches[0].score < _LIKELY:
        return None
    best = matches[0]
    rivals = [m for m in matches[1:] if m.score >= best.score - 0.05]
    if rivals:
        return None
    return Parsed(best.code, text, confirm=best.score < _CERTAIN)


def candidates(text: str, asked: Asked) -> tuple[str, ...]:
    """The villages that a text may mean, best first, when none is certain: at most six."""
    matches = asked.county.places.find_villages(text, asked.town) or asked.county.places.find_villages(text)
    return tuple(m.code for m in matches[:6] if m.score >= 0.5)


def show(value: Any, asked: Asked) -> str:
    """宦溪镇 for a town, 宦溪镇亥由村 for a village."""
    return asked.county.places.full_name(str(value))


def town_choices(asked: Asked) -> tuple[Choice, ...]:
    """The towns that the plan counts; who lives in a 街道 types it."""
    places = asked.county.places
    towns = [places.get(code) for code in asked.county.policy.counted_towns]
    return tuple(Choice(f"{asked.question.key}={town.code}", town.name) for town in towns if town)


def village_choices(asked: Asked) -> tuple[Choice, ...]:
    """The villages of the town. Its communities are found by typing: rural people live in villages."""
    villages = asked.county.places.villages(asked.town) if asked.town else ()
    rural = [v for v in villages if v.kind != "社区"] or list(villages)
    return tuple(Choice(f"{asked.question.key}={v.code}", v.name) for v in rural)


def misheard(text: str, asked: Asked) -> str:
    """What to send instead, naming the place when it lies outside the county."""
    outside = asked.county.places.outside(text)
    if outside:
        return say("outside", place=outside, county=asked.county.short)
    return say(f"misheard.{asked.question.kind}")
