"""The page of 疑似问题: figures per town and village, households, closing a warning; the card of a case."""

from itertools import count
from typing import Any

import pytest
from factories import GUSHAN, GUYI, HUANXI, HUANXI_VILLAGE, YIYOU
from families import FAMILY
from fastapi import FastAPI
from http_office import PAGE, app_of, client_of, log_in, person, post
from offices import START
from sqlalchemy import select
from starlette.testclient import TestClient
from test_findings import SPOILT, close, family, rows

from intake_api.access.roles import ROLES
from intake_api.casework.checks import WHOLE
from intake_api.console import finding_lists, pages
from intake_api.console.finding_lists import Wanted, card, findings_page
from intake_api.console.seeing import Seeing
from intake_api.errors import Invalid
from intake_api.models.tables import CASES
from intake_api.office import Office

OPEN = Seeing(START, True)
_PHONES = count(1000)
ALONE = {f"member[{place}].id_no": None for place in range(6)}  # nobody stands in two sheets


@pytest.fixture
def app(office: Office) -> FastAPI:
    return app_of(office)


def spoilt(office: Office, town: str = HUANXI, village: str = YIYOU, **answers: Any) -> dict[str, Any]:
    phone = f"1380500{next(_PHONES)}"  # nor does one telephone serve two
    return family(office, {**ALONE, **SPOILT, **answers}, town=town, village=village, phone=phone)


def get(client: TestClient, **query: str) -> str:
    answer = client.get("/console/findings", params=query, headers=PAGE)
    assert answer.status_code == 200
    return answer.text


def test_who_has_the_page(app: FastAPI, office: Office) -> None:
    for role, kind in ROLES.items():
        status = log_in(app, office, role).get("/console/findings", headers=PAGE).status_code
        assert status == (200 if kind.sees == "area" else 403), role
    assert client_of(app).get("/console/findings", headers=PAGE).status_code == 401


def test_from_the_county_to_the_household(app: FastAPI, office: Office) -> None:
    spoilt(office)
    spoilt(office, village=HUANXI_VILLAGE)
    spoilt(office, GUSHAN, GUYI)
    client = log_in(app, office, "county_clerk")
    county = get(client)
    assert "宦溪镇" in county
    assert f"town={GUSHAN}" in county
    assert "Q18 户主姓名与成员表不一致" in county
    town = get(client, town=HUANXI)
    assert f"village={HUANXI_VILLAGE}" in town
    assert GUYI not in town
    village = get(client, town=HUANXI, village=YIYOU)
    assert "户主姓名与成员表不一致" in village
    assert "民族为空（成员第 4 行）" in village


def test_figures(office: Office) -> None:
    for village in (YIYOU, YIYOU, HUANXI_VILLAGE):
        spoilt(office, village=village)
    spoilt(office, GUSHAN, GUYI, head_name="陈大山")
    found = findings_page(office, person(office, "county_leader"), Wanted())
    by_town = {each.name: (each.errors, each.warnings, each.households) for each in found.places}
    # Six without a number, a member without 民族, and a head of another name.
    assert by_town == {"鼓山镇": (1, 6, 1), "宦溪镇": (3, 21, 3)}
    assert {each.code: each.households for each in found.checks} == {"Q07": 4, "Q08": 4, "Q18": 3}
    narrowed = findings_page(office, person(office, "town_leader"), Wanted(check="Q18"))
    assert [(each.errors, each.warnings) for each in narrowed.places] == [(0, 1), (0, 2)]
    assert {each.code for each in narrowed.checks} == {"Q07", "Q08", "Q18"}
    errors = findings_page(office, person(office, "village"), Wanted(severity="error"))
    assert [[item.check for item in each.items] for each in errors.households] == [["Q08"], ["Q08"]]


def test_nobody_sees_beyond_the_area(office: Office) -> None:
    case = spoilt(office, GUSHAN, GUYI)
    for wanted in (Wanted(), Wanted(town=GUSHAN), Wanted(village=GUYI), Wanted(case=case["id"])):
        found = findings_page(office, person(office, "town_clerk"), wanted)
        assert (found.places, found.households, found.checks) == ([], [], [])


def test_lists_show_no_name(app: FastAPI, office: Office) -> None:
    spoilt(office)
    page = get(log_in(app, office, "village"))
    assert "陈大山" not in page
    assert "陈小梅" not in page
    assert "陈*" in page


def test_pages_of_households(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_lists, "SIZE", 2)
    cases = sorted(spoilt(office)["id"] for _ in range(3))
    village = person(office, "village")
    first = findings_page(office, village, Wanted())
    second = findings_page(office, village, Wanted(after=first.after))
    assert [[each.id for each in page.households] for page in (first, second)] == [cases[:2], cases[2:]]
    assert (first.after, second.after) == (cases[1], "")


def test_a_warning_is_closed_on_the_page(app: FastAPI, office: Office) -> None:
    case, client = spoilt(office), log_in(app, office, "village")
    path = f"/console/findings/{case['id']}/Q18/{WHOLE}"
    answer = post(client, path, why="户口本上就是这样", back="severity=warn&evil=https://example.org")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/findings?severity=warn")
    assert path not in get(client, severity="warn")
    closed = get(client, show="closed")
    assert "户口本上就是这样" in closed
    assert "村级主办" in closed


def test_from_the_case_one_comes_back_to_the_case(app: FastAPI, office: Office) -> None:
    case, client = spoilt(office), log_in(app, office, "village")
    answer = post(client, f"/console/findings/{case['id']}/Q18/{WHOLE}", why="看过户口本", back="case")
    assert answer.headers["location"] == f"/console/cases/{case['id']}"


def test_what_was_typed_is_not_lost(app: FastAPI, office: Office) -> None:
    case, client = spoilt(office), log_in(app, office, "village")
    answer = post(client, f"/console/findings/{case['id']}/Q18/{WHOLE}", why="好")
    assert answer.status_code == 422
    assert 'value="好"' in answer.text
    assert '<details class="inline" open>' in answer.text
    close(office, person(office, "town_leader"), case["id"], "Q18")
    assert post(client, f"/console/findings/{case['id']}/Q18/{WHOLE}", why="我也看过").status_code == 409


def test_errors_have_no_form(app: FastAPI, office: Office) -> None:
    case, client = spoilt(office), log_in(app, office, "village")
    assert f"/console/findings/{case['id']}/Q08/3" not in get(client)
    assert post(client, f"/console/findings/{case['id']}/Q08/3", why="不想改").status_code == 409


def test_who_only_looks_has_no_form(app: FastAPI, office: Office) -> None:
    spoilt(office)
    page = get(log_in(app, office, "auditor"), village=YIYOU)
    assert "户主姓名与成员表不一致" in page
    assert "说明并关掉" not in page


def test_another_village_closes_nothing(app: FastAPI, office: Office) -> None:
    case = spoilt(office)
    client = log_in(app, office, "village", HUANXI_VILLAGE)
    assert post(client, f"/console/findings/{case['id']}/Q18/{WHOLE}", why="看过").status_code == 404
    assert rows(office)["Q18", WHOLE]["closed_at"] is None


@pytest.mark.parametrize("wanted", [Wanted(show="x"), Wanted(check="Q99"), Wanted(severity="fatal")])
def test_addresses_made_up_are_refused(office: Office, wanted: Wanted) -> None:
    with pytest.raises(Invalid):
        findings_page(office, person(office, "village"), wanted)


def test_a_village_not_known_yet_has_its_row(office: Office) -> None:
    spoilt(office, village="")
    clerk = person(office, "town_clerk")
    (row,) = findings_page(office, clerk, Wanted()).places
    assert row.name == "村还不清楚"
    assert len(findings_page(office, clerk, Wanted(village=row.code)).households) == 1


def test_the_card_of_a_case(office: Office) -> None:
    case = spoilt(office)
    close(office, person(office, "village"), case["id"], "Q18")
    with office.database.read() as session:
        connection = session.connection()
        found = card(connection, office.county(), case["id"])
        row = connection.execute(select(CASES).where(CASES.c.id == case["id"])).mappings().one()
    template = pages._templates().get_template("findings_card.html")
    masked = template.render(findings=found, case=row, may_work=True, seen=Seeing(None, True))
    assert "陈小梅" not in masked
    shown = template.render(findings=found, case=row, may_work=True, seen=OPEN)
    assert "陈小梅的民族没有填" in shown
    assert "村级主办：户口本上就是这样" in shown
    assert shown.index("Q08") < shown.index("Q07") < shown.index("Q18")
    assert f'action="/console/findings/{case["id"]}/Q07/0"' in shown
    assert template.render(findings=[], case=row, may_work=True, seen=OPEN).strip() == ""


def test_names_are_shown_as_text(app: FastAPI, office: Office) -> None:
    case = family(office, {"member[3].member_name": "<b>梅</b>", "member[3].ethnicity": None})
    with office.database.read() as session:
        found = card(session.connection(), office.county(), case["id"])
    shown = (
        pages._templates()
        .get_template("findings_card.html")
        .render(findings=found, case=case, may_work=True, seen=OPEN)
    )
    assert "&lt;b&gt;梅&lt;/b&gt;的民族没有填" in shown
    assert FAMILY["member[3].id_no"] not in shown
