"""Who works with cases: the roles, their Chinese names, and how far each one sees."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["village", "town", "county"]
Sight = Literal["area", "own", "nothing"]


@dataclass(frozen=True, slots=True)
class Role:
    """A role. ``level`` is the level its account's area must have. ``sees``: cases of the whole area, only those
    it logged itself, or none. ``writes``: may change cases at all; what exactly, the lifecycle's table says."""

    name: str
    label: str
    level: Level
    sees: Sight = "area"
    writes: bool = True


_ALL = (
    # The line hears every caller, but keeps no list of other people's hardship: look-ups only (scope.found_by).
    Role("operator", "坐席", "county", sees="own"),
    Role("village", "村级主办", "village"),
    Role("grid", "网格员", "village"),
    Role("town_clerk", "镇信息员", "town"),
    Role("town_leader", "镇领导", "town"),
    Role("county_clerk", "区信息员", "county"),
    Role("county_leader", "区领导小组", "county"),
    # Departments answer comparison lists; until a list is put to them they need no case.
    Role("dept", "部门联络员", "county", sees="nothing", writes=False),
    # 等保：the administrator manages accounts and sees no case; the auditor sees and changes nothing.
    Role("admin", "系统管理员", "county", sees="nothing", writes=False),
    Role("auditor", "审计", "county", writes=False),
)
ROLES = {role.name: role for role in _ALL}


def label(role: str) -> str:
    """The Chinese name of a role; the name itself for one no longer known."""
    return ROLES[role].label if role in ROLES else role
