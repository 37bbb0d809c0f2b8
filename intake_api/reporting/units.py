"""The rows of 附件2: the towns on the district's paper, the villages on a town's (裁定 17)."""

from dataclasses import dataclass

from intake_api.errors import Invalid
from knowledge.places.atlas import Division
from knowledge.policy import County


@dataclass(frozen=True, slots=True)
class Unit:
    """What one paper covers. ``level`` names the events' column that tells its rows apart."""

    name: str
    level: str  # town or village
    town: str  # the town's code; empty for the district
    codes: tuple[str, ...]  # its rows, in the order of the codes


def paper(county: County, unit: str | None) -> Unit:
    """The district's paper, or that of the town ``unit`` (code or name). Raises ``Invalid``."""
    if not unit or unit in (county.code, county.name):
        return Unit(county.name, "town", "", tuple(sorted(county.policy.counted_towns)))
    town = _named(county, unit)
    if town.level != "town":
        raise Invalid("填报单位要写镇（乡、街道）的名称或区划代码")
    villages = county.places.villages(town.code)
    # 方案 一(一)：农村地区。A community shows only when something was counted there.
    return Unit(town.name, "village", town.code, tuple(sorted(v.code for v in villages if v.kind != "社区")))


def area(county: County, unit: str | None) -> tuple[str, tuple[str, ...]]:
    """(column of the events, codes) that a figure of ``unit`` covers; None is the total of the district."""
    if not unit or unit in (county.code, county.name):
        return "town", tuple(county.policy.counted_towns)
    division = _named(county, unit)
    return division.level, (division.code,)


def unit_name(county: County, code: str) -> str:
    """The plain name of a town or village: what stands in a row of its own paper."""
    division = county.places.get(code)
    return division.name if division else "村未定"


def _named(county: County, unit: str) -> Division:
    found = county.places.get(unit) or _by_name(county, unit)
    if found is None or found.level not in ("town", "village"):
        raise Invalid("没有这个单位：请写本区的镇（乡、街道）或村的名称或区划代码")
    return found


def _by_name(county: County, name: str) -> Division | None:
    places = county.places
    towns = [division for division in places.towns if division.name == name]
    villages = (d for d in places.all() if d.level == "village" and places.full_name(d.code) == name)
    return towns[0] if towns else next(villages, None)
