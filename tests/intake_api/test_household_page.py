"""查一户: one household of the roster, and what happens to it, by the pages."""

import re
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI_VILLAGE, YIYOU
from fastapi import FastAPI
from http_office import PAGE, SAME_SITE, app_of, log_in
from starlette.testclient import TestClient
from test_roster_pages import CHEN, HEAD, WIFE, looked_at, post, received, stored

from intake_api.access.roles import ROLES
from intake_api.models.tables import AUDIT, HOUSEHOLDS, RESIDENTS
from intake_api.office import Office

WHEN = {"day": "2023-11-09", "why": "村里说的"}
SON = ("001", "陈小明", "之子", "350111197803150077", "宦溪镇", "亥由村", "上寨")


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def town(app: FastAPI, office: Office) -> TestClient:
    """A town whose register is imported: one household of three."""
    client = log_in(app, office, "town_clerk")
    batch = received(client, HEAD, CHEN, WIFE, SON)
    looked_at(client, batch)
    post(client, f"{batch}/import")
    return client


def home(office: Office) -> str:
    return str(stored(office, HOUSEHOLDS)[0]["id"])


def see(client: TestClient, id: str) -> str:
    answer = client.get(f"/console/households/{id}", headers=PAGE)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def do(client: TestClient, id: str, step: str, **form: Any) -> Any:
    return client.post(f"/console/households/{id}/{step}", data=WHEN | form, headers=SAME_SITE | PAGE)


def person(office: Office, name: str) -> Any:
    return next(row for row in stored(office, RESIDENTS) if row["name"] == name)


def test_it_is_found_by_the_name_of_anybody(town: TestClient, office: Office) -> None:
    for name in ("陈大山", "郑依妹"):
        assert home(office) in town.get(f"/console/households?name={name}", headers=PAGE).text
    nobody = town.get("/console/households?name=林阿土", headers=PAGE).text
    assert "没有叫“林阿土”的" in nobody


def test_who_sees_it(app: FastAPI, office: Office, town: TestClient) -> None:
    inside = {"village": True, "grid": True, "town_clerk": True, "town_leader": True, "county_clerk": True,
              "county_leader": True, "auditor": True}  # fmt: skip
    for role in ROLES:
        status = log_in(app, office, role).get(f"/console/households/{home(office)}", headers=PAGE).status_code
        assert status == (200 if inside.get(role) else 403), role
    for role, area in (("town_clerk", GUSHAN), ("village", HUANXI_VILLAGE), ("village", GUYI)):
        client = log_in(app, office, role, area)
        assert client.get(f"/console/households/{home(office)}", headers=PAGE).status_code == 404
        assert do(client, home(office), "leave").status_code == 404
        assert home(office) not in client.get("/console/households?name=陈大山", headers=PAGE).text


def test_numbers_are_masked_and_looking_is_noted(town: TestClient, office: Office) -> None:
    page = see(town, home(office))
    assert "350111********0018" in page
    assert not any(row[3] in page for row in (CHEN, WIFE, SON))
    assert any(row["subject"] == f"household:{home(office)}" for row in stored(office, AUDIT))


def test_who_only_looks_has_no_forms(app: FastAPI, office: Office, town: TestClient) -> None:
    leader = log_in(app, office, "town_leader")
    assert "迁户" not in see(leader, home(office))
    assert do(leader, home(office), "leave").status_code == 403


def test_somebody_died_and_it_was_a_mistake(town: TestClient, office: Office) -> None:
    id, wife = home(office), person(office, "郑依妹")["id"]
    assert do(town, id, "gone", resident=wife, how="died").status_code == 303
    page = see(town, id)
    assert "去世 2023-11-09" in page
    assert "有人去世，郑依妹，村里说的" in page
    assert do(town, id, "here", resident=wife).status_code == 303
    assert person(office, "郑依妹")["left"] == ""


def test_a_split_leads_to_the_new_household(town: TestClient, office: Office) -> None:
    id, son = home(office), person(office, "陈小明")["id"]
    answer = do(town, id, "split", people=[son], head=son)
    assert answer.status_code == 303
    new = answer.headers["location"].rpartition("/")[2]
    assert new != id
    assert "从别的户分出来，陈大山" in see(town, new)
    assert do(town, new, "merge", into="陈大山").headers["location"].endswith(id), "and back together"
    assert "已并到别的户" in see(town, new)


def test_who_moves_to_another_town_is_theirs(app: FastAPI, office: Office, town: TestClient) -> None:
    id = home(office)
    answer = do(town, id, "move", village="鼓山镇鼓一村", hamlet="下洋")
    assert answer.headers["location"] == "/console/households?gone=yes"
    assert "由那边接着管" in town.get(answer.headers["location"], headers=PAGE).text
    assert town.get(f"/console/households/{id}", headers=PAGE).status_code == 404
    assert "原来在宦溪镇亥由村" in see(log_in(app, office, "town_clerk", GUSHAN), id)


def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(town: TestClient, office: Office) -> None:
    id = home(office)
    answer = do(town, id, "move", village="没有的村", why="搬到女儿家")
    assert answer.status_code == 422
    assert "请选迁到哪个村" in answer.text
    assert 'value="没有的村"' in answer.text
    assert 'value="搬到女儿家"' in answer.text
    assert re.search(r"<details open><summary>迁户", answer.text)
    assert do(town, id, "leave", why="").status_code == 422
    assert do(town, id, "merge", into="没有的人").status_code == 422
    assert do(town, id, "nonsense").status_code == 422
    assert stored(office, HOUSEHOLDS)[0]["village"] == YIYOU


def test_all_left_and_came_back(town: TestClient, office: Office) -> None:
    id = home(office)
    do(town, id, "leave")
    assert "已迁走 2023-11-09" in see(town, id)
    assert do(town, id, "leave").status_code == 409
    do(town, id, "back")
    assert "已迁走" not in see(town, id)
