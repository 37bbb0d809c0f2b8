"""Doing what a turn of the conversation asks for, in the transaction of its message."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import RowMapping

from dialogs import effects as e
from dialogs import engine
from dialogs.engine import Turn
from dialogs.form import Form
from dialogs.messages import Message, Reply
from dialogs.scene import Scene
from dialogs.status import case_words
from dialogs.talk import Talk
from dialogs.words import say
from intake_api.casework.actions import farmer_acts
from intake_api.errors import Conflict
from intake_api.intake import applications, attachments, calling, cases, households, looking_up, talks
from intake_api.intake.case_views import view
from intake_api.intake.cases import Origin
from intake_api.notices.by_phone import is_call_open
from intake_api.notices.has_read import status_read
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


def _origin(work: Work, person: Person) -> Origin:
    origin = work.county.policy.origin_of.get(person.message.channel, "ONLINE")
    return Origin(origin, person.message.channel)


def _submit(work: Work, form: Form, scene: Scene, person: Person, done: Done, _effect: e.Submit) -> Done:
    answers, origin = done.turn.talk.answers, _origin(work, person)
    case = cases.held(work, done.case_id) if done.case_id else None
    if case and not case["complete"] and case["state"] not in households.CLOSED:
        result = applications.complete(work, case, answers, origin)
    else:
        result = applications.submit(work, answers, origin)
    if done.turn.talk.media:
        attachments.join_case(work, person.message.channel, person.message.user, result.case_id)
    turn = engine.submitted(form, done.turn.talk, scene, result.receipt, result.joined)
    return Done(turn, result.case_id)


def _withdraw(work: Work, _form: Form, scene: Scene, person: Person, done: Done, _effect: e.Withdraw) -> Done:
    try:
        if done.case_id and not person.talk.joined:
            farmer_acts(work, done.case_id, "withdraw", {}, person.message.channel, person.message.user)
    except Conflict:  # between the question and 确定 a cadre went on with the case
        kept = person.talk.ask_aside()
        words = Reply(say("withdraw_late", hotlines=scene.hotlines))
        return replace(done, turn=Turn(kept, (words,), state=kept.stage))
    return replace(done, case_id="")


def _appeal(work: Work, form: Form, scene: Scene, person: Person, done: Done, effect: e.Appeal) -> Done:
    """Another person looks again, and what was said is the reason."""
    case, message = cases.held(work, done.case_id), person.message
    assert case
    if case["state"] != "REJECTED" or households.open_case(work, case["household_id"]):
        words = _said_with_what_is_in_hand(work, scene, person, case, effect.reason)
        return replace(done, turn=engine.told(form, done.turn.talk, scene, words))
    after = farmer_acts(work, case["id"], "appeal", {"reason": effect.reason}, message.channel, message.user)
    seen = view(work, after)
    assert seen
    assert seen.until
    words = say("object_done", day=f"{seen.until.month}月{seen.until.day}日")
    return replace(done, turn=engine.told(form, done.turn.talk, replace(scene, case=seen), words))


def _said_with_what_is_in_hand(work: Work, scene: Scene, person: Person, case: RowMapping, reason: str) -> str:
    """Between the question and the answer somebody objected already, or the family reported anew: the words go to
    the case in hand."""
    in_hand = households.open_case(work, case["household_id"]) or case
    applications.supplement(work, in_hand, reason, {}, _origin(work, person))
    if in_hand["id"] != case["id"]:
        return say("object_new_report")
    return say("object_under_way_told") if case["state"] == "APPEAL" else say("object_late", hotlines=scene.hotlines)


def _forget(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, _effect: e.Forget) -> Done:
    attachments.forget(work, person.message.channel, person.message.user)
    talks.forget_replies(work, person.message.channel, person.message.user)
    return done


def _supplement(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, effect: e.Supplement) -> Done:
    case = _in_hand(work, done) or (cases.held(work, done.case_id) if done.case_id else None)
    if case:
        applications.supplement(work, case, effect.text, effect.answers, _origin(work, person))
    return done


def _attach(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, effect: e.Attach) -> Done:
    submitted = done.turn.talk.stage == "submitted"
    attachments.note(work, person.message, effect.media, done.case_id or None if submitted else None)
    return done


def _alarm(work: Work, _form: Form, scene: Scene, person: Person, done: Done, effect: e.Alarm) -> Done:
    """裁定 6: alert until acknowledged; the draft becomes a case that still lacks answers."""
    answers, origin = done.turn.talk.answers, _origin(work, person)
    case: Any = _in_hand(work, done)
    if case is not None and not case["complete"]:
        case = applications.learn(work, case, answers)
    elif case is None and done.turn.talk.stage != "submitted" and (answers.get("consent") or answers.get("village")):
        case = applications.in_danger(work, answers, origin, effect.kind)
    if case is not None and effect.words:
        case = cases.urge(work, case, effect.kind, origin)
    known = calling.contact(answers, case or person.case, _number(answers, scene))
    calling.alarm(work, person.message, effect.kind, effect.words, {**known, "case_id": case["id"] if case else None})
    return replace(done, case_id=case["id"] if case else done.case_id)


def _callback(work: Work, _form: Form, scene: Scene, person: Person, done: Done, effect: e.CallBack) -> Done:
    """请打给我, 人工: a call task with a clock; the draft waits."""
    answers = done.turn.talk.answers
    known = calling.contact(answers, person.case, effect.phone or _number(answers, scene))
    calling.call_back(work, person.message, effect.kind, {**known, "case_id": done.case_id or None})
    return done


def _in_hand(work: Work, done: Done) -> RowMapping | None:
    """The person's case while it is in hand; when it was closed, the one its household has in hand."""
    case = cases.held(work, done.case_id) if done.case_id else None
    if case and case["state"] in households.CLOSED:
        return households.open_case(work, case["household_id"])
    return case


def _number(answers: Mapping[str, Any], scene: Scene) -> str:
    """The number to call: as answered, else what the channel knows."""
    phone = str(answers.get("phone", ""))
    return scene.known_phone if phone in ("", households.NO_PHONE) else phone


def _look_up(work: Work, form: Form, scene: Scene, _person: Person, done: Done, effect: e.LookUp) -> Done:
    """A receipt alone shows nothing: the last four of the phone or the ID number must match (裁定 21)."""
    case = looking_up.look_up(work, effect.receipt, effect.last4)
    seen = view(work, case)
    # Looking is all that a number and four digits allow.
    found = case_words(replace(seen, can_object=False), scene) if seen else ""
    return replace(done, turn=engine.looked_up(form, done.turn.talk, scene, found))


def _looked(work: Work, _form: Form, _scene: Scene, person: Person, done: Done, _effect: e.Looked) -> Done:
    """查进度 told it: a refusal is told by that (裁定 4), and a call that says no more is not made."""
    case = person.case
    if case and (case["state"] == "REJECTED" or is_call_open(work, case)):
        held = cases.held(work, case["id"])
        if held and held["version"] == case["version"]:  # what stands now is what they were told
            status_read(work, held)
    return done


def _later(_work: Work, _form: Form, _scene: Scene, _person: Person, done: Done, _effect: e.Wonder) -> Done:
    """Nothing yet: nobody outside is asked while the person is locked (裁定 23), see ``hear.Hearing``."""
    return done


_DO: Mapping[type, Callable[..., Done]] = {
    e.Submit: _submit,
    e.Withdraw: _withdraw,
    e.Appeal: _appeal,
    e.Forget: _forget,
    e.Supplement: _supplement,
    e.Attach: _attach,
    e.Alarm: _alarm,
    e.CallBack: _callback,
    e.LookUp: _look_up,
    e.Looked: _looked,
    e.Wonder: _later,
}
