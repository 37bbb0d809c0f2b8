"""What cadres read: one line, masked name, place, due day (裁定 11). No ID number, telephone, illness, cause.

A bare line says only that there is something, for channels that may not carry even that (裁定 10: Telegram).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from intake_api.casework.clocks import Deadline, due, last_day, remaining_words
from intake_api.casework.lifecycle import action
from intake_api.casework.states import DECIDING, STATES
from intake_api.notices import masked
from intake_api.office import Work

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A notice's title, its words, and the words for bare channels."""

    title: str
    text: str
    bare: str


def arrival(work: Work, case: Row) -> Line:
    """A case has come in: ``【新申报】宦溪镇亥由村 陈* 须11-12前受理``."""
    return _line("新申报", f"{_who(work, case)} 须{_accept_by(work, case)}前受理", "有新申报")


def step(work: Work, case: Row) -> Line:
    """The case has come to the reader's step: ``【该您办了】宦溪镇亥由村 陈* 乡镇核实，须11-25前认定``."""
    what = f"等您定：{action(case['proposal']).label}" if case["proposal"] else STATES[case["state"]]
    return _line("该您办了", f"{_who(work, case)} {what}{_by_when(work, case)}", "有一件申报等您办")


WARNINGS = {"yellow": "要抓紧", "orange": "快到期", "red": "已超期"}


def warning(work: Work, case: Row, clock: Deadline, light: str) -> Line:
    """A clock has turned: ``【快到期】宦溪镇亥由村 陈* 须11-25前认定，还剩 3 天``."""
    left = remaining_words(clock.due, work.now)
    last = f"{clock.due:%m-%d %H:%M}" if clock.by_hour else f"{clock.last_day:%m-%d}"
    guess = "（节假日未公布，按估计算）" if clock.guess else ""
    text = f"{_who(work, case)} 须{last}前{clock.label}，{left}{guess}"
    return _line(WARNINGS[light], text, f"有一件申报{WARNINGS[light]}")


def digest(due: int, late: int, decide: int, waiting: int, asked: str = "") -> Line:
    """The day's work in one line: ``【今天要办】今天到期 2 件；已超期 1 件；等您定 1 件；手上共 5 件``. ``asked``: what
    is to be answered of the comparison (``owed``)."""
    counted = (("已超期", late), ("今天到期", due), ("等您定", decide), ("手上共", waiting))
    parts = [f"{label} {number} 件" for label, number in counted if number]
    text = "；".join(filter(None, (*parts, asked)))
    return _line("今天要办", text, f"今天要办的：{text}")


def owed(count: int, late: int, first: date | None) -> str:
    """``比对：3 条要回，最早 11月20日前``; nothing when there is nothing to answer."""
    parts = [f"比对：{count} 条要回"] if count else []
    parts += [f"已超期 {late} 条"] if late else []
    parts += [f"最早 {first.month}月{first.day}日前"] if first and not late else []
    return "，".join(parts)


def asked_of_departments(work: Work, department: str, count: int, until: datetime, light: str) -> Line:
    """Questions of the comparison have turned: ``【快到期】民政局 比对：3 条要回，须11-20前回，还剩 1 天``."""
    last = last_day(work.local(until))
    text = f"{department} 比对：{count} 条要回，须{last:%m-%d}前回，{remaining_words(until, work.now)}"
    return _line(WARNINGS[light], text, f"有比对{WARNINGS[light]}")


def reassigned(work: Work, case: Row) -> Line:
    """A case was handed to this village."""
    return _line("转派来", f"{_who(work, case)} 须{_accept_by(work, case)}前受理", "有转派来的申报")


def joined(work: Work, case: Row) -> Line:
    """The household reported again; it was joined to the case in hand."""
    return _line("又来申报", f"{_who(work, case)} 已并到在办的那一件", "有补充的申报")


def supplemented(work: Work, case: Row) -> Line:
    """The farmer said more, or mended something."""
    return _line("有补充", f"{_who(work, case)} 农户又补充了情况，请看一看", "有补充的情况")


def asked(work: Work, case: Row) -> Line:
    """Something is wanted of the reader's office; what, stands behind the login."""
    return _line("请补情况", f"{_who(work, case)} 还缺一点情况要您这边补，请打开看", "有一件申报要您补情况")


def not_authorised(work: Work, case: Row) -> Line:
    """Somebody of the household does not agree to the comparison; who, stands behind the login (裁定 8、11)."""
    return _line("有人不同意授权", f"{_who(work, case)} 家里有人点了不同意授权，请打开看", "有人不同意授权")


def all_authorised(work: Work, case: Row) -> Line:
    """The last adult has signed."""
    return _line("授权齐了", f"{_who(work, case)} 大人都授权了，可以送部门比对", "有一件申报授权齐了")


def withdrawn(work: Work, case: Row) -> Line:
    """The farmer took the case back."""
    return _line("已撤回", f"{_who(work, case)} 农户自己撤回了，不用再办", "有申报撤回了")


def emergency(work: Work, task: Row) -> Line:
    """Somebody is in danger or without food; ``kind`` stays behind the login, it may be an illness."""
    return _line("紧急", f"{_who(work, task)} 请马上联系，并点“我来处理”", "有紧急情况，请马上看")


def callback(work: Work, task: Row) -> Line:
    """Somebody asked to be called."""
    until = f"{work.local(task['due_at']):%m-%d %H:%M}"
    return _line("请回电", f"{_who(work, task)} 须{until}前回电话", "有人请回电话")


def to_tell(work: Work, task: Row) -> Line:
    """A farmer who cannot be written to is to be telephoned; what is to be said stands behind the login."""
    until = f"{work.local(task['due_at'] - _INSTANT):%m-%d}"
    return _line("请打电话", f"{_who(work, task)} 有消息要告诉农户，须{until}前打到", "有消息要打电话告诉农户")


_INSTANT = timedelta(seconds=1)  # a limit ends at midnight: the day before is its last


def _line(title: str, text: str, bare: str) -> Line:
    return Line(title, f"【{title}】{text}", bare)


def _who(work: Work, row: Row) -> str:
    return f"{masked.place(work, row['town'], row['village'])} {masked.name(row['name'])}"


def _accept_by(work: Work, case: Row) -> str:
    policy = work.county.policy
    return f"{last_day(due(case['submitted_at'], policy.clocks.accept, policy)):%m-%d}"


def _by_when(work: Work, case: Row) -> str:
    if case["state"] == "APPEAL":  # counted from the objection
        policy = work.county.policy
        return f"，须{last_day(due(case['since'], policy.clocks.appeal, policy)):%m-%d}前回话"
    return f"，须{_recognise_by(work, case)}前认定" if case["state"] in DECIDING else ""


def _recognise_by(work: Work, case: Row) -> str:
    policy = work.county.policy
    return f"{last_day(due(case['since'], policy.clocks.recognise, policy)):%m-%d}"
