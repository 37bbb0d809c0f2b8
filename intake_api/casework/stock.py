"""The checks over the whole stock: time alone makes new 疑似问题, and so do other cases and imported lists."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, Table, func, select

from intake_api.casework import elsewhere, findings
from intake_api.casework import history as histories
from intake_api.casework.checks import CHECKED, run
from intake_api.casework.collected import collected
from intake_api.casework.dossier import Dossier, local_day
from intake_api.casework.history import History
from intake_api.counters import count_up, counted, forget_before
from intake_api.models.tables import AUTHORISATIONS, CASES, COMPARISONS, ISSUES, MEASURES, REFERRALS
from intake_api.office import Office
from intake_api.sealed_answers import open_answers

BATCH = 200  # cases looked at in one reading
SHARE = 1000  # cases of one minute: alarms must not wait for the stock
_HANGING = (AUTHORISATIONS, COMPARISONS, MEASURES, REFERRALS, ISSUES)
_STATES = tuple(sorted(CHECKED))


def sweep(office: Office, county: str) -> int:
    """Run the checks over all cases of a county now. Returns how many had findings that were no longer right."""
    changed, after = 0, ""
    while ids := _ids(office, county, BATCH, after=after):
        changed += _swept(office, county, ids)
        after = ids[-1]
    return changed


def sweep_a_share(office: Office, county: str) -> int:
    """The next share of today's sweep, to be called every minute; nothing once all was looked at today.

    Two processes may do it at once: each share belongs to who counted it up.
    """
    with office.work(county) as work:
        name = f"sweep:{work.today()}"
        done = counted(work, name) * SHARE
        here = (CASES.c.county == county, CASES.c.state.in_(_STATES))
        if done >= work.connection.execute(select(func.count()).select_from(CASES).where(*here)).scalar_one():
            return 0
        share = count_up(work, name)
        forget_before(work, "sweep:", name)
    ids = _ids(office, county, SHARE, skip=(share - 1) * SHARE)
    return sum(_swept(office, county, ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _ids(office: Office, county: str, most: int, *, after: str = "", skip: int = 0) -> list[str]:
    query = select(CASES.c.id).where(CASES.c.county == county, CASES.c.state.in_(_STATES), CASES.c.id > after)
    with office.database.read() as session:
        found = session.connection().execute(query.order_by(CASES.c.id).offset(skip).limit(most))
        return [str(case_id) for case_id in found.scalars()]


def _swept(office: Office, county: str, ids: Sequence[str]) -> int:
    """Nothing is locked while looking. A case whose findings are no longer right is examined again, alone, in a
    transaction of its own: who works on it meanwhile waits for one case at most."""
    with office.database.read() as session:
        connection = session.connection()
        query = select(CASES).where(CASES.c.county == county, CASES.c.id.in_(ids)).order_by(CASES.c.id)
        wrong = _no_longer_right(office, connection, county, list(connection.execute(query).mappings()))
    for case_id in wrong:
        _examine(office, county, case_id)
    return len(wrong)


def _no_longer_right(office: Office, connection: Connection, county: str, cases: Sequence[RowMapping]) -> list[str]:
    ids = [case["id"] for case in cases]
    kept = findings.kept(connection, county, ids)
    listed = elsewhere.listed(connection, county, ids)
    dossiers = _dossiers(office, connection, county, cases)
    wrong = []
    for dossier, known in zip(dossiers, elsewhere.look(connection, office.sealer, dossiers), strict=True):
        id = dossier.case["id"]
        same = listed.get(id, {}) == elsewhere.indexes(dossier, office.sealer)
        if not (same and findings.is_right(kept.get(id, {}), dossier.case, run(dossier, known))):
            wrong.append(id)
    return wrong


def _dossiers(office: Office, connection: Connection, county: str, cases: Sequence[RowMapping]) -> list[Dossier]:
    """Like ``dossier.read``, for many cases with one query a table; without what no check reads."""
    ids, of, now = [case["id"] for case in cases], office.county(county), office.clock()
    logs = histories.of_cases(connection, of, ids)
    hanging = {table: _rows(connection, county, table, ids) for table in _HANGING}
    return [
        Dossier(
            case=case,
            history=logs.get(case["id"], History()),
            county=of,
            now=now,
            today=local_day(of, now),
            found=collected(open_answers(case["answers"], office.sealer)),
            authorisations=tuple(hanging[AUTHORISATIONS].get(case["id"], ())),
            comparisons=tuple(hanging[COMPARISONS].get(case["id"], ())),
            measures=tuple(hanging[MEASURES].get(case["id"], ())),
            referrals=tuple(hanging[REFERRALS].get(case["id"], ())),
            issues=tuple(hanging[ISSUES].get(case["id"], ())),
        )
        for case in cases
    ]


def _rows(connection: Connection, county: str, table: Table, ids: Sequence[str]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = {}
    query = select(table).where(table.c.county == county, table.c.case_id.in_(ids))
    for row in connection.execute(query).mappings():
        found.setdefault(row["case_id"], []).append(row)
    return found


def _examine(office: Office, county: str, case_id: str) -> None:
    with office.work(county) as work:
        query = select(CASES).where(CASES.c.county == county, CASES.c.id == case_id).with_for_update()
        case = work.connection.execute(query).mappings().one_or_none()
        if case is not None:
            findings.examine(work, case)
