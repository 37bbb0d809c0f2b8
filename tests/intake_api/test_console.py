"""The console's pages: rendered for each role, and each thing one does there."""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest
from factories import GUYI, HUANXI, YIYOU, make_case, make_task
from fastapi import FastAPI
from http_office import PAGE, PASSWORD, SAME_SITE, app_of, client_of, log_in, login_of, person
from sqlalchemy import select
from starlette.testclient import TestClient

from dialogs.form import load_form
from dialogs.messages import Media, Message, Said
from intake_api.access.roles import ROLES
from intake_api.app import DemoAccount
from intake_api.casework import lifecycle
from intake_api.casework.tables import ATTACHMENTS, CASES, EVENTS, TASKS
from intake_api.console import words
from intake_api.console.feed import Feed
from intake_api.console.listing import SIZE, Filter, listing
from intake_api.console.menu import PAGES
from intake_api.console.stream import _events
from intake_api.errors import Invalid
from intake_api.intake import attachments
from intake_api.intake.talks import seal_answers
from intake_api.notices import outbox
from intake_api.notices.tell import tell_arrival
from intake_api.office import Office

ID_NUMBER = "350111197803150018"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def case_of(office: Office, **over: Any) -> dict[str, Any]:
    with office.work() as work:
        answers = {"consent": "2023-1", "behalf": "self", "name": "陈大山", "town": HUANXI, "village": YIYOU}
        answers |= {"risk": "illness", "story": "老伴住院\n欠了钱", "id_number": ID_NUMBER, "member[0].sex": "male"}
        answers |= {"member[0].id_no": ID_NUMBER, "income": 20000}
        return make_case(work, **{"answers": seal_answers(answers, office.sealer)} | over)


def now_is(office: Office, case_id: str) -> Any:
    with office.database.read() as session:
        return session.connection().execute(select(CASES).where(CASES.c.id == case_id)).mappings().one()


def post(client: TestClient, path: str, **form: str) -> Any:
    return client.post(path, data=form, headers=SAME_SITE | PAGE)


# --- the door


def test_the_start_page_of_a_demo_says_who_can_log_in(office: Office) -> None:
    office.settings.demo = True
    demo = [DemoAccount("huanxi-yiyou", "demo-demo", "村级主办", "宦溪镇亥由村")]
    status = {"web": "", "wechat": "没有设置 BAOPIN_WECHAT_TOKEN"}
    page = client_of(app_of(office, demo_accounts=demo, channels_status=lambda: status)).get("/console").text
    for shown in ("huanxi-yiyou", "demo-demo", "村级主办", "没有设置 BAOPIN_WECHAT_TOKEN"):
        assert shown in page


def test_outside_a_demo_no_account_is_shown(office: Office) -> None:
    demo = [DemoAccount("huanxi-yiyou", "demo-demo", "村级主办", "宦溪镇亥由村")]
    page = client_of(app_of(office, demo_accounts=demo)).get("/console").text
    assert "huanxi-yiyou" not in page
    assert "demo-demo" not in page


def test_a_wrong_password_keeps_the_login_and_not_the_password(app: FastAPI, office: Office) -> None:
    person(office, "village")
    answer = post(client_of(app), "/console/login", login="village", password="secret-guess")
    assert answer.status_code == 403
    assert 'value="village"' in answer.text
    assert "secret-guess" not in answer.text


def test_the_cookie_is_kept_from_scripts(app: FastAPI, office: Office) -> None:
    person(office, "village")
    answer = post(client_of(app), "/console/login", login="village", password=PASSWORD)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    office.settings.public_url = "https://baopin.example"
    answer = post(client_of(app), "/console/login", login="village", password=PASSWORD)
    assert "secure" in answer.headers["set-cookie"].lower() or answer.status_code == 403


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/console/tasks", "/console/tasks"),
        ("https://evil.example", "/console"),
        ("//evil.example", "/console"),
        ("/console\\@evil.example", "/console"),
        ("/other", "/console"),
        ("", "/console"),
    ],
)
def test_the_login_leads_only_inside(app: FastAPI, office: Office, asked: str, led: str) -> None:
    person(office, "village")
    answer = post(client_of(app), "/console/login", login="village", password=PASSWORD, next=asked)
    assert answer.headers["location"] == led


def test_a_page_asked_for_without_login_comes_after_it(app: FastAPI) -> None:
    answer = client_of(app).get("/console/cases/x?a=1", headers=PAGE)
    assert answer.status_code == 401
    assert 'value="/console/cases/x?a=1"' in answer.text


def test_logging_out_ends_the_session_on_the_server(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "village")
    stolen = dict(client.cookies)
    assert post(client, "/console/logout").status_code == 303
    other = client_of(app)
    other.cookies.update(stolen)
    assert other.get("/console/tasks", headers=PAGE).status_code == 401


# --- pages


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_every_role_is_shown(app: FastAPI, office: Office, role: str) -> None:
    case = case_of(office, green="proposed", urgent="food", repeat=1, complete=False)
    with office.work() as work:
        make_task(work, case_id=case["id"], words="没有吃的")
        make_task(work, "callback")
        make_task(work, "human", name="", phone="", town="", village="")
    client = log_in(app, office, role)
    home = client.get("/console", headers=PAGE)
    home = client.get(home.headers["location"], headers=PAGE) if home.status_code == 303 else home
    assert home.status_code == 200
    assert ROLES[role].label in home.text
    for page in PAGES.values():
        if role in page.roles:
            assert f'href="{page.path}"' in home.text
            assert client.get(page.path, headers=PAGE).status_code in (200, 303), page.path
    if role in PAGES["cases"].roles:
        assert client.get(f"/console/cases/{case['id']}", headers=PAGE).status_code == 200


def test_the_list_masks_and_marks(app: FastAPI, office: Office) -> None:
    case_of(office, green="proposed", urgent="food", repeat=2, complete=False)
    page = log_in(app, office, "village").get("/console", headers=PAGE).text
    for shown in (
        "陈*",
        "因大病",
        "须11-12前受理",
        "时间够",
        "紧急",
        "绿色通道（待定）",
        "还没问全",
        "以前报过 2 次",
        "宦溪镇亥由村",
    ):
        assert shown in page, shown
    for hidden in ("陈大山", ID_NUMBER, "13800000000"):
        assert hidden not in page


@pytest.mark.parametrize(("hours", "light"), [(0, "时间够"), (40, "要抓紧"), (55, "快到期"), (80, "已超期")])
def test_lights_are_words_too(app: FastAPI, office: Office, clock: Any, hours: int, light: str) -> None:
    case_of(office)
    clock.advance(hours=hours)
    assert light in log_in(app, office, "village").get("/console", headers=PAGE).text


def test_pages_follow_each_other_without_loss_or_repetition(office: Office, clock: Any) -> None:
    account = person(office, "county_clerk")
    with office.work() as work:
        for number in range(2 * SIZE + 7):
            urgent = "food" if number % 10 == 3 else ""
            clock.advance(minutes=number % 3)
            make_case(work, id=f"case-{number:03}", submitted_at=clock.now, urgent=urgent)
    for tab in ("waiting", "all"):
        seen: list[str] = []
        after = ""
        while True:
            page = listing(office, account, Filter(tab, after=after))
            seen += [line.id for line in page.lines]
            after = page.after
            if not after:
                break
        assert len(seen) == len(set(seen)) == 2 * SIZE + 7
    urgents = [line.urgent for line in listing(office, account, Filter()).lines]
    assert urgents == sorted(urgents, reverse=True)


@pytest.mark.parametrize(
    "wrong", [{"tab": "none"}, {"after": "x"}, {"after": "1~yesterday~x"}, {"after": "1~2023-11-10~x"}]
)
def test_lists_that_cannot_be(office: Office, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        listing(office, person(office, "county_clerk"), Filter(**wrong))


def test_a_list_narrowed_to_another_town_stays_within_the_area(app: FastAPI, office: Office) -> None:
    case_of(office)
    client = log_in(app, office, "town_clerk", "350111100000")
    assert "陈*" not in client.get(f"/console?town={HUANXI}&village={YIYOU}&tab=all", headers=PAGE).text


def test_the_case_page_shows_the_answers_as_declared(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    page = log_in(app, office, "village").get(f"/console/cases/{case['id']}", headers=PAGE).text
    form = load_form()
    for key in ("risk", "story", "id_number", "sex"):
        assert form[key].label in page
    for shown in (
        "因大病",
        "老伴住院",
        "350111********0018",
        "成员 1",
        "男",
        "20000 元",
        "tel:13800000000",
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
            data={"version": "1", "reason": "看看", "key": "id_number"},
            headers=SAME_SITE,
        )
        assert answer.status_code == 404
    assert now_is(office, case["id"])["version"] == 1


# --- what is done with a case


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
        offered = {action.name for action in lifecycle.offered("SUBMITTED", role)} if ROLES[role].writes else set()
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
    page = log_in(app, office, "county_clerk").get(f"/console/cases/{case['id']}", headers=PAGE).text
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


def revealed(office: Office) -> list[Any]:
    with office.database.read() as session:
        query = select(EVENTS.c.actor, EVENTS.c.data).where(EVENTS.c.kind == "revealed")
        return list(session.connection().execute(query))


@pytest.mark.parametrize("key", ["id_number", "member[0].id_no"])
def test_the_whole_number_takes_a_reason_that_stays(app: FastAPI, office: Office, key: str) -> None:
    case = case_of(office)
    client = log_in(app, office, "village")
    path = f"/console/cases/{case['id']}/reveal"
    assert post(client, path, key=key, reason=" ").status_code == 422
    assert revealed(office) == []
    answer = post(client, path, key=key, reason="办医保要填")
    assert answer.text.count(ID_NUMBER) == 1
    (actor, data), *rest = revealed(office)
    assert not rest
    assert actor == person(office, "village").id
    assert data == {"key": key, "reason": "办医保要填"}
    page = client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    assert ID_NUMBER not in page
    assert "查看了证件全号" in page
    assert "办医保要填" in page


def test_the_auditor_does_not_see_the_whole_number(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "auditor")
    assert "查看全号" not in client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    answer = post(client, f"/console/cases/{case['id']}/reveal", key="id_number", reason="看一看")
    assert answer.status_code == 403
    assert ID_NUMBER not in answer.text
    assert revealed(office) == []


@pytest.mark.parametrize("key", ["story", "name", "nothing", ""])
def test_only_private_answers_are_revealed(app: FastAPI, office: Office, key: str) -> None:
    case = case_of(office)
    answer = post(log_in(app, office, "village"), f"/console/cases/{case['id']}/reveal", key=key, reason="看一看")
    assert answer.status_code == 422
    assert revealed(office) == []


def test_words_of_a_farmer_are_never_markup(app: FastAPI, office: Office) -> None:
    evil = '<script>alert(1)</script>"><img src=x>'
    case = case_of(office, name=evil, answers={"story": evil, "name": evil})
    with office.work() as work:
        make_task(work, words=evil, name=evil, case_id=case["id"])
    client = log_in(app, office, "village")
    for path in ("/console", f"/console/cases/{case['id']}", "/console/tasks"):
        page = client.get(path, headers=PAGE).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


# --- photos


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
    page = client.get(f"/console/cases/{case['id']}", headers=PAGE).text
    for shown in ("照片 1", "录音 3", "老伴住院", "还没有取到内容"):
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


# --- tasks and notices


def test_an_emergency_stands_on_top_until_somebody_takes_it(app: FastAPI, office: Office) -> None:
    with office.work() as work:
        task = make_task(work)
    client = log_in(app, office, "village")
    assert "我来处理" in client.get("/console", headers=PAGE).text
    assert "我来处理" not in log_in(app, office, "auditor").get("/console", headers=PAGE).text
    assert post(client, f"/console/tasks/{task['id']}/acknowledge").status_code == 303
    assert "我来处理" not in client.get("/console", headers=PAGE).text
    assert "村级主办 在处理" in client.get("/console/tasks", headers=PAGE).text
    answer = post(log_in(app, office, "town_clerk"), f"/console/tasks/{task['id']}/acknowledge")
    assert answer.status_code == 409
    assert post(client, f"/console/tasks/{task['id']}/finish", note="").status_code == 422
    assert post(client, f"/console/tasks/{task['id']}/finish", note="米送到了").status_code == 303
    with office.database.read() as session:
        assert session.connection().execute(select(TASKS.c.note)).scalar_one() == "米送到了"
    assert post(client, "/console/tasks/none/acknowledge").status_code == 404


def test_tasks_elsewhere_are_not_there(app: FastAPI, office: Office) -> None:
    with office.work() as work:
        task = make_task(work)
    client = log_in(app, office, "village", GUYI)
    assert "13800000000" not in client.get("/console/tasks", headers=PAGE).text
    for what in ("acknowledge", "finish"):
        assert post(client, f"/console/tasks/{task['id']}/{what}", note="x").status_code == 404


def notify(office: Office, account_id: str, number: int) -> None:
    with office.work() as work:
        outbox.post(
            work, f"k{number}", channel="console", account_id=account_id, title="新申报", text=f"【新申报】{number}",
            link="http://127.0.0.1:8000/console/tasks",
        )  # fmt: skip


def test_reading_notices(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "village")
    account = person(office, "village")
    other = person(office, "grid")
    for number in range(3):
        notify(office, account.id, number)
    notify(office, other.id, 9)
    page = client.get("/console/notices", headers=PAGE).text
    assert "【新申报】2" in page
    assert "【新申报】9" not in page
    assert "data-unread>3<" in page
    with office.database.read() as session:
        first = (
            session.connection().execute(select(outbox.NOTICES.c.id).order_by(outbox.NOTICES.c.id)).scalars().first()
        )
    post(client, f"/console/notices/{first}/read")
    assert "data-unread>2<" in client.get("/console", headers=PAGE).text
    post(client, "/console/notices/read")
    assert "data-unread hidden" in client.get("/console", headers=PAGE).text


def test_opening_a_case_reads_its_notices(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "village")
    case = case_of(office)
    with office.work() as work:
        tell_arrival(work, case)
    assert "data-unread>1<" in client.get("/console", headers=PAGE).text
    client.get(f"/console/cases/{case['id']}", headers=PAGE)
    assert "data-unread hidden" in client.get("/console", headers=PAGE).text


def test_the_binding_page_shows_a_code_that_binds(app: FastAPI, office: Office) -> None:
    import re

    from intake_api.access.bindings import bind

    client = log_in(app, office, "village")
    code = re.search(r"绑定 (\d{6})", post(client, "/console/binding/code").text)
    assert code
    with office.work() as work:
        assert bind(work, "telegram", "77", code[1]) is not None
    assert "Telegram，11月10日 09:00 绑定" in client.get("/console/binding", headers=PAGE).text
    post(client, "/console/binding/remove", channel="telegram")
    assert "还没有绑定" in client.get("/console/binding", headers=PAGE).text


# --- calls

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
    assert second.get(answer.headers["location"], headers=PAGE).status_code == 303
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


# --- papers and accounts


def test_annex2_on_the_screen(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    post(log_in(app, office, "village"), f"/console/cases/{case['id']}/act/accept", version="1")
    client = log_in(app, office, "county_clerk")
    page = client.get("/console/annex2", headers=PAGE).text
    for shown in ("乡村干部定期走访排查", "宦溪镇", "合计", "尚无来源", "零报告", "下载 Excel"):
        assert shown in page
    rows = client.get(f"/console/annex2/rows?column=online&unit={HUANXI}", headers=PAGE).text
    assert case["receipt"] in rows
    assert f"/console/cases/{case['id']}" in rows
    for span in ("week", "days&since=2023-11-10&until=2023-11-10", "days"):
        assert client.get(f"/console/annex2?span={span}", headers=PAGE).status_code == 200
    assert client.get("/console/annex2?span=days&since=x", headers=PAGE).status_code == 422
    town = log_in(app, office, "town_clerk")
    assert "填报单位：宦溪镇" in town.get("/console/annex2", headers=PAGE).text
    assert town.get("/console/annex2?unit=350111100000", headers=PAGE).status_code == 403
    assert town.get("/console/annex2/rows?column=online&unit=350111100000", headers=PAGE).status_code == 403


def test_opening_and_closing_an_account(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "admin")
    new = {"login": "new", "name": "阿新", "role": "village", "area": "宦溪镇亥由村", "password": "Jinan-2023-ok"}
    weak = post(client, "/console/accounts", **new | {"password": "weak"})
    assert weak.status_code == 422
    assert 'value="阿新"' in weak.text
    assert post(client, "/console/accounts", **new).status_code == 303
    fresh = client_of(app)
    assert post(fresh, "/console/login", login="new", password="Jinan-2023-ok").status_code == 303
    assert "宦溪镇亥由村" in fresh.get("/console", headers=PAGE).text
    assert post(client, "/console/accounts/disable", login="new").status_code == 303
    assert fresh.get("/console/tasks", headers=PAGE).status_code == 401
    assert post(client, "/console/accounts/disable", login=login_of("admin")).status_code == 422


def test_the_administrator_sees_no_case(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "admin")
    for path in ("/console/accounts", f"/console/cases/{case['id']}", "/console/tasks", "/console/annex2"):
        page = client.get(path, headers=PAGE).text
        assert "陈" not in page
        assert case["receipt"] not in page


# --- the stream


async def heard(events: AsyncIterator[str], count: int) -> list[str]:
    return [await asyncio.wait_for(anext(events), 20) for _ in range(count)]


def test_news_reaches_its_listener_and_nobody_else(app: FastAPI, office: Office) -> None:
    account, other = person(office, "village"), person(office, "grid")
    token = dict(log_in(app, office, "village").cookies)["baopin_login"]

    async def story() -> list[str]:
        feed = Feed(office, pause=0.01)
        notify(office, account.id, 0)
        async with feed.running():
            events = _events(feed, office, account, token, "")
            with feed.listen(other) as others:
                found = await heard(events, 1)
                notify(office, account.id, 1)
                found += await heard(events, 1)
                assert others.empty()
            await events.aclose()
            return found

    opened, news = asyncio.run(story())
    assert opened == "retry: 3000\n\n"
    assert "event: notice" in news
    assert "【新申报】1" in news
    assert '"unread": 2' in news


def test_what_came_while_away_is_told_on_return(app: FastAPI, office: Office) -> None:
    account = person(office, "village")
    token = dict(log_in(app, office, "village").cookies)["baopin_login"]
    for number in range(2):
        notify(office, account.id, number)

    async def story(last: str) -> list[str]:
        events = _events(Feed(office), office, account, token, last)
        found = await heard(events, 2 if last else 1)
        await events.aclose()
        return found

    assert "【新申报】1" in asyncio.run(story("id-000001"))[1]
    assert len(asyncio.run(story(""))) == 1


def test_the_stream_ends_with_the_session(
    app: FastAPI, office: Office, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake_api.console.stream.HEARTBEAT", 0.01)
    account = person(office, "village")
    token = dict(log_in(app, office, "village").cookies)["baopin_login"]

    async def story() -> list[str]:
        events = _events(Feed(office), office, account, token, "")
        found = await heard(events, 2)
        clock.advance(minutes=31)
        found += [event async for event in events]
        return found

    found = asyncio.run(story())
    assert found[1] == ": still here\n\n"
    assert found[-1].startswith("event: closed")


@pytest.mark.parametrize(("name", "shown"), [("陈大明", "陈*"), ("", "未留姓名"), ("13800000000", "*")])
def test_masked_names(name: str, shown: str) -> None:
    assert words.masked_name(name) == shown
