"""From answers to a case: matched to a household, joined to its open case, or opened anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from intake_api.casework.log import record
from intake_api.casework.tables import CASES, COUNTERS, HOUSEHOLDS
from intake_api.intake import households
from intake_api.intake.talks import seal_answers
from intake_api.notices.tell import tell_arrival, tell_joined
from intake_api.office import Work
from intake_api.store.once import insert_once
from knowledge.receipts import make


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an application came from: its discovery channel in Annex 2, the channel it was typed on, and who."""

    origin: str
    channel: str
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of the answers. ``joined``: the household had an open case, they were added to it."""

    case_id: str
    receipt: str
    joined: bool = False


def submit(work: Work, answers: Mapping[str, Any], origin: Origin) -> Submitted:
    """Make the answers a case in front of the right village, in the running transaction."""
    household_id = households.find_or_create(work, answers)
    found = households.open_case(work, household_id)
    if found:
        return _join(work, found, answers, origin)
    case = open_case(work, household_id, answers, origin)
    return Submitted(case["id"], case["receipt"])


def open_case(
    work: Work, household_id: str, answers: Mapping[str, Any], origin: Origin, urgent: str = ""
) -> dict[str, Any]:
    """A new case, its first event, and the notice to its cadres. ``urgent``: an emergency opened it early."""
    case = {
        "county": work.code,
        "id": work.new_id(),
        "receipt": _receipt(work),
        "household_id": household_id,
        "origin": origin.origin,
        "channel": origin.channel,
        "state": "SUBMITTED",
        "urgent": urgent,
        "green": "proposed" if urgent else "",  # 裁定 6: 绿色通道 is proposed, the town leader decides
        "complete": not urgent,
        "repeat": households.unrecognised_before(work, household_id),
        "submitted_at": work.now,
        "accepted_by": "",
        "version": 1,
        **_columns(work, answers),
    }
    work.connection.execute(_INSERT, case)
    record(work, case, "submitted", origin.actor or origin.channel, repeat=case["repeat"], urgent=urgent)
    tell_arrival(work, case)
    return case


def complete(work: Work, case: RowMapping, answers: Mapping[str, Any], origin: Origin) -> Submitted:
    """The rest of the answers for a case that an emergency opened before all was known."""
    values = {**_columns(work, answers), "complete": True, "version": case["version"] + 1}
    after = _write(work, case, values)
    _know_household(work, after, answers)
    record(work, after, "completed", origin.actor or origin.channel)
    if not case["village"] and after["village"]:
        tell_arrival(work, after)
    return Submitted(after["id"], after["receipt"])


def learn(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> RowMapping:
    """What has become known of an unfinished case: where, who, which number."""
    after = _write(work, case, _columns(work, answers))
    _know_household(work, after, answers)
    if not case["village"] and after["village"]:
        tell_arrival(work, after)
    return after


def supplement(work: Work, case: RowMapping, text: str, origin: Origin) -> None:
    """The farmer's further words, kept with the case."""
    answers = dict(case["answers"])
    answers["story"] = f"{answers.get('story', '')}\n{text}".strip()[:4000]
    after = _write(work, case, {"answers": answers, "version": case["version"] + 1})
    record(work, after, "supplemented", origin.actor or origin.channel, text=text)


def _join(work: Work, case: RowMapping, answers: Mapping[str, Any], origin: Origin) -> Submitted:
    """A second application of a household is added to its open case: nothing is lost, nothing counts twice."""
    kept = seal_answers(answers, work.office.sealer)
    merged = {**kept, **{k: v for k, v in case["answers"].items() if k != "story"}}
    stories = dict.fromkeys(filter(None, (case["answers"].get("story"), kept.get("story"))))
    merged["story"] = "\n".join(map(str, stories))[:4000]
    after = _write(work, case, {"answers": merged, "complete": True, "version": case["version"] + 1})
    record(work, after, "joined", origin.actor or origin.channel, channel=origin.channel, origin=origin.origin)
    tell_joined(work, after)
    return Submitted(case["id"], case["receipt"], joined=True)


def _write(work: Work, case: RowMapping, values: Mapping[str, Any]) -> RowMapping:
    here = (CASES.c.county == work.code, CASES.c.id == case["id"])
    return work.connection.execute(update(CASES).where(*here).values(**values).returning(CASES)).mappings().one()


def _columns(work: Work, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a case that repeat an answer, for lists and scopes; and all answers, the private ones sealed."""
    names = ("name", "phone", "town", "village", "risk")
    columns: dict[str, Any] = {name: str(answers.get(name, "")) for name in names}
    return {**columns, "answers": seal_answers(answers, work.office.sealer)}


def _know_household(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> None:
    names = {"head_name": "name", "phone": "phone", "town": "town", "village": "village"}
    values = {column: str(answers[key]) for column, key in names.items() if answers.get(key)}
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == case["household_id"])
    if values:
        work.connection.execute(update(HOUSEHOLDS).where(*here).values(**values))


def _receipt(work: Work) -> str:
    day = work.today()
    name = f"receipt:{day.isoformat()}"
    here = {"of_county": work.code, "of_name": name}
    serial = work.connection.execute(_NEXT, here).scalar()
    if serial is None:
        insert_once(work.connection, COUNTERS, {"county": work.code, "name": name, "value": 0})
        serial = work.connection.execute(_NEXT, here).scalar_one()
    return make(work.county.policy.receipt_prefix, day, serial)


def case_by_id(work: Work, case_id: str) -> RowMapping | None:
    """A case, whole."""
    return work.connection.execute(_BY_ID, {"county": work.code, "id": case_id}).mappings().first()


# Built once: making a statement costs more than running it.
_INSERT = insert(CASES)
_BY_ID = select(CASES).where(CASES.c.county == bindparam("county"), CASES.c.id == bindparam("id"))
_NEXT = (
    update(COUNTERS)
    .where(COUNTERS.c.county == bindparam("of_county"), COUNTERS.c.name == bindparam("of_name"))
    .values(value=COUNTERS.c.value + 1)
    .returning(COUNTERS.c.value)
)
