"""The person's own notices."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from intake_api.console import words
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.menu import user_of
from intake_api.console.pages import page
from intake_api.console.unread import latest, one
from intake_api.errors import NotAllowed
from intake_api.models import Account
from intake_api.notices.console import mark_read
from intake_api.notices.undelivered import Undelivered, send_again, undelivered
from intake_api.office import Office
from intake_api.routes.who import TheOffice

CLERKS = ("town_clerk", "county_clerk")
router = APIRouter(prefix="/console/notices", dependencies=[Depends(same_site), Depends(user_of("notices"))])


@router.get("", response_model=None)
def show(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The newest fifty."""
    notices = latest(office, account)
    county = office.county(account.county)
    times = {n.id: words.moment(words.local(county, n.created_at)) for n in notices}
    stuck = _stuck(office, account)
    since = {n.id: words.moment(words.local(county, n.since)) for n in stuck}
    return page(
        request, account, "notices.html", notices=notices, times=times | since, stuck=stuck, channel=words.channel
    )


def _stuck(office: Office, account: Account) -> list[Undelivered]:
    """Those who answer for a town or the district see what reached nobody."""
    if account.role not in CLERKS:
        return []
    with office.work(account.county) as work:
        return undelivered(work, account)


@router.post("/{notice_id}/again", response_model=None)
def again(notice_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """Send a stuck notice again."""
    if account.role not in CLERKS:
        raise NotAllowed("重发通知由镇信息员或区信息员来办")
    with office.work(account.county) as work:
        send_again(work, account, notice_id)
    return RedirectResponse("/console/notices", 303)


@router.post("/read", response_model=None)
def read_all(account: LoggedIn, office: TheOffice) -> Response:
    """Mark all as read."""
    with office.work(account.county) as work:
        mark_read(work, account)
    return RedirectResponse("/console/notices", 303)


@router.post("/{notice_id}/read", response_model=None)
def read_one(notice_id: str, account: LoggedIn, office: TheOffice) -> Response:
    """Mark one of the person's own as read, and go where it points."""
    found = one(office, account, notice_id)
    with office.work(account.county) as work:
        mark_read(work, account, notice_id=notice_id)
    target = f"/console/cases/{found.case_id}" if found.case_id else "/console/notices"
    return RedirectResponse(target, 303)
