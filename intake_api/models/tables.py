"""The Core tables under the models: rules write SQL on these, so that they run inside a group-committed
transaction without a session (architecture 5)."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from intake_api.models import (
    Account,
    Attachment,
    Binding,
    BindingCode,
    Case,
    Counter,
    Event,
    Household,
    Inbox,
    Login,
    NoticeRow,
    TalkRow,
    Task,
)


def _table(model: type[SQLModel]) -> Table:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    assert isinstance(table, Table)
    return table


ACCOUNTS = _table(Account)
ATTACHMENTS = _table(Attachment)
BINDINGS = _table(Binding)
BINDING_CODES = _table(BindingCode)
CASES = _table(Case)
COUNTERS = _table(Counter)
EVENTS = _table(Event)
HOUSEHOLDS = _table(Household)
INBOX = _table(Inbox)
LOGINS = _table(Login)
NOTICES = _table(NoticeRow)
TALKS = _table(TalkRow)
TASKS = _table(Task)
