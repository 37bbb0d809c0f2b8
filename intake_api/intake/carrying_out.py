"""Doing what a turn of the conversation asks for, in the transaction of its message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from dialogs import effects as e
from dialogs import engine
from dialogs.engine import Turn
from dialogs.form import Form
from dialogs.messages import Message
from dialogs.scene import CaseView, Scene
from dialogs.status import case_words
from dialogs.talk import Talk
from intake_api.casework.actions import farmer_withdraw
from intake_api.casework.deadlines import due
from intake_api.casework.lifecycle import ACTIONS
from intake_api.casework.tables import CASES, HOUSEHOLDS, TASKS
from intake_api.intake import applications, attachments, households
from intake_api.intake.applications import Origin
from intake_api.notices.tell import tell_callback, tell_emergency
from intake_api.office import Work


@dataclass(frozen=True, slots=True)
class Person:
    """Whose message it is: the talk as loaded, and the case it belongs to."""

    message: Message
    talk: Talk
    case: RowMapping | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Done:
    """The turn after its effects, and the case the talk now belongs to."""

    turn: Turn
    case_id: str


def carry_out(work: Work, form: Form, scene: Scene, person: Person, turn: Turn) -> Done:
    """Carry out every effect of the turn, in order."""
    done = Done(turn, person.case["id"] if person.case else "")
    for effect in turn.effects:
        done = _DO[type(effect)](work, form, scene, person, done, effect)
    if turn.talk.stage == "filling" and person.talk.stage == "submitted":
        done = replace(done, case_id="")  # 再报一户: a new report of its own
    return done


def view(work: Work, case: RowMapping | dict[str, Any] | None) -> CaseView | None:
    """A case as the conversation sees it."""
    if case is None:
        return None
    policy = work.county.policy
    last = due(case["submitted_at"], policy.clocks.recognise_days, policy.timezone) - timedelta(days=1)
    withdraw = next(action for action in ACTIONS if action.name == "withdraw")
    return CaseView(
        receipt=case["receipt"],
        state=case["state"],
        submitted_at=case["submitted_at"],
        due=last,
        complete=case["complete"],
        can_withdraw=case["state"] in withdraw.sources,
    )


def _origin(work: Work, person: Person) -> Origin:
    origin = work.county.policy.origin_of.get(person.message.channel, "ONLINE")
    return Origin(origin, person.message.channel)


def _submit(work: Work, form: Form, scene: Scene, person: Person, done: Done, _effect: e.Submit) -> Done:
    answers, origin = done.turn.talk.answers, _origin(work, person)
    case = applications.case_by_id(work, done.case_id) if done.case_id else None
    if case and not case["complete"]:
        result = applications.complete(work, case, answers, origin)
    else:
        result = applications.submit(work, answers, origin)
    attachments.join_case(work, person.message.channel, person.message.user, result.case_id)
    turn = engine.submitted(form, done.turn.talk, scene, result.receipt, result.joined)
    return Done(turn, result.case_id)


def _withdraw(work: Work, form: Form, scene: Scene, person: Person, done: Done, _effect: e.Withdraw) -> Done:
    if done.case_id:
        farmer_withdraw(work, done.case_id, person.message.channel, person.message.user)
    return replace(done, case_id="")


def _forget(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, _effect: e.Forget) -> Done:
    attachments.forget(work, person.message.channel, person.message.user)
    return done


def _supplement(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, effect: e.Supplement) -> Done:
    case = applications.case_by_id(work, done.case_id)
    if case:
        applications.supplement(work, case, effect.text, _origin(work, person))
    return done


def _attach(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, effect: e.Attach) -> Done:
    submitted = done.turn.talk.stage == "submitted"
    attachments.note(work, person.message, effect.media, done.case_id or None if submitted else None)
    return done


def _alarm(work: Work, _form: Form, scene: Scene, person: Person, done: Done, effect: e.Alarm) -> Done:
    """裁定 6: alert until acknowledged; the draft becomes a case that still lacks answers."""
    answers = done.turn.talk.answers
    case = applications.case_by_id(work, done.case_id) if done.case_id else None
    if case and case["state"] in households.CLOSED:
        case = None
    if case is None and done.turn.talk.stage != "submitted" and (answers.get("consent") or answers.get("village")):
        household_id = households.find_or_create(work, answers)
        case = households.open_case(work, household_id) or applications.open_case(  # type: ignore[assignment]
            work, household_id, answers, _origin(work, person), effect.kind
        )
    elif case is not None and not case["complete"]:
        case = applications.learn(work, case, answers)
    case_id = case["id"] if case else ""
    task = _emergency(work, scene, person, effect, answers, case)
    tell_emergency(work, task)
    return replace(done, case_id=case_id or done.case_id)


def _emergency(
    work: Work, scene: Scene, person: Person, effect: e.Alarm, answers: Mapping[str, Any], case: Any
) -> RowMapping:
    """The emergency's task: one open one a person, told again with what has become known."""
    where = case or answers
    known = {
        "case_id": case["id"] if case else None,
        "name": str(answers.get("name") or (case or {}).get("name", "")),
        "phone": str(answers.get("phone") or scene.known_phone or (case or {}).get("phone", "")),
        "town": str(where.get("town", "")),
        "village": str(where.get("village", "")),
    }
    open_one = (
        TASKS.c.county == work.code,
        TASKS.c.channel == person.message.channel,
        TASKS.c.user == person.message.user,
        TASKS.c.kind == "emergency",
        TASKS.c.done_at.is_(None),
    )
    words = {"words": effect.words, "detail": effect.kind} if effect.words else {}
    # What is heard again of the same danger rings again at once.
    again = update(TASKS).where(*open_one).values(**known, **words, alarms=TASKS.c.alarms + 1, alarmed_at=work.now)
    found = work.connection.execute(again.returning(TASKS)).mappings().first()
    if found:
        return found
    minutes = work.county.policy.clocks.emergency_minutes
    return _task(
        work, person, "emergency", timedelta(minutes=minutes), detail=effect.kind, words=effect.words, **known
    )


def _callback(work: Work, _form: Form, scene: Scene, person: Person, done: Done, effect: e.CallBack) -> Done:
    """请打给我, 人工: a call task with a clock; the draft waits."""
    answers = done.turn.talk.answers
    known = {
        "phone": effect.phone,
        "name": str(answers.get("name", "")),
        "town": str(answers.get("town", "")),
        "village": str(answers.get("village", "")),
        "case_id": done.case_id or None,
    }
    same = (
        TASKS.c.county == work.code,
        TASKS.c.channel == person.message.channel,
        TASKS.c.user == person.message.user,
        TASKS.c.kind.in_(("callback", "human")),
        TASKS.c.done_at.is_(None),
    )
    if work.connection.execute(update(TASKS).where(*same).values(**known).returning(TASKS.c.id)).first() is None:
        hours = work.county.policy.clocks.callback_hours
        tell_callback(work, _task(work, person, effect.kind, timedelta(hours=hours), **known))
    return done


def _task(work: Work, person: Person, kind: str, within: timedelta, **values: Any) -> RowMapping:
    row = {
        "county": work.code,
        "id": work.new_id(),
        "kind": kind,
        "detail": "",
        "words": "",
        "channel": person.message.channel,
        "user": person.message.user,
        "created_at": work.now,
        "due_at": work.now + within,
        "alarmed_at": work.now if kind == "emergency" else None,
        "alarms": 1 if kind == "emergency" else 0,
        "acknowledged_by": "",
        "done_by": "",
        "note": "",
        **values,
    }
    return work.connection.execute(insert(TASKS).values(**row).returning(TASKS)).mappings().one()


def _look_up(work: Work, form: Form, scene: Scene, _person: Person, done: Done, effect: e.LookUp) -> Done:
    """A receipt alone shows nothing: the last four of the phone or the ID number must match (裁定 21)."""
    query = select(CASES, HOUSEHOLDS.c.id_sealed).join(
        HOUSEHOLDS, (HOUSEHOLDS.c.county == CASES.c.county) & (HOUSEHOLDS.c.id == CASES.c.household_id)
    )
    query = query.where(CASES.c.county == work.code, CASES.c.receipt == effect.receipt)
    case = work.connection.execute(query).mappings().first()
    found = ""
    if case and effect.last4 in _last_fours(work, case):
        seen = view(work, case)
        assert seen
        found = case_words(seen, scene)
    return replace(done, turn=engine.looked_up(form, done.turn.talk, scene, found))


def _last_fours(work: Work, case: RowMapping) -> set[str]:
    numbers = {case["phone"]}
    if case["id_sealed"]:
        numbers.add(work.office.sealer.open(case["id_sealed"], households.ID_FIELD)[:18])
    return {number[-4:] for number in numbers if len(number) >= 7}


_DO: Mapping[type, Callable[..., Done]] = {
    e.Submit: _submit,
    e.Withdraw: _withdraw,
    e.Forget: _forget,
    e.Supplement: _supplement,
    e.Attach: _attach,
    e.Alarm: _alarm,
    e.CallBack: _callback,
    e.LookUp: _look_up,
}
