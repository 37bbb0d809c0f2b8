"""The cards of a case on a page of their own: where one comes back to when a step was refused, all typed kept."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.access import audit
from intake_api.casework import dossier as dossiers
from intake_api.console import case_view, words
from intake_api.console.case_cards import cards
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.seeing import seeing
from intake_api.errors import Conflict, Invalid
from intake_api.models import Account
from intake_api.office import Office, Work
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/cases/{case_id}/work", dependencies=[Depends(same_site), Depends(user_of("cases"))])


@router.get("", response_model=None)
def show(case_id: str, request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """比对、帮扶计划、转办、困难问题 of one case."""
    return work_page(request, office, account, case_id)


def stepped(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    tried: str,
    typed: Mapping[str, str],
    step: Callable[[Work], Any],
) -> Response:
    """Do ``step`` in one transaction and go back to its card. ``tried``: the card, and the form in it after a dash,
    which is open again with all that was typed when the step is refused."""
    try:
        with office.work(account.county) as work:
            case_view.find(work.connection, account, case_id)
            step(work)
    except (Conflict, Invalid) as refused:
        return work_page(request, office, account, case_id, str(refused), tried, typed, refused.status)
    return RedirectResponse(f"/console/cases/{case_id}#{tried.partition('-')[0]}", 303)


def work_page(
    request: Request,
    office: Office,
    account: Account,
    case_id: str,
    error: str = "",
    tried: str = "",
    typed: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page. Raises ``NotFound`` outside the area."""
    county = office.county(account.county)
    with office.database.read() as session:
        connection = session.connection()
        row = case_view.find(connection, account, case_id)
        file = dossiers.read(office, connection, county, row, office.clock())
        seen = seeing(connection, account, case_id, office.clock())
    audit.looked(office, account.id, account.county, "read", f"case:{case_id}")
    return page(
        request,
        account,
        "case_work.html",
        status,
        case=row,
        place=words.place(county, row["village"] or row["town"]),
        cards=cards(office, account, file, seen),
        error=error,
        tried=tried,
        typed=typed or {},
    )
