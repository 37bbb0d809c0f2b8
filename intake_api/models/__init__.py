"""The tables, by noun. Every key begins with the county code, so that counties can be sharded (architecture 11)."""

from intake_api.models.account import Account, Binding, BindingCode, Login
from intake_api.models.audit import Audit
from intake_api.models.case import Case, Household
from intake_api.models.casework import (
    Authorisation,
    Comparison,
    Finding,
    Issue,
    Listed,
    Measure,
    Referral,
    Visit,
)
from intake_api.models.countryside import (
    Batch,
    BatchRow,
    Concern,
    Duty,
    Errand,
    Hit,
    ListEntry,
    Patrol,
    Precaution,
    Resident,
    SurgeNote,
    Warning,
)
from intake_api.models.event import Event
from intake_api.models.notice import NoticeRow
from intake_api.models.talk import Attachment, Inbox, TalkRow
from intake_api.models.task import Counter, Task

__all__ = [
    "Account",
    "Attachment",
    "Audit",
    "Authorisation",
    "Batch",
    "BatchRow",
    "Binding",
    "BindingCode",
    "Case",
    "Comparison",
    "Concern",
    "Counter",
    "Duty",
    "Errand",
    "Event",
    "Finding",
    "Hit",
    "Household",
    "Inbox",
    "Issue",
    "ListEntry",
    "Listed",
    "Login",
    "Measure",
    "NoticeRow",
    "Patrol",
    "Precaution",
    "Referral",
    "Resident",
    "SurgeNote",
    "TalkRow",
    "Task",
    "Visit",
    "Warning",
]
