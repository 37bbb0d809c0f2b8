"""The lifecycle of a case: one table of actions (lifecycle.toml). Another step of the procedure is another row."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dialogs.declaration import load_form
from intake_api.casework.states import DRAFT, ENDS, NEW, OPEN, STATES
from intake_api.errors import Conflict, Invalid

__all__ = ["ACTIONS", "DRAFT", "ENDS", "FARMER", "NEW", "OPEN", "STATES", "SYSTEM", "Action", "Need"]

NeedKind = Literal["text", "village", "receipt", "choice", "day", "number", "people", "photos", "yes"]
Options = tuple[tuple[str, str], ...]

FARMER = "farmer"  # not a role of an account: the person whose case it is, or who reports for them
SYSTEM = "system"  # nor this: what the intake itself knows to have happened, a notice that was delivered


@dataclass(frozen=True, slots=True)
class Need:
    """One input that an action asks for. ``options`` are the codes and words of a ``choice``."""

    key: str
    label: str
    kind: NeedKind = "text"
    required: bool = True
    options: Options = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One row of the table; what each column means stands at the top of ``lifecycle.toml``. ``target`` None leaves
    the state as it is; ``opens``: the target is the state of a new case of the same household; ``leads``: it carries
    the case on, and pages put it first."""

    name: str
    label: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[str]
    event: str
    proposers: frozenset[str] = frozenset()
    needs: tuple[Need, ...] = ()
    guards: tuple[str, ...] = ()
    clock: str = ""
    note: str = ""
    via: str = ""
    heard: bool = False
    opens: bool = False
    leads: bool = False

    @property
    def proposed_as(self) -> str:
        """The event of the first of two people (两人规则)."""
        return f"{self.event}_proposed"


def _load() -> tuple[Action, ...]:
    table = tomllib.loads((Path(__file__).parent / "lifecycle.toml").read_text(encoding="utf-8"))
    needs = {name: _need(name, row, table["options"]) for name, row in table["need"].items()}
    return tuple(_action(row, needs) for row in table["action"])


def _need(name: str, row: Mapping[str, Any], lists: Mapping[str, Any]) -> Need:
    return Need(row.get("key", name), row["label"], row.get("kind", "text"), options=_options(row, lists))


def _options(row: Mapping[str, Any], lists: Mapping[str, Any]) -> Options:
    if "options" not in row:
        return ()
    wanted = lists[row["options"]]
    if isinstance(wanted, str):  # form:risk
        return tuple(load_form().codes[wanted.removeprefix("form:")].items())
    return tuple((code, words) for code, words in wanted)


def _action(row: Mapping[str, Any], needs: Mapping[str, Need]) -> Action:
    return Action(
        name=row["name"],
        label=row["label"],
        sources=OPEN if row["from"] == ["OPEN"] else frozenset(row["from"]),
        target=row.get("to"),
        roles=frozenset(row["by"]),
        event=row["event"],
        proposers=frozenset(row.get("proposers", ())),
        needs=tuple(_asked(needs, name) for name in row.get("needs", ())),
        guards=tuple(row.get("guards", ())),
        clock=row.get("clock", ""),
        note=row.get("note", ""),
        via=row.get("via", ""),
        heard=row.get("heard", False),
        opens=row.get("opens", False),
        leads=row.get("leads", False),
    )


def _asked(needs: Mapping[str, Need], name: str) -> Need:
    need = needs[name.removesuffix("?")]
    return Need(need.key, need.label, need.kind, not name.endswith("?"), need.options)


ACTIONS = _load()

# What else the log may hold; none of these moves a case.
OTHER_EVENTS = {
    "joined": "又来申报，并到这一件",
    "supplemented": "补充了情况",
    "distress": "说了急事",
    "completed": "补齐了申报",
    "green_proposed": "提出绿色通道",
    "task_done": "办完一件待办",
    "revealed": "看全了这件申报",
    "finding_closed": "关了一条疑似问题",
    "authorisation_refused": "有人没有同意授权",
    "issue_found": "发现困难问题",
    "issue_resolved": "解决了困难问题",
    "measure_planned": "计划里加了一项措施",
    "measure_dropped": "计划里去掉一项措施",
    "urgent_help": "认定以前先帮了一把",
    "referral_answered": "转办有了回音",
    "hit_explained": "说明了比对查到的情况",
    "assigned": "指定了经办人",
    "known_elsewhere": "户主以前在别的户头上报过",
    "screened": "部门名单筛查",
    "screened_undone": "部门名单撤销",
    "hit_settled": "部门筛查核过，没有风险",
    "hit_arranged": "部门筛查排上走访",
    "household_moved": "迁户",
    "household_left": "全家迁出",
    "household_back": "恢复这一户",
    "household_ended": "户里没有人了，注销",
    "household_split": "分户",
    "household_split_off": "从别的户分出来",
    "household_merged": "并到别的户",
    "household_joined": "有一户并进来",
    "member_died": "家人去世",
    "member_left": "家人迁出",
    "member_mistaken": "登记错的人，划掉",
    "member_back": "家人更正为还在",
}

_BY_NAME = {action.name: action for action in ACTIONS}
_BY_EVENT = {action.event: action for action in ACTIONS}
_PROPOSALS = {action.proposed_as: action for action in ACTIONS if action.proposers}


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
    return state if chosen.opens or chosen.target is None else chosen.target


def offered(state: str, role: str) -> tuple[Action, ...]:
    """What an account of ``role`` may do or propose in ``state``, in the table's order."""
    return tuple(each for each in ACTIONS if state in each.sources and role in each.roles | each.proposers)


def replay(kinds: Iterable[str]) -> str:
    """The state a log of event kinds, oldest first, leads to. Raises ``Conflict`` for a log that cannot be."""
    state = NEW
    for kind in kinds:
        if kind in _BY_EVENT:
            chosen = _BY_EVENT[kind]
            # Drafts are conversations and leave no log: a first word that is no birth was spoken over a draft.
            start = DRAFT if state == NEW and NEW not in chosen.sources else state
            state = move(start, chosen.name)
    return state


def event_label(kind: str) -> str:
    """What the log's ``kind`` is called in Chinese."""
    if kind in _PROPOSALS:
        return f"建议：{_PROPOSALS[kind].label}"
    return _BY_EVENT[kind].label if kind in _BY_EVENT else OTHER_EVENTS.get(kind, kind)
