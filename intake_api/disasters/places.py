"""Which villages the places of a warning cover."""

from collections.abc import Iterable
from dataclasses import dataclass

from intake_api.access.scope import may_see
from intake_api.models import Account
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Spot:
    """A village and its town, by code; of a town without villages in the divisions ``village`` is empty."""

    town: str
    village: str


def covered(county: County, places: Iterable[str]) -> list[Spot]:
    """Every village under these codes of towns and villages; what the county does not know is left out."""
    found: dict[Spot, None] = {}
    for code in places:
        place = county.places.get(code)
        if place is None or place.level not in ("town", "village"):
            continue
        town = county.places.town_of(code).code
        villages = [each.code for each in county.places.villages(town)] if place.level == "town" else [code]
        found |= {Spot(town, village): None for village in villages or [""]}
    return list(found)


def mine(county: County, account: Account, places: Iterable[str]) -> list[Spot]:
    """The part of them that the account answers for."""
    return [each for each in covered(county, places) if may_see(account, each.town, each.village)]


def towns(spots: Iterable[Spot]) -> list[str]:
    """Their towns, each once."""
    return list(dict.fromkeys(each.town for each in spots))


def named(county: County, places: Iterable[str], most: int = 4) -> str:
    """``宦溪镇、日溪乡等 6 处``: a few names and how many there are."""
    codes = list(places)
    known = [county.places.full_name(code) for code in codes if county.places.get(code)]
    rest = f"等 {len(codes)} 处" if len(codes) > most else ""
    return "、".join(known[:most]) + rest
