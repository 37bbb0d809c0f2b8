"""What the checks of a case must know of other cases and of imported lists, and which other cases must know of it:
found by blind index."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, delete, insert, select, union

from intake_api.casework.checks import CHECKED, Elsewhere
from intake_api.casework.checks.facts import PLACEHOLDER
from intake_api.casework.dossier import Dossier
from intake_api.casework.dossier import Row as Case
from intake_api.models.tables import CASES, LIST_ENTRIES, LISTED
from intake_api.office import Work
from intake_api.store.sealing import Sealer
from knowledge.limits import months_after

ID_FIELD = "id_number"  # the context of every blind index of an ID number
_NUMBER = 18  # a 残疾人证 number begins with the ID number
_STATES = tuple(sorted(CHECKED))
_ACTIVE = tuple(sorted(CHECKED - {"REJECTED", "ELIMINATED"}))
_TURNED_AWAY = ("REJECTED", "WITHDRAWN")
_ASKED_FOR = ("tekun",)  # lists whose being there at all matters: nobody stands on one that was never imported
MOST_BESIDE = 20  # cases examined along with one that changed; more wait for the daily sweep
Indexes = Mapping[int, str]


def indexes(dossier: Dossier, sealer: Sealer) -> dict[int, str]:
    """The blind index of each member whose ID number is known; a placeholder tells nobody from anybody."""
    numbers = {each.place: each.id_no[:_NUMBER] for each in dossier.found.people if len(each.id_no) >= _NUMBER}
    known = {place: number for place, number in numbers.items() if not number.startswith(PLACEHOLDER)}
    return {place: sealer.index(number, ID_FIELD) for place, number in known.items()}


def listed(connection: Connection, county: str, case_ids: Sequence[str]) -> dict[str, dict[int, str]]:
    """Who stands in the sheets of some cases, as written down last."""
    query = select(LISTED).where(LISTED.c.county == county, LISTED.c.case_id.in_(case_ids))
    found: dict[str, dict[int, str]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["case_id"], {})[row["member"]] = row["id_index"]
    return found


def keep(work: Work, dossiers: Sequence[Dossier]) -> set[str]:
    """Write down who stands in each case's sheet, so that other cases find them. Returns the blind indexes of all
    people of the sheets that changed: of those they hold now, and of those they held before."""
    before = listed(work.connection, work.code, [each.case["id"] for each in dossiers])
    touched = set[str]()
    for dossier in dossiers:
        case_id, wanted = dossier.case["id"], indexes(dossier, work.office.sealer)
        if (was := before.get(case_id, {})) != wanted:
            _list_anew(work, case_id, wanted)
            touched |= {*was.values(), *wanted.values()}
    return touched


def _list_anew(work: Work, case_id: str, people: Indexes) -> None:
    work.connection.execute(delete(LISTED).where(LISTED.c.county == work.code, LISTED.c.case_id == case_id))
    rows = [{"county": work.code, "case_id": case_id, "member": n, "id_index": index} for n, index in people.items()]
    if rows:
        work.connection.execute(insert(LISTED), rows)


def beside(work: Work, dossiers: Sequence[Dossier], before: Case | None, touched: Collection[str]) -> list[RowMapping]:
    """Other cases whose findings hang on these: they list one of the people ``touched``; or, when the one case shows
    itself to others otherwise than ``before``, they share a person, the telephone or the household with it.

    At most ``MOST_BESIDE``, those with a common person first, and none that somebody else holds at this moment: the
    daily sweep comes to all. They are held from now on.
    """
    mine, people, homes, phones = [each.case["id"] for each in dossiers], set(touched), set[str](), set[str]()
    now = dossiers[0].case
    if before is not None and _shown(before) != _shown(now):
        people |= set(indexes(dossiers[0], work.office.sealer).values())
        homes = {before["household_id"], now["household_id"]}
        phones = {before["phone_index"], now["phone_index"]} - {None}
    found = _others(work, mine, _listing(work, people), MOST_BESIDE) if people else []
    if homes and len(found) < MOST_BESIDE:
        known = [*mine, *(each["id"] for each in found)]
        found += _others(work, known, _near(work, homes, phones), MOST_BESIDE - len(found))
    return found


def _shown(case: Case) -> tuple[Any, ...]:
    """What the checks of other cases see of this one. Once it is no longer just handed in, they are looked at: a report
    is not examined when it arrives, in a rush of thousands."""
    state = case["state"]
    return (state in _ACTIVE, state in _TURNED_AWAY, state == "SUBMITTED", case["household_id"], case["phone_index"])


def _others(work: Work, but: Sequence[str], same: ColumnElement[bool], most: int) -> list[RowMapping]:
    here = (CASES.c.county == work.code, CASES.c.state.in_(_STATES), CASES.c.id.not_in(but))
    query = select(CASES).where(*here, same).order_by(CASES.c.id).limit(most)
    # Nobody waits for a case that is only looked at beside another: two who did so could block each other.
    return list(work.connection.execute(query.with_for_update(skip_locked=True)).mappings())


def _listing(work: Work, people: Collection[str]) -> ColumnElement[bool]:
    return CASES.c.id.in_(
        select(LISTED.c.case_id).where(LISTED.c.county == work.code, LISTED.c.id_index.in_(list(people)))
    )


def _near(work: Work, homes: Collection[str], phones: Collection[str]) -> ColumnElement[bool]:
    same = (CASES.c.household_id.in_(list(homes)), CASES.c.phone_index.in_(list(phones)))
    return CASES.c.id.in_(union(*(select(CASES.c.id).where(CASES.c.county == work.code, each) for each in same)))


def look(connection: Connection, sealer: Sealer, dossiers: Sequence[Dossier]) -> list[Elsewhere]:
    """All that is known elsewhere about the people of each case; a few queries however many cases of one county."""
    if not dossiers:
        return []
    county = dossiers[0].county.code
    people = [indexes(each, sealer) for each in dossiers]
    everybody = {index for mine in people for index in mine.values()}
    numbers = _rows(connection, _numbers(county, everybody))
    phones = _rows(connection, _phones(county, dossiers))
    lists = _rows(connection, _lists(county, everybody))
    refused = _rows(connection, _refused(county, dossiers))
    known = frozenset(name for name in _ASKED_FOR if _is_imported(connection, county, name))
    return [
        Elsewhere(
            numbers=_in_other_cases(dossier, mine, numbers),
            phone=len({row.household_id for row in phones.get(dossier.case["phone_index"], ())} - _own(dossier)),
            lists={place: frozenset(row.list for row in lists.get(index, ())) for place, index in mine.items()},
            known=known,
            refused=_times_refused(dossier, refused.get(dossier.case["household_id"], ())),
        )
        for dossier, mine in zip(dossiers, people, strict=True)
    ]


def _rows(connection: Connection, query: Any) -> dict[Any, list[Row[Any]]]:
    """The rows of a query by their first column."""
    found: dict[Any, list[Row[Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row[0], []).append(row)
    return found


def _numbers(county: str, everybody: Iterable[str]) -> Any:
    """Active cases that list one of these people."""
    same = (CASES.c.county == LISTED.c.county) & (CASES.c.id == LISTED.c.case_id)
    query = select(LISTED.c.id_index, CASES.c.receipt, CASES.c.household_id).join(CASES, same)
    here = (LISTED.c.county == county, LISTED.c.id_index.in_(list(everybody)), CASES.c.state.in_(_ACTIVE))
    return query.where(*here).order_by(CASES.c.receipt)


def _phones(county: str, dossiers: Iterable[Dossier]) -> Any:
    known = {each.case["phone_index"] for each in dossiers} - {None}
    here = (CASES.c.county == county, CASES.c.phone_index.in_(list(known)), CASES.c.state.in_(_ACTIVE))
    return select(CASES.c.phone_index, CASES.c.household_id).where(*here).distinct()


def _lists(county: str, everybody: Iterable[str]) -> Any:
    here = (LIST_ENTRIES.c.county == county, LIST_ENTRIES.c.id_index.in_(list(everybody)))
    return select(LIST_ENTRIES.c.id_index, LIST_ENTRIES.c.list).where(*here)


def _refused(county: str, dossiers: Iterable[Dossier]) -> Any:
    homes = {each.case["household_id"] for each in dossiers}
    here = (CASES.c.county == county, CASES.c.household_id.in_(list(homes)), CASES.c.state.in_(_TURNED_AWAY))
    return select(CASES.c.household_id, CASES.c.id, CASES.c.submitted_at).where(*here)


def _is_imported(connection: Connection, county: str, name: str) -> bool:
    query = select(LIST_ENTRIES.c.list).where(LIST_ENTRIES.c.county == county, LIST_ENTRIES.c.list == name).limit(1)
    return connection.execute(query).first() is not None


def _own(dossier: Dossier) -> set[str]:
    return {dossier.case["household_id"]}


def _in_other_cases(dossier: Dossier, mine: Indexes, numbers: Mapping[str, list[Row[Any]]]) -> dict[int, str]:
    """The receipt of another household's case, for each member who stands in one."""
    found = {}
    for place, index in mine.items():
        others = [row.receipt for row in numbers.get(index, ()) if row.household_id not in _own(dossier)]
        if others:
            found[place] = others[0]
    return found


def _times_refused(dossier: Dossier, earlier: Iterable[Row[Any]]) -> int:
    """How often the household reported before, or was alerted, within the policy's months, and was not taken in."""
    until, zone = dossier.case["submitted_at"], dossier.county.zone
    first = months_after(until.astimezone(zone).date(), -dossier.county.policy.checks.refused_months)
    since = datetime.combine(first, time(), zone)
    return sum(row.id != dossier.case["id"] and since <= row.submitted_at < until for row in earlier)
