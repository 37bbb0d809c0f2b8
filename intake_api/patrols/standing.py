"""What a household is on the day of a visit: 脱贫户 (附件2 第3列), 困难户 (第4列) or neither."""

from sqlalchemy import select

from intake_api.models.tables import HOUSEHOLDS
from intake_api.office import Work
from intake_api.roster import standings
from intake_api.roster.standings import DIFFICULT, LIFTED, ORDINARY

WORDS = {LIFTED: "脱贫户", DIFFICULT: "困难户", ORDINARY: "一般农户"}


def refresh(work: Work, household_id: str) -> str:
    """The standing of a household as of now, kept with it: a list may have ended since the last import."""
    standings.refresh(work, [household_id])
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    return work.connection.execute(select(HOUSEHOLDS.c.standing).where(*here)).scalar_one() or ORDINARY
