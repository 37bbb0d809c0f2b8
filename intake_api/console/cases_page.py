"""The home page of whoever works an area: own work first, then every list, filtered; giving cases to a colleague."""

from dataclasses import replace

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from dialogs.declaration import load_form
from intake_api.access.roles import ROLES
from intake_api.casework import lifecycle, steps
from intake_api.casework.assigning import assign
from intake_api.console import words
from intake_api.console.filters import MINE, YES, Filter
from intake_api.console.guard import LoggedIn, same_site
from intake_api.console.listing import LIGHTS, TABS, listing
from intake_api.console.menu import PAGES, user_of
from intake_api.console.pages import page
from intake_api.console.screening_lists import Own, own_work
from intake_api.console.todo import alarms
from intake_api.errors import Conflict, Invalid, NotFound
from intake_api.models import Account
from intake_api.office import Office
from intake_api.routes.who import TheOffice

router = APIRouter(prefix="/console/assign", dependencies=[Depends(same_site), Depends(user_of("cases"))])
Options = list[tuple[str, str]]


@router.post("", response_model=None)
async def give(request: Request, account: LoggedIn, office: TheOffice) -> Response:
    """The chosen cases to a colleague, all or none; back to the list they were chosen from."""
    form = await request.form(max_files=0, max_fields=200)
    chosen = [value for value in form.getlist("case") if isinstance(value, str)]
    handler, back = str(form.get("handler", "")), str(form.get("back", ""))
    return await run_in_threadpool(_give, request, office, account, chosen, handler, back)


def _give(request: Request, office: Office, account: Account, chosen: list[str], handler: str, back: str) -> Response:
    inside = back if back.startswith("/console?") and back.isprintable() and "\\" not in back else "/console"
    try:
        with office.work(account.county) as work:
            assign(work, account, chosen, account.id if handler == MINE else handler)
    except (Conflict, Invalid, NotFound) as refused:
        return _cases(request, account, Filter(), error=str(refused), chosen=chosen, status=refused.status)
    return RedirectResponse(inside, 303)


def home(request: Request, account: Account) -> Response:
    """The first page after the login: each role's own."""
    if account.role in PAGES["cases"].roles:
        return _cases(request, account, Filter.read(request.query_params))
    for name in ("calls", "accounts", "comparisons"):
        if account.role in PAGES[name].roles:
            return RedirectResponse(PAGES[name].path, 303)
    return page(request, account, "rest.html")


def _cases(
    request: Request,
    account: Account,
    wanted: Filter,
    *,
    error: str = "",
    chosen: list[str] | None = None,
    status: int = 200,
) -> Response:
    office: Office = request.app.state.office
    tabs = TABS
    if not ROLES[account.role].writes:  # who only looks has no work of their own in any list
        tabs = {name: words_ for name, words_ in TABS.items() if name != "own"}
        wanted = replace(wanted, tab="open", group="") if wanted.tab == "own" else wanted
    with office.database.read() as session:
        team = steps.colleagues(session.connection(), account)
    return page(
        request,
        account,
        "cases.html",
        status,
        listing=listing(office, account, wanted),
        alarms=alarms(office, account),
        screened=own_work(office, account) if wanted.tab == "own" else Own(),
        tabs=tabs,
        wanted=wanted,
        fields=_fields(office, account, team),
        team=[("", "不指定谁，大家办"), *team],
        me=account.id,
        error=error,
        chosen=chosen or [],
    )


def _fields(office: Office, account: Account, team: Options) -> list[tuple[str, str, Options]]:
    """The selects of the filter form: (field, label, options)."""
    form = load_form()
    states = [(code, lifecycle.STATES[code]) for code in lifecycle.STATES if code not in ("NEW", "DRAFT")]
    handlers = [(MINE, "分给我的"), *((id_, name) for id_, name in team if id_ != account.id)]
    return [
        *_places(office, account),
        ("state", "到哪一步", states),
        ("light", "时限", list(LIGHTS.items())),
        ("risk", "主要困难", list(form.codes["risk"].items())),
        ("channel", "怎么来的", list(words.CHANNELS.items())),
        ("green", "绿色通道", [(YES, "走绿色通道的"), ("proposed", "等着定的"), ("approved", "已同意的")]),
        ("lacks", "材料", [(YES, "等农户补充的")]),
        ("handler", "谁经办", handlers),
    ]


def _places(office: Office, account: Account) -> list[tuple[str, str, Options]]:
    """By what the list can be narrowed: the county by town and village, a town by village, a village by nothing."""
    places = office.county(account.county).places
    level = ROLES[account.role].level
    if level == "county":
        town = ("town", "镇", [(each.code, each.name) for each in places.towns])
        villages = [(each.code, places.full_name(each.code)) for each in places.all() if each.level == "village"]
        return [town, ("village", "村", villages)]
    if level == "town":
        return [("village", "村", [(each.code, each.name) for each in places.villages(account.area)])]
    return []


def village_names(office: Office, account: Account) -> dict[str, str]:
    """Every village of the county: full name → code, for fields where a village is typed."""
    county = office.county(account.county)
    return {words.place(county, d.code): d.code for d in county.places.all() if d.level == "village"}
