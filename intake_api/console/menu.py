"""Which pages there are, and which roles use them: the navigation and the permission in one table."""

from collections.abc import Callable
from dataclasses import dataclass

from intake_api.access.roles import ROLES
from intake_api.console.guard import only
from intake_api.models import Account

_AREA = tuple(name for name, role in ROLES.items() if role.sees == "area")
_WRITERS = tuple(name for name, role in ROLES.items() if role.writes)
_TOLD = (*_WRITERS, "dept")  # whom notices reach
_TOWN_UP = tuple(name for name in _AREA if ROLES[name].level != "village")


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the navigation."""

    path: str
    label: str
    roles: tuple[str, ...]


PAGES = {
    "cases": Page("/console", "申报", _AREA),
    "calls": Page("/console/calls", "接电话", ("operator",)),
    "found": Page("/console/found", "走访登记", ("village", "grid", "town_clerk", "county_clerk")),
    "visits": Page("/console/visits", "我的入户", ("village", "grid", "town_clerk")),
    "walk": Page("/console/walk", "走访名单", ("village", "grid", "town_clerk")),
    "coverage": Page("/console/coverage", "走访进度", _AREA),
    "duties": Page("/console/duties", "责任人", _TOWN_UP),
    "roster": Page("/console/roster", "名册名单", ("county_clerk", "town_clerk", "dept")),
    "households": Page("/console/households", "查一户", _AREA),
    "screening": Page("/console/screening", "部门筛查", (*_AREA, "dept")),
    "concerns": Page("/console/concerns", "重点对象", _AREA),
    "tasks": Page("/console/tasks", "要打的电话", _WRITERS),
    "findings": Page("/console/findings", "疑似问题", _AREA),
    "comparisons": Page("/console/comparisons", "部门比对", ("dept", "county_clerk")),
    "referrals": Page("/console/referrals", "转办单", ("dept",)),
    "issues": Page("/console/issues", "问题清单", _AREA),
    "disasters": Page("/console/disasters", "灾害预警", _AREA),
    "precautions": Page("/console/precautions", "防灾预案", _TOWN_UP),
    "surges": Page("/console/surges", "规模性返贫", ("county_clerk", "county_leader")),
    "annex2": Page("/console/annex2", "附件2", _TOWN_UP),
    "notices": Page("/console/notices", "通知", _TOLD),
    "binding": Page("/console/binding", "绑定手机", _TOLD),
    "accounts": Page("/console/accounts", "账号", ("admin",)),
    "audit": Page("/console/audit", "留痕", ("auditor", "admin")),
}


def pages_of(account: Account) -> list[Page]:
    """The navigation of one person."""
    return [page for page in PAGES.values() if account.role in page.roles]


def user_of(name: str) -> Callable[[Account], Account]:
    """A dependency that lets pass whoever has that page in the navigation."""
    return only(*PAGES[name].roles)
