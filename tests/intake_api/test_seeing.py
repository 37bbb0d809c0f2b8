"""看全: what the form declares as sealed or private is masked for everybody, until somebody says why; then it is in
clear for half an hour, for that account and that case alone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from factories import make_task
from fastapi import FastAPI
from http_office import ID_NUMBER, PAGE, app_of, case_of, log_in, person, post
from offices import Clock
from rows import rows
from sqlalchemy import event

from dialogs.asked import Asked
from dialogs.declaration import load_form
from dialogs.form import Question, item_key
from dialogs.kinds import kind_of
from intake_api.access import reveals
from intake_api.access.chain import verify
from intake_api.access.roles import ROLES
from intake_api.casework.log import record
from intake_api.console.menu import PAGES
from intake_api.models import Issue
from intake_api.models.tables import AUDIT, EVENTS, ISSUES
from intake_api.office import Office
from intake_api.sealed_answers import seal_answers

FORM = load_form()
SECRET = tuple(q for q in FORM if q.sealed or kind_of(q).private)
OPENERS = tuple(role for role in PAGES["cases"].roles if ROLES[role].writes)
LOOKERS = tuple(role for role in PAGES["cases"].roles if not ROLES[role].writes)
PHONE = "13912345678"
# What the page says in their place; everything else is hidden whole.
MASKED = {"phone": "139****5678", "address": "宦溪镇亥由村****"}


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def value_of(question: Question) -> Any:
    """An answer that nothing else on the page says."""
    by_kind = {"phone": PHONE, "id_number": ID_NUMBER, "choices": list(FORM.labels(question))[-2:]}
    return by_kind.get(question.kind, f"暗语{question.key}")


def key_of(question: Question) -> str:
    section = next(each for each in FORM.sections if question in each.questions)
    return item_key(section.key, 0, question.key) if section.repeat else question.key


def told(office: Office, question: Question) -> str:
    """The answer in clear, as a page says it."""
    if kind_of(question).private:
        return str(value_of(question))
    return kind_of(question).show(value_of(question), Asked(FORM, question, office.county(), {}))


def full_case(office: Office, **over: Any) -> dict[str, Any]:
    """A case with an answer to every secret question."""
    plain = {"name": "陈大山", "town": "350111103000", "village": "350111103210", "member[0].name": "陈大山"}
    answers = plain | {key_of(question): value_of(question) for question in SECRET}
    return case_of(office, answers=seal_answers(answers, office.sealer), phone=PHONE, **over)


def shown(client: Any, case: dict[str, Any]) -> str:
    return str(client.get(f"/console/cases/{case['id']}", headers=PAGE).text)


def answers_on(page: str) -> dict[str, str]:
    """Label → words of the form's part of the page."""
    return dict(re.findall(r'<dt>([^<]*)</dt>\s*<dd class="words">([^<]*)</dd>', page))


def opened(office: Office) -> list[Any]:
    return [row for row in rows(office, AUDIT) if row["act"] == "revealed"]


def test_the_declaration_has_what_the_plan_protects() -> None:
    assert {"phone", "id_number", "id_no", "address", "health", "story", "risk_note"} <= {q.key for q in SECRET}


# --- role × before and after × every secret question ----------------------------------------------------------------


@pytest.mark.parametrize("role", [*OPENERS, *LOOKERS])
def test_everything_secret_is_masked_for_everybody(app: FastAPI, office: Office, role: str) -> None:
    page = shown(log_in(app, office, role), full_case(office))
    instead = "点“看全”后显示" if role in OPENERS else "已遮住"
    answers = answers_on(page)
    for question in SECRET:
        assert told(office, question) not in page, question.key
        masked = "350111********0018" if kind_of(question).private else MASKED.get(question.key, instead)
        assert answers[question.label] == masked, question.key
    assert "tel:" not in page


@pytest.mark.parametrize("role", OPENERS)
@pytest.mark.parametrize("reason", reveals.REASONS)
def test_one_tap_opens_all_of_it(app: FastAPI, office: Office, role: str, reason: str) -> None:
    case, client = full_case(office), log_in(app, office, role)
    answer = post(client, f"/console/cases/{case['id']}/reveal", reason=reason)
    place = "contact" if reason == "call" else "seeing"
    assert (answer.status_code, answer.headers["location"]) == (303, f"/console/cases/{case['id']}#{place}")
    page = shown(client, case)
    assert f'id="{place}"' in page
    assert "到 09:30 自动遮上" in page
    assert f"tel:{PHONE}" in page
    answers = answers_on(page)
    for question in SECRET:
        assert answers[question.label] == told(office, question), question.key


@pytest.mark.parametrize("role", LOOKERS)
def test_who_only_looks_cannot_open_it(app: FastAPI, office: Office, role: str) -> None:
    case, client = full_case(office), log_in(app, office, role)
    assert "<form" not in shown(client, case).partition("<main")[2]
    for form in ({"reason": "call"}, {"reason": "other", "why": "抽查"}, {}):
        assert post(client, f"/console/cases/{case['id']}/reveal", **form).status_code == 403
    assert opened(office) == []
    account = person(office, role)
    with office.work() as work:  # not even with an entry from an earlier post
        reveals.open_case(work, account, case["id"], "以前的岗位")
    page = shown(client, case)
    assert [q.key for q in SECRET if told(office, q) in page] == []


@pytest.mark.parametrize("role", [name for name in ROLES if name not in PAGES["cases"].roles])
def test_others_open_no_case_at_all(app: FastAPI, office: Office, role: str) -> None:
    case, client = full_case(office), log_in(app, office, role)
    assert client.get(f"/console/cases/{case['id']}", headers=PAGE).status_code == 403
    assert post(client, f"/console/cases/{case['id']}/reveal", reason="call").status_code == 403
    assert opened(office) == []


# --- how long, for whom, what stays ---------------------------------------------------------------------------------


def test_it_is_masked_again_after_half_an_hour(app: FastAPI, office: Office, clock: Clock) -> None:
    case, client = full_case(office), log_in(app, office, "village")
    post(client, f"/console/cases/{case['id']}/reveal", reason="call")
    clock.advance(minutes=15)
    shown(client, case)  # looking at it does not make it longer
    clock.advance(minutes=14, seconds=59)
    assert f"tel:{PHONE}" in shown(client, case)
    clock.advance(seconds=1)
    assert PHONE not in shown(client, case)
    post(client, f"/console/cases/{case['id']}/reveal", reason="visit")
    assert f"tel:{PHONE}" in shown(client, case)
    assert [row["data"] for row in opened(office)] == [{"reason": "打电话联系"}, {"reason": "上门核实"}]
    assert timedelta(minutes=30) == reveals.OPEN_FOR


def test_it_is_logged_once_and_the_history_says_why(app: FastAPI, office: Office) -> None:
    case, client = full_case(office), log_in(app, office, "village")
    for _ in range(3):  # a thumb that taps thrice
        assert post(client, f"/console/cases/{case['id']}/reveal", reason="visit").status_code == 303
    me = person(office, "village").id
    (entry,) = opened(office)
    assert (entry["actor"], entry["subject"], entry["data"]) == (me, f"case:{case['id']}", {"reason": "上门核实"})
    (happened,) = [row for row in rows(office, EVENTS) if row["kind"] == "revealed"]
    assert (happened["actor"], happened["data"]) == (me, {"reason": "上门核实"})
    for role in ("town_clerk", "auditor"):
        page = shown(log_in(app, office, role), case)
        assert "看全了这件申报" in page
        assert "为什么：上门核实" in page
    assert verify(office, case["county"]).broken == 0


def test_other_people_and_other_cases_stay_masked(app: FastAPI, office: Office) -> None:
    case, other = full_case(office), full_case(office, id="case-900")
    client = log_in(app, office, "village")
    post(client, f"/console/cases/{case['id']}/reveal", reason="call")
    assert PHONE in shown(client, case)
    assert PHONE not in shown(client, other)
    for role in {*OPENERS, *LOOKERS} - {"village"}:
        assert PHONE not in shown(log_in(app, office, role), case), role


def test_a_reason_of_ones_own(app: FastAPI, office: Office) -> None:
    case, client = full_case(office), log_in(app, office, "town_clerk")
    path = f"/console/cases/{case['id']}/reveal"
    for form in ({}, {"reason": "x"}, {"reason": "other"}, {"reason": "other", "why": " "}):
        refused = post(client, path, **form)
        assert refused.status_code == 422
        assert "请写上为什么要看全" in refused.text
        assert "<details open><summary>其他（写明）" in refused.text
        assert PHONE not in refused.text
    assert opened(office) == []
    assert post(client, path, reason="other", why=f"医保局来问 {ID_NUMBER}").status_code == 303
    assert [row["data"] for row in opened(office)] == [{"reason": "医保局来问 350111********0018"}]
    assert [row["data"] for row in rows(office, EVENTS) if row["kind"] == "revealed"] == [opened(office)[0]["data"]]


def test_a_case_that_left_the_area_is_not_found(app: FastAPI, office: Office) -> None:
    case = full_case(office)
    stranger = log_in(app, office, "village", "350111100201")
    for form in ({"reason": "call"}, {}):
        assert post(stranger, f"/console/cases/{case['id']}/reveal", **form).status_code == 404
    assert opened(office) == []


# --- the rest of the page -------------------------------------------------------------------------------------------


def test_the_history_and_the_cards_follow(app: FastAPI, office: Office) -> None:
    case = full_case(office, state="VERIFYING", accepted_at=office.clock())
    with office.work() as work:
        record(work, case, "supplemented", "wechat", text="暗语住院")
        record(work, case, "info_requested", "a", what="暗语诊断书", whom="farmer")
        record(work, case, "assigned", "a", handler="")
        place = {"county": work.code, "case_id": case["id"], "household_id": case["household_id"]}
        issue = Issue(id="i", **place, origin="PATROL", category="health", text="暗语透析", found_day="2023-11-10",
                      found_by="a", found_at=work.now)  # fmt: skip
        work.connection.execute(ISSUES.insert().values(**issue.model_dump()))
    client = log_in(app, office, "village")
    for path in ("", "/work"):
        page = client.get(f"/console/cases/{case['id']}{path}", headers=PAGE).text
        assert "暗语" not in page
        assert "点“看全”后显示" in page
    assert "分给：不指定谁" in shown(client, case)
    post(client, f"/console/cases/{case['id']}/reveal", reason="review")
    page = shown(client, case)
    for words in ("暗语住院", "暗语诊断书", "暗语透析"):
        assert words in page
    assert "暗语透析" in client.get(f"/console/cases/{case['id']}/work", headers=PAGE).text


def test_who_must_be_called_is_called_without_a_second_step(app: FastAPI, office: Office) -> None:
    case = full_case(office, urgent="food", state="VERIFYING", accepted_at=office.clock())
    with office.work() as work:
        make_task(work, case_id=case["id"], phone="13700001111", words="断粮三天了")
        make_task(work, "callback", case_id=case["id"], phone="13700002222")
    client = log_in(app, office, "village")
    assert "tel:13700001111" in shown(client, case), "somebody is in danger"
    assert "tel:13700002222" in client.get("/console/tasks", headers=PAGE).text
    assert PHONE in client.get(f"/console/api/visits/{case['id']}").text
    assert opened(office) == []


def test_it_costs_the_page_one_look_into_the_log(app: FastAPI, office: Office) -> None:
    case, client = full_case(office), log_in(app, office, "village")
    shown(client, case)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(office.database.engine, "before_cursor_execute", note)
    shown(client, case)
    assert len([each for each in asked if "max(audit.at)" in each]) == 1
