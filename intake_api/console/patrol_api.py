"""What the walk list on the telephone talks to: the list to take along, and the visits sent back, each once."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from intake_api.access import audit
from intake_api.console import words
from intake_api.console.coverage_page import area_of, today_of
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.walk_page import EVERYWHERE
from intake_api.errors import FieldErrors, Invalid
from intake_api.patrols import patrols, walk_list
from intake_api.patrols.newcomers import Newcomer
from intake_api.patrols.patrols import MOST, Problem, Seen
from intake_api.patrols.progress import NAMELESS
from intake_api.routes.who import TheOffice

router = APIRouter(
    prefix="/console/api", dependencies=[Depends(same_site), Depends(user_of("walk"))], include_in_schema=False
)
Code = Annotated[str, Field(max_length=64)]
Words = Annotated[str, Field(max_length=2000)]
Name = Annotated[str, Field(max_length=40)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


class ProblemIn(_Body):
    """A difficulty seen at the door."""

    category: Code
    text: Words


class NewcomerIn(_Body):
    """A household that stands on no list."""

    name: Name
    village: Code
    hamlet: Name = ""
    phone: Name = ""
    is_another: bool = False


class PatrolIn(_Body):
    """One visit. ``household`` is an id of the list, or empty for a newcomer."""

    id: str = Field(pattern=r"^[A-Za-z0-9-]{8,64}$")  # made on the telephone
    household: Code = ""
    newcomer: NewcomerIn | None = None
    day: date
    method: Code = "visit"
    why: Words = ""
    went: list[Name] = Field(max_length=MOST)
    outcome: Code
    problems: list[ProblemIn] = Field(default=[], max_length=MOST)
    risk: Code = ""
    suspicion: Words = ""
    note: Words = ""
    hit: Code = ""


@router.get("/walk-list")
def take(account: LoggedIn, office: TheOffice, village: str = "", hamlet: str = EVERYWHERE) -> dict[str, Any]:
    """The list of a village or a hamlet, to take along."""
    county, today = office.county(account.county), today_of(office, account)
    area = area_of(county, account, {"village": village})
    if not area.village:
        raise Invalid("请先选一个村")
    only = None if hamlet == EVERYWHERE else hamlet
    with office.database.read() as session:
        stops = walk_list.stops(session.connection(), county, account, today, area.village, only)
    audit.looked(office, account.id, account.county, "read", "walk")
    place = words.place(county, area.village) + ("" if only is None else f" {only or NAMELESS}")
    shown = [
        {"id": each.id, "name": each.name, "phone": each.phone, "hamlet": each.hamlet, "about": walk_list.about(each),
         "first": bool(each.reasons)}
        for each in stops
    ]  # fmt: skip
    about = {"village": area.village, "hamlet": only or "", "place": place, "today": today.isoformat()}
    return {**about, "went": account.name, "stops": shown}


@router.post("/patrols")
def send(given: PatrolIn, account: LoggedIn, office: TheOffice) -> dict[str, Any]:
    """A visit. However often it is sent, it is one, and answered the same."""
    try:
        with office.work(account.county) as work:
            row = patrols.save(work, account, _seen(given))
    except FieldErrors as wrong:
        raise Invalid("；".join(wrong.fields.values())) from wrong
    return {"id": row["id"], "saved": True, "household": row["household_id"], "case": row["case_id"]}


def _seen(given: PatrolIn) -> Seen:
    plain = given.model_dump(exclude={"newcomer", "problems", "went"})
    met = Newcomer(**given.newcomer.model_dump()) if given.newcomer else None
    problems = tuple(Problem(each.category, each.text) for each in given.problems)
    return Seen(**plain, went=tuple(given.went), newcomer=met, problems=problems)
