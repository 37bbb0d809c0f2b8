"""What people do about a hit: 疑似 (a case), no risk (and why), somebody goes there, a difficulty written down. A hit
is a reason to look and nothing more."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import RowMapping, select, update

from dialogs.declaration import load_form
from intake_api.access.scope import visible_hits
from intake_api.casework import clocks, issues
from intake_api.casework.actions import act
from intake_api.casework.lifecycle import action
from intake_api.casework.log import record_household
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import founding, households
from intake_api.models import Account
from intake_api.models.tables import HITS, HOUSEHOLDS
from intake_api.office import Work
from intake_api.screening import concerns
from intake_api.screening.hits import LINKED, OPEN, ORIGIN, SETTLED, VISIT, VISITED
from knowledge.text import clean

SETTLERS = action("create_from_alert").roles
LONGEST = 500
_DONE = {LINKED: "已经立案", VISITED: "已经上门看过", SETTLED: "已经核过", "undone": "随名单撤销了"}


def may_settle(work: Work, account: Account, hit_id: str) -> None:
    """Raises ``NotFound`` outside the area, ``NotAllowed`` for the role, ``Conflict`` when it was dealt with."""
    _opened(work, account, hit_id)


def suspect(work: Work, account: Account, hit_id: str, risk: str = "") -> str:
    """疑似: the household's case, a new one of origin DEPT (附件2 第9列) or the one in hand; its id. What other lists
    hit of the household belongs to it too. Raises like ``no_risk``."""
    hit = _opened(work, account, hit_id)
    home = _home(work, hit)
    rule = work.county.policy.screening.rules.get(hit["source"])
    risk = risk or (rule.risk if rule else "other")
    if risk not in load_form().codes["risk"]:
        raise Invalid("请选主要困难是什么")
    in_hand = households.open_case(work, home["id"])
    case_id = in_hand["id"] if in_hand else _new_case(work, account, hit, home, risk)
    c = HITS.c
    same = (c.county == work.code, c.household_id == home["id"], c.state == OPEN)
    done = {"state": LINKED, "case_id": case_id, "settled_at": work.now, "settled_by": account.id}
    work.connection.execute(update(HITS).where(*same).values(**done))
    return str(case_id)


def no_risk(work: Work, account: Account, hit_id: str, why: str) -> None:
    """Looked at, and there is no risk. Raises ``Invalid`` without a reason, ``NotFound`` outside the area,
    ``NotAllowed``, ``Conflict`` when it was dealt with."""
    hit = _opened(work, account, hit_id)
    if not (why := clean(why, LONGEST)):
        raise Invalid("请写一句怎么核的、为什么没有风险")
    _set(work, hit, state=SETTLED, settled_why=why, settled_at=work.now, settled_by=account.id)
    _record(work, account, hit, "hit_settled", note=why)
    concerns.refresh(work, [hit["household_id"]])


def arrange(work: Work, account: Account, hit_id: str) -> None:
    """排上走访: somebody goes there within the days of a visit, but an alert keeps its own day where that is later.
    Raises like ``no_risk``."""
    hit = _opened(work, account, hit_id)
    if hit["want"] == VISIT:
        raise Conflict("这户已经排上走访了")
    due = clocks.due(work.now, work.county.policy.screening.limit(VISIT), work.county.policy)
    _set(work, hit, want=VISIT, due_at=max(due, hit["due_at"]))
    _record(work, account, hit, "hit_arranged")


def problem(work: Work, account: Account, hit_id: str, category: str, text: str) -> str:
    """A difficulty that the list brought to light (附件2 第10列), with a case or without; its id. The hit stays open.
    Raises like ``no_risk``."""
    hit = _opened(work, account, hit_id)
    home = _home(work, hit)
    return issues.at_household(work, account, home, category, text, work.today(), origin=ORIGIN)


def visited(work: Work, household_id: str, actor: str, case_id: str = "") -> None:
    """Somebody was there: what asked for a visit is done. ``case_id``: the visit found it 疑似, which answers an alert
    too."""
    c = HITS.c
    here = [c.county == work.code, c.household_id == household_id, c.state == OPEN]
    if not case_id:
        here.append(c.want == VISIT)
    state = LINKED if case_id else VISITED
    done = {"state": state, "case_id": case_id, "settled_at": work.now, "settled_by": actor}
    work.connection.execute(update(HITS).where(*here).values(**done))


def _opened(work: Work, account: Account, hit_id: str) -> RowMapping:
    query = select(HITS).where(HITS.c.county == work.code, HITS.c.id == hit_id, visible_hits(account))
    hit = work.connection.execute(query.with_for_update()).mappings().one_or_none()
    if hit is None:
        raise NotFound("没有这一条，或者不在您负责的地方")
    if account.role not in SETTLERS:
        raise NotAllowed("部门筛查出来的户由镇信息员、区信息员来核")
    if hit["state"] != OPEN:
        raise Conflict(f"这户{_DONE.get(hit['state'], '已经办过')}，请刷新页面看最新情况。")
    return hit


def _home(work: Work, hit: Mapping[Any, Any]) -> RowMapping:
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == hit["household_id"])
    return work.connection.execute(query.with_for_update()).mappings().one()


def _new_case(work: Work, account: Account, hit: RowMapping, home: RowMapping, risk: str) -> str:
    """Where the town itself says so, it accepts the case in the same breath: it has just looked at it."""
    why = f"{hit['reason']}，镇里核为疑似"
    answers = founding.answers_of(work, home, risk, hit["reason"])
    case = founding.alert(work, account, answers, _arrived(work, hit), why, home)
    if account.role in action("accept").roles:
        act(work, account, case["id"], "accept", case["version"], {})
    return str(case["id"])


def _arrived(work: Work, hit: RowMapping) -> date:
    """The 15 days run from the day when the list came (裁定 4), as far back as a clue may be written down."""
    earliest = work.today() - timedelta(work.county.policy.clocks.back_days)
    return max(work.local(hit["arrived_at"]).date(), earliest)


def _set(work: Work, hit: RowMapping, **values: Any) -> None:
    here = (HITS.c.county == work.code, HITS.c.id == hit["id"])
    work.connection.execute(update(HITS).where(*here).values(**values))


def _record(work: Work, account: Account, hit: RowMapping, kind: str, **data: Any) -> None:
    home = {"id": hit["household_id"], "town": hit["town"], "village": hit["village"]}
    record_household(work, home, kind, account.id, origin=ORIGIN, source=hit["source"], hit=hit["id"], **data)
