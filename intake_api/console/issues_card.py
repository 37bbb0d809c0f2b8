"""困难问题 on the page of a case: found, how it is put right, solved (方案 附件2 注：问题清单、整改方案)."""

from dataclasses import dataclass
from datetime import date

from dialogs.declaration import load_form
from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.issues import FINDERS, SOLVERS
from intake_api.casework.states import OPEN
from intake_api.models import Account

CATEGORIES = load_form().codes["issue_category"]
ORIGINS = {"PATROL": "排查", "DEPT": "筛查"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One difficulty and what becomes of it."""

    id: str
    category: str
    origin: str
    text: str
    found_day: str
    measure: str
    owner: str
    due_day: str
    is_late: bool
    resolved_day: str
    evidence: str


@dataclass(frozen=True, slots=True)
class IssuesCard:
    """All difficulties of the case, and what the account may do."""

    issues: tuple[Trouble, ...]
    categories: tuple[tuple[str, str], ...]
    may_add: bool
    may_solve: bool
    today: str


def card(account: Account, file: Dossier) -> IssuesCard:
    """The card as this account sees it."""
    return IssuesCard(
        issues=tuple(trouble(row, file.today) for row in file.issues),
        categories=tuple(CATEGORIES.items()),
        may_add=account.role in FINDERS and file.case["state"] in OPEN,
        may_solve=account.role in SOLVERS,
        today=file.today.isoformat(),
    )


def trouble(row: Row, today: date) -> Trouble:
    """One difficulty in words."""
    late = not row["resolved_at"] and bool(row["due_day"]) and date.fromisoformat(row["due_day"]) < today
    return Trouble(
        id=row["id"],
        category=CATEGORIES.get(row["category"], row["category"]),
        origin=ORIGINS.get(row["origin"], ""),
        text=row["text"],
        found_day=row["found_day"],
        measure=row["measure"],
        owner=row["owner"],
        due_day=row["due_day"],
        is_late=late,
        resolved_day=row["resolved_day"],
        evidence=row["evidence"],
    )
