"""The whole application over an office, and people who log in to it."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from factories import HUANXI, YIYOU, make_account, make_case
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import select
from starlette.testclient import TestClient

from intake_api.access import accounts
from intake_api.access.roles import ROLES
from intake_api.app import create_app
from intake_api.intake.hear import Hearing
from intake_api.models import Account
from intake_api.models.tables import CASES
from intake_api.office import Office
from intake_api.sealed_answers import seal_answers

COUNTY = "350111000000"
PASSWORD = "demo"
AREAS = {"village": YIYOU, "town": HUANXI, "county": COUNTY}
SAME_SITE = {"sec-fetch-site": "same-origin"}
PAGE = {"accept": "text/html"}
ID_NUMBER = "350111197803150018"
BOTS = {"authorization": "Bearer bots-token-of-the-suite"}
REPORT = {"authorization": "Bearer report-token-of-the-suite"}


def app_of(office: Office, **more: Any) -> FastAPI:
    """The application over the real intake."""
    return create_app(office, Hearing(office), **more)


def client_of(app: FastAPI) -> TestClient:
    """A browser that follows no redirects; faults of the server arrive as answers."""
    return TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False, raise_server_exceptions=False)


def person(office: Office, role: str, area: str = "") -> Account:
    """A demo account of that role, in 亥由村, 宦溪镇 or the county."""
    with office.work() as work:
        known = accounts.by_login(work.connection, work.code, login_of(role, area))
        wanted = {"login": login_of(role, area), "name": ROLES[role].label, "password": _quick_hash()}
        return known or make_account(work, role, area or AREAS[ROLES[role].level], **wanted)


@cache
def _quick_hash() -> str:
    """A real hash of little work: hundreds of logins are tested, and a hash says itself how it was made."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


def login_of(role: str, area: str = "") -> str:
    """The login of ``person``."""
    return f"{role}-{area}".strip("-").replace("_", "-")


def log_in(app: FastAPI, office: Office, role: str, area: str = "") -> TestClient:
    """A browser with that person's cookie."""
    person(office, role, area)
    client = client_of(app)
    form = {"login": login_of(role, area), "password": PASSWORD}
    assert client.post("/console/login", data=form, headers=SAME_SITE).status_code == 303
    return client


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every (method, path) there is."""
    for context in iter_route_contexts(app.routes):
        if isinstance(context.original_route, APIRoute):
            for method in sorted(context.methods or ()):
                yield method, str(context.path)


def address(path: str) -> str:
    """A path with its parameters filled in by something that is not there."""
    return re.sub(r"\{[^}]+\}", "nothing", path)


def case_of(office: Office, **over: Any) -> dict[str, Any]:
    """A case of 陈大山 with answers of every sort, the private ones sealed."""
    with office.work() as work:
        answers = {"consent": "2023-1", "behalf": "self", "name": "陈大山", "town": HUANXI, "village": YIYOU}
        answers |= {"risk": "illness", "story": "老伴住院\n欠了钱", "id_number": ID_NUMBER, "member[0].sex": "male"}
        answers |= {"member[0].id_no": ID_NUMBER, "income": 20000}
        return make_case(work, **{"answers": seal_answers(answers, office.sealer)} | over)


def now_is(office: Office, case_id: str) -> Any:
    """The row of a case as it stands."""
    with office.database.read() as session:
        return session.connection().execute(select(CASES).where(CASES.c.id == case_id)).mappings().one()


def post(client: TestClient, path: str, **form: str) -> Any:
    """Send a form from our own page."""
    return client.post(path, data=form, headers=SAME_SITE | PAGE)
