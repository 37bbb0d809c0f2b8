"""The page of a case while it is worked on: who is next, what can be done and why not, two people, photos, the log."""

import re
from typing import Any

import pytest
from fastapi import FastAPI
from http_office import PAGE, PASSWORD, SAME_SITE, _quick_hash, app_of, client_of
from offices import Clock
from procedure import Procedure
from sqlalchemy import select, update
from starlette.testclient import TestClient

from intake_api.casework import guards
from intake_api.casework.dossier import load
from intake_api.casework.lifecycle import ACTIONS, offered
from intake_api.console import case_view, timeline
from intake_api.console.seeing import Seeing
from intake_api.models.tables import ACCOUNTS, ATTACHMENTS
from intake_api.office import Office

WAYS = ["SUBMITTED", "ACCEPTED", "VERIFYING", "REVIEW", "PUBLICITY", "TOWN_AUDIT", "COUNTY_CONFIRM", "RECOGNIZED",
        "ASSISTING", "ELIM_REVIEW", "ELIM_PUBLICITY", "ELIMINATED", "REJECTED", "APPEAL"]  # fmt: skip
# What would pass, as far as it goes by itself.
FILLED = {
    "method": "visit", "reason": "R02", "note": "收入稳定", "aid_day": "2023-10-01", "meeting_day": "2023-11-10",
    "votes_for": 1, "votes_against": 0, "attendees": ["甲"], "minutes": ["x"], "posted_photo": ["x"], "opinion": "好",
    "verifiers": ["甲", "乙"], "photos": ["x"], "visited_at": "2023-11-12T09:00:00+08:00", "household_type": "edge",
}  # fmt: skip
PIXEL = b"\x89PNG\r\n\x1a\n not really"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


@pytest.fixture
def walk(office: Office, clock: Clock) -> Procedure:
    return Procedure(office, clock)


def browser(app: FastAPI, walk: Procedure, who: str) -> TestClient:
    """A browser logged in as somebody of the procedure."""
    account = walk.person(who)
    with walk.office.work() as work:
        mine = ACCOUNTS.c.id == account.id
        work.connection.execute(update(ACCOUNTS).where(mine).values(password=_quick_hash()))
    client = client_of(app)
    form = {"login": account.login, "password": PASSWORD}
    assert client.post("/console/login", data=form, headers=SAME_SITE).status_code == 303
    return client


def case_page(app: FastAPI, walk: Procedure, who: str) -> str:
    return browser(app, walk, who).get(f"/console/cases/{walk.case_id}", headers=PAGE).text


def press(client: TestClient, walk: Procedure, action: str, files: Any = None, **typed: str) -> Any:
    form = {"version": str(walk.case["version"]), **typed}
    path = f"/console/cases/{walk.case_id}/act/{action}"
    return client.post(path, data=form, files=files, headers=SAME_SITE | PAGE)


@pytest.mark.parametrize("state", WAYS)
def test_every_state_has_a_page_for_everybody(app: FastAPI, walk: Procedure, state: str) -> None:
    walk.to(state)
    for who in ("village", "grid", "town_clerk", "town_leader", "county_clerk", "county_leader", "auditor"):
        page = case_page(app, walk, who)
        assert "下一步：" in page
        shown = set(re.findall(r"/act/(\w+)", page))
        table = {each.name for each in offered(state, who)} if who != "auditor" else set()
        assert shown <= table, who


@pytest.mark.parametrize("state", WAYS)
def test_why_not_is_what_the_guard_would_say(walk: Procedure, state: str) -> None:
    """Where the dry run says no, no input whatever gets past; it never fails by itself."""
    walk.to(state)
    account = walk.person("village")
    with walk.office.work() as work:
        file = load(work, walk.case)
        for each in ACTIONS:
            if reason := guards.why_not(file, account, each.name):
                with pytest.raises(guards.REFUSALS):
                    guards.check(file, account, each.name, FILLED)
                assert reason.isprintable()


@pytest.mark.parametrize(
    ("state", "who", "action", "words"),
    [
        ("VERIFYING", "village", "提交民主评议", "还没有入户采集"),
        ("PUBLICITY", "village", "公示期满，报镇里", "公示要满 5 整天"),
        ("RECOGNIZED", "village", "定下帮扶计划", "计划里还没有措施"),
    ],
)
def test_what_cannot_be_done_says_why(
    app: FastAPI, walk: Procedure, state: str, who: str, action: str, words: str
) -> None:
    page = case_page(app, walk.to(state), who)
    blocked = re.search(rf"<strong>{action}</strong>：现在还不能办。([^<]*)", page)
    assert blocked
    assert words in blocked[1]


def test_two_people_see_what_waits_and_decide(app: FastAPI, walk: Procedure) -> None:
    walk.to("COUNTY_CONFIRM")
    clerk, leader = browser(app, walk, "county_clerk"), browser(app, walk, "county_leader")
    assert "建议：区级确认" in clerk.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    typed = {"household_type": "edge", "risk": "illness", "opinion": "同意纳入"}
    assert press(clerk, walk, "county_confirm", **typed).status_code == 303
    for client in (clerk, leader):
        assert "意见：点“看全”后显示" in client.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
        client.post(f"/console/cases/{walk.case_id}/reveal", data={"reason": "review"}, headers=SAME_SITE)
        page = client.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
        for words in ("等区领导小组定", "提出：<strong>区级确认", "农户类型：边缘易致贫户", "意见：同意纳入"):
            assert words in page
    mine = clerk.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    assert "是您提出的，要另一个人来定" in mine
    assert "同意：区级确认" not in mine
    page = leader.get(f"/console/cases/{walk.case_id}", headers=PAGE).text
    assert "同意：区级确认" in page
    assert "不同意这个建议" in page
    assert press(leader, walk, "county_confirm").status_code == 303
    assert walk.case["state"] == "RECOGNIZED"


def test_photos_are_taken_with_the_form_and_kept_when_it_is_refused(app: FastAPI, walk: Procedure) -> None:
    walk.to("REVIEW")
    client = browser(app, walk, "village")
    typed = {"meeting_day": "2023-11-12", "attendees": "甲、乙、丙", "votes_for": "9", "votes_against": "0"}
    files = [("minutes", ("a.png", PIXEL, "image/png")), ("posted_photo", ("b.png", PIXEL + b"2", "image/png"))]
    refused = press(client, walk, "vote_pass", files=files, **typed)
    assert refused.status_code == 422
    assert "票数比参会的人还多" in refused.text
    assert 'value="甲、乙、丙"' in refused.text
    assert refused.text.count("已经传上来 1 张") == 2
    hidden = dict(re.findall(r'type="hidden" name="(minutes|posted_photo)" value="([^"]+)"', refused.text))
    assert press(client, walk, "vote_pass", **(typed | hidden | {"votes_for": "3"})).status_code == 303
    assert walk.case["state"] == "PUBLICITY"
    with walk.office.database.read() as session:
        query = select(ATTACHMENTS).where(ATTACHMENTS.c.id.in_(list(hidden.values())))
        kept = session.connection().execute(query).mappings().all()
    assert [row["case_id"] for row in kept] == [walk.case_id] * 2
    assert "评议会纪要照片：1 张" in client.get(f"/console/cases/{walk.case_id}", headers=PAGE).text


def test_what_is_no_photo_is_refused(app: FastAPI, walk: Procedure) -> None:
    walk.to("REVIEW")
    files = [("minutes", ("a.html", b"<script>", "text/html"))]
    answer = press(browser(app, walk, "village"), walk, "vote_pass", files=files, attendees="甲")
    assert answer.status_code == 422
    assert "请发照片" in answer.text
    stranger = press(browser(app, walk, "county_clerk"), walk, "vote_pass", files=files)
    assert stranger.status_code == 403


def test_the_income_is_a_hint_with_its_working(app: FastAPI, walk: Procedure) -> None:
    page = case_page(app, walk.to("REVIEW"), "village")
    assert "42000 + 1800 + 6000 + 0 - 2000 = 47800 元，6 人，人均 7966.67 元" in page
    assert "低于 10560 元。只是提示" in page


def test_the_log_is_told_in_words(app: FastAPI, walk: Procedure) -> None:
    walk.to("ELIM_REVIEW")
    with walk.office.database.read() as session:
        connection = session.connection()
        found = case_view.view(walk.office, connection, walk.person("village"), walk.case).history
    told = {each.label: "；".join(each.details) for each in found}
    assert len(found) == len(walk.kinds())
    for label, words in {
        "开始入户核实": "核实人：林村长、王驻村",
        "入户采集完成": "方式：入户",
        "评议通过，张贴公示": "评议会日期：2023年11月13日；参会人：甲、乙、丙、丁、戊；赞成几票：5",
        "建议：区级确认": "农户类型：边缘易致贫户；风险：因大病；意见：点“看全”后显示",
        "计划里加了一项措施": "类别：就业；做什么：点“看全”后显示",
        "措施落实": "凭据：点“看全”后显示",
        "提出风险消除": "消除方式：帮扶消除",
    }.items():
        assert words in told[label], told[label]
    assert not [label for label in told if re.search("[a-z]", label)]


def test_no_event_shows_an_id_or_a_code(walk: Procedure) -> None:
    walk.to("ELIM_REVIEW")
    with walk.office.database.read() as session:
        connection = session.connection()
        history = case_view.view(walk.office, connection, walk.person("village"), walk.case).history
    for each in history:
        assert not re.search(r"id-\d|case-|[a-z_]{4,}", "；".join(each.details)), each


def test_the_timeline_names_whom_it_was_given_to(walk: Procedure) -> None:
    clerk = walk.person("second_clerk")
    data = {"handler": clerk.id}
    county, masked = walk.office.county(), Seeing(None, may_open=True)
    names = {clerk.id: "阿二（镇信息员）"}
    assert timeline.details(county, "assigned", data, names, masked) == ["分给：阿二（镇信息员）"]
    assert timeline.details(county, "assigned", {"handler": ""}, {}, masked) == ["分给：不指定谁"]
