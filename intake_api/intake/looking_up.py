"""查进度 by receipt: alone it shows nothing, the last four of the phone or the ID number must match (裁定 21)."""

from sqlalchemy import RowMapping, delete, select, update

from intake_api.intake.households import ID_FIELD
from intake_api.models.tables import CASES, COUNTERS, HOUSEHOLDS
from intake_api.office import Work
from intake_api.store.once import insert_once

# The conversation counts one person's wrong tries; this counts all that are made on one receipt in a day, by whoever
# takes a new name for every try.
MOST_WRONG = 20
_SHORTEST = 7


def look_up(work: Work, receipt: str, last4: str) -> RowMapping | None:
    """The case, or None when the receipt and the four characters do not belong together."""
    case = _case(work, receipt)
    if case is None or _wrong(work, receipt) >= MOST_WRONG:
        return None
    if last4 in _last_fours(work, case):
        return case
    _count_wrong(work, receipt)
    return None


def _case(work: Work, receipt: str) -> RowMapping | None:
    same = (HOUSEHOLDS.c.county == CASES.c.county) & (HOUSEHOLDS.c.id == CASES.c.household_id)
    query = select(CASES, HOUSEHOLDS.c.id_sealed).join(HOUSEHOLDS, same)
    query = query.where(CASES.c.county == work.code, CASES.c.receipt == receipt)
    return work.connection.execute(query).mappings().first()


def _last_fours(work: Work, case: RowMapping) -> set[str]:
    numbers = {case["phone"]}
    if case["id_sealed"]:
        numbers.add(work.office.sealer.open(case["id_sealed"], ID_FIELD)[:18])
    return {number[-4:] for number in numbers if len(number) >= _SHORTEST}


def _wrong(work: Work, receipt: str) -> int:
    query = select(COUNTERS.c.value).where(COUNTERS.c.county == work.code, COUNTERS.c.name == _counter(work, receipt))
    return work.connection.execute(query).scalar() or 0


def _count_wrong(work: Work, receipt: str) -> None:
    old = COUNTERS.c.name.like("lookup:%") & (COUNTERS.c.name < _counter(work, ""))
    work.connection.execute(delete(COUNTERS).where(COUNTERS.c.county == work.code, old))
    name = _counter(work, receipt)
    insert_once(work.connection, COUNTERS, {"county": work.code, "name": name, "value": 0})
    here = (COUNTERS.c.county == work.code, COUNTERS.c.name == name)
    work.connection.execute(update(COUNTERS).where(*here).values(value=COUNTERS.c.value + 1))


def _counter(work: Work, receipt: str) -> str:
    return f"lookup:{work.today().isoformat()}:{receipt}"
