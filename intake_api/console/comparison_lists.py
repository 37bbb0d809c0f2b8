"""What departments are asked, as their page and their file show it: names and numbers only to who must look them up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy import case as when

from intake_api.access.scope import visible_comparisons
from intake_api.casework import clocks
from intake_api.casework.collected import Collected, collected
from intake_api.casework.comparisons import RESULTS, SAME_CASE, SEALED_AS, still_asked
from intake_api.console import words
from intake_api.console.lines import LIGHTS
from intake_api.errors import Invalid
from intake_api.models import Account
from intake_api.models.tables import CASES, COMPARISONS
from intake_api.office import Office
from intake_api.sealed_answers import open_answers
from knowledge.policy import County

SIZE = 50  # questions on a page
MOST = 2000  # questions in a file
SHOWN = {"open": "还没回", "late": "已超期", "answered": "已回"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person wants to see. ``page`` counts from 1."""

    show: str = "open"
    department: str = ""
    town: str = ""
    page: str = ""

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        keys = {name: getattr(self, name) for name in self.__slots__} | {"page": ""} | changed
        left = {key: value for key, value in keys.items() if value and (key, value) != ("show", "open")}
        return "/console/comparisons" + (f"?{urlencode(left)}" if left else "")


@dataclass(frozen=True, slots=True)
class Question:
    """One person one department is asked about. ``id_no`` is empty for who need not look the person up."""

    id: str
    department: str
    receipt: str
    place: str
    name: str
    id_no: str
    last_day: str
    left: str
    light: str
    light_words: str
    result: str
    detail: str
    handler: str
    answered: str


@dataclass(frozen=True, slots=True)
class Count:
    """How a department stands: asked and not answered, of these overdue."""

    department: str
    waiting: int
    late: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page. ``more``: there is another one."""

    questions: list[Question]
    counts: list[Count]
    more: bool

    def total(self, show: str, department: str) -> str:
        """The figure on a tab; none for what is answered, which only grows."""
        figures = {"open": "waiting", "late": "late"}
        counted = [each for each in self.counts if department in ("", each.department)]
        return str(sum(getattr(each, figures[show]) for each in counted)) if show in figures else ""


def listing(office: Office, account: Account, wanted: Wanted) -> Listing:
    """The page of questions that ``account`` may see. Raises ``Invalid`` for what is not there."""
    if wanted.show not in SHOWN or not (wanted.page or "1").isdecimal() or len(wanted.page) > 5:
        raise Invalid("没有这一栏，请从“部门比对”重新点进来")
    first = (max(int(wanted.page or 1), 1) - 1) * SIZE
    with office.database.read() as session:
        connection = session.connection()
        counts = _counts(connection, office, account, wanted)
        # What was answered in the whole county is no list to read: one department's is.
        readable = wanted.department or wanted.show != "answered"
        query = _query(office, account, wanted).limit(SIZE + 1).offset(first)
        rows = list(connection.execute(query).mappings()) if readable else []
        looks_up = account.role == "dept" and wanted.show != "answered"
        return Listing(_questions(office, account, rows[:SIZE], looks_up=looks_up), counts, len(rows) > SIZE)


def asked(office: Office, account: Account, wanted: Wanted) -> list[Question]:
    """All that one department has to answer, with names and numbers: for the file."""
    with office.database.read() as session:
        query = _query(office, account, Wanted("open", wanted.department, wanted.town)).limit(MOST)
        rows = list(session.connection().execute(query).mappings())
    return _questions(office, account, rows, looks_up=True)


def names_of(office: Office, account: Account, ids: Iterable[str]) -> dict[str, str]:
    """Whom questions are about, for telling which row is wrong; only those the account may see."""
    with office.database.read() as session:
        query = select(COMPARISONS.c.id, COMPARISONS.c.name).join(CASES, SAME_CASE)
        query = query.where(visible_comparisons(account), COMPARISONS.c.id.in_(list(ids)))
        return {row.id: words.masked_name(row.name) for row in session.connection().execute(query)}


def _query(office: Office, account: Account, wanted: Wanted) -> Any:
    order: tuple[Any, ...] = (
        COMPARISONS.c.due_at,
        COMPARISONS.c.case_id,
        COMPARISONS.c.department,
        COMPARISONS.c.member,
    )
    if wanted.show == "answered":
        order = (COMPARISONS.c.answered_at.desc(), COMPARISONS.c.id)
    shown = (CASES.c.receipt, CASES.c.town, CASES.c.village, CASES.c.answers)
    where = [visible_comparisons(account), *_chosen(wanted), *_shown(wanted.show, office.clock())]
    return select(*COMPARISONS.c, *shown).join(CASES, SAME_CASE).where(*where).order_by(*order)


def _chosen(wanted: Wanted) -> list[ColumnElement[bool]]:
    where = [COMPARISONS.c.department == wanted.department] if wanted.department else []
    return [*where, CASES.c.town == wanted.town] if wanted.town else where


def _shown(show: str, now: datetime) -> Sequence[ColumnElement[bool]]:
    if show == "answered":
        return (COMPARISONS.c.answered_at.is_not(None),)
    return (*still_asked(), COMPARISONS.c.due_at <= now) if show == "late" else still_asked()


def _counts(connection: Connection, office: Office, account: Account, wanted: Wanted) -> list[Count]:
    """Per department what is still open, the one that is furthest behind first."""
    late = func.sum(when((COMPARISONS.c.due_at <= office.clock(), 1), else_=0))
    query = (
        select(COMPARISONS.c.department, func.count(), late)
        .join(CASES, SAME_CASE)
        .where(visible_comparisons(account), *still_asked(), *_chosen(Wanted(town=wanted.town)))
        .group_by(COMPARISONS.c.department)
    )
    found = {row[0]: Count(*row) for row in connection.execute(query)}
    names = (account.department,) if account.role == "dept" else office.county(account.county).policy.departments
    every = {name: Count(name, 0, 0) for name in names} | found
    return sorted(every.values(), key=lambda each: (-each.late, -each.waiting))


def _questions(office: Office, account: Account, rows: Sequence[RowMapping], *, looks_up: bool) -> list[Question]:
    return list(_each(office, office.county(account.county), rows, looks_up))


def _each(office: Office, county: County, rows: Sequence[RowMapping], looks_up: bool) -> Iterator[Question]:
    for _, group in groupby(rows, key=lambda row: row["case_id"]):
        of_case = list(group)
        # A family's sheet is opened once, and only for who must look its people up.
        sheet = collected(open_answers(of_case[0]["answers"], office.sealer)) if looks_up else Collected()
        for row in of_case:
            yield _question(office, county, row, sheet, looks_up)


def _question(office: Office, county: County, row: RowMapping, sheet: Collected, looks_up: bool) -> Question:
    light = clocks.light(row["sent_at"], row["due_at"], office.clock(), county.policy.warn)
    answered = row["answered_at"]
    last = clocks.last_day(words.local(county, row["due_at"]))
    return Question(
        id=row["id"],
        department=row["department"],
        receipt=row["receipt"],
        place=words.place(county, row["village"] or row["town"]),
        name=row["name"] if looks_up else words.masked_name(row["name"]),
        id_no=_id_no(sheet, row),
        last_day=f"{last.month}月{last.day}日",
        left=clocks.remaining_words(row["due_at"], office.clock()),
        light=light,
        light_words=LIGHTS[light],
        result=RESULTS.get(row["result"], ""),
        detail=office.sealer.open(row["detail"], SEALED_AS) if row["detail"] else "",
        handler=row["handler"],
        answered=words.moment(words.local(county, answered)) if answered else "",
    )


def _id_no(sheet: Collected, row: RowMapping) -> str:
    """The number of the identity card; empty when the sheet no longer holds the person (a 残疾人证 begins with it)."""
    by_place = [each for each in sheet.people if each.place == row["member"] and each.name == row["name"]]
    found = by_place or [each for each in sheet.people if each.name == row["name"]]
    return found[0].id_no[:18] if len(found) == 1 else ""
