"""The console's pages: the door, the lists, papers and accounts, for each role."""

from datetime import timedelta
from typing import Any

import pytest
from factories import HUANXI, YIYOU, make_case, make_task
from fastapi import FastAPI
from http_office import ID_NUMBER, PAGE, PASSWORD, app_of, case_of, client_of, log_in, login_of, person, post

from intake_api.access.roles import ROLES
from intake_api.app import DemoAccount
from intake_api.console import words
from intake_api.console.listing import SIZE, Filter, Line, listing
from intake_api.console.menu import PAGES
from intake_api.errors import Invalid
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


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


@pytest.mark.parametrize("wanted", [{"tab": "open"}, {"tab": "all"}, {"tab": "own", "group": "rest"}])
def test_pages_follow_each_other_without_loss_or_repetition(office: Office, clock: Any, wanted: dict[str, str]) -> None:
    account = person(office, "town_clerk")
    start = clock.now
    with office.work() as work:
        for number in range(2 * SIZE + 7):
            urgent = "food" if number % 10 == 3 else ""
            moment = start + timedelta(minutes=number // 3)
            make_case(work, id=f"case-{number:03}", submitted_at=moment, urgent=urgent)
    clock.advance(hours=2)
    seen: list[Line] = []
    after = ""
    while True:
        page = listing(office, account, Filter(**wanted, after=after))
        seen += page.lines
        after = page.after
        if not after:
            break
    assert len({line.id for line in seen}) == len(seen) == 2 * SIZE + 7
    if wanted["tab"] == "own":
        urgents = [line.urgent for line in seen]
        assert urgents == sorted(urgents, reverse=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tab": "none"},
        {"tab": "own", "group": "none"},
        {"tab": "all", "after": "x"},
        {"tab": "all", "after": "1~yesterday~x"},
        {"tab": "open", "after": "1~2023-11-10~x"},
        {"tab": "own", "group": "rest", "after": "2~2023-11-10T00:00:00+08:00~x"},
    ],
)
def test_lists_that_cannot_be(office: Office, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        listing(office, person(office, "county_clerk"), Filter(**wrong))


def test_a_list_narrowed_to_another_town_stays_within_the_area(app: FastAPI, office: Office) -> None:
    case_of(office)
    client = log_in(app, office, "town_clerk", "350111100000")
    assert "陈*" not in client.get(f"/console?town={HUANXI}&village={YIYOU}&tab=all", headers=PAGE).text


def test_annex2_on_the_screen(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    post(log_in(app, office, "village"), f"/console/cases/{case['id']}/act/accept", version="1")
    client = log_in(app, office, "county_clerk")
    page = client.get("/console/annex2", headers=PAGE).text
    for shown in ("乡村干部定期走访排查", "宦溪镇", "合计", "脱贫户名单还没有导入", "零报告", "下载 Excel"):
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
    assert post(client, "/console/accounts/password", login="new", password="weak").status_code == 422
    assert post(client, "/console/accounts/password", login="new", password="Jinan-2024-ok").status_code == 303
    assert fresh.get("/console/tasks", headers=PAGE).status_code == 401
    assert post(fresh, "/console/login", login="new", password="Jinan-2024-ok").status_code == 303
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


@pytest.mark.parametrize(("name", "shown"), [("陈大明", "陈*"), ("", "未留姓名"), ("13800000000", "*")])
def test_masked_names(name: str, shown: str) -> None:
    assert words.masked_name(name) == shown
