"""Departments hear once a day what they owe the comparison, and are warned as a case is; never about whom it is."""

from typing import Any

import pytest
from factories import bind, make_account
from fastapi import FastAPI
from http_office import PAGE, app_of, log_in
from offices import Clock
from procedure import COUNTY, PEOPLE, Procedure
from rows import rows
from sqlalchemy import select

from intake_api.casework import comparisons
from intake_api.casework.actions import farmer_acts
from intake_api.models import Account
from intake_api.models.tables import COMPARISONS, NOTICES
from intake_api.notices.reminding import remind
from intake_api.office import Office

CIVIL, POLICE = "民政局", "公安交警大队"
WARNINGS = ("要抓紧", "快到期", "已超期")


@pytest.fixture
def civil(office: Office) -> Account:
    with office.work() as work:
        return make_account(work, "dept", COUNTY, department=CIVIL)


@pytest.fixture
def p(office: Office, clock: Clock) -> Procedure:
    """六口人的一户, two departments asked on the 12th at nine; the answers are wanted by the 17th."""
    asked = Procedure(office, clock).to("VERIFYING")
    clock.advance(days=2)
    asked.visit()
    asked.authorise(0, 1, 2, 3)
    with office.work() as work:
        comparisons.send(work, asked.person("county_clerk"), asked.case_id, asked.case["version"], (CIVIL, POLICE))
    return asked


def told(p: Procedure, account: Account, channel: str = "console") -> list[Any]:
    return rows(p.office, NOTICES, account_id=account.id, channel=channel)


def digests(p: Procedure, account: Account) -> list[str]:
    return [n["text"] for n in told(p, account) if n["title"] == "今天要办"]


def warnings(p: Procedure, account: Account) -> list[str]:
    return [n["text"] for n in told(p, account) if n["title"] in WARNINGS and "比对：" in n["text"]]


def answer(p: Procedure, most: int, department: str = CIVIL) -> None:
    query = select(COMPARISONS.c.id).where(COMPARISONS.c.department == department, COMPARISONS.c.answered_at.is_(None))
    with p.office.work() as work:
        for id in list(work.connection.execute(query.limit(most)).scalars()):
            comparisons.answer(work, p.person("county_clerk"), id, "none", "经办人张")


def test_one_digest_a_day_says_how_many_and_by_when(p: Procedure, civil: Account) -> None:
    for _ in range(3):
        remind(p.office, "350111")
    assert digests(p, civil) == ["【今天要办】比对：6 条要回，最早 11月17日前"]
    answer(p, 4)
    p.clock.advance(days=1)
    remind(p.office, "350111")
    assert digests(p, civil)[1:] == ["【今天要办】比对：2 条要回，最早 11月17日前"]
    answer(p, 2)
    p.clock.advance(days=1)
    remind(p.office, "350111")
    assert len(digests(p, civil)) == 2, "nothing to answer, nothing to say"


def test_not_before_the_hour(p: Procedure, civil: Account) -> None:
    p.clock.now = p.clock.now.replace(hour=7)
    remind(p.office, "350111")
    assert digests(p, civil) == []


def test_it_comes_to_the_chat_that_was_bound_and_bare_where_the_channel_wants_it(p: Procedure, civil: Account) -> None:
    with p.office.work() as work:
        bind(work, civil, "wechat", "zhou")
        bind(work, civil, "telegram", "zhou-tg")
    remind(p.office, "350111")
    assert [n["text"] for n in told(p, civil, "wechat")] == ["【今天要办】比对：6 条要回，最早 11月17日前"]
    assert [n["text"] for n in told(p, civil, "telegram")] == ["今天要办的：比对：6 条要回，最早 11月17日前"]


def test_yellow_orange_red_once_each_and_red_goes_up_to_the_district(p: Procedure, civil: Account) -> None:
    for hours in range(0, 24 * 10, 6):
        p.clock.advance(hours=6)
        remind(p.office, "350111")
        if hours == 24:
            assert warnings(p, civil) == [], "green yet"
    first, second, third = warnings(p, civil)
    assert first.startswith("【要抓紧】民政局 比对：6 条要回，须11-17前回，还剩 ")
    assert second.startswith("【快到期】民政局 比对：6 条要回，须11-17前回，还剩 ")
    assert third.startswith("【已超期】民政局 比对：6 条要回，须11-17前回，已超 ")
    clerk = warnings(p, p.person("county_clerk"))
    assert len([text for text in clerk if CIVIL in text]) == 1, "the clerk hears what is late"
    assert digests(p, civil)[-1] == "【今天要办】比对：6 条要回，已超期 6 条"


def test_a_department_without_an_account_is_answered_for_by_the_district(p: Procedure, civil: Account) -> None:
    remind(p.office, "350111")
    assert digests(p, p.person("county_clerk")) == ["【今天要办】比对：6 条要回，最早 11月17日前"], "the police's six"
    p.clock.advance(days=4)
    remind(p.office, "350111")
    assert any(POLICE in text for text in warnings(p, p.person("county_clerk")))
    assert not any(POLICE in text for text in warnings(p, civil))


def test_a_clerk_who_comes_later_is_not_told_what_a_department_was_told(p: Procedure, civil: Account) -> None:
    remind(p.office, "350111")
    with p.office.work() as work:
        later = make_account(work, "county_clerk", COUNTY)
    p.clock.advance(hours=1)
    remind(p.office, "350111")
    assert digests(p, later) == ["【今天要办】比对：6 条要回，最早 11月17日前"], "the police's six alone"


def test_what_is_asked_no_more_is_not_owed(p: Procedure, civil: Account) -> None:
    with p.office.work() as work:
        farmer_acts(work, p.case_id, "withdraw", {})
    p.clock.advance(days=8)
    remind(p.office, "350111")
    assert told(p, civil) == []


def test_nobody_is_named(p: Procedure, civil: Account) -> None:
    for _ in range(10):
        remind(p.office, "350111")
        p.clock.advance(days=1)
    texts = "\n".join(n["text"] for n in told(p, civil))
    assert texts
    secrets = [str(person[key]) for person in PEOPLE for key in ("member_name", "id_no")]
    for secret in (*secrets, "陈", p.case["receipt"], "亥由", "13800000000"):
        assert secret not in texts


def test_an_account_that_is_closed_is_told_nothing(p: Procedure) -> None:
    with p.office.work() as work:
        gone = make_account(work, "dept", COUNTY, department=CIVIL, disabled=True)
    p.clock.advance(days=8)
    remind(p.office, "350111")
    assert told(p, gone) == []
    assert any(CIVIL in text for text in warnings(p, p.person("county_clerk")))


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def test_the_account_reads_its_notices_and_binds_its_phone(app: FastAPI, office: Office) -> None:
    client = log_in(app, office, "dept")
    for path in ("/console/notices", "/console/binding", "/console/comparisons"):
        assert client.get(path, headers=PAGE).status_code == 200
    assert client.get("/console", headers=PAGE, follow_redirects=False).headers["location"] == "/console/comparisons"
    assert 'data-stream="/console/stream"' in client.get("/console/comparisons", headers=PAGE).text
