"""The hotline's page: the form read out, a call logged, a look-up."""

import pytest
from factories import YIYOU
from fastapi import FastAPI
from http_office import PAGE, app_of, client_of, log_in, post
from sqlalchemy import select

from dialogs.declaration import load_form
from intake_api.models.tables import CASES
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


CALL = {
    "consent": "同意",
    "behalf": "self",
    "name": "林阿妹",
    "phone": "13805009999",
    "village": "宦溪镇亥由村",
    "risk": "illness",
    "story": "老伴透析",
    "income": "两万三",
}


def test_the_call_page_asks_the_form_in_its_order(app: FastAPI, office: Office) -> None:
    page = log_in(app, office, "operator").get("/console/calls/new", headers=PAGE).text
    asked = [question for question in load_form() if question.ask and question.kind != "town"]
    places = [page.index(f'name="{question.key}"') for question in asked]
    assert places == sorted(places)
    assert all((question.visit or question.ask) in page for question in asked)


def test_a_logged_call_is_a_hotline_case_of_the_operators_own(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "operator")
    answer = post(client, "/console/calls/new", **CALL)
    assert answer.status_code == 303
    with office.database.read() as session:
        case = session.connection().execute(select(CASES)).mappings().one()
    assert (case["origin"], case["channel"], case["village"]) == ("HOTLINE", "hotline", YIYOU)
    assert case["answers"]["income"] == 23000
    done = client.get(answer.headers["location"], headers=PAGE).text
    assert " ".join(case["receipt"]) in done
    assert "慢慢念给他听" in done
    assert "林*" in client.get("/console/calls", headers=PAGE).text
    with office.work() as work:
        from intake_api.access import accounts

        accounts.add(work, login="second", name="二", role="operator", area="350111000000", password="x", demo=True)
    second = client_of(app)
    post(second, "/console/login", login="second", password="x")
    assert "林*" not in second.get("/console/calls", headers=PAGE).text
    for path in (answer.headers["location"], "/console/calls/done/nothing"):
        assert second.get(path, headers=PAGE).status_code == 404, "another's slip, and one that is not there"
    for find in (case["receipt"], "13805009999"):
        assert "林*" in second.get("/console/calls", params={"find": find}, headers=PAGE).text
    assert "没有查到" in second.get("/console/calls", params={"find": "1380500"}, headers=PAGE).text


def test_what_was_typed_stays_when_something_does_not_fit(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "operator")
    answer = post(client, "/console/calls/new", **CALL | {"phone": "138", "village": "没有这个村"})
    assert answer.status_code == 422
    for shown in (
        "林阿妹",
        "老伴透析",
        "两万三",
        'value="138"',
        'value="没有这个村"',
        'id="w-phone"',
        'id="w-village"',
    ):
        assert shown in answer.text, shown
    assert 'value="illness" checked' in answer.text
    with office.database.read() as session:
        assert session.connection().execute(select(CASES)).all() == []


def test_a_caller_who_does_not_agree_is_not_logged(app: FastAPI, office: Office) -> None:
    answer = post(log_in(app, office, "operator"), "/console/calls/new", **CALL | {"consent": "不同意"})
    assert answer.status_code == 422
    assert "没有同意" in answer.text


def test_a_second_call_of_the_household_joins_the_first(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "operator")
    post(client, "/console/calls/new", **CALL)
    again = post(client, "/console/calls/new", **CALL)
    assert again.headers["location"].endswith("?joined=1")
    assert "并到那一件里" in client.get(again.headers["location"], headers=PAGE).text
