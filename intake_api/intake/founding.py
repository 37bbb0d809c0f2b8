"""Cases that no farmer reported: found on a patrol, alerted by a department, or new trouble of a household whose risk
had ended. The clue's day starts the 15 days (裁定 4)."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import RowMapping

from intake_api.access.scope import may_see
from intake_api.casework.actions import carried_out, opened
from intake_api.casework.lifecycle import action
from intake_api.casework.typed_days import lately
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import households
from intake_api.intake.applications import Birth, open_case
from intake_api.intake.cases import Origin
from intake_api.models import Account
from intake_api.office import Work
from intake_api.sealed_answers import open_answers
from knowledge.text import clean


def patrol(
    work: Work,
    account: Account,
    answers: Mapping[str, Any],
    day: date,
    why: str,
    known: RowMapping | None = None,
    *,
    urgent: str = "",
) -> dict[str, Any]:
    """排查发现疑似对象 (附件2 第5列): a cadre met a household in need on ``day``; ``known``: which of the roster.
    ``urgent``: the kind of emergency it is in, for which 绿色通道 is proposed (裁定 6).
    Raises ``Conflict`` when it has a case in hand, ``Invalid``, ``NotAllowed``, ``NotFound`` outside the area."""
    born = action("create_from_patrol")
    if account.role not in born.roles:
        raise NotAllowed("走访发现由村干部、网格员、镇信息员登记")
    if not may_see(account, str(answers.get("town", "")), str(answers.get("village", ""))):
        raise NotFound("这个村不在您负责的地方")
    if not clean(why, 500):
        raise Invalid("请写为什么觉得这户有风险")
    lately(work, day, "走访日期")
    birth = Birth(born.name, _start(work, day), note=why)
    return _found(work, answers, Origin("PATROL", "patrol", account.id), birth, known, urgent)


def alert(
    work: Work, account: Account, answers: Mapping[str, Any], arrived: date, why: str, known: RowMapping | None = None
) -> dict[str, Any]:
    """部门预警: a department's list named the household; it reached the district on ``arrived``. ``known``: which of
    the roster. Raises like ``patrol``."""
    born = action("create_from_alert")
    if account.role not in born.roles:
        raise NotAllowed("部门预警由区信息员、镇信息员登记")
    if not may_see(account, str(answers.get("town", "")), str(answers.get("village", ""))):
        raise NotFound("这个村不在您负责的地方")
    lately(work, arrived, "预警到区的日期")
    birth = Birth(born.name, _start(work, arrived), note=why)
    return _found(work, answers, Origin("DEPT", "dept", account.id), birth, known)


def answers_of(work: Work, household: RowMapping, risk: str, story: str) -> dict[str, Any]:
    """What is known of a household of the roster, as answers of a case of its own."""
    answers = {key: household[key] for key in ("phone", "town", "village") if household[key] != households.NO_PHONE}
    answers |= {"name": household["head_name"], "risk": risk, "story": clean(story, 500)}
    if household["id_sealed"]:
        answers[households.ID_FIELD] = work.office.sealer.open(household["id_sealed"], households.ID_FIELD)
    return {key: value for key, value in answers.items() if value}


def relapse(work: Work, account: Account, case_id: str, version: int, note: str) -> dict[str, Any]:
    """又有困难: a new case of the household whose risk had ended, with what is known of it. Raises like ``act``."""
    chosen = action("relapse")
    dossier = opened(work, account, case_id, chosen, version)
    if not clean(note, 500):
        raise Invalid("请写又出了什么困难")
    before = dossier.case
    if households.open_case(work, before["household_id"]):
        raise Conflict("这户已经有一件在办")
    carried_out(work, account, dossier, chosen, {"note": note})
    answers = {**open_answers(before["answers"], work.office.sealer), "story": note}
    origin = Origin(before["origin"], before["channel"], account.id)
    birth = Birth("submit", previous=case_id, note=note)
    return open_case(work, before["household_id"], answers, origin, birth=birth)


def _found(
    work: Work,
    answers: Mapping[str, Any],
    origin: Origin,
    birth: Birth,
    known: RowMapping | None = None,
    urgent: str = "",
) -> dict[str, Any]:
    known = known or households.find(work, answers)
    if known and (in_hand := households.open_case(work, known["id"])):
        raise Conflict(f"这户已经有一件在办：{in_hand['receipt']}")
    repeat = households.unrecognised_before(work, known["id"]) if known else 0
    household = known["id"] if known else households.create(work, answers)
    return open_case(work, household, answers, origin, repeat=repeat, urgent=urgent, birth=birth)


def _start(work: Work, day: date) -> datetime:
    """The moment of a day that was written down without an hour."""
    return work.now if day == work.today() else datetime.combine(day, time(12), work.county.zone)
