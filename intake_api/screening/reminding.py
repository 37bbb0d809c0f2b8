"""Hits that nobody has dealt with warn as other clocks do: yellow, orange, red, up the ladder (裁定 3). One notice for
all households of a town and list that are due on the same day: a list has hundreds of them. It names nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from intake_api.casework.clocks import last_day, light, remaining_words
from intake_api.counters import count_up, counted
from intake_api.models.tables import HITS
from intake_api.notices import recipients
from intake_api.notices.cadre_words import WARNINGS, Line
from intake_api.notices.escalating import LADDER
from intake_api.notices.tell import About, tell
from intake_api.office import Office, Work
from intake_api.reporting.units import unit_name
from intake_api.screening.hits import ALERT, OPEN
from intake_api.screening.thresholds import list_of

_OWNERS = frozenset({"town_clerk"})
_WANTED = {ALERT: "要核"}  # all others are to be visited


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open hits of one list in one town that are due at the same moment; ``began``: when the first list came."""

    town: str
    source: str
    want: str
    due: datetime
    began: datetime
    count: int


def remind(office: Office, county: str) -> int:
    """Warn of all that has turned; how many warnings were new. Any number of processes may do it, any number of
    times."""
    warn, now = office.county(county).policy.warn, office.clock()
    with office.database.read() as session:
        found = [(each, light(each.began, each.due, now, warn)) for each in _waiting(session.connection(), county)]
    turned = [(each, colour) for each, colour in found if colour in LADDER]
    if not turned:
        return 0
    with office.work(county) as work:
        return sum(_warn(work, each, colour) for each, colour in turned)


def _waiting(connection: Connection, county: str) -> Iterator[Waiting]:
    c = HITS.c
    same = (c.town, c.source, c.want, c.due_at)
    query = select(*same, func.min(c.arrived_at), func.count()).where(c.county == county, c.state == OPEN)
    for row in connection.execute(query.group_by(*same).order_by(c.due_at, c.town, c.source)):
        yield Waiting(*row)


def _warn(work: Work, waiting: Waiting, colour: str) -> int:
    key = f"hits:{waiting.town}:{waiting.source}:{waiting.want}:{waiting.due:%Y%m%d}:{colour}"
    if counted(work, key) or count_up(work, key) > 1:
        return 0
    told = recipients.of_step(work, waiting.town, "", _OWNERS | LADDER[colour])
    link = f"{work.office.settings.public_url.rstrip('/')}/console/screening?show={waiting.want}&town={waiting.town}"
    tell(work, told, _line(work, waiting, colour), About(key, link))
    return 1


def _line(work: Work, waiting: Waiting, colour: str) -> Line:
    """``【快到期】宦溪镇 部门筛查（医保大额自付）：12 户要核，须11-15前，还剩 1 天``."""
    source, title = list_of(waiting.source), WARNINGS[colour]
    label = source.label.removesuffix("名单") if source else waiting.source
    last = last_day(work.local(waiting.due))
    what = f"{waiting.count} 户{_WANTED.get(waiting.want, '要上门')}，须{last:%m-%d}前"
    where = f"{unit_name(work.county, waiting.town)} 部门筛查（{label}）"
    text = f"【{title}】{where}：{what}，{remaining_words(waiting.due, work.now)}"
    return Line(title, text, f"有部门筛查的户{title}")
