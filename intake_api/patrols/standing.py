"""What a household is in 附件2: 脱贫户 (column 3), 困难户 (column 4) or neither, by the lists it is on today."""

from collections.abc import Iterable

from sqlalchemy import or_, select, update

from intake_api.casework.states import DECIDED, ENDS
from intake_api.models.tables import CASES, HOUSEHOLDS, LIST_ENTRIES
from intake_api.office import Work
from intake_api.roster.sources import SOURCES

LIFTED, DIFFICULT, ORDINARY = "lifted", "difficult", "ordinary"
WORDS = {LIFTED: "脱贫户", DIFFICULT: "困难户", ORDINARY: "一般农户"}
MONITORED = DECIDED - ENDS  # 监测对象 whose risk has not ended


def of_lists(lists: Iterable[str]) -> str:
    """The standing that these lists give. A 脱贫户 in difficulties counts in column 3 only."""
    given = {SOURCES[name].standing for name in lists if name in SOURCES}
    return LIFTED if LIFTED in given else DIFFICULT if DIFFICULT in given else ORDINARY


def refresh(work: Work, household_id: str) -> str:
    """The standing of a household as of now, kept with it."""
    found = of_lists(_lists(work, household_id))
    if found == ORDINARY and _is_monitored(work, household_id):
        found = DIFFICULT
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id, HOUSEHOLDS.c.standing != found)
    work.connection.execute(update(HOUSEHOLDS).where(*here).values(standing=found))
    return found


def _lists(work: Work, household_id: str) -> Iterable[str]:
    c = LIST_ENTRIES.c
    still = or_(c.until == "", c.until > work.today().isoformat())
    query = select(c.list).where(c.county == work.code, c.household_id == household_id, still)
    return work.connection.execute(query).scalars()


def _is_monitored(work: Work, household_id: str) -> bool:
    c = CASES.c
    here = (c.county == work.code, c.household_id == household_id, c.state.in_(MONITORED))
    return work.connection.execute(select(c.id).where(*here).limit(1)).first() is not None
