"""The whole countryside: who lives where, the lists that came in, the visits made, and what is prepared for a flood."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment
from intake_api.store.sealed import SealedParts

_CELLS = SealedParts(lambda _key, _value: True, lambda _key: False)


def _json(empty: type) -> Any:
    return Field(default_factory=empty, sa_column=Column(JSON, nullable=False))


def _cells() -> Any:
    """Cells of somebody's row: sealed, whatever stands in them."""
    return Field(default_factory=dict, sa_column=Column(_CELLS, nullable=False))


class Resident(SQLModel, table=True):
    """A member of a household by the 户籍底册. Found by the blind index of the ID number; without a number by name,
    month of birth and village, and then only as a candidate."""

    __tablename__ = "resident"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    household_id: str
    name: str
    id_sealed: str = ""
    id_index: str | None = None
    born: str = ""  # YYYY-MM
    sex: str = ""  # male, female
    relation: str = ""  # code of the form's list; r02 (户主) is the head
    phone: str = sealed("phone")
    left: str = ""  # "", died, moved, split, mistaken
    left_day: str = ""  # YYYY-MM-DD
    batch: str = ""  # the import that brought the person

    __table_args__ = (
        Index("resident_number", "county", "id_index", unique=True),
        Index("resident_household", "county", "household_id"),
        Index("resident_name", "county", "name", "born"),
    )


class Batch(SQLModel, table=True):
    """One file that came in: a 户籍底册 or a department's list. Its rows are in ``BatchRow``."""

    __tablename__ = "batch"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    source: str  # a key of roster/sources.toml
    file_name: str
    file_hash: str  # SHA-256 of the file
    file: str = ""  # where the sealed file lies while rows are still to be read
    mapping: dict[str, str] = _json(dict)  # field -> heading of the file
    state: str = "received"  # received, looked, waiting, running, done, undoing, undone, failed
    total: int = 0  # rows of the file
    reached: int = 0  # rows dealt with, for the progress bar
    counts: dict[str, int] = _json(dict)  # by outcome
    problem: str = ""  # why it failed, in words, nothing personal
    received_at: datetime = Field(sa_type=Moment)
    received_by: str = ""
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_at: datetime | None = Field(default=None, sa_type=Moment)
    undone_by: str = ""

    __table_args__ = (Index("batch_file", "county", "file_hash"), Index("batch_newest", "county", "received_at"))


class BatchRow(SQLModel, table=True):
    """What became of one row of a file. ``before``: what the row replaced, so that the batch can be undone."""

    __tablename__ = "batch_row"

    county: str = Field(primary_key=True)
    batch: str = Field(primary_key=True)
    sheet: int = Field(primary_key=True)
    row: int = Field(primary_key=True)  # as the spreadsheet counts, from 1
    outcome: str  # new, changed, same, matched, candidate, rejected
    household_id: str = ""
    resident_id: str = ""
    town: str = ""
    village: str = ""
    cells: dict[str, Any] = _cells()  # only of candidates and rejected rows, to decide and to give back
    before: dict[str, Any] = _cells()
    why: str = sealed("row")  # why it was rejected or is only a candidate

    __table_args__ = (
        Index("batch_row_outcome", "county", "batch", "outcome"),
        Index("batch_row_household", "county", "household_id"),
    )


class ListEntry(SQLModel, table=True):
    """A person on a department's list (脱贫户, 低保, 特困, 重残 …), by the blind index of the ID number."""

    __tablename__ = "list_entry"

    county: str = Field(primary_key=True)
    list: str = Field(primary_key=True)  # lifted, dibao, tekun, disabled, uninsured …
    id_index: str = Field(primary_key=True)
    id_sealed: str = ""  # without it a new key could not find the person: ``baopin rekey`` makes the index anew
    name: str = ""
    town: str = ""
    village: str = ""
    since: str = ""  # YYYY-MM-DD
    detail: str = sealed("roster")
    batch: str = ""
    household_id: str = ""
    amount: int | None = None  # yuan, where the list has one
    grade: str = ""  # level of a disability, grade of a house …
    until: str = ""  # YYYY-MM-DD: no longer on the list since

    __table_args__ = (
        Index("list_entry_place", "county", "list", "town", "village"),
        Index("list_entry_household", "county", "household_id"),
        Index("list_entry_person", "county", "id_index"),
    )


class Patrol(SQLModel, table=True):
    """走访: one household seen, or asked by telephone with the reason (附件2 第3—7列). ``id`` is made on the cadre's
    telephone, so that what is sent twice is kept once."""

    __tablename__ = "patrol"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    household_id: str
    town: str = ""
    village: str = ""
    hamlet: str = ""
    day: str  # YYYY-MM-DD
    method: str  # visit, phone
    why: str = sealed("why")  # why by telephone
    standing: str = ""  # lifted, difficult or ordinary: what the household was on that day
    outcome: str  # well, problem, suspect, absent
    note: str = sealed("note")
    went: list[str] = _json(list)  # names of those who went
    case_id: str = ""
    hit_id: str = ""  # the department's hit it answers, if any
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: str

    __table_args__ = (
        Index("patrol_household", "county", "household_id", "day"),
        Index("patrol_place", "county", "town", "village", "day"),
    )


class Hit(SQLModel, table=True):
    """部门筛查命中: a household that a department's list makes worth a look, with its clock and what was done."""

    __tablename__ = "hit"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    batch: str
    source: str
    household_id: str
    town: str = ""
    village: str = ""
    want: str  # alert (疑似, a town looks within its days) or visit
    reason: str = sealed("reason")
    arrived_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    state: str = "open"  # open, case, visited, settled, undone
    case_id: str = ""
    settled_why: str = sealed("why")
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    settled_by: str = ""

    __table_args__ = (
        Index("hit_open", "county", "state", "town", "village", "due_at"),
        Index("hit_household", "county", "household_id"),
        Index("hit_batch", "county", "batch"),
    )


class Concern(SQLModel, table=True):
    """A household is in one of the plan's priority groups, with the reason: a projection, made anew when a list, a
    case or a visit changes. Never a decision."""

    __tablename__ = "concern"

    county: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    group: str = Field(primary_key=True)  # P01 … P14
    reason: str = sealed("reason")
    town: str = ""
    village: str = ""
    since: str = ""  # YYYY-MM-DD

    __table_args__ = (Index("concern_place", "county", "town", "village", "group"),)


class Duty(SQLModel, table=True):
    """Who is responsible for a place in the campaign: 专班, 牵头领导, 驻村干部, 网格员; and whether trained."""

    __tablename__ = "duty"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    town: str
    village: str = ""
    hamlet: str = ""
    kind: str  # team, lead, resident, grid
    name: str
    phone: str = sealed("phone")
    account_id: str = ""
    trained_day: str = ""  # YYYY-MM-DD
    ended_day: str = ""

    __table_args__ = (Index("duty_place", "county", "town", "village"),)


class Precaution(SQLModel, table=True):
    """因灾防范预案 of one town: the document, whom to call, villages at risk, households to fetch first."""

    __tablename__ = "precaution"

    county: str = Field(primary_key=True)
    town: str = Field(primary_key=True)
    document: str = ""  # attachment id
    contacts: str = sealed("contacts")  # a line each: name, duty, telephone
    villages: list[str] = _json(list)  # codes at risk
    first: list[str] = _json(list)  # household ids to fetch first
    note: str = sealed("note")
    changed_at: datetime = Field(sa_type=Moment)
    changed_by: str = ""


class Warning(SQLModel, table=True):
    """A warning of a typhoon, a flood …: which places, how long, and what the consultation (会商) decided."""

    __tablename__ = "warning"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    kind: str  # typhoon, flood, landslide, cold, fire, other
    level: str  # blue, yellow, orange, red
    words: str = sealed("words")
    places: list[str] = _json(list)  # codes of towns or villages
    from_at: datetime = Field(sa_type=Moment)
    until_at: datetime | None = Field(default=None, sa_type=Moment)
    entered_at: datetime = Field(sa_type=Moment)
    entered_by: str
    activated_at: datetime | None = Field(default=None, sa_type=Moment)
    activated_by: str = ""
    talks: str = sealed("talks")  # 会商记录 and what was done, a line of JSON each, only ever added to
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_by: str = ""
    summary: str = sealed("summary")  # what came of it, written when it was closed

    __table_args__ = (Index("warning_open", "county", "closed_at"),)


class Errand(SQLModel, table=True):
    """One household of an activated warning: called, fetched, safe."""

    __tablename__ = "errand"

    county: str = Field(primary_key=True)
    warning_id: str = Field(primary_key=True)
    household_id: str = Field(primary_key=True)
    town: str = ""
    village: str = ""
    is_first: bool = False
    done: str = ""  # "", called, moved, safe, unreached
    note: str = sealed("note")
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str = ""
    case_id: str = ""  # the case opened, or found in hand, because the household was hit

    __table_args__ = (Index("errand_place", "county", "warning_id", "town", "village"),)


class SurgeNote(SQLModel, table=True):
    """Somebody looked at a surge of reports and said what is behind it. ``count``: how many there were then; when many
    more come, it is shown again."""

    __tablename__ = "surge_note"

    county: str = Field(primary_key=True)
    town: str = Field(primary_key=True)
    risk: str = Field(primary_key=True)
    week: str = Field(primary_key=True)  # YYYY-MM-DD, its Monday
    count: int = Field(primary_key=True)
    note: str = sealed("note")
    noted_at: datetime = Field(sa_type=Moment)
    noted_by: str
