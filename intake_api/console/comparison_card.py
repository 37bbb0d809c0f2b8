"""比对 on the page of a case: person by person and department by department, and who must still authorise it."""

from dataclasses import dataclass

from intake_api.casework import clocks
from intake_api.casework.comparisons import RESULTS, SEALED_AS
from intake_api.casework.dossier import Dossier, Row
from intake_api.casework.lifecycle import action
from intake_api.console import words
from intake_api.console.lines import LIGHTS
from intake_api.models import Account
from intake_api.office import Office

# What a department found is told to who explains or decides, not to everybody who may open the case.
SEES_DETAILS = frozenset({"village", "town_clerk", "town_leader", "county_clerk", "county_leader"})
EXPLAINS = frozenset({"village", "town_clerk"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One department on one person. ``late_words`` while there is no answer."""

    id: str
    department: str
    name: str
    result: str
    light: str
    light_words: str
    due: str
    detail: str
    handler: str
    explanation: str
    asks_explanation: bool


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """``people`` are the rows of the table, each with a cell per department or None where it was not asked.
    ``is_open``: there is, or will be, something to see."""

    state: str
    departments: tuple[str, ...]  # the policy's
    asked: tuple[str, ...]
    people: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    hits: tuple[Cell, ...]
    may_send: bool
    missing: tuple[str, ...]
    added: tuple[str, ...]  # to the sheet after the sending, and not asked about
    nobody: bool  # no member is known yet
    may_authorise: bool
    is_open: bool


def card(office: Office, account: Account, file: Dossier) -> ComparisonCard:
    """The card as this account sees it."""
    cells = [_cell(office, account, file, row) for row in file.comparisons]
    asked = tuple(name for name in file.county.policy.departments if any(each.department == name for each in cells))
    sent = file.history.since("appeal_reopened").last("compare_sent", "compare_skipped")
    sending, signing, state = action("send_compare"), action("consent_signed"), file.case["state"]
    return ComparisonCard(
        state=_state(file),
        departments=file.county.policy.departments,
        asked=asked,
        people=_table(file, asked, cells),
        hits=tuple(each for each in cells if each.result == "有"),
        may_send=account.role in sending.roles and state in sending.sources and _is_due(file),
        missing=tuple(each.name for each in file.unauthorised),
        added=tuple(each.name for each in file.not_asked_about) if sent and _is_due(file) else (),
        nobody=not file.found.people,
        may_authorise=account.role in signing.roles and state in signing.sources,
        is_open=sent is not None or state in sending.sources,
    )


def _is_due(file: Dossier) -> bool:
    """Whether there is anything to send: to begin with, or about whoever was added to the sheet."""
    log = file.history.since("appeal_reopened")
    return not log.last("compare_skipped") and (not log.last("compare_sent") or bool(file.not_asked_about))


def _state(file: Dossier) -> str:
    log = file.history.since("appeal_reopened")
    if log.last("compare_skipped"):
        return "今年新纳入低保，不重复比对"
    if log.last("compared") and all(row["answered_at"] for row in file.comparisons):
        return "各部门都回了"
    if log.last("compare_sent"):
        waiting = len({row["department"] for row in file.comparisons if not row["answered_at"]})
        return f"已经送出，还有 {waiting} 个部门没有回全"
    return "还没有送"


def _table(file: Dossier, asked: tuple[str, ...], cells: list[Cell]) -> tuple[tuple[str, tuple[Cell | None, ...]], ...]:
    """A row for each person asked about, in the order of the sheet."""
    places = dict.fromkeys((row["member"], row["name"]) for row in sorted(file.comparisons, key=_place))
    by_key = {
        (row["member"], row["name"], each.department): each for row, each in zip(file.comparisons, cells, strict=True)
    }
    return tuple(
        (name, tuple(by_key.get((member, name, department)) for department in asked)) for member, name in places
    )


def _place(row: Row) -> int:
    return int(row["member"])


def _cell(office: Office, account: Account, file: Dossier, row: Row) -> Cell:
    light = clocks.light(row["sent_at"], row["due_at"], file.now, file.county.policy.warn)
    last = clocks.last_day(words.local(file.county, row["due_at"]))
    sees = account.role in SEES_DETAILS
    return Cell(
        id=row["id"],
        department=row["department"],
        name=row["name"],
        result=RESULTS.get(row["result"], ""),
        light=light,
        light_words=LIGHTS[light],
        due=f"{last.month}月{last.day}日",
        detail=office.sealer.open(row["detail"], SEALED_AS) if row["detail"] and sees else "",
        handler=row["handler"],
        explanation=row["explanation"] if sees else "",
        asks_explanation=row["result"] == "hit" and account.role in EXPLAINS,
    )
