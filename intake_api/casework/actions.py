"""Doing one thing with a case: looked up in the lifecycle, done once, written down, told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select, update

from intake_api.access import roles
from intake_api.access.accounts import by_id
from intake_api.access.scope import visible
from intake_api.casework import needs
from intake_api.casework.changes import Change, change
from intake_api.casework.lifecycle import FARMER, STATES, action, event_label, fits, move
from intake_api.casework.log import record
from intake_api.errors import Conflict, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS
from intake_api.notices.tell import tell_farmer, tell_reassigned, tell_withdrawn
from intake_api.office import Work


def act(
    work: Work, account: Account, case_id: str, action_name: str, version: int, inputs: Mapping[str, str]
) -> RowMapping:
    """Do ``action_name`` with the case the account saw at ``version``; the case afterwards.

    Raises ``NotFound`` outside the account's area, ``NotAllowed`` for its role, ``Conflict`` when the state does
    not allow it or somebody was first (nothing is overwritten), ``Invalid`` for wrong inputs.
    """
    chosen = action(action_name)
    case = _case(work, case_id, visible(account))
    if account.role not in chosen.roles:
        who = "、".join("农户本人" if role == FARMER else roles.label(role) for role in sorted(chosen.roles))
        raise NotAllowed(f"“{chosen.label}”由{who}来办")
    if case["version"] != version:
        raise _first(work, case)
    state = move(case["state"], action_name)
    if not fits(chosen, case):
        raise Conflict(f"这件事现在不用“{chosen.label}”，请刷新页面看最新情况。")
    given = needs.read(work, chosen, inputs)
    changed = change(work, account, case, action_name, given)
    after = _write(work, case, state, changed)
    record(work, after, chosen.event, account.id, **changed.data)
    if chosen.event == "reassigned":
        tell_reassigned(work, after)
    tell_farmer(work, after, chosen.event, given.get("reason", ""))
    return after


def farmer_withdraw(work: Work, case_id: str, channel: str = "", user: str = "") -> RowMapping:
    """The farmer takes the case back (裁定 5). ``channel`` and ``user`` say where, so that it is answered there
    once. Raises ``Conflict`` when the case is past that."""
    case = _case(work, case_id, CASES.c.county == work.code)
    after = _write(work, case, move(case["state"], "withdraw"), Change())
    record(work, after, action("withdraw").event, channel or case["channel"])
    tell_withdrawn(work, after)
    tell_farmer(work, after, action("withdraw").event, but_not=(channel, user))
    return after


def _case(work: Work, case_id: str, allowed: ColumnElement[bool]) -> RowMapping:
    query = select(CASES).where(CASES.c.county == work.code, CASES.c.id == case_id, allowed)
    case = work.connection.execute(query).mappings().one_or_none()
    if case is None:
        raise NotFound("没有这件申报，或者不在您负责的地方")
    return case


def _write(work: Work, case: RowMapping, state: str, changed: Change) -> RowMapping:
    """The case as changed, if nobody changed it since it was read."""
    unchanged = (CASES.c.county == work.code, CASES.c.id == case["id"], CASES.c.version == case["version"])
    values: dict[str, Any] = {**changed.values, "state": state, "version": case["version"] + 1}
    statement = update(CASES).where(*unchanged).values(**values).returning(*CASES.c)
    after = work.connection.execute(statement).mappings().one_or_none()
    if after is None:
        raise _first(work, case)
    return after


def _first(work: Work, case: RowMapping) -> Conflict:
    """Somebody else was first: who did what, and what to do now."""
    mine = (EVENTS.c.county == work.code, EVENTS.c.case_id == case["id"])
    query = select(EVENTS).where(*mine).order_by(EVENTS.c.at.desc(), EVENTS.c.id.desc()).limit(1)
    event = work.connection.execute(query).mappings().first()
    if event is None:
        return Conflict("这件事刚刚变了，请刷新页面看最新情况。")
    by = by_id(work.connection, work.code, event["actor"])
    who = by.name if by else "农户"
    state = work.connection.execute(
        select(CASES.c.state).where(CASES.c.county == work.code, CASES.c.id == case["id"])
    ).scalar_one()
    when = f"{work.local(event['at']):%m-%d %H:%M}"
    what = event_label(event["kind"])
    return Conflict(f"{who}在 {when} 已经办过“{what}”，现在是“{STATES[state]}”。您这一步没有做，请刷新页面再看。")
