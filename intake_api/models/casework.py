"""What hangs on a case while it is verified, compared and helped: each row one thing somebody did or owes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from intake_api.models.sealed import sealed
from intake_api.store.moment import Moment


def _json_list() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Visit(SQLModel, table=True):
    """One visit to a household, or an interview by telephone with the reason (方案 三(二)). ``id`` is made on the
    cadre's telephone, so that a visit sent twice is kept once. ``body`` is all of Annex 1 as collected, sealed."""

    __tablename__ = "visit"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str
    household_id: str
    town: str = ""
    village: str = ""
    method: str  # visit, phone (codes: verify_method)
    why: str = sealed("why")  # why by telephone
    visited_at: datetime = Field(sa_type=Moment)
    verifiers: list[str] = _json_list()
    opinion: str = sealed("opinion")
    photos: list[str] = _json_list()  # attachment ids of the signed sheet
    body: str = ""
    saved_at: datetime = Field(sa_type=Moment)
    saved_by: str

    __table_args__ = (Index("visit_case", "county", "case_id", "visited_at"),)


class Authorisation(SQLModel, table=True):
    """One adult's 《申请及承诺授权书》 (裁定 8): on paper, by a one-time link, or a recorded call."""

    __tablename__ = "authorisation"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str
    member: int  # place in the household's list, 0 is the head
    name: str
    method: str  # paper, link, call
    text_version: str = ""
    text_hash: str = ""  # SHA-256 of the text as read
    token_hash: str | None = None  # of the one-time link
    asked_at: datetime = Field(sa_type=Moment)
    asked_by: str = ""
    until: datetime | None = Field(default=None, sa_type=Moment)
    given_at: datetime | None = Field(default=None, sa_type=Moment)
    attachment_id: str = ""
    note: str = sealed("note")

    __table_args__ = (
        Index("authorisation_case", "county", "case_id"),
        Index("authorisation_token", "county", "token_hash", unique=True),
    )


class Comparison(SQLModel, table=True):
    """What one department says about one person: nothing found, or found with details (方案 三(四) 信息比对)."""

    __tablename__ = "comparison"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str
    department: str
    member: int
    name: str
    result: str = ""  # "", none, hit
    detail: str = ""  # sealed
    handler: str = ""  # who at the department looked
    sent_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: str = ""
    explanation: str = sealed("explanation")  # the village's word on a hit
    explained_at: datetime | None = Field(default=None, sa_type=Moment)
    explained_by: str = ""

    __table_args__ = (
        Index("comparison_case", "county", "case_id"),
        Index("comparison_open", "county", "department", "answered_at", "due_at"),
    )


class Measure(SQLModel, table=True):
    """One thing done for the household: planned with who and until when, then implemented with evidence."""

    __tablename__ = "measure"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str
    household_id: str
    town: str = ""
    village: str = ""
    category: str  # codes: measure_category
    what: str = sealed("measure")
    owner: str = ""  # department or person responsible
    due_day: str = ""  # YYYY-MM-DD
    urgent: bool = False  # given before recognition (裁定 1)
    planned_at: datetime = Field(sa_type=Moment)
    planned_by: str
    implemented_day: str = ""
    evidence: str = sealed("evidence")
    photos: list[str] = _json_list()
    implemented_at: datetime | None = Field(default=None, sa_type=Moment)
    implemented_by: str = ""
    dropped_at: datetime | None = Field(default=None, sa_type=Moment)
    dropped_why: str = sealed("why")

    __table_args__ = (Index("measure_case", "county", "case_id"),)


class Referral(SQLModel, table=True):
    """Handed on to whoever can solve one part (转办单): tracked until answered; never instead of recognition."""

    __tablename__ = "referral"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str
    target: str  # an option of the action ``refer``
    note: str = sealed("note")
    sent_at: datetime = Field(sa_type=Moment)
    sent_by: str
    due_at: datetime = Field(sa_type=Moment)
    answer: str = ""  # "", solved, partly, refused
    answer_note: str = sealed("note")
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    answered_by: str = ""

    __table_args__ = (Index("referral_case", "county", "case_id"), Index("referral_open", "county", "answered_at"))


class Issue(SQLModel, table=True):
    """群众困难问题: one difficulty found at a household and what becomes of it (附件2 第6、7、10、11列)."""

    __tablename__ = "issue"

    county: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    case_id: str | None = None
    household_id: str
    town: str = ""
    village: str = ""
    origin: str  # PATROL, DEPT
    category: str  # codes: issue_category
    text: str = sealed("issue")
    found_day: str
    found_by: str
    found_at: datetime = Field(sa_type=Moment)
    measure: str = sealed("measure")
    owner: str = ""
    due_day: str = ""
    resolved_day: str = ""
    evidence: str = sealed("evidence")
    resolved_at: datetime | None = Field(default=None, sa_type=Moment)
    resolved_by: str = ""

    __table_args__ = (
        Index("issue_case", "county", "case_id"),
        Index("issue_place", "county", "town", "village", "resolved_at"),
    )


class Finding(SQLModel, table=True):
    """疑似问题: a check that does not hold for a case. ``gone_at``: it holds again; ``closed``: somebody said why it
    is right as it is."""

    __tablename__ = "finding"

    county: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    check_id: str = Field(primary_key=True)  # Q01 … Q91
    member: int = Field(primary_key=True, default=-1)  # -1: the household as a whole
    severity: str  # error, warn
    message: str = sealed("finding")  # names people and what ails them
    town: str = ""
    village: str = ""
    found_at: datetime = Field(sa_type=Moment)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_by: str = ""
    closed_why: str = sealed("why")

    # All that the figures per place are made of, so that counting reads the index alone.
    __table_args__ = (
        Index("finding_place", "county", "gone_at", "closed_at", "town", "village", "check_id", "severity", "case_id"),
    )


class Listed(SQLModel, table=True):
    """A person in the sheet of a case, by the blind index of the ID number: so that another case finds them."""

    __tablename__ = "listed"

    county: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    member: int = Field(primary_key=True)
    id_index: str

    __table_args__ = (Index("listed_person", "county", "id_index"),)
