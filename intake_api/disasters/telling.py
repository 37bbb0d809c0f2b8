"""Who hears of a warning, day or night: the cadres of its places and whoever decides. No household is named.

The urgent levels ring again like an alarm (裁定 6) in every village where nobody has done anything yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from intake_api.disasters import errands, places, sight
from intake_api.disasters.places import Spot
from intake_api.models.tables import ACCOUNTS, WARNINGS
from intake_api.notices.cadre_words import Line
from intake_api.notices.recipients import Told
from intake_api.notices.tell import About, tell
from intake_api.office import Work

Row = Mapping[Any, Any]
_VILLAGE, _TOWN, _COUNTY = ("village", "grid"), ("town_clerk", "town_leader"), ("county_clerk", "county_leader")


def tell_entered(work: Work, warning: Row) -> None:
    """A warning has come: who decides hears of it; of an urgent one everybody of its places."""
    spots = places.covered(work.county, warning["places"])
    told = Told(_staff(work, spots, villages=is_urgent(work, warning)))
    tell(work, told, _line(work, warning, "请看要不要启动"), _about(work, warning, "entered"))


def tell_activated(work: Work, warning: Row, spots: Sequence[Spot]) -> None:
    """It was activated there: everybody begins to call."""
    towns = ",".join(places.towns(spots))
    line = _line(work, warning, "已启动，请马上照名单通知、转移，通知到一户点一户")
    tell(work, Told(_staff(work, spots)), line, _about(work, warning, f"activated:{towns}"))


def ring(work: Work) -> int:
    """Ring again for urgent warnings in villages where nothing was ticked; in how many. To be called every minute: a
    ring has its own key, so that two processes ring once."""
    c = WARNINGS.c
    active = (c.county == work.code, c.closed_at.is_(None), c.activated_at.is_not(None))
    rows = work.connection.execute(select(WARNINGS).where(*active)).mappings().all()
    return sum(_ring(work, row) for row in rows if is_urgent(work, row))


def is_urgent(work: Work, warning: Row) -> bool:
    """Whether it is to ring like an alarm."""
    return warning["level"] in work.county.policy.disasters.urgent


def time_words(work: Work, moment: datetime) -> str:
    """11月10日18时30分, without minutes on the hour."""
    local = work.local(moment)
    return f"{local.month}月{local.day}日{local.hour}时" + (f"{local.minute}分" if local.minute else "")


def _ring(work: Work, warning: Row) -> int:
    every = timedelta(minutes=work.county.policy.clocks.alarm_repeat_minutes)
    number = (work.now - warning["activated_at"]) // every
    if not 0 < number <= work.county.policy.disasters.rings:
        return 0
    silent = errands.silent_villages(work.connection, work.code, warning["id"])
    line = _line(work, warning, "村里还没有动手，请马上照名单通知、转移")
    if silent:
        told = Told(_staff(work, silent, county=False))
        tell(work, told, line, _about(work, warning, f"ring:{number}"))
    return len(silent)


def _line(work: Work, warning: Row, what: str) -> Line:
    title = sight.title(warning)
    text = f"{places.named(work.county, warning['places'])} {time_words(work, warning['from_at'])}起。{what}"
    return Line(title, f"【{title}】{text}", f"有{title}，请马上看")


def _about(work: Work, warning: Row, what: str) -> About:
    link = f"{work.office.settings.public_url.rstrip('/')}/console/disasters/{warning['id']}"
    return About(f"warning:{warning['id']}:{what}", link)


def _staff(work: Work, spots: Iterable[Spot], *, villages: bool = True, county: bool = True) -> tuple[str, ...]:
    """The working accounts of these villages, their towns and the county."""
    c, here = ACCOUNTS.c, list(spots)
    whom = [and_(c.area.in_(places.towns(here)), c.role.in_(_TOWN))]
    if villages:
        whom.append(and_(c.area.in_([each.village for each in here]), c.role.in_(_VILLAGE)))
    if county:
        whom.append(c.role.in_(_COUNTY))
    query = select(c.id).where(c.county == work.code, c.disabled.is_(False), or_(*whom)).order_by(c.id)
    return tuple(work.connection.execute(query).scalars())
