"""Rows that tests need before they begin: ``from factories import make_case``."""

from typing import Any

from sqlalchemy import insert

from intake_api.casework.log import record
from intake_api.intake.households import phone_columns
from intake_api.models import Account, Binding, Case, Household, TalkRow, Task
from intake_api.office import Work
from knowledge.receipts import make

HUANXI, YIYOU = "350111103000", "350111103210"  # 宦溪镇 亥由村
HUANXI_VILLAGE = "350111103201"  # 宦溪镇 宦溪村
GUSHAN, GUYI = "350111100000", "350111100201"  # 鼓山镇 鼓一村


def make_case(work: Work, *, event: str = "submitted", **over: Any) -> dict[str, Any]:
    """A submitted case of 陈大山 in 亥由村 with its household (unless ``household_id`` is given) and event."""
    id = over.pop("id", work.new_id())
    serial = int("".join(c for c in id if c.isdigit()) or 1) % 9999 + 1
    case = {
        "county": work.code,
        "id": id,
        "receipt": make("JA", work.today(), serial),
        "household_id": "",
        "origin": "ONLINE",
        "channel": "wechat",
        "state": "SUBMITTED",
        "name": "陈大山",
        "phone": "13800000000",
        "town": HUANXI,
        "village": YIYOU,
        "risk": "illness",
        "submitted_at": work.now,
    } | over
    case.setdefault("since", case["submitted_at"])
    case |= phone_columns(work, case["phone"])
    case["household_id"] = case["household_id"] or make_household(work, case)
    row = Case(**case).model_dump()
    work.connection.execute(insert(Case).values(**row))
    if event:
        record(work, row, event, row["channel"])
    return row


def make_household(work: Work, case: dict[str, Any]) -> str:
    """A household with the contact of ``case``; its id."""
    id = work.new_id()
    row = Household(
        county=work.code,
        id=id,
        head_name=case["name"],
        **phone_columns(work, case["phone"]),
        town=case["town"],
        village=case["village"],
        created_at=work.now,
    )
    work.connection.execute(insert(Household).values(**row.model_dump()))
    return id


def make_account(work: Work, role: str, area: str, **over: Any) -> Account:
    """An account that works; its login and name say what it is."""
    id = over.pop("id", work.new_id())
    account = Account(
        **{"county": work.code, "id": id, "login": f"{role}-{id}", "name": f"{role} {id}", "role": role}
        | {"area": area, "created_at": work.now}
        | over
    )
    work.connection.execute(insert(Account).values(**account.model_dump()))
    return account


def bind(work: Work, account: Account, channel: str, user: str) -> None:
    """The account's own chat address."""
    row = Binding(county=work.code, channel=channel, user=user, account_id=account.id, bound_at=work.now)
    work.connection.execute(insert(Binding).values(**row.model_dump()))


def make_talk(work: Work, channel: str, user: str, case_id: str) -> None:
    """The conversation that a case came out of."""
    row = TalkRow(county=work.code, channel=channel, user=user, case_id=case_id, updated_at=work.now)
    work.connection.execute(insert(TalkRow).values(**row.model_dump()))


def make_task(work: Work, kind: str = "emergency", **over: Any) -> dict[str, Any]:
    """An open task in 亥由村."""
    task = {
        "county": work.code,
        "id": work.new_id(),
        "kind": kind,
        "detail": "food" if kind == "emergency" else "",
        "name": "陈大山",
        "phone": "13800000000",
        "town": HUANXI,
        "village": YIYOU,
        "created_at": work.now,
        "due_at": work.now,
    } | over
    row = Task(**task).model_dump()
    work.connection.execute(insert(Task).values(**row))
    return row
