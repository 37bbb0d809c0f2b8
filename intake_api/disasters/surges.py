"""规模性返贫: many reports of one cause in one town and week (方案 一(二)). A query with the cases behind it; people
look and say what it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, case, func, insert, select

from dialogs.declaration import load_form
from intake_api.access.scope import visible
from intake_api.disasters.unusual import chance_of, in_words, is_unusual
from intake_api.errors import Conflict, Invalid, NotAllowed
from intake_api.models import Account, SurgeNote
from intake_api.models.tables import CASES, EVENTS, SURGE_NOTES
from intake_api.notices import recipients
from intake_api.notices.cadre_words import Line
from intake_api.notices.tell import About, tell
from intake_api.office import Work
from intake_api.reporting.units import unit_name
from intake_api.reporting.weeks import local_date
from knowledge.policy import County
from knowledge.text import clean

READERS = ("county_clerk", "county_leader")
SHOWN = 2  # weeks: this one and the last
LONGEST = 500
_NOT_COUNTED = ("DUPLICATE", "TRANSFERRED")  # somebody else's, or counted with another
_BEGINNINGS = ("submitted", "found_on_patrol", "alerted")
_WEEK = timedelta(7)


@dataclass(frozen=True, slots=True)
class Surge:
    """An unusual week. ``past``: the weeks it is compared with, oldest first. ``note``: what somebody said of it, when
    not many more have come since."""

    town: str
    risk: str
    week: date  # its Monday
    count: int
    past: tuple[int, ...]
    why: str
    note: RowMapping | None = None

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return self.week + timedelta(6)


def unusual(connection: Connection, county: County, now: datetime) -> list[Surge]:
    """The unusual weeks among this one and the last, those nobody has looked at first, then the rarest."""
    rules, this_week = county.policy.surges, monday(local_date(now, county.policy.timezone))
    weeks = [this_week - _WEEK * back for back in range(rules.weeks + SHOWN - 1, -1, -1)]
    first = _first_whole_week(connection, county)
    notes = _notes(connection, county, weeks[-SHOWN])
    found = []
    for (town, risk), counts in _counts(connection, county, weeks).items():
        for place in range(len(weeks) - SHOWN, len(weeks)):
            known = [day >= first for day in weeks[:place]]
            past = tuple(counts[at] for at in range(place) if known[at])[-rules.weeks :]
            if is_unusual(counts[place], past, rules):
                why = in_words(counts[place], past, rules)
                surge = Surge(town, risk, weeks[place], counts[place], past, why)
                found.append(_with_note(surge, notes.get((town, risk, weeks[place].isoformat())), rules.least))
    return sorted(found, key=_order)


def cases_behind(
    connection: Connection, county: County, account: Account, town: str, risk: str, week: date
) -> list[RowMapping]:
    """The cases of one count, oldest first; only what the account may see."""
    since, until = _begin(county, week), _begin(county, week + _WEEK)
    here = (CASES.c.town == town, CASES.c.risk == risk, CASES.c.submitted_at >= since, CASES.c.submitted_at < until)
    query = select(CASES).where(visible(account), *_counted(county), *here).order_by(CASES.c.submitted_at, CASES.c.id)
    return list(connection.execute(query).mappings())


def acknowledge(work: Work, account: Account, town: str, risk: str, week: date, note: str) -> None:
    """Say what is behind a surge. Raises ``NotAllowed``, ``Invalid``, ``Conflict`` when it is none (any more)."""
    if account.role not in READERS:
        raise NotAllowed("规模性返贫的提醒由区信息员、区领导小组来看")
    words = clean(note, LONGEST)
    if not words:
        raise Invalid("请写看过以后怎么说、怎么办，例如“鞋厂停工，已请人社局去开招工会”")
    found = [each for each in unusual(work.connection, work.county, work.now) if _is(each, town, risk, week)]
    if not found or found[0].note:
        raise Conflict("这一条已经有人看过，或者已经不用提醒了")
    row = SurgeNote(
        county=work.code,
        town=town,
        risk=risk,
        week=week.isoformat(),
        count=found[0].count,
        note=words,
        noted_at=work.now,
        noted_by=account.id,
    )
    work.connection.execute(insert(SurgeNote).values(**row.model_dump()))


def tell_surges(work: Work) -> int:
    """Tell the county of each surge that nobody has looked at, once (and once more when it was looked at and grew).
    Returns how many there are. To be called with the reminders."""
    new = [each for each in unusual(work.connection, work.county, work.now) if not each.note]
    for each in new:
        text = f"{unit_name(work.county, each.town)} {risk_words(each.risk)} {each.count} 件，比平常多得多，请看一看"
        seen = _times_noted(work, each)
        key = f"surge:{each.town}:{each.risk}:{each.week.isoformat()}:{seen}"
        link = f"{work.office.settings.public_url.rstrip('/')}/console/surges"
        told = recipients.of_step(work, "", "", frozenset(READERS))
        tell(work, told, Line("报得多", f"【报得多】{text}", "有一处申报比平常多，请看一看"), About(key, link))
    return len(new)


def risk_words(risk: str) -> str:
    """因就业不稳."""
    return load_form().codes["risk"].get(risk, risk)


def monday(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - timedelta(day.weekday())


def _counted(county: County) -> tuple[Any, ...]:
    c, left_out = CASES.c, county.policy.surges.leave_out
    return (
        c.county == county.code,
        c.town != "",
        c.risk != "",
        c.state.not_in(_NOT_COUNTED),
        c.origin.not_in(left_out),
    )


def _counts(connection: Connection, county: County, weeks: Sequence[date]) -> dict[tuple[str, str], list[int]]:
    """Reports by town, cause and week."""
    at = CASES.c.submitted_at
    later = [(at >= _begin(county, day), place) for place, day in reversed(list(enumerate(weeks)))]
    which = case(*later).label("which")
    span = (at >= _begin(county, weeks[0]), at < _begin(county, weeks[-1] + _WEEK))
    query = select(CASES.c.town, CASES.c.risk, which, func.count()).where(*_counted(county), *span)
    found: dict[tuple[str, str], list[int]] = {}
    for town, risk, place, count in connection.execute(query.group_by(CASES.c.town, CASES.c.risk, which)):
        found.setdefault((town, risk), [0] * len(weeks))[place] = count
    return found


def _first_whole_week(connection: Connection, county: County) -> date:
    """The first week from whose Monday on reports were taken. By the day they were written down: what a visit tells of
    earlier weeks does not make those complete."""
    c = EVENTS.c
    query = select(func.min(c.day)).where(c.county == county.code, c.kind.in_(_BEGINNINGS))
    first = connection.execute(query).scalar_one_or_none()
    return monday(date.fromisoformat(first) + timedelta(6)) if first else date.max


def _begin(county: County, day: date) -> datetime:
    return datetime.combine(day, time(), county.zone)


def _notes(connection: Connection, county: County, since: date) -> dict[tuple[str, str, str], RowMapping]:
    """The latest note of each surge."""
    c = SURGE_NOTES.c
    query = select(SURGE_NOTES).where(c.county == county.code, c.week >= since.isoformat()).order_by(c.count)
    return {(row["town"], row["risk"], row["week"]): row for row in connection.execute(query).mappings()}


def _with_note(surge: Surge, note: RowMapping | None, least: int) -> Surge:
    """A note holds until as many more have come as make a surge by themselves."""
    holds = note is not None and surge.count - note["count"] < least
    return Surge(surge.town, surge.risk, surge.week, surge.count, surge.past, surge.why, note if holds else None)


def _order(surge: Surge) -> tuple[Any, ...]:
    rare = chance_of(surge.count, surge.past) if surge.past else 0.0
    return (surge.note is not None, -surge.week.toordinal(), rare, surge.town, surge.risk)


def _is(surge: Surge, town: str, risk: str, week: date) -> bool:
    return (surge.town, surge.risk, surge.week) == (town, risk, week)


def _times_noted(work: Work, surge: Surge) -> int:
    c = SURGE_NOTES.c
    same = (c.county == work.code, c.town == surge.town, c.risk == surge.risk, c.week == surge.week.isoformat())
    return int(work.connection.execute(select(func.count()).select_from(SURGE_NOTES).where(*same)).scalar_one())
