"""What the telephone talks to: the cases to visit, the sheet of one, photos, and the sheet sent back, once."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from dialogs.messages import Media
from intake_api.access import audit
from intake_api.casework import authorisations, filling, visits
from intake_api.casework import dossier as dossiers
from intake_api.casework.lifecycle import STATES
from intake_api.casework.overwriting import Started
from intake_api.casework.visits import Sheet
from intake_api.console import case_view, visit_data
from intake_api.console.guard import LoggedIn, only, same_site
from intake_api.errors import Conflict, Invalid
from intake_api.intake import card_reading, phone_photos
from intake_api.models import Account
from intake_api.models.tables import AUTHORISATIONS
from intake_api.office import Work
from intake_api.routes.who import TheOffice
from intake_api.sealed_answers import open_answers
from knowledge.text import clean

router = APIRouter(
    prefix="/console/api", dependencies=[Depends(same_site), Depends(only(*visit_data.ROLES))], include_in_schema=False
)
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{8,64}$")]  # made on the telephone
Words = Annotated[str, Field(max_length=2000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


class StartedIn(_Body):
    """What the sheet began with, as the telephone was given it."""

    visit: str = Field(default="", max_length=64)
    marks: dict[Annotated[str, Field(max_length=64)], Annotated[str, Field(max_length=64)]] = Field(
        default={}, max_length=filling.MOST
    )


class SheetIn(_Body):
    """One visit as the telephone sends it. A value ``{"known": key}`` is the known answer of that key, unseen."""

    id: Name
    method: str = Field(max_length=16)
    visited_on: date
    verifiers: list[Annotated[str, Field(max_length=40)]] = Field(max_length=8)
    opinion: Words = ""
    why: Words = ""
    answers: dict[Annotated[str, Field(max_length=64)], Any] = Field(max_length=filling.MOST)
    photos: list[Name] = Field(default=[], max_length=20)
    cleared: list[Annotated[str, Field(max_length=64)]] = Field(default=[], max_length=filling.MOST)
    started: StartedIn | None = None


class PhotoIn(_Body):
    """A photo or a recording; ``url`` is a ``data:`` address that carries it."""

    id: Name
    case: str = Field(max_length=64)
    kind: Literal["image", "voice"] = "image"
    url: str = Field(max_length=14_000_000)


class CardIn(_Body):
    """A photo of the front of an identity card: read and dropped, never kept."""

    url: str = Field(max_length=4_000_000)


class SignedIn(_Body):
    """One adult's word, on paper or recorded; ``photo`` is what was sent before."""

    member: int = Field(ge=0, le=99)
    method: Literal["paper", "call"] = "paper"
    photo: Name


@router.get("/visits")
def mine(account: LoggedIn, office: TheOffice) -> dict[str, Any]:
    """我的入户."""
    with office.database.read() as session:
        found = visit_data.to_visit(office, session.connection(), account)
    audit.looked(office, account.id, account.county, "read", "visits")
    return {"cases": found}


@router.get("/visits/{case_id}")
def one(case_id: str, account: LoggedIn, office: TheOffice) -> dict[str, Any]:
    """All that the sheet of one case starts from. Raises ``Conflict`` when the case is past the visit."""
    with office.database.read() as session:
        connection = session.connection()
        row = case_view.find(connection, account, case_id)
        if row["state"] not in visit_data.STATES:
            raise Conflict(moved_on(row["state"]))
        found = visit_data.of_case(office, connection, account, row)
    audit.looked(office, account.id, account.county, "read", f"case:{case_id}")
    return found


@router.post("/visits/{case_id}")
def send(case_id: str, sheet: SheetIn, account: LoggedIn, office: TheOffice) -> dict[str, Any]:
    """The sheet. However often it is sent, the visit is one."""
    with office.work(account.county) as work:
        row = case_view.find(work.connection, account, case_id)
        known = open_answers(row["answers"], office.sealer)
        answers = {key: _seen(value, known) for key, value in sheet.answers.items()}
        after = visits.save(work, account, case_id, _sheet(work, account, case_id, sheet, answers))
        return {"visit": sheet.id, "saved": True, **visit_data.result(dossiers.load(work, after))}


@router.post("/photos")
def photo(given: PhotoIn, account: LoggedIn, office: TheOffice) -> dict[str, str]:
    """One photo of the signed sheet, of a signed authorisation, or the recording of a call."""
    with office.work(account.county) as work:
        case_view.find(work.connection, account, given.case)
        return {"id": phone_photos.keep(work, account, given.case, Media(given.kind, given.id, given.url))}


@router.post("/id-cards")
def id_card(given: CardIn) -> dict[str, str]:
    """The name and the number on a card, as a help: both empty when they cannot be read."""
    found = card_reading.read(given.url)
    return {"name": found.name, "number": found.number} if found else {"name": "", "number": ""}


@router.post("/authorisations/{case_id}")
def signed(case_id: str, given: SignedIn, account: LoggedIn, office: TheOffice) -> dict[str, bool]:
    """An authorisation signed at the visit. Sent again it is the same one."""
    with office.work(account.county) as work:
        case_view.find(work.connection, account, case_id)
        (attachment,) = phone_photos.of_phone(work, account, case_id, (given.photo,))
        if not _is_given(work, case_id, given.member, attachment):
            authorisations.give(work, account, case_id, given.member, given.method, attachment=attachment)
    return {"saved": True}


def moved_on(state: str) -> str:
    """That nothing is to be visited now, in words."""
    return f"这件事现在是“{STATES.get(state, state)}”，不在入户核实。手机上存的表还在，可以下载留底。"


def _seen(value: Any, known: dict[str, Any]) -> Any:
    return known.get(str(value.get("known"))) if isinstance(value, dict) else value


def _sheet(work: Work, account: Account, case_id: str, given: SheetIn, answers: dict[str, Any]) -> Sheet:
    verifiers = tuple(name for each in given.verifiers if (name := clean(each, 40)))
    return Sheet(
        id=given.id,
        method=given.method,
        visited_at=_moment(work, given.visited_on),
        verifiers=verifiers,
        opinion=clean(given.opinion, 2000),
        answers=answers,
        why=clean(given.why, 500),
        photos=phone_photos.of_phone(work, account, case_id, given.photos),
        cleared=tuple(given.cleared),
        started=Started(given.started.visit, given.started.marks) if given.started else None,
    )


def _moment(work: Work, day: date) -> datetime:
    """A visit of today was just now; of an earlier day, at noon there. A telephone's own clock may be wrong."""
    if day > work.today():
        raise Invalid("核实日期还没到，请看看日期")
    return work.now if day == work.today() else datetime.combine(day, time(12), work.county.zone)


def _is_given(work: Work, case_id: str, member: int, attachment: str) -> bool:
    c = AUTHORISATIONS.c
    same = (c.county == work.code, c.case_id == case_id, c.member == member, c.attachment_id == attachment)
    return work.connection.execute(select(c.id).where(*same)).first() is not None
