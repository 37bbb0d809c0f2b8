"""How much of a case a page shows: numbers, home, health and what people wrote are masked until somebody has said why
(等保：默认遮住，看要写原因). What is masked, the form's declaration says: ``sealed`` and ``private`` questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from dialogs.asked import Asked
from dialogs.form import Question
from dialogs.kinds import kind_of
from intake_api.access import reveals
from intake_api.models import Account
from intake_api.sealed_answers import sealed_keys
from knowledge.people.masking import mask_phone

HIDDEN = "点“看全”后显示"
NEVER = "已遮住"  # for who may not open it


@dataclass(frozen=True, slots=True)
class Seeing:
    """``until``: all is in clear till then; None: masked. ``may_open``: the account could open it."""

    until: datetime | None
    may_open: bool

    @property
    def is_open(self) -> bool:
        """Whether all is shown in clear."""
        return self.until is not None

    def words(self, text: str) -> str:
        """What somebody wrote: it may speak of illness, of a home, of a number."""
        return text if self.is_open or not text else self._instead

    def phone(self, number: str) -> str:
        """A telephone number; empty for words instead of one."""
        if not any(c.isdigit() for c in number):
            return ""
        return number if self.is_open else mask_phone(number)

    def answer(self, asked: Asked, value: Any) -> str:
        """An answer in words."""
        question, kind = asked.question, kind_of(asked.question)
        if self.is_open and kind.private:
            return str(value)
        if self.is_open or kind.private or not is_masked(question):
            return kind.show(value, asked)
        if question.kind == "phone":
            return self.phone(str(value)) or kind.show(value, asked)
        if around := asked.answers.get(question.within):
            wider = asked.form[question.within]
            return f"{kind_of(wider).show(around, Asked(asked.form, wider, asked.county, asked.answers))}****"
        return self._instead

    @property
    def _instead(self) -> str:
        return HIDDEN if self.may_open else NEVER


def seeing(connection: Connection, account: Account, case_id: str, now: datetime) -> Seeing:
    """What this account sees of the case now."""
    return Seeing(reveals.open_until(connection, account, case_id, now), reveals.may_open(account))


def is_masked(question: Question) -> bool:
    """Whether the form declares the answer as one that is masked."""
    return question.key in sealed_keys()
