"""Somebody must call this person: an emergency, or a wish to be called. One open task a person and kind."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from dialogs.kinds import NO_PHONE
from dialogs.messages import Message
from intake_api.intake.cases import graver
from intake_api.models.tables import TASKS
from intake_api.notices.tell import tell_callback, tell_emergency
from intake_api.office import Work

Known = Mapping[str, Any]
_MOST_WORDS = 600


def contact(answers: Mapping[str, Any], case: Mapping[Any, Any] | None, phone: str = "") -> dict[str, Any]:
    """Who and where, from the answers of the draft, else from the person's case. ``phone`` is the number to call."""
    sources = [source for source in (answers, case) if source]

    def known(key: str) -> str:
        said = (str(source[key]) for source in sources if key in source)
        return next((value for value in said if value not in ("", NO_PHONE)), "")

    # A town belongs to its village: both from the same source.
    placed = next((source for source in sources if source.get("village")), None)
    place = {key: str((placed or {}).get(key, "")) or known(key) for key in ("town", "village")}
    return {"name": known("name"), "phone": phone or known("phone"), **place}


def alarm(work: Work, message: Message, kind: str, words: str, known: Known) -> None:
    """裁定 6: alert until somebody acknowledges; what is heard again of the same danger rings again at once."""
    task = _open_one(work, message, ("emergency",))
    if task is not None:
        said = {"words": _both(task["words"], words), "detail": graver(task["detail"], kind)} if words else {}
        ringing = {**_only_known(known), **said, "alarms": TASKS.c.alarms + 1, "alarmed_at": work.now}
        task = _change(work, task, ringing)
    if task is None:
        minutes = work.county.policy.clocks.emergency_minutes
        first = {"detail": kind, "words": words, "alarms": 1, "alarmed_at": work.now}
        task = _task(work, message, "emergency", timedelta(minutes=minutes), {**first, **known})
    tell_emergency(work, task)


def call_back(work: Work, message: Message, kind: str, known: Known) -> None:
    """请打给我, 人工: a call task with a clock; the draft waits. Asking again mends the number, not the clock."""
    if task := _open_one(work, message, ("callback", "human")):
        _change(work, task, _only_known(known))
        return
    hours = work.county.policy.clocks.callback_hours
    tell_callback(work, _task(work, message, kind, timedelta(hours=hours), known))


def _both(told: str, words: str) -> str:
    """Nothing that was said in danger is overwritten."""
    return told if words in told else f"{told}；{words}".lstrip("；")[:_MOST_WORDS]


def _only_known(known: Known) -> dict[str, Any]:
    """A number once given is not wiped out by a later word that gives none."""
    return {key: value for key, value in known.items() if value}


def _open_one(work: Work, message: Message, kinds: tuple[str, ...]) -> RowMapping | None:
    """This person's task of one of the kinds that nobody has finished, locked."""
    mine = (TASKS.c.county == work.code, TASKS.c.channel == message.channel, TASKS.c.user == message.user)
    query = select(TASKS).where(*mine, TASKS.c.kind.in_(kinds), TASKS.c.done_at.is_(None))
    return work.connection.execute(query.order_by(TASKS.c.created_at).limit(1).with_for_update()).mappings().first()


def _change(work: Work, task: RowMapping, values: Mapping[str, Any]) -> RowMapping:
    if not values:
        return task
    here = (TASKS.c.county == work.code, TASKS.c.id == task["id"])
    return work.connection.execute(update(TASKS).where(*here).values(**values).returning(TASKS)).mappings().one()


def _task(work: Work, message: Message, kind: str, within: timedelta, values: Mapping[str, Any]) -> RowMapping:
    row = {
        "county": work.code,
        "id": work.new_id(),
        "kind": kind,
        "detail": "",
        "words": "",
        "channel": message.channel,
        "user": message.user,
        "created_at": work.now,
        "due_at": work.now + within,
        "alarms": 0,
        "acknowledged_by": "",
        "done_by": "",
        "note": "",
        **values,
    }
    return work.connection.execute(insert(TASKS).values(**row).returning(TASKS)).mappings().one()
