"""The tables, by noun. Every key begins with the county code, so that counties can be sharded (architecture 11)."""

from intake_api.models.account import Account, Binding, BindingCode, Login
from intake_api.models.case import Case, Household
from intake_api.models.event import Event
from intake_api.models.notice import NoticeRow
from intake_api.models.talk import Attachment, Inbox, TalkRow
from intake_api.models.task import Counter, Task

__all__ = [
    "Account",
    "Attachment",
    "Binding",
    "BindingCode",
    "Case",
    "Counter",
    "Event",
    "Household",
    "Inbox",
    "Login",
    "NoticeRow",
    "TalkRow",
    "Task",
]
