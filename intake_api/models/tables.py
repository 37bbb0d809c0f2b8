"""The Core tables under the models: rules write SQL on these, so that they run inside a group-committed
transaction without a session (architecture 5)."""

from sqlalchemy import Table
from sqlmodel import SQLModel

from intake_api.models import (
    Account,
    Attachment,
    Audit,
    Authorisation,
    Batch,
    BatchRow,
    Binding,
    BindingCode,
    Case,
    Comparison,
    Concern,
    Counter,
    Duty,
    Errand,
    Event,
    Finding,
    Hit,
    Household,
    Inbox,
    Issue,
    Listed,
    ListEntry,
    Login,
    Measure,
    NoticeRow,
    Patrol,
    Precaution,
    Referral,
    Resident,
    SurgeNote,
    TalkRow,
    Task,
    Visit,
    Warning,
)


def _table(model: type[SQLModel]) -> Table:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    assert isinstance(table, Table)
    return table


ACCOUNTS = _table(Account)
ATTACHMENTS = _table(Attachment)
AUDIT = _table(Audit)
AUTHORISATIONS = _table(Authorisation)
BATCHES = _table(Batch)
BATCH_ROWS = _table(BatchRow)
BINDINGS = _table(Binding)
BINDING_CODES = _table(BindingCode)
CASES = _table(Case)
COMPARISONS = _table(Comparison)
CONCERNS = _table(Concern)
COUNTERS = _table(Counter)
DUTIES = _table(Duty)
ERRANDS = _table(Errand)
EVENTS = _table(Event)
FINDINGS = _table(Finding)
HITS = _table(Hit)
HOUSEHOLDS = _table(Household)
INBOX = _table(Inbox)
ISSUES = _table(Issue)
LISTED = _table(Listed)
LIST_ENTRIES = _table(ListEntry)
LOGINS = _table(Login)
MEASURES = _table(Measure)
NOTICES = _table(NoticeRow)
PATROLS = _table(Patrol)
PRECAUTIONS = _table(Precaution)
REFERRALS = _table(Referral)
RESIDENTS = _table(Resident)
SURGE_NOTES = _table(SurgeNote)
TALKS = _table(TalkRow)
TASKS = _table(Task)
VISITS = _table(Visit)
WARNINGS = _table(Warning)
