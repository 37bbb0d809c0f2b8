"""The checks over the whole stock: time alone makes new 疑似问题, and so do other cases and imported lists."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from intake_api.casework import dossier as dossiers
from intake_api.casework import elsewhere, findings
from intake_api.casework.checks import CHECKED, run
from intake_api.counters import count_up, counted, forget_before
from intake_api.models.tables import CASES
from intake_api.office import Office

BATCH = 200  # cases looked at in one reading
SHARE = 1000  # cases of one minute: alarms must not wait for the stock
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
    kept = findings.kept(connection, county, [case["id"] for case in cases])
    listed = elsewhere.listed(connection, county, [case["id"] for case in cases])
    wrong = []
    for case in cases:
        dossier = dossiers.read(office, connection, office.county(county), case, office.clock())
        found = run(dossier, elsewhere.look(connection, office.sealer, dossier))
        same = listed.get(case["id"], {}) == elsewhere.indexes(dossier, office.sealer)
        if not (same and findings.is_right(kept.get(case["id"], {}), case, found)):
            wrong.append(case["id"])
    return wrong


def _examine(office: Office, county: str, case_id: str) -> None:
    with office.work(county) as work:
        query = select(CASES).where(CASES.c.county == county, CASES.c.id == case_id).with_for_update()
        case = work.connection.execute(query).mappings().one_or_none()
        if case is not None:
            findings.examine(work, case)
