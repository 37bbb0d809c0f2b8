"""Draws docs/lifecycle.md from the table of actions: ``python -m intake_api.casework.lifecycle_page``."""

from pathlib import Path

from intake_api.access import roles
from intake_api.casework.lifecycle import ACTIONS, DRAFT, ENDS, FARMER, STATES, SYSTEM, Action

FILE = Path(__file__).parents[2] / "docs" / "lifecycle.md"
_HEAD = """# 一件申报怎么走

这一页由 `intake_api/casework/lifecycle.py` 里的那一张表生成，请改表，不要改这一页：
`python -m intake_api.casework.lifecycle_page`

表里加粗的操作把事情往前推，后台页面上排第一；别的收在“其他办法”里。
"""


_NOBODYS_ROLE = {FARMER: "农户或代报人", SYSTEM: "程序自己"}


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_diagram(), "", *_table(), ""])


def _diagram() -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state} : {label}" for state, label in STATES.items() if state in _reached()]
    for action in ACTIONS:
        for source in _in_order(action.sources):
            lines.append(f"    {_point(source)} --> {action.target or source} : {action.label}")
    lines += [f"    {state} --> [*]" for state in STATES if state in ENDS & _reached()]
    return [*lines, "```"]


def _table() -> list[str]:
    lines = [
        "| 从 | 操作 | 到 | 谁来办 | 要填什么 | 时限 | 依据 | 日志 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return lines + ["| " + " | ".join(_cells(action)) + " |" for action in ACTIONS]


def _cells(action: Action) -> list[str]:
    needs = "；".join(need.label + ("" if need.required else "（可不填）") for need in action.needs)
    actors = "、".join(_NOBODYS_ROLE.get(role) or roles.label(role) for role in _ordered(action.roles))
    return [
        "、".join(STATES[state] for state in _in_order(action.sources)),
        f"{f'**{action.label}**' if action.leads else action.label} `{action.name}`",
        STATES[action.target] if action.target else "（不变）",
        actors,
        needs or "—",
        action.clock or "—",
        action.note or "—",
        f"`{action.event}`",
    ]


def _reached() -> set[str]:
    return {action.target for action in ACTIONS if action.target}


def _point(state: str) -> str:
    return "[*]" if state == DRAFT else state


def _in_order(states: frozenset[str]) -> list[str]:
    return [state for state in STATES if state in states]


def _ordered(wanted: frozenset[str]) -> list[str]:
    return [role for role in (FARMER, *roles.ROLES, SYSTEM) if role in wanted]


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
