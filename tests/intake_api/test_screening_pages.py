"""部门筛查 and 重点对象 on the screen."""

from typing import Any

import pytest
from factories import GUSHAN, GUYI, YIYOU
from fastapi import FastAPI
from http_office import PAGE, app_of, log_in, person, post
from listed import hits, imported
from rural import enrolled, rows
from sqlalchemy import update

from intake_api.models.tables import ACCOUNTS, CASES, ISSUES
from intake_api.office import Office
from intake_api.screening import arriving

COUNTY = "350111"
SCREENING, CONCERNS = "/console/screening", "/console/concerns"


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def _listed(office: Office, source: str = "medical", name: str = "林阿土", home: Any = None, **says: Any) -> str:
    with office.work() as work:
        id = enrolled(work, name=name, **(home or {}))
    arriving.arrived(office, COUNTY, imported(office, source, [(id, says or {"amount": 30_000})]))
    return id


def _seen(app: FastAPI, office: Office, address: str, role: str = "town_clerk", area: str = "") -> str:
    answer = log_in(app, office, role, area).get(address, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def test_the_town_sees_what_is_due_first(app: FastAPI, office: Office, clock: Any) -> None:
    _listed(office)
    clock.advance(days=4)
    _listed(office, name="陈大山")
    text = _seen(app, office, SCREENING)
    assert text.index("林*") < text.index("陈*")
    assert "林阿土" not in text, "names are masked"
    assert "医保大额自付 30,000 元" in text
    assert "11月15日前，还剩 1 天" in text
    assert "要核的 2" in text


def test_a_suspect_leads_to_its_case(app: FastAPI, office: Office) -> None:
    _listed(office)
    hit = hits(office)[0]["id"]
    answer = post(log_in(app, office, "town_clerk"), f"{SCREENING}/{hit}", step="suspect", risk="illness")
    (case,) = rows(office, CASES)
    assert answer.headers["location"] == f"/console/cases/{case['id']}"
    text = _seen(app, office, f"{SCREENING}?show=done")
    assert case["receipt"] in text
    assert "已立案" in text


def test_no_risk_needs_a_reason_and_keeps_what_was_typed(app: FastAPI, office: Office) -> None:
    _listed(office)
    client, hit = log_in(app, office, "town_clerk"), hits(office)[0]["id"]
    refused = post(client, f"{SCREENING}/{hit}", step="no_risk", why=" ")
    assert (refused.status_code, "请写一句怎么核的" in refused.text) == (422, True)
    back = "show=alert&source=medical"
    answer = post(client, f"{SCREENING}/{hit}", step="no_risk", why="报销后不多", back=back)
    assert answer.headers["location"] == f"{SCREENING}?{back}"
    assert "核过，没有风险：报销后不多" in _seen(app, office, f"{SCREENING}?show=done")
    again = post(client, f"{SCREENING}/{hit}", step="no_risk", why="又写一遍")
    assert (again.status_code, "已经核过" in again.text) == (409, True)


def test_arranged_it_stands_under_visits(app: FastAPI, office: Office) -> None:
    _listed(office)
    client = log_in(app, office, "town_clerk")
    post(client, f"{SCREENING}/{hits(office)[0]['id']}", step="arrange")
    assert "要核的 0" in client.get(SCREENING, headers=PAGE).text
    assert "林*" in client.get(f"{SCREENING}?show=visit", headers=PAGE).text


def test_a_difficulty_goes_to_the_list_of_issues(app: FastAPI, office: Office) -> None:
    _listed(office, "water", detail="旱季没水")
    client, hit = log_in(app, office, "town_clerk"), hits(office)[0]["id"]
    wrong = post(client, f"{SCREENING}/{hit}", step="problem", category="nothing", why="旱季没水喝")
    assert (wrong.status_code, "旱季没水喝" in wrong.text) == (422, True)
    post(client, f"{SCREENING}/{hit}", step="problem", category="water", why="旱季没水喝")
    (issue,) = rows(office, ISSUES)
    assert (issue["origin"], issue["category"], issue["case_id"]) == ("DEPT", "water", None)


@pytest.mark.parametrize("step", ["", "nothing"])
def test_a_step_that_there_is_not(app: FastAPI, office: Office, step: str) -> None:
    _listed(office)
    answer = post(log_in(app, office, "town_clerk"), f"{SCREENING}/{hits(office)[0]['id']}", step=step)
    assert (answer.status_code, "请点这户要怎么办" in answer.text) == (422, True)


def test_who_only_looks_has_no_buttons(app: FastAPI, office: Office) -> None:
    _listed(office)
    for role in ("village", "town_leader", "county_leader", "auditor"):
        text = _seen(app, office, SCREENING, role)
        assert "林*" in text, role
        assert "疑似，立案" not in text, role


def test_another_town_sees_nothing_of_it(app: FastAPI, office: Office) -> None:
    _listed(office)
    assert "林*" not in _seen(app, office, SCREENING, "town_clerk", GUSHAN)
    assert "<h2>十四类" in _seen(app, office, CONCERNS, "village", GUYI)
    assert "林*" not in _seen(app, office, CONCERNS, "village", GUYI)


def test_a_department_sees_the_figures_of_its_own_lists_only(app: FastAPI, office: Office) -> None:
    _listed(office)
    _listed(office, "water", name="陈大山", detail="没水")
    client, account = log_in(app, office, "dept"), person(office, "dept")
    with office.work() as work:
        mine = update(ACCOUNTS).where(ACCOUNTS.c.id == account.id)
        work.connection.execute(mine.values(department="医保局"))
    text = client.get(SCREENING, headers=PAGE).text
    assert '宦溪镇</th><td class="figure">1</td>' in text
    assert "林*" not in text
    with office.work() as work:
        work.connection.execute(mine.values(department="教育局"))
    assert "还没有到线的户" in client.get(SCREENING, headers=PAGE).text
    with office.work() as work:
        work.connection.execute(mine.values(department=""))
    assert "还没有到线的户" in client.get(SCREENING, headers=PAGE).text
    assert client.get(CONCERNS, headers=PAGE).status_code == 403


def test_the_district_sees_how_the_towns_stand(app: FastAPI, office: Office, clock: Any) -> None:
    _listed(office)
    _listed(office, name="陈大山", home={"town": GUSHAN, "village": GUYI})
    clock.advance(days=6)
    text = _seen(app, office, f"{SCREENING}?show=figures", "county_clerk")
    for town in ("宦溪镇", "鼓山镇"):
        assert f'{town}</th><td class="figure">1</td><td class="figure">1</td><td class="figure">1</td>' in text


@pytest.mark.parametrize("query", ["show=nothing", "source=nothing", "page=x", "page=999999"])
def test_wrong_addresses(app: FastAPI, office: Office, query: str) -> None:
    assert log_in(app, office, "town_clerk").get(f"{SCREENING}?{query}", headers=PAGE).status_code == 422


def test_groups_from_town_to_village_to_household(app: FastAPI, office: Office) -> None:
    _listed(office, "dibao", detail="B类")
    _listed(office, "medical", name="陈大山", home={"patrolled_day": "2023-11-10"}, amount=23_400, since="2023-08-01")
    district = _seen(app, office, CONCERNS, "county_clerk")
    assert "town=350111103000" in district
    assert "<td>2</td><td>1</td>" in district, "households, and those not seen yet"
    town = _seen(app, office, CONCERNS)
    assert f"village={YIYOU}" in town
    village = _seen(app, office, f"{CONCERNS}?village={YIYOU}")
    assert "8月医保大额自付 23,400 元" in village
    assert "2023-11-10 走访过" in village
    assert village.count("<section") == 2
    left = _seen(app, office, f"{CONCERNS}?village={YIYOU}&left=yes")
    assert "林*" in left
    assert "陈*" not in left
    rigid = _seen(app, office, f"{CONCERNS}?village={YIYOU}&group=P09")
    assert rigid.count("<section") == 1
    own = _seen(app, office, CONCERNS, "village")
    assert own.count("<section") == 2


def test_more_households_than_one_page(app: FastAPI, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    from intake_api.console import concern_lists

    monkeypatch.setattr(concern_lists, "SIZE", 2)
    for number in range(3):
        _listed(office, "dibao", name=f"林{number}", detail="")
    assert "下一页" in _seen(app, office, CONCERNS, "village")
    assert _seen(app, office, f"{CONCERNS}?page=2", "village").count("<section") == 1


def test_a_group_that_there_is_not(app: FastAPI, office: Office) -> None:
    assert log_in(app, office, "village").get(f"{CONCERNS}?group=P99", headers=PAGE).status_code == 422
