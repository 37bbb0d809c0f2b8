"""Telling farmers: each step in plain words on the chats they used, by telephone where they cannot be written to."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import RowMapping, select

from intake_api.casework import history
from intake_api.casework.clocks import Deadline
from intake_api.casework.history import REFUSALS, History, is_asked_of_farmer
from intake_api.counters import count_up, counted
from intake_api.intake.cases import id_of
from intake_api.intake.talks import load
from intake_api.models.tables import TALKS
from intake_api.notices.by_phone import call_farmer, drop_call
from intake_api.notices.cadre_words import Row
from intake_api.notices.farmer_words import LATE, words
from intake_api.notices.outbox import post
from intake_api.office import Work

# Where a farmer can be written to unasked. A closed web page cannot be reached, nor can who called the hotline:
# they look their number up or are telephoned.
CHATS = frozenset({"wechat", "telegram", "wecom", "sms"})
FARMERS = ":farmer:"  # in the key of every notice to one
# What they did themselves, or was done beside them, needs no call.
_THEIR_OWN = frozenset({"withdrawn", "appealed"})
# Of these nobody wants to hear once there is a result.
_ON_THE_WAY = frozenset({"accepted", "verifying", "info_requested", "voted"})
Given = Mapping[str, Any]


def tell_farmer(
    work: Work, case: Row, event: str, given: Given | None = None, *, but_not: tuple[str, str] = ("", "")
) -> None:
    """Tell the person on each chat the case came from, nothing for events that need no words. ``but_not`` is the
    (channel, user) where it was just answered. Who has no chat is telephoned."""
    given = _with_what_was(work, case, event, given or {})
    if event == "info_requested" and not is_asked_of_farmer(given):
        return
    # What was joined to another case is told to whoever reported it: their conversation has gone over to that one.
    where = id_of(work, given["receipt"]) if event == "duplicate" else case["id"]
    talks = [talk for talk in _talks(work, where) if (talk["channel"], talk["user"]) != but_not]
    told_whole = [_write(work, case, talk, event, given) for talk in talks]
    if event in _THEIR_OWN:
        drop_call(work, case, "农户自己来过，不用再打")
        return
    if any(told_whole) or (talks and event not in REFUSALS):
        return
    # 裁定 4, 9: a refusal is told with its reason, which some channels do not carry (裁定 10).
    if text := whole_words(work, case, event, given, spoken=True):
        ring_up(work, case, event, text)


def ring_up(work: Work, case: Row, event: str, text: str, *, alert: bool = False) -> None:
    """Somebody telephones. After a result nobody is told any more how it went on the way there."""
    log = log_of(work, case)
    stale = said_of(work, case, log, _ON_THE_WAY | REFUSALS) if event in REFUSALS else frozenset()
    call_farmer(work, case, event, text, alert=alert, stale=stale)


def said_of(work: Work, case: Row, log: History, kinds: Collection[str]) -> frozenset[str]:
    """What a call says of the events of those kinds."""
    told = (each for each in log.log if each.kind in kinds)
    return frozenset(whole_words(work, case, each.kind, each.data, spoken=True) for each in told)


def log_of(work: Work, case: Row) -> History:
    """The case's log; an empty one for a case that has none."""
    return history.of_cases(work.connection, work.county, [case["id"]]).get(case["id"], History())


def whole_words(work: Work, case: Row, event: str, given: Given, *, spoken: bool = False) -> str:
    """All that there is to tell of an event; ``spoken``: on the telephone."""
    given = _with_what_was(work, case, event, given)
    return words(event, given, case["receipt"], work.county.policy.hotlines, bare=False, spoken=spoken)


def _with_what_was(work: Work, case: Row, event: str, given: Given) -> Given:
    """A second vote posts nothing (裁定 2: 公示只一次), so nobody is told to wait for it."""
    if event != "voted":
        return given
    log = log_of(work, case)
    before = History(log.log[: max(n for n, each in enumerate(log.log) if each.kind == "voted")])
    again = before.posted_day is not None and before.posted_day == log.posted_day
    return {**given, "reason": "again"} if again else given


def apologise(work: Work, case: Row, clock: Deadline) -> bool:
    """The 15 days are over and nothing is decided: said once, whoever looks and however often."""
    once = f"late:{case['id']}:{clock.start:%Y%m%d}"
    if counted(work, once) or count_up(work, once) > 1:
        return False
    tell_farmer(work, case, LATE)
    return True


def event_of(key: str) -> str:
    """The event that a farmer's notice is about, by its key."""
    return key.split(":")[2]


def _write(work: Work, case: Row, talk: RowMapping, event: str, given: Given) -> bool:
    """One notice; whether it tells all there is to tell. Who only joined the case may be a neighbour: no details."""
    policy = work.county.policy
    bare = policy.rules(talk["channel"]).bare_notices or load(talk["body"], work.office.sealer).joined
    if text := words(event, given, case["receipt"], policy.hotlines, bare=bare):
        key = f"case:{case['id']}:{event}:{case['version']}{FARMERS}{talk['channel']}:{talk['user']}"
        post(work, key, channel=talk["channel"], user=talk["user"], case_id=case["id"], text=text)
    return not bare


def _talks(work: Work, case_id: str) -> list[RowMapping]:
    query = select(TALKS.c.channel, TALKS.c.user, TALKS.c.body)
    query = query.where(TALKS.c.county == work.code, TALKS.c.case_id == case_id, TALKS.c.channel.in_(sorted(CHATS)))
    return list(work.connection.execute(query).mappings())
