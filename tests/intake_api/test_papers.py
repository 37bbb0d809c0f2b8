"""Papers of a case: the public notice can say nothing but its fields; printing is kept."""

import dataclasses
from datetime import date
from typing import Any, get_type_hints

import pytest
from fastapi import FastAPI
from http_office import ID_NUMBER, PAGE, app_of, case_of, log_in, post
from hypothesis import given, settings
from hypothesis import strategies as st
from offices import Clock
from procedure import HOUSEHOLD, PEOPLE, Procedure
from sqlalchemy import select
from starlette.testclient import TestClient

from intake_api.casework.collected import collected
from intake_api.casework.dossier import Dossier
from intake_api.casework.history import History
from intake_api.casework.posting import Posting, posting
from intake_api.console.papers import PAPERS
from intake_api.models.tables import AUDIT
from intake_api.office import Office
from knowledge.county_files import load_county

COUNTY = load_county("350111")
NOW = Clock().now
PRIVATE = [person["id_no"] for person in PEOPLE] + [HOUSEHOLD["phone"], "亥由村 3 组 8 号", "大病", "妻子"]


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def dossier(answers: dict[str, Any], **case: Any) -> Dossier:
    row = {"state": "REVIEW", "household_type": "", "name": "陈大山", "village": "350111103210", "town": ""} | case
    return Dossier(row, History(), COUNTY, NOW, NOW.date(), collected(answers))


def test_the_notice_has_no_place_for_more() -> None:
    """方案 三(四)；裁定 2: another field is a decision, not a slip."""
    assert [field.name for field in dataclasses.fields(Posting)] == [
        "head", "village", "group", "people", "kind", "first", "last", "hotlines",
    ]  # fmt: skip
    hints = get_type_hints(Posting)
    assert (hints["group"], hints["people"], hints["first"], hints["last"]) == (int, int, date, date)


def test_a_notice() -> None:
    answers = {"head_name": "陈大山", "address": "亥由村 3 组 8 号", "household_type": "edge", "size": 6}
    assert posting(dossier(answers), NOW.date()) == Posting(
        "陈大山", "350111103210", 3, 6, "边缘易致贫户", date(2023, 11, 10), date(2023, 11, 15), COUNTY.policy.hotlines
    )


@pytest.mark.parametrize(
    ("address", "group"),
    [("三组", 3), ("第十二村民小组", 12), ("20组5号", 20), ("二十组", 20), ("8 号", 0), ("", 0), ("13805001234组", 34)],
)
def test_the_group_is_a_number_of_two_digits(address: str, group: int) -> None:
    assert posting(dossier({"address": address}), NOW.date()).group == group


@given(st.text(max_size=40) | st.sampled_from([ID_NUMBER, "13805001234", "陈大山 13805001234", "陈大山（癌症）"]))
@settings(max_examples=200)
def test_whatever_is_typed_as_a_name_shows_a_name_or_nothing(typed: str) -> None:
    answers = {"head_name": typed, "address": typed, "household_type": typed, "story": typed}
    notice = posting(dossier(answers, name=typed), NOW.date())
    assert notice.head in ("", typed)
    assert not any(c.isascii() or c.isdigit() or c.isspace() for c in notice.head)
    assert notice.kind in ("", "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
    assert 0 <= notice.group <= 99


@pytest.mark.parametrize("state", ["REVIEW", "PUBLICITY", "ELIM_REVIEW"])
def test_the_printed_notice_shows_nothing_private(app: FastAPI, office: Office, clock: Clock, state: str) -> None:
    walk = Procedure(office, clock).to(state)
    page = log_in(app, office, "county_clerk").get(f"/console/cases/{walk.case_id}/papers/posting", headers=PAGE).text
    for words in ("陈大山", "宦溪镇亥由村3 组", "6 人", "12317", "公示期："):
        assert words in page
    for hidden in PRIVATE:
        assert hidden not in page


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_hold_what_they_need_and_no_number(app: FastAPI, office: Office, clock: Clock, paper: str) -> None:
    walk = Procedure(office, clock).to("REVIEW")
    page = printed(log_in(app, office, "county_clerk"), walk.case_id, paper)
    wanted = {
        "posting": ["拟将下列农户"],
        "review": ["林秀英", "7966.67", "林村长、王驻村", "情况属实", "没有查到需要说明的情况", "参会 ＿＿＿ 人"],
        "authorisation": ["监测对象申请及承诺授权书", "陈小明", "已授权", "文本版本 2023-1"],
        "receipt": [walk.case["receipt"], "15 天", "2023年11月25日", "不收一分钱"],
    }[paper]
    for words in wanted:
        assert words in page.text, words
    for hidden in [person["id_no"] for person in PEOPLE] + [HOUSEHOLD["phone"]]:
        assert hidden not in page.text


def printed(client: TestClient, case_id: str, paper: str) -> Any:
    """The paper; what tells the household's trouble only after a reason."""
    path = f"/console/cases/{case_id}/papers/{paper}"
    if paper == "review":
        assert client.get(path, headers=PAGE).status_code == 403
        post(client, f"/console/cases/{case_id}/reveal", reason="review")
    page = client.get(path, headers=PAGE)
    assert page.status_code == 200
    return page


@pytest.mark.parametrize("role", ["auditor"])
def test_who_only_looks_prints_no_review(app: FastAPI, office: Office, role: str) -> None:
    client, case = log_in(app, office, role), case_of(office)
    assert post(client, f"/console/cases/{case['id']}/reveal", reason="review").status_code == 403
    assert client.get(f"/console/cases/{case['id']}/papers/review", headers=PAGE).status_code == 403


@pytest.mark.parametrize("paper", PAPERS)
def test_a_fresh_report_has_papers_too(app: FastAPI, office: Office, paper: str) -> None:
    case = case_of(office)
    page = printed(log_in(app, office, "village"), case["id"], paper)
    assert ID_NUMBER not in page.text


def test_printing_is_kept_and_other_papers_are_not_there(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    client = log_in(app, office, "village")
    assert client.get(f"/console/cases/{case['id']}/papers/nothing", headers=PAGE).status_code == 404
    client.get(f"/console/cases/{case['id']}/papers/posting", headers=PAGE)
    with office.database.read() as session:
        query = select(AUDIT.c.subject, AUDIT.c.data).where(AUDIT.c.act == "printed")
        assert list(session.connection().execute(query)) == [(f"case:{case['id']}", {"paper": "posting"})]
