"""What time brings: to cadres a warning of each clock that turns (``notices.escalating``); and once a day what is due,
what departments owe the comparison among it. To a farmer who has waited longer than the 15 days an apology, once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import RowMapping, select

from intake_api.access.scope import may_see
from intake_api.casework.standings import Standing, referrals, standings
from intake_api.models import Account
from intake_api.models.tables import ACCOUNTS, NOTICES
from intake_api.notices import cadre_words, departments, recipients
from intake_api.notices.departments import Batch, Owed
from intake_api.notices.escalating import LADDER, escalate
from intake_api.notices.outbox import CONSOLE, post
from intake_api.notices.tell import home_link
from intake_api.notices.tell_farmers import apologise
from intake_api.office import Office, Work


def remind(office: Office, code: str) -> int:
    """Warn and send the day's digests for one county; how many notices were new. Any number of processes may do it,
    any number of times."""
    county = office.county(code)
    with office.database.read() as session:
        found = list(standings(session.connection(), county))
        referred = list(referrals(session.connection(), county))
        asked = departments.batches(session.connection(), county)
    warned = escalate(office, code, chain(*(each.running for each in found), referred))
    with office.work(code) as work:
        warned += sum(departments.warn(work, batch, LADDER) for batch in asked)
        for each in found:
            if late := each.overdue(work.now):
                apologise(work, each.case, late)
        return warned + _digests(work, found, asked)


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
    accounts = _without_one(work)
    end = work.local(work.now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    days: dict[str, Day] = {}
    places = defaultdict(list)
    for each in found:
        places[each.case["town"], each.case["village"]].append(each)
    for account in accounts:
        for standing in _theirs(account, places):
            _count(days.setdefault(account.id, Day()), standing, work.now, end)
    for id, owed in departments.owed_by(work, accounts, asked).items():
        days.setdefault(id, Day()).owed = owed
    return days


def _without_one(work: Work) -> list[Account]:
    """Every account at work that had no digest today."""
    everybody = select(ACCOUNTS).where(ACCOUNTS.c.county == work.code, ACCOUNTS.c.disabled.is_(False))
    accounts = [Account(**row) for row in work.connection.execute(everybody).mappings()]
    keys = [_key(work, each.id) for each in accounts]
    had = select(NOTICES.c.key).where(NOTICES.c.county == work.code, NOTICES.c.key.in_(keys))
    sent = set(work.connection.execute(had).scalars())
    return [each for each in accounts if _key(work, each.id) not in sent]


def _key(work: Work, account_id: str) -> str:
    return f"digest:{account_id}:{work.today().isoformat()}"


def _theirs(account: Account, places: Mapping[tuple[str, str], list[Standing]]) -> Iterator[Standing]:
    near = (found for place, found in places.items() if may_see(account, *place))
    return (each for each in chain(*near) if account.role in each.roles)


def _count(day: Day, standing: Standing, now: datetime, end: datetime) -> None:
    day.waiting += 1
    day.decide += bool(standing.case["proposal"])
    first = min((each.clock.due for each in standing.running), default=None)
    if first:
        day.late += first <= now
        day.due += now < first <= end


def _digest(work: Work, account_id: str, day: Day, chats: list[RowMapping]) -> int:
    key = _key(work, account_id)
    asked = cadre_words.owed(day.owed.count, day.owed.late, day.owed.first)
    line = cadre_words.digest(day.due, day.late, day.decide, day.waiting, asked)
    link = home_link(work)
    new = post(work, key, channel=CONSOLE, account_id=account_id, title=line.title, text=line.text, link=link)
    for chat in chats:
        text = line.bare if work.county.policy.rules(chat["channel"]).bare_notices else line.text
        post(work, f"{key}:{chat['channel']}:{chat['user']}", channel=chat["channel"], user=chat["user"],
             account_id=account_id, title=line.title, text=text, link=link)  # fmt: skip
    return int(new)
