"""走访进度: how far the walk has come, from town to village to hamlet to the households not seen yet; and the 通报."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from intake_api.access import audit
from intake_api.access.roles import ROLES
from intake_api.access.scope import may_see
from intake_api.console.guard import LoggedIn
from intake_api.console.menu import PAGES, user_of
from intake_api.console.pages import page
from intake_api.errors import NotFound
from intake_api.models import Account
from intake_api.office import Office
from intake_api.patrols import coverage, duties, progress, walk_list
from intake_api.patrols.coverage import Covered, Level
from intake_api.patrols.progress import NAMELESS
from intake_api.reporting.units import unit_name
from intake_api.reporting.weeks import local_date
from intake_api.routes.who import TheOffice
from knowledge.policy import County

router = APIRouter(prefix="/console/coverage", dependencies=[Depends(user_of("coverage"))])


@dataclass(frozen=True, slots=True)
class Area:
    """What is looked at: a county (both empty), a town, or a village."""

    town: str
    village: str

    @property
    def level(self) -> Level:
        """What its rows are."""
        return "hamlet" if self.village else "village" if self.town else "town"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: ``down`` leads one step deeper, ``who`` is responsible."""

    name: str
    covered: Covered
    down: str
    who: str


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The table of an area."""
    county, today = office.county(account.county), today_of(office, account)
    area = area_of(county, account, request.query_params)
    with office.database.read() as session:
        connection = session.connection()
        found = coverage.count(connection, county, account, today, (area.level,), area.town, area.village)
        named = duties.of_places(connection, county, area.town, area.village)
    lines = _lines(county, area, {place[0]: each for place, each in found.items()}, named)
    towns = [area.town] if area.town else progress.towns(county, [])
    lacks = [] if area.village else progress.gap_lines(county, duties.gaps(county, named, towns))
    return page(
        request,
        account,
        "coverage.html",
        area=area,
        lines=lines,
        total=sum((line.covered for line in lines), Covered()),
        name=unit_name(county, area.village or area.town) if area.town else county.name,
        up=_up(account, area),
        lacks=lacks,
        label={"town": "镇（乡）", "village": "村", "hamlet": "自然村"}[area.level],
        since=county.policy.campaign_start,
        report=f"/console/coverage/report?{urlencode({'town': area.town})}",
        may_walk=account.role in PAGES["walk"].roles,
    )


@router.get("/left", response_model=None)
def left(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The households of a village or a hamlet that are not seen yet; masked, for checking, not for reaching."""
    county, today, query = office.county(account.county), today_of(office, account), request.query_params
    area = area_of(county, account, query)
    hamlet = query.get("hamlet")
    with office.database.read() as session:
        stops = walk_list.stops(session.connection(), county, account, today, area.village, hamlet)
    if stops:
        audit.looked(office, account.id, account.county, "listed", "walk")
    place = unit_name(county, area.village) if area.village else ""
    return page(
        request,
        account,
        "coverage_left.html",
        stops=stops,
        about=walk_list.about,
        place=place + ("" if hamlet is None else f" {hamlet or NAMELESS}"),
        back=f"/console/coverage?{urlencode({'village': area.village})}",
        most=walk_list.MOST,
    )


@router.get("/report", response_model=None)
def report(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The 通报, to print and as text to paste; no household is named in it."""
    county, today = office.county(account.county), today_of(office, account)
    area = area_of(county, account, request.query_params)
    with office.database.read() as session:
        made = progress.progress(session.connection(), county, account, today, area.town)
    title = f"{unit_name(county, area.town) if area.town else county.name}走访排查进度通报"
    return page(
        request,
        account,
        "coverage_report.html",
        made=made,
        heading=title,
        text=progress.as_text(county, made, title),
        figures=progress.figures,
        behind=progress.behind,
        lacks=progress.gap_lines(county, made.gaps),
    )


def today_of(office: Office, account: Account) -> date:
    """The date at the account's county."""
    return local_date(office.clock(), office.county(account.county).policy.timezone)


def area_of(county: County, account: Account, query: Mapping[str, str]) -> Area:
    """What was asked for, or all that the account sees. Raises ``NotFound`` for anything else."""
    village, town = query.get("village", ""), query.get("town", "")
    level = ROLES[account.role].level
    if not (village or town):
        village = account.area if level == "village" else ""
        town = account.area if level == "town" else ""
    place = county.places.get(village or town)
    if not (village or town):
        return Area("", "")
    if place is None or place.level != ("village" if village else "town"):
        raise NotFound("没有这个地方")
    town = county.places.town_of(place.code).code
    if not may_see(account, town, village):
        raise NotFound("这个地方不归您负责")
    return Area(town, village)


def _lines(county: County, area: Area, found: Mapping[str, Covered], named: list[Any]) -> list[Line]:
    if area.level == "hamlet":
        return [_hamlet(area, name, found[name], named) for name in sorted(found)]
    own = [each.code for each in county.places.villages(area.town) if each.kind != "社区"] if area.town else []
    codes = own or progress.towns(county, [])
    more = sorted(set(found) - set(codes))
    level = str(area.level)
    return [
        Line(
            name=unit_name(county, code),
            covered=found.get(code, Covered()),
            down=f"/console/coverage?{urlencode({level: code})}" if county.places.get(code) else "",
            who=_who(row for row in named if row[level] == code and (level == "village" or not row["village"])),
        )
        for code in [*codes, *more]
    ]


def _hamlet(area: Area, name: str, covered: Covered, named: list[Any]) -> Line:
    down = f"/console/coverage/left?{urlencode({'village': area.village, 'hamlet': name})}"
    mine = [row for row in named if row["village"] == area.village and row["hamlet"] in ("", name)]
    return Line(name or NAMELESS, covered, down if covered.left else "", _who(mine))


def _who(rows: Any) -> str:
    return "、".join(
        f"{duties.KINDS[row['kind']]} {row['name']}{'' if row['trained_day'] else '（没有培训）'}" for row in rows
    )


def _up(account: Account, area: Area) -> str:
    """One step back, as far as the account sees."""
    level = ROLES[account.role].level
    if area.village and level != "village":
        return f"/console/coverage?{urlencode({'town': area.town})}"
    return "/console/coverage" if area.town and level == "county" else ""
