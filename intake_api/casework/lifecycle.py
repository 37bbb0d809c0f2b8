"""The lifecycle of a case: one table of actions. Another step of the procedure is another row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from intake_api.errors import Conflict, Invalid

NeedKind = Literal["text", "village", "receipt", "reason"]

# The official's words. What a farmer hears stands in notices.farmer_words and in the dialog.
STATES = {
    "DRAFT": "草稿",
    "SUBMITTED": "待受理",
    "ACCEPTED": "已受理",
    "VERIFYING": "入户核实",
    "REVIEW": "民主评议",
    "PUBLICITY": "村内公示",
    "TOWN_AUDIT": "乡镇核实",
    "COUNTY_CONFIRM": "区级确认",
    "RECOGNIZED": "已认定",
    "ASSISTING": "帮扶中",
    "ELIM_REVIEW": "消除评议",
    "ELIM_PUBLICITY": "消除公示",
    "ELIMINATED": "风险已消除",
    "WITHDRAWN": "已撤回",
    "DUPLICATE": "重复申报",
    "TRANSFERRED": "已转外地",
    "REJECTED": "未纳入",
    "APPEAL": "复核中",
    "CLOSED_NATURAL": "自然减少",
}
START = "DRAFT"
ENDS = frozenset({"ELIMINATED", "WITHDRAWN", "DUPLICATE", "TRANSFERRED", "REJECTED", "CLOSED_NATURAL"})
OPEN = frozenset(STATES) - ENDS - {START}  # somebody owes this household a next step

FARMER = "farmer"  # not a role of an account: the person whose case it is, or who reports for them


@dataclass(frozen=True, slots=True)
class Need:
    """One input that an action asks for. ``options`` are the codes and words of a ``reason``."""

    key: str
    label: str
    kind: NeedKind = "text"
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that may be done. ``target`` None leaves the state as it is; ``event`` is what the log says
    happened; ``clock`` names the deadline that it meets or starts; ``note`` says where the rule stands; ``only``
    is a column of the case and the value it must have."""

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[str]
    event: str
    needs: tuple[Need, ...] = ()
    clock: str = ""
    note: str = ""
    only: tuple[str, str] | None = None


def _of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_REASON = Need("reason", "理由")
# 方案 一(一)：坚决杜绝以落实低保为由不识别监测对象。所以这里没有“已享受低保”这一条，也不得加。
_INVALID_REASONS = (
    ("test", "测试或误发，不是申报"),
    ("abuse", "恶意填写，没有真实的人和事"),
    ("unreachable", "不同日三次联系不上，上门也没有找到"),
)

ACTIONS: tuple[Action, ...] = (
    Action(
        "submit", "申报", _of("DRAFT"), "SUBMITTED", _of("farmer operator"), "submitted",
        clock="认定 15 天、受理 2 天从这天起算", note="方案 三(四)；裁定 4、7",
    ),
    Action(
        "accept", "受理", _of("SUBMITTED"), "ACCEPTED", _of("village town_clerk"), "accepted",
        clock="受理 2 天到此为止；入户 3 天起算", note="附件2 第1、2列；裁定 4、13、14",
    ),
    Action(
        "reassign", "转派", _of("SUBMITTED"), None, _of("town_clerk county_clerk"), "reassigned",
        (Need("village", "转到哪个村", "village"), _REASON), clock="当日转出，时限不停", note="裁定 3",
    ),
    Action(
        "mark_duplicate", "判重", _of("SUBMITTED"), "DUPLICATE", _of("town_clerk county_clerk"), "duplicate",
        (Need("receipt", "在办的那一件的编号", "receipt"), _REASON), note="裁定 5：以后可以再报",
    ),
    Action(
        "mark_out_of_area", "转外地", _of("SUBMITTED"), "TRANSFERRED", _of("county_clerk"), "out_of_area",
        (Need("where", "户籍地或转交单位"), _REASON), note="监测范围以户籍为依据，统筹实际居住",
    ),
    Action(
        "mark_invalid", "作废", _of("SUBMITTED"), "REJECTED", _of("town_clerk"), "invalid",
        (Need("reason", "原因", "reason", options=_INVALID_REASONS), Need("note", "说明", required=False)),
        note="方案 一(一)：享受低保不是理由",
    ),
    Action(
        "withdraw", "撤回", _of("SUBMITTED ACCEPTED"), "WITHDRAWN", _of("farmer"), "withdrawn",
        clock="时限停止", note="裁定 5：公示结束前都可以撤回",
    ),
    Action(
        "approve_green", "同意绿色通道", _of("SUBMITTED ACCEPTED"), None, _of("town_leader"), "green_approved",
        (Need("help", "先行帮扶什么"),), note="裁定 1、6：急的先帮，手续后补", only=("green", "proposed"),
    ),
    Action(
        "decline_green", "不走绿色通道", _of("SUBMITTED ACCEPTED"), None, _of("town_leader"), "green_declined",
        (_REASON,), note="裁定 6：照常办理，时限不变", only=("green", "proposed"),
    ),
)  # fmt: skip

# What else the log may hold; none of these moves a case.
OTHER_EVENTS = {
    "joined": "又来申报，并到这一件",
    "supplemented": "补充了情况",
    "distress": "说了急事",
    "completed": "补齐了申报",
    "green_proposed": "提出绿色通道",
    "task_done": "办完一件待办",
}

_BY_NAME = {action.name: action for action in ACTIONS}
_BY_EVENT = {action.event: action for action in ACTIONS}


def action(name: str) -> Action:
    """The action of that name. Raises ``Invalid``."""
    if name not in _BY_NAME:
        raise Invalid("没有这个操作")
    return _BY_NAME[name]


def move(state: str, name: str) -> str:
    """The state after the action. Raises ``Conflict`` when a case in ``state`` does not allow it."""
    chosen = action(name)
    if state not in chosen.sources:
        raise Conflict(f"这件事现在是“{STATES.get(state, state)}”，不能再“{chosen.label}”。请刷新页面看最新情况。")
    return chosen.target or state


def fits(chosen: Action, case: Mapping[Any, Any]) -> bool:
    """Whether the columns of the case allow the action (its state is ``move``'s business)."""
    return chosen.only is None or case[chosen.only[0]] == chosen.only[1]


def offered(state: str, role: str, case: Mapping[Any, Any] | None = None) -> tuple[Action, ...]:
    """What an account of ``role`` may do in ``state``, in the table's order; with ``case``, only what fits it."""
    return tuple(
        each for each in ACTIONS if state in each.sources and role in each.roles and (case is None or fits(each, case))
    )


def replay(kinds: Iterable[str]) -> str:
    """The state a log of event kinds, oldest first, leads to. Raises ``Conflict`` for a log that cannot be."""
    state = START
    for kind in kinds:
        if kind in _BY_EVENT:
            state = move(state, _BY_EVENT[kind].name)
    return state


def event_label(kind: str) -> str:
    """What the log's ``kind`` is called in Chinese."""
    return _BY_EVENT[kind].label if kind in _BY_EVENT else OTHER_EVENTS.get(kind, kind)
