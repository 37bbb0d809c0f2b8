"""Templates and static files of the console, read once."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake_api.access import roles
from intake_api.console import words
from intake_api.console.menu import PAGES, pages_of
from intake_api.console.unread import unread_count
from intake_api.models import Account
from intake_api.office import Office

HERE = Path(__file__).parent
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Static:
    """A file as it goes out; ``etag`` is made of its content."""

    content: bytes
    media_type: str
    etag: str


@cache
def static_files() -> dict[str, Static]:
    """The only files that are served, by name."""
    found = {}
    for path in (HERE / "static").iterdir():
        if path.suffix in _TYPES:
            content = path.read_bytes()
            found[path.name] = Static(content, _TYPES[path.suffix], hashlib.sha256(content).hexdigest()[:16])
    return found


def page(request: Request, account: Account | None, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A whole page for ``account``, with the navigation of its role."""
    office: Office = request.app.state.office
    about: dict[str, Any] = {"account": account, "menu": [], "unread": 0, "here": request.url.path}
    if account is not None:
        county = office.county(account.county)
        about["menu"] = pages_of(account)
        about["unread"] = unread_count(office, account)
        about["role_label"] = roles.label(account.role)
        about["area_name"] = words.place(county, account.area)
        role = roles.ROLES[account.role]
        live = account.role in PAGES["notices"].roles
        about |= {"live": live, "may_work": role.writes, "sees_cases": role.sees == "area"}
    about["title"] = f"{office.county(account.county if account else '').short}一键报贫"
    return HTMLResponse(_templates().get_template(template).render(**(about | context)), status)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = {
        name: f"/console/static/{name}?v={file.etag}" for name, file in static_files().items()
    }
    environment.filters["masked"] = words.masked_name
    environment.filters["digits"] = words.digits
    return environment
