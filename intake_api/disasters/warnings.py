"""A warning of a typhoon, a flood …: entered or sent in, activated by a leader, closed with what came of it
(方案 一(二))."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from intake_api.access import audit
from intake_api.disasters import errands, minutes, places, sight, telling
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Warning
from intake_api.models.tables import WARNINGS
from intake_api.office import Work
from intake_api.store.once import insert_once
from knowledge.disasters import KINDS, LEVELS
from knowledge.policy import County
from knowledge.text import clean

WRITERS = ("town_clerk", "county_clerk")
LEADERS = ("town_leader", "county_leader")
TALKERS = (*WRITERS, *LEADERS)
LONGEST = 1000
_c = WARNINGS.c


@dataclass(frozen=True, slots=True)
class Given:
    """A warning as typed or sent in. ``places``: codes of towns and villages; the times are ISO 8601, on the county's
    clock when they say no offset; ``until_at`` may be empty."""

    kind: str
    level: str
    words: str
    places: tuple[str, ...]
    from_at: str
    until_at: str = ""


def enter(work: Work, account: Account, given: Given) -> str:
    """A warning as a clerk heard it; its id. The cadres of its places are told at once. Raises ``NotAllowed``,
    ``NotFound`` outside the area, ``Invalid``, and ``Conflict`` for one that is there already."""
    if account.role not in WRITERS:
        raise NotAllowed("预警由镇信息员和区信息员来登记")
    spots = places.covered(work.county, given.places)
    if len(places.mine(work.county, account, given.places)) < len(spots):
        raise NotFound("有的地方不归您负责，请只选自己镇的")
    row = _row(work, given, work.new_id(), account.id)
    for other in open_ones(work.connection, work.county):
        if all(other[key] == row[key] for key in ("kind", "level", "places", "from_at")):
            raise Conflict("这条预警已经登记过了，在下面的单子里")
    insert_once(work.connection, WARNINGS, row)
    telling.tell_entered(work, row)
    return str(row["id"])


def receive(work: Work, sender: str, id: str, given: Given) -> tuple[str, bool]:
    """A warning that another system sent under its own ``id``: (our id, whether it is new). Sent again it is the same.
    Raises ``Invalid``."""
    name = f"sent-{hashlib.sha256(f'{sender}:{id}'.encode()).hexdigest()[:32]}"
    row = _row(work, given, name, audit.PROGRAM)
    is_new = insert_once(work.connection, WARNINGS, row)
    if is_new:
        telling.tell_entered(work, row)
    return name, is_new


def activate(work: Work, account: Account, id: str) -> int:
    """Put the prepared into motion in the leader's own places; how many households are to be called. Raises
    ``NotAllowed``, ``NotFound``, ``Conflict``."""
    row = sight.held(work, account, id)
    if account.role not in LEADERS:
        raise NotAllowed("启动由镇领导和区领导小组来定")
    mine = places.mine(work.county, account, row["places"])
    new = [town for town in places.towns(mine) if town not in minutes.activated_towns(row)]
    if not new:
        raise Conflict("您这里已经启动过了")
    spots = [spot for spot in mine if spot.town in new]
    made = errands.make(work, row, spots)
    words = f"{places.named(work.county, new)}启动，要通知 {made} 户"
    minutes.add(work, account, row, minutes.ACTIVATED, account.name, words, new)
    if row["activated_at"] is None:
        _set(work, id, activated_at=work.now, activated_by=account.id)
    telling.tell_activated(work, row, spots)
    return made


def renew(work: Work, account: Account, id: str) -> int:
    """Households that came to the activated places since, and those to fetch first as the plan says now; how many are
    new. Raises like ``activate``."""
    row = sight.held(work, account, id)
    if account.role not in TALKERS:
        raise NotAllowed("名单由镇里、区里的信息员和领导来补")
    active = minutes.activated_towns(row)
    return errands.make(work, row, [s for s in places.mine(work.county, account, row["places"]) if s.town in active])


def talk(work: Work, account: Account, id: str, who: str, words: str) -> None:
    """会商: who took part and what was decided; what stands there stays. Raises like ``activate``."""
    row = sight.held(work, account, id)
    if account.role not in TALKERS:
        raise NotAllowed("会商由镇里、区里的信息员和领导来记")
    people, decided = clean(who, 200), clean(words, LONGEST)
    if not people or not decided:
        raise Invalid("请写谁参加了会商、定了什么")
    minutes.add(work, account, row, minutes.TALK, people, decided)


def close(work: Work, account: Account, id: str, words: str) -> None:
    """It is over: what came of it, with the figures of that moment. Only who answers for all of its places may say
    so. Raises like ``activate``."""
    row = sight.held(work, account, id)
    if account.role not in LEADERS:
        raise NotAllowed("预警由镇领导、区领导小组来结束")
    if len(places.mine(work.county, account, row["places"])) < len(places.covered(work.county, row["places"])):
        raise NotAllowed("这条预警还有别的镇，请区领导小组来结束")
    said = clean(words, LONGEST)
    if not said:
        raise Invalid("请写一段小结：有没有人受伤、转移了多少人、有多少户受灾、还要做什么")
    figures = errands.in_words(errands.total(errands.progress(work.connection, account, id)))
    _set(work, id, closed_at=work.now, closed_by=account.id, summary=f"{said}\n{figures}")


def of_area(connection: Connection, county: County, account: Account, most: int = 100) -> list[RowMapping]:
    """The warnings that touch the account's area, open ones first, the newest first."""
    query = select(WARNINGS).where(_c.county == county.code)
    query = query.order_by(_c.closed_at.is_not(None), _c.from_at.desc(), _c.id).limit(most)
    rows = connection.execute(query).mappings()
    return [row for row in rows if places.mine(county, account, row["places"])]


def open_ones(connection: Connection, county: County) -> list[RowMapping]:
    """All that are not closed, the newest first."""
    query = select(WARNINGS).where(_c.county == county.code, _c.closed_at.is_(None)).order_by(_c.from_at.desc(), _c.id)
    return list(connection.execute(query).mappings())


def places_under_warning(connection: Connection, county: County, now: datetime) -> dict[str, str]:
    """The villages to visit one and all because of a warning, by code, with the reason in words: from the hour a
    warning was activated there until it is closed, for the visits come after the storm."""
    found: dict[str, str] = {}
    for row in open_ones(connection, county):
        active = minutes.activated_towns(row)
        for spot in places.covered(county, row["places"]):
            if row["activated_at"] and row["activated_at"] <= now and spot.town in active:
                found.setdefault(spot.village, sight.title(row))
    return found


def _row(work: Work, given: Given, id: str, by: str) -> dict[str, Any]:
    if given.kind not in KINDS:
        raise Invalid("请选是哪一种灾害")
    if given.level not in LEVELS:
        raise Invalid("请选预警是哪一级：蓝、黄、橙、红")
    codes = tuple(dict.fromkeys(given.places))
    if not codes or not all(places.covered(work.county, (code,)) for code in codes):
        raise Invalid("请选是哪些镇、哪些村")
    since = _moment(work, given.from_at, "从什么时候起")
    until = _moment(work, given.until_at, "到什么时候") if given.until_at else None
    if until and until <= since:
        raise Invalid("结束的时间要在开始后面")
    row = Warning(
        county=work.code,
        id=id,
        kind=given.kind,
        level=given.level,
        words=clean(given.words, LONGEST),
        places=sorted(codes),
        from_at=since,
        until_at=until,
        entered_at=work.now,
        entered_by=by,
    )
    return row.model_dump()


def _moment(work: Work, text: str, label: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"“{label}”请写成 2023-11-10T18:00 这样的时间") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=work.county.zone)


def _set(work: Work, id: str, **values: Any) -> None:
    work.connection.execute(update(WARNINGS).where(_c.county == work.code, _c.id == id).values(**values))
