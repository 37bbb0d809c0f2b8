"""What a case's checks must know of other cases and of the imported lists: looked up by blind index and telephone."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from intake_api.casework.checks import CHECKED, Elsewhere
from intake_api.casework.dossier import Dossier
from intake_api.models.tables import CASES, LISTED, ROSTER
from intake_api.office import Work
from intake_api.store.sealing import Sealer
from knowledge.limits import months_after

ID_FIELD = "id_number"  # the context of every blind index of an ID number
_NUMBER = 18  # a 残疾人证 number begins with the ID number
_OPENED = tuple(sorted(CHECKED - {"REJECTED", "ELIMINATED"}))  # 在办的户
_TURNED_AWAY = ("REJECTED", "WITHDRAWN")


def indexes(dossier: Dossier, sealer: Sealer) -> dict[int, str]:
    """The blind index of each member whose ID number is known."""
    known = {each.place: each.id_no[:_NUMBER] for each in dossier.found.people if len(each.id_no) >= _NUMBER}
    return {place: sealer.index(number, ID_FIELD) for place, number in known.items()}


def listed(connection: Connection, county: str, case_ids: Sequence[str]) -> dict[str, dict[int, str]]:
    """Who stands in the sheets of some cases, as written down last."""
    query = select(LISTED).where(LISTED.c.county == county, LISTED.c.case_id.in_(case_ids))
    found: dict[str, dict[int, str]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["case_id"], {})[row["member"]] = row["id_index"]
    return found


def keep(work: Work, dossier: Dossier) -> None:
    """Write down who stands in the case's sheet, so that other cases find them."""
    case_id, wanted = dossier.case["id"], indexes(dossier, work.office.sealer)
    if listed(work.connection, work.code, [case_id]).get(case_id, {}) == wanted:
        return
    mine = (LISTED.c.county == work.code, LISTED.c.case_id == case_id)
    work.connection.execute(delete(LISTED).where(*mine))
    rows = [{"county": work.code, "case_id": case_id, "member": n, "id_index": index} for n, index in wanted.items()]
    if rows:
        work.connection.execute(insert(LISTED), rows)


def look(connection: Connection, sealer: Sealer, dossier: Dossier) -> Elsewhere:
    """All that is known elsewhere about the people of one case."""
    mine = indexes(dossier, sealer)
    return Elsewhere(
        numbers=_numbers(connection, dossier, mine),
        phone=_phone(connection, dossier),
        lists=_lists(connection, dossier, mine),
        known=frozenset(connection.execute(_known(dossier)).scalars()),
        refused=_refused(connection, dossier),
    )


def _numbers(connection: Connection, dossier: Dossier, mine: Mapping[int, str]) -> dict[int, str]:
    """Other households under monitoring or on the way there that list the same person."""
    case = dossier.case
    if not mine:
        return {}
    query = (
        select(LISTED.c.id_index, func.min(CASES.c.receipt).label("receipt"))
        .join(CASES, (CASES.c.county == LISTED.c.county) & (CASES.c.id == LISTED.c.case_id))
        .where(LISTED.c.county == case["county"], LISTED.c.id_index.in_(set(mine.values())))
        .where(CASES.c.household_id != case["household_id"], CASES.c.state.in_(_OPENED))
        .group_by(LISTED.c.id_index)
    )
    other = {row.id_index: row.receipt for row in connection.execute(query)}
    return {place: other[index] for place, index in mine.items() if index in other}


def _phone(connection: Connection, dossier: Dossier) -> int:
    """How many other households can be reached by the same telephone."""
    case = dossier.case
    if case["phone_index"] is None:
        return 0
    query = select(func.count(func.distinct(CASES.c.household_id))).where(
        CASES.c.county == case["county"],
        CASES.c.phone_index == case["phone_index"],
        CASES.c.household_id != case["household_id"],
        CASES.c.state.in_(_OPENED),
    )
    return int(connection.execute(query).scalar_one())


def _lists(connection: Connection, dossier: Dossier, mine: Mapping[int, str]) -> dict[int, frozenset[str]]:
    if not mine:
        return {}
    here = (ROSTER.c.county == dossier.case["county"], ROSTER.c.id_index.in_(set(mine.values())))
    found = connection.execute(select(ROSTER.c.id_index, ROSTER.c.list).where(*here)).all()
    return {place: frozenset(row.list for row in found if row.id_index == index) for place, index in mine.items()}


def _known(dossier: Dossier) -> Any:
    return select(ROSTER.c.list).where(ROSTER.c.county == dossier.case["county"]).distinct()


def _refused(connection: Connection, dossier: Dossier) -> int:
    """How often the household reported, or was alerted, and was not taken in, within the policy's months."""
    case, zone = dossier.case, dossier.county.zone
    day = case["submitted_at"].astimezone(zone).date()
    since = months_after(day, -dossier.county.policy.checks.refused_months)
    query = select(func.count()).where(
        CASES.c.county == case["county"],
        CASES.c.household_id == case["household_id"],
        CASES.c.id != case["id"],
        CASES.c.state.in_(_TURNED_AWAY),
        CASES.c.submitted_at >= datetime.combine(since, time(), zone),
        CASES.c.submitted_at < case["submitted_at"],
    )
    return int(connection.execute(query).scalar_one())
