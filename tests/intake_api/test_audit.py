"""The audit log: who does what is noted, and no page shows personal data without an entry."""

from typing import Any

import pytest
import test_audit_countryside
from factories import HUANXI, YIYOU, make_task
from fastapi import FastAPI
from http_office import (
    PAGE,
    REPORT,
    SAME_SITE,
    app_of,
    case_of,
    client_of,
    log_in,
    person,
    post,
    routes,
)
from rows import rows
from sqlalchemy import insert, select, update
from starlette.testclient import TestClient

from dialogs.messages import Media, Message, Said
from intake_api.access import accounts
from intake_api.access.audit import ACTS, SYSTEM, note
from intake_api.access.chain import verify
from intake_api.intake import attachments
from intake_api.models import Comparison, Issue, Referral
from intake_api.models.tables import ACCOUNTS, ATTACHMENTS, AUDIT
from intake_api.office import Office

CODE = "350111"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def entries(office: Office) -> list[tuple[str, str, str]]:
    """(actor's role or name, act, subject), in order."""
    with office.work() as work:
        people = {each.id: each.role for each in accounts.list_accounts(work.connection, work.code)}
    return [(people.get(row["actor"], row["actor"]), row["act"], row["subject"]) for row in rows(office, AUDIT)]


# --- who does what --------------------------------------------------------------------------------------------------


def test_logins_and_wrong_passwords(app: FastAPI, office: Office, clock: Any) -> None:
    cadre = person(office, "village")
    for _ in range(6):  # the sixth finds it locked
        post(client_of(app), "/console/login", login="village", password="wrong")
    post(client_of(app), "/console/login", login="my-password-by-mistake", password="x")
    post(client_of(app), "/console/login", login="another", password="x")
    clock.advance(minutes=16)
    log_in(app, office, "village")
    own = f"account:{cadre.id}"
    assert entries(office) == [
        *[("nobody", "login_failed", own)] * 4,
        ("nobody", "locked", own),
        ("nobody", "login_failed", "account:unknown"),
        ("village", "logged_in", own),
    ]
    assert "my-password-by-mistake" not in repr(rows(office, AUDIT))


def test_accounts(app: FastAPI, office: Office) -> None:
    admin = log_in(app, office, "admin")
    form = {"login": "xiao", "name": "小王", "role": "village", "area": YIYOU, "password": "xiao-Xi-3-yang!"}
    form["password"] = "Ma-3-lan-hua!"
    assert post(admin, "/console/accounts", **form).status_code == 303
    post(admin, "/console/accounts/password", login="xiao", password="Lan-4-hua-ma!")
    post(admin, "/console/accounts/disable", login="xiao")
    with office.work() as work:
        accounts.change_password(work, "xiao", "x", demo=True)
        (new,) = [each.id for each in accounts.list_accounts(work.connection, CODE) if each.login == "xiao"]
    assert entries(office)[1:] == [
        ("admin", "account_added", f"account:{new}"),
        ("admin", "password_changed", f"account:{new}"),
        ("admin", "account_disabled", f"account:{new}"),
        (SYSTEM, "password_changed", f"account:{new}"),
    ]


# --- every page that shows personal data ----------------------------------------------------------------------------

# (method, path) → (role, act, subject); ``CASE`` and ``PHOTO`` stand for a real one's id.
SHOWS: dict[tuple[str, str], tuple[str, str, str]] = {
    ("GET", "/console/cases/{case_id}"): ("village", "read", "case:CASE"),
    ("POST", "/console/cases/{case_id}/act/{name}"): ("village", "read", "case:CASE"),
    ("POST", "/console/cases/{case_id}/reveal"): ("village", "revealed", "case:CASE"),
    ("GET", "/console/cases/{case_id}/media/{attachment_id}"): ("village", "media", "case:CASE/PHOTO"),
    ("GET", "/console/cases/{case_id}/work"): ("village", "read", "case:CASE"),
    ("GET", "/console/cases/{case_id}/authorise"): ("village", "read", "case:CASE"),
    ("GET", "/console/cases/{case_id}/papers/{paper}"): ("village", "printed", "case:CASE"),
    ("GET", "/console/api/visits"): ("village", "read", "visits"),
    ("GET", "/console/api/visits/{case_id}"): ("village", "read", "case:CASE"),
    ("GET", "/console/comparisons"): ("county_clerk", "read", "comparisons"),
    ("GET", "/console/comparisons/list.xlsx"): ("county_clerk", "exported", "comparisons"),
    ("GET", "/console/issues"): ("village", "read", "issues"),
    ("GET", "/console/referrals"): ("dept", "read", "referrals"),
    ("GET", "/console"): ("village", "read", "tasks"),  # emergencies stand on top, with name and number
    ("GET", "/console/tasks"): ("village", "read", "tasks"),
    ("GET", "/console/calls"): ("operator", "searched", "cases"),
    ("GET", "/console/annex2/rows"): ("county_clerk", "listed", "annex2"),
    ("GET", "/api/v1/annex2/rows"): ("county_clerk", "listed", "annex2"),
    ("GET", "/api/v1/annex2.xlsx"): ("county_clerk", "exported", "annex2"),
    ("GET", "/console/audit"): ("auditor", "read", "audit"),
    ("POST", "/console/accounts"): ("admin", "account_added", "account:"),
}
FORMS = {"reason": "other", "why": "核对身份", "version": "99", "receipt": "x"}
FORMS |= {"login": "xiao", "name": "小王", "role": "village", "area": YIYOU, "password": "Ma-3-lan-hua!"}
DEPARTMENT = "民政"
QUERY = {"column": "online", "find": "13800000000", "department": DEPARTMENT}
# What these answer tells nothing of a farmer; each with the reason.
SHOWS_NOBODY = {
    "/healthz": "counts",
    "/readyz": "counts",
    "/metrics": "counts",
    "/api/v1/forms/{key}": "the declaration",
    "/api/v1/messages": "the person's own conversation",
    "/api/v1/notices/claim": "bots deliver them: masked names",
    "/api/v1/notices/{notice_id}": "the outcome of a delivery",
    "/api/v1/annex2": "figures",
    "/console/annex2": "figures",
    "/console/assign": "leads on, or the list: masked names",
    "/console/found": "an empty form, or what the cadre has just typed",
    "/console/cases/{case_id}/relapse": "leads on",
    "/console/findings": "masked names",
    "/console/findings/{case_id}/{check_id}/{member}": "leads on",
    "/console/login": "the door",
    "/console/logout": "the door",
    "/console/static/{name}": "files of the page",
    "/authorise/{token}": "the person's own consent",
    "/console/cases/{case_id}/visit": "an empty sheet; what fills it comes by /console/api/visits",
    "/console/visits": "an empty page; what fills it comes by /console/api/visits",
    "/console/visits/sheet": "an empty sheet",
    "/console/worker.js": "files of the page",
    "/console/api/photos": "an id",
    "/console/api/id-cards": "what stands on the card that the cadre has just sent",
    "/console/api/authorisations/{case_id}": "that it was saved",
    "/console/comparisons/file": "as the list, which was read for it",
    "/console/calls/new": "an empty form, or what the operator has just typed",
    "/console/calls/done/{case_id}": "a receipt number",
    "/console/tasks/{task_id}/acknowledge": "leads on to the list",
    "/console/tasks/{task_id}/finish": "leads on to the list",
    "/console/notices": "masked names",
    "/console/notices/read": "masked names",
    "/console/notices/{notice_id}/read": "leads on",
    "/console/notices/{notice_id}/again": "leads on",
    "/console/stream": "masked names",
    "/console/binding": "the cadre's own address",
    "/console/binding/code": "the cadre's own address",
    "/console/binding/remove": "the cadre's own address",
    "/console/accounts/disable": "an entry of its own, see above",
    "/console/accounts/password": "an entry of its own, see above",
}
OTHERS = {
    ("GET", "/console/accounts"): "the staff's own list, for the administrator",
    ("POST", "/console/api/visits/{case_id}"): "what the cadre has just sent",
    ("POST", "/console/comparisons"): "as the list, which was read for it",
    ("POST", "/console/calls/register"): "leads on, or what the operator has just typed",
    ("POST", "/console/referrals/{row_id}/answer"): "leads back to the list, which leaves its entry",
    ("POST", "/console/referrals/{row_id}/measure"): "leads back to the list, which leaves its entry",
    ("POST", "/console/referrals/measures/{row_id}/done"): "leads back to the list, which leaves its entry",
}
# Each is a step on the page of the work around a case: it leads back there, or shows it again with its own entry.
STEPS = ("compare", "compare/{row_id}/explain", "measures", "measures/{row_id}/implement", "measures/{row_id}/drop")
STEPS += ("referrals/{row_id}/answer", "issues", "issues/{row_id}/plan", "issues/{row_id}/resolve")
STEPS += ("authorise/link", "authorise/give")
OTHERS |= {("POST", f"/console/cases/{{case_id}}/{step}"): "leads back" for step in STEPS}


def test_every_route_is_looked_at(app: FastAPI) -> None:
    """A new route must say which entry it leaves, or why none."""
    known = {*SHOWS, *OTHERS}
    told = {*SHOWS_NOBODY, *test_audit_countryside.PATHS}
    assert [each for each in routes(app) if each not in known and each[1] not in told] == []
    assert test_audit_countryside.PATHS - {path for _, path in routes(app)} == set()
    assert known - set(routes(app)) == set()
    assert set(SHOWS_NOBODY) - {path for _, path in routes(app)} == set()


@pytest.fixture
def full(office: Office) -> dict[str, str]:
    """A case with a photo, and an emergency: their ids by the names of ``SHOWS``."""
    case = case_of(office, accepted_at=office.clock(), state="VERIFYING")
    dept = person(office, "dept")
    with office.work() as work:
        work.connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == dept.id).values(department="民政局"))
        made = {"county": CODE, "case_id": case["id"]}
        asked = {"department": DEPARTMENT, "member": 0, "name": "陈大山", "sent_at": work.now, "due_at": work.now}
        place = {"household_id": case["household_id"], "town": HUANXI, "village": YIYOU}
        found = {"origin": "PATROL", "category": "health", "text": "老伴住院", "found_day": "2023-11-10"}
        for row in (
            Comparison(id="c", **made, **asked),
            Issue(id="i", **made, **place, **found, found_by="a", found_at=work.now),
            Referral(id="r", **made, target="dibao", sent_at=work.now, sent_by="a", due_at=work.now),
        ):
            work.connection.execute(insert(type(row)).values(**row.model_dump()))
        make_task(work, "emergency", case_id=case["id"])
        photo = Media("image", "p1", "data:image/png;base64,iVBORw0KGgo=")
        message = Message("wechat", "u", "m", Said("", media=(photo,)))
        attachments.note(work, message, (photo,), case["id"])
        id = work.connection.execute(select(ATTACHMENTS.c.id)).scalar_one()
    return {"CASE": case["id"], "PHOTO": id}


@pytest.mark.parametrize("route", SHOWS, ids=" ".join)
def test_a_page_of_personal_data_leaves_an_entry(
    app: FastAPI, office: Office, full: dict[str, str], route: tuple[str, str]
) -> None:
    role, act, subject = SHOWS[route]
    client = log_in(app, office, role)
    if "media" in route[1]:  # photos are seen once the case was opened with a reason
        ask(client, ("POST", "/console/cases/{case_id}/reveal"), full)
    assert ask(client, route, full).status_code < 500
    found = [(who, what, about) for who, what, about in entries(office) if (who, what) == (role, act)]
    wanted = subject.replace("CASE", full["CASE"]).replace("PHOTO", full["PHOTO"])
    assert [about for _, _, about in found if about.startswith(wanted)], entries(office)
    assert verify(office, CODE).broken == 0


@pytest.mark.parametrize("route", [route for route, (_, _, about) in SHOWS.items() if about.startswith("case:")])
def test_what_is_refused_is_not_shown_and_not_noted(
    app: FastAPI, office: Office, full: dict[str, str], route: tuple[str, str]
) -> None:
    client = log_in(app, office, "village", "350111100201")
    assert ask(client, route, full).status_code == 404
    assert [act for _, act, _ in entries(office)] == ["logged_in"]


@pytest.mark.parametrize("path", ["/api/v1/annex2/rows", "/api/v1/annex2.xlsx"])
def test_a_program_is_named_as_one(app: FastAPI, office: Office, path: str) -> None:
    assert client_of(app).get(path, headers=REPORT, params=QUERY).status_code == 200
    assert [(who, about) for who, _, about in entries(office)] == [("program", "annex2")]


def test_nothing_that_was_seen_stands_in_the_log(app: FastAPI, office: Office, full: dict[str, str]) -> None:
    for route, (role, _, _) in SHOWS.items():
        ask(log_in(app, office, role), route, full)
    text = repr(rows(office, AUDIT))
    for hidden in ("陈大山", "13800000000", "350111197803150018", "老伴住院", "Ma-3-lan-hua"):
        assert hidden not in text


def ask(client: TestClient, route: tuple[str, str], full: dict[str, str]) -> Any:
    method, path = route
    path = path.replace("{case_id}", full["CASE"]).replace("{attachment_id}", full["PHOTO"])
    path = path.replace("{paper}", "receipt").replace(
        "{name}", "accept"
    )  # of a version that is not there: the page comes back with the words
    if method == "GET":
        return client.get(path, params=QUERY, headers=PAGE)
    return client.post(path, data=FORMS, headers=SAME_SITE | PAGE)


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["auditor", "admin"])
def test_the_page_shows_who_did_what(app: FastAPI, office: Office, full: dict[str, str], role: str) -> None:
    ask(log_in(app, office, "village"), ("POST", "/console/cases/{case_id}/reveal"), full)
    ask(log_in(app, office, "operator"), ("GET", "/console/calls"), full)
    text = log_in(app, office, role).get("/console/audit", headers=PAGE).text
    for shown in ("看全了一件申报", "核对身份", "村级主办（village", "替来电人查了进度", "按什么查：电话", "登录"):
        assert shown in text
    for hidden in ("陈大山", "13800000000", "350111197803150018", "老伴住院"):
        assert hidden not in text


def test_filters(app: FastAPI, office: Office, clock: Any) -> None:
    first, second = case_of(office), case_of(office, id="2")
    cadre = log_in(app, office, "village")
    for case in (first, second):
        cadre.get(f"/console/cases/{case['id']}", headers=PAGE)
    clock.advance(days=1)
    log_in(app, office, "town_clerk").get(f"/console/cases/{first['id']}", headers=PAGE)
    auditor = log_in(app, office, "auditor")

    def told(**asked: str) -> list[str]:
        text = auditor.get("/console/audit", params=asked, headers=PAGE).text
        return [line for line in text.splitlines() if line.strip().startswith("<tr><td class")]

    assert len(told(who="village")) == 3  # the login and two cases
    assert len(told(who="village", subject=first["receipt"])) == 1
    assert len(told(subject=first["receipt"])) == 2
    assert len(told(day="2023-11-10", subject=first["receipt"])) == 1
    assert len(told(subject="town-clerk")) == 1
    assert told(day="2023-11-12") == []


@pytest.mark.parametrize("asked", [{"who": "nobody-here"}, {"subject": "JA20231110-0099-9"}, {"day": "gestern"}])
def test_a_filter_for_nothing_says_so(app: FastAPI, office: Office, asked: dict[str, str]) -> None:
    answer = log_in(app, office, "auditor").get("/console/audit", params=asked, headers=PAGE)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert next(iter(asked.values())) in answer.text


def test_older_entries_a_page_at_a_time(app: FastAPI, office: Office) -> None:
    for number in range(60):
        with office.work() as work:
            note(work, "a", "read", f"case:{number}")
    auditor = log_in(app, office, "auditor")
    text = auditor.get("/console/audit", headers=PAGE).text
    assert "below=12" in text
    assert "再早的" not in auditor.get("/console/audit?below=12", headers=PAGE).text


def test_all_acts_have_words() -> None:
    assert all(ACTS.values())
