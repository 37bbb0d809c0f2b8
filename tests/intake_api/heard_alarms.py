"""What an account heard of clocks, and letting time pass: ``from heard_alarms import warned``."""

from typing import Any

from procedure import Procedure
from sqlalchemy import select

from intake_api.models.tables import NOTICES
from intake_api.notices.reminding import remind
from intake_api.office import Office

COLOURS = ("要抓紧", "快到期", "已超期")


def titles(office: Office, account: Any) -> list[str]:
    with office.work() as work:
        query = select(NOTICES.c.title).where(NOTICES.c.account_id == account.id, NOTICES.c.channel == "console")
        return list(work.connection.execute(query.order_by(NOTICES.c.created_at, NOTICES.c.id)).scalars())


def warned(office: Office, account: Any) -> list[tuple[str, str]]:
    """(light, clock) of every warning that the account had, in words and in order."""
    here = (NOTICES.c.account_id == account.id, NOTICES.c.channel == "console", NOTICES.c.title.in_(COLOURS))
    query = select(NOTICES.c.title, NOTICES.c.text).where(*here).order_by(NOTICES.c.created_at, NOTICES.c.id)
    with office.work() as work:
        rows = work.connection.execute(query).all()
    return [(row.title, row.text.partition("须")[2].partition("前")[2].partition("，")[0]) for row in rows]


def every_six_hours(p: Procedure, days: int) -> None:
    for _ in range(days * 4):
        p.clock.advance(hours=6)
        remind(p.office, "350111")


def texts(office: Office, account: Any, label: str) -> list[str]:
    with office.work() as work:
        query = select(NOTICES.c.text).where(NOTICES.c.account_id == account.id, NOTICES.c.channel == "console")
        return [text for text in work.connection.execute(query).scalars() if f"前{label}，" in text]
