"""A household met on the way that stands on no list yet: taken onto the roster (方案 二(二) 不留死角)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, select, update

from intake_api.access.scope import may_see
from intake_api.casework import filling
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.intake import households
from intake_api.models import Account
from intake_api.models.tables import HOUSEHOLDS
from intake_api.office import Work
from knowledge.text import clean

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who was met, as typed. ``is_another``: it was asked, and it is not the one of the same name."""

    name: str
    village: str
    hamlet: str = ""
    phone: str = ""
    is_another: bool = False


def enrol(work: Work, account: Account, met: Newcomer) -> RowMapping:
    """The household of the roster, locked: a known one found by its contact, else a new one. Raises ``NotFound``
    outside the area, ``Invalid``, and ``Conflict`` when the village has one of that name already."""
    answers, hamlet = _answers(work, account, met), clean(met.hamlet, LONGEST)
    found = households.find(work, answers)
    if found is None and not met.is_another:
        _one_of_that_name(work, answers, hamlet)
    id = found["id"] if found else households.create(work, answers)
    values = {"enrolled": True, "hamlet": hamlet or (found["hamlet"] if found else "")}
    here = (HOUSEHOLDS.c.county == work.code, HOUSEHOLDS.c.id == id)
    changed = update(HOUSEHOLDS).where(*here).values(**values).returning(*HOUSEHOLDS.c)
    return work.connection.execute(changed).mappings().one()


def _answers(work: Work, account: Account, met: Newcomer) -> dict[str, Any]:
    place = work.county.places.get(met.village)
    if place is None or place.level != "village":
        raise Invalid("请选是哪个村的")
    town = work.county.places.town_of(met.village).code
    if not may_see(account, town, met.village):
        raise NotFound("这个村不在您负责的地方")
    if not clean(met.name, LONGEST):
        raise Invalid("请写户主姓名")
    read = filling.read(work, {"name": clean(met.name, LONGEST), "phone": clean(met.phone, LONGEST)})
    return {**read, "town": town, "village": met.village}


def _one_of_that_name(work: Work, answers: dict[str, Any], hamlet: str) -> None:
    """Two of one name in a village are often one household, and sometimes two: whoever met them knows."""
    c = HOUSEHOLDS.c
    same = (c.county == work.code, c.village == answers["village"], c.head_name == answers["name"], c.ended == "")
    known = list(work.connection.execute(select(c.hamlet).where(*same, c.enrolled)).scalars())
    if known and (not hamlet or any(other in ("", hamlet) for other in known)):
        raise Conflict(
            f"名册里这个村已经有一户“{answers['name']}”。是同一户，请从名单里选；不是同一户，请勾“同名的另一户”再交。"
        )
