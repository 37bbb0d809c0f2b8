"""What a list of cases is narrowed to: each field of the form one condition, whatever else stands in the address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, false, or_, select

from intake_api.access.scope import visible
from intake_api.casework import lifecycle
from intake_api.casework.steps import has_light
from intake_api.errors import Invalid
from intake_api.intake.households import PHONE_FIELD
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from knowledge import receipts
from knowledge.people.phones import phone

TABS = {"own": "要我办的", "open": "办理中", "ended": "办结", "all": "全部"}
MINE = "me"  # in the place of an account id
YES = "yes"
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the person wants to see. ``group`` narrows the own work; ``after`` is where the next page begins."""

    tab: str = "own"
    group: str = ""
    town: str = ""
    village: str = ""
    state: str = ""
    light: str = ""
    risk: str = ""
    channel: str = ""
    green: str = ""
    lacks: str = ""
    handler: str = ""
    find: str = ""
    after: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filter":
        """Only what is known of an address. Raises ``Invalid`` for a tab that is none."""
        known = {each.name: query[each.name].strip()[:80] for each in fields(cls) if each.name in query}
        wanted = cls(**known)
        if wanted.tab not in TABS:
            raise Invalid("没有这一栏")
        # The own work is short and sorted already: whoever looks for something looks through all.
        narrowed = any(value for name, value in known.items() if name not in ("tab", "group", "after"))
        return cls(**(known | {"tab": "all"})) if narrowed and wanted.tab == "own" else wanted

    @property
    def asked(self) -> dict[str, str]:
        """What narrows the list, by field."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("tab", "after")}

    def link(self, **changed: str) -> str:
        """The address with these changes, from the first page on."""
        left = {"tab": self.tab, **self.asked} | changed
        return "/console?" + urlencode({key: value for key, value in left.items() if value})


def conditions(office: Office, account: Account, wanted: Filter) -> list[Condition]:
    """The cases that ``account`` may see and wants to, whatever their tab."""
    chosen = {name: value for name, value in wanted.asked.items() if value and name != "group"}
    found = [_COLUMNS[name] == value for name, value in chosen.items() if name in _COLUMNS]
    for name, value in chosen.items():
        if name in _OTHERS:
            found.append(_OTHERS[name](office, account, value))
    return [visible(account), *found]


def states_of(tab: str) -> frozenset[str]:
    """The states a tab shows."""
    groups = {"own": lifecycle.OPEN, "open": lifecycle.OPEN, "ended": lifecycle.ENDS}
    return groups.get(tab, frozenset(lifecycle.STATES))


def _light(office: Office, account: Account, value: str) -> Condition:
    return has_light(value, office.county(account.county), office.clock())


def _handler(_office: Office, account: Account, value: str) -> Condition:
    return CASES.c.handler == (account.id if value == MINE else value)


def _lacks(_office: Office, _account: Account, _value: str) -> Condition:
    return CASES.c.lacks.is_(True)


def _green(_office: Office, _account: Account, value: str) -> Condition:
    return CASES.c.green != "" if value == YES else CASES.c.green == value


def _find(office: Office, account: Account, value: str) -> Condition:
    """By the whole receipt number or the whole telephone number: no searching through names."""
    found: list[Condition] = []
    if receipt := receipts.parse(value):
        found.append(CASES.c.receipt == receipt)
    if told := phone(value, office.county(account.county).policy.area_code):
        found.append(CASES.c.phone_index.in_(office.sealer.indexes(told.value, PHONE_FIELD)))
    # By their ids, so that the few there are get looked up, not looked for along the list.
    return CASES.c.id.in_(select(CASES.c.id).where(CASES.c.county == account.county, or_(*found))) if found else false()


_COLUMNS = {name: CASES.c[name] for name in ("town", "village", "state", "risk", "channel")}
_OTHERS: Mapping[str, Callable[[Office, Account, str], Condition]] = {
    "light": _light,
    "handler": _handler,
    "lacks": _lacks,
    "green": _green,
    "find": _find,
}
