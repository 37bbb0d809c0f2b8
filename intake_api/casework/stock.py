"""The checks over the whole stock: time alone makes new 疑似问题, and so do other cases and imported lists."""

import logging
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, func, select

from intake_api.casework import elsewhere, findings
from intake_api.casework.checks import CHECKED, run
from intake_api.casework.dossier import Dossier, read_many
from intake_api.casework.holding import held_by_id
from intake_api.counters import count_up, counted, forget_before
from intake_api.models.tables import CASES
from intake_api.office import Office

BATCH = 200  # cases looked at in one reading
SHARE = 1000  # cases of one minute: alarms must not wait for the stock
_STATES = tuple(sorted(CHECKED))
logger = logging.getLogger(__name__)


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
    dossiers = [each for each in _read(office, connection, county, cases) if _is_begun(each)]
    wrong = []
    for dossier, known in zip(dossiers, elsewhere.look(connection, office.sealer, dossiers), strict=True):
        id = dossier.case["id"]
        same = listed.get(id, {}) == elsewhere.indexes(dossier, office.sealer)
        if not (same and findings.is_right(kept.get(id, {}), dossier.case, run(dossier, known))):
            wrong.append(id)
    return wrong


def _read(office: Office, connection: Connection, county: str, cases: Sequence[RowMapping]) -> list[Dossier]:
    return read_many(office, connection, office.county(county), cases, office.clock())


def _is_begun(dossier: Dossier) -> bool:
    """Whether the clocks of the case can be reckoned: one broken log must not keep all the others from their day."""
    if not dossier.history.is_begun:
        logger.error("case %s: its log has no beginning, it was not checked", dossier.case["id"])
    return dossier.history.is_begun


def _examine(office: Office, county: str, case_id: str) -> None:
    with office.work(county) as work:
        for case in held_by_id(work, [case_id]):
            findings.examine(work, case)
