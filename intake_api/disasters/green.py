"""Hit by the disaster: one tap makes a household of the call list a case, for which 绿色通道 is proposed (裁定 6)."""

from sqlalchemy import RowMapping, select

from intake_api.casework.lifecycle import action
from intake_api.disasters import errands, sight
from intake_api.errors import NotAllowed
from intake_api.intake import founding, households
from intake_api.models import Account
from intake_api.models.tables import HOUSEHOLDS
from intake_api.notices import masked, recipients
from intake_api.notices.cadre_words import Line
from intake_api.notices.tell import about_case, tell
from intake_api.office import Work
from knowledge.disasters import KINDS
from knowledge.text import clean


def hit(work: Work, account: Account, warning_id: str, household_id: str, note: str = "") -> str:
    """The household's case: the one it has in hand, or a new one found on a visit, with 绿色通道 proposed to the town's
    leader. Its id. Raises ``NotAllowed``, ``NotFound`` outside the area, ``Conflict`` when the warning is over."""
    warning = sight.one(work.connection, work.county, account, warning_id)
    if account.role not in action("create_from_patrol").roles:
        raise NotAllowed("受灾登记由村干部、网格员和镇信息员来做")
    errand = errands.held(work, account, warning, household_id)
    if errand["case_id"]:
        return str(errand["case_id"])
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    household = work.connection.execute(query.with_for_update()).mappings().one()
    in_hand = households.open_case(work, household_id)
    case_id = in_hand["id"] if in_hand else _opened(work, account, KINDS[warning["kind"]], household, note)
    errands.keep_case(work, warning_id, household_id, case_id)
    return str(case_id)


def _opened(work: Work, account: Account, kind: str, household: RowMapping, note: str) -> str:
    why = clean(note, 500) or f"{kind}受灾，在预警名单上登记"
    answers = founding.answers_of(work, household, "disaster", why)
    case = founding.patrol(work, account, answers, work.today(), why, household, urgent="disaster")
    told = recipients.of_step(work, case["town"], case["village"], frozenset({"town_leader"}))
    who = f"{masked.place(work, case['town'], case['village'])} {masked.name(case['name'])}"
    hours = work.county.policy.clocks.green_answer_hours
    text = f"{who} 受灾，{hours} 小时内请定走不走绿色通道"
    line = Line("绿色通道", f"【绿色通道】{text}", "有一户受灾，请定走不走绿色通道")
    tell(work, told, line, about_case(work, case, "green_asked"))
    return str(case["id"])
