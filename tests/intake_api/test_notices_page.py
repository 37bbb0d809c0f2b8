"""Emergencies, call-backs, notices, binding, and the stream that brings news."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from factories import GUYI, make_task
from fastapi import FastAPI
from http_office import (
    PAGE,
    app_of,
    case_of,
    log_in,
    person,
    post,
)
from sqlalchemy import select

from intake_api.console.feed import Feed
from intake_api.console.stream import _events
from intake_api.models.tables import TASKS
from intake_api.notices import outbox
from intake_api.notices.tell import tell_arrival
from intake_api.office import Office


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


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


@pytest.mark.parametrize("role", ["grid", "town_clerk", "county_clerk", "county_leader"])
def test_nobody_sees_or_marks_what_is_told_to_another(app: FastAPI, office: Office, role: str) -> None:
    """The own notices only, however wide the area: the clerk above the village too."""
    notify(office, person(office, "village").id, 1)
    mine = log_in(app, office, "village")
    other = log_in(app, office, role)
    with office.database.read() as session:
        (id_,) = session.connection().execute(select(outbox.NOTICES.c.id)).scalars()
    assert "【新申报】1" not in other.get("/console/notices", headers=PAGE).text
    assert post(other, f"/console/notices/{id_}/read").status_code == 404
    assert post(other, "/console/notices/read").status_code == 303
    assert post(other, f"/console/notices/{id_}/again").status_code in (403, 404)
    assert "data-unread>1<" in mine.get("/console", headers=PAGE).text
    assert post(mine, f"/console/notices/{id_}/read").status_code == 303
    assert "data-unread hidden" in mine.get("/console", headers=PAGE).text


def test_what_reached_nobody_elsewhere_is_not_sent_again_from_here(app: FastAPI, office: Office) -> None:
    case = case_of(office)
    with office.work() as work:
        outbox.post(work, "k", channel="wechat", user="o-1", title="", text="您家的事", case_id=case["id"])
        (notice,) = outbox.claim(work, "wechat", 10)
        outbox.settle(work, notice.id, "gone", "blocked")
    far = log_in(app, office, "town_clerk", "350111100000")
    assert "您家的事" not in far.get("/console/notices", headers=PAGE).text
    assert post(far, f"/console/notices/{notice.id}/again").status_code == 404
    near = log_in(app, office, "town_clerk")
    assert "您家的事" in near.get("/console/notices", headers=PAGE).text
    assert post(near, f"/console/notices/{notice.id}/again").status_code == 303
    assert post(near, f"/console/notices/{notice.id}/again").status_code == 409


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
