"""Same family? By ID number, else by name + phone + village."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, or_, select, update

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
    query = (
        select(CASES)
        .where(CASES.c.county == work.code, CASES.c.household_id == household_id, CASES.c.state.not_in(CLOSED))
        .order_by(CASES.c.submitted_at.desc())
        .limit(1)
    )
    return work.connection.execute(query).mappings().first()


def unrecognised_before(work: Work, household_id: str) -> int:
    """How many earlier applications were closed without recognition: such a household is looked at with care."""
    query = select(CASES.c.id).where(
        CASES.c.county == work.code, CASES.c.household_id == household_id, CASES.c.state.in_(NEVER_RECOGNISED)
    )
    return len(work.connection.execute(query).all())


def _id_index(work: Work, answers: Mapping[str, Any]) -> str | None:
    # The first 18 characters: a 残疾人证 number begins with the ID number of the same person.
    number = str(answers.get(ID_FIELD, ""))[:18]
    return work.office.sealer.index(number, ID_FIELD) if number else None


def _find(work: Work, answers: Mapping[str, Any], index: str | None) -> RowMapping | None:
    name, phone, village = (str(answers.get(key, "")) for key in ("name", "phone", "village"))
    same_contact = (
        (HOUSEHOLDS.c.phone == phone) & (HOUSEHOLDS.c.village == village) & (HOUSEHOLDS.c.head_name == name)
    )
    known = bool(name and village and phone not in ("", NO_PHONE))
    by = [HOUSEHOLDS.c.id_index == index] if index else []
    # Two different ID numbers are two families, however alike the rest.
    by += [same_contact & HOUSEHOLDS.c.id_index.is_(None) if index else same_contact] if known else []
    if not by:
        return None
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.county == work.code, or_(*by))
    query = query.order_by((HOUSEHOLDS.c.id_index.is_(None)), HOUSEHOLDS.c.created_at).limit(1)
    return work.connection.execute(query.with_for_update()).mappings().first()


def _create(work: Work, answers: Mapping[str, Any], index: str | None) -> str:
    household_id = work.new_id()
    number = str(answers.get(ID_FIELD, ""))
    work.connection.execute(
        insert(HOUSEHOLDS).values(
            county=work.code,
            id=household_id,
            head_name=str(answers.get("name", "")),
            phone=str(answers.get("phone", "")),
            town=str(answers.get("town", "")),
            village=str(answers.get("village", "")),
            id_sealed=work.office.sealer.seal(number, ID_FIELD) if number else "",
            id_index=index,
            created_at=work.now,
        )
    )
    return household_id
