"""Holding a conversation with a real intake and noting what it did: for ``baopin chat`` and for the story tests."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Table, select

from dialogs.messages import Heard, Message, Said, plain_text
from intake_api.casework.lifecycle import STATES, event_label
from intake_api.intake.hear import Hearing
from intake_api.models.tables import ACCOUNTS, ATTACHMENTS, CASES, EVENTS, NOTICES, TASKS
from intake_api.office import Work

TASK_WORDS = {"callback": "回电", "human": "转人工", "emergency": "紧急", "tell": "打电话告诉农户"}


@dataclass
class Story:
    """One person talking. Every step returns the lines of the reply, then what happened in the intake."""

    hearing: Hearing
    channel: str = "wechat"
    user: str = "farmer"
    said: int = 0
    known: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.note_known()

    def note_known(self) -> None:
        """From here on, only what is new is told."""
        self.known = {table.name: set(self._ids(table)) for table in (EVENTS, TASKS, NOTICES, ATTACHMENTS)}

    async def say(self, said: Said, event: str = "") -> list[str]:
        """Say one thing; the lines ``< …`` of the answer and ``= …`` of what happened."""
        self.said += 1
        message = Message(self.channel, self.user, f"m{self.said}", said)
        if event == "start":
            message = replace(message, event="start")
        heard = await self.hearing.hear(message)
        return [*reply_lines(heard), *self.happened()]

    def _ids(self, table: Table) -> list[str]:
        with self.hearing.office.work() as work:
            return list(work.connection.execute(select(table.c.id).where(table.c.county == work.code)).scalars())

    def happened(self) -> list[str]:
        """The lines ``= …`` of what is new in the intake."""
        with self.hearing.office.work() as work:
            lines = [
                *(f"= {event_label(row['kind'])}：{_case(work, row['case_id'])}" for row in self._new(work, EVENTS)),
                *(f"= {_task(work, row)}" for row in self._new(work, TASKS)),
                *(f"= 附件：{row['kind']}" for row in self._new(work, ATTACHMENTS)),
                *(f"= 通知{_account(work, row)}：{row['text']}" for row in self._new(work, NOTICES)),
            ]
        self.note_known()
        return lines

    def _new(self, work: Work, table: Table) -> list[dict[str, Any]]:
        rows = work.connection.execute(select(table).where(table.c.county == work.code).order_by(table.c.id))
        return [dict(row) for row in rows.mappings() if row["id"] not in self.known[table.name]]


def reply_lines(heard: Heard) -> list[str]:
    """The answer as text, each line behind ``< ``."""
    lines = [line for reply in heard.replies for line in plain_text(reply).splitlines()]
    return [f"< {line}".rstrip() for line in lines]


def _case(work: Work, case_id: str) -> str:
    query = select(CASES).where(CASES.c.county == work.code, CASES.c.id == case_id)
    case = work.connection.execute(query).mappings().one()
    where = work.county.places.full_name(case["village"]) if case["village"] else "还不知道是哪个村"
    marks = ["绿色通道待批"] if case["green"] == "proposed" else []
    marks += ["还缺几项"] if not case["complete"] else []
    marks += [f"报过 {case['repeat']} 次未纳入"] if case["repeat"] else []
    return "，".join([case["receipt"], where, STATES[case["state"]], *marks])


def _task(work: Work, row: dict[str, Any]) -> str:
    village = str(row["village"])
    where = work.county.places.full_name(village) if village else "还不知道是哪个村"
    phone = str(row["phone"]) or "没留电话"
    return f"待办（{TASK_WORDS[str(row['kind'])]}）：{where}，{phone}，{work.local(row['due_at']):%m-%d %H:%M} 前"


def _account(work: Work, row: dict[str, Any]) -> str:
    if not row["account_id"]:
        return "申报人"
    account = work.connection.execute(select(ACCOUNTS.c.name).where(ACCOUNTS.c.id == row["account_id"])).scalar_one()
    return f"{account}（{row['channel']}）"
