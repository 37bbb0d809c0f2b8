"""What time brings: to cadres a warning when a clock turns yellow, orange, red, up the ladder village → town →
district; and once a day what is due, what departments owe the comparison among it. Never the same warning twice: its
key says which clock and which light. To a farmer who has waited longer than the 15 days an apology, once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, select

from intake_api.access.scope import may_see
from intake_api.casework.standings import Standing, standings
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, NOTICES
from intake_api.notices import cadre_words, departments, recipients
from intake_api.notices.departments import Batch, Owed
from intake_api.notices.outbox import CONSOLE, post
from intake_api.notices.tell import about_case, home_link, tell
from intake_api.notices.tell_farmers import apologise
from intake_api.office import Office, Work

# Who hears of which light: each rung adds one (裁定 3: late is an alarm with an owner, and blocks nothing).
LADDER: Mapping[str, frozenset[str]] = {
    "yellow": frozenset(),
    "orange": frozenset({"town_clerk"}),
    "red": frozenset({"town_clerk", "town_leader", "county_clerk"}),
}


def remind(office: Office, code: str) -> int:
    """Warn and send the day's digests for one county; how many notices were new. Any number of processes may do it,
    any number of times."""
    county = office.county(code)
    with office.database.read() as session:
        found = list(standings(session.connection(), county, office.clock()))
        asked = departments.batches(session.connection(), county)
    with office.work(code) as work:
        warned = sum(_warn(work, each) for each in found if each.light in LADDER)
        warned += sum(departments.warn(work, batch, LADDER) for batch in asked)
        for late in found:
            if late.overdue:
                apologise(work, late.case, late.overdue)
        return warned + _digests(work, found, asked)


def _warn(work: Work, standing: Standing) -> int:
    case, clock = standing.case, standing.clock
    assert clock
    about = about_case(work, case, f"clock:{clock.name}:{clock.start:%Y%m%d}:{standing.light}")
    if _is_told(work, about.key):
        return 0
    roles = standing.roles | LADDER[standing.light]
    told = recipients.of_step(work, case["town"], case["village"], roles)
    tell(work, told, cadre_words.warning(work, case, clock, standing.light), about)
    return 1


def _is_told(work: Work, key: str) -> bool:
    """Whether anybody was told under ``key``: the reader may have changed, the warning was given."""
    # Between, not like: the index of the key serves it on both databases.
    begins = NOTICES.c.key.between(f"{key}:", f"{key};")
    query = select(NOTICES.c.id).where(NOTICES.c.county == work.code, begins).limit(1)
    return work.connection.execute(query).first() is not None


@dataclass(slots=True)
class Day:
    """What one account has to do today."""

    due: int = 0
    late: int = 0
    waiting: int = 0
    decide: int = 0
    owed: Owed = field(default_factory=Owed)


def _digests(work: Work, found: list[Standing], asked: list[Batch]) -> int:
    """One a day for each account with anything to do, after the policy's hour."""
    local = work.local(work.now)
    if local.hour < work.county.policy.clocks.digest_hour:
        return 0
    days = _days(work, found, asked)
    chats = defaultdict(list)
    for chat in recipients.chats(work, days):
        chats[chat["account_id"]].append(chat)
    return sum(_digest(work, account_id, day, chats[account_id]) for account_id, day in days.items())


def _days(work: Work, found: list[Standing], asked: list[Batch]) -> dict[str, Day]:
    query = select(ACCOUNTS).where(ACCOUNTS.c.county == work.code, ACCOUNTS.c.disabled.is_(False))
    accounts = [Account(**row) for row in work.connection.execute(query).mappings()]
    end = work.local(work.now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    days: dict[str, Day] = {}
    for account in accounts:
        for standing in _theirs(account, found):
            _count(days.setdefault(account.id, Day()), standing, work.now, end)
    for id, owed in departments.owed_by(work, accounts, asked).items():
        days.setdefault(id, Day()).owed = owed
    return days


def _theirs(account: Account, found: Iterable[Standing]) -> list[Standing]:
    return [
        each
        for each in found
        if account.role in each.roles and may_see(account, each.case["town"], each.case["village"])
    ]


def _count(day: Day, standing: Standing, now: datetime, end: datetime) -> None:
    day.waiting += 1
    day.decide += bool(standing.case["proposal"])
    if standing.clock:
        day.late += standing.clock.due <= now
        day.due += now < standing.clock.due <= end


def _digest(work: Work, account_id: str, day: Day, chats: list[RowMapping]) -> int:
    key = f"digest:{account_id}:{work.today().isoformat()}"
    asked = cadre_words.owed(day.owed.count, day.owed.late, day.owed.first)
    line = cadre_words.digest(day.due, day.late, day.decide, day.waiting, asked)
    link = home_link(work)
    new = post(work, key, channel=CONSOLE, account_id=account_id, title=line.title, text=line.text, link=link)
    for chat in chats:
        text = line.bare if work.county.policy.rules(chat["channel"]).bare_notices else line.text
        post(work, f"{key}:{chat['channel']}:{chat['user']}", channel=chat["channel"], user=chat["user"],
             account_id=account_id, title=line.title, text=text, link=link)  # fmt: skip
    return int(new)
