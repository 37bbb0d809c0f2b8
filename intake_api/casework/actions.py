"""Doing one thing with a case: looked up in the lifecycle, done once, written down, told."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, select, update

from intake_api.access import roles
from intake_api.access.accounts import by_id
from intake_api.access.scope import visible
from intake_api.casework import dossier as dossiers
from intake_api.casework import findings, guards, needs
from intake_api.casework.changes import Change, change
from intake_api.casework.dossier import Dossier
from intake_api.casework.lifecycle import FARMER, STATES, SYSTEM, Action, action, event_label, move
from intake_api.casework.log import record
from intake_api.casework.projection import projected
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account
from intake_api.models.tables import CASES, EVENTS
from intake_api.notices.tell import tell_next, tell_withdrawn
from intake_api.notices.tell_farmers import tell_farmer
from intake_api.office import Work
from intake_api.screening import concerns


def act(
    work: Work,
    account: Account,
    case_id: str,
    action_name: str,
    version: int,
    inputs: Mapping[str, str],
    sight: ColumnElement[bool] | None = None,
) -> RowMapping:
    """Do ``action_name`` with the case the account saw at ``version``; the case afterwards. ``sight``: a condition of
    ``access.scope`` by which it was found, when not by the account's area.

    Where two people decide, the first one's word is kept as a proposal and the second one's carries it out. Raises
    ``NotFound`` outside the account's area, ``NotAllowed`` for its role, ``Conflict`` when the state does not allow
    it or somebody was first (nothing is overwritten), ``Invalid`` for wrong inputs.
    """
    chosen = action(action_name)
    if chosen.via:
        raise Invalid(f"“{chosen.label}”请在“{chosen.via}”里办")
    dossier = opened(work, account, case_id, chosen, version, sight)
    if not chosen.proposers:
        return carried_out(work, account, dossier, chosen, needs.read(work, chosen, case_id, inputs))
    if account.role in chosen.roles and (given := _seconded(dossier, account, chosen)) is not None:
        return carried_out(work, account, dossier, chosen, given)
    if account.role not in chosen.proposers:
        raise NotAllowed(f"“{chosen.label}”要先由{_who(chosen.proposers)}提出，再由您来定")
    return _propose(work, account, dossier, chosen, needs.read(work, chosen, case_id, inputs))


def opened(
    work: Work,
    account: Account,
    case_id: str,
    chosen: Action,
    version: int | None,
    sight: ColumnElement[bool] | None = None,
) -> Dossier:
    """The dossier, if the account may do ``chosen`` with the case now; ``version`` None when the caller holds the
    case. Raises like ``act``."""
    case = _case(work, case_id, visible(account) if sight is None else sight)
    if account.role not in chosen.roles | chosen.proposers:
        raise NotAllowed(f"“{chosen.label}”由{_who(chosen.roles | chosen.proposers)}来办")
    if version is not None and case["version"] != version:
        raise _first(work, case)
    move(case["state"], chosen.name)
    return dossiers.load(work, case)


def carried_out(
    work: Work,
    account: Account,
    dossier: Dossier,
    chosen: Action,
    given: Mapping[str, Any],
    values: Mapping[str, Any] | None = None,
    *,
    examined: bool = True,
) -> RowMapping:
    """The action done: guards, what it changes, the case written once, the log, whoever must know. ``values`` are
    columns that the caller changes with it. ``examined`` False: the caller writes more, then examines the case."""
    guards.check(dossier, account, chosen.name, given)
    changed = change(work, account, dossier, chosen.name, given)
    changed = Change({**changed.values, **(values or {})}, changed.data)
    state = move(dossier.case["state"], chosen.name)
    after = _write(work, dossier, state, chosen.event, account.id, changed, examined=examined)
    tell_next(work, dossier.case, after, chosen.event, account.id)
    if chosen.heard:
        tell_farmer(work, after, chosen.event, given)
    return after


def farmer_acts(
    work: Work, case_id: str, name: str, given: Mapping[str, Any], channel: str = "", user: str = ""
) -> RowMapping:
    """The farmer takes the case back (裁定 5), or asks to have a refusal looked at again. ``channel`` and ``user`` say
    where, so that it is answered there once. Raises ``Conflict`` when the case is past that."""
    chosen = action(name)
    case = _case(work, case_id, CASES.c.county == work.code)
    state = move(case["state"], name)
    if FARMER not in chosen.roles:
        raise NotAllowed(f"“{chosen.label}”由{_who(chosen.roles)}来办")
    dossier = dossiers.load(work, case)
    nobody = Account(county=work.code, id="", login="", name="", role=FARMER, area="", created_at=work.now)
    guards.check(dossier, nobody, name, given)
    after = _write(work, dossier, state, chosen.event, channel or case["channel"], Change(data=given))
    if name == "withdraw":
        tell_withdrawn(work, after)
    else:
        tell_next(work, case, after, chosen.event, "")
    tell_farmer(work, after, chosen.event, but_not=(channel, user))
    return after


def system_acts(work: Work, case_id: str, name: str, given: Mapping[str, Any]) -> RowMapping:
    """The intake writes down what it knows to have happened: a notice was delivered. Raises like ``farmer_acts``."""
    chosen = action(name)
    case = _case(work, case_id, CASES.c.county == work.code)
    state = move(case["state"], name)
    if SYSTEM not in chosen.roles:
        raise NotAllowed(f"“{chosen.label}”由{_who(chosen.roles)}来办")
    return _write(work, dossiers.load(work, case), state, chosen.event, SYSTEM, Change(data=given))


def _seconded(dossier: Dossier, account: Account, chosen: Action) -> Mapping[str, Any] | None:
    """What the first of two people gave, when it is this account's to decide."""
    waiting = dossier.history.proposal
    if waiting is None or waiting.action != chosen.name:
        return None
    if waiting.by == account.id:
        raise Conflict(f"“{chosen.label}”是您提出的，要另一个人来定")
    return waiting.given


def _propose(work: Work, account: Account, dossier: Dossier, chosen: Action, given: Mapping[str, Any]) -> RowMapping:
    """The first of two people: kept in the log, the case stays where it is."""
    waiting = dossier.history.proposal
    if waiting is not None:
        raise Conflict(f"已经有一个建议在等人定：“{action(waiting.action).label}”")
    guards.check(dossier, account, chosen.name, given)
    after = _write(work, dossier, dossier.case["state"], chosen.proposed_as, account.id, Change(data=given))
    tell_next(work, dossier.case, after, chosen.proposed_as, account.id)
    return after


def _case(work: Work, case_id: str, allowed: ColumnElement[bool]) -> RowMapping:
    query = select(CASES).where(CASES.c.county == work.code, CASES.c.id == case_id, allowed)
    case = work.connection.execute(query).mappings().one_or_none()
    if case is None:
        raise NotFound("没有这件申报，或者不在您负责的地方")
    return case


def _write(
    work: Work, dossier: Dossier, state: str, event: str, actor: str, changed: Change, *, examined: bool = True
) -> RowMapping:
    """The case as changed, if nobody changed it since it was read, and its event in the log."""
    case = dossier.case
    unchanged = (CASES.c.county == work.code, CASES.c.id == case["id"], CASES.c.version == case["version"])
    marks = projected(work, dossier, state, event, actor, changed.data)
    values: dict[str, Any] = {**marks, **changed.values, "state": state, "version": case["version"] + 1}
    statement = update(CASES).where(*unchanged).values(**values).returning(*CASES.c)
    after = work.connection.execute(statement).mappings().one_or_none()
    if after is None:
        raise _first(work, case)
    record(work, after, event, actor, **changed.data)
    if examined:
        findings.examine(work, after, case)
        concerns.refresh(work, [after["household_id"]])
    return after


def _first(work: Work, case: Mapping[Any, Any]) -> Conflict:
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


def _who(wanted: frozenset[str]) -> str:
    return "、".join("农户本人" if role == FARMER else roles.label(role) for role in sorted(wanted - {SYSTEM}))
