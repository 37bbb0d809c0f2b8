"""The visit's pages and what the phone talks to: who may, what it gets, sent once, refused field by field."""

import base64
from typing import Any

import pytest
from factories import GUYI
from fastapi import FastAPI
from http_office import PAGE, SAME_SITE, app_of, log_in, post
from offices import Clock
from procedure import Procedure, sheet_answers
from sqlalchemy import select
from starlette.testclient import TestClient

from intake_api.access.roles import ROLES
from intake_api.casework import authorisations
from intake_api.console import visit_data, visit_form
from intake_api.intake.attachments import MOST_BYTES
from intake_api.models.tables import ATTACHMENTS, AUTHORISATIONS, CASES, EVENTS, VISITS
from intake_api.office import Office
from intake_api.sealed_answers import open_answers

PHOTO = "data:image/jpeg;base64," + base64.b64encode(b"\xff\xd8\xff a photo").decode()
VISITORS = {"village", "grid", "town_clerk"}


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def case(office: Office, clock: Clock) -> Procedure:
    """A case whose visit is due."""
    return Procedure(office, clock).to("VERIFYING")


def api(client: TestClient, path: str, body: dict[str, Any], **headers: str) -> Any:
    return client.post(f"/console/api/{path}", json=body, headers=SAME_SITE | headers)


def take_photo(client: TestClient, case: Procedure, name: str = "photo-0001") -> str:
    answer = api(client, "photos", {"id": name, "case": case.case_id, "url": PHOTO})
    assert answer.status_code == 200, answer.text
    return name


def sheet(**over: Any) -> dict[str, Any]:
    return {
        "id": "visit-0001",
        "method": "visit",
        "visited_on": "2023-11-10",
        "verifiers": ["林村长", "王驻村"],
        "opinion": "情况属实",
        "answers": sheet_answers(),
        "photos": ["photo-0001"],
    } | over


@pytest.mark.parametrize("role", ROLES)
def test_only_who_visits_gets_the_pages(app: FastAPI, office: Office, case: Procedure, role: str) -> None:
    client = log_in(app, office, role)
    pages = ("visits", "visits/sheet", f"cases/{case.case_id}/visit", f"cases/{case.case_id}/authorise")
    wanted = 200 if role in VISITORS else 403
    for path in pages:
        assert client.get(f"/console/{path}", headers=PAGE).status_code == wanted, path
    for path in ("visits", f"visits/{case.case_id}"):
        assert client.get(f"/console/api/{path}").status_code == wanted, path
    for path, body in (
        ("photos", {"id": "photo-0001", "case": case.case_id, "url": PHOTO}),
        (f"visits/{case.case_id}", sheet()),
    ):
        assert api(client, path, body).status_code == wanted, path


def test_outside_the_area_it_is_not_there(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village", GUYI)
    for path in (f"cases/{case.case_id}/visit", f"cases/{case.case_id}/authorise", f"api/visits/{case.case_id}"):
        assert client.get(f"/console/{path}").status_code == 404, path
    assert client.get("/console/api/visits").json() == {"cases": []}
    assert api(client, "photos", {"id": "photo-0001", "case": case.case_id, "url": PHOTO}).status_code == 404
    assert api(client, f"visits/{case.case_id}", sheet()).status_code == 404
    signed = {"member": 0, "photo": "photo-0001"}
    assert api(client, f"authorisations/{case.case_id}", signed).status_code == 404


def test_another_site_and_nobody_are_refused(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    for path, body in ((f"visits/{case.case_id}", sheet()), ("photos", {}), (f"authorisations/{case.case_id}", {})):
        elsewhere = {"sec-fetch-site": "cross-site"}
        assert client.post(f"/console/api/{path}", json=body, headers=elsewhere).status_code == 403
    client.cookies.clear()
    answer = api(client, f"visits/{case.case_id}", sheet(), accept="application/json")
    assert answer.status_code == 401


def test_a_sheet_sent_twice_is_one_visit(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    first, second = (api(client, f"visits/{case.case_id}", sheet()) for _ in range(2))
    assert first.status_code == second.status_code == 200, first.text
    assert first.json() == second.json()
    assert first.json()["per_capita"] == "7966.67"
    assert first.json()["below"] is True
    with office.database.read() as session:
        rows = session.connection().execute(select(VISITS.c.photos)).scalars().all()
        photos = session.connection().execute(select(ATTACHMENTS.c.id)).scalars().all()
    assert rows == [list(photos)]
    assert case.kinds().count("visited") == 1


def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(
    app: FastAPI, office: Office, case: Procedure
) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    answers = sheet_answers() | {"member[2].id_no": "35011119500101", "wage_income": "很多", "safe_water": "maybe"}
    before = case.case["version"]
    refused = api(client, f"visits/{case.case_id}", sheet(answers=answers))
    assert refused.status_code == 422
    assert set(refused.json()["fields"]) == {"member[2].id_no", "wage_income", "safe_water"}
    assert case.case["version"] == before
    assert api(client, f"visits/{case.case_id}", sheet()).status_code == 200


def test_a_photo_is_kept_once_and_must_be_a_photo(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    body = {"id": "photo-0001", "case": case.case_id, "url": PHOTO}
    assert api(client, "photos", body).json() == api(client, "photos", body).json()
    for url in ("data:text/html;base64,PGI+", "https://example.org/a.jpg", "data:image/jpeg;base64,"):
        assert api(client, "photos", {**body, "id": "photo-0002", "url": url}).status_code == 422, url
    huge = "data:image/jpeg;base64," + "A" * (MOST_BYTES // 3 * 4 + 8)
    assert api(client, "photos", {**body, "id": "photo-0002", "url": huge}).status_code == 422
    other = Procedure(office, case.clock, phone="13900000000").to("VERIFYING")
    assert api(client, "photos", {**body, "case": other.case_id}).status_code == 409
    missing = api(client, f"visits/{case.case_id}", sheet(photos=["photo-0009"]))
    assert missing.status_code == 422
    assert "照片" in missing.json()["detail"]


def test_the_phone_gets_all_that_is_known_but_no_private_number(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    assert api(client, f"visits/{case.case_id}", sheet()).status_code == 200
    answer = client.get(f"/console/api/visits/{case.case_id}")
    assert [each["visited"] for each in client.get("/console/api/visits").json()["cases"]] == ["11月10日 09:00"]
    data = answer.json()
    assert data["answers"]["member[0].member_name"] == "陈大山"
    assert data["answers"]["wage_income"] == 42000
    assert data["hidden"]["member[0].id_no"].startswith("350111********")
    assert sheet_answers()["member[0].id_no"] not in answer.text
    assert data["people"]["0"] == {"signed": ""}
    assert data["told"]["member[0].id_no"] == {"born": "1975-03-18", "sex": "male"}
    assert data["told"]["member[1].id_no"]["sex"] == "female"
    assert data["line"] == office.county().policy.line_on(office.clock().date())
    assert data["verifiers"] == ["林村长", "王驻村"]
    assert {part for keys in data["rule"].values() for part in keys} <= set(sheet_answers()) | {
        *("edu_oop", "disaster_loss", "other_rigid", "claims")
    }


def test_a_number_that_the_phone_never_saw_moves_with_its_person(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    assert api(client, f"visits/{case.case_id}", sheet()).status_code == 200
    before = sheet_answers()
    swapped: dict[str, Any] = {}
    for key in before:
        if key.startswith(("member[1].", "member[2].")):
            other = key.replace("[1]", "[x]").replace("[2]", "[1]").replace("[x]", "[2]")
            swapped[other] = {"known": key}
    gone = [key for key in before if key.startswith(("member[1].", "member[2].")) and key not in swapped]
    answer = api(client, f"visits/{case.case_id}", sheet(id="visit-0002", answers=swapped, cleared=gone))
    assert answer.status_code == 200, answer.text
    known = open_answers(case.case["answers"], office.sealer)
    for place, was in ((1, 2), (2, 1)):
        for key in ("member_name", "id_no", "sex"):
            assert known[f"member[{place}].{key}"] == before[f"member[{was}].{key}"]


def test_past_the_visit_it_is_told_in_words(app: FastAPI, office: Office, clock: Clock) -> None:
    case = Procedure(office, clock).to("REVIEW")
    client = log_in(app, office, "village")
    page = client.get(f"/console/cases/{case.case_id}/visit", headers=PAGE)
    assert page.status_code == 409
    assert "民主评议" in page.text or "评议" in page.text
    refused = client.get(f"/console/api/visits/{case.case_id}")
    assert refused.status_code == 409
    assert "还在" in refused.json()["detail"]
    take_photo(client, case)
    assert api(client, f"visits/{case.case_id}", sheet(id="visit-0009")).status_code == 409


def test_a_visit_of_tomorrow_or_by_one_person_is_refused(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    for over in ({"visited_on": "2023-11-11"}, {"verifiers": ["林村长", " 林村长 "]}, {"photos": []}, {"opinion": " "}):
        assert api(client, f"visits/{case.case_id}", sheet(**over)).status_code == 422, over
    phone = sheet(method="phone", photos=[], why="全家在广东务工")
    assert api(client, f"visits/{case.case_id}", phone).status_code == 200


def test_the_page_asks_all_that_the_declaration_has_for_the_visit(
    app: FastAPI, office: Office, case: Procedure
) -> None:
    text = log_in(app, office, "village").get(f"/console/cases/{case.case_id}/visit", headers=PAGE).text
    wanted = [field for part in visit_form.parts() for field in part.fields]
    assert (
        set(sheet_answers()) - {f"member[{n}].{f.key}" for n in range(6) for f in wanted} - {f.key for f in wanted}
        == set()
    )
    for field in wanted:
        assert f'data-key="{field.key}"' in text or f'data-sum="{" ".join(field.parts)}"' in text, field.key
    assert "陈大山" not in text, "the phone keeps the page: nobody's name is in it"


def test_a_signed_paper_comes_with_the_visit(app: FastAPI, office: Office, case: Procedure) -> None:
    client = log_in(app, office, "village")
    take_photo(client, case)
    take_photo(client, case, "paper-0001")
    assert api(client, f"visits/{case.case_id}", sheet()).status_code == 200
    for _ in range(2):
        signed = api(client, f"authorisations/{case.case_id}", {"member": 0, "photo": "paper-0001"})
        assert signed.status_code == 200, signed.text
    with office.database.read() as session:
        assert len(session.connection().execute(select(AUTHORISATIONS.c.id)).all()) == 1
    assert client.get(f"/console/api/visits/{case.case_id}").json()["people"]["0"]["signed"]
    minor = api(client, f"authorisations/{case.case_id}", {"member": 5, "photo": "paper-0001"})
    assert minor.status_code == 422


def test_the_worker_knows_its_files_and_takes_the_whole_console(app: FastAPI, office: Office) -> None:
    answer = log_in(app, office, "village").get("/console/worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    for name in ("visit-page.js", "console.css", "/console/visits/sheet"):
        assert name in answer.text


def test_leaving_wipes_the_phone(app: FastAPI, office: Office) -> None:
    answer = post(log_in(app, office, "village"), "/console/logout")
    assert answer.headers["clear-site-data"] == '"storage"'


def test_who_may_visit_is_what_the_table_says() -> None:
    assert set(visit_data.ROLES) == VISITORS


def link_of(client: TestClient, case: Procedure, member: int = 0) -> str:
    page = post(client, f"/console/cases/{case.case_id}/authorise/link", member=str(member))
    assert page.status_code == 200, page.text
    return "/authorise/" + page.text.partition("/authorise/")[2].partition("<")[0].strip()


def test_an_adult_far_away_agrees_by_the_link(app: FastAPI, office: Office, case: Procedure) -> None:
    case.visit()
    client = log_in(app, office, "village")
    link = link_of(client, case)
    stranger = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    page = stranger.get(link)
    assert page.status_code == 200
    assert "陈*" in page.text
    assert "陈大山" not in page.text
    assert authorisations.text_for(office.county().policy)[1].split()[0] in page.text
    last4 = sheet_answers()["member[0].id_no"][-4:]
    wrong = stranger.post(link, data={"agreed": "yes", "last4": "0000"})
    assert wrong.status_code == 422
    assert "后四位" in wrong.text
    assert stranger.post(link, data={"last4": last4}).status_code == 422
    assert "谢谢" in stranger.post(link, data={"agreed": "yes", "last4": last4}).text
    assert stranger.get(link).status_code == 404
    assert "已授权" in client.get(f"/console/cases/{case.case_id}/authorise", headers=PAGE).text


def test_not_agreeing_is_written_down_too(app: FastAPI, office: Office, case: Procedure) -> None:
    case.visit()
    client = log_in(app, office, "village")
    link = link_of(client, case)
    last4 = sheet_answers()["member[0].id_no"][-4:]
    assert "没有人会为难您" in client.post(link, data={"agreed": "no", "last4": last4}).text
    assert "没有同意" in client.get(f"/console/cases/{case.case_id}/authorise", headers=PAGE).text
    with office.database.read() as session:
        kinds = session.connection().execute(select(EVENTS.c.kind)).scalars().all()
    assert "authorisation_refused" in kinds


def test_without_an_id_number_the_telephone_is_asked_for(app: FastAPI, office: Office, case: Procedure) -> None:
    """裁定 8: the link alone signs nothing, whoever it is sent to."""
    case.visit(answers=sheet_answers() | {"member[1].id_no": ""})
    client = log_in(app, office, "village")
    address = f"/console/cases/{case.case_id}/authorise/link"
    for phone in ("", "0591-87480420", "123"):
        refused = post(client, address, member="1", phone=phone)
        assert refused.status_code == 422
        assert "链接发到哪个手机号" in refused.text
        assert f'value="{phone}"' in refused.text, "what was typed is still there"
        assert "/authorise/" not in refused.text.replace("/authorise/link", "").replace("/authorise/give", "")
    page = post(client, address, member="1", phone="138 0500 7788")
    link = "/authorise/" + page.text.partition("：http")[2].partition("/authorise/")[2].partition("<")[0].strip()
    stranger = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    assert "您手机号的后四位" in stranger.get(link).text
    assert "手机号后四位不对" in stranger.post(link, data={"agreed": "yes", "last4": ""}).text
    assert "谢谢" in stranger.post(link, data={"agreed": "yes", "last4": "7788"}).text


def test_four_digits_are_not_guessed(app: FastAPI, office: Office, case: Procedure) -> None:
    case.visit()
    link = link_of(log_in(app, office, "village"), case)
    stranger = TestClient(app, base_url="http://127.0.0.1:8000", follow_redirects=False)
    answers = [stranger.post(link, data={"agreed": "yes", "last4": f"{n:04d}"}).status_code for n in range(8)]
    assert answers == [422] * 5 + [429] * 3
    assert stranger.get("/authorise/no-such-token").status_code == 404


def test_a_paper_and_a_recording_are_handed_in_on_the_page(app: FastAPI, office: Office, case: Procedure) -> None:
    case.visit()
    client = log_in(app, office, "village")
    address = f"/console/cases/{case.case_id}/authorise/give"
    paper = {"file": ("a.jpg", b"\xff\xd8\xff", "image/jpeg")}
    done = client.post(address, data={"member": "0", "method": "paper"}, files=paper, headers=SAME_SITE | PAGE)
    assert done.status_code == 303
    call = {"file": ("a.mp3", b"ID3", "audio/mpeg")}
    done = client.post(address, data={"member": "1", "method": "call"}, files=call, headers=SAME_SITE | PAGE)
    assert done.status_code == 303
    nothing = client.post(address, data={"member": "2", "method": "paper"}, headers=SAME_SITE | PAGE)
    assert nothing.status_code == 422
    assert "照片" in nothing.text
    page = client.get(f"/console/cases/{case.case_id}/authorise", headers=PAGE).text
    assert page.count("已授权") == 2
    with office.database.read() as session:
        assert session.connection().execute(select(CASES.c.state)).scalar_one() == "VERIFYING"
