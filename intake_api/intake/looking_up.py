"""查进度 by receipt: alone it shows nothing, the last four of the phone or the ID number must match (裁定 21)."""

from sqlalchemy import RowMapping, select

from intake_api.counters import count_up, counted, forget_before
from intake_api.intake.households import ID_FIELD
from intake_api.models.tables import CASES, HOUSEHOLDS
from intake_api.office import Work

# The conversation counts one person's wrong tries; this counts all that are made on one receipt in a day, by whoever
# takes a new name for every try.
MOST_WRONG = 20
_SHORTEST = 7


def look_up(work: Work, receipt: str, last4: str) -> RowMapping | None:
    """The case, or None when the receipt and the four characters do not belong together."""
    case = _case(work, receipt)
    if case is None or counted(work, _counter(work, receipt)) >= MOST_WRONG:
        return None
    if last4 in _last_fours(work, case):
        return case
    forget_before(work, "lookup:", _counter(work, ""))
    count_up(work, _counter(work, receipt))
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


def _counter(work: Work, receipt: str) -> str:
    return f"lookup:{work.today().isoformat()}:{receipt}"
