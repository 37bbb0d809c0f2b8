"""同一个人？ Rows of which only people can say whether they mean somebody already known, one by one."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from intake_api.access import audit
from intake_api.console import words
from intake_api.console.guard import LoggedIn, only, same_site
from intake_api.console.pages import page
from intake_api.console.roster_lists import seen_batch
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.models import Account
from intake_api.models.tables import BATCH_ROWS
from intake_api.office import Office, Work
from intake_api.roster.batches import label, own_town
from intake_api.roster.deciding import candidates, decide
from intake_api.routes.who import TheOffice
from knowledge.people.masking import hide_private, mask_phone
from knowledge.policy import County

router = APIRouter(
    prefix="/console/roster/{batch_id}/candidates",
    dependencies=[Depends(same_site), Depends(only("county_clerk", "town_clerk"))],
)
SIZE = 20
_SEXES = {"male": "男", "female": "女"}
_SAVED = {"same": "记下了：同一个人。", "other": "记下了：不是同一个人。"}


@router.get("", response_model=None)
def show(batch_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The rows that wait, each beside those whom it may mean."""
    return _page(request, office, account, batch_id)


@router.post("", response_model=None)
def say(
    batch_id: str,
    request: Request,
    account: LoggedIn,
    office: TheOffice,
    sheet: Annotated[int, Form(ge=0, le=10_000)] = 0,
    row: Annotated[int, Form(ge=0, le=10_000_000)] = 0,
    resident: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """同一个人, or with nobody chosen 不是."""
    try:
        with office.work(account.county) as work:
            seen_batch(work.connection, account, batch_id)
            decide(work, account, batch_id, sheet, row, resident)
    except (Conflict, Invalid) as refused:
        return _page(request, office, account, batch_id, str(refused), refused.status)
    said = "same" if resident else "other"
    return RedirectResponse(f"/console/roster/{batch_id}/candidates?saved={said}", 303)


def _page(
    request: Request, office: Office, account: Account, batch_id: str, error: str = "", status: int = 200
) -> Response:
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        batch = seen_batch(connection, account, batch_id)
        work = Work(office, connection, county, office.clock())
        waiting = _waiting(work, account, batch_id) if batch["state"] == "done" else []
        asked = [question for row in waiting if (question := _question(work, account, batch, row))]
    if asked:
        audit.looked(office, account.id, account.county, "read", "roster", batch=label(batch))
    about: dict[str, Any] = {"asked": asked, "left": batch["counts"].get("candidate", 0), "label": label(batch)}
    saved = _SAVED.get(request.query_params.get("saved", ""), "")
    return page(request, account, "roster_candidates.html", status, batch=batch, error=error, saved=saved, **about)


def _waiting(work: Work, account: Account, batch_id: str) -> list[Any]:
    c = BATCH_ROWS.c
    mine = [c.county == work.code, c.batch == batch_id, c.outcome == "candidate"]
    if town := own_town(account):
        mine.append(c.town == town)
    query = select(BATCH_ROWS).where(*mine).order_by(c.sheet, c.row).limit(SIZE)
    return list(work.connection.execute(query).mappings())


def _question(work: Work, account: Account, batch: Any, row: Any) -> dict[str, Any] | None:
    try:
        people = candidates(work, account, batch["id"], row["sheet"], row["row"])
    except (Conflict, NotFound):  # decided meanwhile
        return None
    headings = set(batch["mapping"].values())
    cells = {head: hide_private(str(text)) for head, text in row["cells"].items() if head in headings or not headings}
    known = [_person(work.county, each) for each in people]
    return {"sheet": row["sheet"], "row": row["row"], "why": row["why"], "cells": cells, "known": known}


def _person(county: County, resident: Any) -> dict[str, str]:
    home = resident["home"]
    told = {
        "出生年月": resident["born"],
        "性别": _SEXES.get(resident["sex"], ""),
        "住在": f"{words.place(county, home['village'] or home['town'])} {home['hamlet']}".strip(),
        "哪一户": home["head_name"],
        "户号": home["book"],
        "身份证号": "底册里有" if resident["id_index"] else "底册里没有",
        "电话": mask_phone(resident["phone"]) if resident["phone"] else "",
    }
    return {"id": resident["id"], "name": resident["name"], **{key: value for key, value in told.items() if value}}
