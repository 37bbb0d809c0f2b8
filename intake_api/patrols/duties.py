"""Who is responsible for a place: 排查工作专班, 牵头领导, 驻村干部, 网格员 (方案 三(一)), and who was trained
(方案 二(一)：业务骨干培训全覆盖)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, or_, select, update

from intake_api.access.scope import may_see
from intake_api.casework.typed_days import typed_day
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Duty
from intake_api.models.tables import DUTIES
from intake_api.office import Work
from knowledge.policy import County
from knowledge.text import clean

LEAD, TEAM, RESIDENT, GRID = "lead", "team", "resident", "grid"
KINDS = {LEAD: "牵头领导", TEAM: "专班", RESIDENT: "驻村干部", GRID: "网格员"}
OF_A_VILLAGE = (RESIDENT, GRID)
WRITERS = ("town_clerk", "county_clerk")
_c = DUTIES.c


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody made responsible, as typed. ``place``: the code of a town or a village."""

    kind: str
    name: str
    place: str
    hamlet: str = ""
    phone: str = ""
    trained_day: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What a town still lacks: ``untrained`` are people, ``empty`` villages for which nobody is named."""

    town: str
    no_lead: bool
    no_team: bool
    untrained: tuple[str, ...]
    empty: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.no_lead or self.no_team or self.untrained or self.empty)


def name(work: Work, account: Account, given: Named) -> str:
    """Make somebody responsible; the id. Raises ``NotAllowed``, ``NotFound`` outside the area, ``Invalid``,
    ``Conflict`` for a second 牵头领导 of a town (方案 三(一)：指定1名乡镇领导牵头)."""
    _may_write(account)
    town, village = _place(work, account, given)
    person = clean(given.name, 40)
    if not person:
        raise Invalid("请写姓名")
    if given.kind == LEAD and (before := _lead(work, town)):
        raise Conflict(f"牵头领导已经写了{before}。换人的话，先把原来的撤下。")
    row = Duty(
        county=work.code,
        id=work.new_id(),
        town=town,
        village=village,
        hamlet=clean(given.hamlet, 40) if village else "",
        kind=given.kind,
        name=person,
        phone=clean(given.phone, 40),
        trained_day=_trained_day(work, given.trained_day) if given.trained_day else "",
    )
    work.connection.execute(insert(Duty).values(**row.model_dump()))
    return row.id


def trained(work: Work, account: Account, id: str, day: str) -> None:
    """On which day somebody was trained. Raises like ``name``."""
    _held(work, account, id)
    _set(work, id, trained_day=_trained_day(work, day))


def end(work: Work, account: Account, id: str) -> None:
    """Somebody is no longer responsible, from today on. Raises like ``name``."""
    if _held(work, account, id)["ended_day"]:
        raise Conflict("这一位已经撤下了")
    _set(work, id, ended_day=work.today().isoformat())


def of_places(connection: Connection, county: County, town: str = "", village: str = "") -> list[RowMapping]:
    """Who is responsible now: of the county, of a town and its villages, or of a village and of its town."""
    here = [_c.county == county.code, _c.ended_day == ""]
    if village:
        here += [_c.town == county.places.town_of(village).code, or_(_c.village == "", _c.village == village)]
    elif town:
        here.append(_c.town == town)
    query = select(DUTIES).where(*here).order_by(_c.town, _c.village, _c.hamlet, _c.kind, _c.name, _c.id)
    order = list(KINDS)
    rows = connection.execute(query).mappings().all()
    return sorted(rows, key=lambda row: (row["town"], row["village"], order.index(row["kind"])))


def gaps(county: County, rows: Iterable[Mapping[Any, Any]], towns: Iterable[str]) -> list[Gap]:
    """What these towns still lack, of all that is known of them; towns that lack nothing are left out."""
    by_town: dict[str, list[Mapping[Any, Any]]] = {}
    for row in rows:
        by_town.setdefault(row["town"], []).append(row)
    found = [_gap(county, town, by_town.get(town, [])) for town in towns]
    return [gap for gap in found if gap]


def _gap(county: County, town: str, rows: list[Mapping[Any, Any]]) -> Gap:
    kinds = {row["kind"] for row in rows}
    named = {row["village"] for row in rows}
    rural = (each for each in county.places.villages(town) if each.kind == "村")
    return Gap(
        town=town,
        no_lead=LEAD not in kinds,
        no_team=TEAM not in kinds,
        untrained=tuple(dict.fromkeys(row["name"] for row in rows if not row["trained_day"])),
        empty=tuple(each.code for each in rural if each.code not in named),
    )


def _may_write(account: Account) -> None:
    if account.role not in WRITERS:
        raise NotAllowed("责任人由镇信息员和区信息员来写")


def _place(work: Work, account: Account, given: Named) -> tuple[str, str]:
    if given.kind not in KINDS:
        raise Invalid("请选是哪一种责任人")
    place = work.county.places.get(given.place)
    if place is None or place.level not in ("town", "village"):
        raise Invalid("请选是哪个镇、哪个村")
    town = work.county.places.town_of(place.code).code
    village = place.code if place.level == "village" else ""
    if not may_see(account, town, village):
        raise NotFound("这个地方不归您负责")
    if given.kind in OF_A_VILLAGE and not village:
        raise Invalid(f"{KINDS[given.kind]}要选到村")
    if given.kind == LEAD and village:
        raise Invalid("牵头领导是全镇的，地方请选镇")
    return town, village


def _trained_day(work: Work, text: str) -> str:
    day = typed_day(text, "培训日期")
    if day > work.today():
        raise Invalid("培训日期还没到，请看看日期")
    return day.isoformat()


def _lead(work: Work, town: str) -> str:
    here = (_c.county == work.code, _c.town == town, _c.kind == LEAD, _c.ended_day == "")
    return work.connection.execute(select(_c.name).where(*here)).scalars().first() or ""


def _held(work: Work, account: Account, id: str) -> RowMapping:
    query = select(DUTIES).where(_c.county == work.code, _c.id == id).with_for_update()
    row = work.connection.execute(query).mappings().one_or_none()
    if row is None or not may_see(account, row["town"], row["village"]):
        raise NotFound("没有这一位，或者不归您负责")
    _may_write(account)
    return row


def _set(work: Work, id: str, **values: str) -> None:
    work.connection.execute(update(DUTIES).where(_c.county == work.code, _c.id == id).values(**values))
