"""One household in each place there is, seen from 亥由村: next door, in the town, in another town, in another county.
Each with everything that hangs on a case, so that whatever a route asks for can be named."""

import base64
from dataclasses import dataclass, replace
from typing import Any

from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU, make_account, make_case, make_task
from http_office import ID_NUMBER
from sqlalchemy import insert

from dialogs.messages import Media, Message, Said
from intake_api.casework.log import record
from intake_api.intake import attachments
from intake_api.models import (
    Authorisation,
    Comparison,
    Duty,
    Finding,
    Hit,
    Issue,
    Measure,
    NoticeRow,
    Referral,
    Warning,
)
from intake_api.models.tables import ATTACHMENTS
from intake_api.office import Office, Work
from intake_api.sealed_answers import seal_answers

PLACES = {
    "own": (HUANXI, YIYOU),
    "other village": (HUANXI, HUANXI_VILLAGE),
    "other town": (GUSHAN, GUYI),
    "other county": ("350102001000", "350102001001"),
}
_PIXEL = f"data:image/png;base64,{base64.b64encode(b'not really').decode()}"
# In the path parameter ``row_id`` the part of the path before it says what row.
ROWS = {
    "screening": "hit",
    "compare": "comparison",
    "measures": "measure",
    "referrals": "referral",
    "issues": "issue",
    "duties": "duty",
}
ROWS |= {"disasters": "warning", "precautions": "town"}


@dataclass(frozen=True)
class Place:
    """A household's things by the name of a path parameter."""

    name: str
    town: str
    village: str
    receipt: str
    ids: dict[str, str]

    def path(self, pattern: str) -> str:
        """A route's path with this household's ids in it; what is not known here is called ``nothing``."""
        parts: list[str] = []
        for part in pattern.split("/"):
            name = part[1:-1] if part.startswith("{") else ""
            name = ROWS[parts[-1]] if name == "row_id" else name.removesuffix("_id")
            parts.append(self.ids.get(name, "nothing") if part.startswith("{") else part)
        return "/".join(parts)


def build(office: Office) -> dict[str, Place]:
    """All four places."""
    places = {}
    for name, (town, village) in PLACES.items():
        with office.work() as work:
            here = replace(work, county=replace(work.county, code="350102")) if name == "other county" else work
            places[name] = _place(here, name, town, village)
    return places


def _place(work: Work, name: str, town: str, village: str) -> Place:
    where = {"town": town, "village": village}
    answers = {
        "consent": "2023-1",
        "name": "陈大山",
        "id_number": ID_NUMBER,
        "member[0].member_name": "陈大山",
        **where,
    }
    sealed = seal_answers(answers, work.office.sealer)
    case = make_case(work, id=f"case-{list(PLACES).index(name) + 1}00", state="VERIFYING", answers=sealed, **where)
    record(work, case, "accepted", "x")
    record(work, case, "verifying", "x")
    ids = {"case": case["id"], "name": "contact_failed", "paper": "posting", "key": "baopin", "token": "nothing"}
    ids["household"] = case["household_id"]
    ids |= {"check": "Q01", "member": "-1", **_hanging(work, case)}
    ids |= {"attachment": _photo(work, case), "task": make_task(work, case_id=case["id"], **where)["id"]}
    ids["notice"] = _notice(work, village)
    ids |= {"town": town, "warning": _warning(work, village)}
    return Place(name, town, village, case["receipt"], ids)


def _hanging(work: Work, case: dict[str, Any]) -> dict[str, str]:
    """A row of each kind; their ids by kind."""
    same = {"county": work.code, "case_id": case["id"]}
    home = {"household_id": case["household_id"], "town": case["town"], "village": case["village"]}
    now, by = work.now, "x"
    rows = {
        "authorisation": Authorisation(**same, id=work.new_id(), member=0, name="陈大山", method="paper", asked_at=now),
        "comparison": Comparison(**same, id=work.new_id(), department="民政局", member=0, name="陈大山", sent_at=now,
                                 due_at=now),
        "measure": Measure(**same, **home, id=work.new_id(), category="job", what="保洁员", planned_at=now,
                           planned_by=by),
        "referral": Referral(**same, id=work.new_id(), target="dibao", note="", sent_at=now, sent_by="x", due_at=now),
        "issue": Issue(**same, **home, id=work.new_id(), origin="PATROL", category="water", text="没水", found_at=now,
                       found_day="2023-11-10", found_by="x"),
        "hit": Hit(county=work.code, **home, id=work.new_id(), batch="b", source="medical", want="alert",
                   reason="医保大额自付 30,000 元", arrived_at=now, due_at=now),
        "duty": Duty(county=work.code, id=work.new_id(), town=case["town"], village=case["village"], kind="grid",
                     name="黄网格"),
    }  # fmt: skip
    finding = Finding(
        **same,
        check_id="Q01",
        severity="warn",
        message="看看",
        found_at=now,
        town=case["town"],
        village=case["village"],
    )
    for row in (*rows.values(), finding):
        work.connection.execute(insert(type(row)).values(**row.model_dump()))
    return {kind: row.id for kind, row in rows.items()}


def _photo(work: Work, case: dict[str, Any]) -> str:
    media = (Media("image", f"photo-of-{case['id']}", _PIXEL),)
    attachments.note(work, Message("web", "u", case["id"], Said(media=media)), media, case["id"])
    query = ATTACHMENTS.select().where(ATTACHMENTS.c.case_id == case["id"])
    return str(work.connection.execute(query).mappings().one()["id"])


def _notice(work: Work, village: str) -> str:
    """A notice to somebody there."""
    id = work.new_id()
    row = NoticeRow(
        county=work.code,
        id=id,
        key=id,
        channel="console",
        account_id=make_account(work, "village", village).id,
        created_at=work.now,
        due_at=work.now,
    )
    work.connection.execute(insert(NoticeRow).values(**row.model_dump()))
    return id


def _warning(work: Work, village: str) -> str:
    """A warning for that village alone."""
    now = work.now
    row = Warning(county=work.code, id=work.new_id(), kind="flood", level="blue", places=[village], from_at=now,
                  entered_at=now, entered_by="x")  # fmt: skip
    work.connection.execute(insert(Warning).values(**row.model_dump()))
    return row.id
