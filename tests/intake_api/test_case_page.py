"""The page of one case: what it shows, what is done there, photos."""

import base64

import pytest
from factories import GUYI, make_task
from fastapi import FastAPI
from http_office import ID_NUMBER, PAGE, SAME_SITE, app_of, case_of, log_in, now_is, post
from sqlalchemy import select

from dialogs.declaration import load_form
from dialogs.messages import Media, Message, Said
from intake_api.access.roles import ROLES
from intake_api.casework import lifecycle
from intake_api.console.menu import PAGES
from intake_api.intake import attachments
from intake_api.models.tables import ATTACHMENTS
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def test_the_case_page_shows_the_answers_as_declared(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    page = log_in(app, office, "village").get(f"/console/cases/{case['id']}", headers=PAGE).text
    form = load_form()
    for key in ("risk", "story", "id_number", "sex"):
        assert form[key].label in page
    for shown in (
        "因大病",
        "350111********0018",
        "成员 1",
        "男",
        "20000 元",
        "138****0000",
        "11月12日 24:00 前",
    ):
        assert shown in page, shown
    assert ID_NUMBER not in page


def test_the_page_of_a_case_elsewhere_is_not_found(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "village", GUYI)
    for path in ("", "/media/x"):
        assert client.get(f"/console/cases/{case['id']}{path}").status_code == 404
    for path in ("/act/accept", "/reveal"):
        answer = client.post(
            f"/console/cases/{case['id']}{path}",
            data={"version": "1", "reason": "call"},
            headers=SAME_SITE,
        )
        assert answer.status_code == 404
    assert now_is(office, case["id"])["version"] == 1


def test_an_emergency_of_the_case_stands_on_its_page(app: FastAPI, office: Office) -> None:
    case = case_of(office, urgent="food")
    with office.work() as work:
        make_task(work, case_id=case["id"], words="断粮三天了")
        make_task(work, words="别人家的事")
    page = log_in(app, office, "village").get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert "断粮三天了" in page
    assert "别人家的事" not in page


def test_accepting(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "village")
    answer = post(client, f"/console/cases/{case['id']}/act/accept", version="1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console/cases/{case['id']}")
    assert now_is(office, case["id"])["state"] == "ACCEPTED"
    page = client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert "已受理" in page
    assert "村级主办" in page


def test_who_comes_second_is_told_kindly(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    post(log_in(app, office, "town_clerk"), f"/console/cases/{case['id']}/act/accept", version="1")
    answer = post(log_in(app, office, "village"), f"/console/cases/{case['id']}/act/accept", version="1")
    assert answer.status_code == 409
    assert "已经办过“受理”" in answer.text
    assert "已受理" in answer.text, "the page shows how it stands now"


def test_the_offered_actions_are_those_of_the_table(app: FastAPI, office: Office) -> None:
    case = case_of(office, green="proposed")
    for role in PAGES["cases"].roles:
        page = log_in(app, office, role).get(f"/console/cases/{case['id']}", headers=PAGE).text
        of_the_table = lifecycle.offered("SUBMITTED", role) if ROLES[role].writes else ()
        offered = {action.name for action in of_the_table if not action.proposers or role in action.proposers}
        offered -= {"decline_proposal"}  # nothing is proposed
        shown = {action.name for action in lifecycle.ACTIONS if f"/act/{action.name}" in page}
        assert shown == offered, role
        for action in lifecycle.ACTIONS:
            if action.name in shown:
                assert all(f'name="{need.key}"' in page for need in action.needs)


def test_handing_a_case_on_by_the_villages_name(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "town_clerk")
    path = f"/console/cases/{case['id']}/act/reassign"
    wrong = post(client, path, version="1", village="没有这个村", reason="住在那边")
    assert wrong.status_code == 422
    assert "没有这个村" in wrong.text
    assert "住在那边" in wrong.text, "what was typed is not lost"
    right = post(client, path, version="1", village="鼓山镇鼓一村", reason="住在那边")
    assert right.headers["location"] == "/console", "it has left this town"
    assert now_is(office, case["id"])["village"] == GUYI
    clerk = log_in(app, office, "county_clerk")
    post(clerk, f"/console/cases/{case['id']}/reveal", reason="review")
    page = clerk.get(f"/console/cases/{case['id']}", headers=PAGE).text
    for shown in ("转到哪个村：鼓山镇鼓一村", "理由：住在那边", "原来在：宦溪镇亥由村"):
        assert shown in page


@pytest.mark.parametrize("version", ["", "x", "-1", "1.0", "²"])
def test_a_page_without_its_version_is_too_old(app: FastAPI, office: Office, version: str) -> None:
    case = case_of(office)
    answer = post(log_in(app, office, "village"), f"/console/cases/{case['id']}/act/accept", version=version)
    assert answer.status_code == 422
    assert now_is(office, case["id"])["state"] == "SUBMITTED"


def test_an_action_of_another_role_is_refused(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    for role, action in (("grid", "accept"), ("auditor", "accept"), ("village", "reassign"), ("village", "none")):
        answer = post(log_in(app, office, role), f"/console/cases/{case['id']}/act/{action}", version="1")
        assert answer.status_code in (403, 422)
    assert now_is(office, case["id"])["version"] == 1


def test_words_of_a_farmer_are_never_markup(app: FastAPI, office: Office) -> None:
    evil = '<script>alert(1)</script>"><img src=x>'
    case = case_of(office, name=evil, answers={"story": evil, "name": evil})
    with office.work() as work:
        make_task(work, words=evil, name=evil, case_id=case["id"])
    client = log_in(app, office, "village")
    post(client, f"/console/cases/{case['id']}/reveal", reason="call")
    for path in ("/console", f"/console/cases/{case['id']}", "/console/tasks"):
        page = client.get(path, headers=PAGE).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_photos_are_served_to_who_may_see_the_case(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    pixel = base64.b64encode(b"\x89PNG not really").decode()
    media = (
        Media("image", "p1", f"data:image/png;base64,{pixel}"),
        Media("file", "p2", f"data:text/html;base64,{base64.b64encode(b'<script>').decode()}"),
        Media("voice", "p3", "", "老伴住院"),
    )
    message = Message("web", "u", "m", Said(media=media))
    with office.work() as work:
        attachments.note(work, message, media, case["id"])
        ids = list(work.connection.execute(select(ATTACHMENTS.c.id).order_by(ATTACHMENTS.c.id)).scalars())
    client = log_in(app, office, "village")
    masked = client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert "照片 1" in masked
    assert "<img" not in masked, "an ID card may be on it"
    assert "老伴住院" not in masked
    post(client, f"/console/cases/{case['id']}/reveal", reason="review")
    page = client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    for shown in ("照片 1", "<img", "录音 3", "老伴住院", "还没有取到内容"):
        assert shown in page
    photo, file, voice = (client.get(f"/console/cases/{case['id']}/media/{id_}") for id_ in ids)
    assert photo.content == b"\x89PNG not really"
    assert photo.headers["content-type"] == "image/png"
    assert photo.headers["content-disposition"].startswith("inline")
    assert "sandbox" in photo.headers["content-security-policy"]
    assert photo.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert voice.status_code == 404
    other = case_of(office, id="case-900")
    assert client.get(f"/console/cases/{other['id']}/media/{ids[0]}").status_code == 404
    stranger = log_in(app, office, "village", GUYI)
    assert stranger.get(f"/console/cases/{case['id']}/media/{ids[0]}").status_code == 404
