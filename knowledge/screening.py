"""What a county does with a line of a department's list: which lines make a household worth a look, and how soon.
None of it decides anything: people look, and say what they saw."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from knowledge.declared import Declared
from knowledge.limits import Limit

Want = Literal["alert", "visit"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Which lines of one list count, and what they ask for: ``alert`` (the town says whether it is 疑似) or ``visit``
    (somebody goes there).

    ``least``: 元 of the whole household, ``least_lifted`` of a 脱贫户; 0 asks for none. ``untold``: what a line asks
    for that tells no amount, nothing when empty. ``grades``: the only ones that count; ``third_kinds``: kinds of a
    disability that count at level 3 too. ``risk`` and ``category``: what a case or a difficulty of it is most likely.
    """

    want: Want
    risk: str = "other"
    category: str = "other"
    least: int = 0
    least_lifted: int = 0
    untold: str = ""
    grades: tuple[str, ...] = ()
    third_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Groups:
    """The numbers of the fourteen groups: shares of the line and of last year's income, months, times, years of age."""

    income_near: float
    income_drop: float
    work_months: int
    repeat_times: int
    repeat_months: int
    working_age: int
    old_age: int


@dataclass(frozen=True, slots=True)
class Screening:
    """``alert`` and ``visit``: how long the town has for each; ``rules`` by key of the list."""

    alert: Limit
    visit: Limit
    groups: Groups
    rules: Mapping[str, Rule]

    def limit(self, want: str) -> Limit:
        """How long there is for what a hit asks for."""
        return self.alert if want == "alert" else self.visit


def read_screening(table: Declared) -> Screening:
    """``[screening]`` of a policy; what is wrong is noted in the table."""
    lists = table.table("lists")
    found = Screening(
        alert=_limit(table, "alert"),
        visit=_limit(table, "visit"),
        groups=_groups(table.table("groups")),
        rules={name: _rule(lists.table(name)) for name in lists.names()},
    )
    table.finish()
    return found


def _limit(table: Declared, name: str) -> Limit:
    try:
        return Limit.read(table.need(name, "1天"))
    except ValueError as error:
        table.problem(f"{name} {error}")
        return Limit(1)


def _groups(table: Declared) -> Groups:
    blanks: dict[str, Any] = {each.name: 1.0 if each.type is float else 1 for each in fields(Groups)}
    read = {name: table.need(name, blank) for name, blank in blanks.items()}
    for name, number in read.items():
        if number <= 0:
            table.problem(f"{name} 应当大于 0")
    table.finish()
    return Groups(**read)


def _rule(table: Declared) -> Rule:
    rule = Rule(
        want=_want(table),
        risk=table.take("risk", "other"),
        category=table.take("category", "other"),
        least=table.take("least", 0),
        least_lifted=table.take("least_lifted", 0),
        untold=table.take("untold", ""),
        grades=table.texts("grades", ()),
        third_kinds=table.texts("third_kinds", ()),
    )
    if rule.untold and rule.untold not in get_args(Want):
        table.problem("untold 应是 alert 或 visit，或者不写")
    if min(rule.least, rule.least_lifted) < 0 or (rule.least_lifted and not rule.least):
        table.problem("least 应当大于 0；写了 least_lifted 就要写 least")
    table.finish()
    return rule


def _want(table: Declared) -> Want:
    said = table.need("want", "visit")
    if said not in get_args(Want):
        table.problem("want 应是 alert（镇里核是不是疑似）或 visit（上门看）")
    return "alert" if said == "alert" else "visit"
