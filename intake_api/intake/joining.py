"""Two reports of one family become one case: nothing that was said is lost, and nothing counts twice."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from dialogs.declaration import load_form
from dialogs.kinds import NO_PHONE
from intake_api.casework import findings
from intake_api.casework.handing_over import hand_over
from intake_api.casework.lifecycle import move
from intake_api.casework.log import record
from intake_api.intake.cases import COLUMNS, Origin, said, urge, write
from intake_api.intake.mending import shown
from intake_api.notices.tell import tell_arrival, tell_joined
from intake_api.office import Work
from intake_api.sealed_answers import open_answers, seal_answers


def join(work: Work, case: RowMapping, answers: Mapping[str, Any], origin: Origin) -> RowMapping:
    """Add another application of the household to its case in hand.

    What was answered first stands, since cadres may have worked with it; what is said otherwise now is written
    down beside it in the log, for them to see.
    """
    before = open_answers(case["answers"], work.office.sealer)
    known = {key: value for key, value in before.items() if value not in ("", NO_PHONE)}
    if not case["village"] and answers.get("village"):
        known.pop("town", None)
    merged = {**before, **answers, **known, "story": _stories(before, answers)}
    values: dict[str, Any] = {name: str(merged.get(name, "")) for name in COLUMNS if case[name] in ("", NO_PHONE)}
    if "village" in values:
        values["town"] = str(merged.get("town", ""))
    values |= {"answers": seal_answers(merged, work.office.sealer), "complete": True}
    after = write(work, case, values)
    told = {"channel": origin.channel, "origin": origin.origin, **_otherwise(work, known, answers)}
    record(work, after, "joined", origin.by, **told)
    findings.examine(work, after, case)
    if after["village"] and not case["village"]:
        tell_arrival(work, after)
    tell_joined(work, after)
    return after


def merge(work: Work, case: RowMapping, other: RowMapping, answers: Mapping[str, Any], origin: Origin) -> RowMapping:
    """An emergency opened ``case`` before its family was known, and the family has ``other`` in hand: they become
    one. ``case`` is closed as its duplicate; urgency, conversations, tasks and photos go over to ``other``."""
    state = move(case["state"], "mark_duplicate")
    values = {**said(work, case, answers), "household_id": other["household_id"], "complete": True, "state": state}
    closed = write(work, case, values)
    record(work, closed, "completed", origin.by)
    record(work, closed, "duplicate", origin.by, receipt=other["receipt"], other=other["id"])
    findings.examine(work, closed, case)
    hand_over(work, case["id"], other["id"])
    urged = urge(work, other, case["urgent"], origin)
    return join(work, urged, answers, origin)


def _stories(before: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    told = dict.fromkeys(str(each["story"]) for each in (before, answers) if each.get("story"))
    return "\n".join(told)[:4000]


def _otherwise(work: Work, known: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the second report says otherwise: sealed where private, and in words for the case's history."""
    form = load_form()
    passing = ("consent", "behalf", "helper_relation", "story")  # of this report, not of the family
    others = {
        key: value for key, value in answers.items() if key in known and key not in passing and value != known[key]
    }
    words = [
        f"{form[key].label} {shown(work, answers, key, value)}"
        for key, value in others.items()
        if key in form.questions
    ]
    if not words:
        return {}
    return {"text": "；".join(words), "answers": seal_answers(others, work.office.sealer)}
