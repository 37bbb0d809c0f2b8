"""The row of a case, as the intake reads and changes it; whatever is done is written down in the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, bindparam, select, update

from intake_api.casework.log import record
from intake_api.casework.states import OPEN
from intake_api.intake.households import indexed
from intake_api.models.tables import CASES, HOUSEHOLDS
from intake_api.office import Work
from intake_api.sealed_answers import seal_answers

# The columns that repeat an answer, for lists and scopes.
COLUMNS = ("name", "phone", "town", "village", "risk")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an application came from: its discovery channel in Annex 2, the channel it was typed on, and who."""

    origin: str
    channel: str
    actor: str = ""

    @property
    def by(self) -> str:
        """Who the log says did it: an account, or the channel for a farmer."""
        return self.actor or self.channel


def by_id(work: Work, case_id: str) -> RowMapping | None:
    """A case, whole."""
    return work.connection.execute(_BY_ID, {"county": work.code, "id": case_id}).mappings().first()


def id_of(work: Work, receipt: str) -> str:
    """The id of the case with that receipt, empty when there is none."""
    query = select(CASES.c.id).where(CASES.c.county == work.code, CASES.c.receipt == receipt)
    return work.connection.execute(query).scalar() or ""


def held(work: Work, case_id: str) -> RowMapping | None:
    """A case, whole, locked because it is about to be changed."""
    here = {"county": work.code, "id": case_id}
    if not work.office.database.is_sqlite:
        # The household first, like whoever accepts a case: two who lock in the same order cannot block each other.
        work.connection.execute(_HOLD_HOUSEHOLD, here)
    return work.connection.execute(_HOLD, here).mappings().first()


def write(work: Work, case: Mapping[Any, Any], values: Mapping[str, Any]) -> RowMapping:
    """The case with other values; whoever has an older one open is told so when they act."""
    here = (CASES.c.county == work.code, CASES.c.id == case["id"])
    changed = update(CASES).where(*here).values(**indexed(work, values), version=CASES.c.version + 1)
    return work.connection.execute(changed.returning(CASES)).mappings().one()


def said(work: Work, case: RowMapping, answers: Mapping[str, Any]) -> dict[str, Any]:
    """All answers, and the columns they change. A cadre may have moved the case meanwhile: what the farmer said
    before and only repeats does not move it back."""
    before = case["answers"]
    news = {name: str(answers[name]) for name in COLUMNS if answers.get(name) and answers[name] != before.get(name)}
    return {**news, "answers": {**before, **seal_answers(answers, work.office.sealer)}}


def urge(work: Work, case: RowMapping, kind: str, origin: Origin) -> RowMapping:
    """A case in hand has become an emergency, or another one: written down each time, the graver stands on the case,
    and 绿色通道 is proposed once, at whatever step (裁定 6)."""
    record(work, case, "distress", origin.by, urgent=kind)
    values = {"urgent": graver(case["urgent"], kind)}
    if not case["green"] and case["state"] in OPEN:
        record(work, case, "green_proposed", origin.by, urgent=kind)
        values["green"] = "proposed"
    return case if all(case[name] == value for name, value in values.items()) else write(work, case, values)


def graver(one: str, other: str) -> str:
    """The emergency that is seen to first."""
    return min(filter(None, (one, other)), key=_GRAVEST_FIRST.index, default="")


_GRAVEST_FIRST = ("suicide", "medical", "violence", "disaster", "food", "shelter")


_HERE = (CASES.c.county == bindparam("county")) & (CASES.c.id == bindparam("id"))
_BY_ID = select(CASES).where(_HERE)
_HOLD = _BY_ID.with_for_update()
_HOLD_HOUSEHOLD = (
    select(HOUSEHOLDS.c.id)
    .where(HOUSEHOLDS.c.county == bindparam("county"))
    .where(HOUSEHOLDS.c.id == select(CASES.c.household_id).where(_HERE).scalar_subquery())
    .with_for_update()
)
