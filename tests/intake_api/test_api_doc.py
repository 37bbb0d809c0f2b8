"""docs/api.md names every JSON address there is, its parameters, and none that is not there."""

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from http_office import app_of, routes
from pydantic import BaseModel

from intake_api.console.patrol_api import PatrolIn
from intake_api.console.visit_api import CardIn, PhotoIn, SheetIn, SignedIn
from intake_api.office import Office
from intake_api.routes.messages import MessageIn
from intake_api.routes.notices import ClaimIn, OutcomeIn
from intake_api.routes.warnings import WarningIn

DOC = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
JSON = ("/api/", "/console/api/")


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def plain(path: str) -> str:
    """A path without the names of its parameters; the one form there is stands for the parameter."""
    return re.sub(r"\{[^}]+\}", "{}", path).replace("/forms/baopin", "/forms/{}")


def test_every_address_is_named_and_every_name_is_an_address(app: FastAPI) -> None:
    told = {(method, plain(path)) for method, path in re.findall(r"`(GET|POST) (/[^`?]*)", DOC)}
    real = {(method, plain(path)) for method, path in routes(app) if path.startswith(JSON)}
    assert len(real) > 10
    assert real - told == set()
    assert {each for each in told if each[1].startswith(JSON)} - real == set()


@pytest.mark.parametrize(
    "body", [MessageIn, ClaimIn, OutcomeIn, SheetIn, PhotoIn, CardIn, SignedIn, WarningIn, PatrolIn]
)
def test_every_field_is_named(body: type[BaseModel]) -> None:
    assert [name for name in body.model_fields if not re.search(rf"`{name}`|\"{name}\"", DOC)] == []
