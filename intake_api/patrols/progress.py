"""通报 of the progress (方案 三(三)：实时跟进乡镇排查进度并适时通报): figures, places, cadres; no household's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from intake_api.models import Account
from intake_api.patrols import coverage, duties
from intake_api.patrols.coverage import Covered
from intake_api.reporting.units import unit_name
from knowledge.policy import County

NAMELESS = "没写自然村的"


@dataclass(frozen=True, slots=True)
class Behind:
    """A village where hamlets are still to be walked: ``untouched`` hamlets nobody was in yet, ``begun`` those that
    are not finished with how many households are left; ``who`` is responsible there."""

    village: str
    left: int
    untouched: tuple[str, ...]
    begun: tuple[tuple[str, int], ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TownProgress:
    """One town of the 通报."""

    code: str
    name: str
    covered: Covered
    lead: str
    behind: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole 通报."""

    day: date
    towns: tuple[TownProgress, ...]
    total: Covered
    gaps: tuple[duties.Gap, ...]


def progress(connection: Connection, county: County, account: Account, today: date, town: str = "") -> Progress:
    """Of the towns that the account may see, the furthest behind first: those are helped first."""
    found = coverage.count(connection, county, account, today, ("town", "village", "hamlet"), town)
    codes = [code for code in towns(county, found) if not town or code == town]
    named = duties.of_places(connection, county, town)
    each = [_town(county, code, found, [row for row in named if row["town"] == code]) for code in codes]
    in_order = sorted(each, key=lambda one: (one.covered.percent if one.covered.due else -1, one.code))
    total = sum((one.covered for one in each), Covered())
    return Progress(today, tuple(in_order), total, tuple(duties.gaps(county, named, codes)))


def towns(county: County, found: Iterable[coverage.Place]) -> list[str]:
    """The towns that report (附件2), and any other with households on the roster."""
    return sorted({*county.policy.counted_towns, *(place[0] for place in found if place[0])})


def _town(
    county: County, code: str, found: Mapping[coverage.Place, Covered], named: list[Mapping[Any, Any]]
) -> TownProgress:
    here = {place[1:]: covered for place, covered in found.items() if place[0] == code}
    villages = sorted({village for village, _ in here})
    behind = [_village(county, village, here, named) for village in villages]
    lead = next((row["name"] for row in named if row["kind"] == duties.LEAD), "")
    total = sum(here.values(), Covered())
    late = sorted((each for each in behind if each.left), key=lambda each: -each.left)
    return TownProgress(code, unit_name(county, code), total, lead, tuple(late))


def _village(
    county: County, village: str, here: Mapping[coverage.Place, Covered], named: list[Mapping[Any, Any]]
) -> Behind:
    hamlets = {place[1] or NAMELESS: covered for place, covered in sorted(here.items()) if place[0] == village}
    late = {name: covered for name, covered in hamlets.items() if covered.left}
    return Behind(
        village=unit_name(county, village) if village else "村还不清楚",
        left=sum(covered.left for covered in late.values()),
        untouched=tuple(name for name, covered in late.items() if not covered.seen),
        begun=tuple((name, covered.left) for name, covered in late.items() if covered.seen),
        who=tuple(dict.fromkeys(row["name"] for row in named if row["village"] == village)),
    )


def as_text(county: County, made: Progress, title: str) -> str:
    """The 通报 as text for a group."""
    lines = [title, f"截至{made.day.month}月{made.day.day}日：{figures(made.total)}"]
    for town in made.towns:
        lines += ["", f"【{town.name}】{figures(town.covered)}牵头领导：{town.lead or '还没有定'}。"]
        lines += [f"· {behind(each)}" for each in town.behind]
    lines += ["", *gap_lines(county, made.gaps)] if made.gaps else []
    return "\n".join(lines)


def figures(covered: Covered) -> str:
    """One place in a sentence."""
    if not covered.due:
        return "名册还没有导入。"
    key = {"脱贫户": covered.lifted_left, "困难户": covered.difficult_left, "农村低保、特困": covered.must_left}
    left = "、".join(f"{name} {number} 户" for name, number in key.items() if number)
    words = f"应查 {covered.due} 户，已查 {covered.seen} 户（{covered.percent}%），未查 {covered.left} 户"
    return f"{words}，其中{left}。" if left else f"{words}。"


def behind(each: Behind) -> str:
    """One village in a sentence."""
    parts = [f"{each.village}还有 {each.left} 户"]
    if each.untouched:
        parts.append(f"还没有走到：{'、'.join(each.untouched)}")
    if each.begun:
        parts.append(f"没有走完：{'、'.join(f'{name}（{left} 户）' for name, left in each.begun)}")
    parts.append(f"责任人：{'、'.join(each.who)}" if each.who else "责任人还没有定")
    return "；".join(parts) + "。"


def gap_lines(county: County, gaps: Iterable[duties.Gap]) -> list[str]:
    """What towns still lack, a line each."""
    return [f"{unit_name(county, gap.town)}：{'；'.join(gap_parts(county, gap))}。" for gap in gaps]


def gap_parts(county: County, gap: duties.Gap) -> list[str]:
    """What one town still lacks."""
    parts = ["还没有定牵头领导"] if gap.no_lead else []
    parts += ["还没有写专班"] if gap.no_team else []
    parts += [f"还没有培训：{'、'.join(gap.untrained)}"] if gap.untrained else []
    names = [unit_name(county, code) for code in gap.empty]
    return parts + ([f"这些村还没有责任人：{'、'.join(names)}"] if names else [])
