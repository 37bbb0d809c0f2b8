"""Same family? By ID number, else by name + phone + village; both numbers by their blind index. An ID number may also
be that of anybody whom the roster has in the household."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, or_, select, update

from intake_api.casework.log import record_household
from intake_api.models.tables import CASES, EVENTS, HOUSEHOLDS, ISSUES, LISTED, MEASURES, RESIDENTS, VISITS
from intake_api.office import Work

# States after which a household may report anew (裁定 5), and those that hide no recognition (方案 一(一) 多次申报).
CLOSED = ("WITHDRAWN", "REJECTED", "DUPLICATE", "TRANSFERRED", "ELIMINATED", "CLOSED_NATURAL")
NEVER_RECOGNISED = ("WITHDRAWN", "REJECTED")
ID_FIELD = "id_number"
NO_PHONE = "none"
PHONE_FIELD = "phone"
MERGED = "merged"  # a household whose people live in another now


def find(work: Work, answers: Mapping[str, Any]) -> RowMapping | None:
    """The household these answers speak of, locked, if it is known. An ID number learnt now is kept with it. Last it
    is looked for in the sheets of visits: whoever of a family reports, it is the family's second report."""
    ways = _ways(work, answers)
    _one_process_at_a_time(work, ways[0])
    found = _find(work, ways)
    if found and found["ended"] == MERGED:  # the number stays with it, and leads on
        return _of_resident(work, ways) or _joined(work, found)
    found = found or _of_resident(work, ways)
    if found and not found["id_index"] and answers.get(ID_FIELD):
        identify(work, found["id"], answers)
    return found or _listing(work, [way["id_index"] for way in ways if "id_index" in way])


def holder(work: Work, number: str) -> RowMapping | None:
    """The household known by this ID number, locked."""
    indexes = work.office.sealer.indexes(number[:18], ID_FIELD)
    return _find(work, [{"county": work.code, "id_index": index} for index in indexes])


def create(work: Work, answers: Mapping[str, Any]) -> str:
    """A household that ``find`` did not find; its id."""
    number = str(answers.get(ID_FIELD) or "")
    household = {
        "county": work.code,
        "id": work.new_id(),
        "head_name": str(answers.get("name", "")),
        **phone_columns(work, str(answers.get("phone", ""))),
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
    _set(work, household_id, indexed(work, values))


def identify(work: Work, household_id: str, answers: Mapping[str, Any]) -> None:
    """Keep the ID number with a household, sealed and with its blind index; ``find`` found it with no other."""
    if index := _id_index(work, answers):
        sealed = work.office.sealer.seal(str(answers[ID_FIELD]), ID_FIELD)
        _set(work, household_id, {"id_index": index, "id_sealed": sealed})


def identify_unless_known(work: Work, household_id: str, number: str) -> None:
    """The same for a household that no number is known of: one that is stays."""
    known = select(HOUSEHOLDS.c.id_index).where(HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    if work.connection.execute(known).scalar_one_or_none() is None:
        identify(work, household_id, {ID_FIELD: number})


def fold(work: Work, old: str, kept: str, actor: str) -> None:
    """Two households turn out to be one: what was ``old``'s is ``kept``'s, and ``old``'s numbers lead there."""
    if old == kept:
        return
    rows = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id.in_((old, kept)))
    found = {row["id"]: row for row in work.connection.execute(_locked(rows)).mappings()}
    gone = {"ended": MERGED, "ended_day": work.today().isoformat()}
    if found[old]["id_index"] and not found[kept]["id_index"]:
        _set(work, old, {**gone, "id_index": None, "id_sealed": ""})
        _set(work, kept, {name: found[old][name] for name in ("id_index", "id_sealed")})
    else:
        _set(work, old, gone)
    for table in (CASES, MEASURES, ISSUES, VISITS, RESIDENTS):
        here = (table.c.county == work.code, table.c.household_id == old)
        work.connection.execute(update(table).where(*here).values(household_id=kept))
    record_household(work, found[old], "household_merged", actor, into=kept, name=found[kept]["head_name"])


def _locked(where: Sequence[Any]) -> Any:
    return select(HOUSEHOLDS).where(*where).order_by(HOUSEHOLDS.c.id).with_for_update()


def indexed(work: Work, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns to write, with the blind index beside a telephone number."""
    return {**values, **phone_columns(work, values["phone"])} if "phone" in values else dict(values)


def phone_columns(work: Work, phone: str) -> dict[str, Any]:
    """A number and its blind index: the number itself lies sealed, and sealed it finds nothing."""
    known = phone not in ("", NO_PHONE)
    return {"phone": phone, "phone_index": work.office.sealer.index(phone, PHONE_FIELD) if known else None}


def _set(work: Work, household_id: str, values: Mapping[str, Any]) -> None:
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    if values:
        work.connection.execute(update(HOUSEHOLDS).where(*here).values(**values))


def _one_process_at_a_time(work: Work, asked: Mapping[str, Any]) -> None:
    """Two processes that meet the same new family at the same moment must not make it two. SQLite has one writer."""
    if work.office.database.is_sqlite:
        return
    contact = ":".join((work.code, asked["name"], asked["phone_index"], asked["village"])) if "name" in asked else ""
    keys = [f"{work.code}:{asked['id_index']}" if "id_index" in asked else "", contact]
    for key in sorted(filter(None, keys)):
        work.connection.execute(_ADVISORY, {"key": key})


def _ways(work: Work, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What to look for under today's key, then under each old one: until ``baopin rekey`` ran, a family may be filed
    under any of them."""
    sealer = work.office.sealer
    number = _id_of(answers)
    ids = sealer.indexes(number, ID_FIELD) if number else []
    contact = _contact(answers)
    phones = sealer.indexes(contact["phone"], PHONE_FIELD) if contact else []
    ways = []
    for place in range(max(len(ids), len(phones), 1)):
        asked: dict[str, Any] = {"county": work.code}
        if ids:
            asked["id_index"] = ids[place]
        if contact:
            asked |= {"name": contact["name"], "village": contact["village"], "phone_index": phones[place]}
        ways.append(asked)
    return ways


def _contact(answers: Mapping[str, Any]) -> dict[str, str]:
    """Name, phone and village when all are known; 没有电话 tells no family from another."""
    contact = {key: str(answers.get(key, "")) for key in ("name", "phone", "village")}
    return contact if all(contact.values()) and contact["phone"] != NO_PHONE else {}


def _id_of(answers: Mapping[str, Any]) -> str:
    # The first 18 characters: a 残疾人证 number begins with the ID number of the same person.
    return str(answers.get(ID_FIELD) or "")[:18]


def _id_index(work: Work, answers: Mapping[str, Any]) -> str | None:
    number = _id_of(answers)
    return work.office.sealer.index(number, ID_FIELD) if number else None


def _find(work: Work, ways: Sequence[Mapping[str, Any]]) -> RowMapping | None:
    query = _FIND.get(frozenset(ways[0]))
    if query is None:
        return None
    found = (work.connection.execute(query, asked).mappings().first() for asked in ways)
    # Nearly always there is one way; with several, the ID number counts more than the contact.
    return min(filter(None, found), key=lambda row: row["id_index"] is None, default=None)


def _listing(work: Work, indexes: Sequence[str]) -> RowMapping | None:
    """The one household whose sheet lists that person, locked. One who stands in the sheets of two (a daughter who
    married out) tells neither from the other."""
    found = work.connection.execute(_LISTING, {"county": work.code, "indexes": list(indexes)}).all() if indexes else ()
    if len(found) != 1:
        return None
    return work.connection.execute(_BY_ID, {"county": work.code, "id": found[0].household_id}).mappings().one()


def _of_resident(work: Work, ways: Sequence[Mapping[str, Any]]) -> RowMapping | None:
    """The household in which the roster has the person of this ID number."""
    indexes = [way["id_index"] for way in ways if "id_index" in way]
    if not indexes:
        return None
    return work.connection.execute(_OF_RESIDENT, {"county": work.code, "indexes": indexes}).mappings().first()


def _joined(work: Work, gone: RowMapping) -> RowMapping:
    """The household into which this one was merged; itself, where nobody wrote down which."""
    here = {"county": work.code, "household": gone["id"]}
    told = work.connection.execute(_MERGED_INTO, here).scalars().first() or {}
    if not told.get("into"):
        return gone
    return work.connection.execute(_BY_ID, {"county": work.code, "id": told["into"]}).mappings().one()


def _finding() -> dict[frozenset[str], Any]:
    """The queries for a household, by what is known of it. Built once: making a statement costs more than running
    it."""
    same_id = HOUSEHOLDS.c.id_index == bindparam("id_index")
    same_contact = (
        (HOUSEHOLDS.c.phone_index == bindparam("phone_index"))
        & (HOUSEHOLDS.c.village == bindparam("village"))
        & (HOUSEHOLDS.c.head_name == bindparam("name"))
    )
    # Two different ID numbers are two families, however alike the rest.
    either = or_(same_id, same_contact & HOUSEHOLDS.c.id_index.is_(None))
    contact = {"county", "name", "phone_index", "village"}
    ways = {frozenset({"county", "id_index"}): same_id, frozenset(contact): same_contact}
    ways[frozenset({*contact, "id_index"})] = either
    return {known: _one_household(condition) for known, condition in ways.items()}


def _one_household(condition: Any) -> Any:
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.county == bindparam("county"), condition)
    order = (HOUSEHOLDS.c.id_index.is_(None), HOUSEHOLDS.c.created_at, HOUSEHOLDS.c.id)
    return query.order_by(*order).limit(1).with_for_update()


_of_household = (CASES.c.county == bindparam("county")) & (CASES.c.household_id == bindparam("household"))
_FIND = _finding()
_BY_ID = (
    select(HOUSEHOLDS)
    .where(HOUSEHOLDS.c.county == bindparam("county"), HOUSEHOLDS.c.id == bindparam("id"))
    .with_for_update()
)
_LISTING = (
    select(CASES.c.household_id)
    .join(LISTED, (LISTED.c.county == CASES.c.county) & (LISTED.c.case_id == CASES.c.id))
    .where(LISTED.c.county == bindparam("county"), LISTED.c.id_index.in_(bindparam("indexes", expanding=True)))
    .distinct()
)
_OF_RESIDENT = (
    select(HOUSEHOLDS)
    .join(RESIDENTS, (RESIDENTS.c.county == HOUSEHOLDS.c.county) & (RESIDENTS.c.household_id == HOUSEHOLDS.c.id))
    .where(RESIDENTS.c.county == bindparam("county"), RESIDENTS.c.id_index.in_(bindparam("indexes", expanding=True)))
    .limit(1)
    .with_for_update(of=HOUSEHOLDS)
)
_MERGED_INTO = (
    select(EVENTS.c.data)
    .where(EVENTS.c.county == bindparam("county"), EVENTS.c.household_id == bindparam("household"))
    .where(EVENTS.c.case_id.is_(None), EVENTS.c.kind == "household_merged")
    .order_by(EVENTS.c.at.desc())
)
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
