"""Same family? By ID number, else by name + phone + village."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, or_, select, update

from intake_api.models.tables import CASES, HOUSEHOLDS
from intake_api.office import Work

# States after which a household may report anew (裁定 5), and those that hide no recognition (方案 一(一) 多次申报).
CLOSED = ("WITHDRAWN", "REJECTED", "DUPLICATE", "TRANSFERRED", "ELIMINATED", "CLOSED_NATURAL")
NEVER_RECOGNISED = ("WITHDRAWN", "REJECTED")
ID_FIELD = "id_number"
NO_PHONE = "none"


def find(work: Work, answers: Mapping[str, Any]) -> RowMapping | None:
    """The household these answers speak of, locked, if it is known. An ID number learnt now is kept with it."""
    index = _id_index(work, answers)
    _one_process_at_a_time(work, answers, index)
    found = _find(work, answers, index)
    if found and index and not found["id_index"]:
        identify(work, found["id"], answers)
    return found


def create(work: Work, answers: Mapping[str, Any]) -> str:
    """A household that ``find`` did not find; its id."""
    number = str(answers.get(ID_FIELD) or "")
    household = {
        "county": work.code,
        "id": work.new_id(),
        "head_name": str(answers.get("name", "")),
        "phone": str(answers.get("phone", "")),
        "town": str(answers.get("town", "")),
        "village": str(answers.get("village", "")),
        "id_sealed": work.office.sealer.seal(number, ID_FIELD) if number else "",
        "id_index": _id_index(work, answers),
        "created_at": work.now,
    }
    work.connection.execute(_INSERT, household)
    return str(household["id"])


def open_case(work: Work, household_id: str) -> RowMapping | None:
    """The case of this household that is still in hand, if any: the latest, locked."""
    here = {"county": work.code, "household": household_id}
    return work.connection.execute(_OPEN_CASE, here).mappings().first()


def unrecognised_before(work: Work, household_id: str) -> int:
    """How many earlier applications were closed without recognition: such a household is looked at with care."""
    here = {"county": work.code, "household": household_id}
    return int(work.connection.execute(_UNRECOGNISED, here).scalar_one())


def know(work: Work, household_id: str, answers: Mapping[str, Any]) -> None:
    """Who they are, how to reach them and where they live, as said last. What was not said stays."""
    names = {"head_name": "name", "phone": "phone", "town": "town", "village": "village"}
    values = {column: str(answers[key]) for column, key in names.items() if answers.get(key)}
    if values.get("phone") == NO_PHONE:
        del values["phone"]
    _set(work, household_id, values)


def identify(work: Work, household_id: str, answers: Mapping[str, Any]) -> None:
    """Keep the ID number with a household, sealed and with its blind index; ``find`` found it with no other."""
    if index := _id_index(work, answers):
        sealed = work.office.sealer.seal(str(answers[ID_FIELD]), ID_FIELD)
        _set(work, household_id, {"id_index": index, "id_sealed": sealed})


def _set(work: Work, household_id: str, values: Mapping[str, Any]) -> None:
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    if values:
        work.connection.execute(update(HOUSEHOLDS).where(*here).values(**values))


def _one_process_at_a_time(work: Work, answers: Mapping[str, Any], index: str | None) -> None:
    """Two processes that meet the same new family at the same moment must not make it two. SQLite has one writer."""
    if work.office.database.is_sqlite:
        return
    contact = _contact(answers)
    keys = [f"{work.code}:{index}" if index else "", ":".join((work.code, *contact)) if contact else ""]
    for key in sorted(filter(None, keys)):
        work.connection.execute(_ADVISORY, {"key": key})


def _contact(answers: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """(name, phone, village) when all are known; 没有电话 tells no family from another."""
    name, phone, village = (str(answers.get(key, "")) for key in ("name", "phone", "village"))
    return (name, phone, village) if name and village and phone not in ("", NO_PHONE) else None


def _id_index(work: Work, answers: Mapping[str, Any]) -> str | None:
    # The first 18 characters: a 残疾人证 number begins with the ID number of the same person.
    number = str(answers.get(ID_FIELD) or "")[:18]
    return work.office.sealer.index(number, ID_FIELD) if number else None


def _find(work: Work, answers: Mapping[str, Any], index: str | None) -> RowMapping | None:
    asked: dict[str, Any] = {"county": work.code}
    if index:
        asked["id_index"] = index
    if contact := _contact(answers):
        asked |= dict(zip(("name", "phone", "village"), contact, strict=True))
    query = _FIND.get(frozenset(asked))
    return work.connection.execute(query, asked).mappings().first() if query is not None else None


def _finding() -> dict[frozenset[str], Any]:
    """The queries for a household, by what is known of it. Built once: making a statement costs more than running
    it."""
    same_id = HOUSEHOLDS.c.id_index == bindparam("id_index")
    same_contact = (
        (HOUSEHOLDS.c.phone == bindparam("phone"))
        & (HOUSEHOLDS.c.village == bindparam("village"))
        & (HOUSEHOLDS.c.head_name == bindparam("name"))
    )
    # Two different ID numbers are two families, however alike the rest.
    either = or_(same_id, same_contact & HOUSEHOLDS.c.id_index.is_(None))
    contact = {"county", "name", "phone", "village"}
    ways = {frozenset({"county", "id_index"}): same_id, frozenset(contact): same_contact}
    ways[frozenset({*contact, "id_index"})] = either
    return {known: _one_household(condition) for known, condition in ways.items()}


def _one_household(condition: Any) -> Any:
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.county == bindparam("county"), condition)
    order = (HOUSEHOLDS.c.id_index.is_(None), HOUSEHOLDS.c.created_at, HOUSEHOLDS.c.id)
    return query.order_by(*order).limit(1).with_for_update()


_of_household = (CASES.c.county == bindparam("county")) & (CASES.c.household_id == bindparam("household"))
_FIND = _finding()
_INSERT = insert(HOUSEHOLDS)
_OPEN_CASE = (
    select(CASES)
    .where(_of_household, CASES.c.state.not_in(CLOSED))
    .order_by(CASES.c.submitted_at.desc(), CASES.c.id.desc())
    .limit(1)
    .with_for_update()
)
_UNRECOGNISED = select(func.count()).select_from(CASES).where(_of_household, CASES.c.state.in_(NEVER_RECOGNISED))
_ADVISORY = select(func.pg_advisory_xact_lock(func.hashtext(bindparam("key"))))
