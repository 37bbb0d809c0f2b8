"""疑似问题 kept with a case: written when the case is saved, gone by themselves, closed by a person who says why."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from intake_api.access.roles import ROLES
from intake_api.casework import elsewhere
from intake_api.casework.checks import Found, run
from intake_api.casework.dossier import Dossier, read_many
from intake_api.casework.dossier import Row as Case
from intake_api.casework.holding import held
from intake_api.casework.log import record
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.models import Account, Finding
from intake_api.models.tables import FINDINGS
from intake_api.office import Work
from knowledge.text import clean

LONGEST = 500  # characters of a reason
Key = tuple[str, int]  # check and member
_AGAIN = {"closed_at": None, "closed_by": "", "closed_why": ""}


def examine(work: Work, case: RowMapping, before: Case | None = None) -> tuple[Found, ...]:
    """Run the checks on a case that was just written, inside its transaction, and keep what they find.

    New findings are inserted, what holds again is marked gone, closed ones stay closed while they last. Everything
    that hangs on the case must be written before. ``before``: the row that it was, when the row itself was written;
    the cases that this may have set at odds or put right are examined with it. Raises ``WithoutBeginning``.
    """
    (found,) = _examine(work, [case], before)
    return found


def examine_all(work: Work, cases: Sequence[RowMapping]) -> None:
    """The same for many cases on which something was written, with as many queries as for one."""
    if cases:
        _examine(work, cases, None)


def _examine(work: Work, cases: Sequence[RowMapping], before: Case | None) -> list[tuple[Found, ...]]:
    dossiers = _dossiers(work, cases)
    touched = elsewhere.keep(work, dossiers)
    found = _renew(work, dossiers)
    # What is wrong with the log of another case is none of the business of whoever wrote this one.
    others = _dossiers(work, elsewhere.beside(work, dossiers, before, touched))
    _renew(work, [each for each in others if each.history.is_begun])
    return found


def _dossiers(work: Work, cases: Sequence[RowMapping]) -> list[Dossier]:
    return read_many(work.office, work.connection, work.county, cases, work.now) if cases else []


def _renew(work: Work, dossiers: Sequence[Dossier]) -> list[tuple[Found, ...]]:
    """What holds of each case now, kept."""
    if not dossiers:
        return []
    known = elsewhere.look(work.connection, work.office.sealer, dossiers)
    found = [run(each, beside) for each, beside in zip(dossiers, known, strict=True)]
    rows = kept(work.connection, work.code, [each.case["id"] for each in dossiers])
    for each, now in zip(dossiers, found, strict=True):
        _store(work, each.case, now, rows.get(each.case["id"], {}))
    return found


def close(work: Work, account: Account, case_id: str, check_id: str, member: int, why: str) -> RowMapping:
    """Say why a warning is right as it is; kept with who and when.

    Raises ``NotFound`` outside of the account's area, ``NotAllowed`` for who only looks, ``Conflict`` for an error
    and for what is closed or gone already, ``Invalid`` without a reason.
    """
    case = held(work, account, case_id)
    role = ROLES[account.role]
    if not (role.writes and role.sees == "area"):
        raise NotAllowed("您这个岗位只能看，不能关")
    row = kept(work.connection, work.code, [case_id]).get(case_id, {}).get((check_id, member))
    if row is None:
        raise NotFound("没有这一条疑似问题")
    if row["severity"] == "error":
        raise Conflict(f"“{row['message']}”要改对才行，不能关。改好以后它自己会消。")
    why = clean(why, LONGEST)
    if len(why) < 2:
        raise Invalid("请写一句为什么没有问题，例如“看过证件，号码没错”")
    after = _close(work, row, {"closed_at": work.now, "closed_by": account.id, "closed_why": why})
    record(work, case, "finding_closed", account.id, check=check_id, member=member, note=why)
    return after


def kept(connection: Connection, county: str, case_ids: Sequence[str]) -> dict[str, dict[Key, RowMapping]]:
    """All findings ever kept of some cases, by case, then by check and member."""
    query = select(FINDINGS).where(FINDINGS.c.county == county, FINDINGS.c.case_id.in_(case_ids))
    rows: dict[str, dict[Key, RowMapping]] = {}
    for row in connection.execute(query).mappings():
        rows.setdefault(row["case_id"], {})[row["check_id"], row["member"]] = row
    return rows


def is_right(rows: Mapping[Key, RowMapping], case: Case, found: Sequence[Found]) -> bool:
    """Whether what is kept says what holds now."""
    now = {(each.check_id, each.member): each for each in found}
    standing = {key for key, row in rows.items() if row["gone_at"] is None}
    return standing == set(now) and not any(_changes(rows[key], each, case) for key, each in now.items())


def _store(work: Work, case: Case, found: Sequence[Found], rows: Mapping[Key, RowMapping]) -> None:
    now = {(each.check_id, each.member): each for each in found}
    new = [_row(work, case, each) for key, each in now.items() if key not in rows]
    if new:
        work.connection.execute(insert(FINDINGS), new)
    for key, row in rows.items():
        if values := _changes(row, now.get(key), case):
            if row["gone_at"] is not None:  # it is back: whoever closed it spoke of another time
                values |= {**_AGAIN, "found_at": work.now}
            work.connection.execute(_update(work, row).values(**values))
        elif key not in now and row["gone_at"] is None:
            work.connection.execute(_update(work, row).values(gone_at=work.now))


def _changes(row: RowMapping, found: Found | None, case: Case) -> dict[str, Any]:
    """What a kept row says otherwise than what holds now."""
    if found is None:
        return {}
    wanted = {"severity": found.severity, "message": found.message, "town": case["town"], "village": case["village"]}
    return {key: value for key, value in {**wanted, "gone_at": None}.items() if row[key] != value}


def _row(work: Work, case: Case, found: Found) -> dict[str, Any]:
    return Finding(
        county=work.code,
        case_id=case["id"],
        check_id=found.check_id,
        member=found.member,
        severity=found.severity,
        message=found.message,
        town=case["town"],
        village=case["village"],
        found_at=work.now,
    ).model_dump()


def _close(work: Work, row: RowMapping, values: Mapping[str, Any]) -> RowMapping:
    still = (FINDINGS.c.gone_at.is_(None), FINDINGS.c.closed_at.is_(None))
    statement = _update(work, row).where(*still).values(**values).returning(*FINDINGS.c)
    after = work.connection.execute(statement).mappings().one_or_none()
    if after is None:
        raise Conflict("这一条已经关了，或者已经没有了，请刷新页面看最新情况。")
    return after


def _update(work: Work, row: RowMapping) -> Any:
    return update(FINDINGS).where(
        FINDINGS.c.county == work.code,
        FINDINGS.c.case_id == row["case_id"],
        FINDINGS.c.check_id == row["check_id"],
        FINDINGS.c.member == row["member"],
    )
