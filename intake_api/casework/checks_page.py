"""Draws docs/checks.md from the declarations: ``python -m intake_api.casework.checks_page``."""

import re
from pathlib import Path

from intake_api.casework.checks import CHECKS
from intake_api.casework.checks.check import OF_HOUSEHOLDS, OF_MEMBERS, Check

FILE = Path(__file__).parents[2] / "docs" / "checks.md"
TITLES = {
    "identity": "证件、身份、电话",
    "kinship": "户主和家里人",
    "schooling": "上学",
    "health_and_work": "健康和务工",
    "cover": "医保、低保、养老",
    "income": "收入和农户类型",
    "housing_land": "住房、饮水、土地",
    "risk": "风险",
    "procedure": "程序",
    "outcome": "认定、帮扶和消除",
}
_HEAD = """# 疑似问题

这一页由 `intake_api/casework/checks/` 里的声明生成，请改声明，不要改这一页：
`python -m intake_api.casework.checks_page`

“要改对”的不改对，不能提交民主评议；“请核对”的，核对过没有问题，说明一句就关掉，谁关的、为什么都留着。
超期的几项（Q80、Q84、Q85）只提醒，不拦（裁定 3）。数目在区县的 `policy.toml` `[checks]` 里改。
存一次查一次；全部在办的每天再查一遍，也可以用命令 `baopin findings` 马上查。改对了，它自己会消。
"""
_SEVERITIES = {"error": "要改对", "warn": "请核对"}
_WORDS = {"name": "某某", "other": "某户", "per_head": "多少", "line": "监测线", "left": "还有哪几样"}


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for theme in TITLES for line in _theme(theme)), ""])


def _theme(theme: str) -> list[str]:
    lines = [f"## {TITLES[theme]}", "", "| 编号 | 名称 | | 提醒的话 |", "|---|---|---|---|"]
    checks = [check for check in CHECKS.values() if _theme_of(check) == theme]
    lines += [
        f"| {each.id} | {each.name} | {_SEVERITIES[each.severity]} | {_spoken(each.message)} |" for each in checks
    ]
    return [*lines, ""]


def _theme_of(check: Check) -> str:
    predicate = {**OF_HOUSEHOLDS, **OF_MEMBERS}[check.id][1]
    return predicate.__module__.rpartition(".")[2]


def _spoken(message: str) -> str:
    """``{rules.dibao_least}`` is a setting of the county, ``{name}`` is somebody."""
    return re.sub(r"\{(?:rules\.)?(\w+)\}", lambda found: _WORDS.get(found[1], f"`{found[1]}`"), message)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
