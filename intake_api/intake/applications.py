"""From answers to a case: matched to a household, joined to its open case, or opened anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert

from intake_api.casework import findings, history
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record
from intake_api.casework.moving import move_along
from intake_api.casework.projection import leading
from intake_api.counters import count_up
from intake_api.intake import households, joining, mending
from intake_api.intake.case_views import AMENDED_IN
from intake_api.intake.cases import COLUMNS, Origin, said, write
from intake_api.models.tables import CASES
from intake_api.notices.tell import tell_arrival, tell_supplemented
from intake_api.office import Work
from intake_api.sealed_answers import seal_answers
from knowledge.receipts import make


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of the answers. ``joined``: the household had an open case, they were added to it."""

    case_id: str
    receipt: str
    joined: bool = False


def submit(work: Work, answers: Mapping[str, Any], origin: Origin) -> Submitted:
    """Make the answers a case in front of the right village, in the running transaction."""
    known = households.find(work, answers)
    if known and (in_hand := households.open_case(work, known["id"])):
        return _joined(joining.join(work, in_hand, answers, origin))
    if known:
        households.know(work, known["id"], answers)
    case = _open_for(work, known, answers, origin)
    return Submitted(case["id"], case["receipt"])


def in_danger(work: Work, answers: Mapping[str, Any], origin: Origin, kind: str) -> RowMapping | dict[str, Any]:
    """The case that an emergency belongs to: the household's open one, or a new one that still lacks answers."""
    known = households.find(work, answers)
    in_hand = households.open_case(work, known["id"]) if known else None
    return in_hand or _open_for(work, known, answers, origin, kind)


def _open_for(
    work: Work, known: RowMapping | None, answers: Mapping[str, Any], origin: Origin, urgent: str = ""
) -> dict[str, Any]:
    if not known:
        return open_case(work, households.create(work, answers), answers, origin, urgent=urgent)
    repeat = households.unrecognised_before(work, known["id"])
    return open_case(work, known["id"], answers, origin, repeat=repeat, urgent=urgent)


@dataclass(frozen=True, slots=True)
class Birth:
    """How a case comes into the world: the action of the lifecycle, the clue's moment when it was not now (裁定 4),
    and the ended case of the same household that it follows."""

    action: str = "submit"
    clue: datetime | None = None
    previous: str = ""
    note: str = ""


REPORTED = Birth()


def open_case(
    work: Work,
    household_id: str,
    answers: Mapping[str, Any],
    origin: Origin,
    *,
    repeat: int = 0,
    urgent: str = "",
    birth: Birth = REPORTED,
) -> dict[str, Any]:
    """A new case, its first event, and the notice to its cadres. ``repeat``: earlier reports that led to nothing;
    ``urgent``: the kind of the emergency that opened it early."""
    born, clue = action(birth.action), birth.clue or work.now
    case = {
        "county": work.code,
        "id": work.new_id(),
        "receipt": _receipt(work),
        "household_id": household_id,
        "origin": origin.origin,
        "channel": origin.channel,
        "state": born.target,
        **households.indexed(work, {name: str(answers.get(name, "")) for name in COLUMNS}),
        "urgent": urgent,
        "green": "proposed" if urgent else "",  # 裁定 6: 绿色通道 is proposed, the town leader decides
        "complete": not urgent,
        "repeat": repeat,
        "answers": seal_answers(answers, work.office.sealer),
        "submitted_at": clue,
        "since": clue,
        "clock": "visit" if born.target == "ACCEPTED" else "accept",
        "clock_from": work.now if born.target == "ACCEPTED" else clue,
        "accepted_at": work.now if born.target == "ACCEPTED" else None,
        "accepted_by": origin.actor if born.target == "ACCEPTED" else "",
        "previous": birth.previous,
        "version": 1,
    }
    work.connection.execute(_INSERT, case)
    data = {"repeat": repeat, "urgent": urgent, "note": birth.note, "previous": birth.previous}
    if birth.clue:
        data["clue"] = clue.isoformat()
    record(work, case, born.event, origin.by, **{key: value for key, value in data.items() if value})
    tell_arrival(work, case)
    return case


def complete(work: Work, case: RowMapping, answers: Mapping[str, Any], origin: Origin) -> Submitted:
    """The rest of the answers for a case that an emergency opened before all was known.

    Only now may it show that the family is a known one, which may even have a case in hand: then the two become one.
    """
    found = households.find(work, answers)
    known = str(found["id"]) if found else case["household_id"]
    other = households.open_case(work, known) if known != case["household_id"] else None
    if other and case["state"] == "SUBMITTED":
        return _joined(joining.merge(work, case, other, answers, origin))
    values: dict[str, Any] = {"household_id": known, "complete": True}
    if known != case["household_id"]:
        values["repeat"] = households.unrecognised_before(work, known)
    after = write(work, case, {**said(work, case, answers), **values})
    households.know(work, known, answers)
    if not found:
        households.identify(work, known, answers)
    record(work, after, "completed", origin.by)
    findings.examine(work, after, case)
    _tell_new_village(work, case, after)
    return Submitted(after["id"], after["receipt"])


def learn(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> RowMapping:
    """What has become known of an unfinished case: where, who, which number."""
    news = said(work, case, answers)
    if news == {"answers": case["answers"]}:
        return case
    after = write(work, case, news)
    households.know(work, after["household_id"], answers)
    _tell_new_village(work, case, after, ring=False)  # the alarm that brought the news rings by itself
    return after


def supplement(work: Work, case: RowMapping, text: str, answers: Mapping[str, Any], origin: Origin) -> None:
    """The farmer's further words, and what they mend: the case and the household say the new, the log keeps the old."""
    if case["state"] != "SUBMITTED":
        # A cadre has the case in hand: another village is theirs to hand it to (转派); the words tell them.
        answers = {key: value for key, value in answers.items() if key not in ("town", "village")}
    mended = mending.mended(work, case, answers)
    news = {key: answers[key] for key in mended.keys}
    after = write(work, case, {**_amended(work, case, news, text), "lacks": False})
    if case["state"] not in AMENDED_IN:
        news = {key: value for key, value in news.items() if key == households.PHONE_FIELD}
    if news:
        households.know(work, case["household_id"], news)
    if mended.keys:
        _identify(work, case, answers)
    record(work, after, "supplemented", origin.by, text="；".join(filter(None, (text, mended.words))))
    if case["lacks"]:
        after = write(work, after, _pressing(work, after))
    findings.examine(work, after, case)
    _tell_new_village(work, case, after)
    tell_supplemented(work, after)


def _amended(work: Work, case: RowMapping, news: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The columns that a farmer's further words change. From the visit on the sheet is never overwritten (方案
    三(二)): the words stand in the log, and only the number to call changes."""
    if case["state"] not in AMENDED_IN:
        return {key: str(value) for key, value in news.items() if key == households.PHONE_FIELD}
    values = said(work, case, news)
    kept = values["answers"]
    kept["story"] = f"{kept.get('story', '')}\n{text}".strip()[:4000] if text else kept.get("story", "")
    return values


def _pressing(work: Work, case: RowMapping) -> dict[str, Any]:
    """The clock that presses now that the farmer is waited for no more."""
    log = history.of_cases(work.connection, work.county, [case["id"]])[case["id"]]
    return leading(log, case["state"], work.county.policy)


def _identify(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> None:
    """An ID number given later belongs to the household, unless another household is known by it: cadres decide."""
    if answers.get(households.ID_FIELD) and households.find(work, {households.ID_FIELD: answers["id_number"]}) is None:
        households.identify(work, case["household_id"], answers)


def _joined(case: RowMapping) -> Submitted:
    return Submitted(case["id"], case["receipt"], joined=True)


def _tell_new_village(work: Work, before: RowMapping, after: RowMapping, *, ring: bool = True) -> None:
    if after["village"] and after["village"] != before["village"]:
        move_along(work, after, ring=ring)
        tell_arrival(work, after)


def _receipt(work: Work) -> str:
    day = work.today()
    serial = count_up(work, f"receipt:{day.isoformat()}")
    return make(work.county.policy.receipt_prefix, day, serial)


# Built once: making a statement costs more than running it.
_INSERT = insert(CASES)
