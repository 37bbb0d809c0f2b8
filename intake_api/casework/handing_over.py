"""When two cases turn out to be one, what hangs on the closed one goes over to the other."""

from sqlalchemy import update

from intake_api.models.tables import ATTACHMENTS, TALKS, TASKS
from intake_api.office import Work


def hand_over(work: Work, from_case: str, to_case: str) -> None:
    """Conversations, open calls and photos now belong to ``to_case``: the farmer who asks sees how that one goes."""
    for table in (TALKS, TASKS, ATTACHMENTS):
        here = (table.c.county == work.code, table.c.case_id == from_case)
        work.connection.execute(update(table).where(*here).values(case_id=to_case))
