"""A county to try things out in: an account for every desk, invented cases in every state, made by the real rules."""

from sqlalchemy import func, select

from intake_api.demo.desks import PASSWORD, Desk, desks, open_accounts, shown_desks
from intake_api.demo.playing import play
from intake_api.demo.stories import stories
from intake_api.models.tables import ACCOUNTS
from intake_api.office import Office

__all__ = ["PASSWORD", "Desk", "desks", "load_demo", "shown_desks"]


def load_demo(office: Office) -> None:
    """Lay the demo into an empty database; one that holds accounts is left as it is."""
    for code in office.settings.counties:
        with office.work(code) as work:
            if work.connection.execute(select(func.count()).select_from(ACCOUNTS)).scalar_one() == 0:
                play(work, open_accounts(work), stories(work))
