"""The Core tables under the models: rules write SQL on these, so that they run inside a group-committed
transaction without a session (architecture 5)."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from intake_api.models import (
    Account,
    Attachment,
    Audit,
    Authorisation,
    Binding,
    BindingCode,
    Case,
    Comparison,
    Counter,
    Event,
    Finding,
    Household,
    Inbox,
    Issue,
    Listed,
    Login,
    Measure,
    NoticeRow,
    Referral,
    Roster,
    TalkRow,
    Task,
    Visit,
)


def _table(model: type[SQLModel]) -> Table:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    assert isinstance(table, Table)
    return table


ACCOUNTS = _table(Account)
ATTACHMENTS = _table(Attachment)
AUDIT = _table(Audit)
AUTHORISATIONS = _table(Authorisation)
BINDINGS = _table(Binding)
BINDING_CODES = _table(BindingCode)
CASES = _table(Case)
COMPARISONS = _table(Comparison)
COUNTERS = _table(Counter)
EVENTS = _table(Event)
FINDINGS = _table(Finding)
HOUSEHOLDS = _table(Household)
INBOX = _table(Inbox)
ISSUES = _table(Issue)
LISTED = _table(Listed)
LOGINS = _table(Login)
MEASURES = _table(Measure)
NOTICES = _table(NoticeRow)
REFERRALS = _table(Referral)
ROSTER = _table(Roster)
TALKS = _table(TalkRow)
TASKS = _table(Task)
VISITS = _table(Visit)
