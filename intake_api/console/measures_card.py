"""帮扶计划 on the page of a case: what is done against which risk, by whom, until when, and what was done."""

from dataclasses import dataclass
from datetime import date

from dialogs.declaration import load_form
from intake_api.casework.answering_risks import ANSWER, answers
from intake_api.casework.developing import DEVELOPING
from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.lifecycle import action
from intake_api.casework.measures import PLANNERS
from intake_api.casework.states import DECIDING, OPEN
from intake_api.models import Account

_CODES = load_form().codes


@dataclass(frozen=True, slots=True)
class Planned:
    """One measure. ``against``: the household's risk, when the measure answers it."""

    id: str
    category: str
    what: str
    owner: str
    due_day: str
    is_late: bool
    urgent: bool
    against: str
    done_day: str
    evidence: str
    photos: tuple[str, ...]
    dropped: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class MeasuresCard:
    """``needs`` says what the plan still lacks before it can be set, in the plan's own words."""

    measures: tuple[Planned, ...]
    categories: tuple[tuple[str, str], ...]
    advised: tuple[str, ...]
    needs: tuple[str, ...]
    may_plan: bool
    may_implement: bool
    today: str


def card(account: Account, file: Dossier) -> MeasuresCard:
    """The card as this account sees it."""
    state, done = file.case["state"], action("measure_implemented")
    standing = [row for row in file.measures if not row["dropped_at"]]
    return MeasuresCard(
        measures=tuple(_planned(file, row) for row in file.measures),
        categories=tuple(_CODES["measure_category"].items()),
        advised=_advised(file),
        needs=_needs(file, standing) if state in OPEN and (standing or state not in DECIDING) else (),
        may_plan=account.role in PLANNERS and state in OPEN,
        may_implement=account.role in done.roles and state in done.sources | DECIDING,
        today=file.today.isoformat(),
    )


def _needs(file: Dossier, standing: list[Row]) -> tuple[str, ...]:
    """What would keep 定下帮扶计划 back, said before somebody runs into it, and what nothing is against yet."""
    risk = _CODES["risk"].get(file.case["risk"], "")
    found = []
    if file.found.can_work(file.today) and not any(row["category"] in DEVELOPING for row in standing):
        names = "、".join(_CODES["measure_category"][each] for each in _CODES["measure_category"] if each in DEVELOPING)
        found.append(f"家里有人能干活：计划里要有一项开发式帮扶（{names}），不能只靠兜底")
    if missing := [row["what"] for row in standing if not (row["owner"] and row["due_day"])]:
        found.append(f"这几项还没有责任人或时限：{'、'.join(missing)}")
    if risk and not any(answers(row["category"], file.case["risk"]) for row in standing):
        found.append(f"还没有一项是针对“{risk}”的")
    return tuple(found)


def _advised(file: Dossier) -> tuple[str, ...]:
    """The categories that answer the household's risk: a hint, people choose."""
    wanted = ANSWER.get(file.case["risk"], frozenset())
    return tuple(label for code, label in _CODES["measure_category"].items() if code in wanted)


def _planned(file: Dossier, row: Row) -> Planned:
    risk = file.case["risk"]
    is_open = not (row["implemented_at"] or row["dropped_at"])
    return Planned(
        id=row["id"],
        category=_CODES["measure_category"].get(row["category"], row["category"]),
        what=row["what"],
        owner=row["owner"],
        due_day=row["due_day"],
        is_late=is_open and bool(row["due_day"]) and date.fromisoformat(row["due_day"]) < file.today,
        urgent=row["urgent"],
        against=_CODES["risk"].get(risk, "") if answers(row["category"], risk) else "",
        done_day=row["implemented_day"],
        evidence=row["evidence"],
        photos=tuple(row["photos"]),
        dropped=row["dropped_why"] if row["dropped_at"] else "",
        is_open=is_open,
    )
