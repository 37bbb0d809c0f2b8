"""What the roster says of one household: its people, its lists, its history; numbers masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from dialogs.declaration import load_form
from intake_api.access.scope import visible_households
from intake_api.console import words
from intake_api.console.roster_lists import names_of
from intake_api.errors import NotFound
from intake_api.intake.households import ID_FIELD
from intake_api.models import Account
from intake_api.models.tables import EVENTS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Office
from intake_api.patrols.standing import WORDS as STANDINGS
from intake_api.roster.sources import SOURCES
from knowledge.people.masking import mask_id, mask_phone
from knowledge.policy import County

MOST = 50
_SEXES = {"male": "男", "female": "女"}
_LEFT = {"died": "去世", "moved": "迁出", "split": "分户出去", "mistaken": "登记错了"}
ENDED = {"moved": "已迁走", "died": "已销户", "merged": "已并到别的户"}
HAPPENED = {
    "household_moved": "迁到这里",
    "household_left": "全家迁走",
    "household_back": "恢复",
    "household_ended": "家里没有人了，销户",
    "member_died": "有人去世",
    "member_left": "有人迁出",
    "member_mistaken": "有人登记错了",
    "member_back": "更正：人还在",
    "household_split": "分户出去",
    "household_split_off": "从别的户分出来",
    "household_merged": "并到别的户",
    "household_joined": "别的户并进来",
    "patrolled_lifted": "走访（脱贫户）",
    "patrolled_difficult": "走访（困难户）",
    "patrolled": "走访",
    "screened": "部门名单筛查",
    "screened_undone": "部门名单撤销了",
    "hit_settled": "部门筛查核过，没有风险",
    "hit_arranged": "部门筛查排上走访",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the household."""

    id: str
    name: str
    relation: str
    about: str
    id_no: str
    phone: str
    left: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that somebody of the household is on, or was."""

    label: str
    who: str
    about: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The household whole."""

    home: Mapping[Any, Any]
    place: str
    phone: str
    standing: str
    ended: str
    people: tuple[Person, ...]
    lists: tuple[Listed, ...]
    history: tuple[tuple[str, str, str], ...]  # day, what, who wrote it down

    @property
    def living(self) -> tuple[Person, ...]:
        """Who is there now."""
        return tuple(each for each in self.people if not each.left)


def seen_household(connection: Connection, account: Account, id: str) -> RowMapping:
    """The household. Raises ``NotFound``, also outside the area."""
    query = select(HOUSEHOLDS).where(HOUSEHOLDS.c.id == id, visible_households(account))
    found = connection.execute(query).mappings().one_or_none()
    if found is None:
        raise NotFound("名册里没有这一户，或者不在您负责的地方")
    return found


def find(connection: Connection, county: County, account: Account, name: str) -> list[dict[str, Any]]:
    """Households of the area in which somebody has this whole name, or which are called by it."""
    r, h = RESIDENTS.c, HOUSEHOLDS.c
    lives = select(r.household_id).where(r.county == county.code, r.name == name, r.left == "")
    query = select(HOUSEHOLDS).where(visible_households(account), h.id.in_(lives) | (h.head_name == name))
    rows = connection.execute(query.order_by(h.town, h.village, h.id).limit(MOST)).mappings()
    return [{**row, "place": _place(county, row), "over": ENDED.get(row["ended"], "")} for row in rows]


def card(office: Office, connection: Connection, account: Account, id: str) -> Card:
    """The household with all that the roster knows. Raises ``NotFound``."""
    county, home = office.county(account.county), seen_household(connection, account, id)
    return Card(
        home=home,
        place=_place(county, home),
        phone=mask_phone(home["phone"]) if home["phone"] else "",
        standing=STANDINGS.get(home["standing"], ""),
        ended=f"{ENDED.get(home['ended'], '')} {home['ended_day']}".strip(),
        people=_people(office, connection, home),
        lists=_lists(connection, home),
        history=_history(connection, county, home),
    )


def _people(office: Office, connection: Connection, home: RowMapping) -> tuple[Person, ...]:
    c = RESIDENTS.c
    query = select(RESIDENTS).where(c.county == home["county"], c.household_id == home["id"])
    rows = connection.execute(query.order_by(c.left, c.relation, c.born, c.id)).mappings()
    relations = load_form().codes["relation"]
    return tuple(
        Person(
            id=row["id"],
            name=row["name"],
            relation=relations.get(row["relation"], ""),
            about=" ".join(filter(None, (_SEXES.get(row["sex"], ""), row["born"]))),
            id_no=mask_id(office.sealer.open(row["id_sealed"], ID_FIELD)) if row["id_sealed"] else "",
            phone=mask_phone(row["phone"]) if row["phone"] else "",
            left=f"{_LEFT.get(row['left'], row['left'])} {row['left_day']}".strip(),
        )
        for row in rows
    )


def _lists(connection: Connection, home: RowMapping) -> tuple[Listed, ...]:
    c = LIST_ENTRIES.c
    query = select(LIST_ENTRIES).where(c.county == home["county"], c.household_id == home["id"])
    rows = connection.execute(query.order_by(c.until, c.list, c.name)).mappings()
    return tuple(
        Listed(
            label=SOURCES[row["list"]].label if row["list"] in SOURCES else row["list"],
            who=row["name"],
            about=_about(row),
            is_over=bool(row["until"]),
        )
        for row in rows
    )


def _about(row: RowMapping) -> str:
    told = (
        f"{row['since']} 起" if row["since"] else "",
        f"{row['until']} 止" if row["until"] else "",
        f"{row['grade']} 级" if row["grade"] else "",
        f"{row['amount']} 元" if row["amount"] is not None else "",
        row["detail"],
    )
    return "，".join(filter(None, told))


def _history(connection: Connection, county: County, home: RowMapping) -> tuple[tuple[str, str, str], ...]:
    c = EVENTS.c
    here = (c.county == home["county"], c.household_id == home["id"], c.case_id.is_(None))
    query = select(EVENTS).where(*here, c.kind.in_(HAPPENED)).order_by(c.at.desc(), c.id.desc()).limit(MOST)
    rows = list(connection.execute(query).mappings())
    names = names_of(connection, home["county"], {row["actor"] for row in rows})
    return tuple((row["day"], _happened(county, row), names.get(row["actor"], "")) for row in rows)


def _happened(county: County, row: RowMapping) -> str:
    data = row["data"]
    told = [HAPPENED[row["kind"]], data.get("name", "")]
    if data.get("from_village"):
        told.append(f"原来在{words.place(county, data['from_village'])}")
    return "，".join(filter(None, [*told, data.get("reason", "")]))


def _place(county: County, row: Mapping[Any, Any]) -> str:
    return f"{words.place(county, row['village'] or row['town'])} {row['hamlet']}".strip()
