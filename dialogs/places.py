"""Town and village answers: buttons from the divisions, free text that finds the village."""

import re
from typing import Any

from dialogs.asked import Asked
from dialogs.messages import Choice
from dialogs.words import say
from knowledge.parsed import Parsed
from knowledge.places.atlas import Match, Places

_LIKELY = 0.6
_OWN_VILLAGE = re.compile("(?<=[一-鿿])(?<![我你他们个本壁哪么全这那])村(?![委里口民头干上])")


def parse_town(text: str, asked: Asked) -> Parsed[str] | None:
    """The village named, else the town named. The value is a 12-digit division code."""
    places, question = asked.county.places, asked.question.ask
    village = places.village(places.home(text, question))
    if village:
        return Parsed(village.code, text)  # the village says the town
    found = places.find_town(text, question)
    town = places.get(found.value) if found else None
    by_name = town is not None and found is not None and town.short in found.words
    # 宦溪镇垅头村: the town is certain, the village is one to ask about.
    return found if by_name and not _OWN_VILLAGE.search(text) else parse_village(text, asked) or found


def parse_village(text: str, asked: Asked) -> Parsed[str] | None:
    """The one village meant. Several equally good ones give None: then they are offered as buttons."""
    places = asked.county.places
    home = places.home(text, asked.question.ask)
    if sure := places.village(home):
        return Parsed(sure.code, text)
    if outside(home, places):
        return None
    matches = places.find_villages(home, asked.town) or places.find_villages(home)
    if not matches or matches[0].score < _LIKELY:
        return None
    rivals = [m for m in matches[1:] if m.score >= matches[0].score - 0.05]
    return None if rivals else Parsed(matches[0].code, text, confirm=True)


def twins(text: str, asked: Asked) -> tuple[str, ...]:
    """The village and the community of one name, when the text names both alike (新店, 琴亭 … six in all)."""
    places = asked.county.places
    if places.village(text) or text in (town.name for town in places.towns):
        return ()
    found = [places.get(match.code) for match in places.find_villages(text, asked.town)[:2]]
    alike = len({place.short for place in found if place}) == 1 and len({p.kind for p in found if p}) == 2
    named = alike and any(place and place.short in text for place in found)
    # 新店 in answer to which town is the town; in answer to which village it is one of the two.
    town = asked.question.kind == "town" and any(t.short == text for t in places.towns)
    return tuple(place.code for place in found if place) if named and not town else ()


def candidates(text: str, asked: Asked) -> tuple[str, ...]:
    """The villages that a text may mean, best first, when none is certain: at most six."""
    matches = asked.county.places.find_villages(text, asked.town) or asked.county.places.find_villages(text)
    return tuple(m.code for m in matches[:6] if m.score >= 0.5)


def likely(places: Places, text: str) -> Match | None:
    """The one village whose name stands in a longer address."""
    found = [match for match in places.find_villages(text) if match.score >= _LIKELY]
    return found[0] if len(found) == 1 else None


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


def outside(text: str, places: Places) -> str | None:
    """The place elsewhere that is named: 闽侯县上街镇, 台江."""
    return places.outside(text)


def misheard(text: str, asked: Asked) -> str:
    """What to send instead, naming the place when it lies outside the county."""
    elsewhere = outside(text, asked.county.places)
    if elsewhere:
        hotlines = " 或 ".join(asked.county.policy.hotlines)
        return say("outside", place=elsewhere, county=asked.county.short, hotlines=hotlines)
    return say(f"misheard.{asked.question.kind}")
