"""What happens to households of the roster: they move, part, come together; people die or leave. Each is written into
the household's history. A figure of Annex 2 stays where the household lived when it was counted (K9: 只往后算)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, insert, select, update

from intake_api.access.scope import visible_households
from intake_api.casework.log import record_household
from intake_api.casework.typed_days import typed_day
from intake_api.errors import Conflict, Invalid, NotAllowed, NotFound
from intake_api.intake import households
from intake_api.models import Account
from intake_api.models.tables import CONCERNS, HITS, HOUSEHOLDS, LIST_ENTRIES, RESIDENTS
from intake_api.office import Work
from intake_api.roster.known import number_indexes
from intake_api.roster.standings import refresh
from intake_api.roster.writing import follow
from knowledge.text import clean

ROLES = ("village", "grid", "town_clerk", "county_clerk")
HAND = ""  # the batch of what people changed: no import takes it back
HEAD = "r02"
LONGEST = 200
_SINGLE = "留下的那一户至少要有一个人。全家都走，请用“迁户”。"


@dataclass(frozen=True, slots=True)
class When:
    """The day (YYYY-MM-DD) on which something happened, and why, as typed."""

    day: str
    why: str


def move(work: Work, account: Account, household_id: str, village: str, hamlet: str, when: When) -> RowMapping:
    """迁户: the household lives in another village now, of this town or of another; its row. A case in hand stays
    where it is until it is reassigned. Raises ``NotAllowed``, ``NotFound``, ``Conflict``, ``Invalid``."""
    home = _held(work, account, household_id)
    place = work.county.places.get(village)
    if place is None or place.level != "village":
        raise Invalid("请选迁到哪个村")
    day, why = _when(work, when)
    where = {"town": work.county.places.town_of(village).code, "village": village, "hamlet": clean(hamlet, LONGEST)}
    if all(home[name] == value for name, value in where.items()):
        raise Invalid("这一户已经登记在那里，不用迁")
    book = home["book"] if home["village"] == village else ""  # a 户号 is a village's own
    moved = _set_home(work, household_id, **where, book=book)
    follow(work, [household_id])
    for table in (CONCERNS, HITS):
        here = [table.c.county == work.code, table.c.household_id == household_id]
        here += [HITS.c.state == "open"] if table is HITS else []
        work.connection.execute(update(table).where(*here).values(town=moved["town"], village=village))
    record_household(work, moved, "household_moved", account.id, day=day, from_village=home["village"], reason=why)
    return moved


def leave(work: Work, account: Account, household_id: str, when: When) -> None:
    """The whole household left the county: it is no longer visited. Raises like ``move``."""
    _held(work, account, household_id)
    day, why = _when(work, when)
    gone = _set_home(work, household_id, ended="moved", ended_day=day)
    record_household(work, gone, "household_left", account.id, day=day, reason=why)


def come_back(work: Work, account: Account, household_id: str, when: When) -> None:
    """It lives here again, or was written off by mistake. Raises like ``move``; a merged one does not come back."""
    home = _held(work, account, household_id, ended=True)
    if home["ended"] not in ("moved", "died"):
        raise Conflict("这一户没有注销，或者已经并到别的户")
    if home["ended"] == "died" and not _living(work, household_id):
        raise Conflict("这一户的人都登记为不在了。请先更正家里的人。")
    day, why = _when(work, when)
    back = _set_home(work, household_id, ended="", ended_day="")
    record_household(work, back, "household_back", account.id, day=day, reason=why)


def person_gone(work: Work, account: Account, resident_id: str, how: str, when: When) -> None:
    """Somebody ``died``, ``moved`` out, or stands on the roster by mistake (``mistaken``). With the last one the
    household ends. Raises like ``move``."""
    if how not in _GONE:
        raise Invalid("请选是去世、迁出还是登记错了")
    person = _person(work, resident_id)
    home = _held(work, account, person["household_id"])
    if person["left"]:
        raise Conflict("这个人已经登记为不在这一户")
    day, why = _when(work, when)
    _set_people(work, [resident_id], left=how, left_day=day)
    record_household(work, home, _GONE[how], account.id, day=day, name=person["name"], reason=why)
    if not _living(work, home["id"]):
        ended = "died" if how == "died" else "moved"
        gone = _set_home(work, home["id"], ended=ended, ended_day=day)
        record_household(work, gone, "household_ended", account.id, day=day)


def person_back(work: Work, account: Account, resident_id: str, when: When) -> None:
    """Somebody is here after all. Raises like ``move``."""
    person = _person(work, resident_id)
    home = _held(work, account, person["household_id"], ended=True)
    if not person["left"]:
        raise Conflict("这个人没有登记为不在，不用更正")
    if home["ended"] == "merged":
        raise Conflict("这一户已经并到别的户")
    day, why = _when(work, when)
    _set_people(work, [resident_id], left="", left_day="")
    here = _set_home(work, home["id"], ended="", ended_day="") if home["ended"] else home
    record_household(work, here, "member_back", account.id, day=day, name=person["name"], reason=why)


def split(
    work: Work, account: Account, household_id: str, people: Sequence[str], head: str, when: When, book: str = ""
) -> str:
    """分户: some of its people are a household of their own now, in the same place; the id of the new one. Lists
    follow the people. Raises like ``move``."""
    home, (day, why) = _held(work, account, household_id), _when(work, when)
    living = {each["id"]: each for each in _living(work, household_id)}
    going = [each for each in dict.fromkeys(people) if each in living]
    if not going or len(going) < len(set(people)):
        raise Invalid("请在这一户的人里选分出去的人")
    if head not in going:
        raise Invalid("请在分出去的人里选户主")
    if len(going) == len(living):
        raise Invalid(_SINGLE)
    new = _part_of(work, home, living[head], clean(book, LONGEST))
    _rehouse(work, going, new["id"])
    _set_people(work, [head], relation=HEAD)
    _entries_to(work, LIST_ENTRIES.c.id_index.in_(_numbers(work, living, going)), new)
    refresh(work, [household_id, new["id"]])
    name = living[head]["name"]
    record_household(work, home, "household_split", account.id, day=day, name=name, reason=why)
    record_household(work, new, "household_split_off", account.id, day=day, name=home["head_name"], reason=why)
    return str(new["id"])


def merge(work: Work, account: Account, household_id: str, into: str, when: When) -> None:
    """并户: all people of the first live in the second now. Both must be of one town. Raises like ``move``, and
    ``Conflict`` while the first has a case in hand."""
    if household_id == into:
        raise Invalid("请选另一户")
    first, second = (_held(work, account, each) for each in (household_id, into))
    day, why = _when(work, when)
    if first["town"] != second["town"]:
        raise Conflict("两户不在一个乡镇，要先迁户")
    if households.open_case(work, household_id):
        raise Conflict("这一户有申报在办，办完了才能并到别的户")
    _rehouse(work, [each["id"] for each in _living(work, household_id)], into)
    _entries_to(work, LIST_ENTRIES.c.household_id == household_id, second)
    ended = _set_home(work, household_id, ended="merged", ended_day=day)
    # ``into``: whoever reports as the first household is found as the second (``households.find``).
    told = {"into": into, "name": second["head_name"], "reason": why}
    record_household(work, ended, "household_merged", account.id, day=day, **told)
    record_household(work, second, "household_joined", account.id, day=day, name=first["head_name"], reason=why)
    refresh(work, [household_id, into])


_GONE = {"died": "member_died", "moved": "member_left", "mistaken": "member_mistaken"}


def _held(work: Work, account: Account, household_id: str, *, ended: bool = False) -> RowMapping:
    """The household, held until the end. One that is no longer there only where ``ended``."""
    if account.role not in ROLES:
        raise NotAllowed("迁户、分户由村干部、网格员、镇信息员、区信息员来办")
    c = HOUSEHOLDS.c
    query = select(HOUSEHOLDS).where(c.county == work.code, c.id == household_id, visible_households(account))
    found = work.connection.execute(query.with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound("名册里没有这一户，或者不在您负责的地方")
    if found["ended"] and not ended:
        raise Conflict("这一户已经注销，请先恢复")
    return found


def _when(work: Work, when: When) -> tuple[str, str]:
    day = typed_day(when.day, "日期")
    if day > work.today():
        raise Invalid("日期还没到，请看看日期")
    if not (why := clean(when.why, LONGEST)):
        raise Invalid("请写为什么，例如“搬到女儿家住”")
    return day.isoformat(), why


def _set_home(work: Work, household_id: str, **values: Any) -> RowMapping:
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == household_id)
    changed = update(HOUSEHOLDS).where(*here).values(**values, batch=HAND).returning(*HOUSEHOLDS.c)
    return work.connection.execute(changed).mappings().one()


def _set_people(work: Work, ids: Collection[str], **values: Any) -> None:
    here = (RESIDENTS.c.county == work.code, RESIDENTS.c.id.in_(ids))
    work.connection.execute(update(RESIDENTS).where(*here).values(**values, batch=HAND))


def _rehouse(work: Work, ids: Collection[str], household_id: str) -> None:
    _set_people(work, ids, household_id=household_id)


def _person(work: Work, resident_id: str) -> RowMapping:
    query = select(RESIDENTS).where(RESIDENTS.c.county == work.code, RESIDENTS.c.id == resident_id)
    found = work.connection.execute(query.with_for_update()).mappings().one_or_none()
    if found is None:
        raise NotFound("名册里没有这个人，或者不在您负责的地方")
    return found


def _living(work: Work, household_id: str) -> list[RowMapping]:
    c = RESIDENTS.c
    query = select(RESIDENTS).where(c.county == work.code, c.household_id == household_id, c.left == "")
    return list(work.connection.execute(query.order_by(c.id)).mappings())


def _part_of(work: Work, home: RowMapping, head: RowMapping, book: str) -> dict[str, Any]:
    """A new household beside ``home``. A number that the intake kept for the one who goes goes along."""
    takes = bool(home["id_index"]) and home["id_index"] == head["id_index"]
    new = dict(home) | {"id": work.new_id(), "head_name": head["name"], "created_at": work.now, "book": book}
    new |= households.phone_columns(work, head["phone"]) | {"patrolled_day": "", "enrolled": True, "batch": HAND}
    if takes:
        _set_home(work, home["id"], id_sealed="", id_index=None)
    else:
        new |= {"id_sealed": "", "id_index": None}
    work.connection.execute(insert(HOUSEHOLDS).values(**new))
    return new


def _numbers(work: Work, people: Mapping[str, RowMapping], ids: Sequence[str]) -> list[str]:
    """How the ID numbers of some people may be filed on lists."""
    sealer = work.office.sealer
    sealed = (people[id]["id_sealed"] for id in ids if people[id]["id_sealed"])
    return [index for each in sealed for index in number_indexes(sealer, sealer.open(each, households.ID_FIELD))]


def _entries_to(work: Work, which: ColumnElement[bool], home: Mapping[Any, Any]) -> None:
    """Entries of lists belong to this household now."""
    place = {"household_id": home["id"], "town": home["town"], "village": home["village"]}
    work.connection.execute(update(LIST_ENTRIES).where(LIST_ENTRIES.c.county == work.code, which).values(**place))
