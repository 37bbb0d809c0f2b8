"""Same family? By ID number, else by name + phone + village."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, or_, select, update

from intake_api.casework.tables import CASES, HOUSEHOLDS
from intake_api.office import Work

# States after which a household may report anew (裁定 5), and those that hide no recognition (方案 一(一) 多次申报).
CLOSED = ("WITHDRAWN", "REJECTED", "DUPLICATE", "TRANSFERRED", "ELIMINATED", "CLOSED_NATURAL")
NEVER_RECOGNISED = ("WITHDRAWN", "REJECTED")
ID_FIELD = "id_number"
NO_PHONE = "none"


def find_or_create(work: Work, answers: Mapping[str, Any]) -> str:
    """The id of the household these answers speak of, made when it is not known yet."""
    index = _id_index(work, answers)
    found = _find(work, answers, index)
    if found is None:
        return _create(work, answers, index)
    if index and not found["id_index"]:
        sealed = work.office.sealer.seal(str(answers[ID_FIELD]), ID_FIELD)
        _here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == found["id"])
        work.connection.execute(update(HOUSEHOLDS).where(*_here).values(id_index=index, id_sealed=sealed))
    return str(found["id"])


def open_case(work: Work, household_id: str) -> RowMapping | None:
    """The case of this household that is still in hand, if any: the latest."""
    here = {"county": work.code, "household": household_id}
    return work.connection.execute(_OPEN_CASE, here).mappings().first()


def unrecognised_before(work: Work, household_id: str) -> int:
    """How many earlier applications were closed without recognition: such a household is looked at with care."""
    here = {"county": work.code, "household": household_id}
    return int(work.connection.execute(_UNRECOGNISED, here).scalar_one())


def _id_index(work: Work, answers: Mapping[str, Any]) -> str | None:
    # The first 18 characters: a 残疾人证 number begins with the ID number of the same person.
    number = str(answers.get(ID_FIELD, ""))[:18]
    return work.office.sealer.index(number, ID_FIELD) if number else None


def _find(work: Work, answers: Mapping[str, Any], index: str | None) -> RowMapping | None:
    name, phone, village = (str(answers.get(key, "")) for key in ("name", "phone", "village"))
    asked: dict[str, Any] = {"county": work.code}
    if index:
        asked["id_index"] = index
    if name and village and phone not in ("", NO_PHONE):
        asked |= {"name": name, "phone": phone, "village": village}
    query = _FIND.get(frozenset(asked))
    return work.connection.execute(query, asked).mappings().first() if query is not None else None


def _create(work: Work, answers: Mapping[str, Any], index: str | None) -> str:
    number = str(answers.get(ID_FIELD, ""))
    household = {
        "county": work.code,
        "id": work.new_id(),
        "head_name": str(answers.get("name", "")),
        "phone": str(answers.get("phone", "")),
        "town": str(answers.get("town", "")),
        "village": str(answers.get("village", "")),
        "id_sealed": work.office.sealer.seal(number, ID_FIELD) if number else "",
        "id_index": index,
        "created_at": work.now,
    }
    work.connection.execute(_INSERT, household)
    return str(household["id"])


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
    query = query.order_by(HOUSEHOLDS.c.id_index.is_(None), HOUSEHOLDS.c.created_at).limit(1)
    return query.with_for_update()


_of_household = (CASES.c.county == bindparam("county")) & (CASES.c.household_id == bindparam("household"))
_FIND = _finding()
_INSERT = insert(HOUSEHOLDS)
_OPEN_CASE = (
    select(CASES).where(_of_household, CASES.c.state.not_in(CLOSED)).order_by(CASES.c.submitted_at.desc()).limit(1)
)
_UNRECOGNISED = select(func.count()).select_from(CASES).where(_of_household, CASES.c.state.in_(NEVER_RECOGNISED))
