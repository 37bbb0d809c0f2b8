"""The matrix: every route of the console and the API × every role × own area, other village, other town, other county.

What is expected is derived: who may use a route from its guard, what lies in the area from ``access.scope``. Outside
the area a thing is not there (404), whatever is done to it. A new route is in it by itself; one that wants a body of
its own says so by failing here until it stands in ``BODIES``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from areas import PLACES, Place, build
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from http_office import PAGE, SAME_SITE, app_of, log_in, person
from sqlalchemy import Table, select
from starlette.testclient import TestClient

from intake_api.access.roles import ROLES
from intake_api.access.scope import may_see
from intake_api.console.menu import PAGES
from intake_api.models import Account
from intake_api.models.tables import CASES, COMPARISONS, EVENTS, FINDINGS, ISSUES, MEASURES, REFERRALS, TASKS, VISITS
from intake_api.office import Office

KEPT = (CASES, COMPARISONS, EVENTS, FINDINGS, ISSUES, MEASURES, REFERRALS, TASKS, VISITS)
ENDLESS = {"/console/stream"}
FORM = {"version": "1", "reason": "看一看", "member": "0", "note": "没有人接", "why": "核对过"}
_PNG = "data:image/png;base64,aGVsbG8="
BODIES: Mapping[str, Mapping[str, Any]] = {
    "/console/api/visits/{case_id}": {
        "id": "visit-0001",
        "method": "visit",
        "visited_on": "2023-11-10",
        "verifiers": ["甲", "乙"],
        "answers": {},
    },
    "/console/api/photos": {"id": "photo-0001", "case": "CASE", "url": _PNG},
    "/console/api/patrols": {
        "id": "patrol-0001",
        "household": "HOUSEHOLD",
        "day": "2023-11-10",
        "went": ["甲"],
        "outcome": "well",
    },
    "/console/api/authorisations/{case_id}": {"member": 0, "photo": "photo-0001"},
}


@dataclass(frozen=True)
class Route:
    """One way to ask."""

    method: str
    path: str
    roles: frozenset[str]
    form: bool

    @property
    def names_a_thing(self) -> bool:
        """Whether it is about something that lies somewhere."""
        return any(
            f"{{{name}_id}}" in self.path for name in ("case", "task", "row", "household")
        ) or self.path.endswith(("/photos", "/api/patrols"))


def walked(app: FastAPI) -> Iterator[Route]:
    """All routes of the console behind the login."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and context.path.startswith("/console/"):
            roles = _guards(route.dependant)
            if roles is not None and context.path not in ENDLESS:
                for method in context.methods or ():
                    yield Route(method, str(context.path), roles, context.path not in BODIES)


def _guards(dependant: Any) -> frozenset[str] | None:
    """The roles that every ``guard.only`` on the way lets pass; None when there is none."""
    found: frozenset[str] | None = None
    for each in dependant.dependencies:
        inner = _guards(each)
        if each.call.__qualname__ == "only.<locals>.check":
            inner = frozenset(each.call.__closure__[0].cell_contents)
        if inner is not None:
            found = inner if found is None else found & inner
    return found


def ask(client: TestClient, route: Route, place: Place) -> int:
    body: dict[str, Any] = {"data": FORM} if route.method == "POST" and route.form else {}
    if not route.form and route.method == "POST":
        given = BODIES[route.path]
        names = {"CASE": place.ids["case"], "HOUSEHOLD": place.ids["household"]}
        body = {"json": {key: names.get(str(value), value) for key, value in given.items()}}
    return client.request(route.method, place.path(route.path), headers=SAME_SITE | PAGE, **body).status_code


def is_inside(account: Account, place: Place, route: Route) -> bool:
    """Whether the thing is there for this account."""
    if account.role == "operator":
        return "{task_id}" in route.path and place.name != "other county"
    return place.name != "other county" and may_see(account, place.town, place.village)


def kept(office: Office, places: list[Place]) -> list[Any]:
    """Everything of these households that a route could change."""
    ids = [place.ids["case"] for place in places]

    def rows(table: Table) -> list[Any]:
        column = CASES.c.id if table is CASES else table.c.case_id
        query = select(table).where(column.in_(ids)).order_by(*table.primary_key.columns)
        return list(session.connection().execute(query).all())

    with office.database.read() as session:
        return [rows(table) for table in KEPT]


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def test_the_walk_sees_what_it_should(app: FastAPI) -> None:
    found = list(walked(app))
    assert {page.path for page in PAGES.values()} - {"/console"} <= {route.path for route in found}
    assert len([route for route in found if route.names_a_thing]) > 15


def test_who_sees_no_case_is_let_to_no_case(app: FastAPI) -> None:
    may = {name for name, role in ROLES.items() if role.sees == "area"}
    for route in walked(app):
        if "{case_id}" in route.path and not route.path.startswith("/console/calls/"):
            assert route.roles <= may, route.path


@pytest.mark.parametrize("role", ROLES)
def test_every_route_in_every_place(app: FastAPI, office: Office, role: str) -> None:
    places = build(office)
    account = person(office, role)
    client = log_in(app, office, role)
    # The own area last: what is done there shall not help anybody outside.
    for name in reversed(PLACES):
        place = places[name]
        before = kept(office, [place])
        for route in walked(app):
            status = ask(client, route, place)
            assert status in expected(account, place, route), (route.method, route.path, name)
        if not (may_see(account, place.town, place.village) or role == "operator"):
            assert kept(office, [place]) == before, name


def expected(account: Account, place: Place, route: Route) -> tuple[int, ...]:
    """What may come back. Within the area the lifecycle or the inputs may still say no."""
    if account.role not in route.roles:
        return (403,)
    if "{notice_id}" in route.path:  # told to somebody else, whatever the area; sent again by clerks only
        return (403, 404)
    if "{batch_id}" in route.path:  # a list is nobody's place: who sees which is tested with the pages
        return (403, 404)
    if route.names_a_thing and not is_inside(account, place, route):
        return (404,)
    if "/media/" in route.path:
        return (403,)  # nobody said yet why they want to see it
    return (200, 303, 422) if route.method == "GET" else (200, 303, 403, 409, 422)


@pytest.mark.parametrize("role", ROLES)
def test_no_list_shows_what_lies_elsewhere(app: FastAPI, office: Office, role: str) -> None:
    places = build(office)
    account = person(office, role)
    client = log_in(app, office, role)
    lists = [route for route in walked(app) if route.method == "GET" and "{" not in route.path and role in route.roles]
    more = ["/console", *(f"/console?tab={tab}" for tab in ("open", "all", "ended", "own&group=rest"))]
    for address in [*(route.path for route in lists), *more]:
        answer = client.get(address, headers=PAGE)
        for place in places.values():
            if not may_see(account, place.town, place.village) or place.name == "other county":
                told = place.receipt in answer.text or f"/cases/{place.ids['case']}" in answer.text
                assert not told or (role == "operator" and address == "/console/tasks"), (address, place.name)


BOTS_ONLY, READERS = ("/api/v1/messages", "/api/v1/notices/"), ("/api/v1/annex2",)


@pytest.mark.parametrize("role", ROLES)
def test_a_login_of_the_console_at_the_api(app: FastAPI, office: Office, role: str) -> None:
    """The bots' endpoints take their token only; the paper is read by who has it in the navigation."""
    client = log_in(app, office, role)
    for context in iter_route_contexts(app.routes):
        path = str(context.path)
        for method in sorted(context.methods or ()) if isinstance(context.original_route, APIRoute) else ():
            status = client.request(
                method, f"{path.replace('{notice_id}', 'x')}?column=online", headers=SAME_SITE
            ).status_code
            if path.startswith(BOTS_ONLY):
                assert status == 401, path
            elif path.startswith(READERS):
                assert (status == 403) == (role not in PAGES["annex2"].roles), (path, status)
